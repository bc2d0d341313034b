"""How an amount is divided so that its parts are whole grosze and sum to it. Knows numbers only."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from osnowa.money.amounts import from_grosze, to_grosze


def split(total: Decimal | int, weights: Sequence[Decimal | int | Fraction]) -> list[Decimal]:
    """Return ``total`` divided in proportion to ``weights``, in their order; the parts always sum to it.

    Largest remainder: each part is rounded to a grosz towards zero, then the grosze left over go one by one
    to the parts that lost most; of equal losses, to the one standing first. A weight of zero gets nothing.

    Raises:
        ValueError: no weights, a negative or infinite one, all of them zero, or a fraction of a grosz.
        TypeError: a float.
    """
    if any(isinstance(weight, float) for weight in weights):
        raise TypeError("a weight is a Decimal, a Fraction or a whole number, never a float")
    if any(isinstance(weight, Decimal) and not weight.is_finite() for weight in weights):
        raise ValueError("weights are finite")
    shares = [Fraction(weight) for weight in weights]
    if any(share < 0 for share in shares) or not sum(shares):
        raise ValueError("weights are not negative, and at least one is above zero")
    grosze = to_grosze(total)
    sign = -1 if grosze < 0 else 1
    whole = sum(shares)
    exact = [abs(grosze) * share / whole for share in shares]
    parts = [int(part) for part in exact]
    by_loss = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_loss[: abs(grosze) - sum(parts)]:
        parts[place] += 1
    return [from_grosze(sign * part) for part in parts]
