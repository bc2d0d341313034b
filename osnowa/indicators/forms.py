"""What people type about figures: the day they ask for, and what the project promised."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from osnowa.indicators.models import Dimension, Indicator, TargetPart
from osnowa.indicators.queries import rules_of
from osnowa.indicators.queries.breakdowns import choices_of
from osnowa.projects import slugs
from osnowa.projects.models import Project
from osnowa.ui.fields import ChoiceSeg, DayField

#: A form about a target shows so many empty rows, and as many more each time somebody asks.
SPARE_ROWS = 3
MOST_ROWS = 60
#: What the code of an indicator is made of, at most so many characters.
CODE, LONGEST_CODE = r"^[a-z0-9]+([-_][a-z0-9]+)*$", 40
PART_FIELDS = ("part", "value", "kind")


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
        self.row = row
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
    code = forms.CharField(
        label=_("Kod"),
        max_length=LONGEST_CODE,
        required=False,
        validators=[
            RegexValidator(
                CODE, _("Kod składa się z małych liter bez ogonków, cyfr i łączników: uczestnicy.")
            )
        ],
        help_text=_("Zostaw puste, a powstanie z krótkiej nazwy. Małe litery, cyfry i łączniki."),
    )
    kind = ChoiceSeg(label=_("Rodzaj"), choices=Indicator.Kind.choices)
    position = forms.IntegerField(label=_("Kolejność"), min_value=1, max_value=999)

    def prepare(self, project: Project) -> None:
        self.fields["rule"].choices = [
            ("", _("– wybierz –")),
            *((code, entry.label) for code, entry in rules_of(project).items()),
        ]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if not facts.get("code") and "code" not in self.errors and facts.get("short_name"):
            facts["code"] = slugs.suggest(facts["short_name"])[:LONGEST_CODE].strip("-")
            if not facts["code"]:
                self.add_error("code", _("Wpisz kod: krótka nazwa nie ma liter ani cyfr."))
        return facts


class TargetForm(PromiseForm):
    """A target, and under it as many rows as there are parts, with some to spare; empty rows say nothing."""

    names = ("valid_from", "value", "reason")
    valid_from = DayField(label=_("Obowiązuje od"))
    value = forms.IntegerField(label=_("Wartość docelowa"), min_value=0)
    reason = forms.CharField(label=_("Powód, na przykład numer aneksu"), max_length=200)
    rows = forms.IntegerField(required=False, min_value=0, max_value=MOST_ROWS, widget=forms.HiddenInput)

    def prepare(self, project: Project) -> None:
        known = list(self.row.parts.all()) if self.row else []
        self.spread = len(known) + SPARE_ROWS
        asked = str((self.data or self.initial).get("rows") or "")
        if asked.isdecimal():
            self.spread = min(max(int(asked), 1), MOST_ROWS)
        self.initial["rows"] = self.spread
        choices = [("", _("– wybierz –")), *_choices(project)]
        for number in range(self.spread):
            part = known[number] if number < len(known) else None
            self._add_row(number, choices, part)

    def _add_row(self, number: int, choices: list[Any], part: TargetPart | None) -> None:
        place = {"place": number + 1}
        whose = forms.ChoiceField(label=_("Część %(place)s") % place, choices=choices, required=False)
        value = forms.IntegerField(
            label=_("Liczba osób, część %(place)s") % place, min_value=0, required=False
        )
        kind = forms.ChoiceField(
            label=_("Rodzaj, część %(place)s") % place, choices=TargetPart.Kind.choices, required=False
        )
        if part:
            whose.initial = f"{part.dimension}:{part.key}"
            value.initial, kind.initial = part.value, part.kind
        self.fields |= {f"part{number}": whose, f"value{number}": value, f"kind{number}": kind}

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [("", [self[name] for name in self.names])]

    def part_rows(self) -> list[list[forms.BoundField]]:
        """Return the fields of each row: whose part, how many, and of which kind."""
        return [[self[f"{name}{number}"] for name in PART_FIELDS] for number in range(self.spread)]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        parts = [self._part(number) for number in range(self.spread)]
        told = {name: facts[name] for name in self.names if name in facts}
        return {**told, "parts": [part for part in parts if part]}

    def _part(self, number: int) -> dict[str, Any] | None:
        whose, value, kind = (self.cleaned_data.get(f"{name}{number}") for name in PART_FIELDS)
        if whose and value is None and f"value{number}" not in self.errors:
            self.add_error(f"value{number}", _("Wpisz, ile osób ma być w tej części."))
        if value is not None and not whose and f"part{number}" not in self.errors:
            self.add_error(f"part{number}", _("Wybierz, czyja to część."))
        if not whose or value is None:
            return None
        dimension, _colon, key = whose.partition(":")
        return {"dimension": dimension, "key": key, "kind": kind, "value": value}


def _choices(project: Project) -> list[Any]:
    return [
        (
            Dimension(dimension).label,
            [(f"{dimension}:{key}", name) for key, name in parts.items()],
        )
        for dimension, parts in choices_of(project).items()
    ]


class PlannedValueForm(PromiseForm):
    names = ("planned_on", "value")
    planned_on = DayField(label=_("Na dzień"))
    value = forms.IntegerField(
        label=_("Plan narastająco"), min_value=0, help_text=_("Ile ma być razem od początku projektu.")
    )
