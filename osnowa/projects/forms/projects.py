"""What people type about a project, its terms and its forms of support."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from osnowa.organisations.models import Centre, Unit
from osnowa.projects.forms.fields import CHOOSE, NONE, RowField
from osnowa.projects.forms.nouns import (
    PlanForm,
    SluggedForm,
    measure_in_words,
    offer,
    unit_in_words,
    units_of,
)
from osnowa.projects.models import (
    Measure,
    Milestone,
    PageSection,
    Programme,
    Project,
    SupportForm,
    Task,
    Terms,
)
from osnowa.projects.queries.amounts import SourcesExceedTheTotal, sources_exceed_the_total
from osnowa.rulepacks import registry


class ProjectForm(SluggedForm):
    model = Project
    names = (
        *("title", "alias", "slug", "programme", "measure", "rule_pack", "agreement_number", "case_mark"),
        *("office", "lead", "problem", "main_goal", "specific_goals", "activities", "accompanying_support"),
        "content_day",
    )
    parts = (
        (_("Nazwa"), ("title", "alias", "slug")),
        (
            _("Finansowanie i reguły"),
            ("programme", "measure", "rule_pack", "agreement_number", "case_mark", "office"),
        ),
        (
            _("Treść"),
            ("lead", "problem", "main_goal", "specific_goals", "activities", "accompanying_support"),
        ),
        (_("Strona publiczna"), ("content_day",)),
    )
    suggested_from = _("Zostaw puste, a powstanie z tytułu. Z adresu korzystają strony publiczne.")
    measure = RowField(
        Measure.objects.none(),
        label=_("Działanie albo poddziałanie"),
        required=False,
        empty_label=NONE,
        describe=measure_in_words,
    )
    rule_pack = forms.ChoiceField(
        label=_("Pakiet reguł"), help_text=_("Reguły okresu, w którym podpisano umowę. Projekt je zachowuje.")
    )
    office = RowField(
        Unit.objects.none(),
        label=_("Biuro projektu"),
        required=False,
        empty_label=NONE,
        describe=unit_in_words,
        is_sorted=True,
    )

    def prepare(self) -> None:
        super().prepare()
        centre = self.owner if isinstance(self.owner, Centre) else self.owner.centre
        measures = Measure.objects.filter(priority__programme__centre=centre)
        self.choose("programme", Programme.objects.filter(centre=centre))
        self.choose("measure", measures.select_related("priority__programme"))
        self.choose("office", units_of(centre))
        self.fields["rule_pack"].choices = [("", CHOOSE), *registry.pack_choices()]


class TermsForm(PlanForm):
    model = Terms
    names = (
        *("valid_from", "reason", "agreed_by", "begins_on", "ends_on", "period_as_written", "total_pln"),
        *("eu_pln", "state_pln", "own_pln", "outcome_gain", "outcome_months"),
    )
    parts = (
        (_("Od kiedy i dlaczego"), ("valid_from", "reason", "agreed_by")),
        (_("Okres projektu"), ("begins_on", "ends_on", "period_as_written")),
        (_("Kwoty z umowy"), ("total_pln", "eu_pln", "state_pln", "own_pln")),
        (_("Postęp uczestników"), ("outcome_gain", "outcome_months")),
    )

    def contradictions(self, facts: Mapping[str, Any]) -> Iterator[tuple[str | None, ValidationError]]:
        found = list(super().contradictions(facts))
        yield from found
        # More from one source than all costs is said once, at that source.
        if "eu_pln" not in dict(found) and sources_exceed_the_total(facts):
            yield None, SourcesExceedTheTotal()


class SupportFormForm(PlanForm):
    model = SupportForm
    names = (
        *("name", "heading", "kind", "subkind", "mode", "planned_amount", "unit", "description", "position"),
    )
    kind = forms.ChoiceField(label=_("Rodzaj wsparcia"))
    subkind = forms.ChoiceField(label=_("W tym"), required=False)

    def prepare(self) -> None:
        pack = registry.pack(self.owner.rule_pack)
        offer(self.fields["kind"], pack.entries("support_kinds"), empty=CHOOSE)
        offer(self.fields["subkind"], pack.entries("support_subkinds"), empty=NONE)


class TaskForm(PlanForm):
    model = Task
    names = ("number", "title", "description", "begins_on", "ends_on", "partnership")

    def prepare(self) -> None:
        partnerships = self.owner.partnerships.select_related("organisation")
        self.choose("partnership", partnerships)
        if not partnerships.exists():
            self.fields["partnership"].help_text = _(
                "Projekt nie ma jeszcze partnerów. Dodasz ich w ustawieniach, potem poprawisz zadanie."
            )


class MilestoneForm(PlanForm):
    model = Milestone
    names = ("title", "planned_on", "reached_on", "note")


class PageSectionForm(PlanForm):
    model = PageSection
    names = ("heading", "text", "position")
