"""Questions about community initiatives: who may know of them, and the list of a project."""

from django.db.models import Count, Q, QuerySet

from osnowa.initiatives.models import Initiative, InitiativeEvidence
from osnowa.organisations.models import Role
from osnowa.projects.models import Project
from osnowa.projects.standing import Standing

#: Know every initiative of their projects; partner staff know those of their groups.
_KNOW_ALL = (Role.COORDINATOR, Role.SOCIAL_WORKER, Role.ACCOUNTANT, Role.AUDITOR)


def initiatives_visible_to(who: Standing) -> QuerySet[Initiative]:
    """Return the initiatives ``who`` may know of as they stand now, each once; compose it further.

    Everything else must look as if it did not exist (404).
    """
    partnerships = sorted({each for ids in who.partnerships.values() for each in ids})
    seen = Q(project__in=who.projects_as(*_KNOW_ALL)) | Q(group__partnership__in=partnerships)
    return Initiative.objects.current().filter(seen)


def initiatives_of(project: Project, who: Standing) -> QuerySet[Initiative]:
    """Return the initiatives of ``project`` that ``who`` may know of, the latest first.

    Each with its group, its place and ``evidence_count``.
    """
    return (
        initiatives_visible_to(who)
        .filter(project=project)
        .select_related("project", "group", "place")
        .annotate(evidence_count=Count("evidence", filter=Q(evidence__superseded_at__isnull=True)))
        .order_by("-held_on", "name")
    )


def evidence_visible_to(who: Standing) -> QuerySet[InitiativeEvidence]:
    """Return the evidence of the initiatives ``who`` may know of, withdrawn ones left out."""
    return InitiativeEvidence.objects.current().filter(initiative__in=initiatives_visible_to(who))


def was_ever_held(initiative: Initiative) -> bool:
    """Return whether a version of ``initiative``, current or closed, says that it was held."""
    versions = Initiative.objects.filter(series=initiative.series)
    return versions.filter(state=Initiative.State.DONE).exists()
