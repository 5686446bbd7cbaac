"""The built-in law data is sound in itself: it parses, its days are in order, and each citation says how well it was verified."""

from __future__ import annotations

import datetime
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "libhibah" / "law" / "data"
FILES = sorted(DATA.glob("*.toml"))
TIMETABLES = [path for path in FILES if path.name.startswith("timetable-")]
REGULATIONS = [path for path in FILES if path.name.startswith("regulation-")]

MARKS = {"read", "press", "memory"}
ROLES = {"organiser", "supervisor", "police", "military", "other"}
# Codes are permanent, so they are listed once more here: a citation of a code that is not one of them is a slip.
RULES = set(
    """J101 J102 P101 P102 A101 A102 A103 A104 A105 A106 A107 A108 A109 T201 T202 T203 T204 T205 T206 T207 T208 T209 T210
    B301 B302 B303 R401 R402 R403 R404 R405 R406 R407 R408 R409 R410 R411 S501 S502 S503 S504 S505 S506 S507 S508 S509
    D601 D602 X701 X702 X703 N801 N802 N803 N804 W901 W902 W903""".split()
)
TIMETABLE_KEYS = {"id", "name", "version"}
VERSION_KEYS = {"decree", "effective", "voting", "source", "note", "stage"}
STAGE_KEYS = {"code", "name_id", "name_en", "start", "end", "verified", "source", "note"}
REGULATION_KEYS = {
    "id", "name", "valid_from", "sign_until", "cuti_bersama_is_working_day", "use_until", "report_due", "return_due",
    "schedule", "direct_procurement", "basis",
}  # fmt: skip
BASIS_KEYS = {"rules", "instrument", "article", "mark", "source", "note"}
PROCUREMENT_KEYS = {"valid_from", "goods", "construction", "mark", "source", "note"}
HOLIDAY_KEYS = {"date", "kind", "name", "decree", "known_from", "known_from_mark", "source", "note"}
SUPERSEDED_KEYS = HOLIDAY_KEYS | {"removed_by", "removed_on", "removed_on_mark"}

DEADLINE = re.compile(
    r"(signed|voting|stage \w+ (start|end)|event \w+|fiscal_year_end \d{4}|\d{4}-\d{2}-\d{2})"
    r"( [+-] \d{1,5} (working days?|days?|months?|years?))?"
)


