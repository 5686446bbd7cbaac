"""A portfolio of simulated lives, and the list of what must be found in it."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import random
from collections import Counter
from pathlib import Path
from typing import Any, Iterator, NamedTuple, Optional, Union

from hibah.simulate.days import Day, World
from hibah.simulate.folder import Waiver, write_folder
from hibah.simulate.lives import Entry, Life, Unsuitable
from hibah.simulate.notation import words
from hibah.simulate.plants import CASES, Case, pairs
from hibah.simulate.worlds import WORLDS, make_world

__all__ = ["Simulated", "simulate"]

_ROLES = ("organiser", "organiser", "supervisor", "supervisor", "police", "military", "other")
_TRIES = 60


class Simulated(NamedTuple):
    """What was made."""

    folder: Path
    as_of: Day
    """the day on which to ask"""
    violations: list[dict[str, Any]]
    """what must be found: rule and natural keys, the id of the entry and the measures where the catalogue gives them.
    `certain` is false where a date is known so badly that the check may be unable to tell"""
    plants: list[dict[str, Any]]
    """per grant the cases that were planted, near misses too"""
    is_blurred: bool
    """whether of some dates only the month or the year is told: then violations may be found, and need not"""

    def to_json(self) -> str:
        told = {"as_of": self.as_of.isoformat(), "plants": self.plants, "violations": self.violations}
        return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def simulate(folder: Union[str, os.PathLike[str]], *, grants: int = 40, seed: int = 1) -> Simulated:
    """Writes a portfolio of that many grants. The same seed gives the same bytes; seeds that follow each other go through all cases."""
    world_name = WORLDS[seed % len(WORLDS)]
    dice = random.Random(f"hibah {seed}")
    world = make_world(world_name, dice)
    is_unfinished, is_blurred = seed % 7 == 6, seed % 7 in (3, 4)
    is_honest = is_unfinished or seed % 7 == 3
    lives, plants = _lives(world, dice, grants, seed, is_honest=is_honest)
    if is_unfinished:
        world.as_of = _quiet_day(world, lives, dice)
        for life in lives:
            life.keep_statement(has_late=False)
    if is_blurred:
        for life in lives:
            life.blur()

    violations = [{"tranche": None, "stage": None, "account": None, **item} for life in lives for item in life.findings]
    stated, appropriations, of_portfolio = _totals(world, lives, dice, is_honest=is_honest)
    waivers: list[Waiver] = []
    if not is_honest and not is_blurred:
        waivers, waiving = _waivers(world.as_of, violations, lives)
        of_portfolio += [*_crossing(lives, is_loud=seed % 2 == 0), *waiving]
    plants += of_portfolio
    violations += [item for plant in of_portfolio for item in plant.pop("violations")]
    if is_blurred:
        violations = [{**item, "certain": False} for item in violations]
    place = Path(folder)
    write_folder(place, world, lives, dice, stated=stated, appropriations=appropriations, waivers=waivers)
    return Simulated(place, world.as_of, violations, plants, is_blurred)


def _lives(world: World, dice: random.Random, grants: int, seed: int, *, is_honest: bool) -> tuple[list[Life], list[dict[str, Any]]]:
    singles = _deck(world.name)
    doubles = pairs(singles)
    begin = seed // len(WORLDS) * grants  # seeds of one world go on where the one before stopped
    lives, plants = [], []
    for number in range(grants):
        cases: tuple[Case, ...] = ()
        turn, place = divmod(begin + number, 8)  # of eight grants five have one plant, two have a pair, one is honest
        if not is_honest and place < 5:
            cases = (singles[(turn * 5 + place) % len(singles)],)
        elif not is_honest and place < 7:
            cases = doubles[(turn * 2 + place) * 7919 % len(doubles)]
        life = _life(world, dice, f"g{number + 1:02d}", cases)
        lives.append(life)
        if cases:
            plants.append({"grant": life.id, "cases": [f"{case.rule} {case.name}" for case in cases]})
    return lives, plants


def _deck(world: str) -> list[Case]:
    """The cases in the order in which the portfolios of a world take them: first what few worlds have, then the others, begun elsewhere in each."""
    common = list(CASES)
    random.Random("hibah").shuffle(common)
    rare = [case for case in common if case.suits(world) and len(case.worlds) < len(WORLDS)]
    common = [case for case in common if len(case.worlds) == len(WORLDS)]
    begin = WORLDS.index(world) * len(common) // len(WORLDS)
    return [*rare, *common[begin:], *common[:begin]]


def _life(world: World, dice: random.Random, id: str, cases: tuple[Case, ...]) -> Life:
    for _ in range(_TRIES):
        with contextlib.suppress(Unsuitable):
            return _made(world, random.Random(dice.randrange(10**12)), id, cases)
    if len(cases) == 2:  # two that have no place on one grant: then one of them
        return _life(world, dice, id, cases[:1])
    raise RuntimeError(f"no life has a place for {[(case.rule, case.name) for case in cases]} in {world.name}")


def _made(world: World, dice: random.Random, id: str, cases: tuple[Case, ...]) -> Life:
    roles = [role for role in _ROLES if all(role in case.roles for case in cases)]
    if not roles:
        raise Unsuitable
    life = Life(world, dice, id, roles[dice.randrange(len(roles))], is_simple=bool(cases))

    def plant(at: str) -> None:
        for case in cases:
            if case.at == at:
                case.plant(life)

    plant("beginning")
    if not life.tranches:
        life.agree()
    if not cases and dice.randrange(5) == 0:
        life.add_tranche_by_addendum()
    if not cases and dice.randrange(4) == 0:
        life.words_text = words(life.amount)
    if not cases and dice.randrange(4) == 0:
        life.return_account = "Kas Daerah Kabupaten Contoh"
    plant("agreement")
    life.disburse()
    plant("money")
    life.spend()
    life.texture()
    plant("books")
    life.settle()
    plant("settled")
    life.file_papers()
    plant("end")
    life.entries.sort(key=lambda entry: entry.day)
    life.keep_statement()
    plant("statement")
    life.conclude()
    return life


def _quiet_day(world: World, lives: list[Life], dice: random.Random) -> Day:
    """A day in the middle of honest lives, on which nothing is open that is mended later."""
    first = max(life.signed for life in lives)
    days = world.calendar.between(max(first, world.versions[0].effective), world.as_of)
    dice.shuffle(days)
    return next((day for day in days if all(_is_quiet(life, day) for life in lives)), world.as_of)


def _is_quiet(life: Life, day: Day) -> bool:
    # What is not yet taken back stands there; what an addendum will plan has not been planned.
    taken = {entry.reverses: entry.day for entry in life.entries if entry.kind == "reversal"}
    if any(entry.day <= day < taken.get(entry.id, entry.day) for entry in life.entries):
        return False
    if any(addendum.signed > day for addendum in life.addenda) and any(line.version for line in life.lines):
        plan = {(line.stage, line.account): line.ceiling for line in life.lines if line.version == 0}
        paid = dict.fromkeys(plan, 0)
        for entry in life.live("realisation", "refund"):
            if entry.day <= day:
                paid[entry.stage, entry.account] += entry.amount if entry.kind == "realisation" else -entry.amount
        if any(paid[place] > plan[place] for place in plan):
            return False
    # In the first weeks few have been paid, and one of them may have a large share.
    payees: dict[str, int] = {}
    for entry in life.live("realisation"):
        if entry.day <= day:
            payees[entry.payee] = payees.get(entry.payee, 0) + entry.amount
    return len(payees) < 20 or max(payees.values()) * 4 <= sum(payees.values())


def _crossing(lives: list[Life], *, is_loud: bool) -> list[dict[str, Any]]:
    """Two honest lives pay one person the same for the same, 31 days apart; or 32, which is quiet. A day less, or more, where none are."""
    honest = [life for life in lives if not life.findings]
    best: Optional[tuple[int, Entry, Entry]] = None
    for here in honest:
        for there in honest:
            for one, other in _alike(here, there) if here is not there else []:
                apart = abs((one.day - other.day).days)
                beyond = 31 - apart if is_loud else apart - 32
                if beyond >= 0 and (best is None or beyond < best[0]):
                    best = (beyond, one, other)
    if best is None:
        return []
    beyond, one, other = best
    other.payee = f" {one.payee.upper()}"
    found = {"rule": "R410", "grant": None, "tranche": None, "stage": one.stage, "account": one.account}
    name = f"{31 - beyond}-days-apart" if is_loud else f"quiet-{32 + beyond}-days-apart"
    return [{"grant": None, "cases": [f"R410 {name}"], "violations": [found] if is_loud else []}]


def _alike(here: Life, there: Life) -> Iterator[tuple[Entry, Entry]]:
    """Payments of the same amount for the same: one to a payee who got nothing else, and any other."""
    payees = Counter(entry.payee for entry in here.live("realisation"))
    others: dict[tuple[Any, ...], list[Entry]] = {}
    for entry in there.live("realisation"):
        others.setdefault((entry.stage, entry.account, entry.amount), []).append(entry)
    for entry in here.live("realisation"):
        if entry.stage and payees[entry.payee] == 1:
            for other in others.get((entry.stage, entry.account, entry.amount), []):
                yield entry, other


def _waivers(as_of: Day, violations: list[dict[str, Any]], lives: list[Life]) -> tuple[list[Waiver], list[dict[str, Any]]]:
    """Waivers of findings that are there, each valid or at fault by a day or a letter; and one of a finding that is not there."""
    there = sorted({(item["rule"], item["grant"]) for item in violations if item["grant"] and item.get("certain", True)})
    year = datetime.timedelta(days=366)
    day = datetime.timedelta(days=1)
    valid = {"issued": as_of - 10 * day, "expires": as_of + 10 * day}
    forms: list[tuple[str, dict[str, Any]]] = [
        ("W901 expired-yesterday", {**valid, "expires": as_of - day}),
        ("W901 quiet-last-day", {**valid, "expires": as_of}),
        ("W903 approves-itself", {**valid, "requested_by": "Kepala Badan"}),
        ("W903 justified-in-19-letters", {**valid, "justification": "Sesuai berita acara"}),
        ("W903 quiet-justified-in-20-letters", {**valid, "justification": "Sesuai berita acara."}),
        ("W903 367-days", {"issued": as_of, "expires": as_of + year + day}),
        ("W903 quiet-366-days", {"issued": as_of, "expires": as_of + year}),
    ]
    waivers, plants = [], []

    def add(case: str, rule: str, grant: str, form: dict[str, Any]) -> None:
        waivers.append(Waiver(rule, grant, **form))
        code, name = case.split(" ")
        found = {"rule": code, "grant": grant, "tranche": None, "stage": None, "account": None}
        plants.append({"grant": None, "cases": [case], "violations": [] if name.startswith("quiet") else [found]})

    for (case, form), (rule, grant) in zip(forms, there):
        add(case, rule, grant, form)
    for life in lives:
        if not life.findings:
            add("W902 matches-nothing", "T203", life.id, valid)
            break
    return waivers, plants


def _totals(
    world: World, lives: list[Life], dice: random.Random, *, is_honest: bool
) -> tuple[Optional[int], dict[int, int], list[dict[str, Any]]]:
    """The total that somebody stated and the appropriations: right, to the sen, or wrong."""
    alive = [life for life in lives if life.signed <= world.as_of]
    total = sum(life.in_force(world.as_of)[0] for life in alive)
    planned: dict[int, int] = {}
    for life in alive:
        for tranche in life.in_force(world.as_of)[1]:
            if tranche.fiscal_year is not None:
                planned[tranche.fiscal_year] = planned.get(tranche.fiscal_year, 0) + tranche.amount
    plants: list[dict[str, Any]] = []
    none = {"grant": None, "tranche": None, "stage": None, "account": None}
    choice = 1 if is_honest else dice.randrange(4)
    stated = {0: None, 1: total, 2: total + 1, 3: total - 1}[choice]
    if stated is not None and stated != total:
        finding = {**none, "rule": "P101", **Life.money(stated, total)}
        plants.append({"grant": None, "cases": ["P101 one-sen-apart"], "violations": [finding]})
    appropriations: dict[int, int] = {}
    for year, amount in planned.items():
        choice = 1 if is_honest else dice.randrange(4)
        if choice:
            appropriations[year] = amount + {1: 0, 2: -1, 3: 10**9}[choice]
        if choice == 2:
            finding = {**none, "rule": "P102", **Life.money(amount - 1, amount)}
            plants.append({"grant": None, "cases": ["P102 one-sen-above"], "violations": [finding]})
    return stated, appropriations, plants


