"""Rupiah in Python: what becomes money, what is refused, and that it is exact."""

from __future__ import annotations

import copy
import operator
import pickle
import re
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

import hibah
from conftest import ROOT
from hibah import Grain, Rounding, Rupiah

LEAST = Rupiah.from_sen(-(2**63))
MOST = Rupiah.from_sen(2**63 - 1)


class FakeFloat:
    """What numpy's float32 is to us: it has a float value and no index."""

    def __float__(self) -> float:
        return 1.0


class FakeInt:
    """What numpy's int64 is to us: it stands for a whole number exactly."""

    def __index__(self) -> int:
        return 7

    def __float__(self) -> float:
        return 7.0


@pytest.mark.parametrize(
    ("given", "sen"),
    [
        (0, 0),
        (103_000_000_000, 10_300_000_000_000),
        (-1, -100),
        (FakeInt(), 700),
        (Decimal("97.03"), 9703),
        (Decimal("-0.05"), -5),
        (Decimal("-0"), 0),
        (Decimal("1.500"), 150),
        (Decimal("1E+3"), 100_000),
        (Decimal("0E-1000000000"), 0),
        (Decimal("92233720368547758.07"), 2**63 - 1),
        (Decimal("-92233720368547758.08"), -(2**63)),
        ("Rp103.000.000.000,00", 10_300_000_000_000),
        ("Rp 76,055 miliar", 7_605_500_000_000),
        ("1250000.50", 125_000_050),
        ("(Rp1.000)", -100_000),
        (Rupiah.from_sen(5), 5),
    ],
)
def test_what_is_exact_becomes_money(given: object, sen: int) -> None:
    amount = Rupiah(given)  # type: ignore[arg-type]
    assert amount.sen == sen
    assert amount == Rupiah.from_sen(sen)


@pytest.mark.parametrize("given", [1.0, 0.1, float("nan"), True, False, None, FakeFloat(), Fraction(1, 2), 1j, b"100", [1], object()])
def test_what_is_not_exact_is_refused_with_advice(given: object) -> None:
    with pytest.raises(hibah.AmountTypeError, match=r"pass a Decimal, whole rupiah as an int, or a text") as refusal:
        Rupiah(given)  # type: ignore[arg-type]
    assert isinstance(refusal.value, TypeError)
    assert isinstance(refusal.value, ValueError)


def test_a_float_is_called_a_float() -> None:
    with pytest.raises(hibah.AmountTypeError, match=r"1\.5 \(float\) is a float, and a float is never money"):
        Rupiah(1.5)  # type: ignore[arg-type]


@pytest.mark.slow
def test_numpy_integers_are_money_and_its_floats_are_not() -> None:
    numpy = pytest.importorskip("numpy")
    assert Rupiah(numpy.int64(5)) == Rupiah(numpy.uint8(5)) == Rupiah(5)
    assert Rupiah(5) * numpy.int32(3) == Rupiah(15)
    for kind in (numpy.float16, numpy.float32, numpy.float64, numpy.longdouble, numpy.bool_):
        with pytest.raises(hibah.AmountTypeError):
            Rupiah(kind(1))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("1.250", "amount_ambiguous"),
        ("seribu", "amount_not_understood"),
        ("", "amount_not_understood"),
        ("1.005,123", "amount_too_precise"),
        ("\udcff", "amount_not_understood"),
        ("\ud800", "amount_not_understood"),
        ("1" * 1000, "amount_out_of_range"),
    ],
)
def test_a_text_that_is_no_amount_says_why(given: str, code: str) -> None:
    with pytest.raises(hibah.ParseError) as refusal:
        Rupiah(given)
    assert refusal.value.code == code
    assert refusal.value.total == 1


@pytest.mark.parametrize(
    ("given", "kind", "code"),
    [
        (Decimal("1.005"), hibah.UsageError, "amount_too_precise"),
        (Decimal("1E-1000000"), hibah.UsageError, "amount_too_precise"),
        (Decimal("NaN"), hibah.UsageError, "amount_not_understood"),
        (Decimal("-Infinity"), hibah.UsageError, "amount_not_understood"),
        (Decimal("92233720368547758.08"), hibah.ParseError, "amount_out_of_range"),
        (Decimal("1E+1000000"), hibah.AmountOverflow, "amount_out_of_range"),
        (10**30, hibah.AmountOverflow, "amount_out_of_range"),
        (92_233_720_368_547_759, hibah.AmountOverflow, "amount_out_of_range"),
    ],
)
def test_what_does_not_fit_is_an_error(given: object, kind: type[hibah.HibahError], code: str) -> None:
    with pytest.raises(hibah.HibahError) as refusal:
        Rupiah(given)  # type: ignore[arg-type]
    assert refusal.value.code == code  # type: ignore[attr-defined]
    assert isinstance(refusal.value, kind)


