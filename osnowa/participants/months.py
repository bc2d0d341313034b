"""Terms in months, and ages: what a calendar answers when months differ in length."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """Return the day ``months`` after ``day`` that bears the same number.

    Where the month is too short for that number, its last day: three months after 30.11.2018 is 28.02.2019.
    The term of a number of months ends with that day, so the day itself still counts.
    Source: art. 112 of the Civil Code; docs/sources.md#civil-code-112

    Raises:
        ValueError: ``months`` is negative, or the year does not exist.
    """
    if months < 0:
        raise ValueError("a term cannot end before it begins")
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def age_on(birth_date: date, day: date) -> int:
    """Return the years completed on ``day``; who was born on 29 February completes one on 1 March otherwise.

    Raises:
        ValueError: ``day`` is before the birth.
    """
    if day < birth_date:
        raise ValueError("nobody has an age before birth")
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)
