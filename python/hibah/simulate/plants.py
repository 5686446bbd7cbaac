"""The cases: each changes an honest life in one way, and says what must be found. Those whose name begins with `quiet` must not be found.

Most stand on a boundary: exactly at the ceiling and one sen above it, the last allowed day and the day after. Where the catalogue's wording
makes a second rule speak of the same fact, the case lists both. `touches` names what is changed: cases that touch different things are also
planted in pairs. A rule that is added to the catalogue gets its cases here, and nothing else has to change.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from typing import Any, Callable, NamedTuple

from hibah.simulate.days import Day
from hibah.simulate.lives import RUPIAH, Addendum, BankRow, Entry, Life, Line
from hibah.simulate.notation import words
from hibah.simulate.worlds import WORLDS

__all__ = ["CASES", "Case", "pairs"]

_LAW = ("organiser", "supervisor")
_FREE = ("police", "military")
_ALL = (*_LAW, *_FREE, "other")
_DAY = datetime.timedelta(days=1)
_MILLION = 1_000_000 * RUPIAH


class Case(NamedTuple):
    rule: str
    name: str
    at: str
    """beginning, agreement, money, books, settled, end or statement: after what of the life it changes something"""
    touches: frozenset[str]
    roles: tuple[str, ...]
    worlds: tuple[str, ...]
    plant: Callable[[Life], None]

    def suits(self, world: str) -> bool:
        return world in self.worlds

    @property
    def is_quiet(self) -> bool:
        return self.name.startswith("quiet")


CASES: list[Case] = []
_Plant = Callable[[Life], None]


def _case(
    rule: str, name: str, at: str, touches: str, roles: tuple[str, ...] = _ALL, worlds: tuple[str, ...] = WORLDS
) -> Callable[[_Plant], _Plant]:
    def note(plant: _Plant) -> _Plant:
        CASES.append(Case(rule, name, at, frozenset(touches.split()), roles, worlds, plant))
        return plant

    return note


def _both(
    rule: str, loud: str, quiet: str, at: str, touches: str, roles: tuple[str, ...] = _ALL, worlds: tuple[str, ...] = WORLDS
) -> Callable[[Callable[[Life, bool], None]], Callable[[Life, bool], None]]:
    """A boundary: the same change on the wrong side and on the right one."""

    def note(plant: Callable[[Life, bool], None]) -> Callable[[Life, bool], None]:
        for name, is_loud in ((loud, True), (f"quiet-{quiet}", False)):

            def one(life: Life, is_loud: bool = is_loud) -> None:
                plant(life, is_loud)

            CASES.append(Case(rule, name, at, frozenset(touches.split()), roles, worlds, one))
        return plant

    return note


def pairs(cases: list[Case]) -> list[tuple[Case, Case]]:
    """Two violations on one grant, where neither touches what the other does."""
    loud = [case for case in cases if not case.is_quiet]
    found = []
    for place, one in enumerate(loud):
        for other in loud[place + 1 :]:
            if one.rule != other.rule and not one.touches & other.touches and set(one.roles) & set(other.roles):
                found.append((one, other) if one.rule < other.rule else (other, one))
    return found


def _keys(entry: Entry) -> dict[str, Any]:
    return {"stage": entry.stage or None, "account": entry.account or None, "entry": entry.id}


def _is_paid(entry: Entry) -> dict[str, Any]:
    return {"tranche": entry.tranche, "entry": entry.id}


# ---- journal ----


@_case("J101", "names-no-entry", "books", "reversal")
def _(life: Life) -> None:
    entry = life.pick(life.live("realisation"))
    fault = life.add("reversal", entry.day, entry.amount, reverses="TIDAK-ADA-7")
    life.expect("J101", entry=fault.id)


@_case("J101", "one-sen-apart", "books", "reversal")
def _(life: Life) -> None:
    entry = life.pick(life.live("realisation"))
    fault = life.add("reversal", entry.day, entry.amount + life.pick([-1, 1]), reverses=entry.id)
    life.expect("J101", entry=fault.id, **life.money(entry.amount, fault.amount))


def _wrong(life: Life) -> Entry:
    """An entry that should not be there, as yet not taken back."""
    entry = life.pick(life.live("realisation"))
    return life.add("realisation", entry.day, entry.amount, stage=entry.stage, account="524119", payee=entry.payee)


@_case("J101", "takes-back-a-reversal", "books", "reversal")
def _(life: Life) -> None:
    wrong = _wrong(life)
    first = life.reverse(wrong)
    fault = life.add("reversal", wrong.day + _DAY, wrong.amount, reverses=first.id)
    life.expect("J101", entry=fault.id)


@_case("J101", "taken-back-twice", "books", "reversal")
def _(life: Life) -> None:
    wrong = _wrong(life)
    life.reverse(wrong)
    fault = life.add("reversal", wrong.day + life.pick([0, 3]) * _DAY, wrong.amount, reverses=wrong.id)
    life.expect("J101", entry=fault.id)


@_case("J101", "entry-of-another-grant", "books", "reversal")
def _(life: Life) -> None:
    entry = life.pick(life.live("realisation"))
    fault = life.add("reversal", entry.day, entry.amount, reverses="G02-0001" if life.id == "g01" else "G01-0001")
    life.expect("J101", entry=fault.id)


@_both("J101", "dated-the-day-before", "on-the-day", "books", "reversal")
def _(life: Life, is_loud: bool) -> None:
    if is_loud:
        entry = life.pick(life.live("realisation"))
        fault = life.add("reversal", entry.day - _DAY, entry.amount, reverses=entry.id)
        life.expect("J101", entry=fault.id)
    else:
        life.reverse(_wrong(life))


@_case("J101", "quiet-every-kind", "settled", "reversal")
def _(life: Life) -> None:
    for kind in ("interest", "disbursement", "refund", "return"):
        entry = life.pick(life.live("disbursement"))
        wrong = life.add(kind, entry.day, 12_345 * RUPIAH, destination="RKUN" if kind == "return" else "")
        life.reverse(wrong, life.pick([entry.day, entry.day + 40 * _DAY]))


@_both("J102", "one-sen-above", "all-of-it", "books", "spend")
def _(life: Life, is_loud: bool) -> None:
    life.need(life.is_staged)
    line = min((line for line in life.lines if life.spent(line.stage, line.account) > 0), key=lambda line: life.spent(line.stage, line.account))
    here = [e for e in life.live("realisation") if (e.stage, e.account) == (line.stage, line.account)]
    realised, refunded = sum(e.amount for e in here), sum(e.amount for e in here) - life.spent(line.stage, line.account)
    back = realised - refunded + (1 if is_loud else 0)
    day = max(max(e.day for e in here), life.use_until)
    life.add("refund", day, back, stage=line.stage, account=line.account, description="Dibatalkan, uang kembali")
    if is_loud:
        life.expect("J102", stage=line.stage or None, account=line.account, **life.money(realised, refunded + back))


# ---- agreement ----


def _absolute(life: Life) -> None:
    """The tranches as amounts, no longer as shares."""
    for tranche in life.tranches:
        tranche.share = None


@_case("A101", "one-rupiah-missing", "agreement", "agreement money", _FREE)
def _(life: Life) -> None:
    _absolute(life)
    life.tranches[-1].amount -= RUPIAH
    life.expect("A101", **life.money(life.amount, life.amount - RUPIAH))


@_case("A101", "one-sen-too-much", "money", "agreement money")
def _(life: Life) -> None:
    _absolute(life)
    number = len(life.tranches)
    life.tranches[-1].amount += 1
    last = [entry for entry in life.live("disbursement") if entry.tranche == number][-1]
    last.amount += 1
    life.expect("A101", **life.money(life.amount, life.amount + 1))
    # It was paid as planned, so more was paid than was agreed.
    life.expect("T203", entry=last.id, **life.money(life.amount, life.amount + 1))


@_case("A101", "shares-of-99-per-cent", "beginning", "agreement money", _FREE)
def _(life: Life) -> None:
    life.agree(shares=[50, 50])
    for tranche, share in zip(life.tranches, (50, 49)):
        tranche.share, tranche.amount = f"{share}%", life.amount * share // 100
    life.expect("A101", **life.money(life.amount, life.amount * 99 // 100))


def _addendum_day(life: Life) -> Day:
    """A day on which an addendum may be signed when all is disbursed and spending goes on."""
    after = max([entry.day for entry in life.live("disbursement")] or [life.signed])
    days = life.world.calendar.between(after + _DAY, life.use_until - 10 * _DAY)
    day: Day = life.pick(days)
    return day


def _plan_of_addendum(life: Life, change: int) -> None:
    """The budget as the addendum sets it: one line takes all of the change."""
    rows = [replace(line, version=1) for line in life.lines]
    rows[-1].ceiling += change
    life.lines += rows


@_case("A101", "addendum-without-tranches", "books", "agreement addendum budget")
def _(life: Life) -> None:
    life.addenda.append(Addendum("1", _addendum_day(life), life.amount + 5 * _MILLION))
    _plan_of_addendum(life, 5 * _MILLION)
    life.expect("A101", **life.money(life.amount + 5 * _MILLION, life.amount))


@_case("A102", "one-sen-apart", "agreement", "budget")
def _(life: Life) -> None:
    change = life.pick([-1, 1])
    life.lines[0].ceiling += change
    life.expect("A102", **life.money(life.amount, life.amount + change))


@_both("A103", "one-rupiah-below", "exactly-the-minimum", "beginning", "agreement", _LAW)
def _(life: Life, is_loud: bool) -> None:
    least = [b - a for a, b in zip((0, *life.world.law.least), life.world.law.least)]
    life.agree(shares=least)
    if is_loud:
        _absolute(life)
        life.tranches[0].amount -= RUPIAH
        life.tranches[1].amount += RUPIAH
        life.expect("A103")


@_case("A103", "quiet-all-at-once", "beginning", "agreement", _LAW)
def _(life: Life) -> None:
    life.agree(shares=[100])


@_both("A104", "due-the-day-after", "due-on-the-last-day", "beginning", "agreement", _LAW)
def _(life: Life, is_loud: bool) -> None:
    least = [b - a for a, b in zip((0, *life.world.law.least), life.world.law.least)]
    life.agree(shares=least)
    place = life.dice.randrange(len(least))
    tranche = life.tranches[place]
    limit = life.world.law.limits[place](life.signed)
    tranche.due = limit + _DAY if is_loud else limit
    tranche.due_text = tranche.due.isoformat()
    if is_loud:
        life.expect("A104", **life.days(limit, tranche.due))


@_both("A105", "one-million-more", "capitals-and-no-rupiah", "agreement", "words")
def _(life: Life, is_loud: bool) -> None:
    said = words(life.amount + (_MILLION if is_loud else 0))
    life.words_text = said if is_loud else "  ".join(said.removesuffix(" rupiah").upper().split()) if life.dice.randrange(2) else said.title()
    if is_loud:
        life.expect("A105")


@_both("A106", "one-sen-below", "what-was-disbursed", "books", "agreement addendum budget money")
def _(life: Life, is_loud: bool) -> None:
    less = 1 if is_loud else 0
    paid, number = life.total("disbursement"), len(life.tranches)
    restated = [replace(tranche, share=None) for tranche in life.tranches]
    restated[-1].amount -= less
    life.addenda.append(Addendum("1", _addendum_day(life), life.amount - less, restated))
    _plan_of_addendum(life, -less)
    if is_loud:
        life.expect("A106", **life.money(paid, paid - 1))
        # What the tranche got is now above its plan.
        life.expect("T204", tranche=number, **life.money(restated[-1].amount, restated[-1].amount + 1))


@_case("A106", "below-and-tranches-as-they-were", "books", "agreement addendum budget money")
def _(life: Life) -> None:
    life.addenda.append(Addendum("1", _addendum_day(life), life.amount - RUPIAH))
    _plan_of_addendum(life, -RUPIAH)
    life.expect("A106", **life.money(life.amount, life.amount - RUPIAH))
    life.expect("A101", **life.money(life.amount - RUPIAH, life.amount))


@_both("A107", "numbers-go-down", "nine-and-ten", "books", "addendum")
def _(life: Life, is_loud: bool) -> None:
    first = _addendum_day(life)
    numbers = ("2", "1") if is_loud else ("9", "10")
    life.addenda += [Addendum(numbers[0], first), Addendum(numbers[1], first + life.pick([0, 5]) * _DAY)]
    if is_loud:
        life.expect("A107")


@_case("A107", "days-go-back", "books", "addendum")
def _(life: Life) -> None:
    first = _addendum_day(life)
    life.addenda += [Addendum("1", first), Addendum("2", first - _DAY)]
    life.expect("A107")


@_both("A107", "day-before-the-agreement", "day-of-the-agreement", "books", "addendum")
def _(life: Life, is_loud: bool) -> None:
    life.addenda.append(Addendum("1", life.signed - _DAY if is_loud else life.signed))
    if is_loud:
        life.expect("A107")


@_both("A108", "signed-the-day-after", "signed-on-the-last-day", "beginning", "agreement", worlds=("2020", "own", "2024-leave"))
def _(life: Life, is_loud: bool) -> None:
    last = life.world.sign_until
    assert last is not None
    life.agree(signed=last + _DAY if is_loud else last)
    if is_loud:
        life.expect("A108", **life.days(last, last + _DAY))


@_both("A109", "signed-the-day-before", "signed-on-the-first-day", "beginning", "agreement", worlds=("own", "2024-leave"))
def _(life: Life, is_loud: bool) -> None:
    first = life.world.valid_from
    assert first is not None
    life.agree(signed=first - _DAY if is_loud else first)
    if is_loud:
        life.expect("A109")


# ---- tranches ----


def _paid(life: Life, number: int) -> list[Entry]:
    return [entry for entry in life.live("disbursement") if entry.tranche == number]


@_both("T201", "the-day-after", "on-the-day", "money", "money")
def _(life: Life, is_loud: bool) -> None:
    number = 1 + life.dice.randrange(len(life.tranches))
    due, calendar = life.tranches[number - 1].due, life.world.calendar
    day = due + _DAY if is_loud else due
    life.need(calendar.is_working(day) and day.year == due.year)
    for entry in _paid(life, number):
        entry.day = day
    if is_loud:
        life.expect("T201", tranche=number, **life.days(due, day))


@_case("T201", "the-last-sen-late", "money", "money")
def _(life: Life) -> None:
    number = 1 + life.dice.randrange(len(life.tranches))
    due, calendar = life.tranches[number - 1].due, life.world.calendar
    day = calendar.add(due, 1)
    life.need(day.year == due.year)
    entry = life.pick(_paid(life, number))
    entry.amount -= 1
    life.add("disbursement", day, 1, tranche=number)
    life.expect("T201", tranche=number, **life.days(due, day))


def _stay_open(life: Life) -> None:
    """The grant is still in use on the day of the question."""
    later = (life.world.as_of + 20 * _DAY).isoformat()
    life.overrides = {"use_until": later, "report_due": later, "return_due": later}
    life.wishes.keep_all = True
    life.wishes.report = "none"


@_both("T202", "one-sen-missing-the-day-after", "one-sen-missing-on-the-day", "money", "money return report use", _FREE)
def _(life: Life, is_loud: bool) -> None:
    life.need(len(life.tranches) == 2)
    _stay_open(life)
    world, tranche = life.world, life.tranches[1]
    tranche.due = world.as_of - _DAY if is_loud else world.as_of
    tranche.due_text, tranche.fiscal_year = tranche.due.isoformat(), world.as_of.year
    entry = _paid(life, 2)[0]
    entry.amount -= 1
    entry.day = world.calendar.add(Day(world.as_of.year, 1, 2), life.dice.randrange(1, 4))
    if is_loud:
        life.expect("T202", tranche=2, **life.money(tranche.amount, tranche.amount - 1))


@_case("T202", "quiet-never-paid-and-not-yet-due", "money", "money", _FREE)
def _(life: Life) -> None:
    life.need(len(life.tranches) == 2)
    tranche = life.tranches[1]
    tranche.due = life.world.as_of
    tranche.due_text, tranche.fiscal_year = tranche.due.isoformat(), life.world.as_of.year
    life.entries = [entry for entry in life.entries if entry.tranche != 2]


@_both("T203", "one-sen-above", "all-of-it", "money", "money")
def _(life: Life, is_loud: bool) -> None:
    number = len(life.tranches)
    last = _paid(life, number)[-1]
    if is_loud:
        last.amount += 1
        plan = life.tranches[-1].amount
        life.expect("T203", entry=last.id, **life.money(life.amount, life.amount + 1))
        life.expect("T204", tranche=number, **life.money(plan, plan + 1))


@_both("T203", "the-day-before-the-addendum", "on-the-day-of-the-addendum", "money", "agreement addendum budget money", _FREE)
def _(life: Life, is_loud: bool) -> None:
    life.need(len(life.tranches) == 1)
    calendar, year, extra = life.world.calendar, life.signed.year, 7 * _MILLION
    signed = calendar.add(life.tranches[0].due, 5)
    tranche = life.tranches[0]
    tranche.due = calendar.add(signed, 5)
    life.need(tranche.due.year == year)
    tranche.due_text, tranche.share = tranche.due.isoformat(), None
    life.addenda.append(Addendum("1", signed, life.amount + extra, [replace(tranche, amount=life.amount + extra)]))
    _plan_of_addendum(life, extra)
    day = signed - _DAY if is_loud else signed
    life.need(calendar.is_working(day))
    entry = life.add("disbursement", day, extra, tranche=1)
    if is_loud:
        life.expect("T203", entry=entry.id, **life.money(life.amount, life.amount + extra))


@_case("T204", "one-sen-from-the-next", "money", "money")
def _(life: Life) -> None:
    life.need(len(life.tranches) > 1)
    _paid(life, 1)[-1].amount += 1
    _paid(life, 2)[-1].amount -= 1
    plan = life.tranches[0].amount
    life.expect("T204", tranche=1, **life.money(plan, plan + 1))


@_both("T205", "the-day-before", "on-the-day", "money", "money")
def _(life: Life, is_loud: bool) -> None:
    entry = _paid(life, 1)[0]
    day = life.signed - _DAY if is_loud else life.signed
    life.need(life.world.calendar.is_working(day))
    entry.day = day
    if is_loud:
        life.expect("T205", **_is_paid(entry))


@_both("T206", "in-the-last-days-of-the-year-before", "on-the-first-days-of-the-year", "money", "money", _LAW)
def _(life: Life, is_loud: bool) -> None:
    life.need(len(life.tranches) > 1 and life.tranches[0].fiscal_year != life.tranches[1].fiscal_year)
    calendar, year = life.world.calendar, life.tranches[1].fiscal_year or 0
    entry = _paid(life, 2)[0]
    entry.day = calendar.at_or_before(Day(year - 1, 12, 31)) if is_loud else calendar.at_or_after(Day(year, 1, 1))
    life.need(entry.day > _paid(life, 1)[0].day)
    if is_loud:
        life.expect("T206", **_is_paid(entry))


@_both("T207", "minutes-the-day-after", "minutes-on-the-day", "money", "minutes")
def _(life: Life, is_loud: bool) -> None:
    number = 1 + life.dice.randrange(len(life.tranches))

    def finding() -> dict[str, Any]:
        return {"rule": "T207", "tranche": number, "entry": _paid(life, number)[0].id}

    life.wishes.minutes[number] = 1 if is_loud else 0
    if is_loud:
        life.expect_later(finding)


@_case("T207", "no-minutes", "money", "minutes")
def _(life: Life) -> None:
    number = 1 + life.dice.randrange(len(life.tranches))
    life.wishes.minutes[number] = None
    life.expect_later(lambda: {"rule": "T207", "tranche": number, "entry": _paid(life, number)[0].id})


@_both("T208", "one-sen-in-the-new-year", "all-on-the-last-day-of-the-year", "money", "money", _FREE, ("2024", "own", "2024-leave"))
def _(life: Life, is_loud: bool) -> None:
    life.need(len(life.tranches) == 2)
    calendar, tranche = life.world.calendar, life.tranches[1]
    year = tranche.fiscal_year or 0
    tranche.due = Day(year + 1, 1, 31)
    tranche.due_text = tranche.due.isoformat()
    entry = _paid(life, 2)[0]
    entry.day = Day(year, 12, 31)
    if is_loud:
        entry.amount -= 1
        life.add("disbursement", calendar.at_or_after(Day(year + 1, 1, 1)), 1, tranche=2)
        life.expect("T208", tranche=2, **life.money(tranche.amount, tranche.amount - 1))


@_case("T208", "never-paid", "money", "money")
def _(life: Life) -> None:
    number = len(life.tranches)
    life.need(number > 1)
    life.entries = [entry for entry in life.entries if entry.tranche != number]
    plan = life.tranches[-1].amount
    # Its due day has passed too.
    for rule in ("T202", "T208"):
        life.expect(rule, tranche=number, **life.money(plan, 0))


@_case("T208", "one-sen-short", "money", "money")
def _(life: Life) -> None:
    number, plan = len(life.tranches), life.tranches[-1].amount
    _paid(life, number)[-1].amount -= 1
    for rule in ("T202", "T208"):
        life.expect(rule, tranche=number, **life.money(plan, plan - 1))


def _pay_on_a_day_off(life: Life, days: list[Day], *, is_loud: bool = True) -> None:
    entry = _paid(life, 1)[0]
    entry.day = life.pick(days)
    if is_loud:
        life.expect("T209", **_is_paid(entry))


def _first_span(life: Life) -> list[Day]:
    return [life.signed + n * _DAY for n in range(1, (life.tranches[0].due - life.signed).days + 1)]


@_case("T209", "weekend", "money", "money")
def _(life: Life) -> None:
    _pay_on_a_day_off(life, [day for day in _first_span(life) if day.weekday() >= 5])


@_case("T209", "holiday-within-the-week", "beginning", "money agreement", _FREE)
def _(life: Life) -> None:
    _free_first_tranche(life)
    days = [day for day in _first_span(life) if day.weekday() < 5 and not life.world.calendar.is_working(day)]
    _plan_day_off(life, days, is_loud=True)


@_case("T209", "joint-leave", "beginning", "money agreement", _FREE, ("2024", "2020", "own"))
def _(life: Life) -> None:
    _free_first_tranche(life)
    _plan_day_off(life, [day for day in _first_span(life) if day.weekday() < 5 and day in life.world.calendar.joint_leave], is_loud=True)


@_case("T209", "quiet-joint-leave-that-is-a-working-day", "beginning", "money agreement", _FREE, ("2024-leave",))
def _(life: Life) -> None:
    _free_first_tranche(life)
    _plan_day_off(life, [day for day in _first_span(life) if day.weekday() < 5 and day in life.world.calendar.joint_leave], is_loud=False)


def _free_first_tranche(life: Life) -> None:
    """One tranche, due so late that joint leave lies before."""
    life.agree(group=len(life.world.signing) - 1, shares=[100])
    due = Day(life.signed.year, 12, 27) if life.world.name == "2020" else Day(life.signed.year, 6, 20)
    life.tranches[0].due, life.tranches[0].due_text = due, due.isoformat()


def _plan_day_off(life: Life, days: list[Day], *, is_loud: bool) -> None:
    """Says on which of the days the first tranche will be paid."""
    life.payday = life.pick(days)
    if is_loud:
        life.expect_later(lambda: {"rule": "T209", **_is_paid(_paid(life, 1)[0])})


@_both("T210", "one-sen-missing-before", "the-sen-came-on-the-day", "money", "money agreement", _FREE)
def _(life: Life, is_loud: bool) -> None:
    life.need(len(life.tranches) == 2)
    calendar = life.world.calendar
    first, second = life.tranches
    first.fiscal_year = second.fiscal_year
    late = calendar.add(second.due, 5)
    for tranche in (first, second):
        tranche.due, tranche.due_text = late, late.isoformat()
    one, two = _paid(life, 1)[0], _paid(life, 2)[0]
    one.day = calendar.add(two.day, -4)
    one.amount -= 1
    rest = life.add("disbursement", calendar.add(two.day, 1) if is_loud else two.day, 1, tranche=1)
    life.entries.sort(key=lambda entry: (entry.day, entry is two))
    assert rest.day <= late
    if is_loud:
        life.expect("T210", **_is_paid(two))


# ---- budget ----


def _line_rows(life: Life, line: Line) -> list[Entry]:
    rows = [e for e in life.live("realisation", "refund") if (e.stage, e.account) == (line.stage, line.account)]
    return sorted(rows, key=lambda entry: entry.day)


@_both("B301", "one-sen-above", "all-of-it", "books", "budget spend")
def _(life: Life, is_loud: bool) -> None:
    lines = [line for line in life.lines if life.spent(line.stage, line.account) > 0]
    line = life.pick([line for line in lines if all(entry.kind == "realisation" for entry in _line_rows(life, line))])
    other = life.pick([one for one in life.lines if one is not line])
    spent = life.spent(line.stage, line.account)
    ceiling = spent - 1 if is_loud else spent
    other.ceiling += line.ceiling - ceiling
    line.ceiling = ceiling
    if is_loud:
        last = _line_rows(life, line)[-1]
        life.expect("B301", **{**_keys(last), **life.money(ceiling, spent)})


@_case("B301", "for-months", "books", "budget spend")
def _(life: Life) -> None:
    lines = [line for line in life.lines if len(_line_rows(life, line)) > 3]
    line = life.pick([line for line in lines if all(entry.kind == "realisation" for entry in _line_rows(life, line))])
    other = life.pick([one for one in life.lines if one is not line])
    rows, spent = _line_rows(life, line), life.spent(line.stage, line.account)
    place = life.dice.randrange(1, len(rows))
    ceiling = sum(entry.amount for entry in rows[:place])
    other.ceiling += line.ceiling - ceiling
    line.ceiling = ceiling
    life.expect("B301", **{**_keys(rows[place]), **life.money(ceiling, spent)})


@_case("B301", "quiet-refund-brought-it-back", "books", "budget spend refund")
def _(life: Life) -> None:
    life.need(life.is_staged)
    entry = life.pick(life.singles())
    line = life.line(entry.stage, entry.account)
    other = life.pick([one for one in life.lines if one is not line])
    back = max(RUPIAH, entry.amount // 10 // RUPIAH * RUPIAH)
    life.add("refund", min(entry.day + 9 * _DAY, life.use_until), back, stage=entry.stage, account=entry.account)
    ceiling = life.spent(line.stage, line.account)
    other.ceiling += line.ceiling - ceiling
    line.ceiling = ceiling


@_case("B302", "account-not-planned", "books", "spend")
def _(life: Life) -> None:
    entry = life.pick(life.singles())
    entry.account = "524219"
    life.expect("B302", **_keys(entry))


@_case("B302", "stage-not-planned", "books", "spend", _FREE)
def _(life: Life) -> None:
    entry = life.pick(life.singles())
    entry.stage = "VOTE"
    life.expect("B302", **_keys(entry))


@_both("B303", "one-rupiah-above", "all-of-it", "books", "budget spend", _FREE)
def _(life: Life, is_loud: bool) -> None:
    day = life.world.calendar.at_or_before(life.use_until - 32 * _DAY)
    last = None
    for line in life.lines:
        rest = life.slack(line)
        if rest > 0:
            life.need(day >= max(entry.day for entry in life.live("disbursement")))
            last = life.add("realisation", day, rest, stage=line.stage, account=line.account)
    life.need(last is not None and life.world.calendar.is_working(day))
    assert last is not None
    last.amount += RUPIAH if is_loud else 0
    life.need(all(balance >= 0 for _, balance in life.running()))
    if is_loud:
        ceiling = life.line(last.stage, last.account).ceiling
        life.expect("B301", **{**_keys(last), "entry": _crossing(life, last), **life.money(ceiling, ceiling + RUPIAH)})
        life.expect("B303", **life.money(life.amount, life.amount + RUPIAH))


def _crossing(life: Life, last: Entry) -> str:
    """The last payment of the line: before it the line was not yet full."""
    rows = _line_rows(life, life.line(last.stage, last.account))
    life.need(rows[-1] is last)
    return last.id


# ---- realisation ----


def _small(life: Life) -> int:
    return (100_500 + life.dice.randrange(300) * 1000) * RUPIAH


@_both("R401", "the-day-before-the-window", "on-its-first-day", "books", "spend", _LAW)
def _(life: Life, is_loud: bool) -> None:
    _at_a_window(life, 0, is_loud=is_loud)


@_both("R401", "the-day-after-the-window", "on-its-last-day", "books", "spend", _LAW)
def _(life: Life, is_loud: bool) -> None:
    _at_a_window(life, 1, is_loud=is_loud)


def _at_a_window(life: Life, side: int, *, is_loud: bool) -> None:
    """One payment more at an end of the window of its stage, by the decree that is effective on that day."""
    world, places = life.world, []
    for line in life.lines:
        for version in world.versions:
            window = world.window(line.stage, version.effective)
            limit = window[side] if window else None
            if limit is None:
                continue
            day = limit + (-_DAY, _DAY)[side] if is_loud else limit
            is_spoken_of = world.window(line.stage, day) == window and life.signed <= day <= life.use_until
            if is_spoken_of and world.calendar.is_working(day) and world.is_within(line.stage, day) != is_loud:
                places.append((line, limit, day))
    line, limit, day = life.pick(places)
    entry = life.pay(day, _small(life), line)
    if is_loud:
        life.expect("R401", **_keys(entry), **life.days(limit, day))


def _below_zero(life: Life) -> dict[str, Any]:
    """What R402 must say of the balance."""
    below = [(entry, balance) for entry, balance in life.running() if entry.kind == "realisation" and balance < 0]
    life.need(bool(below))
    lowest = min(balance for _, balance in below)
    return {"rule": "R402", "entry": below[0][0].id, **life.money(0, lowest)}


@_both("R402", "one-rupiah-below", "down-to-zero", "money", "money spend", _FREE)
def _(life: Life, is_loud: bool) -> None:
    calendar, entry = life.world.calendar, _paid(life, 1)[0]
    due = life.tranches[0].due
    days = calendar.between(life.signed + _DAY, due)
    life.need(len(days) > 4)
    first = 3 * _MILLION
    late = life.add("disbursement", days[-1], entry.amount - first, tranche=1)
    entry.day, entry.amount = days[1], first
    life.fill = 88

    def spend() -> None:
        life.spender = None
        life.spend()
        day = days[len(days) // 2]
        # Interest of a month's end in between would fill the account again.
        life.need(day < late.day and entry.day.month == day.month == calendar.add(day, 1).month)
        left = life.balance(day)
        line = max(life.lines, key=life.slack)
        amount = left + (RUPIAH if is_loud else 0)
        life.need(0 < amount <= life.slack(line) and not any(day < one.day < late.day for one in life.live("realisation")))
        life.add("realisation", day, amount, stage=line.stage, account=line.account)
        if is_loud:
            life.expect_later(lambda: _below_zero(life))

    life.spender = spend


def _end_of_use(life: Life) -> tuple[Day, Line]:
    """A last day of use of the grant's own, on a working day before another, and a line from which something can still be paid."""
    world = life.world
    line = life.lines[-1]
    days = world.calendar.between(world.voting + 32 * _DAY, world.use_until)
    days = [day for day in days if world.calendar.is_working(day + _DAY) and (not life.has_schedule or world.is_within(line.stage, day + _DAY))]
    day: Day = life.pick(days)
    life.use_until, life.overrides["use_until"] = day, day.isoformat()
    return day, line


