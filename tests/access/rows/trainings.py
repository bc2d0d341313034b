"""Group work: whoever coordinates plans it, whoever leads a group marks it, others look at their own part."""

from itertools import count

from django_scopes import scope

from osnowa.projects.models import Group
from osnowa.trainings.models import Attendance, Course, Edition, ListApproval, MarkBatch
from tests.access.matrix import BAD, DENIED, GO, HIDDEN, OK, who
from tests.cast import NOW

_numbers = count(1)

#: Who knows of the edition of the cast: its project's coordinator and controller, its trainer, and the social
#: worker with somebody in the group. The partner leads no group here.
READ = {"anna": OK, "sabina": OK, "tomek": OK, "ewa": OK}
MAY_NOT = {"sabina": DENIED, "tomek": DENIED, "ewa": DENIED}
#: Everybody of the first centre has the project in sight, be it only its name.
TEAM_MAY_NOT = {
    **MAY_NOT,
    **dict.fromkeys(("bartek", "kasia", "iga", "adam", "hanna", "celina"), DENIED),
}


def edition(world):
    return {"pk": world.edition.pk}


def session(world):
    return {"pk": world.session.pk}


def meeting_of_edition(world):
    return {"pk": world.edition.pk, "session": world.session.pk}


def cancelled_session(world):
    world.session.state, world.session.cancel_reason = "cancelled", "Choroba"
    world.session.save()
    return session(world)


def marked_session(world):
    """The meeting of the cast with a mark for everybody, so that its list can be approved."""
    with scope(centre=world.centre):
        made, is_new = MarkBatch.objects.get_or_create(
            session=world.session, marked_by=world.trainer, defaults={"marked_at": NOW}
        )
        for enrolment in (
            (world.enrolment, world.hidden_enrolment, world.stranger_enrolment) if is_new else ()
        ):
            Attendance.objects.create(
                session=world.session, enrolment=enrolment, status="absent", batch=made, recorded_at=NOW
            )
    return session(world)


def approval(world):
    with scope(centre=world.centre):
        made, _is_new = ListApproval.objects.get_or_create(
            session=world.session,
            defaults={"approved_at": NOW, "approved_by": world.coordinator, "scan": world.file},
        )
    return {"pk": made.pk}


def approved_session(world):
    approval(world)
    return session(world)


def batch(world):
    with scope(centre=world.centre):
        made = MarkBatch.objects.create(session=world.session, marked_at=NOW, marked_by=world.trainer)
    return {"pk": made.pk}


def course(world):
    return {"pk": world.course.pk}


def unused_course(world):
    made = Course(form=world.training_form, name=f"Kurs {next(_numbers)}")
    made.save()
    return {"pk": made.pk}


def unused_edition(world):
    made = Edition(course_id=unused_course(world)["pk"], group=world.group)
    made.save()
    return {"pk": made.pk}


def project(world):
    return {"slug": world.project.slug}


def marks(world):
    return {"spotkanie": world.session.pk, f"m-{world.enrolment.pk}": "present"}


def meeting(world):
    return {"number": 2, "held_on": "17.04.2019", "begins_at": "10:00", "ends_at": "12:00", "topic": "Raty"}


def weekly(world):
    return {"first_on": "17.04.2019", "count": 2, "begins_at": "10:00", "ends_at": "12:00"}


def some_course(world):
    return {"form": world.training_form.pk, "name": f"Kurs {next(_numbers)}"}


def another_group(world):
    made = Group(project=world.project, name=f"Grupa {next(_numbers)}")
    made.save()
    return {"group": made.pk}


def same_group(world):
    return {"group": world.group.pk, "trainer_name": "Jan Trener"}


def planned(get_to, post_to, sends, *, done=GO):
    """Return the pair of rows of a page that only the coordinator may open, once the edition is known."""
    return (
        who(to=get_to, rest=HIDDEN, anna=OK, **MAY_NOT),
        who(to=post_to, sends=sends, rest=HIDDEN, anna=done, **MAY_NOT),
    )