def load(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return path.stem


def test_the_files_are_those_that_the_library_promises():
    assert [path.name for path in FILES] == [
        "calendar-indonesia.toml",
        "regulation-permendagri-41-2020.toml",
        "regulation-permendagri-54-2019.toml",
        "timetable-pilkada-2020.toml",
        "timetable-pilkada-2024.toml",
        "timetable-psu-kukar-2025.toml",
    ]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_is_named_by_its_kind_and_id(path: Path):
    data = load(path)
    assert path.stem.split("-", 1)[1] == data["id"]
    assert data["name"]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_days_are_days_and_sources_are_addresses(path: Path):
    def walk(value, key=""):
        if isinstance(value, dict):
            for inner, item in value.items():
                walk(item, inner)
        elif isinstance(value, list):
            for item in value:
                walk(item, key)
        elif isinstance(value, datetime.datetime | datetime.time | float):
            pytest.fail(f"{key}: {value!r} is neither a day nor exact")
        elif isinstance(value, datetime.date):
            assert 2000 <= value.year <= 2099
        elif isinstance(value, str):
            assert value == value.strip() != ""
            if key == "source":
                for part in re.split(r" ?; ", value):
                    assert part.startswith(("https://", "http://", "vacanza/holidays@", "QuantLib@")), part
            if key.endswith("mark"):
                assert value in MARKS

    walk(load(path))


@pytest.mark.parametrize("path", TIMETABLES, ids=name)
def test_a_timetable_orders_its_versions_and_windows(path: Path):
    data = load(path)
    assert set(data) <= TIMETABLE_KEYS
    effective = [version["effective"] for version in data["version"]]
    assert effective == sorted(set(effective))
    for version in data["version"]:
        assert set(version) <= VERSION_KEYS
        assert version["decree"]
        codes = [stage["code"] for stage in version["stage"]]
        assert len(codes) == len(set(codes))
        for stage in version["stage"]:
            assert set(stage) <= STAGE_KEYS
            assert re.fullmatch(r"[A-Z][A-Z0-9_]*", stage["code"])
            assert stage["name_id"] and stage["name_en"]
            assert isinstance(stage["verified"], bool)
            assert stage["verified"] is False or "source" in stage, f"{stage['code']}: verified by what?"
            if "start" in stage and "end" in stage:
                assert stage["start"] <= stage["end"], stage["code"]
        vote = next(stage for stage in version["stage"] if stage["code"] == "VOTE")
        assert vote["start"] == vote["end"] == version["voting"]
        quiet = next(stage for stage in version["stage"] if stage["code"] == "QUIET")
        assert quiet["end"] == version["voting"] - datetime.timedelta(days=1)


def test_the_elections_have_their_voting_days():
    voting = {path.stem: [version["voting"].isoformat() for version in load(path)["version"]] for path in TIMETABLES}
    assert voting == {
        "timetable-pilkada-2020": ["2020-09-23", "2020-12-09"],
        "timetable-pilkada-2024": ["2024-11-27"],
        "timetable-psu-kukar-2025": ["2025-04-19"],
    }


def test_what_is_from_memory_or_inferred_is_not_called_verified():
    unverified = {
        (path.stem, stage["code"])
        for path in TIMETABLES
        for version in load(path)["version"]
        for stage in version["stage"]
        if not stage["verified"]
    }
    assert unverified == {
        ("timetable-pilkada-2024", "RECAP_KECAMATAN"),
        ("timetable-pilkada-2024", "RECAP_KABKOTA"),
        ("timetable-pilkada-2024", "RECAP_PROVINCE"),
        ("timetable-psu-kukar-2025", "QUIET"),
    }


@pytest.mark.parametrize("path", REGULATIONS, ids=name)
def test_a_regulation_cites_known_rules_with_a_mark(path: Path):
    data = load(path)
    assert set(data) <= REGULATION_KEYS
    assert data["cuti_bersama_is_working_day"] is False
    for key in ("use_until", "report_due", "return_due"):
        assert DEADLINE.fullmatch(data[key])
    for row in data["basis"]:
        assert set(row) <= BASIS_KEYS
        assert row["rules"] and set(row["rules"]) <= RULES
        assert len(row["rules"]) == len(set(row["rules"]))
        assert row["instrument"]
        assert row["mark"] == "memory" or "source" in row, f"{row['instrument']}: {row['mark']} where?"
    cited = {code for row in data["basis"] for code in row["rules"]}
    assert {"T201", "T202", "A103", "A104", "R403", "S501", "S502", "S504", "S505", "T206"} <= cited


@pytest.mark.parametrize("path", REGULATIONS, ids=name)
def test_a_regulation_asks_for_the_whole_in_tranches_of_organiser_and_supervisor(path: Path):
    data = load(path)
    (schedule,) = data["schedule"]
    assert set(schedule["roles"]) == {"organiser", "supervisor"} <= ROLES
    shares = [int(re.fullmatch(r"(\d+)%", step["minimum_share"])[1]) for step in schedule["tranches"]]
    assert shares == {"permendagri-41-2020": [40, 60], "permendagri-54-2019": [40, 50, 10]}[data["id"]]
    for step in schedule["tranches"]:
        assert DEADLINE.fullmatch(step["latest"])
    assert data.get("valid_from") == {"permendagri-41-2020": datetime.date(2020, 6, 15)}.get(data["id"])


@pytest.mark.parametrize("path", REGULATIONS, ids=name)
def test_limits_of_direct_procurement_ascend_by_day(path: Path):
    rows = load(path)["direct_procurement"]
    assert all(set(row) <= PROCUREMENT_KEYS and row["mark"] in MARKS for row in rows)
    assert all(earlier["valid_from"] < later["valid_from"] for earlier, later in pairwise(rows))
    assert [(row["goods"], row["construction"]) for row in rows] == [(200_000_000, 200_000_000), (200_000_000, 400_000_000)]


def test_the_calendar_stays_inside_its_horizon_and_in_order():
    data = load(DATA / "calendar-indonesia.toml")
    assert set(data) <= {"id", "name", "from", "to", "holiday", "superseded"}
    assert (data["from"].isoformat(), data["to"].isoformat()) == ("2019-01-01", "2026-12-31")
    for key, keys in (("holiday", HOLIDAY_KEYS), ("superseded", SUPERSEDED_KEYS)):
        days = [row["date"] for row in data[key]]
        assert days == sorted(days)
        for row in data[key]:
            assert set(row) <= keys
            assert data["from"] <= row["date"] <= data["to"]
            assert row["kind"] in {"national", "cuti_bersama"}
            assert row["name"] and row["source"]
            assert (row["kind"] == "cuti_bersama") == ("Cuti Bersama" in row["name"])
            # A day off is decreed before it comes.
            assert "known_from" not in row or row["known_from"] < row["date"]
            assert "known_from_mark" not in row or "known_from" in row
    assert {day.year for day in (row["date"] for row in data["holiday"])} == set(range(2019, 2027))


def test_a_day_that_was_taken_away_is_not_a_holiday_any_more():
    data = load(DATA / "calendar-indonesia.toml")
    off = {row["date"] for row in data["holiday"]}
    for row in data["superseded"]:
        assert row["date"] not in off
        assert row["removed_by"]
        if "removed_on" in row:
            assert row["removed_on"] < row["date"]
            assert row.get("known_from", datetime.date.min) < row["removed_on"]
    without_day = [row["date"].isoformat() for row in data["superseded"] if "removed_on" not in row]
    assert without_day == ["2022-07-09"]


def working_days_after(anchor: datetime.date, count: int, off: set[datetime.date]) -> datetime.date:
    day = anchor
    while count:
        day += datetime.timedelta(days=1)
        count -= day.isoweekday() < 6 and day not in off
    return day


@pytest.mark.parametrize(
    ("anchor", "offices", "cuti_bersama_working"),
    [("2025-03-19", "2025-04-17", "2025-04-10"), ("2024-03-04", "2024-03-26", "2024-03-25")],
)
def test_the_calendar_gives_the_days_that_were_reckoned_by_hand(anchor: str, offices: str, cuti_bersama_working: str):
    holidays = load(DATA / "calendar-indonesia.toml")["holiday"]
    everything = {row["date"] for row in holidays}
    national = {row["date"] for row in holidays if row["kind"] == "national"}
    start = datetime.date.fromisoformat(anchor)
    assert working_days_after(start, 14, everything).isoformat() == offices
    assert working_days_after(start, 14, national).isoformat() == cuti_bersama_working


def test_may_2020_as_it_was_known_in_march_and_after():
    rows = {row["date"].isoformat(): row for row in load(DATA / "calendar-indonesia.toml")["superseded"]}
    asked = datetime.date(2020, 3, 1)
    for day, known in (("2020-05-26", True), ("2020-05-27", True), ("2020-05-28", False), ("2020-12-28", False)):
        row = rows[day]
        assert (row["known_from"] <= asked < row["removed_on"]) is known, day