def test_arithmetic_is_checked() -> None:
    assert Rupiah.from_sen(-1) == LEAST + MOST
    one = Rupiah.from_sen(1)
    for wrong in (lambda: MOST + one, lambda: LEAST - one, lambda: -LEAST, lambda: abs(LEAST), lambda: MOST * 2, lambda: MOST * 2**70):
        with pytest.raises(hibah.AmountOverflow) as overflow:
            wrong()
        assert isinstance(overflow.value, OverflowError)


def test_operators() -> None:
    a, b = Rupiah("10.25"), Rupiah("-3.50")
    assert (a + b).sen == 675
    assert (a - b).sen == 1375
    assert (a * 3).sen == (3 * a).sen == 3075
    assert (-a).sen == -1025 and +a == a and abs(b).sen == 350
    assert bool(a) and not Rupiah(0)
    assert a > b and b < a and a >= a and a <= a and a != b
    assert sorted([a, b]) == [b, a]
    assert sum([a, b, a]) == Rupiah("17.00")


@pytest.mark.parametrize("other", [1, Decimal(1), "Rp1", 1.0, None, Fraction(1)])
def test_money_meets_money_only(other: object) -> None:
    amount = Rupiah(1)
    assert amount != other
    for operation in (operator.add, operator.sub, operator.lt, operator.le, operator.gt, operator.ge):
        with pytest.raises(TypeError):
            operation(amount, other)
        with pytest.raises(TypeError):
            operation(other, amount)


def test_there_is_no_division_and_no_way_out_to_float() -> None:
    amount = Rupiah(10)
    for operation in (operator.truediv, operator.floordiv, operator.mod, divmod):
        with pytest.raises(TypeError):
            operation(amount, 2)
    for convert in (float, int, complex, operator.index, round):
        with pytest.raises(TypeError):
            convert(amount)  # type: ignore[operator]


@pytest.mark.parametrize("factor", [1.5, True, Decimal("0.5"), Fraction(1, 2), FakeFloat()])
def test_a_product_with_no_whole_number_points_to_scale(factor: object) -> None:
    for wrong in (lambda: Rupiah(10) * factor, lambda: factor * Rupiah(10)):
        with pytest.raises(hibah.AmountTypeError, match=r"hibah\.scale\(amount, ratio, rounding\)"):
            wrong()


@pytest.mark.parametrize("sen", [1.0, True, "5", None])
def test_from_sen_takes_whole_numbers(sen: object) -> None:
    with pytest.raises(hibah.AmountTypeError):
        Rupiah.from_sen(sen)  # type: ignore[arg-type]


@pytest.mark.parametrize("amount", [Rupiah(0), LEAST, MOST, Rupiah("-0.05")], ids=repr)
def test_copies_are_equal(amount: Rupiah) -> None:
    for twin in (
        copy.copy(amount),
        copy.deepcopy(amount),
        *(pickle.loads(pickle.dumps(amount, n)) for n in range(2, 6)),
        eval(repr(amount)),
    ):
        assert twin == amount
        assert hash(twin) == hash(amount)
        assert type(twin) is Rupiah


def test_texts() -> None:
    amount = Rupiah(103_000_000_000)
    assert str(amount) == f"{amount}" == "Rp103.000.000.000,00"
    assert repr(amount) == "Rupiah('103000000000.00')"
    assert f"{amount:r}" == "Rp103.000.000.000"
    assert f"{amount:p}" == "103000000000.00"
    assert f"{Rupiah('1.50'):r}" == "Rp1,50"
    assert f"[{Rupiah(5):>10}] [{Rupiah(5):10r}] [{Rupiah(5):<8p}] [{Rupiah(5):*^8p}]" == "[    Rp5,00] [       Rp5] [5.00    ] [**5.00**]"
    for wrong in ("x", ".2f", "10d"):
        with pytest.raises(ValueError):
            format(amount, wrong)