@_both("R403", "the-day-after", "on-the-last-day", "money", "spend use", (*_LAW, *_FREE))
def _(life: Life, is_loud: bool) -> None:
    last, line = _end_of_use(life)

    def spend() -> None:
        life.spender = None
        life.spend()
        entry = life.pay(last + _DAY if is_loud else last, _small(life), line)
        if is_loud:
            life.expect("R403", **_keys(entry), **life.days(last, entry.day))

    life.spender = spend


@_case("R404", "two-dates", "books", "spend")
def _(life: Life) -> None:
    one = life.pick(life.singles())
    other = life.pick([entry for entry in life.singles() if entry.day != one.day])
    other.voucher = f" {one.voucher.lower()}"
    life.expect("R404", difference="1")


@_case("R404", "booked-twice", "books", "spend")
def _(life: Life) -> None:
    one = min(life.singles(), key=lambda entry: entry.amount)
    life.pay(one.day, one.amount, life.line(one.stage, one.account), payee=one.payee.upper(), voucher=one.voucher, description=one.description)
    life.expect("R404", difference="1")


@_case("R404", "quiet-list-under-one-voucher", "books", "spend")
def _(life: Life) -> None:
    one = min(life.singles(), key=lambda entry: entry.amount)
    life.pay(one.day, one.amount, life.line(one.stage, one.account), voucher=one.voucher, description=one.description)


