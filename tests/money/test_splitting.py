"""Parts always sum to the whole: tables an accountant could check, then any amounts at all."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.money.amounts import from_grosze, to_grosze
from osnowa.money.splitting import split

amounts = st.integers(min_value=-(10**14), max_value=10**14).map(from_grosze)
weights = st.one_of(
    st.integers(min_value=0, max_value=10**9),
    st.fractions(min_value=0, max_value=1000, max_denominator=997),
    st.decimals(min_value=0, max_value=10**6, places=4),
)


@pytest.mark.parametrize(
    ("total", "shares", "parts"),
    [
        ("100.00", [1, 1, 1], ["33.34", "33.33", "33.33"]),
        ("0.02", [1, 1, 1], ["0.01", "0.01", "0.00"]),
        ("10.00", [1, 2, 1], ["2.50", "5.00", "2.50"]),
        ("0.05", [1, 0, 3], ["0.01", "0.00", "0.04"]),
        ("1.00", [Fraction(1, 3), Fraction(2, 3)], ["0.33", "0.67"]),
        ("-100.00", [1, 1, 1], ["-33.34", "-33.33", "-33.33"]),
        ("0.00", [5, 7], ["0.00", "0.00"]),
        ("7.77", [Decimal("0.5")], ["7.77"]),
        # 85 % of a whole project: the contract says …,05, so a computed share is a suggestion, never a fact.
        ("1478268.32", [85, 15], ["1256528.07", "221740.25"]),
    ],
)
def test_split_gives_left_over_grosze_to_the_largest_remainders(total, shares, parts):
    assert split(Decimal(total), shares) == [Decimal(part) for part in parts]


@given(total=amounts, shares=st.lists(weights, min_size=1, max_size=40).filter(any))
def test_split_always_sums_to_the_total_and_is_never_off_by_a_whole_grosz(total, shares):
    parts = split(total, shares)

    assert sum(to_grosze(part) for part in parts) == to_grosze(total)
    whole = sum(Fraction(share) for share in shares)
    for part, share in zip(parts, shares, strict=True):
        exact = to_grosze(total) * Fraction(share) / whole
        assert abs(to_grosze(part) - exact) < 1
        assert share or part == 0


@pytest.mark.parametrize("shares", [[], [0, 0], [1, -1, 5], [Decimal("NaN")], [Decimal("Infinity")]])
def test_split_refuses_weights_that_divide_nothing(shares):
    with pytest.raises(ValueError, match="weights are"):
        split(Decimal("1.00"), shares)


def test_split_refuses_a_float_and_a_fraction_of_a_grosz():
    with pytest.raises(TypeError):
        split(Decimal("1.00"), [0.5, 0.5])
    with pytest.raises(ValueError, match="fractions"):
        split(Decimal("1.005"), [1])


@pytest.mark.parametrize(
    ("amount", "grosze"),
    [
        (Decimal("1.5"), 150),
        (Decimal("1.500"), 150),
        (Decimal("1E+3"), 100_000),
        (-7, -700),
        ("0.01", 1),
        (Decimal("123456789012345678901234567890.12"), 12345678901234567890123456789012),
    ],
)
def test_to_grosze_is_exact(amount, grosze):
    assert to_grosze(amount) == grosze


@given(grosze=st.integers(min_value=-(10**40), max_value=10**40))
def test_from_grosze_comes_back_whole(grosze):
    amount = from_grosze(grosze)

    assert to_grosze(amount) == grosze
    assert amount.as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("amount", "error"),
    [
        (1.5, TypeError),
        (True, TypeError),
        (None, TypeError),
        (Decimal("0.001"), ValueError),
        (Decimal("NaN"), ValueError),
        (Decimal("-Infinity"), ValueError),
        ("sto", ValueError),
        ("1,50", ValueError),
    ],
)
def test_to_grosze_refuses_what_is_no_exact_amount(amount, error):
    with pytest.raises(error):
        to_grosze(amount)
