"""What people type about local programmes, their rounds and groups."""

from django.utils.translation import gettext_lazy as _

from osnowa.organisations.models import Area
from osnowa.projects.forms.nouns import PlanForm, SluggedForm, organisations_of
from osnowa.projects.models import (
    ExpectedResult,
    Finding,
    Group,
    LocalPartner,
    LocalProgramme,
    ProgrammeRound,
)


class LocalProgrammeForm(SluggedForm):
    model = LocalProgramme
    names = (
        *("number", "name", "slug", "is_categorial", "addressees", "diagnosis_method"),
        *("environment_diagnosis", "people_diagnosis", "goal", "support_forms"),
    )
    parts = (
        (_("Nazwa"), ("number", "name", "slug", "is_categorial")),
        (_("Diagnoza"), ("addressees", "diagnosis_method", "environment_diagnosis", "people_diagnosis")),
        (_("Cel i formy wsparcia"), ("goal", "support_forms")),
    )
    suggested_from = _("Zostaw puste, a powstanie z nazwy.")

    def prepare(self) -> None:
        super().prepare()
        self.choose("support_forms", self.owner.support_forms.all())


class OfLocalProgrammeForm(PlanForm):
    """Something that belongs to one local programme of the project."""

    only_when_adding = ("programme",)

    def prepare(self) -> None:
        self.choose("programme", self.owner.local_programmes.all())


class ExpectedResultForm(OfLocalProgrammeForm):
    model = ExpectedResult
    names = ("programme", "text", "seen_by", "position")


class FindingForm(OfLocalProgrammeForm):
    model = Finding
    names = ("programme", "kind", "text", "named_by", "asked", "position")


class LocalPartnerForm(OfLocalProgrammeForm):
    model = LocalPartner
    names = ("programme", "organisation", "gives")

    def prepare(self) -> None:
        super().prepare()
        self.choose("organisation", organisations_of(self.owner.centre))


class RoundForm(OfLocalProgrammeForm):
    model = ProgrammeRound
    names = (
        *("programme", "number", "begins_on", "ends_on", "period_as_written", "areas", "coordinator"),
        *("approval", "approved_on", "evaluation"),
    )

    def prepare(self) -> None:
        super().prepare()
        self.choose("areas", Area.objects.filter(centre=self.owner.centre))
        self.choose("coordinator", self.owner.team_roles.select_related("user"))


class GroupForm(PlanForm):
    model = Group
    names = ("name", "round", "partnership", "capacity", "is_sensitive")

    def prepare(self) -> None:
        rounds = ProgrammeRound.objects.filter(programme__project=self.owner).select_related("programme")
        self.choose("round", rounds.order_by("programme__number", "number"))
        self.choose("partnership", self.owner.partnerships.select_related("organisation"))
