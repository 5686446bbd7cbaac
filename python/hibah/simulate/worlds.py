"""The elections and laws in which grants live."""

from __future__ import annotations

import datetime
import random

from hibah import builtin_text
from hibah.simulate.days import Calendar, Day, Law, Version, World, add_months

__all__ = ["WORLDS", "make_world"]

WORLDS = ("2024", "2020", "own", "2024-leave")
"""As it was in 2024; as it was in 2020; 2024 with a regulation of the office's own, and one in which cuti bersama are working days."""

_OWN_REGULATION = """\
id = "peraturan-kantor"
name = "Salinan kantor (rekaan)"
valid_from = {valid_from}
sign_until = {sign_until}
cuti_bersama_is_working_day = {leave}
use_until = "event proposal_of_appointment"
report_due = "event proposal_of_appointment + 3 months"
return_due = "event proposal_of_appointment + 3 months"

[[schedule]]
roles = ["organiser", "supervisor"]
tranches = [
  {{ minimum_share = "40%", latest = "signed + 14 working days" }},
  {{ minimum_share = "60%", latest = "voting - 5 months" }},
]

[[direct_procurement]]
valid_from = 2018-07-01
goods = 200000000
construction = 200000000
"""

_PLACES = [
    ("ADHOC_FORM", "521213", 18), ("ADHOC_FORM", "524113", 6), ("ADHOC_FORM", "522141", 5), ("VOTER_LIST", "521213", 9), ("VOTER_LIST", "521219", 8),
    ("CAND_REG", "524114", 5), ("CAMPAIGN", "521219", 12), ("CAMPAIGN", "522191", 6), ("VOTE", "521213", 12), ("VOTE", "522191", 8),
    ("VOTE", "521211", 6), ("COUNT_RECAP", "524113", 5),
]  # fmt: skip


def make_world(name: str, dice: random.Random) -> World:
    """The world of that name, with an event, days off of its own and a day of the question that the dice choose."""
    own = name in ("own", "2024-leave")
    leave = name == "2024-leave"
    election = "pilkada-2020" if name == "2020" else "pilkada-2024"
    versions = Version.read(builtin_text("timetable", election))
    year = versions[-1].voting.year
    extra = [Day(year, 8, 22), Day(year, 3, 5)] if dice.randrange(2) else []
    calendar = Calendar.read(builtin_text("calendar", "indonesia"), extra, joint_leave_is_working=leave)
    voting = versions[-1].voting

    if name == "2020":
        law = Law(
            (40, 90, 100),
            ("signed + 14 working days", "voting - 4 months", "voting - 1 months"),
            (lambda signed: calendar.add(signed, 14), lambda signed: add_months(voting, -4), lambda signed: add_months(voting, -1)),
        )
    else:
        law = Law(
            (40, 100),
            ("signed + 14 working days", "voting - 5 months"),
            (lambda signed: calendar.add(signed, 14), lambda signed: add_months(voting, -5)),
        )
    world = World(name, calendar, versions, law)
    world.election, world.extra, world.places = election, extra, _PLACES
    if name == "2020":
        world.regulation = "permendagri-54-2019"
        world.sign_until = Day(2019, 10, 1)
        world.signing = [(Day(2019, 9, 9), Day(2019, 9, 27))]
    else:
        world.signing = [(Day(2023, 10, 23), Day(2023, 11, 24)), (Day(2024, 2, 5), Day(2024, 5, 17))]
        world.valid_from = Day(2020, 6, 15)
    if own:
        world.regulation = "peraturan.toml"
        world.valid_from, world.sign_until = Day(2023, 10, 19), Day(2024, 5, 21)
        world.regulation_text = _OWN_REGULATION.format(
            valid_from=world.valid_from, sign_until=world.sign_until, leave="true" if leave else "false"
        )
    day = versions[-1].voting + datetime.timedelta(days=dice.randrange(42, 72))
    world.event = calendar.at_or_after(day)
    world.as_of = calendar.at_or_after(world.return_due + datetime.timedelta(days=dice.randrange(5, 90)))
    return world
