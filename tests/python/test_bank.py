"""The bank statement against the journal: pairs held against a slow reckoning of the catalogue's words, frames, settings."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hibah

PORTFOLIO = """\
format = 1
name = "Hibah Uji"
grantor = "Pemerintah Kabupaten Uji"
election = "pilkada-2024"
regulation = "permendagri-41-2020"
[[grant]]
id = "kpu"
recipient = "KPU Kabupaten Uji"
role = "organiser"
signed = 2024-01-02
amount = "Rp1.000.000"
"""
CALENDAR = hibah.calendar()
# Two weeks with Nyepi and joint leave in between.
DAYS = [datetime.date(2024, 3, 4) + datetime.timedelta(days=n) for n in range(16)]
SIGN = {"disbursement": 1, "interest": 1, "refund": 1, "realisation": -1, "return": -1}
IN_SCOPE = ("disbursement", "interest", "return")

entries = st.lists(
    st.tuples(st.sampled_from(DAYS), st.sampled_from(sorted(SIGN)), st.sampled_from((100, 100, 250, 300))), min_size=1, max_size=9
)
rows = st.lists(st.tuples(st.sampled_from(DAYS), st.sampled_from((100, 100, 250, 300, -100, -250))), min_size=1, max_size=9)


def distance(a: datetime.date, b: datetime.date) -> int:
    """Working days after the earlier day up to and with the later one."""
    first, last = sorted((a, b))
    return sum(CALENDAR.is_working_day(first + datetime.timedelta(days=n + 1)) for n in range((last - first).days))


def pairs(booked: list[tuple[datetime.date, str, int]], stated: list[tuple[datetime.date, int]], kinds: list[tuple[str, ...]], most: int):
    """Which entries and rows are taken: every candidate in the order of the catalogue, taken where both are free."""
    taken_entries: set[int] = set()
    taken_rows: set[int] = set()
    for phase in kinds:
        candidates = sorted(
            (distance(day, on), e, r)
            for e, (day, kind, amount) in enumerate(booked)
            for r, (on, moved) in enumerate(stated)
            if kind in phase and SIGN[kind] * amount == moved and distance(day, on) <= most
        )
        for _, e, r in candidates:
            if e not in taken_entries and r not in taken_rows:
                taken_entries.add(e)
                taken_rows.add(r)
    return taken_entries, taken_rows


def outside(day: datetime.date, stated: list[tuple[datetime.date, int]], most: int) -> bool:
    first, last = min(on for on, _ in stated), max(on for on, _ in stated)
    return (day < first and distance(day, first) > most) or (day > last and distance(last, day) > most)


def report(booked, stated, chosen: dict[str, str]) -> hibah.Report:
    journal = "".join(f"E{n},{day},{kind},kpu,{amount}\n" for n, (day, kind, amount) in enumerate(booked))
    bank = "".join(f"kpu,{day},{amount},R{n}\n" for n, (day, amount) in enumerate(stated))
    arrow = pytest.importorskip("pyarrow")
    frames = {}
    for name, head, text in (("journal", "id,date,kind,grant,amount", journal), ("bank", "grant,date,amount,reference", bank)):
        cells = [line.split(",") for line in text.splitlines()]
        frames[name] = arrow.table({column: [row[i] for row in cells] for i, column in enumerate(head.split(","))})
    return hibah.Portfolio.from_frames(PORTFOLIO, **frames).check(as_of="2024-12-31", select=["X702", "X703"], settings=chosen)


@settings(max_examples=400, deadline=None)
@given(entries, rows, st.booleans(), st.integers(0, 5))
def test_pairs_are_those_of_the_catalogue(booked, stated, with_realisations, most) -> None:
    chosen = {"X702.days": str(most), "X703.days": str(most)}
    chosen |= {f"{rule}.realisations": "true" if with_realisations else "false" for rule in ("X702", "X703")}
    found = report(booked, stated, chosen)
    everything = tuple(SIGN)
    kinds_702 = [everything] if with_realisations else [IN_SCOPE]
    kinds_703 = [everything] if with_realisations else [IN_SCOPE, ("refund",)]
    taken, _ = pairs(booked, stated, kinds_702, most)
    asked = [n for n, (_, kind, _) in enumerate(booked) if with_realisations or kind in IN_SCOPE]
    alone = [n for n in asked if n not in taken]
    missing = {f"E{n}" for n in alone if not outside(booked[n][0], stated, most)}
    assert {f.evidence[0].entry for f in found.findings if f.rule == "X702"} == missing
    _, covered = pairs(booked, stated, kinds_703, most)
    unbooked = [n for n, (_, amount) in enumerate(stated) if n not in covered and (amount > 0 or with_realisations)]
    assert [f.evidence[0].row for f in found.findings if f.rule == "X703"] == [n + 1 for n in unbooked]
    counts = {count.rule: (count.passed, count.fail, count.not_applicable, count.not_evaluable) for count in found.rules}
    assert counts["X702"] == (len(asked) - len(alone), len(missing), len(alone) - len(missing), 0)
    assert sum(counts["X703"]) == len(stated) and counts["X703"][3] == 0


def test_fingerprints_hang_on_what_a_row_says_and_not_on_where_it_stands() -> None:
    day, other = DAYS[0], DAYS[1]
    first = report([(day, "disbursement", 7)], [(day, 7), (other, 55), (other, 55)], {})
    second = report([(day, "disbursement", 7)], [(other, 55), (day, 7), (other, 55)], {})

    def said(found: hibah.Report) -> list[str]:
        return sorted(f.fingerprint for f in found.findings)

    assert len(set(said(first))) == 2  # equal rows are told apart
    third = report([(day, "disbursement", 7)], [(other, 55), (day, 7)], {})
    assert len(said(third)) == 1 and said(second) != said(third)


def test_many_rows_of_one_amount_are_paired_one_to_one() -> None:
    booked = [(DAYS[n % 5], "disbursement", 100) for n in range(20_000)]
    stated = [(DAYS[n % 5], 100) for n in range(20_001)]
    found = report(booked, stated, {})
    assert [(f.rule, f.evidence[0].row) for f in found.findings] == [("X703", 20_001)]


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "hibah", "check", str(folder), "--as-of", "2024-12-31", "--lang", "en", "--no-progress", *arguments]
    return subprocess.run(line, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "portfolio.toml").write_text(PORTFOLIO, encoding="utf-8")
    journal = "id,date,kind,grant,amount\nD1,2024-03-04,disbursement,kpu,500\nB1,2024-03-05,realisation,kpu,40\n"
    (tmp_path / "journal.csv").write_text(journal, encoding="utf-8")
    (tmp_path / "bank.csv").write_text("grant,date,amount,balance,cabang\nkpu,2024-03-04,500,500,Pusat\n", encoding="utf-8")
    return tmp_path


@pytest.mark.subprocess
def test_a_setting_that_is_true_or_false(folder: Path) -> None:
    assert command(folder, "--select", "X702").returncode == 0
    assert command(folder, "--select", "X702", "--set", "X702.realisations=true").returncode == 1
    text = PORTFOLIO.replace("[[grant]]", "[settings]\nX702.realisations = true\n[[grant]]")
    (folder / "portfolio.toml").write_text(text, encoding="utf-8")
    done = command(folder, "--select", "X702")
    assert done.returncode == 1 and "X702.realisations = true" in done.stdout
    assert command(folder, "--select", "X702", "--set", "X702.realisations=false").returncode == 0
    wrong = command(folder, "--set", "X702.realisations=ya")
    assert wrong.returncode == 2 and "true, false" in wrong.stderr
    (folder / "portfolio.toml").write_text(text.replace("= true", "= 1"), encoding="utf-8")
    wrong = command(folder)
    assert wrong.returncode == 2 and "X702.realisations" in wrong.stderr and "true, false" in wrong.stderr


def test_a_finding_about_a_row_shows_the_row(folder: Path) -> None:
    (folder / "journal.csv").write_text("id,date,kind,grant,amount\n", encoding="utf-8")
    [finding] = hibah.load(folder).check(as_of="2024-12-31", select="X703").findings
    [cell] = finding.evidence
    assert (cell.file, cell.row, cell.column, cell.raw, cell.extra) == ("bank.csv", 2, "amount", "500", {"cabang": "Pusat"})
    assert finding.message["en"].startswith("Rp500,00 came in on 4 March 2024")


@pytest.mark.parametrize("kind", ["decimal128(18, 2)", "int64", "text"])
def test_a_frame_brings_amounts_below_zero(kind: str) -> None:
    arrow = pytest.importorskip("pyarrow")
    from decimal import Decimal

    types = {"decimal128(18, 2)": (arrow.decimal128(18, 2), Decimal), "int64": (arrow.int64(), int), "text": (arrow.string(), str)}
    type_, make = types[kind]
    bank = arrow.table({
        "grant": ["kpu", "kpu"],
        "date": [datetime.date(2024, 3, 4), datetime.date(2024, 3, 5)],
        "amount": arrow.array([make("500"), make("-40")], type_),
        "balance": arrow.array([make("500"), make("460")], type_),
    })  # fmt: skip
    report = hibah.Portfolio.from_frames(PORTFOLIO, bank=bank).check(as_of="2024-12-31", select="X701")
    assert (report.summary.passed, report.summary.not_applicable, report.summary.fail) == (1, 1, 0)
    wrong = bank.set_column(2, "amount", arrow.array([500.0, -40.0]))
    with pytest.raises(hibah.InputError):
        hibah.Portfolio.from_frames(PORTFOLIO, bank=wrong)
