"""Fields that offer a dictionary of a rule pack, and say when nobody has seen it in the source."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from osnowa.rulepacks.registry import Pack


class CodeField(forms.ChoiceField):
    """A choice of codes; ``offer`` gives it the dictionary of a pack."""

    def offer(self, rules: Pack, dictionary: str) -> None:
        """Offer the entries of ``dictionary``, and say once when not all were verified in their source."""
        entries = rules.entries(dictionary)
        self.choices = [("", _("wybierz")), *((entry.code, entry.label) for entry in entries)]
        if not all(entry.verified for entry in entries):
            self.help_text = _("Lista wartości robocza, niepotwierdzona w wytycznych.")


class LevelField(CodeField):
    """A choice of codes that are whole numbers; nothing chosen is None."""

    def clean(self, value: Any) -> int | None:
        """Return the chosen code as a number."""
        chosen = super().clean(value)
        return int(chosen) if chosen else None

    def prepare_value(self, value: Any) -> str:
        """Return the code as the list knows it."""
        return "" if value is None else str(value)
