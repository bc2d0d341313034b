"""What can happen to the editions of a course."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label
from osnowa.clock.periods import in_force
from osnowa.errors import Refused
from osnowa.organisations.folding import search_norm
from osnowa.organisations.models import Membership, Place
from osnowa.projects.models import Group
from osnowa.trainings import queries
from osnowa.trainings.actions.log import Log
from osnowa.trainings.actions.sessions import Hours
from osnowa.trainings.models import Attendance, Course, Edition, Session


class GroupOfAnotherProject(Refused):
    message = _("Grupa „%(group)s” jest w innym projekcie niż te zajęcia.")
    field = "group"


class EditionHasMarks(Refused):
    message = _("Zapisano już obecności tej grupy, więc grupy nie można zmienić.")
    field = "group"
    why = "zalezne-zapisy"


class EditionHasSessions(Refused):
    message = _("Nie można wycofać zajęć tej grupy, bo mają terminy. Liczba terminów: %(count)s.")
    why = "zalezne-zapisy"


class TrainerOutsideCentre(Refused):
    message = _("%(trainer)s nie należy dziś do ośrodka. Konta dodaje administrator.")
    field = "trainer"
    why = "kto-w-zespole"


@action
def add_edition(
    *,
    course: Course,
    group: Group,
    by: User,
    at: datetime,
    trainer: User | None = None,
    trainer_name: str = "",
    place: Place | None = None,
) -> Edition:
    """Give a course to a group; ``trainer`` may mark attendance, ``trainer_name`` only stands on the list.

    Raises:
        GroupOfAnotherProject: the group is of another project than the course.
        TrainerOutsideCentre: the trainer does not belong to the centre on the day of ``at``.
        Refused: the group already has the course.
    """
    # Held, so that the course does not get the form of another project meanwhile.
    list(Course.objects.select_for_update(of=("self",), no_key=True).filter(pk=course.pk).values_list("pk"))
    course = Course.objects.select_related("form").get(pk=course.pk)
    edition = Edition(course=course, group=group, trainer=trainer, trainer_name=trainer_name, place=place)
    _refuse_group(edition)
    _refuse_trainer(trainer, at)
    edition.full_clean()
    edition.save()
    _say("added", edition, by, at, after=_edition(edition))
    return edition


@action
def correct_edition(
    *,
    edition: Edition,
    group: Group,
    trainer: User | None,
    trainer_name: str,
    place: Place | None,
    by: User,
    at: datetime,
) -> Edition:
    """Correct who is taught, by whom and where.

    Raises:
        EditionHasMarks: attendance of the old group is recorded.
        GroupOfAnotherProject, TrainerOutsideCentre: as in ``add_edition``.
        GroupIsBusy, TrainerIsBusy: the new group or trainer is busy at the hour of a planned meeting.
        PlaceIsTaken: the new place is exclusive and taken at the hour of a planned meeting.
        OutsideRound: a planned meeting is not within the round of the new group.
    """
    queries.hold_project(support_forms__courses__editions=edition.pk)
    edition = queries.edition_for_change(edition.pk)
    before = _edition(edition)
    has_new_group, had_name = group.pk != edition.group_id, edition.trainer_name
    has_new_trainer = trainer != edition.trainer
    if has_new_group and Attendance.objects.filter(session__edition=edition).exists():
        raise EditionHasMarks
    is_elsewhere = place != edition.place
    if trainer and has_new_trainer:
        _refuse_trainer(trainer, at)
    edition.group, edition.trainer, edition.trainer_name, edition.place = group, trainer, trainer_name, place
    _refuse_group(edition)
    planned = list(edition.sessions.filter(state=Session.State.PLANNED))
    is_named_anew = trainer is None and search_norm(trainer_name) != search_norm(had_name)
    if has_new_group or has_new_trainer or is_named_anew:
        Hours(edition).hold()
        Hours(edition).refuse_misplaced(planned)
    elif is_elsewhere:
        Hours(edition).refuse_taken(planned)
    edition.full_clean()
    edition.save()
    _say("corrected", edition, by, at, before=before, after=_edition(edition))
    return edition


@action
def withdraw_edition(*, edition: Edition, by: User, at: datetime) -> None:
    """Remove an edition that has no sessions; the audit keeps what it was.

    Raises:
        EditionHasSessions: it has sessions, planned or cancelled.
    """
    edition = queries.edition_for_change(edition.pk)
    if count := edition.sessions.count():
        raise EditionHasSessions(count=count)
    _say("withdrawn", edition, by, at, before=_edition(edition))
    edition.delete()


def _refuse_group(edition: Edition) -> None:
    if edition.group.project_id != edition.course.form.project_id:
        raise GroupOfAnotherProject(group=edition.group.name)


def _refuse_trainer(trainer: User | None, at: datetime) -> None:
    if trainer is None:
        return
    if not Membership.objects.filter(in_force(timezone.localdate(at)), user=trainer).exists():
        raise TrainerOutsideCentre(trainer=trainer.name)


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "course": edition.course_id,
        "group": edition.group_id,
        "trainer": edition.trainer_id,
        "trainer_name": edition.trainer_name,
        "place": edition.place_id,
    }


def _say(
    participle: str,
    edition: Edition,
    by: User,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    def opened(facts: dict[str, Any] | None) -> dict[str, Any] | None:
        return {name: facts[name] for name in facts if name != "trainer_name"} if facts else None

    def sealed(facts: dict[str, Any] | None) -> dict[str, Any] | None:
        return {"trainer_name": facts["trainer_name"]} if facts and facts["trainer_name"] else None

    # Somebody without an account is known here only: the edition is the person whose key seals the name.
    is_named = sealed(before) or sealed(after)
    Log(by, at).write(
        f"trainings.edition.{participle}",
        edition,
        before=opened(before),
        after=opened(after),
        person=label(edition) if is_named else None,
        sealed_before=sealed(before),
        sealed_after=sealed(after),
    )
