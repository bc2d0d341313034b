"""Why two records may be one person, in plain Polish."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

#: Why two records may be one person.
REASONS = {
    "pesel_same": _("ten sam PESEL"),
    "last_name_same": _("to samo nazwisko"),
    "last_name_sounds_same": _("nazwisko brzmi tak samo"),
    "last_name_part": _("wspólna część nazwiska"),
    "last_name_typo": _("nazwisko różni się literą"),
    "first_name_same": _("to samo imię"),
    "first_name_sounds_same": _("imię brzmi tak samo"),
    "first_name_part": _("to samo pierwsze imię"),
    "first_name_typo": _("imię różni się literą"),
    "names_swapped": _("imię i nazwisko zamienione miejscami"),
    "birth_date_same": _("ta sama data urodzenia"),
    "birth_date_day_and_month_swapped": _("w dacie urodzenia zamienione dzień i miesiąc"),
    "birth_date_one_digit": _("data urodzenia różni się jedną cyfrą"),
    "birth_date_unknown": _("nie znamy daty urodzenia"),
    "phone_same": _("ten sam telefon"),
    "email_same": _("ten sam adres e-mail"),
}


def in_words(reasons: Iterable[str]) -> str:
    """Return the reasons of a likeness, joined by commas."""
    return ", ".join(str(REASONS[reason]) for reason in reasons)
