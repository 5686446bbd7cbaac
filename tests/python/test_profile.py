"""What a check cost: the profile of a report, and the tables that the command line prints on the standard error."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars
import pytest

import hibah

AS_OF = "2025-01-31"
SHARED = ["terms", "books", "tranches", "deadlines", "budget", "ordinals"]


@pytest.fixture(scope="module")
def report(small: hibah.Portfolio) -> hibah.Report:
    return small.check(as_of=AS_OF, profile=True)


def table_of(report: hibah.Report) -> hibah.Table:
    assert report.profile is not None
    return report.profile


def rows_of(table: hibah.Table | None) -> list[dict[str, Any]]:
    assert table is not None
    return table.to_dicts()


def test_without_being_asked_for_there_is_none(small: hibah.Portfolio) -> None:
    plain = small.check(as_of=AS_OF)
    assert plain.profile is None
    assert plain.phases is None


def test_every_rule_that_ran_has_a_row_and_what_they_share_too(report: hibah.Report) -> None:
    rows = rows_of(report.profile)
    assert [row["rule"] for row in rows] == [count.rule for count in report.rules] + SHARED
    assert all(row["rows"] is row["findings"] is row["bytes"] is None for row in rows[-len(SHARED) :])


def test_the_sums_are_those_of_the_report(report: hibah.Report, small: hibah.Portfolio) -> None:
    rows = {row["rule"]: row for row in rows_of(report.profile)}
    for count in report.rules:
        assert rows[count.rule]["findings"] == sum(finding.rule == count.rule for finding in report.findings), count
        assert (rows[count.rule]["bytes"] > 0) == (rows[count.rule]["findings"] > 0)
        assert 0 <= rows[count.rule]["rows"] <= small.entries
    assert rows["P101"]["rows"] == 0
    assert max(row["rows"] or 0 for row in rows.values()) == small.entries
    shares: list[Decimal] = [Decimal(row["share"].rstrip("%")) for row in rows.values() if row["share"] is not None]
    assert abs(sum(shares, Decimal(-100))) < Decimal("0.5")
    assert sum(row["cpu_us"] for row in rows.values()) > 0
    assert all(row["cpu_us"] >= 0 for row in rows.values())


def test_only_the_chosen_rules_are_in_it(small: hibah.Portfolio) -> None:
    report = small.check(as_of=AS_OF, select="R4", ignore="R401", profile=True)
    rules = [row["rule"] for row in rows_of(report.profile)]
    assert rules == [*hibah._core.chosen_rules(["R4"], ["R401"]), *SHARED]


def test_it_goes_to_frames_like_the_other_tables(report: hibah.Report) -> None:
    table = table_of(report)
    assert table.columns == ["rule", "rows", "cpu_us", "share", "findings", "bytes"]
    frame = polars.DataFrame(table)
    assert frame.schema["cpu_us"] == polars.Int64
    assert frame["findings"].sum() == len(report.findings)
    assert table.to_pandas()["findings"].sum() == len(report.findings)


def test_the_report_is_the_same_with_it(small: hibah.Portfolio, report: hibah.Report) -> None:
    plain = small.check(as_of=AS_OF)
    for lang in ("id", "en"):
        assert report.to_json(lang) == plain.to_json(lang)
        assert report.to_csv(lang) == plain.to_csv(lang)
        assert report.to_text(lang) == plain.to_text(lang)
        assert report.to_html(lang) == plain.to_html(lang)


def test_the_check_and_its_evidence_are_phases(report: hibah.Report) -> None:
    phases = rows_of(report.phases)
    assert [phase["phase"] for phase in phases] == ["check", "evidence"]
    assert all(phase["time_us"] >= 0 for phase in phases)
    assert 1 << 20 < phases[0]["peak_bytes"] <= phases[1]["peak_bytes"]


# ---- the command line ----


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hibah", "check", *arguments, "--as-of", AS_OF],
        capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=120, encoding="utf-8",
    )  # fmt: skip


def rows_under(said: str, title: str) -> list[list[str]]:
    """The cells of the table with this title, line by line."""
    _, _, behind = said.partition(f"{title}\n")
    _, _, body = behind.partition("─\n")
    return [re.split(r" {2,}", line.strip()) for line in body.split("\n\n")[0].splitlines()]


@pytest.mark.subprocess
@pytest.mark.parametrize("form", ["json", "csv", "text"])
def test_the_standard_output_stays_what_it_is(small_folder: Path, form: str) -> None:
    folder = str(small_folder)
    plain, profiled = run(folder, "--format", form), run(folder, "--format", form, "--profile")
    assert plain.stderr == ""
    assert profiled.stdout == plain.stdout
    assert profiled.returncode == plain.returncode == 1
    if form == "json":
        assert "profile" not in json.loads(profiled.stdout)


@pytest.mark.subprocess
def test_the_standard_error_tells_every_rule_and_every_phase(small_folder: Path, small: hibah.Portfolio) -> None:
    said = run(str(small_folder), "--profile", "--lang", "en").stderr
    assert said.startswith(f"{small_folder}\nCost of each rule\n")
    rules = rows_under(said, "Cost of each rule")
    report = small.check(as_of=AS_OF)
    counts = {count.rule: count for count in report.rules}
    assert [row[0] for row in rules[: len(counts)]] == list(counts)
    for row in rules[: len(counts)]:
        assert len(row) == 6, row
        assert int(row[4]) == sum(finding.rule == row[0] for finding in report.findings)
    assert [row[0] for row in rules[len(counts) :]] == [
        "shared: terms in force", "shared: books", "shared: tranches", "shared: deadlines", "shared: budget lines",
        "shared: entries without an id",
    ]  # fmt: skip
    *phases, note = rows_under(said, "Cost of each phase")
    assert note == ["Peak memory is the whole process's, from its start to the end of the phase."]
    assert [row[0] for row in phases] == ["reading the portfolio", "running the rules", "reading the evidence", "writing the report"]
    peaks = [int(row[2]) for row in phases]
    assert peaks == sorted(peaks)
    assert all(len(line) <= 100 for line in said.splitlines()[1:])


@pytest.mark.subprocess
def test_it_speaks_indonesian_and_goes_to_stderr_beside_a_file(small_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.txt"
    done = run(str(small_folder), "--profile", "--output", str(out))
    assert done.stdout == ""
    assert "Biaya setiap aturan" in done.stderr
    assert "bersama: pembukuan" in done.stderr
    assert "membaca portofolio" in done.stderr
    assert "Biaya" not in out.read_text(encoding="utf-8")


@pytest.mark.subprocess
def test_of_several_folders_each_has_its_own(small_folder: Path, tmp_path: Path) -> None:
    said = run(str(small_folder), str(tmp_path / "nowhere"), str(small_folder), "--profile", "--lang", "en").stderr
    assert said.count("Cost of each rule") == said.count("Cost of each phase") == 2


@pytest.mark.subprocess
@pytest.mark.parametrize(("lang", "word"), [("id", "biaya setiap aturan"), ("en", "what each rule cost")])
def test_the_help_tells_of_it(lang: str, word: str) -> None:
    done = subprocess.run([sys.executable, "-m", "hibah", "check", "--help", "--lang", lang], capture_output=True, check=True, encoding="utf-8")
    assert "--profile" in done.stdout
    assert word in re.sub(r"\s+", " ", done.stdout)
