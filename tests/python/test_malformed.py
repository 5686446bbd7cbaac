"""What is wrong with a folder is said once, all of it, with file, row and column: exit code 2, nothing on stdout, never a traceback.

Each row of CASES spoils a good folder in one way and names what the report must point at.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import hibah

PORTFOLIO = """\
format = 1
name = "Hibah uji"
grantor = "Pemerintah Kabupaten Contoh"
election = "pilkada-2024"
regulation = "permendagri-41-2020"

[settings]
R401.days_after = 30

[[event]]
kind = "proposal_of_appointment"
date = 2025-01-12

[[grant]]
id = "kpu"
recipient = "KPU Kabupaten Contoh"
role = "organiser"
signed = 2024-03-04
amount = "Rp1.000.000.000"

  [[grant.tranche]]
  share = "40%"
  due = "signed + 14 working days"

  [[grant.tranche]]
  share = "60%"
  due = "voting - 5 months"
"""
BUDGET = "grant,stage,account,ceiling\nkpu,CAMPAIGN,521211,1000000000.00\n"
JOURNAL = (
    "id,date,kind,grant,tranche,stage,account,amount,payee,voucher\n"
    "D1,2024-03-10,disbursement,kpu,1,,,400000000.00,,\n"
    "B1,2024-10-01,realisation,kpu,,CAMPAIGN,521211,1500000.50,Toko A,BKK-1\n"
)
DOCUMENTS = "grant,kind,date,number\nkpu,use_report,2025-03-01,1\n"


def good(folder: Path) -> Path:
    folder.mkdir()
    (folder / "portfolio.toml").write_text(PORTFOLIO, encoding="utf-8")
    (folder / "budget.csv").write_text(BUDGET, encoding="utf-8")
    (folder / "journal.csv").write_text(JOURNAL, encoding="utf-8")
    (folder / "documents.csv").write_text(DOCUMENTS, encoding="utf-8")
    return folder


def toml(old: str, new: str, row: int | None, column: str):
    """Replaces a piece of portfolio.toml."""
    assert PORTFOLIO.count(old) >= 1, old

    def spoil(folder: Path) -> None:
        (folder / "portfolio.toml").write_text(PORTFOLIO.replace(old, new, 1), encoding="utf-8")

    return spoil, "portfolio.toml", row, column


def text(file: str, content: str | bytes, row: int | None, column: str):
    """Writes a whole file."""

    def spoil(folder: Path) -> None:
        path = folder / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    return spoil, file, row, column


def journal(row: str, column: str, at: int = 4):
    """Adds a row to the journal."""
    return text("journal.csv", JOURNAL + row + "\n", at, column)


def beside(key: str, old: str, content: str, row: int | None, column: str):
    """Names a law file beside portfolio.toml, and writes it."""
    assert PORTFOLIO.count(old) == 1, old

    def spoil(folder: Path) -> None:
        (folder / "portfolio.toml").write_text(PORTFOLIO.replace(old, f"{key}.toml"), encoding="utf-8")
        (folder / f"{key}.toml").write_text(content, encoding="utf-8")

    return spoil, f"{key}.toml", row, column


def remove(file: str):
    return (lambda folder: (folder / file).unlink()), file, None, ""


def instead(file: str, make):
    """Puts something that is no regular file where a file belongs."""

    def spoil(folder: Path) -> None:
        if (folder / file).exists():
            (folder / file).unlink()
        make(folder / file)

    return spoil, file, None, ""


GRANT = PORTFOLIO[PORTFOLIO.index("[[grant]]") :]
MOST = "Rp90.000 triliun"  # one fits in 64 bits of sen, two do not
R = "2024-10-02,realisation,kpu,,CAMPAIGN,521211,"
CASES = {
    # portfolio.toml
    "toml-missing": remove("portfolio.toml"),
    "toml-empty": text("portfolio.toml", "", None, ""),
    "toml-blank": text("portfolio.toml", " \n\t\n", None, ""),
    "toml-broken": text("portfolio.toml", PORTFOLIO.replace('name = "Hibah uji"', "name = "), 2, ""),
    "toml-open-bracket": text("portfolio.toml", "[\n", 1, ""),
    "toml-deep": text("portfolio.toml", "format = " + "[" * 5000 + "\n", 1, ""),
    "toml-letter-outside-quotes": text("portfolio.toml", "\u0321 = 1\n" + PORTFOLIO, None, ""),
    "toml-deep-inline": text("portfolio.toml", PORTFOLIO + "x = " + "{a = " * 5000 + "1" + "}" * 5000 + "\n", 28, ""),
    "toml-dotted-key": text("portfolio.toml", PORTFOLIO + "a." * 1_000_000 + "a = 1\n", 28, ""),
    "toml-dotted-table": text("portfolio.toml", PORTFOLIO + "[" + "'a' . " * 100_000 + "a]\n", 28, ""),
    "toml-nul": text("portfolio.toml", PORTFOLIO.replace("Hibah uji", "Hibah\0uji"), 2, ""),
    "toml-not-utf8": text("portfolio.toml", PORTFOLIO.replace("Hibah uji", "Hibah \u00e9").encode("latin-1"), 2, ""),
    "toml-key-twice": toml("format = 1", "format = 1\nformat = 1", 2, ""),
    "key-unknown": toml("grantor =", "grantr =", 3, "grantr"),
    "key-unknown-in-grant": toml('role = "organiser"', 'role = "organiser"\nrol = "x"', 18, "rol"),
    "key-unknown-in-tranche": toml('share = "40%"', 'shar = "40%"', 22, "shar"),
    "key-unknown-in-event": toml("date = 2025-01-12", "dat = 2025-01-12", 12, "dat"),
    "format-2": toml("format = 1", "format = 2", 1, "format"),
    "format-text": toml("format = 1", 'format = "1"', 1, "format"),
    "name-missing": toml('name = "Hibah uji"\n', "", 1, "name"),
    "name-number": toml('name = "Hibah uji"', "name = 7", 2, "name"),
    "election-unknown": toml("pilkada-2024", "pilkada-2042", 4, "election"),
    "election-outside": toml("pilkada-2024", "../jadwal.toml", 4, "election"),
    "election-absolute": toml("pilkada-2024", "/etc/hostname", 4, "election"),
    "election-nul": toml("pilkada-2024", "budget.csv\\u0000.toml", 4, "election"),
    "election-without-version": beside("election", "pilkada-2024", 'id = "x"\nname = "x"\nversion = []\n', 3, "version"),
    "election-stage-without-code": beside(
        "election",
        "pilkada-2024",
        'id = "x"\nname = "x"\n[[version]]\ndecree = "x"\neffective = 2024-01-01\n[[version.stage]]\ncode = ""\n',
        7,
        "version[1].stage[1].code",
    ),
    "regulation-unknown": toml("permendagri-41-2020", "permendagri-41-2021", 5, "regulation"),
    "regulation-stage-unknown": beside(
        "regulation", "permendagri-41-2020", 'id = "x"\nname = "x"\nuse_until = "stage KAMPANYE end"\n', 3, "use_until"
    ),
    "setting-list": toml("days_after = 30", "days_after = [30]", 8, "R401.days_after"),
    "setting-unknown": toml("R401.days_after", "R401.days_aftr", 8, "R401.days_aftr"),
    "setting-negative": toml("days_after = 30", "days_after = -1", 8, "R401.days_after"),
    "setting-float": toml("days_after = 30", "days_after = 30.5", 8, "R401.days_after"),
    "event-twice": toml("date = 2025-01-12", 'date = 2025-01-12\n[[event]]\nkind = "proposal_of_appointment"', 14, "kind"),
    "event-kind-empty": toml('"proposal_of_appointment"', '" "', 11, "event[1].kind"),
    "event-date": toml("date = 2025-01-12", 'date = "12 Januwari 2025"', 12, "date"),
    "grant-none": text("portfolio.toml", PORTFOLIO.split("[[grant]]")[0], 1, "grant"),
    "grants-too-much-together": text("portfolio.toml", (PORTFOLIO + GRANT.replace('"kpu"', '"bawaslu"')).replace("Rp1.000.000.000", MOST), 33, "bawaslu"),
    "grant-id-missing": toml('id = "kpu"\n', "", 14, "id"),
    "grant-id-twice": text("portfolio.toml", PORTFOLIO + PORTFOLIO[PORTFOLIO.index("[[grant]]") :], 29, "id"),
    "role-unknown": toml('"organiser"', '"organizer"', 17, "role"),
    "signed-missing": toml("signed = 2024-03-04\n", "", 14, "signed"),
    "signed-30-february": toml("signed = 2024-03-04", 'signed = "30 Februari 2024"', 18, "signed"),
    "signed-toml-30-february": toml("signed = 2024-03-04", "signed = 2024-02-30", 18, ""),
    "signed-1999": toml("signed = 2024-03-04", "signed = 1999-12-31", 18, "signed"),
    "signed-year-99999": toml("signed = 2024-03-04", 'signed = "04/03/99999"', 18, "signed"),
    "signed-time": toml("signed = 2024-03-04", "signed = 2024-03-04T10:00:00", 18, "signed"),
    "amount-float": toml('amount = "Rp1.000.000.000"', "amount = 1000000000.0", 19, "amount"),
    "amount-nan": toml('amount = "Rp1.000.000.000"', "amount = nan", 19, "amount"),
    "amount-ambiguous": toml('"Rp1.000.000.000"', '"1.250"', 19, "amount"),
    "amount-negative": toml('"Rp1.000.000.000"', '"-Rp1.000.000.000"', 19, "amount"),
    "amount-zero": toml('amount = "Rp1.000.000.000"', "amount = 0", 19, "amount"),
    "amount-three-decimals": toml('"Rp1.000.000.000"', '"Rp1.000,505"', 19, "amount"),
    "amount-grouping": toml('"Rp1.000.000.000"', '"Rp1.00.000"', 19, "amount"),
    "amount-word": toml('"Rp1.000.000.000"', '"Rp1 miliyar"', 19, "amount"),
    "amount-too-large": toml('"Rp1.000.000.000"', '"Rp99.000.000 triliun"', 19, "amount"),
    "amount-integer-too-large": toml('amount = "Rp1.000.000.000"', "amount = 92233720368547759", 19, "amount"),
    "tranche-both": toml('share = "40%"', 'share = "40%"\n  amount = 5', 22, "share"),
    "tranche-neither": toml('  share = "40%"\n', "", 21, "amount"),
    "tranches-too-much-together": text(
        "portfolio.toml", PORTFOLIO.replace('share = "40%"', f'amount = "{MOST}"').replace('share = "60%"', f'amount = "{MOST}"'), 26, "tranche[2].amount"
    ),
    "tranche-no-due": toml('  due = "voting - 5 months"\n', "", 25, "due"),
    "share-zero": toml('"40%"', '"0%"', 22, "share"),
    "share-above-100": toml('"40%"', '"100,01%"', 22, "share"),
    "share-number": toml('share = "40%"', "share = 40", 22, "share"),
    "due-words": toml('"voting - 5 months"', '"lima bulan sebelum"', 27, "due"),
    "due-count": toml('"voting - 5 months"', '"voting - 5.5 months"', 27, "due"),
    "due-count-too-large": toml('"voting - 5 months"', '"voting - 10001 days"', 27, "due"),
    "due-stage-unknown": toml('"voting - 5 months"', '"stage KAMPANYE start"', 27, "due"),
    "due-unit": toml('"voting - 5 months"', '"voting - 5 moons"', 27, "due"),
    "fiscal-year": toml('share = "40%"', 'share = "40%"\n  fiscal_year = 1998', 23, "fiscal_year"),
    "recorded-kind": toml("signed = 2024-03-04", 'signed = 2024-03-04\nrecorded = ["disbursment"]', 19, "recorded"),
    "recorded-nothing": toml("signed = 2024-03-04", "signed = 2024-03-04\nrecorded = []", 19, "recorded"),
    "notation": toml("format = 1", 'format = 1\nnotation = "english"', 2, "notation"),
    "extra-holiday": toml("format = 1", 'format = 1\nextra_holidays = ["2024-13-01"]', 2, "extra_holidays"),
    "extra-holiday-outside-calendar": toml("format = 1", "format = 1\nextra_holidays = [2031-01-02]", 2, "extra_holidays"),
    "addendum-number-empty": text("portfolio.toml", PORTFOLIO + '\n  [[grant.addendum]]\n  number = ""\n  signed = 2024-05-01\n', 30, "number"),
    "addendum-too-much": text(
        "portfolio.toml",
        PORTFOLIO + f'\n  [[grant.addendum]]\n  number = "1"\n  signed = 2024-05-01\n  amount = "{MOST}"\n' + GRANT.replace('"kpu"', '"bawaslu"').replace("Rp1.000.000.000", MOST),
        38,
        "bawaslu",
    ),
    "addendum-without-number": text("portfolio.toml", PORTFOLIO + "\n  [[grant.addendum]]\n  signed = 2024-05-01\n", 29, "number"),
    "grant-is-no-list": text("portfolio.toml", PORTFOLIO.split("[[event]]")[0].replace("[settings]\nR401.days_after = 30\n", 'grant = "kpu"\n'), 7, "grant"),
    # CSV files as a whole
    "csv-empty": text("journal.csv", "", None, ""),
    "csv-blank": text("budget.csv", "\n\n", None, ""),
    "csv-nul": text("journal.csv", JOURNAL.replace("Toko A", "Toko\0A"), 3, "payee"),
    "csv-latin-1": text("journal.csv", JOURNAL.replace("Toko A", "Caf\u00e9").encode("latin-1"), 3, "payee"),
    "csv-header-latin-1": text("journal.csv", JOURNAL.replace("payee", "caf\u00e9").encode("latin-1"), 1, ""),
    "csv-lone-return": text("journal.csv", JOURNAL.replace("Toko A", "Toko\rA"), 3, "payee"),
    "csv-returns-only": text("journal.csv", JOURNAL.replace("\n", "\r"), 1, ""),
    "csv-utf-16": text("journal.csv", JOURNAL.encode("utf-16"), 1, ""),
    "csv-unclosed-quote": text("journal.csv", JOURNAL.replace("Toko A", '"Toko A'), 3, "payee"),
    "csv-quote-closed-in-a-later-row": text("journal.csv", JOURNAL.replace("Toko A", '"Toko A') + f'B2,{R}5.00,"Toko B",V2\n', 3, "payee"),
    "csv-stray-quote": text("journal.csv", JOURNAL.replace("Toko A", '"Toko" A'), 3, "payee"),
    "csv-column-missing": text("journal.csv", JOURNAL.replace(",amount,", ",nilai,"), 1, "amount"),
    "csv-column-twice": text("journal.csv", JOURNAL.replace(",payee,voucher", ",voucher,voucher"), 1, "voucher"),
    "csv-column-under-both-names": text("journal.csv", JOURNAL.replace(",payee,voucher", ",no_bukti,voucher"), 1, "voucher"),
    "csv-column-unnamed": text("journal.csv", JOURNAL.replace(",payee,", ",,"), 1, ""),
    "csv-too-few-fields": journal("B2,2024-10-02,realisation,kpu", ""),
    "csv-too-many-fields": journal(f"B2,{R}5.00,A,V2,x", ""),
    "csv-long-line": text("journal.csv", JOURNAL + "B2,2024-10-02,realisation,kpu,,CAMPAIGN,521211,5.00," + "x" * 100_000_000 + ",V\n", 4, ""),
    "csv-ten-million-commas": text("journal.csv", JOURNAL + "," * 10_000_000 + "\n", 4, ""),
    "csv-header-of-commas": text("journal.csv", "," * 1_000_000, 1, ""),
    "csv-open-quote-and-more": text("journal.csv", JOURNAL + '"' + "a,b\n" * 1_000_000, 4, ""),
    "journal-file-and-folder": text("journal/a.csv", JOURNAL, None, "")[0:1] + ("journal", None, ""),
    "journal-is-a-folder": instead("journal.csv", lambda path: path.mkdir()),
    "journal-links-to-itself": instead("journal.csv", lambda path: path.symlink_to(path)),
    "journal-is-a-pipe": instead("journal.csv", lambda path: os.mkfifo(path)),
    "budget-is-a-dead-link": instead("budget.csv", lambda path: path.symlink_to("nirgends.csv")),
    # cells
    "date-30-february": journal("B2,2024-02-30,realisation,kpu,,CAMPAIGN,521211,5.00,A,V2", "date"),
    "date-american": journal("B2,12/31/2024,realisation,kpu,,CAMPAIGN,521211,5.00,A,V2", "date"),
    "date-year-99999": journal("B2,99999-01-01,realisation,kpu,,CAMPAIGN,521211,5.00,A,V2", "date"),
    "date-2100": journal("B2,2100-01-01,realisation,kpu,,CAMPAIGN,521211,5.00,A,V2", "date"),
    "date-empty": journal("B2,,realisation,kpu,,CAMPAIGN,521211,5.00,A,V2", "date"),
    "kind-unknown": journal("B2,2024-10-02,realization,kpu,,CAMPAIGN,521211,5.00,A,V2", "kind"),
    "grant-unknown": journal("B2,2024-10-02,realisation,kpuu,,CAMPAIGN,521211,5.00,A,V2", "grant"),
    "grant-empty": journal("B2,2024-10-02,realisation,,,CAMPAIGN,521211,5.00,A,V2", "grant"),
    "stage-unknown": journal("B2,2024-10-02,realisation,kpu,,KAMPANYE,521211,5.00,A,V2", "stage"),
    "tranche-unknown": journal("B2,2024-10-02,disbursement,kpu,3,,,5.00,,", "tranche"),
    "tranche-text": journal("B2,2024-10-02,disbursement,kpu,dua,,,5.00,,", "tranche"),
    "tranche-zero": journal("B2,2024-10-02,disbursement,kpu,0,,,5.00,,", "tranche"),
    "id-twice": journal(f"B1,{R}5.00,A,V2", "id"),
    "cell-amount-negative": journal(f"B2,{R}-5.00,A,V2", "amount"),
    "cell-amount-empty": journal(f"B2,{R},A,V2", "amount"),
    "cell-amount-word": journal(f"B2,{R}5 juta,A,V2", "amount"),
    "cell-amount-other-notation": journal(f'B2,{R}"1.250.000,00",A,V2', "amount"),
    "cell-amount-three-decimals": journal(f"B2,{R}5.005,A,V2", "amount"),
    "cell-amount-too-large": journal(f"B2,{R}92233720368547758.08,A,V2", "amount"),
    "cell-amount-exponent": journal(f"B2,{R}1e6,A,V2", "amount"),
    "cell-amount-ambiguous": text(
        "journal.csv", JOURNAL.replace("400000000.00", "400000000").replace("1500000.50", "1.250"), 3, "amount"
    ),
    "total-too-large": journal("B2,2024-10-02,disbursement,kpu,1,,,92233720368547758.07,,", "amount"),
    "budget-stage": text("budget.csv", BUDGET.replace("CAMPAIGN", "KAMPANYE"), 2, "stage"),
    "budget-version": text("budget.csv", "grant,stage,account,ceiling,version\nkpu,CAMPAIGN,521211,5.00,1\n", 2, "version"),
    "budget-ceiling": text("budget.csv", BUDGET.replace("1000000000.00", "banyak"), 2, "ceiling"),
    "budget-indonesian-header": text("budget.csv", "hibah;tahapan;kode_rekening;pagu\nkpu;CAMPAIGN;521211;1.250\n", 2, "pagu"),
    "document-kind": text("documents.csv", DOCUMENTS.replace("use_report", "laporan"), 2, "kind"),
    "document-date": text("documents.csv", DOCUMENTS.replace("2025-03-01", "besok"), 2, "date"),
}


def test_there_are_many_cases_and_the_good_folder_is_good(tmp_path: Path):
    assert len(CASES) >= 60
    portfolio = hibah.load(good(tmp_path / "baik"))
    assert portfolio.check(as_of="2025-06-30").summary


@pytest.mark.parametrize("name", CASES)
def test_load_says_where_and_what(name: str, tmp_path: Path):
    spoil, file, row, column = CASES[name]
    folder = good(tmp_path / "folder")
    spoil(folder)
    began = time.monotonic()
    with pytest.raises(hibah.InputError) as caught:
        hibah.load(folder)
    assert time.monotonic() - began < 20
    problems = caught.value.problems
    assert any(
        problem.file.endswith(file) and (row is None or problem.row == row) and column in (problem.column or "") and problem.expected
        for problem in problems
    ), [problem.line("en") for problem in problems]
    assert all(len(problem.text) <= 200 for problem in problems)


@pytest.mark.subprocess
@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_command_exits_with_2_and_prints_nothing_else(name: str, tmp_path: Path):
    spoil, file, row, column = CASES[name]
    folder = good(tmp_path / "folder")
    spoil(folder)
    run = subprocess.run(
        [sys.executable, "-m", "hibah", "check", str(folder), "--as-of", "2025-06-30"], capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    assert run.returncode == 2
    assert run.stdout == ""
    assert "Traceback" not in run.stderr
    assert file in run.stderr and column in run.stderr
    assert row is None or f"baris {row}" in run.stderr
    assert len(run.stderr) < 100_000


def test_all_problems_of_all_files_come_in_one_report(tmp_path: Path):
    folder = good(tmp_path / "folder")
    (folder / "portfolio.toml").write_text(PORTFOLIO.replace("grantor =", "grantr ="), encoding="utf-8")
    (folder / "budget.csv").write_text(BUDGET.replace("CAMPAIGN", "KAMPANYE"), encoding="utf-8")
    (folder / "journal.csv").write_text(JOURNAL + "B2,2024-02-30,realization,kpuu,,X,521211,lima,A,V2\n", encoding="utf-8")
    (folder / "documents.csv").write_text(DOCUMENTS.replace("2025-03-01", "besok"), encoding="utf-8")
    with pytest.raises(hibah.InputError) as caught:
        hibah.load(folder)
    found = {(problem.file, problem.column) for problem in caught.value.problems}
    assert {
        ("portfolio.toml", "grantr"),
        ("portfolio.toml", "grantor"),
        ("budget.csv", "stage"),
        ("journal.csv", "date"),
        ("journal.csv", "kind"),
        ("journal.csv", "grant"),
        ("journal.csv", "stage"),
        ("journal.csv", "amount"),
        ("documents.csv", "date"),
    } <= found
    assert [problem.file for problem in caught.value.problems] == sorted(
        (problem.file for problem in caught.value.problems),
        key=["portfolio.toml", "budget.csv", "journal.csv", "documents.csv"].index,
    )


def problems_of(folder: Path) -> list[tuple[str, int | None, str]]:
    with pytest.raises(hibah.InputError) as caught:
        hibah.load(folder)
    return [(problem.file, problem.row, problem.column or "") for problem in caught.value.problems]


BAD_DATE = "B1,2024-02-30,realisation,kpu,,CAMPAIGN,521211,5.00,A,V2\n"


@pytest.mark.parametrize(
    "portfolio, journal_text, expected",
    [
        (PORTFOLIO.replace('name = "Hibah uji"', "name = "), JOURNAL + BAD_DATE, {("portfolio.toml", 2, ""), ("journal.csv", 4, "date")}),
        (PORTFOLIO, JOURNAL + BAD_DATE, {("journal.csv", 4, "date"), ("journal.csv", 4, "id")}),
        (PORTFOLIO, JOURNAL.replace(",amount,", ",nilai,") + BAD_DATE, {("journal.csv", 1, "amount"), ("journal.csv", 4, "date")}),
        (PORTFOLIO, JOURNAL.replace("Toko A", "Toko\0A") + BAD_DATE, {("journal.csv", 3, "payee"), ("journal.csv", 4, "date")}),
        (PORTFOLIO, JOURNAL.replace("Toko A", '"Toko A') + BAD_DATE, {("journal.csv", 3, "payee"), ("journal.csv", 4, "date")}),
        (
            PORTFOLIO,
            JOURNAL + "B2,2024-10-02,disbursement,kpu,1,,,92233720368547758.07,,\n" + BAD_DATE,
            {("journal.csv", 4, "amount"), ("journal.csv", 5, "date")},
        ),
    ],
    ids=["broken-toml", "id-of-a-bad-row", "missing-column", "nul", "unclosed-quote", "total"],
)
def test_one_problem_does_not_hide_the_next(portfolio: str, journal_text: str, expected: set, tmp_path: Path):
    folder = good(tmp_path / "folder")
    (folder / "portfolio.toml").write_text(portfolio, encoding="utf-8")
    (folder / "journal.csv").write_text(journal_text, encoding="utf-8")
    assert expected <= set(problems_of(folder))


@pytest.mark.parametrize(
    "journal_text",
    ["\n\n" + JOURNAL.replace(",", ";"), JOURNAL + "   \n\n", JOURNAL.replace("\n", "\r\n"), "\ufeff" + JOURNAL, JOURNAL.replace("Toko A", '"Toko\r\nA"')],
    ids=["blank-lines-first", "blanks-in-a-line", "cr-lf", "byte-order-mark", "line-end-in-quotes"],
)
def test_what_does_not_matter_is_no_problem(journal_text: str, tmp_path: Path):
    folder = good(tmp_path / "folder")
    (folder / "journal.csv").write_bytes(journal_text.encode("utf-8"))
    assert len(hibah.load(folder).check(as_of="2025-06-30", select=["R408"]).findings) == 0


def test_the_files_of_a_journal_folder_are_those_of_a_person(tmp_path: Path):
    folder = good(tmp_path / "folder")
    (folder / "journal.csv").unlink()
    (folder / "journal").mkdir()
    (folder / "journal" / "BUKU.CSV").write_text(JOURNAL, encoding="utf-8")
    (folder / "journal" / "._BUKU.CSV").write_bytes(b"\0\5\26\7")
    (folder / "journal" / "catatan.txt").write_text("x", encoding="utf-8")
    assert [name for name in hibah.load(folder).inputs if name.startswith("journal")] == ["journal/BUKU.CSV"]


def test_many_unknown_names_take_no_time(tmp_path: Path):
    folder = good(tmp_path / "folder")
    (folder / "budget.csv").unlink()
    (folder / "documents.csv").unlink()
    grants = "".join(GRANT.replace('"kpu"', f'"kpu-kabupaten-{i:04d}"') for i in range(2_500))
    (folder / "portfolio.toml").write_text(PORTFOLIO.split("[[grant]]")[0] + grants + "\n".join(f"k{i} = 1" for i in range(200_000)), encoding="utf-8")
    rows = "".join(f"X{i},2024-10-01,realisation,kpu-kabupatn-{i % 9_999},,CAMPAIGN,521211,5.00,A,V\n" for i in range(100_000))
    (folder / "journal.csv").write_text(JOURNAL.split("\n")[0] + "\n" + rows, encoding="utf-8")
    began = time.monotonic()
    assert len(problems_of(folder)) == 1_000
    assert time.monotonic() - began < 20


def test_a_hundred_thousand_bad_rows_are_counted_and_the_first_ones_told(tmp_path: Path):
    folder = good(tmp_path / "folder")
    rows = "".join(f"X{i},2024-02-30,realisation,kpu,,CAMPAIGN,521211,5.00,A,V2\n" for i in range(100_000))
    (folder / "journal.csv").write_text(JOURNAL + rows, encoding="utf-8")
    with pytest.raises(hibah.InputError) as caught:
        hibah.load(folder)
    assert caught.value.total == 100_000
    assert len(caught.value.problems) == 1_000


def test_a_folder_that_is_a_file_and_one_that_is_not_there(tmp_path: Path):
    path = tmp_path / "berkas"
    path.write_text("x", encoding="utf-8")
    for wrong in (path, tmp_path / "tiada"):
        with pytest.raises(hibah.InputError):
            hibah.load(wrong)
