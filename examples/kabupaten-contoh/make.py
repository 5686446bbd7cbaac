#!/usr/bin/env python3
"""Writes the portfolio of the fictional Kabupaten Contoh: `python make.py` rewrites this folder, byte for byte the same.

Everything here is invented: the region, the offices, the people, the amounts. Only the timetable (Pilkada 2024) and the days off are
real. The books are honest, apart from the faults that `plant_*` puts in; each fault is written to planted.csv with what a check must
find. All amounts are whole sen; nothing is a float, and no day or number depends on the machine.
"""
from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUPIAH = 100
JUTA = 1_000_000 * RUPIAH
SEED = 20241127

USE_UNTIL = date(2025, 1, 12)      # the event proposal_of_appointment
RETURN_DUE = date(2025, 4, 12)     # three months later
LAST_PAYMENT = date(2025, 1, 10)   # the last working day of the use period
LOCAL_HOLIDAY = date(2024, 8, 22)  # the fictional region's birthday

# National holidays and cuti bersama that fall on a weekday, November 2023 to May 2025.
DAYS_OFF = {date.fromisoformat(text) for text in """
2023-12-25 2023-12-26 2024-01-01 2024-02-08 2024-02-09 2024-02-14 2024-03-11 2024-03-12 2024-03-29 2024-04-08 2024-04-09 2024-04-10
2024-04-11 2024-04-12 2024-04-15 2024-05-01 2024-05-09 2024-05-10 2024-05-23 2024-05-24 2024-06-17 2024-06-18 2024-09-16 2024-11-27
2024-12-25 2024-12-26 2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-03-28 2025-03-31 2025-04-01 2025-04-02 2025-04-03 2025-04-04
2025-04-07 2025-04-18 2025-05-01 2025-05-12 2025-05-13 2025-05-29 2025-05-30""".split()} | {LOCAL_HOLIDAY}

DISTRICTS = ["Contoh Kota", "Contoh Hulu", "Contoh Hilir", "Muara Contoh", "Bukit Sari", "Rawa Indah", "Tanjung Damai", "Sungai Tenang",
             "Lembah Hijau", "Pantai Baru", "Gunung Sepi", "Padang Luas"]
SHOPS = ["CV Contoh Jaya", "CV Sumber Rejeki Fiksi", "PT Cetak Andalan Contoh", "UD Maju Bersama Contoh", "Toko Alat Tulis Cendekia",
         "CV Karya Rekaan", "PT Logistik Khayal", "Rumah Makan Selera Contoh", "Hotel Griya Contoh", "Toko Komputer Angan", "CV Tenda Raya",
         "Percetakan Aksara Contoh", "Rental Mobil Lintas Contoh", "Bengkel Sahabat", "CV Media Luar Ruang Contoh", "Katering Bu Contoh"]
STAFF = ["Ahmad R.", "Siti N.", "Budi S.", "Dewi K.", "Eko P.", "Fitri A.", "Gunawan T.", "Hesti W.", "Iwan M.", "Joko L.", "Kartika D.",
         "Lukman H.", "Maya S.", "Nurul F.", "Oktavia R.", "Putra J.", "Qori I.", "Rina B.", "Slamet U.", "Tuti E."]

# What an account buys, for the descriptions. Codes are those of the six-digit BAS.
ACCOUNTS = {
    "521111": ("Belanja keperluan perkantoran", ["ATK sekretariat", "air minum dan rumah tangga kantor", "penggandaan dokumen"], SHOPS),
    "521115": ("Honor operasional satuan kerja", ["honor pengelola keuangan"], STAFF),
    "521119": ("Belanja barang operasional lainnya", ["BBM kendaraan operasional", "konsumsi rapat", "perlengkapan posko"], SHOPS),
    "521211": ("Belanja bahan", ["bahan rapat koordinasi", "formulir dan fotokopi", "konsumsi bimbingan teknis"], SHOPS),
    "521213": ("Honor output kegiatan", ["honorarium badan ad hoc"], STAFF),
    "521219": ("Belanja barang nonoperasional lainnya", ["cetak bahan sosialisasi", "perlengkapan kegiatan", "dokumentasi"], SHOPS),
    "521811": ("Belanja barang persediaan", ["kotak dan bilik suara tambahan", "segel dan tinta", "alat kelengkapan TPS"], SHOPS),
    "522111": ("Belanja langganan listrik", ["tagihan listrik"], ["PLN"]),
    "522141": ("Belanja sewa", ["sewa kendaraan distribusi", "sewa gudang logistik", "sewa tenda dan kursi"], SHOPS),
    "522151": ("Belanja jasa profesi", ["honor narasumber"], STAFF),
    "522191": ("Belanja jasa lainnya", ["jasa publikasi", "jasa pemasangan alat peraga", "jasa kebersihan"], SHOPS),
    "524111": ("Belanja perjalanan dinas biasa", ["perjalanan dinas ke provinsi", "konsultasi ke pusat"], STAFF),
    "524113": ("Belanja perjalanan dinas dalam kota", ["supervisi kecamatan", "monitoring lapangan", "patroli kecamatan"], STAFF),
    "524114": ("Belanja paket meeting dalam kota", ["paket rapat kerja", "paket bimbingan teknis"], SHOPS),
}


