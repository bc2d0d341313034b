"""Forms of support: what the project plans to give."""

from datetime import datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.organisations.queries import dependents_of
from osnowa.projects import support_kinds
from osnowa.projects.actions.changes import Change
from osnowa.projects.models import Project, SupportForm
from osnowa.rulepacks import registry


class UnknownKind(Refused):
    message = _("Pakiet reguł projektu nie zna tego rodzaju.")
    why = "pakiet-regul"


class ModeIsUsed(Refused):
    message = _("Nie można zmienić trybu, bo według obecnego już coś zapisano: %(what)s.")
    field = "mode"
    why = "zalezne-zapisy"


class SupportFormFacts(TypedDict, total=False):
    """What is planned; ``kind`` and ``subkind`` are codes of the project's rule pack."""

    name: str
    heading: str
    kind: str
    subkind: str
    mode: str
    planned_amount: Decimal | None
    unit: str
    description: str
    position: int


@action
def plan_support_form(
    *, project: Project, by: User, at: datetime, **facts: Unpack[SupportFormFacts]
) -> SupportForm:
    """Plan a form of support in ``project``; its name stands there once.

    Raises:
        UnknownKind: the project's rule pack has no such kind or sub-kind.
    """
    change = Change(by, at)
    form = change.add(SupportForm(project=change.lock(project)), facts)
    _check_kinds(form)
    return form


@action
def correct_support_form(
    *, form: SupportForm, by: User, at: datetime, **facts: Unpack[SupportFormFacts]
) -> SupportForm:
    """Correct a planned form of support; support already delivered keeps pointing to it.

    Raises:
        UnknownKind: the project's rule pack has no such kind or sub-kind.
        ModeIsUsed: the mode differs, and a course, a contact or support delivered relies on the old one.
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(form.project)
    form = change.fresh(form)
    if facts.get("mode", form.mode) != form.mode:
        _refuse_used(form)
    form = change.correct(form, facts)
    _check_kinds(form)
    return form


@action
def withdraw_support_form(*, form: SupportForm, by: User, at: datetime) -> SupportForm:
    """Withdraw a form of support that nobody received and nothing plans with.

    Raises:
        StillNeeded: support was delivered, or a course or a local programme names it.
    """
    change = Change(by, at)
    change.lock(form.project)
    return change.withdraw(change.fresh(form))


def _refuse_used(form: SupportForm) -> None:
    # The plan names forms of any mode; what other apps keep was written under the mode of its day.
    plan = {str(model._meta.verbose_name_plural) for model in apps.get_app_config("projects").get_models()}
    if counts := {what: count for what, count in dependents_of(form).items() if what not in plan}:
        raise ModeIsUsed(what=Change.named(counts))


def _check_kinds(form: SupportForm) -> None:
    pack = registry.pack(form.project.rule_pack)
    if not support_kinds.are_known(pack, form.kind):
        raise UnknownKind(field="kind")
    if not support_kinds.are_known(pack, form.kind, form.subkind):
        raise UnknownKind(field="subkind")
