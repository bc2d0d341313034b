"""What is shown to everybody: the page of a project, and those of its local programmes."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.projects.actions.changes import Change
from osnowa.projects.models import LocalProgramme, Project
from osnowa.projects.queries.setup import programmes_so_far, setup_of
from osnowa.projects.readiness import Lack, missing_on_page, missing_on_programme_page

#: What a reader would miss.
IN_WORDS = {
    Lack.PERIOD: _("okresu projektu"),
    Lack.LEAD: _("jednego zdania o projekcie"),
    Lack.TEXT: _("problemu, celu albo rozdziału strony"),
    Lack.PROGRAMME_GOAL: _("celu"),
    Lack.PROGRAMME_ROUND: _("tury"),
    Lack.PROGRAMME_RESULT: _("spodziewanego rezultatu"),
}


class NotReadyForThePublic(Refused):
    message = _("Strona publiczna nie może być pusta. Brakuje: %(what)s.")
    why = "strona-publiczna"


@action
def publish_project(*, project: Project, by: User, at: datetime) -> Project:
    """Show the page of ``project`` to everybody.

    Raises:
        NotReadyForThePublic: the page would lack its period, its lead or its text.
        NothingChanged: it is shown already.
    """
    change = Change(by, at)
    project = change.lock(project)
    _check(missing_on_page(setup_of(project, change.on)))
    return change.correct(project, {"is_public": True})


@action
def hide_project(*, project: Project, by: User, at: datetime) -> Project:
    """Hide the page of ``project``, and with it those of its local programmes.

    Raises:
        NothingChanged: it is hidden already.
    """
    change = Change(by, at)
    return change.correct(change.lock(project), {"is_public": False})


@action
def publish_local_programme(*, programme: LocalProgramme, by: User, at: datetime) -> LocalProgramme:
    """Show the page of ``programme`` to everybody, as soon as its project is shown.

    Raises:
        NotReadyForThePublic: the page would lack a goal, a round or an expected result.
        NothingChanged: it is shown already.
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(programme.project)
    programme = change.fresh(programme)
    (so_far,) = programmes_so_far(LocalProgramme.objects.filter(pk=programme.pk))
    _check(missing_on_programme_page(so_far))
    return change.correct(programme, {"is_public": True})


@action
def hide_local_programme(*, programme: LocalProgramme, by: User, at: datetime) -> LocalProgramme:
    """Hide the page of ``programme``.

    Raises:
        NothingChanged: it is hidden already.
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(programme.project)
    return change.correct(change.fresh(programme), {"is_public": False})


def _check(lacking: Iterable[Lack]) -> None:
    if what := ", ".join(str(IN_WORDS[lack]) for lack in lacking):
        raise NotReadyForThePublic(what=what)
