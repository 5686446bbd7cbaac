"""Payments that grants of one portfolio, or of several, made to one payee (R410)."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hibah

GRANT = """\
[[grant]]
id = "{id}"
recipient = "KPU Contoh"
role = "organiser"
signed = 2024-01-04
amount = "Rp1.000.000.000"
"""
HEAD = "id,date,kind,grant,stage,account,amount,payee\n"


def portfolio_text(name: str, *grants: str) -> str:
    head = f'format = 1\nname = "{name}"\ngrantor = "Pemerintah Contoh"\nelection = "pilkada-2024"\nregulation = "permendagri-41-2020"\n'
    return head + "".join(GRANT.format(id=grant) for grant in grants)


def write(folder: Path, name: str, rows: str, *grants: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "portfolio.toml").write_text(portfolio_text(name, *grants), encoding="utf-8")
    (folder / "journal.csv").write_text(HEAD + rows, encoding="utf-8")
    return folder


DAYS = [datetime.date(2024, 9, 1) + datetime.timedelta(days=9 * n) for n in range(12)]
payments = st.lists(
    st.tuples(
        st.integers(0, 3), st.sampled_from(DAYS), st.sampled_from((100, 200)), st.sampled_from(("PPK A", "ppk a ", "PPS B")),
        st.sampled_from(("521213", "")),
    ),
    max_size=14,
)  # fmt: skip


def crossing(rows, unit_of) -> set[frozenset[int]]:
    """The members of every group, by looking at each pair."""
    groups: dict[tuple, list[int]] = defaultdict(list)
    for n, (_, _, amount, payee, account) in enumerate(rows):
        groups[payee.strip().lower(), amount, account].append(n)
    found = set()
    for members in groups.values():
        near = {
            n
            for n in members
            for m in members
            if unit_of(rows[n][0]) != unit_of(rows[m][0]) and abs((rows[n][1] - rows[m][1]).days) <= 31
        }
        if near:
            found.add(frozenset(near))
    return found


def line(n: int, row) -> str:
    grant, day, amount, payee, account = row
    return f"E{n},{day},realisation,g{grant},,{account},{amount},{payee}\n"


def ids(report: hibah.Report) -> set[frozenset[int]]:
    return {frozenset(int(str(cell.entry)[1:]) for cell in finding.evidence) for finding in report.findings if finding.state == "fail"}


@settings(max_examples=300, deadline=None)
@given(payments)
def test_groups_are_those_of_all_pairs_within_and_across(rows) -> None:
    arrow = pytest.importorskip("pyarrow")

    def loaded(name: str, numbers: list[int], *grants: str) -> hibah.Portfolio:
        cells = [line(n, rows[n]).rstrip("\n").split(",") for n in numbers]
        journal = arrow.table({column: [row[i] for row in cells] for i, column in enumerate(HEAD.strip().split(","))})
        return hibah.Portfolio.from_frames(portfolio_text(name, *grants), journal=journal)

    whole = loaded("satu", list(range(len(rows))), "g0", "g1", "g2", "g3").check(as_of="2025-06-30", select="R410")
    assert ids(whole) == crossing(rows, lambda grant: grant)
    halves = [[n for n, row in enumerate(rows) if row[0] // 2 == half] for half in (0, 1)]
    parts = {"prov": loaded("prov", halves[0], "g0", "g1"), "kab": loaded("kab", halves[1], "g2", "g3")}
    across = hibah.check_across(parts, as_of="2025-06-30")
    assert ids(across) == crossing(rows, lambda grant: grant // 2)
    again = hibah.check_across(dict(reversed(parts.items())), as_of="2025-06-30")
    assert sorted(f.fingerprint for f in again.findings) == sorted(f.fingerprint for f in across.findings)


PPK = "realisation,{grant},ADHOC_FORM,521213,2500000,PPK Kecamatan Contoh\n"


@pytest.fixture
def nation(tmp_path: Path) -> list[Path]:
    return [
        write(tmp_path / "provinsi", "Hibah Provinsi", "P1,2024-11-05," + PPK.format(grant="kpu-prov"), "kpu-prov"),
        write(tmp_path / "kabupaten-a", "Hibah Kabupaten A", "A1,2024-11-08," + PPK.format(grant="kpu"), "kpu"),
        write(tmp_path / "kabupaten-b", "Hibah Kabupaten B", "B1,2025-03-08," + PPK.format(grant="kpu"), "kpu"),
    ]


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "hibah", "check", *map(str, arguments), "--as-of", "2025-06-30", "--no-progress"]
    return subprocess.run(line, capture_output=True, encoding="utf-8", check=False)


def test_the_evidence_names_portfolio_file_and_row(nation: list[Path]) -> None:
    parts = {folder.name: hibah.load(folder) for folder in nation}
    report = hibah.check_across(parts, as_of="2025-06-30")
    [finding] = report.findings
    assert [(cell.file, cell.row, cell.entry, cell.raw) for cell in finding.evidence] == [
        ("provinsi/journal.csv", 2, "P1", "2500000"), ("kabupaten-a/journal.csv", 2, "A1", "2500000"),
    ]  # fmt: skip
    assert (finding.rule, finding.severity, finding.grant, finding.stage, finding.account) == ("R410", "info", None, "ADHOC_FORM", "521213")
    assert "provinsi kpu-prov, kabupaten-a kpu" in finding.message["en"]
    assert finding.basis[0].instrument == "Permendagri 54/2019"
    assert report.portfolio == "Hibah Provinsi + Hibah Kabupaten A + Hibah Kabupaten B"
    del parts  # the report stands alone
    assert json.loads(report.to_json())["summary"]["fail"] == 1
    near = hibah.check_across({folder.name: hibah.load(folder) for folder in nation}, as_of="2025-06-30", settings={"R410.days": 2})
    assert near.findings == [] and near.summary.passed == 1


@pytest.mark.subprocess
def test_one_run_over_a_province_and_its_regencies_tells_what_crosses_them(nation: list[Path]) -> None:
    done = command(*nation, "--select", "R410", "--format", "json")
    *own, across = json.loads(done.stdout)
    assert done.returncode == 0 and len(own) == 3
    assert all(report["summary"]["fail"] == 0 for report in own)
    assert [finding["rule"] for finding in across["findings"]] == ["R410"]
    assert command(*nation, "--select", "R410", "--fail-on", "info").returncode == 1
    text = command(*nation, "--select", "R410", "--lang", "en").stdout
    assert text.count("R410 Paid by two grants — 1") == 1 and "PPK Kecamatan Contoh got Rp2.500.000,00" in text
    lines = command(*nation, "--select", "R410", "--format", "csv").stdout.splitlines()
    assert len(lines) == 2 and lines[1].startswith("+,R410,info,fail")
    assert len(json.loads(command(*nation, "--select", "R410", "--format", "sarif").stdout)["runs"]) == 4


@pytest.mark.subprocess
def test_nothing_is_added_where_nothing_crosses(nation: list[Path], tmp_path: Path) -> None:
    for arguments in ([*nation[1:], "--select", "R410"], [*nation, "--ignore", "R410"], [*nation, "--select", "R410", "--set", "R410.days=2"]):
        assert len(json.loads(command(*arguments, "--format", "json").stdout)) == len([a for a in arguments if isinstance(a, Path)])
    alone = command(nation[0], "--select", "R410", "--format", "json")
    assert json.loads(alone.stdout)["summary"]["pass"] == 1


@pytest.mark.subprocess
def test_a_bad_folder_does_not_keep_the_others_from_being_compared(nation: list[Path]) -> None:
    (nation[2] / "journal.csv").write_text("date\n", encoding="utf-8")
    done = command(*nation, "--select", "R410", "--format", "json")
    assert done.returncode == 2 and "kabupaten-b" in done.stderr
    assert [len(report["findings"]) for report in json.loads(done.stdout)] == [0, 0, 1]


@pytest.mark.subprocess
def test_one_folder_twice_is_two_portfolios_by_two_names(nation: list[Path]) -> None:
    done = command(nation[0], nation[0], "--select", "R410", "--format", "json")
    files = [cell["file"] for cell in json.loads(done.stdout)[-1]["findings"][0]["evidence"]]
    assert files == [f"{nation[0]}/journal.csv", f"{nation[0]} (2)/journal.csv"]
