"""Days, working days and the windows of stages, reckoned without the library: only its holidays and timetables are read, as text."""

from __future__ import annotations

import bisect
import datetime
import re
from typing import Callable, NamedTuple, Optional

__all__ = ["Calendar", "Day", "Law", "Version", "World", "add_months", "read_tables"]

Day = datetime.date
_HEADER = re.compile(r"^\s*\[\[([a-z_.]+)\]\]")
_FACT = re.compile(r'^\s*([a-z_]+)\s*=\s*(?:"([^"]*)"|(\d{4}-\d\d-\d\d))')


def read_tables(text: str) -> list[tuple[str, dict[str, str]]]:
    """The tables of a built-in data file in their order, with their texts and dates: no more of TOML is needed here."""
    tables: list[tuple[str, dict[str, str]]] = [("", {})]
    for line in text.splitlines():
        header = _HEADER.match(line)
        if header:
            tables.append((header[1], {}))
            continue
        fact = _FACT.match(line)
        if fact:
            tables[-1][1][fact[1]] = fact[2] if fact[2] is not None else fact[3]
    return tables


def add_months(day: Day, months: int) -> Day:
    """The same day of another month, or its last day where it has no such day."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    following = Day(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - datetime.timedelta(days=1)).day
    return Day(year, month + 1, min(day.day, last))


class Calendar:
    """Monday to Friday, less the days off."""

    def __init__(self, days_off: set[Day], joint_leave: set[Day]) -> None:
        self.days_off, self.joint_leave = days_off, joint_leave
        every = (Day(2019, 1, 1) + datetime.timedelta(days=n) for n in range(8 * 366))
        self._working = [day for day in every if self.is_working(day)]

    @staticmethod
    def read(text: str, extra: list[Day], *, joint_leave_is_working: bool) -> Calendar:
        holidays = [facts for name, facts in read_tables(text) if name == "holiday"]
        leave = {Day.fromisoformat(facts["date"]) for facts in holidays if facts["kind"] == "cuti_bersama"}
        national = {Day.fromisoformat(facts["date"]) for facts in holidays if facts["kind"] == "national"}
        off = national | set(extra) | (set() if joint_leave_is_working else leave)
        return Calendar(off, leave - national)

    def is_working(self, day: Day) -> bool:
        return day.weekday() < 5 and day not in self.days_off

    def add(self, day: Day, count: int) -> Day:
        """The count-th working day after (or, below zero, before) the day, which is not counted itself."""
        step = datetime.timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def at_or_after(self, day: Day) -> Day:
        return day if self.is_working(day) else self.add(day, 1)

    def at_or_before(self, day: Day) -> Day:
        return day if self.is_working(day) else self.add(day, -1)

    def between(self, first: Day, last: Day) -> list[Day]:
        """The working days from first to last."""
        return self._working[bisect.bisect_left(self._working, first) : bisect.bisect_right(self._working, last)]


Window = tuple[Optional[Day], Optional[Day]]


class Version(NamedTuple):
    """A timetable as one decree set it, with what it left as it was."""

    effective: Day
    voting: Day
    windows: dict[str, Window]

    @staticmethod
    def read(text: str) -> list[Version]:
        versions: list[Version] = []
        for name, facts in read_tables(text):
            if name == "version":
                earlier = dict(versions[-1].windows) if versions else {}
                versions.append(Version(Day.fromisoformat(facts["effective"]), Day.fromisoformat(facts["voting"]), earlier))
            elif name == "version.stage":
                start, end = (Day.fromisoformat(facts[key]) if key in facts else None for key in ("start", "end"))
                versions[-1].windows[facts["code"]] = (start, end)
        return versions


class Law(NamedTuple):
    """What the law asks of an agreement's tranches: cumulative least share (per cent) and last day, by the day of signing."""

    least: tuple[int, ...]
    expressions: tuple[str, ...]
    limits: tuple[Callable[[Day], Day], ...]


class World:
    """An election and what holds in it for all grants."""

    def __init__(self, name: str, calendar: Calendar, versions: list[Version], law: Law) -> None:
        self.name, self.calendar, self.versions, self.law = name, calendar, versions, law
        self.election, self.regulation = "pilkada-2024", "permendagri-41-2020"
        self.regulation_text: Optional[str] = None
        self.extra: list[Day] = []
        self.signing: list[tuple[Day, Day]] = []
        self.sign_until: Optional[Day] = None
        self.valid_from: Optional[Day] = None
        self.event: Day = Day(2025, 1, 10)
        self.as_of: Day = Day(2025, 6, 30)
        self._within: dict[tuple[str, Day], bool] = {}
        self.places: list[tuple[str, str, int]] = []
        """stage, account and weight of an organiser's or a supervisor's budget"""

    @property
    def voting(self) -> Day:
        return self.versions[-1].voting

    @property
    def use_until(self) -> Day:
        return self.event

    @property
    def return_due(self) -> Day:
        return add_months(self.event, 3)

    @property
    def report_due(self) -> Day:
        return add_months(self.event, 3)

    def window(self, stage: str, day: Day, before: int = 30, after: int = 30) -> Optional[Window]:
        """The days on which money may be spent on the stage, by the decree effective on the day; none where none is effective yet."""
        known = [version for version in self.versions if version.effective <= day]
        if not known or stage not in known[-1].windows:
            return None
        start, end = known[-1].windows[stage]
        early = start and start - datetime.timedelta(days=before)
        late = end and end + datetime.timedelta(days=after)
        return (early, late)

    def is_within(self, stage: str, day: Day) -> bool:
        if not stage:
            return True
        known = self._within.get((stage, day))
        if known is None:
            window = self.window(stage, day)
            known = window is not None and (window[0] is None or window[0] <= day) and (window[1] is None or day <= window[1])
            self._within[stage, day] = known
        return known