@_both("R405", "seven-days-apart", "eight-days-apart", "books", "spend")
def _(life: Life, is_loud: bool) -> None:
    gap, world = (7 if is_loud else 8) * _DAY, life.world
    fit = [
        entry
        for entry in life.singles()
        if entry.amount < 40 * _MILLION and entry.day + gap <= life.use_until - 31 * _DAY and world.calendar.is_working(entry.day + gap)
        if not life.has_schedule or world.is_within(entry.stage, entry.day + gap)
    ]
    one = life.pick([entry for entry in fit if life.slack(life.line(entry.stage, entry.account)) >= entry.amount])
    entry = life.pay(one.day + gap, one.amount, life.line(one.stage, one.account), payee=life.pick([one.payee.upper(), f" {one.payee} "]))
    if is_loud:
        life.expect("R405", **_keys(entry))


@_case("R405", "on-one-day", "books", "spend")
def _(life: Life) -> None:
    small = [entry for entry in life.singles() if entry.amount < 40 * _MILLION]
    one = life.pick([entry for entry in small if life.slack(life.line(entry.stage, entry.account)) >= entry.amount])
    entry = life.pay(one.day, one.amount, life.line(one.stage, one.account), payee=one.payee)
    life.expect("R405", **_keys(entry))


def _split(life: Life, amounts: list[int], gaps: list[int], accounts: tuple[str, ...]) -> list[Entry]:
    """Replaces what was paid from a line by payments to one payee, so many days after the first."""
    world = life.world
    total = sum(amounts)
    life.need(total * 5 < life.total("realisation"))
    lines = [line for line in life.lines if line.account in accounts and line.ceiling >= total]
    line = life.pick([line for line in lines if not any(entry.kind == "refund" for entry in _line_rows(life, line))])
    life.entries = [e for e in life.entries if e.id in life.void or e.kind != "realisation" or (e.stage, e.account) != (line.stage, line.account)]
    after = max(entry.day for entry in life.live("disbursement"))
    first = [
        day
        for day in world.calendar.between(after, life.use_until - 45 * _DAY)
        if all(world.calendar.is_working(day + n * _DAY) and (not line.stage or world.is_within(line.stage, day + n * _DAY)) for n in gaps)
    ]
    day, payee = life.pick(first), life.payee()
    return [life.pay(day + n * _DAY, amount, line, payee=payee) for n, amount in zip(gaps, amounts)]


