"""What people type about figures: the day they ask for, and what the project promised."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from osnowa.indicators.models import Indicator
from osnowa.indicators.queries import rules_of
from osnowa.projects.models import Project
from osnowa.ui.fields import ChoiceSeg, DayField


def typed_day(text: str | None) -> date | None:
    """Return the day somebody asked for; None where nothing, or nothing readable, was typed."""
    try:
        return DayField(required=False).clean(text)
    except ValidationError:
        return None


class PromiseForm(forms.Form):
    """A form about one promise of ``project``; ``row`` is what is being corrected."""

    names: ClassVar[Sequence[str]]

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        project: Project,
        row: Any = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        known = model_to_dict(row, self.names) if row else {}
        super().__init__(data, initial={**known, **(initial or {})})
        self.prepare(project)

    def prepare(self, project: Project) -> None:
        """Fill in what depends on the project."""

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields under one heading, as the page of a noun draws them."""
        return [("", list(self))]


class IndicatorForm(PromiseForm):
    names = ("name", "short_name", "rule", "code", "kind", "position")
    name = forms.CharField(label=_("Nazwa wskaźnika"), max_length=250, help_text=_("Tak jak w umowie."))
    short_name = forms.CharField(
        label=_("Krótka nazwa"), max_length=120, help_text=_("Na kafelkach i w menu.")
    )
    rule = forms.ChoiceField(label=_("Reguła liczenia"))
    code = forms.SlugField(label=_("Kod"), max_length=40, help_text=_("Małe litery, cyfry i łączniki."))
    kind = ChoiceSeg(label=_("Rodzaj"), choices=Indicator.Kind.choices)
    position = forms.IntegerField(label=_("Kolejność"), min_value=1, max_value=999)

    def prepare(self, project: Project) -> None:
        self.fields["rule"].choices = [
            ("", _("– wybierz –")),
            *((code, entry.label) for code, entry in rules_of(project).items()),
        ]


class TargetForm(PromiseForm):
    names = ("valid_from", "value", "women", "men", "reason")
    valid_from = DayField(label=_("Obowiązuje od"))
    value = forms.IntegerField(label=_("Wartość docelowa"), min_value=0)
    women = forms.IntegerField(label=_("W tym kobiety"), min_value=0, required=False)
    men = forms.IntegerField(label=_("W tym mężczyźni"), min_value=0, required=False)
    reason = forms.CharField(label=_("Powód, na przykład numer aneksu"), max_length=200)


class PlannedValueForm(PromiseForm):
    names = ("planned_on", "value")
    planned_on = DayField(label=_("Na dzień"))
    value = forms.IntegerField(
        label=_("Plan narastająco"), min_value=0, help_text=_("Ile ma być razem od początku projektu.")
    )
