"""Days and deadlines in Python."""

from __future__ import annotations

import datetime
import json
from datetime import date

import pytest

import hibah


@pytest.fixture(scope="module")
def calendar() -> hibah.WorkCalendar:
    return hibah.calendar()


def test_the_deadline_across_idul_fitri_explains_itself() -> None:
    deadline = hibah.deadline("2025-03-19 + 14 working days")
    assert deadline.date == date(2025, 4, 17)
    assert deadline.anchor == date(2025, 3, 19)
    assert deadline.expression == "2025-03-19 + 14 working days"
    assert len(deadline.skipped) == 15
    first, idul_fitri = deadline.skipped[0], next(day for day in deadline.skipped if day.date == date(2025, 3, 31))
    assert (first.date, first.why, first.name, first.decree) == (date(2025, 3, 22), "weekend", None, None)
    assert (idul_fitri.why, idul_fitri.name) == ("national", "Hari Raya Idul Fitri")
    assert idul_fitri.decree is not None and idul_fitri.decree in str(deadline)
    assert repr(deadline) == "<hibah.Deadline 2025-03-19 + 14 working days = 2025-04-17, 15 days skipped>"
    assert repr(first) == "<hibah.SkippedDay 2025-03-22 weekend>"


def test_the_json_says_the_same() -> None:
    deadline = hibah.deadline("2025-03-19 + 14 working days")
    assert json.loads(deadline.to_json()) == {
        "expression": deadline.expression,
        "date": "2025-04-17",
        "skipped": [{"date": day.date.isoformat(), "why": day.why, "decree": day.decree} for day in deadline.skipped],
    }


def test_check_values(calendar: hibah.WorkCalendar) -> None:
    assert calendar.add_working_days("2025-03-19", 14) == date(2025, 4, 17)
    working = calendar.with_cuti_bersama_working()
    assert working.add_working_days(date(2025, 3, 19), 14) == date(2025, 4, 10)
    assert working.cuti_bersama_is_working and not calendar.cuti_bersama_is_working
    assert hibah.deadline("2025-03-19 + 14 working days", calendar=working).date == date(2025, 4, 10)
    assert hibah.deadline("2024-11-27 - 5 months").date == date(2024, 6, 27)
    assert hibah.deadline("fiscal_year_end 2024").date == date(2024, 12, 31)


def test_working_days(calendar: hibah.WorkCalendar) -> None:
    assert calendar.is_working_day("2025-03-19") is True
    assert calendar.is_working_day("2025-03-31") is False
    assert calendar.day_off("2025-03-19") is None
    off = calendar.day_off("2025-03-31")
    assert off is not None and dict(off)["why"] == "national"
    assert calendar.working_days_between("2025-03-19", "2025-04-17") == 14
    assert calendar.working_days_between("2025-04-17", "2025-03-19") == -14
    assert calendar.add_working_days("2025-04-17", -14) == date(2025, 3, 19)
    assert calendar.add_working_days("2025-03-22", 0) == date(2025, 3, 22)


def test_local_days_give_a_new_calendar(calendar: hibah.WorkCalendar) -> None:
    local = calendar.with_local_holidays(["2025-03-19", date(2025, 3, 20)])
    off = local.day_off("2025-03-20")
    assert off is not None and off.why == "local"
    assert calendar.is_working_day("2025-03-20")


def test_a_calendar_as_it_was_known(calendar: hibah.WorkCalendar) -> None:
    # 22 May 2020 was cuti bersama until SKB 440/3/3 took it away on 20 May 2020.
    assert calendar.is_working_day("2020-05-22")
    assert not calendar.as_known_on("2020-05-19").is_working_day("2020-05-22")
    assert calendar.as_known_on("2020-05-20").is_working_day("2020-05-22")


def test_the_horizon_is_stated_and_kept(calendar: hibah.WorkCalendar) -> None:
    first, last = calendar.horizon
    assert (first, last) == (date(2019, 1, 1), date(2026, 12, 31))
    assert calendar.is_working_day(first) is False  # new year
    day = datetime.timedelta(days=1)
    for outside in (first - day, last + day):
        with pytest.raises(hibah.HorizonError) as refusal:
            calendar.is_working_day(outside)
        assert refusal.value.code == "outside_calendar"
        assert isinstance(refusal.value, hibah.UsageError)
    for n in (3000, -3000, 10**30, -(10**15)):
        with pytest.raises(hibah.UsageError):
            calendar.add_working_days("2024-01-02", n)
    assert {holiday.kind for holiday in calendar.holidays} == {"national", "cuti_bersama"}
    assert "2019-01-01 to 2026-12-31" in repr(calendar)


@pytest.mark.parametrize("given", [datetime.datetime(2025, 3, 19, 12), 20250319, 2025.0, None, b"2025-03-19"])
def test_what_is_no_date_is_refused(calendar: hibah.WorkCalendar, given: object) -> None:
    with pytest.raises(hibah.UsageError, match=r"pass a datetime\.date"):
        calendar.is_working_day(given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("2025-02-30", "date_does_not_exist"),
        ("2100-01-01", "date_out_of_range"),
        ("besok", "date_not_understood"),
        ("", "date_not_understood"),
    ],
)
def test_a_text_that_is_no_day_says_why(given: str, code: str) -> None:
    for ask in (hibah.parse_date, hibah.calendar().is_working_day):
        with pytest.raises(hibah.ParseError) as refusal:
            ask(given)
        assert refusal.value.code == code


@pytest.mark.parametrize("given", [date(1999, 12, 31), date(2100, 1, 1), date.min, date.max])
def test_days_outside_the_century_are_errors(calendar: hibah.WorkCalendar, given: date) -> None:
    with pytest.raises(hibah.InputError):
        calendar.day_off(given)


def test_dates_are_read_in_three_ways() -> None:
    assert hibah.parse_date("2024-03-04") == hibah.parse_date("4 Maret 2024") == hibah.parse_date("04/03/2024") == date(2024, 3, 4)
    assert type(hibah.parse_date("2024-03-04")) is date


def test_a_deadline_that_needs_more_says_so() -> None:
    with pytest.raises(hibah.UsageError, match="hangs on an agreement"):
        hibah.deadline("voting - 5 months")
    with pytest.raises(hibah.ParseError) as refusal:
        hibah.deadline("2025-03-19 + 14 hari kerja lagi")
    assert refusal.value.code == "deadline_not_understood"
    with pytest.raises(hibah.HorizonError):
        hibah.deadline("2027-01-01 + 1 working days")


def test_an_unknown_calendar_is_refused() -> None:
    with pytest.raises(hibah.UsageError) as refusal:
        hibah.calendar("mars")
    assert refusal.value.code == "unknown_name"