def nothing(world):
    return {}


_PLANNING = {
    "trainings:plan_session": planned(edition, edition, meeting),
    "trainings:plan_weekly": planned(edition, edition, weekly),
    "trainings:correct_session": planned(session, session, meeting),
    "trainings:cancel_session": planned(session, session, lambda world: {"reason": "Choroba"}),
    "trainings:withdraw_session": planned(session, session, nothing),
    # Nobody is marked on the session of the cast: there is nothing to withdraw.
    "trainings:withdraw_marks": planned(session, session, nothing, done=BAD),
    "trainings:approve_list": planned(session, marked_session, nothing),
    "trainings:withdraw_approval": planned(session, approved_session, lambda world: {"reason": "Pomyłka"}),
    "trainings:correct_edition": planned(edition, edition, same_group),
    "trainings:withdraw_edition": (
        who(to=edition, rest=HIDDEN, anna=OK, **MAY_NOT),
        who(to=unused_edition, rest=HIDDEN, anna=GO, sabina=DENIED, ewa=DENIED),
    ),
    "trainings:correct_course": planned(course, course, some_course),
    "trainings:withdraw_course": (
        who(to=course, rest=HIDDEN, anna=OK, **MAY_NOT),
        who(to=unused_course, rest=HIDDEN, anna=GO, ewa=DENIED),
    ),
    "trainings:add_edition": planned(course, course, another_group),
}

ROWS = {
    ("GET", "trainings:sessions"): who(bartek=OK, rest=DENIED, **READ),
    ("GET", "trainings:edition"): who(to=edition, rest=HIDDEN, **READ),
    ("POST", "trainings:edition"): who(
        to=edition, sends=marks, rest=HIDDEN, anna=GO, tomek=GO, sabina=DENIED, ewa=DENIED
    ),
    ("GET", "trainings:session"): who(to=meeting_of_edition, rest=HIDDEN, **READ),
    ("POST", "trainings:session"): who(
        to=meeting_of_edition, sends=marks, rest=HIDDEN, anna=GO, tomek=GO, sabina=DENIED, ewa=DENIED
    ),
    # A list to sign holds the names of the whole group: it is not for whoever knows only a part of it.
    ("GET", "trainings:session_to_sign"): who(to=session, rest=HIDDEN, **{**READ, "sabina": DENIED}),
    ("GET", "trainings:edition_to_sign"): who(to=edition, rest=HIDDEN, **{**READ, "sabina": DENIED}),
    # The signed paper shows all names, hidden ones too.
    ("GET", "trainings:list_scan"): who(
        to=approval, rest=HIDDEN, anna=OK, ewa=OK, sabina=DENIED, tomek=DENIED
    ),
    ("GET", "trainings:timetable"): who(to=edition, rest=HIDDEN, **READ),
    ("GET", "trainings:correct_topic"): who(
        to=session, rest=HIDDEN, anna=OK, tomek=OK, sabina=DENIED, ewa=DENIED
    ),
    ("POST", "trainings:correct_topic"): who(
        to=session,
        sends=lambda world: {"topic": "Raty"},
        rest=HIDDEN,
        anna=GO,
        tomek=GO,
        sabina=DENIED,
        ewa=DENIED,
    ),
    ("POST", "trainings:reinstate_session"): who(to=cancelled_session, rest=HIDDEN, anna=GO, **MAY_NOT),
    ("POST", "trainings:undo_batch"): who(
        to=batch, rest=HIDDEN, anna=GO, tomek=GO, sabina=DENIED, ewa=DENIED
    ),
    ("GET", "trainings:courses"): who(to=project, rest=DENIED, bartek=OK, **READ),
    ("GET", "trainings:add_course"): who(to=project, anna=OK, **TEAM_MAY_NOT),
    ("POST", "trainings:add_course"): who(to=project, sends=some_course, anna=GO, **TEAM_MAY_NOT),
    **{("GET", name): get for name, (get, _post) in _PLANNING.items()},
    **{("POST", name): post for name, (_get, post) in _PLANNING.items()},
}