_LIMIT = 200 * _MILLION
_PROCURED = ("522191", "522141")


@_both("R406", "one-rupiah-above-within-seven-days", "exactly-the-limit", "books", "spend", _LAW)
def _(life: Life, is_loud: bool) -> None:
    more = RUPIAH if is_loud else 0
    rows = _split(life, [90 * _MILLION, 60 * _MILLION, 50 * _MILLION + more], [0, 1, 7], _PROCURED)
    if is_loud:
        life.expect("R406", account=rows[0].account, entry=rows[0].id, **life.money(_LIMIT, _LIMIT + RUPIAH))


@_case("R406", "quiet-eight-days-apart", "books", "spend", _LAW)
def _(life: Life) -> None:
    _split(life, [150 * _MILLION, 151 * _MILLION], [0, 8], _PROCURED)


@_case("R406", "quiet-one-above-the-limit", "books", "spend", _LAW)
def _(life: Life) -> None:
    _split(life, [_LIMIT + RUPIAH, 20 * _MILLION], [0, 1], _PROCURED)


@_case("R406", "quiet-accounts-that-are-not-procured", "books", "spend", _LAW)
def _(life: Life) -> None:
    _split(life, [150 * _MILLION, 151 * _MILLION], [0, 2], ("521213", "524113", "521219"))


