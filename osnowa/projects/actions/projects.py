"""A project: opened, corrected, withdrawn."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.organisations.models import Centre, Unit
from osnowa.organisations.queries import dependents_of
from osnowa.projects import slugs, support_kinds
from osnowa.projects.actions.changes import Change, OfAnotherCentre
from osnowa.projects.hierarchy import leaves_first
from osnowa.projects.models import Measure, Programme, Project
from osnowa.rulepacks import registry


class AddressIsReserved(Refused):
    message = _("Tej nazwy w adresie używa sam system. Wybierz inną.")
    field = "slug"


class AddressIsPublished(Refused):
    message = _("Projekt ma już stronę publiczną pod tym adresem, więc adres zostaje.")
    field = "slug"
    why = "strona-publiczna"


class MeasureOfAnotherProgramme(Refused):
    message = _("To działanie należy do innego programu.")
    field = "measure"


class UnknownRulePack(Refused):
    message = _("Nie ma takiego pakietu reguł.")
    field = "rule_pack"


class RulesAreSigned(Refused):
    message = _("Pakiet reguł zostaje, bo w projekcie są już: %(what)s.")
    field = "rule_pack"
    why = "pakiet-regul"


class KindOutsideTheRules(Refused):
    message = _("Pakiet reguł nie zna rodzaju, który ma forma „%(form)s”.")
    field = "rule_pack"
    why = "pakiet-regul"


class ProjectFacts(TypedDict, total=False):
    """What is known of a project; an empty ``slug`` is suggested from the title.

    Its page is shown by verbs of its own (``publishing``).
    """

    programme: Programme | None
    measure: Measure | None
    slug: str
    title: str
    alias: str
    rule_pack: str
    agreement_number: str
    case_mark: str
    office: Unit | None
    lead: str
    problem: str
    main_goal: str
    specific_goals: str
    activities: str
    accompanying_support: str
    content_day: date | None


@action
def create_project(*, centre: Centre, by: User, at: datetime, **facts: Unpack[ProjectFacts]) -> Project:
    """Open a project of ``centre``; its team and terms come next.

    Raises:
        AddressIsReserved, MeasureOfAnotherProgramme, UnknownRulePack, OfAnotherCentre.
    """
    if not facts.get("slug"):
        facts["slug"] = slugs.suggest(facts.get("title", ""))
    project = Change(by, at).add(Project(centre=centre), facts)
    _check_project(project)
    return project


@action
def correct_project(*, project: Project, by: User, at: datetime, **facts: Unpack[ProjectFacts]) -> Project:
    """Correct what is known of a project.

    Raises:
        RulesAreSigned: the rule pack may not change any more: people, indicators or evidence stand on it.
        KindOutsideTheRules: another rule pack does not know the kind of a planned form of support.
        AddressIsPublished: the address may not change while the project has a public page.
        AddressIsReserved, MeasureOfAnotherProgramme, UnknownRulePack, OfAnotherCentre, Gone.
    """
    change = Change(by, at)
    project = change.lock(project)
    slug, rule_pack, was_public = project.slug, project.rule_pack, project.is_public
    project = change.correct(project, facts)
    _check_project(project)
    if project.slug != slug and was_public:
        raise AddressIsPublished
    if project.rule_pack != rule_pack:
        _check_rules_may_change(project)
    return project


@action
def withdraw_project(*, project: Project, by: User, at: datetime) -> Project:
    """Withdraw a project opened by mistake, with its terms and its team.

    Raises:
        StillNeeded: something else depends on it: a partner, a form of support, a group, an enrolment …
    """
    change = Change(by, at)
    project = change.lock(project)
    team = {role.pk: role for role in project.team_roles.all()}
    roles = [team[pk] for pk in leaves_first({role.pk: role.reports_to_id for role in team.values()})]
    return change.withdraw(project, along=[*project.terms.all(), *roles])


def _check_project(project: Project) -> None:
    if project.slug in slugs.RESERVED:
        raise AddressIsReserved
    if project.rule_pack not in registry.packs():
        raise UnknownRulePack
    if project.programme and project.programme.centre_id != project.centre_id:
        raise OfAnotherCentre(field="programme")
    if project.office and project.office.organisation.centre_id != project.centre_id:
        raise OfAnotherCentre(field="office")
    if project.measure and project.measure.priority.programme_id != project.programme_id:
        raise MeasureOfAnotherProgramme


def _check_rules_may_change(project: Project) -> None:
    # What other apps keep (enrolments, grounds, indicators) holds codes of the pack they were typed under.
    plan = {str(model._meta.verbose_name_plural) for model in apps.get_app_config("projects").get_models()}
    counts = {what: count for what, count in dependents_of(project).items() if what not in plan}
    if counts:
        raise RulesAreSigned(what=Change.named(counts))
    pack = registry.pack(project.rule_pack)
    for form in project.support_forms.all():
        if not support_kinds.are_known(pack, form.kind, form.subkind):
            raise KindOutsideTheRules(form=form)
