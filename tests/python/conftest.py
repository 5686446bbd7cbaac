"""A small portfolio of which every figure can be reckoned by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

import hibah

ROOT = Path(__file__).resolve().parents[2]

PORTFOLIO = """\
format = 1
name = "Hibah Pilkada 2024 Kabupaten Uji"
region = "99.01"
grantor = "Pemerintah Kabupaten Uji"
election = "pilkada-2024"
regulation = "permendagri-41-2020"
stated_total = "Rp1.500.000,01"

[[grant]]
id = "kpu"
recipient = "KPU Kabupaten Uji"
role = "organiser"
nphd = "900/1/2023"
signed = 2023-11-01
amount = "Rp1.000.000"
sources = ["https://example.org/nphd"]

  [[grant.tranche]]
  share = "40%"
  due = "signed + 14 working days"

  [[grant.tranche]]
  share = "60%"
  due = "voting - 5 months"

[[grant]]
id = "polres"
recipient = "Polres <Uji> & Rekan"
role = "police"
signed = "2024-02"
amount = "Rp500.000,01"
recorded = ["disbursement"]

  [[grant.tranche]]
  share = "100%"
  due = "signed + 1 months"
"""

JOURNAL = """\
id,date,kind,grant,tranche,stage,account,amount,payee,voucher,keterangan
J1,2023-11-20,disbursement,kpu,1,,,400000.00,,,
J2,2024-06-28,disbursement,kpu,2,,,600000.00,,,
J3,2024-07-05,realisation,kpu,,CAMPAIGN,521211,150000.25,Toko Satu,B-1,kuitansi basah
J4,2024-10-01,realisation,kpu,,CAMPAIGN,521211,49999.75,Toko Dua,B-2,
J5,2024-10-02,realisation,kpu,,VOTE,521213,300000.50,Panitia,B-3,
J6,2024-12-31,interest,kpu,,,,97.03,,,
J7,2024-03,disbursement,polres,1,,,500000.01,,,
"""

BUDGET = """\
grant,stage,account,ceiling
kpu,CAMPAIGN,521211,190000.00
kpu,VOTE,521213,810000.00
"""


def write_portfolio(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "portfolio.toml").write_text(PORTFOLIO, encoding="utf-8")
    (folder / "journal.csv").write_text(JOURNAL, encoding="utf-8")
    (folder / "budget.csv").write_text(BUDGET, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_portfolio(tmp_path_factory.mktemp("portfolio") / "kecil")


@pytest.fixture(scope="session")
def small(small_folder: Path) -> hibah.Portfolio:
    return hibah.load(small_folder)


@pytest.fixture(scope="session")
def kukar() -> hibah.Portfolio:
    return hibah.load(ROOT / "examples" / "kukar-2024")