@_case("R407", "some-sen", "books", "spend")
def _(life: Life) -> None:
    entry = life.pick(life.singles())
    entry.amount -= life.dice.randrange(1, 100)
    life.expect("R407", **_keys(entry))


@_case("R408", "no-voucher", "books", "spend")
def _(life: Life) -> None:
    entry = life.pick(life.live("realisation"))
    entry.voucher = life.pick(["", "  "])
    life.expect("R408", **_keys(entry))


@_case("R409", "on-saturdays", "books", "spend")
def _(life: Life) -> None:
    rows = [
        entry
        for entry in life.singles()
        if entry.day.weekday() == 4 and entry.day + _DAY <= life.use_until - 31 * _DAY and entry.day + _DAY != life.world.voting
        if not life.has_schedule or life.world.is_within(entry.stage, entry.day + _DAY)
    ]
    moved = [life.pick(rows)]
    moved += [entry for entry in rows if entry is not moved[0] and life.dice.randrange(3) == 0]
    for entry in moved:
        entry.day += _DAY
    life.expect("R409", expected="0", actual=str(len(moved)), difference=str(len(moved)))


@_case("R409", "quiet-on-voting-day", "books", "spend")
def _(life: Life) -> None:
    voting = life.world.voting
    rows = [entry for entry in life.singles() if entry.day < voting and (not life.has_schedule or life.world.is_within(entry.stage, voting))]
    life.pick(rows).day = voting


