"""The example portfolios: what a check of them finds, and that the fictional one is what its script writes."""
import csv
import datetime
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import hibah

ROOT = Path(__file__).resolve().parents[2]
CONTOH = ROOT / "examples" / "kabupaten-contoh"
KUKAR = ROOT / "examples" / "kukar-2024"
PSU = ROOT / "examples" / "kukar-psu-2025"
PILKADA_2020 = ROOT / "examples" / "pilkada-2020"


def check(folder: Path, day: str) -> dict:
    return json.loads(hibah.load(folder).check(as_of=datetime.date.fromisoformat(day)).to_json())


@pytest.fixture(scope="module")
def contoh() -> dict:
    return check(CONTOH, "2025-06-30")


@pytest.fixture(scope="module")
def kukar() -> dict:
    return check(KUKAR, "2024-09-03")


def fails(report: dict) -> list[dict]:
    return [finding for finding in report["findings"] if finding["state"] == "fail"]


def planted() -> list[dict]:
    with open(CONTOH / "planted.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ---- kabupaten-contoh ----

@pytest.mark.subprocess
def test_the_committed_files_are_those_of_a_fresh_run(tmp_path):
    (tmp_path / "make.py").write_bytes((CONTOH / "make.py").read_bytes())
    (tmp_path / "README.in.md").write_bytes((CONTOH / "README.in.md").read_bytes())
    subprocess.run([sys.executable, str(tmp_path / "make.py")], check=True, timeout=60)
    made = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    committed = {path.relative_to(CONTOH) for path in CONTOH.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert made | {Path("portfolio.toml")} == committed
    for name in sorted(made):
        assert (tmp_path / name).read_bytes() == (CONTOH / name).read_bytes(), name


def test_exactly_the_planted_faults_are_found(contoh):
    def key(row: dict) -> tuple:
        return row["rule"], row["grant"] or "", str(row["tranche"] or ""), row["difference"] or ""

    expected = Counter(key(row) for row in planted())
    found = Counter(key(finding) for finding in fails(contoh))
    assert found - expected == Counter(), "found, but not planted"
    assert expected - found == Counter(), "planted, but not found"


def test_findings_say_what_was_expected_and_point_at_the_planted_entry(contoh):
    left = fails(contoh)
    for row in planted():
        def fits(finding: dict, row: dict = row) -> bool:
            same = all((finding[name] or "") == row[name] for name in ("rule", "grant", "stage", "account", "expected", "actual", "unit"))
            return same and (not row["entry"] or row["entry"] in {evidence["entry"] for evidence in finding["evidence"]})

        match = next((finding for finding in left if fits(finding)), None)
        assert match is not None, row
        left.remove(match)


def test_one_finding_of_the_fictional_region_is_waived(contoh):
    waived = [(finding["rule"], finding["grant"]) for finding in contoh["findings"] if finding["waiver"]]
    assert waived == [("R409", "kpu")] and contoh["summary"]["waived"] == 1


def test_nothing_of_the_fictional_region_is_left_open(contoh):
    assert [finding for finding in contoh["findings"] if finding["state"] == "not_evaluable"] == []


def test_every_built_rule_is_violated_at_least_once(contoh):
    # The timetable of 2024 has no last day of signing, and its regulation was in force long before: nothing real violates these two.
    assert {row["rule"] for row in contoh["rules"]} - {row["rule"] for row in planted()} == {"A108", "A109"}


def test_an_unknown_column_travels_into_the_evidence(contoh):
    finding = next(finding for finding in fails(contoh) if finding["rule"] == "T206")
    assert "SP2D-KPU-2-20231227" in json.dumps(finding["evidence"])


# ---- kukar-2024 ----

def counts(report: dict, rule: str) -> tuple[int, int, int, int]:
    row = next(row for row in report["rules"] if row["rule"] == rule)
    return row["pass"], row["fail"], row["not_applicable"], row["not_evaluable"]


def test_kukar_has_six_agreements_whose_tranches_add_up(kukar):
    assert counts(kukar, "A101") == (6, 0, 0, 0)


def test_kukar_fails_only_where_the_press_contradicts_itself(kukar):
    found = {(finding["rule"], finding["grant"] or "", finding["tranche"], finding["expected"], finding["actual"], finding["difference"])
             for finding in fails(kukar)}
    assert found == {("P101", "", None, "103000000000.00", "103599625000.00", "599625000.00"),
                     ("T204", "bawaslu", 1, "6160000000.00", "7045000000.00", "885000000.00")}


def test_what_hangs_on_unknown_days_in_kukar_is_not_evaluable(kukar):
    unknown = [finding for finding in kukar["findings"] if finding["state"] == "not_evaluable"]
    open_ = {(finding["rule"], finding["grant"], finding["tranche"]) for finding in unknown}
    units = ["polres-kukar", "kodim-0906", "polres-bontang", "kodim-0908"]
    assert {(grant, tranche) for rule, grant, tranche in open_ if rule == "T201"} == {
        ("kpu", 1), ("bawaslu", 1), *((unit, 1) for unit in units)}
    assert {grant for rule, grant, _ in open_ if rule == "T205"} == {"kpu", "bawaslu", *units}
    assert all(finding["reason"] for finding in unknown)


def test_nothing_of_kukar_that_was_not_published_is_answered(kukar):
    for rule in ("A102", "B301", "B303", "R402", "R404", "S501", "S503"):
        passed, failed, _, unknown = counts(kukar, rule)
        assert (passed, failed, unknown) == (0, 0, 6), rule


def test_every_fact_of_kukar_names_its_source():
    text = (KUKAR / "portfolio.toml").read_text(encoding="utf-8")
    assert text.count("[[grant]]") == text.count("sources = [") == 6
    with open(KUKAR / "journal.csv", encoding="utf-8", newline="") as file:
        assert all(row["source"].startswith("https://") for row in csv.DictReader(file))


# ---- kukar-psu-2025 ----

@pytest.fixture(scope="module")
def psu() -> hibah.Portfolio:
    return hibah.load(PSU)


def amounts_on(portfolio: hibah.Portfolio, day: str) -> dict[str, str]:
    """The agreements in force by grant, in whole rupiah."""
    table = portfolio.position(as_of=day)
    return {grant: f"{amount:r}" for grant, amount in zip(table["grant"], table["agreement"])}


def test_the_addenda_of_the_re_vote_add_what_was_reported_for_kpu_and_bawaslu(psu):
    before, after = amounts_on(psu, "2025-03-18"), amounts_on(psu, "2025-03-19")
    assert before == {"kpu": "Rp76.055.000.000", "bawaslu": "Rp15.400.000.000"}  # the new agreements do not exist yet
    old = {grant: hibah.Rupiah(amount) for grant, amount in before.items()}
    added = {grant: hibah.Rupiah(amount) - old.get(grant, hibah.Rupiah(0)) for grant, amount in after.items()}
    assert {grant: f"{amount:r}" for grant, amount in added.items()} == {
        "kpu": "Rp33.700.000.000", "bawaslu": "Rp10.800.000.000", "polres-kukar": "Rp12.100.000.000", "kodim-0906": "Rp3.600.000.000",
        "polres-bontang": "Rp1.200.000.000", "kodim-0908": "Rp850.000.000"}
    assert hibah.Rupiah("Rp62,432 miliar") - sum(added.values(), hibah.Rupiah(0)) == hibah.Rupiah("Rp182 juta")


def test_the_limits_of_the_re_vote_are_those_that_were_computed_by_hand(psu):
    rows = {(row["grant"], row["tranche"]): row for row in psu.schedule(as_of="2025-04-18", lang="en").to_dicts()}
    for grant in ("kpu", "bawaslu"):
        assert rows[grant, 2]["due"] == datetime.date(2024, 6, 27)  # five months before the first vote, not the second
        assert rows[grant, 3]["due"] == datetime.date(2025, 4, 17)
        assert rows[grant, 4]["due"] is None
        assert rows[grant, 4]["reason"].startswith("the limit 19 November 2024 lies before the signing on 19 March 2025")
    assert {row["state"] for row in rows.values()} == {"unknown"}  # no payment was reported


def test_nothing_is_found_in_the_re_vote_and_nothing_unknown_is_answered():
    report = check(PSU, "2025-08-31")
    assert fails(report) == []
    for row in report["rules"]:
        if not row["rule"].startswith("W") and row["rule"] not in ("P101", "P102", "A101", "A103", "A104", "A105", "A107", "A108", "A109"):
            assert (row["pass"], row["not_applicable"], row["not_evaluable"]) == (0, 0, 6), row["rule"]
    assert counts(report, "A101") == (2, 0, 0, 4)
    assert counts(report, "A104") == (2, 0, 4, 0)
    assert counts(report, "P101") == (0, 0, 1, 0)  # no total of all agreements was stated


def test_every_fact_of_the_re_vote_names_its_source_and_no_number_of_a_paper_is_invented():
    text = (PSU / "portfolio.toml").read_text(encoding="utf-8")
    assert text.count("[[grant]]") == text.count("sources = [") == 6
    assert "nphd = " not in text
    assert text.count("number = ") == text.count('number = "tidak dipublikasikan"') == 2


@pytest.mark.parametrize(("voting", "due"), [("2025-08-18", None), ("2025-08-19", datetime.date(2025, 3, 19))])
def test_five_months_before_a_re_vote_apply_from_the_day_of_signing_on(psu, voting, due):
    rows = [row for row in psu.what_if(as_of="2025-04-18", voting=voting).to_dicts() if row["grant"] == "kpu"]
    assert {(row["tranche"], row["item"]) for row in rows} == {(4, "due"), (2, "legal_limit")}
    before, after = (row for row in rows if row["item"] == "due")
    assert "19 November 2024 jatuh sebelum penandatanganan" in before["reason"]
    assert (before["date"], after["date"]) == (None, due)
    assert ("jatuh sebelum penandatanganan" in after["reason"]) == (due is None)


# ---- pilkada-2020 ----

@pytest.fixture(scope="module")
def pilkada_2020() -> hibah.Portfolio:
    return hibah.load(PILKADA_2020)


def changes(table: hibah.Table, item: str) -> list[tuple]:
    return [(row["tranche"], row["side"], row["date"], row["state"]) for row in table.to_dicts() if row["item"] == item]


def test_the_moved_vote_of_2020_gives_the_limits_of_both_decrees(pilkada_2020):
    day = datetime.date
    moved = pilkada_2020.what_if(as_of="2020-06-01", voting="2020-12-09")
    assert changes(moved, "due") == [
        (2, "before", day(2020, 5, 23), "overdue"), (2, "after", day(2020, 8, 9), "upcoming"),
        (3, "before", day(2020, 8, 23), "upcoming"), (3, "after", day(2020, 11, 9), "upcoming")]
    assert changes(moved, "T202") == [(2, "before", None, "fail"), (2, "after", None, "none")]
    both = pilkada_2020.what_if(as_of="2020-06-01", voting="2020-12-09", regulation="permendagri-41-2020")
    assert changes(both, "legal_limit") == [
        (2, "before", day(2020, 5, 23), "known"), (2, "after", day(2020, 7, 9), "known"),
        (3, "before", day(2020, 8, 23), "known"), (3, "after", None, "none")]
    assert changes(both, "due") == changes(moved, "due")  # the agreement says what it said
    assert changes(both, "A104") == [(None, "before", None, "none"), (None, "after", None, "fail")]


def test_after_the_second_decree_of_2020_the_built_in_timetable_says_the_same(pilkada_2020):
    supposed = pilkada_2020.what_if(as_of="2020-06-11", voting="2020-12-09").to_dicts()
    after = {row["tranche"]: row["date"] for row in supposed if (row["item"], row["side"]) == ("due", "after")}
    assert after == {row["tranche"]: row["due"] for row in pilkada_2020.schedule(as_of="2020-06-12").to_dicts() if row["tranche"] > 1}
    assert len(pilkada_2020.what_if(as_of="2020-06-12", voting="2020-12-09")) == 0


def test_the_second_example_says_that_its_agreement_is_fictional():
    for name in ("portfolio.toml", "journal.csv", "README.md"):
        assert "rekaan" in (PILKADA_2020 / name).read_text(encoding="utf-8").lower()
