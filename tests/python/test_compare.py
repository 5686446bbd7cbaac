"""What is new, changed, unchanged or gone between two reports, by fingerprint."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import hibah
from test_waivers import JOURNAL, PORTFOLIO, waiver

ROOT = Path(__file__).resolve().parents[2]
CONTOH = ROOT / "examples" / "kabupaten-contoh"


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "hibah", *map(str, arguments)], capture_output=True, encoding="utf-8", check=False)


def write(folder: Path, journal: str = JOURNAL, waivers: str | None = None, portfolio: str = PORTFOLIO) -> Path:
    folder.mkdir()
    (folder / "portfolio.toml").write_text(portfolio, encoding="utf-8")
    (folder / "journal.csv").write_text(journal, encoding="utf-8")
    if waivers is not None:
        (folder / "waivers.toml").write_text(waivers, encoding="utf-8")
    return folder


def report_of(folder: Path, as_of: str = "2024-08-01") -> hibah.Report:
    return hibah.load(folder).check(as_of=as_of)


def rows(table: hibah.Table) -> list[tuple[Any, ...]]:
    return [(row["change"], row["rule"], row["before_state"], row["before"], row["after_state"], row["after"]) for row in table.to_dicts()]


def test_new_changed_gone_and_unchanged_are_told_apart(tmp_path: Path) -> None:
    before = report_of(write(tmp_path / "a", JOURNAL + "B1,2024-03-01,realisation,kpu,,5\n"))
    after = report_of(write(tmp_path / "b", JOURNAL.replace("03-27", "03-28") + "D2,2024-05-02,disbursement,kpu,1,7\n"))
    told = rows(hibah.compare(before, after))
    assert ("changed", "T201", "fail", "2024-03-27", "fail", "2024-03-28") in told
    assert ("new", "T203", None, None, "fail", "1007.00") in told
    assert ("gone", "R411", "fail", None, None, None) in told
    assert ("unchanged", "A102", "not_evaluable", None, "not_evaluable", None) in told
    order = [row[0] for row in told]
    assert order == sorted(order, key=["new", "changed", "gone", "unchanged"].index)
    assert {row[0] for row in rows(hibah.compare(before, after, only=["gone", "new"]))} == {"new", "gone"}
    with pytest.raises(hibah.UsageError):
        hibah.compare(before, after, only="newer")


def test_nothing_changes_where_rows_only_move(tmp_path: Path) -> None:
    head, *lines = (CONTOH / "journal" / "02-keamanan.csv").read_text(encoding="utf-8").splitlines()
    folders = []
    for name, order in (("a", lines), ("b", [*lines])):
        folder = tmp_path / name
        (folder / "journal").mkdir(parents=True)
        for file in ("portfolio.toml", "budget.csv", "documents.csv"):
            (folder / file).write_bytes((CONTOH / file).read_bytes())
        padded = [f'{head},"catatan lain"', *(f"{line},x" for line in order)] if name == "b" else [head, *order]
        (folder / "journal" / "1.csv").write_text("\n".join(padded) + "\n", encoding="utf-8")
        folders.append(folder)
    before, after = (report_of(folder, "2025-06-30") for folder in folders)
    assert {row[0] for row in rows(hibah.compare(before, after))} == {"unchanged"}


def test_several_with_one_fingerprint_are_paired_one_to_one(tmp_path: Path) -> None:
    one = report_of(write(tmp_path / "a", waivers=waiver(rule="T204")))
    two = report_of(write(tmp_path / "b", waivers=waiver(rule="T204") + waiver(rule="T204")))
    counts = Counter(row[0] for row in rows(hibah.compare(one, two)) if row[1] == "W902")
    assert counts == {"new": 1, "unchanged": 1}


def test_a_waiver_that_comes_or_goes_changes_a_finding_and_an_expired_one_makes_it_new(tmp_path: Path) -> None:
    folder = write(tmp_path / "a", waivers=waiver(expires="2024-08-01"))
    waived, expired = report_of(folder, "2024-08-01"), report_of(folder, "2024-08-02")
    plain = report_of(write(tmp_path / "b"))
    assert ("changed", "T201", "waived", "2024-03-27", "fail", "2024-03-27") in rows(hibah.compare(waived, expired))
    assert ("changed", "T201", "fail", "2024-03-27", "waived", "2024-03-27") in rows(hibah.compare(plain, waived))
    portfolio = hibah.load(folder)
    assert portfolio.check(as_of="2024-08-02", select="T201", baseline=waived).new_fails == 1
    assert portfolio.check(as_of="2024-08-01", select="T201", baseline=plain).new_fails == 0


def test_a_report_that_was_read_back_is_the_same_one(tmp_path: Path) -> None:
    for folder, day in ((CONTOH, "2025-06-30"), (ROOT / "examples" / "kukar-2024", "2024-09-03")):
        portfolio = hibah.load(folder)
        report = portfolio.check(as_of=day, baseline=portfolio.check(as_of="2024-08-01"))
        path = tmp_path / "report.json"
        path.write_text(report.to_json("en"), encoding="utf-8")
        [again] = hibah.load_reports(path)
        assert again.to_json("en") == report.to_json("en")
        assert {row[0] for row in rows(hibah.compare(report, again))} == {"unchanged"}
        assert again.to_text("en").count("Held against the report as of 1 August 2024") == 1


def test_reports_chain_by_hash(tmp_path: Path) -> None:
    first, second, other = tmp_path / "1.json", tmp_path / "2.json", tmp_path / "3.json"
    command("check", CONTOH, "--as-of", "2025-04-30", "--format", "json", "--output", first, "--no-progress")
    command("check", CONTOH, "--as-of", "2025-05-31", "--format", "json", "--output", other, "--no-progress")
    done = command("check", CONTOH, "--as-of", "2025-06-30", "--format", "json", "--baseline", first, "--output", second, "--no-progress")
    assert done.returncode == 1 and done.stderr == ""
    report = json.loads(second.read_text(encoding="utf-8"))
    assert report["provenance"]["previous"] == {
        "portfolio": "Hibah Pilkada 2024 Kabupaten Contoh",
        "as_of": "2025-04-30",
        "sha256": hashlib.sha256(first.read_bytes()).hexdigest(),
    }
    assert Counter(finding["baseline"] for finding in report["findings"])["new"] == 2
    assert [finding["rule"] for finding in report["gone"]] == ["S505"]
    told = command("compare", first, second, "--lang", "en").stdout
    assert "New 2, changed 0, gone 1" in told and "(same sha256)" in told
    assert "(another sha256)" in command("compare", other, second, "--lang", "en").stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--fail-on", "new"], 0),
        (["--as-of", "2024-08-02", "--fail-on", "new"], 1),
        (["--as-of", "2024-08-02", "--fail-on", "never"], 0),
        (["--as-of", "2024-08-02", "--fail-on", "new", "--select", "T202"], 0),
    ],
)
def test_fail_on_new_looks_only_at_what_is_new(tmp_path: Path, arguments: list[str], code: int) -> None:
    folder = write(tmp_path / "a", waivers=waiver(expires="2024-08-01"))
    old = tmp_path / "old.json"
    command("check", folder, "--as-of", "2024-08-01", "--format", "json", "--output", old)
    days = [] if "--as-of" in arguments else ["--as-of", "2024-08-01"]
    assert command("check", folder, "--baseline", old, *days, *arguments, "--no-progress").returncode == code


def test_text_and_table_say_what_is_new(tmp_path: Path) -> None:
    portfolio = hibah.load(CONTOH)
    report = portfolio.check(as_of="2025-06-30", baseline=portfolio.check(as_of="2025-04-30"))
    text = report.to_text("en")
    assert "Held against the report as of 30 April 2025: new 2, changed 0, unchanged 55, gone 1." in text
    assert "• bawaslu [new]" in text and "GONE SINCE THAT REPORT (1)" in text and "• S505 bawaslu:" in text
    assert "baru 2, berubah 0" in report.to_html("id")
    heads, *lines = report.to_csv().splitlines()
    assert heads.endswith(",baseline") and lines[-1].endswith(",gone") and sum(line.endswith(",new") for line in lines) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compare", "OLD"], "--as-of"),
        (["compare", "CONTOH", "--as-of", "2025-06-30"], "--as-of"),
        (["compare", "CONTOH", "CONTOH", "--as-of", "2025-06-30", "--as-of", "2025-06-30", "--as-of", "2025-06-30"], "--as-of"),
        (["compare", "OLD", "OLD", "--only", "newer"], "new, changed, gone, unchanged"),
        (["compare", "OLD", "nothing.json"], "nothing.json"),
        (["compare", "OLD", "BAD"], "bad.json, row 2"),
        (["compare", "OLD", "LIST"], "(2)"),
        (["check", "CONTOH", "--as-of", "2025-06-30", "--fail-on", "new"], "--baseline"),
        (["check", "CONTOH", "--as-of", "2025-06-30", "--baseline", "BAD"], "bad.json, row 2"),
        (["check", "CONTOH", "--as-of", "2025-06-30", "--baseline", "OTHER"], "portfolio"),
    ],
)
def test_a_wrong_question_is_told_before_anything_is_read(tmp_path: Path, arguments: list[str], said: str) -> None:
    old = tmp_path / "old.json"
    old.write_text(hibah.load(CONTOH).check(as_of="2025-04-30", select="T").to_json(), encoding="utf-8")
    (tmp_path / "bad.json").write_text('{"tool":\n 5', encoding="utf-8")
    (tmp_path / "other.json").write_text('{"tool": {"name": "hibah"}, "findings": [{"rule": 5}]}', encoding="utf-8")
    (tmp_path / "list.json").write_text(f"[{old.read_text(encoding='utf-8')}, {old.read_text(encoding='utf-8')}]", encoding="utf-8")
    places = {"OLD": old, "CONTOH": CONTOH, "BAD": tmp_path / "bad.json", "OTHER": tmp_path / "other.json", "LIST": tmp_path / "list.json"}
    done = command(*(places.get(word, word) for word in arguments), "--lang", "en", "--no-progress")
    assert done.returncode == 2 and done.stdout == "" and said in done.stderr, done.stderr


def test_several_folders_find_their_reports_by_name(tmp_path: Path) -> None:
    folders = []
    for number in (1, 2, 3):
        text = PORTFOLIO.replace("Hibah Uji", f"Hibah {number}")
        folders.append(write(tmp_path / str(number), portfolio=text))
    old = tmp_path / "old.json"
    command("check", folders[1], folders[0], "--as-of", "2024-08-01", "--format", "json", "--output", old)
    same = command("check", *folders[:2], "--as-of", "2024-08-01", "--baseline", old, "--fail-on", "new", "--format", "json")
    assert same.returncode == 0
    assert {row["baseline"] for report in json.loads(same.stdout) for row in report["findings"]} == {"unchanged"}
    more = command("check", *folders, "--as-of", "2024-08-01", "--baseline", old, "--fail-on", "new", "--format", "sarif")
    assert more.returncode == 1  # nothing is known of the third
    assert len(json.loads(more.stdout)["runs"]) == 3


def test_a_number_beyond_every_range_is_one_problem_that_shows_it(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text('{"portfolio": "x",\n "findings": [{"expected": 72e23831}]}', encoding="utf-8")
    with pytest.raises(hibah.InputError) as caught:
        hibah.load_reports(path)
    [problem] = caught.value.problems
    assert (problem.file, problem.text) == (str(path), "72e23831")


def test_a_calendar_that_ends_before_it_begins_is_a_problem(tmp_path: Path) -> None:
    report = json.loads(hibah.load(CONTOH).check(as_of="2025-06-30").to_json())
    path = tmp_path / "report.json"
    for until, expected in (("2001-01-01", ">= 2"), ("", "2024-03-26"), ("30 Februari 2026", "2024-03-26")):
        report["provenance"]["calendar"]["to"] = until
        path.write_text(json.dumps(report), encoding="utf-8")
        with pytest.raises(hibah.InputError) as caught:
            hibah.load_reports(path)
        [problem] = caught.value.problems
        assert (problem.column, problem.text) == ("provenance.calendar.to", json.dumps(until))
        assert expected in problem.expected["en"]
