"""What can happen to sessions, the meetings of an edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.organisations.models import Place
from osnowa.projects.models import Group
from osnowa.projects.periods import Period
from osnowa.projects.queries.projects import latest_terms
from osnowa.trainings import queries, timetable
from osnowa.trainings.actions.log import Log
from osnowa.trainings.models import Attendance, Edition, Session

#: More meetings than this at once is a typing mistake: a year of weekly ones.
MOST_AT_ONCE = 52

#: The way from a project to the editions in it.
_TO_EDITION = "support_forms__courses__editions"


class OutsideProject(Refused):
    message = _("Spotkanie jest poza okresem projektu.")
    field = "held_on"
    why = "okres-projektu"


class OutsideRound(Refused):
    message = _("%(day)s jest poza turą grupy: %(begins)s – %(ends)s.")
    field = "held_on"
    why = "okres-projektu"


class EndsBeforeItBegins(Refused):
    message = _("Spotkanie musi się kończyć po rozpoczęciu.")
    field = "ends_at"


class HourIsTaken(Refused):
    """``other`` is the meeting that is there; None in another project, of which nothing is told here."""

    why = "zajete-godziny"

    def __init__(self, session: Session, other: Session, edition: Edition) -> None:
        is_told = other.edition.course.form.project_id == edition.course.form.project_id
        self.other = other if is_told else None
        super().__init__(when=date_format(session.held_on), other=_in_words(other, is_told=is_told))


class GroupIsBusy(HourIsTaken):
    message = _("%(when)s ta grupa ma już inne zajęcia: %(other)s.")
    field = "begins_at"


class TrainerIsBusy(HourIsTaken):
    message = _("%(when)s osoba prowadząca ma już inne zajęcia: %(other)s.")
    field = "begins_at"


class PlaceIsTaken(HourIsTaken):
    message = _("%(when)s to miejsce, które jest na wyłączność, ma już inne zajęcia: %(other)s.")
    field = "place"


class TooManyMeetings(Refused):
    message = _("Naraz można dodać od 1 do %(limit)s spotkań.")
    field = "count"


class SeriesIsUnderWay(Refused):
    message = _(
        "Od %(begins)s do %(ends)s ta grupa ma już te zajęcia, liczba spotkań: %(count)s. "
        "Zmień dni albo zaznacz, że to druga seria w tych samych tygodniach."
    )
    field = "is_second"


class SessionHasMarks(Refused):
    message = _("To spotkanie ma zapisane obecności. Najpierw je wycofaj. Liczba osób: %(count)s.")
    why = "zalezne-zapisy"


class MarkedOnItsDay(Refused):
    message = _(
        "Na spotkaniu %(held_on)s są już obecności zapisane tego dnia, liczba osób: %(count)s. W tym pokazie "
        "zapisane są też późniejsze dni. Przestaw dzień pokazu na %(held_on)s albo późniejszy i wycofaj je, "
        "albo wybierz spotkanie bez obecności, na przykład nowe."
    )
    why = "zalezne-zapisy"


class SessionHasHistory(Refused):
    message = _("To spotkanie miało zapisane obecności i zostaje w historii. Możesz je odwołać.")
    why = "zalezne-zapisy"


class SessionIsCancelled(Refused):
    message = _("To spotkanie jest odwołane.")


class SessionIsNotCancelled(Refused):
    message = _("To spotkanie nie jest odwołane.")


class ReasonIsMissing(Refused):
    message = _("Podaj powód odwołania.")
    field = "reason"


@dataclass(frozen=True)
class Hours:
    """The time of an edition: its group and its trainer are in one place at once."""

    edition: Edition

    def hold(self) -> None:
        """Wait for others who plan the same group or trainer: two meetings cannot slip in at once.

        The caller holds the project already.
        """
        list(Group.objects.select_for_update(no_key=True).filter(pk=self.edition.group_id).values_list("pk"))
        if self.edition.trainer_id:
            list(
                User.objects.select_for_update(no_key=True)
                .filter(pk=self.edition.trainer_id)
                .values_list("pk")
            )

    def refuse_misplaced(self, sessions: Sequence[Session]) -> None:
        """Refuse when one of ``sessions`` cannot be on its day or at its hour; the time is held by ``hold``.

        The days of the project are those of the terms that come last: what is planned has to fit into them.

        Raises:
            EndsBeforeItBegins; OutsideProject, OutsideRound: the day; GroupIsBusy, TrainerIsBusy: the hour.
            PlaceIsTaken: the place is exclusive.
        """
        project, group_round = self.edition.course.form.project, self.edition.group.round
        terms = latest_terms(project)
        period = terms.period if terms else Period()
        for session in sessions:
            day = session.held_on
            if session.ends_at <= session.begins_at:
                raise EndsBeforeItBegins
            if not period.holds(day):
                raise OutsideProject
            if group_round and not group_round.begins_on <= day <= group_round.ends_on:
                begins, ends = date_format(group_round.begins_on), date_format(group_round.ends_on)
                raise OutsideRound(day=date_format(day), begins=begins, ends=ends)
        _refuse_busy(self.edition, sessions)
        self.refuse_taken(sessions)

    def refuse_taken(self, sessions: Sequence[Session]) -> None:
        """Refuse when a place of one of ``sessions`` is exclusive and has another meeting at that hour.

        Waits for others who plan there: two meetings cannot slip in at once.

        Raises:
            PlaceIsTaken
        """
        places = [place for session in sessions if (place := queries.place_of(session))]
        rows = Place.objects.select_for_update(no_key=True).filter(pk__in=places, is_exclusive=True)
        exclusive = set(rows.order_by("pk").values_list("pk", flat=True))
        for session, other in queries.at_same_place(sessions) if exclusive else ():
            if queries.place_of(session) in exclusive:
                raise PlaceIsTaken(session, other, self.edition)


@action
def plan_session(
    *,
    edition: Edition,
    held_on: date,
    begins_at: time,
    ends_at: time,
    by: User,
    at: datetime,
    number: int | None = None,
    topic: str = "",
    place: Place | None = None,
) -> Session:
    """Plan one meeting on ``held_on`` (Europe/Warsaw); without a ``number`` it gets the next one.

    Raises:
        EndsBeforeItBegins; OutsideProject, OutsideRound: the day; GroupIsBusy, TrainerIsBusy: the hour.
        PlaceIsTaken: the place is exclusive, and another meeting is there at that hour.
        Refused: the number is taken.
    """
    edition = _lock_edition(edition)
    session = Session(
        edition=edition,
        number=number or _next_number(edition),
        topic=topic,
        held_on=held_on,
        begins_at=begins_at,
        ends_at=ends_at,
        place=place,
    )
    Hours(edition).hold()
    Hours(edition).refuse_misplaced([session])
    _save_session(session)
    Log(by, at).write("trainings.session.planned", session, after=_session(session))
    return session


@action
def plan_weekly(
    *,
    edition: Edition,
    first_on: date,
    count: int,
    begins_at: time,
    ends_at: time,
    by: User,
    at: datetime,
    weekday: int | None = None,
    place: Place | None = None,
    is_second: bool = False,
) -> list[Session]:
    """Plan ``count`` meetings (1–52) a week apart, beginning on or after ``first_on``.

    The first one is on ``weekday`` (0 = Monday), by default that of ``first_on``. All of them or none: the
    refusal names the first day that cannot be. A series beside another one of the same group has to be meant:
    ``is_second`` says so.

    Raises:
        TooManyMeetings; and what ``plan_session`` raises.
        SeriesIsUnderWay: the group has this course in these weeks already, and nobody said that it is meant.
    """
    if not 1 <= count <= MOST_AT_ONCE:
        raise TooManyMeetings(limit=MOST_AT_ONCE)
    edition = _lock_edition(edition)
    first_number = _next_number(edition)
    sessions = [
        Session(
            edition=edition,
            number=first_number + index,
            held_on=day,
            begins_at=begins_at,
            ends_at=ends_at,
            place=place,
        )
        for index, day in enumerate(timetable.weekly(first_on, weekday, count))
    ]
    Hours(edition).hold()
    Hours(edition).refuse_misplaced(sessions)
    if not is_second:
        _refuse_second_series(edition, sessions)
    for session in sessions:
        _save_session(session)
    planned = [{"id": session.pk, **_session(session)} for session in sessions]
    Log(by, at).write("trainings.sessions.planned", edition, after={"sessions": planned})
    return sessions


@action
def correct_session(
    *,
    session: Session,
    number: int,
    topic: str,
    held_on: date,
    begins_at: time,
    ends_at: time,
    place: Place | None,
    by: User,
    at: datetime,
) -> Session:
    """Correct a meeting; its day and hours only while nobody is marked: marks prove support on that day.

    Raises:
        SessionIsCancelled: it was called off; reinstate it first.
        SessionHasMarks, MarkedOnItsDay: the day or hours differ and somebody is marked.
        Refused: as in ``plan_session``.
    """
    queries.hold_project(**{_TO_EDITION: session.edition_id})
    edition, session = _lock_session(session)
    if session.is_cancelled:
        raise SessionIsCancelled
    before = _session(session)
    is_moved = (held_on, begins_at, ends_at) != (session.held_on, session.begins_at, session.ends_at)
    if is_moved:
        _refuse_marked(session, at)
    is_elsewhere = place != session.place
    session.number, session.topic, session.place = number, topic, place
    session.held_on, session.begins_at, session.ends_at = held_on, begins_at, ends_at
    if is_moved:
        Hours(edition).hold()
        Hours(edition).refuse_misplaced([session])
    elif is_elsewhere:
        Hours(edition).refuse_taken([session])
    _save_session(session)
    Log(by, at).write("trainings.session.corrected", session, before=before, after=_session(session))
    return session


@action
def correct_topic(*, session: Session, topic: str, by: User, at: datetime) -> Session:
    """Write what a meeting was about; a trainer may do this without planning rights.

    Raises:
        SessionIsCancelled: it was called off.
    """
    _edition_of, session = _lock_session(session)
    if session.is_cancelled:
        raise SessionIsCancelled
    before = {"topic": session.topic}
    session.topic = topic
    _save_session(session)
    Log(by, at).write("trainings.session.topic_corrected", session, before=before, after={"topic": topic})
    return session


@action
def cancel_session(*, session: Session, reason: str, by: User, at: datetime) -> Session:
    """Call a meeting off, saying why; nobody can be marked on it any more.

    Raises:
        SessionIsCancelled: it is called off already.
        SessionHasMarks, MarkedOnItsDay: somebody is marked; withdraw the marks first.
        ReasonIsMissing: there is no reason.
    """
    _edition_of, session = _lock_session(session)
    if session.is_cancelled:
        raise SessionIsCancelled
    if not reason.strip():
        raise ReasonIsMissing
    _refuse_marked(session, at)
    session.state, session.cancel_reason = Session.State.CANCELLED, reason.strip()
    _save_session(session)
    Log(by, at).write("trainings.session.cancelled", session, after={"reason": session.cancel_reason})
    return session


@action
def reinstate_session(*, session: Session, by: User, at: datetime) -> Session:
    """Plan a cancelled meeting again, on its old day.

    Raises:
        SessionIsNotCancelled: it is planned.
        OutsideProject, OutsideRound, GroupIsBusy, TrainerIsBusy, PlaceIsTaken: it is no longer possible.
    """
    queries.hold_project(**{_TO_EDITION: session.edition_id})
    edition, session = _lock_session(session)
    if not session.is_cancelled:
        raise SessionIsNotCancelled
    before = {"reason": session.cancel_reason}
    session.state, session.cancel_reason = Session.State.PLANNED, ""
    Hours(edition).hold()
    Hours(edition).refuse_misplaced([session])
    _save_session(session)
    Log(by, at).write("trainings.session.reinstated", session, before=before)
    return session


@action
def withdraw_session(*, session: Session, by: User, at: datetime) -> None:
    """Remove a meeting typed by mistake, on which nobody was ever marked; the audit keeps what it was.

    Raises:
        MarkedOnItsDay: a demo was set back before the day on which somebody is marked.
        SessionHasHistory: somebody was marked, even if the mark was withdrawn.
    """
    _edition_of, session = _lock_session(session)
    if session.held_on > timezone.localdate(at):
        _refuse_marked(session, at)
    if Attendance.objects.filter(session=session).exists():
        raise SessionHasHistory
    Log(by, at).write("trainings.session.withdrawn", session, before=_session(session))
    session.delete()


def _lock_edition(edition: Edition) -> Edition:
    queries.hold_project(**{_TO_EDITION: edition.pk})
    return queries.edition_for_change(edition.pk)


def _lock_session(session: Session) -> tuple[Edition, Session]:
    locked = queries.session_for_change(session.pk)
    return locked.edition, locked


def _next_number(edition: Edition) -> int:
    return (edition.sessions.aggregate(last=Max("number"))["last"] or 0) + 1


def _refuse_marked(session: Session, at: datetime) -> None:
    if count := Attendance.objects.current().filter(session=session).count():
        # Nobody is marked ahead; a demo holds the days that are still to come on its clock.
        if session.held_on > timezone.localdate(at):
            raise MarkedOnItsDay(held_on=date_format(session.held_on), count=count)
        raise SessionHasMarks(count=count)


def _refuse_busy(edition: Edition, sessions: Sequence[Session]) -> None:
    others = queries.sessions_beside(edition, [session.held_on for session in sessions])
    for session in sessions:
        for other in others:
            if other.pk == session.pk or other.held_on != session.held_on:
                continue
            if not timetable.collide(session.begins_at, session.ends_at, other.begins_at, other.ends_at):
                continue
            is_group = other.edition.group_id == edition.group_id
            raise (GroupIsBusy if is_group else TrainerIsBusy)(session, other, edition)


def _refuse_second_series(edition: Edition, sessions: Sequence[Session]) -> None:
    weeks = (sessions[0].held_on, sessions[-1].held_on)
    there = edition.sessions.filter(state=Session.State.PLANNED, held_on__range=weeks)
    known = list(there.order_by("held_on").values_list("held_on", flat=True))
    # One meeting is no series: the first one is often planned alone.
    if len(known) > 1:
        raise SeriesIsUnderWay(begins=date_format(known[0]), ends=date_format(known[-1]), count=len(known))


def _in_words(other: Session, *, is_told: bool) -> str:
    hours = f"{time_format(other.begins_at)}–{time_format(other.ends_at)}"
    if not is_told:
        # Who plans here may not know what is done in another project.
        return str(_("w innym projekcie, %(hours)s") % {"hours": hours})
    number = str(_("spotkanie %(number)s") % {"number": other.number})
    return f"{other.edition.course.name}, {number}, {hours}"


def _save_session(session: Session) -> None:
    # The constraints are the table's to check: `action` says the same sentence when it refuses.
    session.full_clean(exclude={"edition", "place"}, validate_constraints=False)
    session.save()


def _session(session: Session) -> dict[str, Any]:
    return {
        "number": session.number,
        "topic": session.topic,
        "held_on": session.held_on,
        "begins_at": session.begins_at,
        "ends_at": session.ends_at,
        "place": session.place_id,
    }
