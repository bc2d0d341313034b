"""What the forms of all nouns share, and how the rows one chooses from read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Model, QuerySet
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.organisations.models import Centre, Organisation, Unit
from osnowa.projects.forms.fields import fields_of
from osnowa.projects.models import Measure
from osnowa.rulepacks.registry import Entry

#: At which field the sentence of a check of the table stands; the others speak of the row as a whole.
PLACES = {
    "finding_of_a_survey_has_both_numbers": "asked",
    "finding_is_named_by_no_more_than_were_asked": "named_by",
    "partnership_ends_after_it_begins": "ends_before",
    "round_ends_after_it_begins": "ends_on",
    "support_form_plans_some_amount": "planned_amount",
    "task_ends_after_it_begins": "ends_on",
    "team_role_ends_after_it_begins": "ends_before",
    "team_role_has_a_holder": "user",
    "team_role_of_auditor_ends": "ends_before",
    "team_role_of_partner_names_the_partner": "partnership",
    "terms_ask_for_some_progress": "outcome_gain",
    "terms_end_after_they_begin": "ends_on",
    "terms_eu_share_is_within_the_total": "eu_pln",
    "terms_leave_a_month_for_the_measurement": "outcome_months",
}


class PlanForm(forms.Form):
    """A form about one noun: the fields ``names`` of ``model``; those declared in the class replace them.

    ``owner`` (a project or a centre) decides what may be chosen; ``row`` is what is being corrected, without
    one something new is added. ``parts`` put the fields under headings.
    """

    model: ClassVar[type[Model]]
    names: ClassVar[Sequence[str]]
    #: Fields that only a new row asks for: what it belongs to.
    only_when_adding: ClassVar[Sequence[str]] = ()
    parts: ClassVar[Sequence[tuple[Any, Sequence[str]]]] = ()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        owner: Any,
        row: Model | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        known = model_to_dict(row, self.names) if row else {}
        super().__init__(data, initial={**known, **(initial or {})})
        self.owner, self.row = owner, row
        self.fields = fields_of(self.model, self.names) | self.fields
        for name in self.only_when_adding if row else ():
            del self.fields[name]
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on ``owner`` and ``row``."""

    def clean(self) -> dict[str, Any]:
        """Return what was typed; each contradiction between fields stands at the one to be mended."""
        facts = super().clean() or self.cleaned_data
        for place, refusal in list(self.contradictions(facts)):
            self.add_error(place if place in self.fields else None, refusal)
        return facts

    def contradictions(self, facts: Mapping[str, Any]) -> Iterator[tuple[str | None, ValidationError]]:
        """Yield what the fields of a row that are right say against each other, each with its field.

        These are the checks of its table.
        """
        own = {field.name for field in self.model._meta.concrete_fields}
        row = self.model(**{name: value for name, value in facts.items() if name in own})
        # What a correction does not ask about stays as it is.
        known = {name for name in own - self.fields.keys() if self.row}
        for name in known:
            setattr(row, name, getattr(self.row, name))
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                try:
                    constraint.validate(self.model, row, exclude=own - facts.keys() - known)
                except ValidationError as refusal:
                    yield PLACES.get(constraint.name), refusal

    def choose(self, name: str, rows: QuerySet) -> None:
        """Let ``name`` be chosen from ``rows``."""
        if name in self.fields:
            self.fields[name].queryset = rows

    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Return headings with their fields; one section without a heading when there are no parts."""
        parts = self.parts or (("", list(self.fields)),)
        named = [(title, [self[name] for name in names if name in self.fields]) for title, names in parts]
        return [(title, fields) for title, fields in named if fields]


class SluggedForm(PlanForm):
    """A noun with a name of its own in addresses: a new one may leave it to be suggested."""

    suggested_from: ClassVar[Any]

    def prepare(self) -> None:
        self.fields["slug"].help_text = _("Małe litery bez ogonków, cyfry i łączniki, na przykład pas-ja.")
        if self.row is None:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = self.suggested_from


def measure_in_words(measure: Measure) -> str:
    """Return a measure with its programme: ``RPO WD · 9.1 Aktywna integracja``."""
    return f"{measure.priority.programme.code} · {measure}"


def unit_in_words(unit: Unit) -> str:
    """Return a unit with its organisation and team."""
    return " · ".join(filter(None, [str(unit.organisation), unit.name, unit.team]))


def user_in_words(user: User) -> str:
    """Return a user with the address that tells two namesakes apart."""
    return f"{user.name} ({user.email})"


def offer(field: forms.ChoiceField, entries: Sequence[Entry], *, empty: Any) -> None:
    """Let ``field`` be chosen from a dictionary; a star marks what nobody saw in its source."""
    named = [(entry.code, entry.label if entry.verified else f"{entry.label} *") for entry in entries]
    field.choices = [("", empty), *named]
    if not all(entry.verified for entry in entries):
        field.help_text = _("Z gwiazdką: nazwa robocza, niepotwierdzona w wytycznych.")


def units_of(centre: Centre) -> QuerySet:
    """Return the units of the bodies of ``centre``."""
    return Unit.objects.filter(organisation__centre=centre).select_related("organisation")


def organisations_of(centre: Centre) -> QuerySet:
    """Return the bodies ``centre`` works with."""
    return Organisation.objects.filter(centre=centre)