@_case("R411", "the-day-before", "books", "spend money", _FREE)
def _(life: Life) -> None:
    day = life.world.calendar.add(life.signed, -1)
    line = max(life.lines, key=life.slack)
    entry = life.add("realisation", day, _small(life), stage=line.stage, account=line.account)
    life.need(life.slack(line) >= 0)
    life.expect("R411", **_keys(entry))
    # There was no money yet.
    life.expect_later(lambda: _below_zero(life))


@_case("R411", "quiet-on-the-day", "books", "spend money", _FREE)
def _(life: Life) -> None:
    _paid(life, 1)[0].day = life.signed
    life.pay(life.signed, _small(life), max(life.lines, key=life.slack))


# ---- return, report ----


@_both("S501", "one-sen-more-than-the-interest", "on-the-return-day", "books", "return")
def _(life: Life, is_loud: bool) -> None:
    life.wishes.keep_interest, life.wishes.keep = True, 1
    if is_loud:
        life.expect_later(lambda: {"rule": "S501", **life.money(0, life.balance())})
    else:
        life.wishes.return_day = life.world.as_of
        life.return_due, life.overrides["return_due"] = life.world.as_of, life.world.as_of.isoformat()


@_case("S501", "nothing-returned", "books", "return")
def _(life: Life) -> None:
    life.wishes.keep_all = True
    life.need(life.balance() > life.total("interest"))  # else it is the interest that was kept
    life.expect_later(lambda: {"rule": "S501", **life.money(0, life.balance())})


@_both("S502", "the-day-after", "on-the-day", "books", "return")
def _(life: Life, is_loud: bool) -> None:
    day = life.return_due + _DAY if is_loud else life.return_due
    life.wishes.return_day = day
    if is_loud:
        life.expect_later(lambda: {"rule": "S502", "entry": life.live("return")[-1].id, **life.days(life.return_due, day)})


@_case("S503", "one-sen-too-much", "settled", "return")
def _(life: Life) -> None:
    life.live("return")[-1].amount += 1
    life.expect_later(lambda: _returned_too_much(life))


def _returned_too_much(life: Life) -> dict[str, Any]:
    there = life.total("disbursement", "interest", "refund") - life.total("realisation")
    return {"rule": "S503", **life.money(there, life.total("return"))}


@_both("S504", "to-the-state-treasury", "to-the-account-agreed", "settled", "return")
def _(life: Life, is_loud: bool) -> None:
    entry = life.live("return")[-1]
    if is_loud:
        entry.destination = "RKUN"
        life.expect("S504", entry=entry.id)
    else:
        life.return_account = "Rekening Kas Daerah 0012"
        for one in life.live("return"):
            one.destination = " rekening kas daerah 0012"


