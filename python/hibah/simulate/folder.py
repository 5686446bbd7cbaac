"""A portfolio folder, written in one of the many ways in which offices write them."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path
from typing import NamedTuple, Optional, Sequence, Union

from hibah.simulate.days import Day, World
from hibah.simulate.lives import Addendum, Life, Tranche
from hibah.simulate.notation import HEADERS, KINDS, PAPERS, amount_id, amount_plain, date_text

__all__ = ["Waiver", "write_folder"]


class Waiver(NamedTuple):
    """A finding that somebody has accepted."""

    rule: str
    grant: str
    issued: Day
    expires: Day
    justification: str = "Diterima menurut berita acara pemeriksaan"
    requested_by: str = "Bendahara"
    approved_by: str = "Kepala Badan"


class _Hand:
    """How one office writes one file."""

    def __init__(self, dice: random.Random, notation: str, *, is_told: bool) -> None:
        self.is_indonesian = bool(dice.randrange(2))
        self.separator = ",;\t"[dice.randrange(3)]
        self.dates = ("iso", "slashes", "words")[dice.randrange(3)]
        self.is_id = notation == "id"
        self.prefix = ("", "Rp", "Rp ")[dice.randrange(3)] if self.is_id else ""
        # Whole rupiah without their sen, where that leaves no doubt of the notation: in `id` only where something else tells it.
        self.is_short = dice.randrange(2) == 0 and (not self.is_id or is_told or bool(self.prefix))
        self.end = "\r\n" if dice.randrange(3) == 0 else "\n"
        self.mark = "\ufeff" if dice.randrange(3) == 0 else ""
        self.has_remark = dice.randrange(3) == 0
        self.dice = dice

    def amount(self, sen: int) -> str:
        text = self.prefix + amount_id(sen) if self.is_id else amount_plain(sen)
        return text[:-3] if self.is_short and sen % 100 == 0 else text

    def kind(self, kind: str, names: dict[str, str]) -> str:
        return names[kind] if self.is_indonesian else kind

    def date(self, day: Day, known: str) -> str:
        return date_text(day, self.dates, known)

    def write(self, path: Path, columns: list[str], names: dict[str, str], rows: list[dict[str, str]]) -> None:
        columns = list(columns)
        self.dice.shuffle(columns)
        header = [names[column] if self.is_indonesian else column for column in columns]
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.separator, lineterminator=self.end)
        writer.writerow([*header, "catatan_kantor"] if self.has_remark else header)
        for row in rows:
            cells = [row.get(column, "") for column in columns]
            writer.writerow([*cells, "arsip"] if self.has_remark else cells)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((self.mark + out.getvalue()).encode("utf-8"))


def _tranche(tranche: Tranche, table: str) -> list[str]:
    due = tranche.due_text
    lines = [f"  [[{table}]]"]
    lines.append(f'  share = "{tranche.share}"' if tranche.share else f'  amount = "Rp{amount_id(tranche.amount)}"')
    lines.append(f'  due = "{due}"')
    if tranche.fiscal_year is not None:
        lines.append(f"  fiscal_year = {tranche.fiscal_year}")
    return lines


def _signed(agreed: Union[Life, Addendum]) -> str:
    text = date_text(agreed.signed, "iso", agreed.known)
    return f"signed = {text}" if agreed.known == "day" else f'signed = "{text}"'


def _grant(life: Life) -> list[str]:
    lines = ["[[grant]]", f'id = "{life.id}"', f'recipient = "{life.recipient}"', f'role = "{life.role}"', _signed(life)]
    lines.append(f'amount = "Rp{amount_id(life.amount)}"')
    if life.words_text is not None:
        lines.append(f'amount_words = "{life.words_text}"')
    if life.return_account is not None:
        lines.append(f'return_account = "{life.return_account}"')
    lines += [f'{key} = "{value}"' for key, value in life.overrides.items()]
    for tranche in life.tranches:
        lines += _tranche(tranche, "grant.tranche")
    for addendum in life.addenda:
        lines += ["  [[grant.addendum]]", f'  number = "{addendum.number}"', f"  {_signed(addendum)}"]
        if addendum.amount is not None:
            lines.append(f'  amount = "Rp{amount_id(addendum.amount)}"')
        lines.append(f'  reason = "{addendum.reason}"')
        for tranche in addendum.tranches or []:
            lines += _tranche(tranche, "grant.addendum.tranche")
    return [*lines, ""]


def write_folder(
    folder: Path,
    world: World,
    lives: list[Life],
    dice: random.Random,
    *,
    stated: Optional[int],
    appropriations: dict[int, int],
    waivers: Sequence[Waiver] = (),
) -> None:
    """Writes the folder; the journal in one file or in several, by grant, by date, or in no order."""
    notation = ("plain", "id")[dice.randrange(2)]
    is_told = bool(dice.randrange(2))
    text = [
        "format = 1", 'name = "Hibah Pilkada (simulasi)"', 'region = "99.01"', 'grantor = "Pemerintah Kabupaten Contoh"',
        f'election = "{world.election}"', f'regulation = "{world.regulation}"',
    ]  # fmt: skip
    if stated is not None:
        text.append(f'stated_total = "Rp{amount_id(stated)}"')
    if world.extra:
        text.append(f"extra_holidays = [{', '.join(day.isoformat() for day in world.extra)}]")
    if is_told:
        text.append(f'notation = "{notation}"')
    for year, amount in sorted(appropriations.items()):
        text += ["", "[[appropriation]]", f"fiscal_year = {year}", f'amount = "Rp{amount_id(amount)}"']
    text += ["", "[[event]]", 'kind = "proposal_of_appointment"', f"date = {world.event.isoformat()}", ""]
    for life in lives:
        text += _grant(life)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "portfolio.toml").write_text("\n".join(text), encoding="utf-8")
    if world.regulation_text is not None:
        (folder / world.regulation).write_text(world.regulation_text, encoding="utf-8")

    hand = _Hand(dice, notation, is_told=is_told)
    rows = [
        {
            "grant": life.id, "stage": line.stage, "account": line.account, "ceiling": hand.amount(line.ceiling), "description": "Pagu",
            "version": str(line.version) if line.version or dice.randrange(2) else "",
        }
        for life in lives for line in life.lines
    ]  # fmt: skip
    hand.write(folder / "budget.csv", list(HEADERS["budget"]), HEADERS["budget"], rows)

    files = 1 if dice.randrange(2) else 3
    books: list[list[Life]] = [lives[n::files] for n in range(files)]
    hands = [_Hand(dice, notation, is_told=is_told) for _ in books]
    order = ("by grant", "by date", "out of order")[dice.randrange(3)]
    for number, (book, hand) in enumerate(zip(books, hands), 1):
        entries = [(life, entry) for life in book for entry in life.entries]
        if order == "by date":
            entries.sort(key=lambda pair: pair[1].day)
        elif order == "out of order":  # what a grant has of one day stays as it is: there the order in the file counts
            places = {key: dice.randrange(10**9) for key in sorted({(life.id, entry.day) for life, entry in entries})}
            entries.sort(key=lambda pair: places[pair[0].id, pair[1].day])
        rows = [
            {
                "id": entry.id, "date": hand.date(entry.day, entry.known), "kind": hand.kind(entry.kind, KINDS), "grant": life.id,
                "tranche": "" if entry.tranche is None else str(entry.tranche), "stage": entry.stage, "account": entry.account,
                "amount": hand.amount(entry.amount), "payee": entry.payee, "voucher": entry.voucher, "reverses": entry.reverses,
                "destination": entry.destination, "description": entry.description,
            }
            for life, entry in entries
        ]  # fmt: skip
        path = folder / "journal.csv" if files == 1 else folder / "journal" / f"{number:02d}.csv"
        hand.write(path, list(HEADERS["journal"]), HEADERS["journal"], rows)

    hand = _Hand(dice, notation, is_told=is_told)
    rows = [
        {
            "grant": life.id, "kind": hand.kind(paper.kind, PAPERS), "date": hand.date(paper.day, paper.known), "number": f"{n:03d}/{life.id}",
            "tranche": "" if paper.tranche is None else str(paper.tranche), "description": "",
        }
        for life in lives for n, paper in enumerate(life.papers, 1)
    ]  # fmt: skip
    hand.write(folder / "documents.csv", list(HEADERS["documents"]), HEADERS["documents"], rows)

    hand = _Hand(dice, notation, is_told=is_told)
    rows = [
        {
            "grant": life.id, "date": hand.date(row.day, "day"), "amount": hand.amount(row.amount),
            "balance": "" if row.balance is None else hand.amount(row.balance), "reference": f"{n:05d}", "description": "Mutasi",
        }
        for life in lives for n, row in enumerate(life.statement, 1)
    ]  # fmt: skip
    hand.write(folder / "bank.csv", list(HEADERS["bank"]), HEADERS["bank"], rows)

    if waivers:
        (folder / "waivers.toml").write_text("\n".join(line for waiver in waivers for line in _waiver(waiver)), encoding="utf-8")


def _waiver(waiver: Waiver) -> list[str]:
    return [
        "[[waiver]]", f'rule = "{waiver.rule}"', f'grant = "{waiver.grant}"', f'justification = "{waiver.justification}"',
        f'requested_by = "{waiver.requested_by}"', f'approved_by = "{waiver.approved_by}"', f"issued = {waiver.issued.isoformat()}",
        f"expires = {waiver.expires.isoformat()}", "",
    ]  # fmt: skip
