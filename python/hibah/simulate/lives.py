"""The whole life of a grant: agreement, money in, months of spending, money back, papers. What is made here is honest."""

from __future__ import annotations

import datetime
import heapq
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any, Callable, Optional, Union

from hibah.simulate.days import Day, World
from hibah.simulate.notation import amount_plain

__all__ = ["Addendum", "BankRow", "Entry", "Life", "Line", "Paper", "Tranche", "Unsuitable", "RUPIAH"]

RUPIAH = 100
"""sen"""

# What an entry does to the account of the grant.
_SIGNS = {"disbursement": 1, "interest": 1, "refund": 1, "realisation": -1, "return": -1}

_PEOPLE = (
    "Siti Rahmawati,Budi Santoso,Yohanes Lembang,Maria Goreti,Ahmad Fauzi,Ni Luh Ayu,Rahmat Hidayat,Dewi Lestari,Agus Salim,Theresia Wanma,"
    "Muhammad Yusuf,Fitriani,Hendra Gunawan,Nurhayati,Markus Kogoya,Sri Wahyuni,I Made Arta,Ratna Sari,Zulkifli,Lina Marlina"
).split(",")
_FIRMS = "CV Karya,PT Cetak,UD Sumber,CV Mitra,Toko Abadi,PT Sarana,CV Rejeki,Hotel Grand,UD Bintang,PT Logistik".split(",")
_STORIES = {
    "521213": "Honor badan ad hoc", "524113": "Perjalanan dinas dalam kota", "524111": "Perjalanan dinas biasa", "524114": "Paket rapat dalam kota",
    "522141": "Sewa gudang dan sekretariat", "521219": 'Cetak "alat peraga", spanduk; formulir', "522191": "Jasa pihak ketiga, distribusi",
    "521211": "Belanja bahan", "521119": "Barang operasional lainnya", "521115": "Honor operasional satuan kerja",
}  # fmt: skip
_HONORARIA = [r * RUPIAH for r in (2_200_000, 1_850_000, 1_500_000, 1_300_000, 1_150_000, 900_000, 850_000, 650_000, 450_000)]


class Unsuitable(Exception):
    """This life has no place for what was to be planted: another one is made."""


@dataclass
class Entry:
    id: str
    day: Day
    kind: str
    amount: int
    tranche: Optional[int] = None
    stage: str = ""
    account: str = ""
    payee: str = ""
    voucher: str = ""
    reverses: str = ""
    destination: str = ""
    description: str = ""
    known: str = "day"


@dataclass
class Tranche:
    amount: int
    due_text: str
    due: Day
    fiscal_year: Optional[int]
    share: Optional[str] = None


@dataclass
class Addendum:
    number: str
    signed: Day
    amount: Optional[int] = None
    tranches: Optional[list[Tranche]] = None
    reason: str = "Perubahan rekening penerima"
    known: str = "day"


@dataclass
class Line:
    stage: str
    account: str
    ceiling: int
    version: int = 0


@dataclass
class Paper:
    kind: str
    day: Day
    tranche: Optional[int] = None
    known: str = "day"


@dataclass
class BankRow:
    day: Day
    amount: int
    """signed, as the bank sees it"""
    entry: Optional[Entry] = None
    """the one that it goes with"""
    balance: Optional[int] = None


@dataclass
class Wishes:
    """How the grant ends, where a plant wants it otherwise."""

    return_day: Optional[Day] = None
    keep: int = 0
    """sen that are not returned"""
    keep_interest: bool = False
    keep_all: bool = False
    parts: int = 0
    destination: str = ""
    slip_after: Optional[int] = 2
    """days after the return; none: no slip"""
    register: bool = True
    report: Union[Day, str] = "in time"
    minutes: dict[int, Optional[int]] = field(default_factory=dict)
    """by tranche, days after the first disbursement; none: no minutes"""
    no_papers_of: set[tuple[int, int]] = field(default_factory=set)
    """quarters (year, 0 to 3) in which no SP2HL is dated"""
    papers_on: list[Day] = field(default_factory=list)


Expected = dict[str, Any]