@_both("S505", "all-interest", "all-interest-on-the-return-day", "books", "return")
def _(life: Life, is_loud: bool) -> None:
    life.need(life.total("interest") > 0)
    life.wishes.keep_interest = True
    if is_loud:
        life.expect_later(lambda: {"rule": "S505", **life.money(0, life.total("interest"))})
    else:
        life.return_due, life.overrides["return_due"] = life.world.as_of, life.world.as_of.isoformat()
        life.wishes.return_day = life.world.calendar.at_or_before(life.world.as_of - _DAY)


@_case("S505", "one-sen", "books", "return")
def _(life: Life) -> None:
    life.need(life.total("interest") > 0)
    life.wishes.keep = 1
    life.expect("S505", **life.money(0, 1))


@_both("S506", "none-the-day-after", "none-on-the-day", "books", "report")
def _(life: Life, is_loud: bool) -> None:
    life.wishes.report = "none"
    life.report_due = life.world.as_of - _DAY if is_loud else life.world.as_of
    life.overrides["report_due"] = life.report_due.isoformat()
    if is_loud:
        life.expect("S506")


@_both("S507", "the-day-after", "on-the-day", "books", "report")
def _(life: Life, is_loud: bool) -> None:
    life.wishes.report = life.report_due + _DAY if is_loud else life.report_due
    if is_loud:
        life.expect("S507", **life.days(life.report_due, life.wishes.report))


@_both("S508", "refund-the-day-after", "refund-the-day-after-and-an-addendum", "settled", "return refund")
def _(life: Life, is_loud: bool) -> None:
    last = life.live("return")[-1]
    # Where a line or the whole is exceeded, the refund would mend that.
    within = {(line.stage, line.account) for line in life.lines if life.slack(line) >= 0}
    paid = life.pick([entry for entry in life.live("realisation") if (entry.stage, entry.account) in within])
    life.need(life.total("realisation") - life.total("refund") <= life.amount)
    again = last.day + 2 * _DAY
    life.need(again <= life.return_due and life.is_staged)
    entry = life.add("refund", last.day + _DAY, RUPIAH, stage=paid.stage, account=paid.account)
    life.add("return", again, RUPIAH, destination=life.return_account or "RKUD")
    if is_loud:
        life.expect("S508", **_keys(entry))
    else:
        life.addenda.append(Addendum("1", last.day + _DAY))


@_case("S508", "quiet-refund-on-the-day", "settled", "return refund")
def _(life: Life) -> None:
    last = life.live("return")[-1]
    life.need(life.is_staged)
    paid = life.pick(life.live("realisation"))
    life.add("refund", last.day, RUPIAH, stage=paid.stage, account=paid.account)
    last.amount += RUPIAH


@_case("S508", "spent-afterwards", "settled", "return spend", _FREE)
def _(life: Life) -> None:
    last = life.live("return")[-1]
    day = life.world.calendar.add(last.day, 1)
    life.need(day <= life.return_due)
    line = max(life.lines, key=life.slack)
    entry = life.add("realisation", day, _small(life), stage=line.stage, account=line.account)
    life.expect("S508", **_keys(entry))
    # The time of use was over, and so was the money: what had been returned was more than was left in the end.
    life.expect_later(lambda: _returned_too_much(life))
    life.expect("R403", **_keys(entry), **life.days(life.use_until, day))
    life.expect_later(lambda: _below_zero(life))


@_both("S509", "slip-after-six-days", "slip-after-five-days", "books", "slip return")
def _(life: Life, is_loud: bool) -> None:
    life.wishes.parts, life.wishes.slip_after = 1, 6 if is_loud else 5
    if is_loud:
        life.expect_later(lambda: {"rule": "S509", "entry": life.live("return")[-1].id})


@_case("S509", "no-slip", "books", "slip return")
def _(life: Life) -> None:
    life.wishes.parts, life.wishes.slip_after = 1, None
    life.expect_later(lambda: {"rule": "S509", "entry": life.live("return")[-1].id})


# ---- papers ----


@_case("D601", "no-register", "books", "register")
def _(life: Life) -> None:
    life.wishes.register = False
    life.expect("D601")


def _quarter(day: Day, later: int = 0) -> tuple[int, int]:
    place = day.year * 4 + (day.month - 1) // 3 + later
    return place // 4, place % 4


@_both("D602", "first-day-of-the-quarter-after-next", "last-day-of-the-next-quarter", "settled", "sp2hl")
def _(life: Life, is_loud: bool) -> None:
    first = min(entry.day for entry in life.live("realisation"))
    life.wishes.no_papers_of = {_quarter(first), _quarter(first, 1)}
    year, quarter = _quarter(first, 2)
    day = Day(year, quarter * 3 + 1, 1)
    life.wishes.papers_on = [day if is_loud else day - _DAY]
    if is_loud:
        life.expect("D602")


# ---- statistics ----


def _many(life: Life, amounts: list[int], *, payees: list[str] | None = None, account: list[str] | None = None) -> None:
    """Spends exactly these amounts, on working days after the last tranche and before the last weeks, from lines that have so much left."""
    life.has_refunds = False

    def spend() -> None:
        after = max(life.signed, *(entry.day for entry in life.live("disbursement")))
        days = life.world.calendar.between(after, life.use_until - 32 * _DAY)
        life.need(sum(amounts) <= life.amount)
        left = {line.account: line.ceiling for line in life.lines}
        for place, amount in enumerate(amounts):
            chosen = account[place] if account else max(left, key=lambda one: left[one])
            life.need(left[chosen] >= amount)
            left[chosen] -= amount
            stage = life.lines[0].stage
            life.add("realisation", life.pick(days), amount, stage=stage, account=chosen, payee=payees[place] if payees else life.payee("person"))
        life.entries.sort(key=lambda entry: entry.day)

    life.spender = spend


def _leading(life: Life, counts: dict[int, int]) -> list[int]:
    """So many amounts with each pair of first digits, from ten thousand to a hundred million rupiah."""
    amounts: list[int] = []
    scales = (10**3, 10**4, 10**5, 10**6)
    for digits, count in counts.items():
        for _ in range(count):
            scale = scales[len(amounts) % 4]
            amounts.append((digits * scale + 1 + life.dice.randrange(scale - 1)) * RUPIAH)
    life.dice.shuffle(amounts)
    return amounts


def _large(life: Life) -> None:
    life.agree(amount=40_000 * _MILLION)


@_both("N801", "even-digits-a-thousand", "even-digits-999", "beginning", "spend agreement budget stats", _FREE)
def _(life: Life, is_loud: bool) -> None:
    _large(life)
    counts = {digits: 11 for digits in range(10, 100)}
    for digits in range(10, 20 if is_loud else 19):
        counts[digits] += 1
    _many(life, _leading(life, counts))
    if is_loud:
        life.expect("N801")


