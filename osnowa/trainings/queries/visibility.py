"""Which courses, editions and sessions somebody may know of."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from osnowa.organisations.models import Role
from osnowa.participants.models import Enrolment, GroupMembership
from osnowa.participants.queries.visibility import caseload_of
from osnowa.projects.models import Project
from osnowa.projects.standing import Standing
from osnowa.trainings.models import Course, Edition, Session


def editions_visible_to(who: Standing) -> QuerySet[Edition]:
    """Return the editions ``who`` may know of.

    All of the projects they coordinate or audit; those they lead; those of their partner's groups; and for a
    social worker those with somebody of their own caseload in the group.
    """
    mine = Q(course__form__project__in=who.projects_as(Role.COORDINATOR, Role.AUDITOR)) | _led_by(who)
    if partnerships := frozenset().union(*who.partnerships.values()):
        mine |= Q(group__partnership__in=partnerships)
    if projects := who.projects_as(Role.SOCIAL_WORKER):
        with_my_people = GroupMembership.objects.filter(
            group=OuterRef("group"), enrolment__in=own_people(who)
        )
        mine |= Q(Exists(with_my_people), course__form__project__in=projects)
    return Edition.objects.filter(mine)


def _led_by(who: Standing) -> Q:
    # Whoever left the team, or joins it only later, does not teach there; a trainer from outside stands in
    # the edition alone.
    led = Q(trainer=who.user)
    return led & ~Q(course__form__project__in=who.away_from) if who.away_from else led


def editions_marked_by(who: Standing) -> QuerySet[Edition]:
    """Return the editions in which ``who`` marks attendance: what ``access`` says of one, for a list."""
    mine = Q(course__form__project__in=who.projects_as(Role.COORDINATOR)) | _led_by(who)
    if partnerships := frozenset().union(*who.partnerships.values()):
        mine |= Q(group__partnership__in=partnerships)
    return Edition.objects.filter(mine)


def sessions_visible_to(who: Standing) -> QuerySet[Session]:
    """Return the sessions of the editions ``who`` may know of."""
    return Session.objects.filter(edition__in=editions_visible_to(who))


def courses_visible_to(who: Standing) -> QuerySet[Course]:
    """Return the courses of projects ``who`` coordinates or audits, and of editions they may know of."""
    whole = Q(form__project__in=who.projects_as(Role.COORDINATOR, Role.AUDITOR))
    return Course.objects.filter(whole | Q(pk__in=editions_visible_to(who).values("course")))


def projects_with_courses(who: Standing) -> QuerySet[Project]:
    """Return the projects whose courses ``who`` may read as a whole, by title."""
    return Project.objects.filter(pk__in=who.projects_as(Role.COORDINATOR, Role.AUDITOR)).order_by("title")


def own_people(who: Standing) -> QuerySet[Enrolment]:
    """Return the enrolments whose caseworker is ``who`` today."""
    return Enrolment.objects.filter(pk__in=caseload_of(who).values("enrolment"))
