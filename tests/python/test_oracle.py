"""The oracle of the rule catalogue: what the simulator planted is found, and nothing else; and a second implementation in SQL agrees."""

from __future__ import annotations

import datetime
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import hibah
from conftest import ROOT
from hibah.simulate import Simulated, simulate
from hibah.simulate.plants import CASES

ORACLE = ROOT / "tests" / "oracle"
sys.path.insert(0, str(ORACLE))

from compare import Outcome, compare, rows_of  # noqa: E402

# Nine go through every case; in 3 all is honest and dates are known badly, in 4 dates are and faults are planted, 6 is in the middle of its life.
SEEDS = (1, 2, 3, 4, 6, 8, 14, 21, 23, 36, 40, 58)
GRANTS = 40

Checked = tuple[Path, Simulated, hibah.Report]


@pytest.fixture(scope="module")
def portfolios(tmp_path_factory: pytest.TempPathFactory) -> list[Checked]:
    folder = tmp_path_factory.mktemp("oracle")
    made = [simulate(folder / str(seed), grants=GRANTS, seed=seed) for seed in SEEDS]
    return [(item.folder, item, hibah.load(item.folder).check(as_of=item.as_of)) for item in made]


@pytest.mark.slow
def test_what_was_planted_is_found_and_nothing_else(portfolios: list[Checked]) -> None:
    total = Outcome()
    for folder, made, report in portfolios:
        total.add(compare(made.violations, rows_of(report), f"seed {folder.name}"))
    assert total.complaints == []
    assert set(total.planted) == {info.code for info in hibah.rules()}
    planted = {case for _, made, _ in portfolios if not made.is_blurred for plant in made.plants for case in plant["cases"]}
    assert {f"{case.rule} {case.name}" for case in CASES} <= planted
    assert {"R410 31-days-apart", "R410 quiet-32-days-apart", "W901 quiet-last-day", "W903 quiet-366-days"} <= planted


@pytest.mark.slow
def test_singles_pairs_and_honest_lives_are_there(portfolios: list[Checked]) -> None:
    _, made, report = next(item for item in portfolios if item[1].plants and any(plant["grant"] for plant in item[1].plants))
    lengths = {len(plant["cases"]) for plant in made.plants}
    assert lengths == {1, 2}
    planted = {plant["grant"] for plant in made.plants}
    assert any(f"g{n:02d}" not in planted for n in range(1, GRANTS + 1))
    assert report.summary.passed > 1000


@pytest.mark.slow
def test_the_oracle_can_fail(portfolios: list[Checked]) -> None:
    """A finding that is taken away is missed, one that is added is false, one that is a sen off is both."""
    _, made, report = next(item for item in portfolios if len(item[1].violations) > 10 and not item[1].is_blurred)
    rows = rows_of(report)
    assert compare(made.violations, rows).agrees
    for place, row in enumerate(rows):
        less = compare(made.violations, rows[:place] + rows[place + 1 :])
        assert (dict(less.missed), dict(less.false)) == ({row["rule"]: 1}, {})
    invented = {**rows[0], "grant": "g99"}
    more = compare(made.violations, [*rows, invented])
    assert (dict(more.missed), dict(more.false)) == ({}, {invented["rule"]: 1})
    twice = compare(made.violations, [*rows, rows[0]])
    assert dict(twice.false) == {rows[0]["rule"]: 1}
    place = next(n for n, item in enumerate(made.violations) if item.get("difference") == "0.01")
    wanted = [dict(item) for item in made.violations]
    wanted[place]["difference"] = "0.02"
    off = compare(wanted, rows)
    assert sum(off.missed.values()) == sum(off.false.values()) == 1
    assert off.complaints[0].startswith(": missed") and off.complaints[1].startswith(": false")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("setting", "off_by_one", "kind"),
    [
        ("R401.days_before", 29, "false"), ("R401.days_before", 31, "missed"), ("R401.days_after", 29, "false"), ("R401.days_after", 31, "missed"),
        ("R405.days", 6, "missed"), ("R405.days", 8, "false"), ("R406.days", 6, "missed"), ("R406.days", 8, "false"),
        ("N801.rows", 999, "false"), ("N801.rows", 1001, "missed"), ("N802.days", 29, "missed"), ("N802.percent", 39, "false"),
        ("N802.percent", 41, "missed"), ("N803.rows", 99, "false"), ("N803.rows", 101, "missed"), ("N803.percent", 29, "false"),
        ("N803.percent", 31, "missed"), ("N804.payees", 19, "false"), ("N804.payees", 21, "missed"), ("N804.percent", 24, "false"),
        ("N804.percent", 26, "missed"),
    ],
)  # fmt: skip
def test_a_threshold_that_is_off_by_one_is_seen(portfolios: list[Checked], setting: str, off_by_one: int, kind: str) -> None:
    rule = setting.split(".")[0]
    seen = Outcome()
    for folder, made, _ in portfolios:
        if any(case.startswith(rule) for plant in made.plants for case in plant["cases"]):
            report = hibah.load(folder).check(as_of=made.as_of, select=[rule], settings={setting: off_by_one})
            seen.add(compare([item for item in made.violations if item["rule"] == rule], rows_of(report)))
    assert set(getattr(seen, kind)) == {rule}, seen.complaints