class Random:
    """SplitMix64: the same numbers on every machine and every Python."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, n: int) -> int:
        self.state = (self.state + 0x9E3779B97F4A7C15) % 2**64
        z = self.state
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB % 2**64
        return (z ^ (z >> 31)) % n

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)

    def choice(self, items):
        return items[self.below(len(items))]


def is_working(day: date) -> bool:
    return day.weekday() < 5 and day not in DAYS_OFF


def working_days(first: date, last: date) -> list[date]:
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if is_working(day)]


def month_end(year: int, month: int) -> date:
    """The last working day of a month."""
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    while not is_working(last):
        last -= timedelta(1)
    return last


def months(first: tuple[int, int], last: tuple[int, int]) -> list[tuple[int, int]]:
    found, (year, month) = [], first
    while (year, month) <= last:
        found.append((year, month))
        year, month = year + month // 12, month % 12 + 1
    return found


@dataclass(eq=False)
class Entry:
    """One row of the journal. `id` and `voucher` are given at the end, in order of days."""
    grant: str
    day: date
    kind: str
    sen: int
    tranche: int | None = None
    stage: str = ""
    account: str = ""
    payee: str = ""
    group: object = None          # entries of one group share a voucher; None: no voucher
    reverses: "Entry | None" = None
    destination: str = ""
    description: str = ""
    extra: str = ""               # the column that the format does not know: SP2D number, unit
    id: str = ""
    voucher: str = ""


@dataclass(frozen=True)
class Line:
    """A budget line: its part of the agreement in 1/10000, and how it is spent."""
    stage: str
    account: str
    share: int
    pattern: str                  # "many": single payments; "monthly": a list of payees a month; "once": one list
    count: int = 0                # many: number of payments
    first: date = date(2024, 1, 1)
    last: date = date(2024, 12, 31)
    payees: tuple[str, ...] = ()
    what: str = ""
    step: int = 50_000            # lists: amounts are multiples of so many rupiah


class Book:
    """The grant of one recipient with its entries."""

    def __init__(self, code: str, prefix: str, amount: int, lines: list[Line], rng: Random, fill: tuple[int, int] = (930, 975)) -> None:
        self.code, self.prefix, self.amount, self.lines, self.rng = code, prefix, amount, lines, rng
        self.fill = fill
        self.entries: list[Entry] = []
        self.paid: set[tuple[str, int]] = set()
        self.ceilings = split(amount, [line.share for line in lines])

    def add(self, **fields) -> Entry:
        entry = Entry(grant=self.code, **fields)
        self.entries.append(entry)
        return entry

    def disburse(self, day: date, sen: int, tranche: int) -> Entry:
        return self.add(day=day, kind="disbursement", sen=sen, tranche=tranche, description=f"Pencairan tahap {tranche}",
                        destination="", payee="", group=None)

    def spend(self, day: date, sen: int, stage: str, account: str, payee: str, description: str, group: object = None) -> Entry:
        return self.add(day=day, kind="realisation", sen=sen, stage=stage, account=account, payee=payee, description=description,
                        group=object() if group is None else group)

    def realise(self) -> None:
        """Spends most of every line in the line's own pattern."""
        for line, ceiling in zip(self.lines, self.ceilings):
            target = ceiling * self.rng.between(*self.fill) // 1000 - self.net(line.stage, line.account)
            if line.pattern == "many":
                self._many(line, target)
            else:
                self._lists(line, target)

    def _many(self, line: Line, target: int) -> None:
        name, uses, payees = ACCOUNTS[line.account]
        days = working_days(line.first, line.last)
        weights = [self.rng.between(60, 140) for _ in range(line.count)]
        for part in split(target, weights):
            sen = part // (500 * RUPIAH) * (500 * RUPIAH)
            what = line.what or self.rng.choice(uses)
            day, payee = self.rng.choice(days), self.rng.choice(line.payees or payees)
            while (payee, sen) in self.paid:  # honest books: no payee gets the same amount twice by chance
                sen -= 500 * RUPIAH
            self.paid.add((payee, sen))
            self.spend(day, sen, line.stage, line.account, payee, f"{name}: {what}")

    def _lists(self, line: Line, target: int) -> None:
        if line.pattern == "once":
            days = [line.last]
        else:
            days = [month_end(*month) for month in months((line.first.year, line.first.month), (line.last.year, line.last.month))]
            days = [min(day, line.last) for day in days]
        weights = [self.rng.between(90, 110) for _ in line.payees]
        step = line.step * RUPIAH
        parts = [part // step * step for part in split(target // len(days), weights)]
        for day in days:
            group = object()
            for payee, sen in zip(line.payees, parts):
                self.spend(day, sen, line.stage, line.account, payee, f"{line.what} {day.year}-{day.month:02d}", group)

    def of_line(self, stage: str, account: str, kind: str = "realisation") -> list[Entry]:
        return [e for e in self.entries if e.kind == kind and (e.stage, e.account) == (stage, account)]

    def standing(self) -> list[Entry]:
        """The realisations that nobody took back."""
        taken_back = {e.reverses for e in self.entries if e.kind == "reversal"}
        return [e for e in self.entries if e.kind == "realisation" and e not in taken_back]

    def net(self, stage: str, account: str) -> int:
        taken_back = {e.reverses for e in self.entries if e.kind == "reversal"}
        spent = sum(e.sen for e in self.of_line(stage, account) if e not in taken_back)
        return spent - sum(e.sen for e in self.of_line(stage, account, "refund"))

    def correct(self, refunds: int, reversals: int) -> None:
        """What every office has: money handed back after a trip, and bookings made twice and taken back."""
        trips = [e for e in self.entries if e.account == "524113" and e.day < date(2024, 11, 20)]
        for entry in trips[:: max(1, len(trips) // refunds)][:refunds]:
            sen = entry.sen // 10 // (1000 * RUPIAH) * (1000 * RUPIAH)
            self.add(day=later(entry.day, self.rng.between(4, 12)), kind="refund", sen=sen, stage=entry.stage, account=entry.account,
                     payee=entry.payee, group=object(), description="Pengembalian kelebihan uang harian")
        goods = [e for e in self.entries if e.account in ("521119", "521211", "521219") and e.day < date(2024, 11, 20)]
        for entry in goods[1:: max(1, len(goods) // reversals)][:reversals]:
            wrong = self.spend(entry.day, entry.sen, entry.stage, entry.account, entry.payee, entry.description)
            self.add(day=later(entry.day, self.rng.between(1, 5)), kind="reversal", sen=wrong.sen, stage=entry.stage, account=entry.account,
                     payee=entry.payee, group=object(), reverses=wrong, description="Pembatalan: tercatat dua kali")

    def balances(self) -> list[tuple[date, int]]:
        """The balance after each entry, receipts of a day first; entries and what takes them back left out."""
        gone = {e.reverses for e in self.entries if e.kind == "reversal" and e.reverses and e.sen == e.reverses.sen}
        sign = {"disbursement": 1, "interest": 1, "refund": 1, "realisation": -1, "return": -1}
        rows, balance = [], 0
        moves = [e for e in self.entries if e.kind in sign and e not in gone]
        for entry in sorted(moves, key=lambda e: (e.day, sign[e.kind] < 0)):
            balance += sign[entry.kind] * entry.sen
            rows.append((entry.day, balance))
        return rows

    def balance(self, on: date = date.max) -> int:
        rows = [balance for day, balance in self.balances() if day <= on]
        return rows[-1] if rows else 0

    def bear_interest(self, until: date) -> None:
        """Monthly interest of 8/10000 on the balance, to the sen."""
        start = min(e.day for e in self.entries if e.kind == "disbursement")
        for month in months((start.year, start.month), (until.year, until.month)):
            day = month_end(*month)
            sen = self.balance(day) * 8 // 10_000
            if start < day < until and sen > 0:
                self.add(day=day, kind="interest", sen=sen, group=None, description=f"Jasa giro {month[0]}-{month[1]:02d}")

    def give_back(self, day: date, sen: int, destination: str = "RKUD") -> Entry:
        return self.add(day=day, kind="return", sen=sen, destination=destination, group=object(), description="Setoran sisa hibah")


def split(total: int, weights: list[int]) -> list[int]:
    """Parts of `total` by `weights`, in whole rupiah but for the last, that add up to it."""
    parts = [total * weight // sum(weights) // RUPIAH * RUPIAH for weight in weights[:-1]]
    return parts + [total - sum(parts)]


def later(day: date, days: int) -> date:
    """The next working day at least `days` after."""
    day += timedelta(days)
    while not is_working(day):
        day += timedelta(1)
    return day


# ---- the plans of the ten recipients ----

PPK = tuple(f"PPK {district}" for district in DISTRICTS)
PPS = tuple(f"PPS se-Kecamatan {district}" for district in DISTRICTS)
PANTARLIH = tuple(f"Pantarlih se-Kecamatan {district}" for district in DISTRICTS)
KPPS = tuple(f"KPPS {district} kelompok {number}" for district in DISTRICTS for number in range(1, 7))
PANWASCAM = tuple(f"Panwaslu Kecamatan {district}" for district in DISTRICTS)
PKD = tuple(f"PKD se-Kecamatan {district}" for district in DISTRICTS)
PTPS = tuple(f"Pengawas TPS {district} kelompok {number}" for district in DISTRICTS for number in range(1, 3))


def kpu_lines() -> list[Line]:
    d = date
    return [
        Line("PLAN_BUDGET", "524111", 120, "many", 16, d(2024, 1, 29), d(2024, 2, 23)),
        Line("PLAN_BUDGET", "521211", 60, "many", 12, d(2024, 1, 29), d(2024, 2, 23)),
        Line("PLAN_BUDGET", "524114", 150, "many", 8, d(2024, 1, 29), d(2024, 2, 16)),
        Line("ADHOC_FORM", "521213", 2450, "monthly", 0, d(2024, 5, 31), d(2024, 11, 29), PPK + PPS, "Honorarium PPK dan PPS"),
        Line("ADHOC_FORM", "522191", 80, "many", 14, d(2024, 4, 18), d(2024, 6, 28)),
        Line("ADHOC_FORM", "524113", 140, "many", 40, d(2024, 4, 18), d(2024, 10, 31)),
        Line("ADHOC_FORM", "521119", 120, "many", 30, d(2024, 4, 22), d(2024, 10, 31)),
        Line("VOTER_LIST", "521213", 620, "monthly", 0, d(2024, 7, 1), d(2024, 8, 30), PANTARLIH, "Honorarium Pantarlih"),
        Line("VOTER_LIST", "524113", 180, "many", 45, d(2024, 6, 3), d(2024, 9, 20)),
        Line("VOTER_LIST", "521211", 150, "many", 35, d(2024, 6, 3), d(2024, 9, 20)),
        Line("CAND_REG", "522151", 90, "many", 12, d(2024, 8, 19), d(2024, 9, 20)),
        Line("CAND_REG", "524114", 160, "many", 10, d(2024, 8, 19), d(2024, 9, 20)),
        Line("CAMPAIGN", "522191", 900, "many", 12, d(2024, 9, 25), d(2024, 11, 22),
             ("CV Media Luar Ruang Contoh", "CV Cipta Spanduk Contoh"), "alat peraga kampanye"),
        Line("CAMPAIGN", "521219", 420, "many", 50, d(2024, 9, 25), d(2024, 11, 22)),
        Line("CAMPAIGN", "524113", 200, "many", 55, d(2024, 9, 25), d(2024, 11, 22)),
        Line("VOTE", "521219", 1850, "many", 9, d(2024, 10, 30), d(2024, 11, 25), ("PT Cetak Andalan Contoh",),
             "cetak surat suara dan formulir"),
        Line("VOTE", "521213", 1500, "once", 0, d(2024, 12, 2), d(2024, 12, 2), KPPS, "Honorarium KPPS"),
        Line("VOTE", "522141", 260, "many", 36, d(2024, 11, 4), d(2024, 12, 6)),
        Line("VOTE", "521811", 300, "many", 28, d(2024, 10, 30), d(2024, 11, 26)),
        Line("COUNT_RECAP", "521213", 250, "monthly", 0, d(2024, 12, 1), d(2024, 12, 30), PPK + PPS, "Honorarium rekapitulasi"),
        Line("COUNT_RECAP", "524114", 150, "many", 18, d(2024, 11, 28), d(2024, 12, 20)),
        Line("COUNT_RECAP", "524111", 80, "many", 22, d(2024, 11, 28), d(2025, 1, 10)),
        Line("", "521115", 110, "monthly", 0, d(2023, 12, 1), d(2024, 12, 31), tuple(STAFF[:8]), "Honor pengelola keuangan"),
        Line("", "522111", 40, "many", 14, d(2023, 12, 4), d(2025, 1, 10)),
        Line("", "521111", 120, "many", 70, d(2023, 11, 27), d(2025, 1, 10)),
    ]


def supervisor_lines() -> list[Line]:
    d = date
    return [
        Line("PLAN_BUDGET", "524111", 200, "many", 10, d(2024, 1, 29), d(2024, 2, 23)),
        Line("PLAN_BUDGET", "521211", 120, "many", 8, d(2024, 1, 29), d(2024, 2, 23)),
        Line("", "521213", 4300, "monthly", 0, d(2024, 6, 3), d(2024, 12, 31), PANWASCAM + PKD, "Honorarium pengawas ad hoc"),
        Line("VOTER_LIST", "524113", 500, "many", 34, d(2024, 6, 3), d(2024, 9, 20)),
        Line("VOTER_LIST", "521211", 300, "many", 22, d(2024, 6, 3), d(2024, 9, 20)),
        Line("CAMPAIGN", "524113", 800, "many", 44, d(2024, 9, 25), d(2024, 11, 22)),
        Line("CAMPAIGN", "521219", 700, "many", 30, d(2024, 9, 25), d(2024, 11, 22)),
        Line("CAMPAIGN", "522151", 300, "many", 14, d(2024, 9, 30), d(2024, 11, 22)),
        Line("VOTE", "521213", 1500, "once", 0, d(2024, 12, 3), d(2024, 12, 3), PTPS, "Honorarium pengawas TPS"),
        Line("VOTE", "522141", 350, "many", 18, d(2024, 11, 4), d(2024, 12, 6)),
        Line("COUNT_RECAP", "524113", 330, "many", 20, d(2024, 11, 28), d(2025, 1, 10)),
        Line("", "521111", 600, "many", 34, d(2023, 11, 27), d(2025, 1, 10)),
    ]


def shared_lines(first: date, honour: tuple[str, ...], what: str, step: int = 50_000) -> list[Line]:
    """Cost sharing: what the region pays for the election of the governor."""
    d = date
    return [
        Line("", "521213", 6200, "monthly", 0, d(2024, 7, 1), d(2024, 12, 31), honour, what, step),
        Line("VOTER_LIST", "524113", 1100, "many", 18, d(2024, 6, 3), d(2024, 9, 20)),
        Line("CAMPAIGN", "521219", 1200, "many", 16, d(2024, 9, 25), d(2024, 11, 22)),
        Line("COUNT_RECAP", "524114", 800, "many", 6, d(2024, 11, 28), d(2025, 1, 10)),
        Line("", "521111", 700, "many", 12, first, d(2025, 1, 10)),
    ]


def security_lines(first: date, scale: int, patrol: tuple[str, ...] = ()) -> list[Line]:
    d = date
    return [
        Line("CAMPAIGN", "524113", 3400, "many", 14 * scale, d(2024, 9, 25), d(2024, 11, 22), patrol),
        Line("CAMPAIGN", "521119", 1500, "many", 7 * scale, d(2024, 9, 25), d(2024, 11, 22)),
        Line("VOTE", "524113", 2700, "many", 12 * scale, d(2024, 11, 18), d(2024, 12, 6)),
        Line("VOTE", "522141", 900, "many", 3 * scale, d(2024, 11, 18), d(2024, 12, 6)),
        Line("COUNT_RECAP", "524113", 700, "many", 4 * scale, d(2024, 11, 28), d(2025, 1, 10)),
        Line("", "521119", 800, "many", 5 * scale, first, d(2025, 1, 10)),
    ]


def prosecutor_lines() -> list[Line]:
    d = date
    return [
        Line("CAMPAIGN", "521119", 3000, "many", 14, d(2024, 9, 25), d(2024, 11, 22), (), "penanganan perkara pemilihan"),
        Line("CAMPAIGN", "524113", 600, "many", 18, d(2024, 9, 25), d(2024, 11, 22)),
        Line("COUNT_RECAP", "524113", 4800, "many", 10, d(2024, 12, 16), d(2025, 1, 10)),
        Line("", "521111", 1600, "many", 12, d(2024, 7, 1), d(2025, 1, 10)),
    ]


# ---- planted faults ----

def ratio(part: int, whole: int) -> str:
    """As a check writes a share: per cent where that ends within six decimals, else the fraction."""
    share = Fraction(part, whole)
    millionths = share * 100 * 10**6
    if millionths.denominator > 1:
        return f"{share.numerator}/{share.denominator}"
    digits = f"{abs(millionths.numerator):07d}"
    return ("-" if share < 0 else "") + f"{digits[:-6]}.{digits[-6:]}".rstrip("0").rstrip(".") + "%"



@dataclass(frozen=True)
class Planted:
    rule: str
    grant: str
    tranche: int | None
    stage: str
    account: str
    entry: Entry | None
    expected: str
    actual: str
    difference: str
    unit: str
    story: str


class Garden:
    """Collects what was planted."""

    def __init__(self) -> None:
        self.planted: list[Planted] = []

    def plant(self, rule: str, grant: str, story: str, *, tranche: int | None = None, stage: str = "", account: str = "",
              entry: Entry | None = None, expected: str = "", actual: str = "", difference: str = "", unit: str = "") -> None:
        self.planted.append(Planted(rule, grant, tranche, stage, account, entry, expected, actual, difference, unit, story))

    def money(self, rule: str, grant: str, expected: int, actual: int, story: str, **more) -> None:
        more |= {"expected": plain(expected), "actual": plain(actual), "difference": plain(actual - expected), "unit": "IDR"}
        self.plant(rule, grant, story, **more)

    def number(self, rule: str, grant: str, actual: int, story: str, **more) -> None:
        more |= {"expected": "0", "actual": str(actual), "difference": str(actual), "unit": "count"}
        self.plant(rule, grant, story, **more)

    def share(self, rule: str, grant: str, percent: int, part: int, whole: int, story: str, **more) -> None:
        more |= {"expected": f"{percent}%", "actual": ratio(part, whole), "difference": ratio(part * 100 - whole * percent, whole * 100),
                 "unit": "share"}
        self.plant(rule, grant, story, **more)

    def days(self, rule: str, grant: str, limit: date, day: date, story: str, **more) -> None:
        more |= {"expected": limit.isoformat(), "actual": day.isoformat(), "difference": str((day - limit).days), "unit": "day"}
        self.plant(rule, grant, story, **more)


def make_kpu(rng: Random, garden: Garden) -> Book:
    book = Book("kpu", "KPU", 38_250 * JUTA, kpu_lines(), rng)
    book.disburse(date(2023, 11, 23), 15_300 * JUTA, 1)
    early = book.disburse(date(2023, 12, 27), 2_000 * JUTA, 2)
    book.disburse(date(2024, 6, 20), 20_950 * JUTA, 2)
    garden.plant("T206", "kpu", "sebagian tahap 2 (tahun anggaran 2024) sudah dicairkan pada Desember 2023", tranche=2, entry=early)
    book.realise()
    book.correct(refunds=7, reversals=4)

    ceiling = book.ceilings[[(line.stage, line.account) for line in book.lines].index(("VOTER_LIST", "524113"))]
    over = ceiling + 3_150_000 * RUPIAH
    entry = book.spend(date(2024, 10, 14), over - book.net("VOTER_LIST", "524113"), "VOTER_LIST", "524113", "Gunawan T.",
                       "Belanja perjalanan dinas dalam kota: supervisi tambahan")
    garden.money("B301", "kpu", ceiling, over, "supervisi tambahan melampaui pagu", stage="VOTER_LIST", account="524113", entry=entry)

    first = next(e for e in book.of_line("CAMPAIGN", "521219") if e.day < date(2024, 10, 18))
    again = book.spend(date(2024, 11, 12), 7_415_000 * RUPIAH, "CAMPAIGN", "521219", "CV Karya Rekaan",
                       "Belanja barang nonoperasional lainnya: spanduk tambahan", group=first.group)
    garden.plant("R404", "kpu", "nomor bukti yang sama dipakai pada dua tanggal", entry=again, expected="1", actual="2", difference="1",
                 unit="count")
    small = min(book.of_line("CAMPAIGN", "524113"), key=lambda e: (e.sen, e.day))
    double = book.spend(small.day, small.sen, small.stage, small.account, small.payee, small.description, group=small.group)
    garden.plant("R404", "kpu", "satu bukti dicatat dua kali pada hari yang sama", entry=double, expected="1", actual="2", difference="1",
                 unit="count")

    sunday = book.spend(date(2024, 11, 10), 1_850_000 * RUPIAH, "CAMPAIGN", "521219", "Rumah Makan Selera Contoh",
                        "Belanja barang nonoperasional lainnya: konsumsi pengawasan kampanye")
    garden.number("R409", "kpu", 1, "belanja bertanggal hari Minggu", entry=sunday)
    fares = object()
    for number in range(1, 73):
        book.spend(date(2024, 11, 18), 95_500 * RUPIAH, "CAMPAIGN", "524113", f"Petugas lapangan {number}",
                   "Belanja perjalanan dinas dalam kota: transport lokal", fares)
    garden.plant("N801", "kpu", "dua angka pertama dari lebih 1.000 belanja tidak mengikuti hukum Benford")

    book.bear_interest(date(2025, 3, 18))
    interest = sum(e.sen for e in book.entries if e.kind == "interest")
    book.give_back(date(2025, 3, 18), book.balance() - interest)
    wrong = book.give_back(date(2025, 4, 9), interest, "Kas Negara")
    garden.plant("S504", "kpu", "jasa giro disetor ke kas negara, bukan ke RKUD", entry=wrong)
    return book


def make_bawaslu(rng: Random, garden: Garden) -> Book:
    book = Book("bawaslu", "BWS", 12_600 * JUTA, supervisor_lines(), rng)
    planned, paid = 5_040 * JUTA, 5_490 * JUTA
    over = book.disburse(date(2023, 11, 24), paid, 1)
    book.disburse(date(2024, 6, 27), 12_600 * JUTA - paid, 2)
    garden.money("T204", "bawaslu", planned, paid, "tahap 1 dibayar melebihi 40%; tahap 2 dikurangi sebesar itu", tranche=1, entry=over)
    book.realise()
    book.correct(refunds=3, reversals=2)

    wrong = book.spend(date(2024, 10, 7), 4_850_000 * RUPIAH, "CAMPAIGN", "521219", "CV Tenda Raya",
                       "Belanja barang nonoperasional lainnya: tenda")
    back = book.add(day=date(2024, 10, 9), kind="reversal", sen=4_580_000 * RUPIAH, stage="CAMPAIGN", account="521219",
                    payee="CV Tenda Raya", group=object(), reverses=wrong, description="Pembatalan")
    garden.money("J101", "bawaslu", wrong.sen, back.sen, "pembatalan dengan dua angka tertukar", stage="CAMPAIGN", account="521219",
                 entry=back)
    entry = book.spend(date(2024, 10, 16), 18_750_000 * RUPIAH, "CAMPAIGN", "532111", "Toko Komputer Angan", "Belanja modal: laptop")
    garden.plant("B302", "bawaslu", "belanja modal yang tidak ada dalam RAB", stage="CAMPAIGN", account="532111", entry=entry)
    entry = book.spend(date(2024, 8, 20), 6_350_000 * RUPIAH, "CAMPAIGN", "524113", "Rina B.",
                       "Belanja perjalanan dinas dalam kota: pemetaan lokasi kampanye")
    garden.days("R401", "bawaslu", date(2024, 8, 26), entry.day, "belanja kampanye lebih dari 30 hari sebelum masa kampanye",
                stage="CAMPAIGN", account="524113", entry=entry)
    bare = book.spend(date(2024, 11, 6), 2_875_000 * RUPIAH, "CAMPAIGN", "521219", "Percetakan Aksara Contoh",
                      "Belanja barang nonoperasional lainnya: stiker")
    bare.group = None
    garden.plant("R408", "bawaslu", "belanja tanpa nomor bukti", stage="CAMPAIGN", account="521219", entry=bare)

    twice = [book.spend(date(2024, 10, day), 4_275_000 * RUPIAH, "CAMPAIGN", "521219", "Percetakan Aksara Contoh",
                        "Belanja barang nonoperasional lainnya: cetak formulir pengawasan") for day in (21, 24)]
    garden.plant("R405", "bawaslu", "tagihan yang sama dibayar lagi tiga hari kemudian dengan bukti lain", stage="CAMPAIGN",
                 account="521219", entry=twice[1])
    odd = book.spend(date(2024, 11, 13), 1_416_666_67, "CAMPAIGN", "521219", "CV Sumber Rejeki Fiksi",
                     "Belanja barang nonoperasional lainnya: sewa alat dibagi tiga")
    garden.plant("R407", "bawaslu", "belanja dengan 67 sen", stage="CAMPAIGN", account="521219", entry=odd)

    book.bear_interest(date(2025, 4, 10))
    rest = 3_821_564_027
    book.give_back(date(2025, 4, 10), book.balance() - rest)
    late = book.give_back(date(2025, 5, 5), rest)
    garden.days("S502", "bawaslu", RETURN_DUE, late.day, "sisa terakhir disetor 23 hari setelah batas", entry=late)
    return book


def make_shared(rng: Random, garden: Garden) -> list[Book]:
    kpu = Book("kpu-bersama", "KPB", 4_180 * JUTA, shared_lines(date(2024, 5, 13), PPS, "Honorarium sekretariat PPS", 1_000_000), rng)
    kpu.disburse(date(2024, 4, 25), 1_254 * JUTA, 1)      # the last day: 14 working days across Idul Fitri
    kpu.disburse(date(2024, 6, 25), 2_926 * JUTA, 2)
    garden.plant("A103", "kpu-bersama", "tahap pertama hanya 30%", expected="40%", actual="30%", difference="-10%", unit="share")
    kpu.realise()
    kpu.correct(refunds=2, reversals=1)
    payments = kpu.standing()
    round_ones = [e for e in payments if e.sen % JUTA == 0]
    garden.share("N803", "kpu-bersama", 30, len(round_ones), len(payments), "honorarium sekretariat dibulatkan ke jutaan",
                 entry=min(round_ones, key=lambda e: e.day))
    kpu.bear_interest(date(2025, 4, 10))
    kept = 9_648_050_000
    kpu.give_back(date(2025, 4, 10), kpu.balance() - kept)
    garden.money("S501", "kpu-bersama", 0, kept, "sisa hibah belum disetor seluruhnya")

    bawaslu = Book("bawaslu-bersama", "BWB", 1_960 * JUTA, shared_lines(date(2024, 5, 13), PKD, "Honorarium sekretariat pengawas"), rng)
    late = bawaslu.disburse(date(2024, 4, 29), 784 * JUTA, 1)
    bawaslu.disburse(date(2024, 6, 26), 1_176 * JUTA, 2)
    garden.days("T201", "bawaslu-bersama", date(2024, 4, 25), late.day, "14 hari kerja melewati Idul Fitri berakhir 25 April 2024",
                tranche=1, entry=late)
    advance = bawaslu.spend(date(2024, 4, 22), 12_500_000 * RUPIAH, "", "521111", "Toko Alat Tulis Cendekia",
                            "Belanja keperluan perkantoran: perlengkapan awal")
    garden.money("R402", "bawaslu-bersama", 0, -advance.sen, "dibelanjakan sebelum uangnya masuk", entry=advance)
    bawaslu.realise()
    bawaslu.correct(refunds=1, reversals=1)
    garden.days("A104", "bawaslu-bersama", date(2024, 6, 27), date(2024, 7, 27), "tahap 2 dijanjikan empat bulan sebelum pemungutan suara")
    bawaslu.bear_interest(date(2025, 4, 9))
    kept = 128_431_746
    bawaslu.give_back(date(2025, 4, 9), bawaslu.balance() - kept)
    garden.money("S505", "bawaslu-bersama", 0, kept, "jasa giro ditahan")
    return [kpu, bawaslu]


def pay_twice(one: Book, other: Book, garden: Garden) -> None:
    """Lets both grants pay one supplier the same; what the other's books spend in that month on that line stays as it was."""
    line = ("CAMPAIGN", "521219")
    reversed_ones = {e.reverses for book in (one, other) for e in book.entries if e.kind == "reversal"}
    firsts, seconds = ([e for e in book.of_line(*line) if e not in reversed_ones] for book in (one, other))
    first, second, third = next(
        (a, b, c)
        for a in firsts for b in seconds for c in seconds
        if b is not c and abs((a.day - b.day).days) <= 20 and (b.day.year, b.day.month) == (c.day.year, c.day.month)
        and b.sen + c.sen - a.sen > 500_000 * RUPIAH
    )
    third.sen += second.sen - first.sen
    second.sen, second.payee = first.sen, first.payee
    garden.plant("R410", "", "barang yang sama dibayar oleh kpu-bersama dan bawaslu-bersama", stage=line[0], account=line[1],
                 entry=min((first, second), key=lambda e: e.day))


def make_police(rng: Random, garden: Garden) -> list[Book]:
    polres = Book("polres", "POL", 6_150 * JUTA, security_lines(date(2024, 3, 25), 3), rng)
    polres.disburse(date(2024, 3, 14), 5_400 * JUTA, 1)
    early = polres.disburse(date(2024, 9, 25), 750 * JUTA, 2)
    garden.money("T203", "polres", 5_400 * JUTA, 6_150 * JUTA, "tambahan dicairkan enam hari sebelum adendum ditandatangani", entry=early)
    parts = [polres.spend(date(2024, 11, day), sen, "CAMPAIGN", "521119", "PT Perbekalan Angan",
                          "Belanja barang operasional lainnya: perlengkapan pengamanan")
             for day, sen in ((4, 71_500_000 * RUPIAH), (6, 72_500_000 * RUPIAH), (11, 73_500_000 * RUPIAH))]
    garden.money("R406", "polres", 200 * JUTA, 217_500_000 * RUPIAH, "perlengkapan Rp217,5 juta dibeli dengan tiga kuitansi",
                 account="521119", entry=parts[0])
    polres.realise()
    polres.correct(refunds=2, reversals=1)
    entry = polres.spend(date(2025, 1, 20), 9_640_000 * RUPIAH, "", "521119", "Bengkel Sahabat",
                         "Belanja barang operasional lainnya: servis kendaraan")
    garden.days("R403", "polres", USE_UNTIL, entry.day, "belanja setelah masa penggunaan", account="521119", entry=entry)
    wrong = polres.add(day=date(2024, 11, 14), kind="refund", sen=850_000 * RUPIAH, stage="CAMPAIGN", account="524111", payee="Iwan M.",
                       group=object(), description="Pengembalian kelebihan uang harian, salah rekening")
    garden.money("J102", "polres", 0, wrong.sen, "pengembalian dibukukan pada rekening yang tidak pernah dibelanjakan", stage="CAMPAIGN",
                 account="524111", entry=wrong)
    polres.bear_interest(date(2025, 4, 8))
    polres.give_back(date(2025, 4, 8), polres.balance())

    # Its plan is above the agreement by 12 million, and 2.15 million of interest was spent as well.
    timur = Book("polres-timur", "PTM", 1_332 * JUTA, security_lines(date(2024, 3, 25), 1), rng, fill=(950, 970))
    agreed = 1_320 * JUTA
    timur.disburse(date(2024, 3, 15), agreed, 1)
    garden.money("A102", "polres-timur", agreed, timur.amount, "RAB melebihi perjanjian")
    timur.realise()
    spent = sum(timur.net(line.stage, line.account) for line in timur.lines)
    goal = agreed + 2_150_000 * RUPIAH
    rooms = [ceiling - timur.net(line.stage, line.account) for line, ceiling in zip(timur.lines, timur.ceilings)]
    parts = split((goal - spent) // RUPIAH * RUPIAH, rooms)
    for line, part in zip(timur.lines, parts):
        name, uses, payees = ACCOUNTS[line.account]
        last = timur.spend(date(2025, 1, 10), part, line.stage, line.account, rng.choice(payees), f"{name}: {uses[0]}, pelunasan")
    garden.money("B303", "polres-timur", agreed, goal, "jasa giro ikut dibelanjakan", entry=last)
    garden.money("A105", "polres-timur", agreed, 1_230 * JUTA, "terbilang menukar dua ratus tiga puluh dengan tiga ratus dua puluh")
    timur.bear_interest(date(2025, 4, 8))
    timur.give_back(date(2025, 4, 8), timur.balance())
    return [polres, timur]


def make_military(rng: Random, garden: Garden) -> list[Book]:
    kodim = Book("kodim", "KDM", 2_450 * JUTA, security_lines(date(2024, 3, 25), 2, ("Koordinator Patroli",)), rng)
    before = kodim.disburse(date(2024, 2, 29), 2_450 * JUTA, 1)
    garden.plant("T205", "kodim", "dicairkan empat hari sebelum NPHD ditandatangani", tranche=1, entry=before)
    entry = kodim.spend(date(2024, 3, 1), 14_300_000 * RUPIAH, "", "521119", "UD Maju Bersama Contoh",
                        "Belanja barang operasional lainnya: perlengkapan posko awal")
    kodim.realise()
    garden.plant("R411", "kodim", "dibelanjakan tiga hari sebelum NPHD ditandatangani", account="521119", entry=entry)
    kodim.correct(refunds=1, reversals=1)
    payments = kodim.standing()
    patrol = [e for e in payments if e.payee == "Koordinator Patroli"]
    garden.share("N804", "kodim", 25, sum(e.sen for e in patrol), sum(e.sen for e in payments), "sepertiga belanja atas satu nama",
                 entry=min(patrol, key=lambda e: e.day))
    kodim.bear_interest(date(2025, 4, 9))
    there = kodim.balance()
    kodim.give_back(date(2025, 4, 9), there + 97 * RUPIAH)
    garden.money("S503", "kodim", there, there + 97 * RUPIAH, "disetor Rp97 terlalu banyak")

    timur = Book("kodim-timur", "KDT", 760 * JUTA, security_lines(date(2024, 4, 22), 1), rng, fill=(460, 480))
    timur.disburse(date(2024, 4, 4), 380 * JUTA, 1)
    for rule, story in (("T202", "tahap 2 tidak pernah dicairkan"), ("T208", "tahap 2 hangus bersama anggaran 2024")):
        garden.money(rule, "kodim-timur", 380 * JUTA, 0, story, tranche=2)
    timur.realise()
    timur.bear_interest(date(2025, 4, 8))
    timur.give_back(date(2025, 4, 8), timur.balance())
    trip = timur.of_line("VOTE", "524113")[0]
    back = timur.add(day=date(2025, 4, 9), kind="refund", sen=175_000 * RUPIAH, stage=trip.stage, account=trip.account, payee=trip.payee,
                     group=object(), description="Pengembalian kelebihan uang harian")
    garden.plant("S508", "kodim-timur", "uang kembali sehari setelah sisa disetor seluruhnya", stage="VOTE", account="524113", entry=back)
    timur.give_back(date(2025, 4, 10), timur.balance())

    # Its second addendum went below what had been paid: the tranche was not changed, and the difference went back with the rest.
    lanal = Book("lanal", "LNL", 308 * JUTA, security_lines(date(2024, 6, 3), 1), rng)
    paid = lanal.disburse(date(2024, 6, 1), 310 * JUTA, 1)
    garden.plant("T209", "lanal", "dicairkan pada hari Sabtu yang juga libur nasional", tranche=1, entry=paid)
    garden.money("A101", "lanal", 308 * JUTA, 310 * JUTA, "adendum mengubah jumlah tanpa mengubah tahap")
    garden.money("A106", "lanal", 310 * JUTA, 308 * JUTA, "adendum 2 menetapkan jumlah di bawah yang sudah cair", entry=paid)
    lanal.realise()
    lanal.bear_interest(date(2025, 4, 8))
    lanal.give_back(date(2025, 4, 8), lanal.balance())
    return [kodim, timur, lanal]


def make_prosecutor(rng: Random, garden: Garden) -> Book:
    book = Book("kejari", "KJR", 520 * JUTA, prosecutor_lines(), rng)
    swapped = book.disburse(date(2024, 6, 11), 260 * JUTA, 2)
    book.disburse(date(2024, 6, 21), 260 * JUTA, 1)
    garden.plant("T210", "kejari", "tahap 2 dicairkan sebelum tahap 1", tranche=2, entry=swapped)
    garden.plant("A107", "kejari", "adendum 2 bertanggal sebelum adendum 1")
    book.realise()
    payments = book.standing()
    last = [e for e in payments if e.day > USE_UNTIL - timedelta(30)]
    garden.share("N802", "kejari", 40, sum(e.sen for e in last), sum(e.sen for e in payments),
                 "hampir separuh dibelanjakan pada bulan terakhir", entry=min(last, key=lambda e: e.day))
    book.bear_interest(date(2025, 4, 8))
    book.give_back(date(2025, 4, 8), book.balance())
    return book


# ---- writing ----

def plain(sen: int) -> str:
    sign, sen = ("-" if sen < 0 else ""), abs(sen)
    return f"{sign}{sen // 100}.{sen % 100:02d}"


def indonesian(sen: int) -> str:
    return "-" * (sen < 0) + f"{abs(sen) // 100:,}".replace(",", ".") + f",{abs(sen) % 100:02d}"


def cell(text: str, separator: str) -> str:
    return '"' + text.replace('"', '""') + '"' if separator in text or '"' in text or "\n" in text else text


def csv_text(header: list[str], rows: list[list[str]], separator: str) -> str:
    return "".join(separator.join(cell(text, separator) for text in row) + "\n" for row in [header] + rows)


def number_entries(books: list[Book]) -> None:
    """Ids and vouchers in order of days, as an office would have given them."""
    for book in books:
        order = {id(entry): place for place, entry in enumerate(book.entries)}
        book.entries.sort(key=lambda e: (e.day, e.kind not in ("disbursement", "interest", "refund"), order[id(e)]))
        vouchers: dict[int, str] = {}
        for place, entry in enumerate(book.entries, start=1):
            entry.id = f"{book.prefix}-{place:04d}"
            if entry.group is not None:
                entry.voucher = vouchers.setdefault(id(entry.group), f"BK/{book.prefix}/{len(vouchers) + 1:04d}")
            if entry.kind == "disbursement":
                entry.extra = f"SP2D-{book.prefix}-{entry.tranche}-{entry.day:%Y%m%d}"


INDONESIAN_KIND = {"disbursement": "pencairan", "realisation": "belanja", "refund": "pengembalian_belanja", "interest": "jasa_giro",
                   "return": "setoran", "reversal": "pembatalan"}


def journal(books: list[Book], header: str, separator: str, day_format: str, kind_of, amount_of) -> str:
    """All entries of some grants in order of days, as one file."""
    rows = [[e.id, format(e.day, day_format), kind_of(e.kind), e.grant, str(e.tranche or ""), e.stage, e.account, amount_of(e.sen), e.payee,
             e.voucher, e.reverses.id if e.reverses else "", e.destination, e.description, e.extra]
            for e in sorted((e for book in books for e in book.entries), key=lambda e: e.day)]
    return csv_text(header.split(), rows, separator)


def journal_indonesian(books: list[Book]) -> str:
    header = "no tanggal jenis hibah tahap tahapan kode_rekening jumlah penerima no_bukti membatalkan tujuan uraian no_sp2d"
    return journal(books, header, ";", "%d/%m/%Y", INDONESIAN_KIND.__getitem__, indonesian)


def journal_english(books: list[Book]) -> str:
    header = "id date kind grant tranche stage account amount payee voucher reverses destination description sp2d"
    return journal(books, header, ",", "%Y-%m-%d", str, plain)


def budget(books: list[Book]) -> str:
    rows = []
    for book in books:
        # Grants with an addendum have their first plan too; the plan of the addendum replaces it.
        versions = {"polres": [(0, 5_400 * JUTA), (1, 6_150 * JUTA)], "lanal": [(0, 310 * JUTA), (1, 345 * JUTA), (2, 308 * JUTA)]}
        for version, amount in versions.get(book.code, [(0, book.amount)]):
            for line, ceiling in zip(book.lines, split(amount, [line.share for line in book.lines])):
                rows.append([book.code, line.stage, line.account, plain(ceiling), ACCOUNTS[line.account][0], str(version)])
    return csv_text(["grant", "stage", "account", "ceiling", "description", "version"], rows, ",")


def documents(books: list[Book], garden: Garden) -> str:
    rows = []
    garden.plant("T207", "kejari", "berita acara tahap 1 bertanggal empat hari setelah pencairan", tranche=1,
                 entry=next(e for book in books if book.code == "kejari" for e in book.entries if e.tranche == 1))
    garden.plant("D601", "polres-timur", "register hibah tidak ada")
    garden.plant("D602", "kodim", "belanja triwulan 3 dan 4 tahun 2024 tanpa SP2HL")
    garden.plant("S506", "lanal", "laporan penggunaan tidak ada")
    garden.days("S507", "kejari", RETURN_DUE, date(2025, 4, 22), "laporan penggunaan sepuluh hari setelah batas")
    garden.plant("S509", "polres-timur", "setoran tanpa STS",
                 entry=next(e for book in books if book.code == "polres-timur" for e in book.entries if e.kind == "return"))

    def paper(book: Book, kind: str, day: date, tranche: int | None, text: str) -> None:
        rows.append([book.code, kind, f"{day:%d/%m/%Y}", f"{len(rows) + 1:03d}/{book.prefix}/{day.year}", str(tranche or ""), text])

    for book in books:
        paid = [e for e in book.entries if e.kind == "disbursement"]
        for tranche in sorted({e.tranche for e in paid}):
            first = min(e.day for e in paid if e.tranche == tranche)
            signed = later(first, 4) if (book.code, tranche) == ("kejari", 1) else first
            paper(book, "berita_acara_pembayaran", signed, tranche, f"Berita acara pembayaran tahap {tranche}")
        if book.code != "polres-timur":
            paper(book, "register_hibah", later(min(e.day for e in paid), 7), None, "Nomor register hibah dari Kanwil DJPb")
        quarters = sorted({(e.day.year, (e.day.month - 1) // 3) for e in book.entries if e.kind == "realisation"})
        for year, quarter in quarters:
            if book.code == "kodim" and (year, quarter) in ((2024, 1), (2024, 2), (2024, 3)):
                continue
            end = date(year + (quarter == 3), (quarter * 3 + 3) % 12 + 1, 1)
            paper(book, "sp2hl", later(end, 8), None, f"SP2HL triwulan {quarter + 1} {year}")
        paper(book, "reviu_inspektorat", date(2025, 3, 10), None, "Reviu atas laporan penggunaan")
        if book.code != "lanal":
            reported = date(2025, 4, 22) if book.code == "kejari" else date(2025, 3, 17)
            paper(book, "laporan_penggunaan", reported, None, "Laporan penggunaan hibah")
        for entry in book.entries:
            if entry.kind == "return" and book.code != "polres-timur":
                paper(book, "sts", entry.day, None, "Surat tanda setoran")
    return csv_text(["hibah", "jenis", "tanggal", "nomor", "tahap", "uraian"], rows, ";")


def moves(book: Book) -> list[tuple[date, int, str]]:
    """What the bank saw: each receipt and each return on its day, and what was spent drawn at the end of its month."""
    gone = {e.reverses for e in book.entries if e.kind == "reversal" and e.reverses and e.sen == e.reverses.sen}
    standing = [e for e in book.entries if e.kind != "reversal" and e not in gone]
    sign = {"disbursement": 1, "interest": 1, "refund": 1, "return": -1}
    rows = [(e.day, sign[e.kind] * e.sen, e.description) for e in standing if e.kind in sign]
    drawn: dict[date, int] = {}
    for entry in standing:
        if entry.kind == "realisation":
            end = month_end(entry.day.year, entry.day.month)
            drawn[end] = drawn.get(end, 0) + entry.sen
    rows += [(day, -sen, f"Penarikan {day:%m-%Y}") for day, sen in drawn.items()]
    return sorted(rows, key=lambda row: (row[0], row[1] < 0))


def bank(books: list[Book], garden: Garden) -> str:
    rows = []
    for book in books:
        statement, balance = moves(book), 0
        if book.code == "bawaslu-bersama":
            interest = [e for e in book.entries if e.kind == "interest"][2]
            garden.plant("X702", book.code, "jasa giro dibukukan, tetapi tidak pernah masuk rekening", entry=interest)
            statement.remove((interest.day, interest.sen, interest.description))
        if book.code == "kejari":
            garden.plant("X703", book.code, "Rp2.500.000 masuk rekening dan tidak dibukukan")
            statement = sorted([*statement, (date(2024, 9, 17), 2_500_000 * RUPIAH, "Setoran tunai")], key=lambda row: (row[0], row[1] < 0))
        missing = next(i for i, row in enumerate(statement) if row[2] == "Penarikan 06-2024") if book.code == "kodim" else None
        for number, (day, sen, text) in enumerate(statement):
            before, balance = balance, balance + sen
            if number == missing:
                expected = before + statement[number + 1][1]
                garden.money("X701", book.code, expected, expected + sen, "penarikan Juni 2024 tidak tersalin ke rekening koran")
                continue
            rows.append([book.code, f"{day:%d/%m/%Y}", indonesian(sen), indonesian(balance), f"{book.prefix}{number + 1:04d}", text])
    return csv_text(["hibah", "tanggal", "mutasi", "saldo", "referensi", "uraian"], rows, ";")


def waivers(garden: Garden) -> str:
    """One waiver that holds, and one for each way in which one fails."""
    garden.plant("W901", "kejari", "pengecualian T207 berakhir 31 Maret 2025")
    garden.plant("W902", "kpu", "pengecualian T201, padahal tidak ada tahap kpu yang terlambat")
    garden.plant("W903", "lanal", "pengecualian S506 disetujui oleh pemohonnya sendiri")
    rows = [
        ("R409", "kpu", "Distribusi logistik tidak dapat menunggu hari kerja, nota dinas 112/2024", "Sekretaris KPU", "Inspektur Daerah",
         date(2025, 1, 6), date(2025, 12, 31)),
        ("T207", "kejari", "Berita acara menyusul karena penandatangan sedang dinas luar", "Kasubag Keuangan", "Inspektur Daerah",
         date(2025, 1, 6), date(2025, 3, 31)),
        ("T201", "kpu", "Pencairan tertunda karena SIPD dalam pemeliharaan", "Kesbangpol", "Inspektur Daerah",
         date(2025, 1, 6), date(2025, 12, 31)),
        ("S506", "lanal", "Laporan masih dalam perjalanan dari satuan", "Komandan Lanal", "komandan lanal",
         date(2025, 5, 5), date(2025, 12, 31)),
    ]
    return "\n".join(
        f'''[[waiver]]
rule = "{rule}"
grant = "{grant}"
justification = "{why}"
requested_by = "{requester}"
approved_by = "{approver}"
issued = {issued.isoformat()}
expires = {expires.isoformat()}
'''
        for rule, grant, why, requester, approver, issued, expires in rows
    )


def planted_rows(garden: Garden) -> list[list[str]]:
    return [[p.rule, p.grant, str(p.tranche or ""), p.stage, p.account, p.entry.id if p.entry else "", p.expected, p.actual, p.difference,
             p.unit, p.story] for p in sorted(garden.planted, key=lambda p: p.rule)]


def readme(books: list[Book], garden: Garden) -> str:
    def shown(text: str, unit: str) -> str:
        return text[:-3] if unit == "IDR" and text.endswith(".00") else text

    table = ["| aturan | hibah | tahap | tahapan / akun | entri | seharusnya | kenyataan | selisih | satuan | ceritanya |",
             "|---|---|---|---|---|---:|---:|---:|---|---|"]
    for rule, grant, tranche, stage, account, entry, *measured, unit, story in planted_rows(garden):
        where = " / ".join(part for part in (stage, account) if part)
        cells = [rule, grant or "(portofolio)", tranche, where, entry, *(shown(text, unit) for text in measured), unit, story]
        table.append("| " + " | ".join(cells) + " |")
    count = sum(len(book.entries) for book in books)
    template = (HERE / "README.in.md").read_text(encoding="utf-8")
    filled = {"@entries@": f"{count:,}", "@grants@": str(len(books)), "@table@": "\n".join(table)}
    for mark, text in filled.items():
        template = template.replace(mark, text)
    return template


def build() -> dict[str, str]:
    """Every file of the folder that is made here, by its path."""
    rng, garden = Random(SEED), Garden()
    garden.money("P101", "", 68_500 * JUTA, 68_498 * JUTA, "jumlah yang disebut belum memuat adendum 2 lanal")
    garden.money("P102", "", 48_150 * JUTA, 48_160 * JUTA, "tahap tahun 2024 melebihi APBD 2024")
    organisers = [make_kpu(rng, garden), make_bawaslu(rng, garden), *make_shared(rng, garden)]
    pay_twice(organisers[2], organisers[3], garden)
    others = [*make_police(rng, garden), *make_military(rng, garden), make_prosecutor(rng, garden)]
    books = organisers + others
    number_entries(books)
    papers = documents(books, garden)
    statement = bank(books, garden)
    accepted = waivers(garden)
    header = ["rule", "grant", "tranche", "stage", "account", "entry", "expected", "actual", "difference", "unit", "story"]
    return {
        "journal/01-penyelenggara.csv": journal_indonesian(organisers),
        "journal/02-keamanan.csv": journal_english(others),
        "budget.csv": budget(books),
        "documents.csv": papers,
        "bank.csv": statement,
        "waivers.toml": accepted,
        "planted.csv": csv_text(header, planted_rows(garden), ","),
        "README.md": readme(books, garden),
    }


def main(folder: Path) -> None:
    for name, text in build().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
