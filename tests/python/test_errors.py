"""Exceptions: what they are, what they carry, and that they travel."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest

import hibah
from conftest import write_portfolio


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    folder = write_portfolio(tmp_path / "rusak")
    journal = folder / "journal.csv"
    text = journal.read_text(encoding="utf-8")
    text = text.replace("2024-07-05,realisation", "2024-02-30,realisation").replace("49999.75", "banyak").replace("Toko Dua", "Toko \udcff")
    journal.write_bytes(text.encode("utf-8", "surrogateescape").replace(b"\xff", b"Dua"))
    return folder


def test_the_family() -> None:
    assert issubclass(hibah.UsageError, hibah.HibahError) and issubclass(hibah.UsageError, ValueError)
    assert issubclass(hibah.AmountTypeError, hibah.UsageError) and issubclass(hibah.AmountTypeError, TypeError)
    assert issubclass(hibah.AmountOverflow, hibah.UsageError) and issubclass(hibah.AmountOverflow, OverflowError)
    assert issubclass(hibah.HorizonError, hibah.UsageError)
    assert issubclass(hibah.InputError, hibah.HibahError) and issubclass(hibah.InputError, ValueError)
    assert issubclass(hibah.ParseError, hibah.InputError)
    assert not issubclass(hibah.InputError, hibah.UsageError)


def test_bad_input_carries_every_problem(broken: Path) -> None:
    with pytest.raises(hibah.InputError) as caught:
        hibah.load(broken)
    error = caught.value
    assert error.total == len(error.problems) == 2
    day, amount = error.problems
    assert (day.file, day.row, day.column, day.text, day.code) == ("journal.csv", 4, "date", "2024-02-30", "date_does_not_exist")
    assert (amount.file, amount.row, amount.column, amount.text, amount.code) == (
        "journal.csv",
        5,
        "amount",
        "banyak",
        "amount_not_understood",
    )
    assert set(day.expected) == {"id", "en"}
    assert day.line("en") == 'journal.csv, row 4, column date: "2024-02-30" — expected a day that exists in the calendar'
    assert day.line() == day.line("id") == str(day)
    assert "baris 4" in day.line()
    assert day.line("en") in str(error) and day.line("en") in repr(day)


def test_exceptions_travel(broken: Path) -> None:
    for wrong in (
        lambda: hibah.load(broken),
        lambda: hibah.Rupiah("1.250"),
        lambda: hibah.Rupiah(1.5),  # type: ignore[arg-type]
        lambda: hibah.Rupiah(10**30),
        lambda: hibah.calendar().day_off("2027-01-01"),
        lambda: hibah.explain("Z9"),
    ):
        with pytest.raises(hibah.HibahError) as caught:
            wrong()
        error = caught.value
        for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
            assert type(twin) is type(error)
            assert str(twin) == str(error)
            assert getattr(twin, "code", None) == getattr(error, "code", None)
            assert getattr(twin, "offset", None) == getattr(error, "offset", None)
            if isinstance(error, hibah.InputError):
                assert isinstance(twin, hibah.InputError)
                assert [problem.line() for problem in twin.problems] == [problem.line() for problem in error.problems]
                assert twin.total == error.total


@pytest.mark.parametrize("code", [-1, 10**6])
def test_a_problem_is_not_made_of_nonsense(code: int) -> None:
    with pytest.raises(hibah.HibahError):
        hibah.Problem.__new__(hibah.Problem).__setstate__((code, b"", None, b"", b"", b""))  # type: ignore[attr-defined]


def test_a_parse_error_says_where(small: hibah.Portfolio) -> None:
    with pytest.raises(hibah.ParseError) as caught:
        hibah.Rupiah("Rp1.234,5x")
    assert caught.value.code == "amount_not_understood"
    assert isinstance(caught.value.offset, int)
    (problem,) = caught.value.problems
    assert (problem.file, problem.row, problem.column) == (None, None, None)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "tidak-ada", str(tmp_path / "tidak-ada"), bytes(tmp_path / "tidak-ada")):
        with pytest.raises(hibah.InputError) as caught:
            hibah.load(path)
        assert caught.value.problems[0].code == "file_missing"


def test_paths_of_any_bytes(tmp_path: Path) -> None:
    folder = Path(f"{tmp_path}/kab\udcff")
    write_portfolio(folder)
    assert hibah.load(folder).name == "Hibah Pilkada 2024 Kabupaten Uji"
    with pytest.raises(hibah.UsageError, match="NUL"):
        hibah.load("a\0b")
    with pytest.raises(TypeError):
        hibah.load(5)  # type: ignore[arg-type]


def test_usage_errors_have_codes(small: hibah.Portfolio) -> None:
    for wrong, code in (
        (lambda: small.check(as_of="2025-01-31", select=["T999"]), "unknown_rule"),
        (lambda: small.check(as_of="2025-01-31", settings={"R401.dayz": 3}), "setting_unknown"),
        (lambda: small.check(as_of="2025-01-31", settings={"R401.days_after": "banyak"}), "invalid_argument"),
        (lambda: small.check(as_of="2025-01-31", threads=-1), "invalid_argument"),
        (lambda: small.check(as_of="2025-01-31", select=[5]), "invalid_argument"),  # type: ignore[list-item]
        (lambda: small.realisation("warna", as_of="2025-01-31"), "unknown_name"),
        (lambda: small.realisation([], as_of="2025-01-31"), "invalid_argument"),
        (lambda: small.schedule(as_of="2025-01-31", lang="fr"), "invalid_argument"),  # type: ignore[arg-type]
        (lambda: small.trace("J99", as_of="2025-01-31"), "unknown_name"),
        (lambda: small.what_if(as_of="2025-01-31"), "invalid_argument"),
        (lambda: small.what_if(as_of="2025-01-31", voting="2024-12-04", threads=-1), "invalid_argument"),
        (lambda: hibah.explain("T201", format="html"), "unknown_name"),  # type: ignore[arg-type]
        (lambda: hibah.builtin_text("timetable", "pilkada-1955"), "unknown_name"),
    ):
        with pytest.raises(hibah.UsageError) as caught:
            wrong()
        assert caught.value.code == code


def test_the_day_of_the_question_is_never_assumed(small: hibah.Portfolio) -> None:
    for ask in (small.check, small.schedule, small.position):
        with pytest.raises(TypeError):
            ask()  # type: ignore[call-arg]
    with pytest.raises(hibah.UsageError):
        small.check(as_of=None)  # type: ignore[arg-type]