class Life:
    """One grant. `stage` by stage it is made: agreement, money, books, end; a plant changes it after the stage that it names."""

    def __init__(self, world: World, dice: random.Random, id: str, role: str, *, is_simple: bool = False) -> None:
        self.world, self.dice, self.id, self.role = world, dice, id, role
        self.is_simple = is_simple
        """without addenda, instalments and the like"""
        self.recipient = {
            "organiser": "KPU", "supervisor": "Bawaslu", "police": "Polres", "military": "Kodim", "other": "Kejaksaan Negeri",
        }[role] + f" Contoh {id}"  # fmt: skip
        self.signed = world.as_of
        self.known = "day"
        """whether the day of signing is written, or its month or year alone; likewise of entries, addenda and papers"""
        self.amount = 0
        self.words_text: Optional[str] = None
        self.tranches: list[Tranche] = []
        self.addenda: list[Addendum] = []
        self.lines: list[Line] = []
        self.entries: list[Entry] = []
        self.papers: list[Paper] = []
        self.statement: list[BankRow] = []
        self.void: set[str] = set()
        """ids of reversals and of what they take back"""
        self.use_until, self.report_due, self.return_due = world.use_until, world.report_due, world.return_due
        self.overrides: dict[str, str] = {}
        self.return_account: Optional[str] = None
        self.wishes = Wishes()
        self.fill = 92
        """per cent of a line that is spent, about"""
        self.expected: list[Union[Expected, Callable[[], Expected]]] = []
        self.findings: list[Expected] = []
        self.spender: Optional[Callable[[], None]] = None
        """spends the money in place of what is usual"""
        self.has_refunds = True
        self.payday: Optional[Day] = None
        """when the first tranche is paid, where a plant wants a certain day"""
        self._number = 0
        self._voucher = 0
        self._payee = 0

    # ---- what plants say ----

    def expect(self, rule: str, **keys: Any) -> None:
        """A finding that must come; `entry` and the measures are compared where they are given."""
        self.expected.append({"rule": rule, "grant": self.id, **keys})

    def expect_later(self, make: Callable[[], Expected]) -> None:
        """The same, known only when the life is over."""
        self.expected.append(lambda: {"grant": self.id, **make()})

    def blur(self) -> None:
        """Of some dates only the month or the year is told. What is honest stays so: a fail must be certain for every day that they may be."""
        share = self.pick([3, 10, 40])
        dates: list[Union[Entry, Paper, Addendum]] = [*self.entries, *self.papers, *self.addenda]
        for dated in dates:
            if self.dice.randrange(share) == 0:
                dated.known = self.pick(["month", "month", "month", "year"])
        if self.dice.randrange(8) == 0:
            self.known = self.pick(["month", "month", "year"])

    def conclude(self) -> None:
        """Says what must be found, now that the life is over."""
        self.findings = [item() if callable(item) else item for item in self.expected]

    # ---- helpers ----

    def add(self, kind: str, day: Day, amount: int, **cells: Any) -> Entry:
        self._number += 1
        entry = Entry(f"{self.id.upper()}-{self._number:04d}", day, kind, amount, **cells)
        if kind == "realisation":
            entry.voucher = entry.voucher or self.voucher()
            entry.payee = entry.payee or self.payee()
            entry.description = entry.description or _STORIES.get(entry.account, "Belanja lain")
        self.entries.append(entry)
        return entry

    def voucher(self) -> str:
        self._voucher += 1
        return f"KW-{self._voucher:04d}/{self.id}"

    def payee(self, of: str = "") -> str:
        self._payee += 1
        names = _PEOPLE if of == "person" else _FIRMS
        return f"{names[self._payee % len(names)]} {self._payee} ({self.id})"

    def reverse(self, entry: Entry, day: Optional[Day] = None, **cells: Any) -> Entry:
        """Takes an entry back as it should be."""
        reversal = self.add("reversal", day or entry.day, entry.amount, reverses=entry.id, description="Koreksi", **cells)
        self.void |= {entry.id, reversal.id}
        return reversal

    def live(self, *kinds: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind in kinds and entry.id not in self.void]

    def total(self, *kinds: str) -> int:
        return sum(entry.amount for entry in self.live(*kinds))

    def balance(self, until: Optional[Day] = None) -> int:
        """What is in the account at the end of the day; of the last day where none is named."""
        return sum(_SIGNS[entry.kind] * entry.amount for entry in self.live(*_SIGNS) if until is None or entry.day <= until)

    def running(self) -> list[tuple[Entry, int]]:
        """Each entry that counts with the balance after it; within a day receipts come first."""
        order = sorted(self.live(*_SIGNS), key=lambda entry: (entry.day, -_SIGNS[entry.kind]))
        steps, balance = [], 0
        for entry in order:
            balance += _SIGNS[entry.kind] * entry.amount
            steps.append((entry, balance))
        return steps

    def can_pay(self, day: Day, amount: int) -> bool:
        """Whether so much more can be paid on the day, and the account is never below zero."""
        lowest = min([self.balance(day), *(balance for entry, balance in self.running() if entry.day > day)])
        return day >= self.signed and lowest >= amount

    def slack(self, line: Line) -> int:
        return line.ceiling - self.spent(line.stage, line.account)

    def pay(self, day: Day, amount: int, line: Line, **cells: Any) -> Entry:
        """One payment more, where it is honest but for what the plant makes of it."""
        self.need(0 < amount <= self.slack(line) and self.can_pay(day, amount))
        return self.add("realisation", day, amount, stage=line.stage, account=line.account, **cells)

    def singles(self) -> list[Entry]:
        """Payments that have a voucher of their own and are not touched by a refund."""
        paid = self.live("realisation")
        vouchers = [entry.voucher for entry in paid]
        refunded = {(entry.stage, entry.account) for entry in self.live("refund")}
        return [entry for entry in paid if vouchers.count(entry.voucher) == 1 and (entry.stage, entry.account) not in refunded]

    def spent(self, stage: str, account: str) -> int:
        """Realisation of a line, less refunds."""
        here = [entry for entry in self.live("realisation", "refund") if (entry.stage, entry.account) == (stage, account)]
        return sum(entry.amount if entry.kind == "realisation" else -entry.amount for entry in here)

    def in_force(self, day: Day) -> tuple[int, list[Tranche]]:
        """Amount and tranches after the addenda signed on or before the day."""
        amount, tranches = self.amount, self.tranches
        for addendum in sorted((a for a in self.addenda if a.signed <= day), key=lambda a: a.signed):
            amount = amount if addendum.amount is None else addendum.amount
            tranches = tranches if addendum.tranches is None else addendum.tranches
        return amount, tranches

    def line(self, stage: str, account: str) -> Line:
        """The line's row in the newest plan."""
        rows = [line for line in self.lines if (line.stage, line.account) == (stage, account)]
        return max(rows, key=lambda line: line.version)

    def pick(self, items: list[Any]) -> Any:
        if not items:
            raise Unsuitable
        return items[self.dice.randrange(len(items))]

    def need(self, is_so: bool) -> None:
        if not is_so:
            raise Unsuitable

    # ---- agreement ----

    @property
    def is_staged(self) -> bool:
        return all(line.stage for line in self.lines)

    @property
    def has_schedule(self) -> bool:
        return self.role in ("organiser", "supervisor")

    def agree(
        self, *, group: Optional[int] = None, amount: Optional[int] = None, shares: Optional[list[int]] = None, signed: Optional[Day] = None
    ) -> None:
        world, dice, calendar = self.world, self.dice, self.world.calendar
        group = dice.randrange(len(world.signing)) if group is None else group
        first, last = world.signing[group % len(world.signing)]
        self.signed = signed or self.pick(calendar.between(first, last))
        millions = dice.randrange(1500, 30_000) if self.has_schedule else dice.randrange(400, 4000)
        self.amount = amount or millions * 1_000_000 * RUPIAH
        year, voting_year = self.signed.year, world.voting.year
        if self.has_schedule:
            minima = [b - a for a, b in zip((0, *world.law.least), world.law.least)]
            if shares is None and dice.randrange(6) == 0 and not self.is_simple:
                shares = [100]
            shares = shares or [minima[0] + dice.randrange(6), *minima[1:]]
            shares[-1] = 100 - sum(shares[:-1])
            if sum(shares[:2]) > 100:
                shares = minima
            for place, share in enumerate(shares):
                due = world.law.limits[place](self.signed)
                self.tranches.append(
                    Tranche(self.amount * share // 100, world.law.expressions[place], due, due.year, f"{share}%")  # exact: whole millions
                )
        else:
            shares = shares or ([100] if dice.randrange(2) else [50, 50])
            due = self.signed + datetime.timedelta(days=14)
            while not calendar.is_working(due) or not calendar.is_working(due + datetime.timedelta(days=1)):
                due += datetime.timedelta(days=1)
            self.tranches.append(
                Tranche(self.amount * shares[0] // 100, f"signed + {(due - self.signed).days} days", due, year, f"{shares[0]}%")
            )
            if len(shares) > 1:
                late = self.pick(calendar.between(max(Day(voting_year, 3, 1), due + datetime.timedelta(days=30)), Day(voting_year, 8, 1)))
                self.tranches.append(Tranche(self.amount - self.tranches[0].amount, late.isoformat(), late, voting_year, f"{shares[1]}%"))
        if dice.randrange(2):
            self.tranches = [replace(tranche, share=None) for tranche in self.tranches]
        self.plan()

    def plan(self) -> None:
        """The budget, which adds up to the agreement."""
        places = self.world.places
        if not self.has_schedule:
            # The windows of stages do not bind police and military. A refund that names no stage cannot be held against a line.
            stage = "CAMPAIGN" if self.role != "other" and self.dice.randrange(3) else ""
            self.has_refunds = self.has_refunds and bool(stage)
            accounts = (("521115", 21), ("521119", 21), ("524111", 20), ("524113", 20), ("522141", 18))
            places = [(stage, account, weight) for account, weight in accounts]
        whole = sum(weight for _, _, weight in places)
        self.lines = [Line(stage, account, self.amount * weight // whole // RUPIAH * RUPIAH) for stage, account, weight in places]
        self.lines[-1].ceiling += self.amount - sum(line.ceiling for line in self.lines)

    def add_tranche_by_addendum(self) -> None:
        """More money for one more tranche, agreed in the weeks before the vote; honest."""
        calendar, voting = self.world.calendar, self.world.voting
        signed = self.pick(calendar.between(voting - datetime.timedelta(days=70), voting - datetime.timedelta(days=30)))
        extra = self.amount // 1000 * self.dice.randrange(20, 80) // RUPIAH * RUPIAH
        due = signed + datetime.timedelta(days=14)
        restated = [replace(tranche, share=None) for tranche in self.tranches]
        new = Tranche(extra, "signed + 14 days", due, due.year)
        self.addenda.append(Addendum("1", signed, self.amount + extra, [*restated, new], "Penambahan TPS"))
        self.lines += [replace(line, version=1) for line in self.lines]
        place = self.dice.randrange(len(self.lines) // 2, len(self.lines))
        self.lines[place].ceiling += extra

    # ---- money in ----

    def disburse(self) -> None:
        """Each tranche in time, in its year, after its minutes, on working days."""
        calendar, before = self.world.calendar, self.signed
        _, tranches = self.in_force(self.world.as_of)
        plans = [(self.signed, tranche) for tranche in self.tranches]
        for addendum in self.addenda:
            if addendum.tranches is not None:
                plans += [(addendum.signed, tranche) for tranche in addendum.tranches[len(plans) :]]
        for number, (agreed, tranche) in enumerate(plans, 1):
            year = tranche.fiscal_year or tranche.due.year
            first = max(before, agreed + datetime.timedelta(days=2), Day(year, 1, 2))
            last = min(tranche.due, Day(year, 12, 31))
            day = self.payday if self.payday and number == 1 else self.pick(calendar.between(first, last)[-8:])
            self.disburse_tranche(number, day, tranches[number - 1].amount)
            before = day

    def disburse_tranche(self, number: int, day: Day, amount: int) -> None:
        parts = [amount]
        if not self.is_simple and self.dice.randrange(4) == 0 and amount > 2_000_000 * RUPIAH:
            parts = [amount // 3 // RUPIAH * RUPIAH]
            parts.append(amount - parts[0])
        for part in parts:
            self.add("disbursement", day, part, tranche=number, description=f"SP2D tahap {number}")

    # ---- spending ----

    def spend(self, *, until: Optional[Day] = None) -> None:
        """Months of payments, none before there is money for it. What cannot be paid in its window is not spent."""
        if self.spender is not None:
            self.spender()
            return
        calendar, dice = self.world.calendar, self.dice
        receipts = sorted((entry.day, entry.amount) for entry in self.live("disbursement"))
        if not receipts:
            return
        rush = self.use_until - datetime.timedelta(days=31)
        queue: list[tuple[Day, int, Line, list[tuple[int, str]]]] = []
        newest = {(line.stage, line.account): line for line in self.lines}
        for line in newest.values():
            last = until or (self.use_until if line.stage == "COUNT_RECAP" else rush)
            usable = calendar.between(max(receipts[0][0], self.signed), min(last, self.use_until))
            days = [day for day in usable if self.world.is_within(line.stage, day)]
            if not days:
                continue
            for rows in self._payments(line):
                queue.append((days[dice.randrange(len(days))], len(queue), line, rows))
        heapq.heapify(queue)
        paid = 0
        while queue:
            day, order, line, rows = heapq.heappop(queue)
            cost = sum(amount for amount, _ in rows)
            if paid + cost <= sum(amount for when, amount in receipts if when <= day):
                paid += cost
                voucher, account = self.voucher(), line.account
                for amount, payee in rows:
                    self.add("realisation", day, amount, stage=line.stage, account=account, payee=payee, voucher=voucher)
                continue
            later = [when for when, _ in receipts if when > day]
            if later:
                again = calendar.at_or_after(later[0])
                if again <= (until or rush) and self.world.is_within(line.stage, again):
                    heapq.heappush(queue, (again, order, line, rows))
        self.entries.sort(key=lambda entry: entry.day)

    def _payments(self, line: Line) -> list[list[tuple[int, str]]]:
        """What is paid from a line: lists of amount and payee, each under one voucher."""
        dice = self.dice
        goal = line.ceiling // 100 * (self.fill - dice.randrange(8))
        payments: list[list[tuple[int, str]]] = []
        if line.account in ("521213", "521115") and goal > 60_000_000 * RUPIAH:
            # Lists of members of ad hoc bodies: one voucher, one amount, a month's pay each; members stand for whole bodies in a large grant.
            each = _HONORARIA[dice.randrange(len(_HONORARIA))] * max(1, goal // (60_000_000 * RUPIAH) // 2)
            each -= 25_000 * RUPIAH if each % (1_000_000 * RUPIAH) == 0 else 0
            members = dice.randrange(4, 10)
            while goal >= each * members and len(payments) < 12:
                goal -= each * members
                payments.append([(each, self.payee("person")) for _ in range(members)])
        shares = [dice.randrange(2, 9) for _ in range(dice.randrange(4, 8))]
        for share in shares:
            amount = goal * share // sum(shares) // (500 * RUPIAH) * 500 * RUPIAH
            if amount % (1_000_000 * RUPIAH) == 0:
                amount -= 500 * RUPIAH
            if amount > 0:
                payments.append([(amount, self.payee())])
        return payments

    def texture(self) -> None:
        """What real books have beside payments: interest, entries corrected by reversal, money that came back, rent of every month."""
        dice = self.dice
        spent = self.live("realisation")
        if not spent:
            return
        for entry in (spent[dice.randrange(len(spent))] for _ in range(dice.randrange(3))):
            # Booked with the wrong account, taken back the same day or some days later, and then as it should be, which is already there.
            wrong = self.add(
                "realisation", entry.day, entry.amount, stage=entry.stage, account="524119", payee=entry.payee, voucher=entry.voucher,
                description="Salah akun",
            )  # fmt: skip
            self.reverse(wrong, max(entry.day, min(entry.day + datetime.timedelta(days=dice.randrange(6)), self.use_until)))
        used: set[str] = set()
        for entry in (spent[dice.randrange(len(spent))] for _ in range(dice.randrange(3) if self.has_refunds else 0)):
            day = entry.day + datetime.timedelta(days=dice.randrange(3, 25))
            if day <= self.use_until and entry.id not in used:
                used.add(entry.id)
                back = max(RUPIAH, entry.amount * dice.randrange(2, 20) // 100 // RUPIAH * RUPIAH)
                self.add("refund", day, back, stage=entry.stage, account=entry.account, payee=entry.payee, description="Kelebihan bayar kembali")
        self.interest()
        self.entries.sort(key=lambda entry: entry.day)

    def interest(self) -> None:
        calendar, dice = self.world.calendar, self.dice
        money = self.live("disbursement")
        first = min(entry.day for entry in money)
        month = Day(first.year, first.month, 1)
        while True:
            following = Day(month.year + month.month // 12, month.month % 12 + 1, 1)
            day = calendar.at_or_before(following - datetime.timedelta(days=1))
            if day > self.use_until:
                return
            balance = self.balance(day)
            if day >= first and balance > 10_000 * RUPIAH:
                self.add("interest", day, max(1, balance // 2400 + dice.randrange(100)), description="Jasa giro")
            month = following

    # ---- the end ----

    def settle(self) -> None:
        """What is left goes back in time."""
        calendar, wishes = self.world.calendar, self.wishes
        balance = self.balance()
        if wishes.keep_all or balance <= 0:
            return
        moved = max(entry.day for entry in self.entries)
        first = max(moved, self.use_until) + datetime.timedelta(days=1)
        day = wishes.return_day
        if day is None:
            day = self.pick(calendar.between(first, self.return_due))
        keep = self.total("interest") + wishes.keep if wishes.keep_interest else wishes.keep
        amount = balance - keep
        self.need(amount > 0)
        parts = wishes.parts or 1 + (self.dice.randrange(3) == 0)
        destination = wishes.destination or self.return_account or self.pick(["RKUD", "rkud", " RKUD "])
        earlier = calendar.between(first, day)[:-1]
        if parts > 1 and earlier and amount > 1000:
            part = amount // 2
            self.add("return", self.pick(earlier), part, destination=destination, description="Setoran sisa hibah")
            amount -= part
        self.add("return", day, amount, destination=destination, description="Setoran sisa hibah")

    def file_papers(self) -> None:
        """The dated papers. SP2HL come in the first weeks after each quarter that had spending."""
        calendar, wishes, dice = self.world.calendar, self.wishes, self.dice
        tranches = sorted({entry.tranche for entry in self.live("disbursement") if entry.tranche is not None})
        for number in tranches:
            first = min(entry.day for entry in self.live("disbursement") if entry.tranche == number)
            late = wishes.minutes.get(number, -dice.randrange(4))
            if late is not None:
                self.papers.append(Paper("payment_minutes", first + datetime.timedelta(days=late), number))
        first = min((entry.day for entry in self.entries), default=self.signed)
        if wishes.register:
            self.papers.append(Paper("grant_register", first + datetime.timedelta(days=10)))
        quarters = sorted({(entry.day.year, (entry.day.month - 1) // 3) for entry in self.live("realisation")})
        for year, quarter in quarters:
            start = Day(year + (quarter + 1) // 4, (quarter + 1) % 4 * 3 + 1, 1)
            day = calendar.at_or_after(start + datetime.timedelta(days=dice.randrange(3, 20)))
            if (day.year, (day.month - 1) // 3) not in wishes.no_papers_of:
                self.papers.append(Paper("sp2hl", day))
        self.papers += [Paper("sp2hl", day) for day in wishes.papers_on]
        if wishes.slip_after is not None:
            for entry in self.live("return"):
                self.papers.append(Paper("return_slip", entry.day + datetime.timedelta(days=wishes.slip_after)))
        if isinstance(wishes.report, Day):
            self.papers.append(Paper("use_report", wishes.report))
        elif wishes.report == "in time":
            self.papers.append(Paper("use_report", self.report_due - datetime.timedelta(days=dice.randrange(30))))
        if dice.randrange(3) == 0:
            self.papers.append(Paper("inspection", self.use_until))

    # ---- the bank's side ----

    def keep_statement(self, *, has_late: bool = True) -> None:
        """A row for each movement on its day; where only one movement has the amount, the bank may be up to three working days later."""
        self.statement = [BankRow(entry.day, _SIGNS[entry.kind] * entry.amount, entry) for entry in self.live(*_SIGNS)]
        for row in self.alone() if has_late else []:
            if self.dice.randrange(3) == 0:
                late = self.world.calendar.add(row.day, 1 + self.dice.randrange(3))
                row.day = late if late <= self.world.as_of else row.day
        self.add_up()

    def alone(self, *kinds: str) -> list[BankRow]:
        """The rows whose amount no other row has; of entries of these kinds, where some are named."""
        counts = Counter(row.amount for row in self.statement)
        single = [row for row in self.statement if counts[row.amount] == 1]
        return [row for row in single if row.entry and row.entry.kind in kinds] if kinds else single

    def add_up(self) -> None:
        """The balances, in the order of days."""
        self.statement.sort(key=lambda row: row.day)
        balance = 0
        for row in self.statement:
            balance += row.amount
            row.balance = balance

    # ---- what measures look like ----

    @staticmethod
    def money(expected: int, actual: int) -> Expected:
        return {"expected": amount_plain(expected), "actual": amount_plain(actual), "difference": amount_plain(actual - expected)}

    @staticmethod
    def days(expected: Day, actual: Day) -> Expected:
        return {"expected": expected.isoformat(), "actual": actual.isoformat(), "difference": str((actual - expected).days)}