def test_to_decimal_keeps_the_sen_whatever_the_context() -> None:
    with localcontext() as context:
        context.prec = 3
        assert str(MOST.to_decimal()) == "92233720368547758.07"
        assert Rupiah(MOST.to_decimal()) == MOST
    assert str(Rupiah(0).to_decimal()) == "0.00"


def test_allocate() -> None:
    assert hibah.allocate(100, [1, 1, 1]) == [Rupiah("33.34"), Rupiah("33.33"), Rupiah("33.33")]
    assert hibah.allocate("Rp100", ["40%", Fraction(3, 5)], Grain.RUPIAH) == [Rupiah(40), Rupiah(60)]
    assert hibah.allocate(Rupiah(10), [Decimal("0.25"), Decimal("0.75")], grain=Grain.SEN) == [Rupiah("2.50"), Rupiah("7.50")]
    for wrong in ([], [0, 0], [1, -1]):
        with pytest.raises(hibah.UsageError):
            hibah.allocate(100, wrong)
    with pytest.raises(hibah.UsageError):
        hibah.allocate(Rupiah("0.50"), [1], Grain.RUPIAH)
    for wrong_share in (0.5, True, None):
        with pytest.raises(hibah.AmountTypeError, match="no exact ratio"):
            hibah.allocate(100, [wrong_share])  # type: ignore[list-item]


def test_scale_names_its_rounding() -> None:
    amount, third = Rupiah("0.05"), Fraction(1, 2)
    rounded = {rounding: hibah.scale(amount, third, rounding).sen for rounding in Rounding if rounding is not Rounding.EXACT}
    assert rounded == {Rounding.DOWN: 2, Rounding.UP: 3, Rounding.HALF_UP: 3, Rounding.HALF_EVEN: 2}
    with pytest.raises(hibah.UsageError):
        hibah.scale(amount, third, Rounding.EXACT)
    with pytest.raises(hibah.AmountTypeError):
        hibah.scale(amount, 0.5, Rounding.DOWN)  # type: ignore[arg-type]
    with pytest.raises(hibah.AmountOverflow):
        hibah.scale(amount, Fraction(1, 2**64), Rounding.DOWN)
    with pytest.raises(hibah.AmountOverflow):
        hibah.scale(amount, Decimal("1E+1000000"), Rounding.DOWN)


def test_enumerators_are_those_of_cpp() -> None:
    for header, name, enum in (("rupiah", "Rounding", Rounding), ("allocate", "Grain", Grain)):
        text = (ROOT / "libhibah" / "money" / f"{header}.hpp").read_text(encoding="utf-8")
        body = re.search(rf"enum class {name}[^{{]*{{([^}}]*)}}", text)
        assert body is not None
        words = re.findall(r"\w+", re.sub(r"//[^\n]*", "", body[1]))
        assert [each.name for each in enum] == [word.upper() for word in words]


def test_total_is_wider_than_its_parts() -> None:
    assert hibah.total([MOST, MOST, -MOST, -MOST]) == Rupiah(0)
    assert hibah.total([]) == Rupiah(0)
    assert hibah.total([1, Decimal("0.50"), "Rp2"]) == Rupiah("3.50")
    with pytest.raises(hibah.AmountOverflow):
        hibah.total([MOST, Rupiah.from_sen(1)])
    with pytest.raises(hibah.AmountTypeError):
        hibah.total([1.0])  # type: ignore[list-item]


def test_words() -> None:
    assert hibah.terbilang(76_055_000_000) == "tujuh puluh enam miliar lima puluh lima juta rupiah"
    assert hibah.parse_terbilang("Tujuh puluh enam  miliar lima puluh lima juta RUPIAH") == Rupiah(76_055_000_000)
    with pytest.raises(hibah.ParseError) as refusal:
        hibah.parse_terbilang("satu ekor sapi")
    assert refusal.value.code == "words_not_understood"
    assert hibah.parse_rupiah("Rp 624 juta") == Rupiah(624_000_000)
    with pytest.raises(hibah.ParseError):
        hibah.parse_rupiah("1250000.50")  # plain notation is not how an agreement is written