def test_what_need_not_be_found_is_neither_missed_nor_false() -> None:
    row = {"rule": "T201", "grant": "g01", "tranche": 1, "stage": None, "account": None, "entry": None}
    perhaps = {**row, "certain": False}
    assert compare([perhaps], []).agrees and compare([perhaps], [row, row]).agrees
    assert dict(compare([perhaps], [{**row, "grant": "g02"}]).false) == {"T201": 1}


@pytest.mark.slow
def test_a_broken_portfolio_is_seen(tmp_path: Path) -> None:
    """A violation that a file no longer holds is missed: the simulator does not merely repeat what hibah says."""
    made = simulate(tmp_path / "a", grants=GRANTS, seed=1)
    text = (made.folder / "portfolio.toml").read_text(encoding="utf-8")
    (made.folder / "portfolio.toml").write_text(re.sub(r"stated_total = .*", 'stated_total = "Rp1"', text), encoding="utf-8")
    papers = made.folder / "documents.csv"
    lines = papers.read_bytes().splitlines(keepends=True)
    papers.write_bytes(b"".join([lines[0], *lines[-3:]]))
    outcome = compare(made.violations, rows_of(hibah.load(made.folder).check(as_of=made.as_of)))
    assert {"D601", "T207", "S506"} <= set(outcome.false)


@pytest.mark.slow
def test_the_second_implementation_agrees(portfolios: list[Checked]) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("tomllib")
    import second

    agreed = dict.fromkeys(second.RULES, 0)
    for folder, made, report in portfolios:
        if made.is_blurred:
            continue
        both, differ = second.agreement(folder, made.as_of, report, f"seed {folder.name}")
        assert differ == []
        for rule, count in both.items():
            agreed[rule] += count
    assert len(agreed) >= 10
    assert min(agreed.values()) > 0, agreed


@pytest.mark.slow
def test_the_second_implementation_can_disagree(portfolios: list[Checked]) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("tomllib")
    import second

    fit = [item for item in portfolios if not item[1].is_blurred and any(row["rule"] == "R408" for row in item[1].violations)]
    folder, made, report = fit[0]
    _, differ = second.agreement(folder, made.as_of, hibah.load(folder).check(as_of=made.as_of, ignore=["R408"]), "x")
    assert differ and all(line.startswith("x: R408: only in SQL") for line in differ)
    _, differ = second.agreement(folder, made.as_of - datetime.timedelta(days=3650), report, "x")
    assert any("only in hibah" in line for line in differ)


