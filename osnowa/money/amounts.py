"""What an amount is: a whole number of grosze, shown as a decimal of złoty. Knows numbers only."""

from decimal import Decimal, InvalidOperation


def to_grosze(amount: Decimal | int | str) -> int:
    """Return ``amount`` (złoty) in grosze, exactly.

    Raises:
        TypeError: a float, which cannot hold most amounts, or anything that is no number.
        ValueError: a fraction of a grosz, an infinity or a text that is no number.
    """
    if isinstance(amount, bool) or not isinstance(amount, Decimal | int | str):
        raise TypeError(f"an amount is a Decimal, a whole number or its text, not {type(amount).__name__}")
    try:
        exact = Decimal(amount)
    except InvalidOperation as error:
        raise ValueError("an amount is a decimal number") from error
    if not exact.is_finite():
        raise ValueError("an amount is finite")
    numerator, denominator = exact.as_integer_ratio()
    grosze, rest = divmod(numerator * 100, denominator)
    if rest:
        raise ValueError("an amount has no fractions of a grosz")
    return grosze


def from_grosze(grosze: int) -> Decimal:
    """Return the amount in złoty, always with two decimals."""
    # Built from digits, since arithmetic would round to the precision of the current decimal context.
    return Decimal((int(grosze < 0), tuple(int(digit) for digit in str(abs(grosze))), -2))