@_case("N801", "quiet-as-benford-says", "beginning", "spend agreement budget stats", _FREE)
def _(life: Life) -> None:
    _large(life)
    counts = {digits: int(1100 * (1 + 1 / Decimal(digits)).log10() + Decimal("0.5")) for digits in range(10, 100)}
    _many(life, _leading(life, counts))


@_both("N802", "one-rupiah-above-40-per-cent", "exactly-40-per-cent", "money", "spend stats use", _FREE)
def _(life: Life, is_loud: bool) -> None:
    life.fill, life.has_refunds = 55, False

    def spend() -> None:
        life.spender = None
        life.spend()
        paid = life.singles()
        early = life.total("realisation")
        paid[0].amount -= early // RUPIAH % 3 * RUPIAH
        early -= early // RUPIAH % 3 * RUPIAH
        rest = early // 3 * 2 + (RUPIAH if is_loud else 0)
        first = life.use_until - 29 * _DAY
        days = life.world.calendar.between(first, life.use_until)
        parts = [rest // RUPIAH // 10 * RUPIAH] * 9
        parts.append(rest - sum(parts))
        for place, part in enumerate(parts):
            line = max(life.lines, key=life.slack)
            life.pay(life.pick([days[0], days[-1], days[place]]), part, line)
        life.entries.sort(key=lambda entry: entry.day)
        if is_loud:
            life.expect("N802")

    life.spender = spend


@_both("N803", "31-of-100", "30-of-100", "beginning", "spend agreement stats", _FREE)
def _(life: Life, is_loud: bool) -> None:
    life.agree(amount=3_000 * _MILLION)
    count = 31 if is_loud else 30
    amounts = [(3 + n % 11) * _MILLION for n in range(count)] + [(2_400_500 + 13_000 * n) * RUPIAH for n in range(100 - count)]
    _many(life, amounts)
    if is_loud:
        life.expect("N803")


@_case("N803", "quiet-only-99", "beginning", "spend agreement stats", _FREE)
def _(life: Life) -> None:
    life.agree(amount=3_000 * _MILLION)
    _many(life, [(3 + n % 11) * _MILLION for n in range(99)])


@_both("N804", "one-rupiah-above-a-quarter", "exactly-a-quarter", "beginning", "spend agreement stats", _FREE)
def _(life: Life, is_loud: bool) -> None:
    _one_payee(life, 19, RUPIAH if is_loud else 0)
    if is_loud:
        life.expect("N804")


@_case("N804", "quiet-nineteen-payees", "beginning", "spend agreement stats", _FREE)
def _(life: Life) -> None:
    _one_payee(life, 18, 50 * _MILLION)


def _one_payee(life: Life, others: int, more: int) -> None:
    """So many payees get three quarters, one gets a quarter and the rest, in several payments to one account that is not procured."""
    life.agree(amount=4_000 * _MILLION)
    amounts, payees, accounts = [], [], []
    for n in range(others):
        amounts.append((60_000_501 + 3 * n) * RUPIAH)
        payees.append(f"{life.payee('person')}")
        accounts.append(("524111", "524113", "522141")[n % 3])
    third = sum(amounts) // 3
    life.need(third * 3 == sum(amounts) and third % RUPIAH == 0)
    parts = [third // RUPIAH // 8 * RUPIAH + n * RUPIAH for n in range(5)]
    parts.append(third + more - sum(parts))
    big = life.payee("person")
    for part in parts:
        amounts.append(part)
        payees.append(life.pick([big, big.upper(), f" {big}"]))
        accounts.append("521115")
    _many(life, amounts, payees=payees, account=accounts)


# ---- the bank statement ----


def _unpaired(life: Life, row: BankRow, *, is_there: bool) -> None:
    """The entry of a row has none now, and a credit that is there has no entry. A statement speaks only of the days that it spans."""
    entry = row.entry
    assert entry is not None
    life.need(life.statement[0].day <= entry.day <= life.statement[-1].day)
    life.expect("X702", **(_is_paid(entry) if entry.kind == "disbursement" else {"entry": entry.id}))
    if is_there and row.amount > 0:
        life.expect("X703")


_BANKED = ("disbursement", "interest", "return")


@_both("X701", "a-sen-is-missing", "a-balance-is-not-stated", "statement", "bank")
def _(life: Life, is_loud: bool) -> None:
    place = life.pick(list(range(1, len(life.statement))))
    row = life.statement[place]
    if not is_loud:
        row.balance = None
        return
    assert row.balance is not None
    life.expect("X701", **life.money(row.balance, row.balance - 1))
    for later in life.statement[place:]:
        assert later.balance is not None
        later.balance -= 1


@_case("X701", "one-balance-a-sen-too-high", "statement", "bank")
def _(life: Life) -> None:
    place = life.pick(list(range(1, len(life.statement) - 1)))
    row, following = life.statement[place : place + 2]
    assert row.balance is not None and following.balance is not None
    life.expect("X701", **life.money(row.balance, row.balance + 1))
    life.expect("X701", **life.money(following.balance + 1, following.balance))
    row.balance += 1


@_both("X702", "four-working-days-later", "three-working-days-later", "statement", "bank")
def _(life: Life, is_loud: bool) -> None:
    row = life.pick(life.alone(*_BANKED))
    assert row.entry is not None
    row.day = life.world.calendar.add(row.entry.day, 4 if is_loud else 3)
    life.need(row.day <= life.world.as_of)
    life.add_up()
    if is_loud:
        _unpaired(life, row, is_there=True)


@_case("X702", "a-sen-less", "statement", "bank")
def _(life: Life) -> None:
    row = life.pick(life.alone(*_BANKED))
    life.need(all(other.amount != row.amount - 1 for other in life.statement))
    row.amount -= 1
    life.add_up()
    _unpaired(life, row, is_there=True)


@_case("X702", "no-row", "statement", "bank")
def _(life: Life) -> None:
    row = life.pick(life.alone(*_BANKED))
    life.statement.remove(row)
    life.need(bool(life.statement))
    life.add_up()
    _unpaired(life, row, is_there=False)


@_both("X703", "one-sen-came-in", "one-sen-went-out", "statement", "bank")
def _(life: Life, is_loud: bool) -> None:
    life.need(all(abs(row.amount) != 1 for row in life.statement))
    life.statement.append(BankRow(life.pick(life.statement).day, 1 if is_loud else -1))
    life.add_up()
    if is_loud:
        life.expect("X703")


@_case("X703", "the-same-credit-twice", "statement", "bank")
def _(life: Life) -> None:
    row = life.pick([row for row in life.alone(*_BANKED) if row.amount > 0])
    life.statement.append(BankRow(row.day, row.amount))
    life.add_up()
    life.expect("X703")