def test_near_misses_stand_beside_what_fires() -> None:
    names: dict[str, set[bool]] = {}
    for case in CASES:
        names.setdefault(case.rule, set()).add(case.is_quiet)
    assert all(True not in kinds or False in kinds for kinds in names.values())
    assert len([rule for rule, kinds in names.items() if kinds == {True, False}]) >= 25
    assert len({(case.rule, case.name) for case in CASES}) == len(CASES)


def test_the_simulator_decides_for_itself() -> None:
    """It was written from the catalogue alone; of the library it reads the built-in calendar and timetables, as text."""
    for file in (ROOT / "python" / "hibah" / "simulate").glob("*.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if re.match(r"\s*(from|import) ", line) and "hibah" in line:
                assert re.match(r"from hibah\.simulate\b|from hibah import builtin_text$", line), (file.name, line)
        assert not re.search(r"\bfloat\(|\d\.\d+\b(?!\.)", re.sub(r'"[^"\n]*"', "", file.read_text(encoding="utf-8"))), file.name


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    def files(folder: Path) -> dict[str, bytes]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

    one, two, other = (simulate(tmp_path / name, grants=9, seed=seed) for name, seed in (("1", 5), ("2", 5), ("3", 9)))
    assert files(one.folder) == files(two.folder)
    assert one.to_json() == two.to_json()
    assert files(one.folder) != files(other.folder)


def test_every_world_is_made(tmp_path: Path) -> None:
    for seed in range(8):  # with an honest one, two with dates that are known badly, and an unfinished one
        made = simulate(tmp_path / str(seed), grants=1, seed=seed)
        assert len(hibah.load(made.folder).grants) == 1


# ---- the command ----


def command(*arguments: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hibah", "simulate", *arguments], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )  # fmt: skip


@pytest.mark.subprocess
def test_the_command_writes_the_folder_and_what_must_be_found(tmp_path: Path) -> None:
    out, told = tmp_path / "buku", tmp_path / "harus.json"
    result = command(str(out), "--grants", "8", "--seed", "2", "--violations", str(told), "--lang", "en")
    assert (result.returncode, result.stderr) == (0, "")
    expected: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    count, day = len(expected["violations"]), expected["as_of"]
    assert result.stdout == f"{out}: 8 grants, {count} violations; check with --as-of {day}\n"
    report = hibah.load(out).check(as_of=day)
    assert compare(expected["violations"], rows_of(report)).complaints == []
    # The order of sets and dictionaries does not matter.
    again = tmp_path / "lagi"
    assert command(str(again), "--grants", "8", "--seed", "2", seed="7").returncode == 0
    assert [p.read_bytes() for p in sorted(out.rglob("*.csv"))] == [p.read_bytes() for p in sorted(again.rglob("*.csv"))]


@pytest.mark.subprocess
def test_the_command_refuses(tmp_path: Path) -> None:
    (tmp_path / "ada").write_text("isi", encoding="utf-8")
    (tmp_path / "penuh").mkdir()
    (tmp_path / "penuh" / "berkas").write_text("isi", encoding="utf-8")
    for arguments, word in (
        ([str(tmp_path / "ada")], "diharapkan folder yang belum ada"),
        ([str(tmp_path / "penuh"), "--lang", "en"], "expected a folder that does not exist yet"),
        ([str(tmp_path / "baru"), "--grants", "0"], "paling sedikit 1"),
        ([str(tmp_path / "baru"), "--grants", "-4"], "--grants"),
        ([str(tmp_path / "baru"), "--seed", "x", "--lang", "en"], "expected a whole number"),
        ([str(tmp_path / "ada" / "baru"), "--lang", "en"], "cannot write"),
    ):
        result = command(*arguments)
        assert (result.returncode, result.stdout) == (2, ""), arguments
        assert word in result.stderr and "Traceback" not in result.stderr, result.stderr
    assert not (tmp_path / "baru").exists()
