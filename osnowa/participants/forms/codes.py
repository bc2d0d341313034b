"""Fields that offer a dictionary of a rule pack, and say when nobody has seen it in the source."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from osnowa.rulepacks.registry import Entry, Pack


class CodeField(forms.ChoiceField):
    """A choice of codes; ``offer`` gives it the dictionary of a pack."""

    def offer(self, rules: Pack, dictionary: str) -> None:
        """Offer the entries of ``dictionary``, and mark those that were not verified in their source."""
        entries = rules.entries(dictionary)
        nobody_checked = not any(entry.verified for entry in entries)
        self.choices = [("", _("wybierz")), *_choices(entries, mark=not nobody_checked)]
        if nobody_checked:
            self.help_text = _("Listy nie zweryfikowano w źródle.")


class LevelField(CodeField):
    """A choice of codes that are whole numbers; nothing chosen is None."""

    def clean(self, value: Any) -> int | None:
        """Return the chosen code as a number."""
        chosen = super().clean(value)
        return int(chosen) if chosen else None

    def prepare_value(self, value: Any) -> str:
        """Return the code as the list knows it."""
        return "" if value is None else str(value)


def _choices(entries: Iterable[Entry], *, mark: bool) -> list[tuple[str, str]]:
    unseen = _("nie zweryfikowano w źródle")
    return [
        (entry.code, f"{entry.label} ({unseen})" if mark and not entry.verified else entry.label)
        for entry in entries
    ]
