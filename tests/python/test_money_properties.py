"""Money against Python's Decimal and Fraction: the same answers, for amounts over the whole range."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import hibah
from hibah import Grain, Rounding, Rupiah

LEAST, MOST = -(2**63), 2**63 - 1

sens = st.integers(LEAST, MOST) | st.integers(-1000, 1000) | st.sampled_from([LEAST, LEAST + 1, MOST - 1, MOST])
fractions = st.fractions(min_value=-10, max_value=10, max_denominator=10**6)
weights = st.lists(st.fractions(min_value=0, max_value=1000, max_denominator=10**4), min_size=1, max_size=12)


def in_range(sen: int) -> bool:
    return LEAST <= sen <= MOST


@given(sens, sens)
def test_sums_and_differences_are_those_of_integers(a: int, b: int) -> None:
    for exact, money in (
        (a + b, lambda: Rupiah.from_sen(a) + Rupiah.from_sen(b)),
        (a - b, lambda: Rupiah.from_sen(a) - Rupiah.from_sen(b)),
    ):
        if in_range(exact):
            assert money().sen == exact
        else:
            with pytest.raises(hibah.AmountOverflow):
                money()
    assert (Rupiah.from_sen(a) < Rupiah.from_sen(b)) == (a < b)
    assert (Rupiah.from_sen(a) == Rupiah.from_sen(b)) == (a == b)


@given(sens, st.integers(-(2**70), 2**70) | st.integers(-10, 10))
def test_products_are_those_of_integers(a: int, n: int) -> None:
    exact = a * n
    if in_range(exact) and in_range(n):
        assert (Rupiah.from_sen(a) * n).sen == (n * Rupiah.from_sen(a)).sen == exact
    else:
        with pytest.raises(hibah.AmountOverflow):
            Rupiah.from_sen(a) * n


@given(st.lists(sens, max_size=30))
def test_a_total_is_the_sum_of_integers(amounts: list[int]) -> None:
    exact = sum(amounts)
    if in_range(exact):
        assert hibah.total(map(Rupiah.from_sen, amounts)).sen == exact
    else:
        with pytest.raises(hibah.AmountOverflow):
            hibah.total(map(Rupiah.from_sen, amounts))


@given(sens)
def test_decimal_and_every_notation_come_back(sen: int) -> None:
    amount = Rupiah.from_sen(sen)
    decimal = amount.to_decimal()
    with localcontext() as context:
        context.prec = 40
        assert decimal == Decimal(sen) / 100
    assert decimal.as_tuple().exponent == -2
    assert Rupiah(decimal) == amount
    assert Rupiah(f"{amount:p}") == amount
    assert Rupiah(str(amount)) == hibah.parse_rupiah(str(amount)) == amount
    assert Rupiah(f"{amount:r}") == amount


@given(sens)
@example(0)
@example(LEAST)
@example(MOST)
def test_words_come_back(sen: int) -> None:
    amount = Rupiah.from_sen(sen)
    words = hibah.terbilang(amount)
    assert hibah.parse_terbilang(words) == amount
    assert hibah.parse_terbilang(words.upper().replace(" ", "  ")) == amount
    assert set(words) <= set("abcdefghijklmnopqrstuvwxyz ")


@given(st.decimals(allow_nan=False, allow_infinity=False) | st.decimals(-(10**18), 10**18, places=2))
def test_a_decimal_is_taken_exactly_or_not_at_all(value: Decimal) -> None:
    assume(-400 < value.adjusted() < 400)
    sen = Fraction(value) * 100
    if sen.denominator == 1 and in_range(sen.numerator):
        assert Rupiah(value).sen == sen.numerator
    else:
        with pytest.raises(hibah.HibahError):
            Rupiah(value)


@given(sens, weights)
def test_allocation_conserves_and_is_fair(sen: int, shares: list[Fraction]) -> None:
    assume(any(shares))
    parts = hibah.allocate(Rupiah.from_sen(sen), shares)
    assert sum(part.sen for part in parts) == sen
    whole = sum(shares)
    for part, share in zip(parts, shares):
        assert abs(Fraction(part.sen) - sen * share / whole) < 1
        assert share or part.sen == 0


@given(st.integers(LEAST // 100 + 1, MOST // 100 - 1), weights)
def test_allocation_in_whole_rupiah_stays_whole(rupiah: int, shares: list[Fraction]) -> None:
    assume(any(shares))
    parts = hibah.allocate(rupiah, shares, Grain.RUPIAH)
    assert all(part.is_whole for part in parts)
    assert hibah.total(parts) == Rupiah(rupiah)


@given(sens, st.lists(st.integers(0, 5), min_size=1, max_size=6))
def test_of_equal_remainders_the_first_gets_more(sen: int, shares: list[int]) -> None:
    """The largest remainder, reckoned once more in Fraction."""
    assume(any(shares))
    exact = [Fraction(abs(sen) * share, sum(shares)) for share in shares]
    parts = [value.numerator // value.denominator for value in exact]
    order = sorted(range(len(shares)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: abs(sen) - sum(parts)]:
        parts[i] += 1
    sign = -1 if sen < 0 else 1
    assert [part.sen for part in hibah.allocate(Rupiah.from_sen(sen), shares)] == [sign * part for part in parts]


DECIMAL_ROUNDING = {
    Rounding.DOWN: ROUND_DOWN,
    Rounding.UP: ROUND_UP,
    Rounding.HALF_UP: ROUND_HALF_UP,
    Rounding.HALF_EVEN: ROUND_HALF_EVEN,
}


@given(sens, fractions, st.sampled_from(list(DECIMAL_ROUNDING)))
@example(5, Fraction(1, 2), Rounding.HALF_EVEN)
@example(-5, Fraction(1, 2), Rounding.HALF_UP)
def test_scaling_rounds_as_decimal_does(sen: int, ratio: Fraction, rounding: Rounding) -> None:
    exact = sen * ratio
    floor, remainder = divmod(abs(exact.numerator), exact.denominator)
    up = {
        Rounding.DOWN: False,
        Rounding.UP: remainder > 0,
        Rounding.HALF_UP: 2 * remainder >= exact.denominator,
        Rounding.HALF_EVEN: 2 * remainder > exact.denominator or (2 * remainder == exact.denominator and floor % 2 == 1),
    }[rounding]
    expected = (floor + up) * (-1 if exact < 0 else 1)
    with localcontext() as context:
        context.prec = 60
        by_decimal = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1), rounding=DECIMAL_ROUNDING[rounding])
    assert by_decimal == expected  # 60 digits are enough to tell a half from its neighbours here
    if in_range(expected):
        assert hibah.scale(Rupiah.from_sen(sen), ratio, rounding).sen == expected
    else:
        with pytest.raises(hibah.AmountOverflow):
            hibah.scale(Rupiah.from_sen(sen), ratio, rounding)


@given(sens, fractions)
def test_exact_scaling_is_exact_or_an_error(sen: int, ratio: Fraction) -> None:
    exact = sen * ratio
    if exact.denominator == 1 and in_range(exact.numerator):
        assert hibah.scale(Rupiah.from_sen(sen), ratio, Rounding.EXACT).sen == exact.numerator
    else:
        with pytest.raises(hibah.UsageError):
            hibah.scale(Rupiah.from_sen(sen), ratio, Rounding.EXACT)
