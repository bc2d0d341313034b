"""What can happen to a participation: somebody is enrolled, corrected, handed over, withdrawn."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db.models import Min, ProtectedError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.errors import Refused
from osnowa.organisations.models import Organisation
from osnowa.participants.actions.groups import join_group
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.models import CaseworkerAssignment, Enrolment, GroupMembership, Outcome, Person
from osnowa.participants.queries.participation import first_evidence, locked, suggested_number
from osnowa.participants.queries.team import team_carrying_cases
from osnowa.participants.questions import FIXED_AT_ENTRY
from osnowa.projects.models import Group, Project
from osnowa.projects.queries.projects import latest_period
from osnowa.rulepacks.registry import pack


class EnrolmentFacts(TypedDict, total=False):
    """What may be corrected: ``education`` is an ISCED level, ``labour_status`` a code of the rule pack.

    ``kind`` is of ``Enrolment.Kind``; who is no employee is of no ``institution``.
    """

    kind: str
    institution: Organisation | None
    number: str
    enrolled_on: date
    education: int | None
    labour_status: str
    disability: str


class InstitutionIsMissing(Refused):
    """An employee is somebody's."""

    message = _("Wskaż instytucję, z której jest pracownik albo przedstawiciel.")
    field = "institution"


class CorrectionNeedsReason(Refused):
    """The state at entry stays as it was on that day, unless it was written down wrongly."""

    message = _("To jest stan z dnia przystąpienia do projektu. Napisz, dlaczego go poprawiasz.")
    field = "reason"


class AlreadyEnrolled(Refused):
    """A person is in a project once; who comes back continues."""

    message = _("Ta osoba już jest w projekcie pod numerem %(number)s.")
    field = "project"
    why = "ta-sama-osoba"


class NumberTaken(Refused):
    """Another participant has it."""

    message = _("Numer %(number)s ma już inna osoba w projekcie.")
    field = "number"


class EnrolledInFuture(Refused):
    """Not known yet today."""

    message = _("Dzień zgłoszenia nie może być późniejszy niż dziś, %(today)s.")
    field = "enrolled_on"
    why = "dni-udzialu"


class EnrolledOutsideProject(Refused):
    """Before the project, or after it."""

    message = _("Dzień zgłoszenia musi leżeć w okresie projektu: %(period)s.")
    field = "enrolled_on"
    why = "dni-udzialu"


class EnrolledAfterwards(Refused):
    """Something already happened to the participant before that day."""

    message = _("Dzień zgłoszenia nie może być późniejszy niż %(first_on)s: %(what)s.")
    field = "enrolled_on"
    why = "dni-udzialu"


class UnknownCode(Refused):
    """The rule pack of the project has no such entry."""

    message = _("Wybierz wartość z listy.")


class EnrolmentIsNeeded(Refused):
    """Something was recorded of the participation."""

    message = _("Zapisu do projektu nie można wycofać, bo zależą od niego: %(what)s. Najpierw je wycofaj.")
    why = "zalezne-zapisy"


class WorkerCannotCarryCases(Refused):
    """Not in the team that day, or in another role."""

    message = _("%(worker)s nie prowadzi w tym dniu osób w tym projekcie. Wybierz kogoś z zespołu.")
    field = "worker"
    why = "kto-w-zespole"


class WorkerAlreadyCarriesCase(Refused):
    """Handed over to oneself."""

    message = _("%(worker)s już prowadzi tę osobę.")
    field = "worker"


class HandedOverTooEarly(Refused):
    """Before the participation, or before the last handing over."""

    message = _("Opieka może się zacząć najwcześniej %(first_on)s.")
    field = "begins_on"
    why = "dni-udzialu"


class NotTheLastCaseworker(Refused):
    """Only the end of a row of hand-overs can be taken back."""

    message = _("Wycofać można tylko ostatnie przekazanie opieki.")


@action
def enrol(
    *,
    person: Person,
    project: Project,
    enrolled_on: date,
    by: User,
    at: datetime,
    kind: str = Enrolment.Kind.INDIVIDUAL,
    institution: Organisation | None = None,
    number: str = "",
    education: int | None = None,
    labour_status: str = "",
    disability: str = "",
    group: Group | None = None,
    joined_on: date | None = None,
    caseworker: User | None = None,
) -> Enrolment:
    """Enrol ``person`` in ``project``, and at once in a ``group`` and with a ``caseworker`` if given.

    Without ``number`` the next free one is taken. ``joined_on`` is by default ``enrolled_on``, or the first
    day of the group's round when that comes later.

    Raises:
        AlreadyEnrolled: the person is in the project.
        EnrolledInFuture, EnrolledOutsideProject, NumberTaken, UnknownCode: a field cannot be so.
        Refused: what ``join_group`` and ``assign_caseworker`` refuse.
    """
    # The project's row first: the next number belongs to one of two who enrol at once.
    project = Project.objects.select_for_update().get(pk=project.pk)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if known := Enrolment.objects.filter(project=project, person=person).first():
        raise AlreadyEnrolled(number=known.number)
    enrolment = Enrolment(
        project=project,
        person=person,
        kind=kind,
        institution=institution,
        number=number.strip() or suggested_number(project, group),
        enrolled_on=enrolled_on,
        education=education,
        labour_status=labour_status,
        disability=disability,
    )
    _check(enrolment, timezone.localdate(at))
    # The table checks its constraints itself: `action` says the same sentence when it refuses.
    enrolment.full_clean(validate_constraints=False)
    enrolment.save()
    record(
        verb="participants.enrolment.made",
        subject=enrolment,
        by=by,
        at=at,
        within=enrolment.project,
        person=label(person),
        sealed_after=_told(enrolment),
    )
    if group:
        first = joined_on or max(enrolled_on, group.round.begins_on if group.round else enrolled_on)
        join_group(enrolment=enrolment, group=group, joined_on=first, by=by, at=at)
    if caseworker:
        assign_caseworker(enrolment=enrolment, worker=caseworker, begins_on=enrolled_on, by=by, at=at)
    return enrolment


@action
def correct_enrolment(
    *, enrolment: Enrolment, by: User, at: datetime, reason: str = "", **facts: Unpack[EnrolmentFacts]
) -> Enrolment:
    """Correct the participation; only the given ``facts`` change. The first support is never typed.

    After it, the state at entry (education, status, disability) changes only with a ``reason``, which the log
    keeps; what was not known then may be added.

    Raises:
        NothingChanged: everything given is already so.
        CorrectionNeedsReason: the state at entry would change, and nobody says why.
        EnrolledAfterwards: something of the participation lies before the new day.
        EnrolledInFuture, EnrolledOutsideProject, NumberTaken, UnknownCode: see ``enrol``.
    """
    enrolment = locked(enrolment)
    before = _told(enrolment)
    for name, value in facts.items():
        setattr(enrolment, name, value.strip() if isinstance(value, str) else value)
    after = _told(enrolment)
    changed = sorted(name for name in after if before[name] != after[name])
    if not changed:
        raise NothingChanged
    _check(enrolment, timezone.localdate(at))
    reason = " ".join(reason.split())
    restated = [name for name in FIXED_AT_ENTRY if name in changed and before[name] not in ("", None)]
    if enrolment.first_support_on and restated and not reason:
        raise CorrectionNeedsReason
    if "enrolled_on" in changed:
        _check_what_followed(enrolment)
    enrolment.full_clean(validate_constraints=False)
    enrolment.save()
    record(
        verb="participants.enrolment.corrected",
        subject=enrolment,
        by=by,
        at=at,
        within=enrolment.project,
        after={"fields": changed},
        person=_person_label(enrolment),
        sealed_before={name: before[name] for name in changed},
        sealed_after={**{name: after[name] for name in changed}, **({"reason": reason} if reason else {})},
    )
    return enrolment


@action
def withdraw_enrolment(*, enrolment: Enrolment, by: User, at: datetime) -> Enrolment:
    """Delete an enrolment made by mistake, with its groups and caseworkers; the audit keeps what it said.

    Raises:
        EnrolmentIsNeeded: support, contacts, attendance, an exit or a measurement was ever recorded.
    """
    enrolment = locked(enrolment)
    groups = GroupMembership.objects.filter(enrolment=enrolment).values_list(
        "group_id", "joined_on", "left_before"
    )
    workers = CaseworkerAssignment.objects.filter(enrolment=enrolment).values_list("worker_id", "begins_on")
    record(
        verb="participants.enrolment.withdrawn",
        subject=enrolment,
        by=by,
        at=at,
        within=enrolment.project,
        person=_person_label(enrolment),
        sealed_before={**_told(enrolment), "groups": list(groups), "caseworkers": list(workers)},
    )
    try:
        enrolment.delete()
    except ProtectedError as needed:
        what = sorted({str(each._meta.verbose_name_plural) for each in needed.protected_objects})
        raise EnrolmentIsNeeded(what=", ".join(what)) from needed
    return enrolment


@action
def assign_caseworker(
    *, enrolment: Enrolment, worker: User, begins_on: date, by: User, at: datetime
) -> CaseworkerAssignment:
    """Give the case to ``worker`` from ``begins_on``; whoever carried it does so up to the day before.

    Raises:
        WorkerCannotCarryCases: on that day ``worker`` has no such role in the project's team.
        WorkerAlreadyCarriesCase: it is theirs.
        HandedOverTooEarly: before the enrolment, or not after the last hand-over began.
    """
    enrolment = locked(enrolment)
    _check_worker(enrolment.project, worker, begins_on)
    if begins_on < enrolment.enrolled_on:
        raise HandedOverTooEarly(first_on=date_format(enrolment.enrolled_on))
    last = CaseworkerAssignment.objects.filter(enrolment=enrolment).order_by("begins_on").last()
    if last:
        _end_before(last, worker, begins_on)
    assignment = CaseworkerAssignment(enrolment=enrolment, worker=worker, begins_on=begins_on)
    assignment.full_clean(validate_constraints=False)
    assignment.save()
    record(
        verb="participants.caseworker.assigned",
        subject=enrolment,
        by=by,
        at=at,
        within=enrolment.project,
        before={"worker": label(last.worker)} if last else None,
        after={"worker": label(worker), "begins_on": begins_on},
        person=_person_label(enrolment),
    )
    return assignment


@action
def withdraw_caseworker(*, assignment: CaseworkerAssignment, by: User, at: datetime) -> CaseworkerAssignment:
    """Take back the last hand-over; who carried the case until then carries it on.

    Raises:
        NotTheLastCaseworker: somebody took over after it.
    """
    enrolment = locked(assignment.enrolment)
    rows = list(CaseworkerAssignment.objects.filter(enrolment=enrolment).order_by("-begins_on"))
    if not rows or rows[0].pk != assignment.pk:
        raise NotTheLastCaseworker
    record(
        verb="participants.caseworker.withdrawn",
        subject=enrolment,
        by=by,
        at=at,
        within=enrolment.project,
        before={"worker": label(rows[0].worker), "begins_on": rows[0].begins_on},
        person=_person_label(enrolment),
    )
    rows[0].delete()
    if len(rows) > 1 and rows[1].ends_before == assignment.begins_on:
        rows[1].ends_before = None
        rows[1].save(update_fields=["ends_before"])
    return assignment


def _end_before(last: CaseworkerAssignment, worker: User, begins_on: date) -> None:
    if last.worker_id == worker.pk and last.ends_before is None:
        raise WorkerAlreadyCarriesCase(worker=str(worker))
    if begins_on <= last.begins_on:
        raise HandedOverTooEarly(first_on=date_format(date.fromordinal(last.begins_on.toordinal() + 1)))
    if last.ends_before is None or last.ends_before > begins_on:
        last.ends_before = begins_on
        last.full_clean(validate_constraints=False)
        last.save(update_fields=["ends_before"])


def _check_worker(project: Project, worker: User, on: date) -> None:
    if not team_carrying_cases(project, on).filter(pk=worker.pk).exists():
        raise WorkerCannotCarryCases(worker=str(worker))


def _check(enrolment: Enrolment, today: date) -> None:
    if enrolment.kind != Enrolment.Kind.EMPLOYEE:
        enrolment.institution = None
    elif enrolment.institution is None or enrolment.institution.centre_id != enrolment.project.centre_id:
        raise InstitutionIsMissing
    if enrolment.enrolled_on > today:
        raise EnrolledInFuture(today=date_format(today))
    period = latest_period(enrolment.project)
    if not period.holds(enrolment.enrolled_on):
        raise EnrolledOutsideProject(period=_in_words(period.begins_on, period.ends_on))
    same = Enrolment.objects.filter(project=enrolment.project, number=enrolment.number).exclude(
        pk=enrolment.pk
    )
    if same.exists():
        raise NumberTaken(number=enrolment.number)
    rules = pack(enrolment.project.rule_pack).dictionaries
    if enrolment.education is not None and str(enrolment.education) not in rules["education"]:
        raise UnknownCode(field="education")
    if enrolment.labour_status and enrolment.labour_status not in rules["labour_statuses"]:
        raise UnknownCode(field="labour_status")


def _check_what_followed(enrolment: Enrolment) -> None:
    for day, what in _what_followed(enrolment):
        if day and day < enrolment.enrolled_on:
            raise EnrolledAfterwards(first_on=date_format(day), what=what)


def _what_followed(enrolment: Enrolment) -> Iterator[tuple[date | None, Any]]:
    yield enrolment.first_support_on, _("tego dnia było pierwsze wsparcie")
    yield _first(GroupMembership, enrolment, "joined_on"), _("od tego dnia osoba jest w grupie")
    yield _first(CaseworkerAssignment, enrolment, "begins_on"), _("od tego dnia osoba ma opiekuna")
    yield _first(Outcome, enrolment, "before_on", superseded_at=None), _("tego dnia był pierwszy pomiar")
    if first := first_evidence(enrolment):
        yield first.first_on, _("zapisano wtedy: %(what)s") % {"what": first.what}


def _first(model: Any, enrolment: Enrolment, day: str, **only: Any) -> date | None:
    return model.objects.filter(enrolment=enrolment, **only).aggregate(first=Min(day))["first"]


def _in_words(first: date | None, last: date | None) -> str:
    return " – ".join(date_format(day) if day else "…" for day in (first, last))


def _person_label(enrolment: Enrolment) -> str:
    return label(enrolment.person)


def _told(enrolment: Enrolment) -> Mapping[str, Any]:
    told = {name: getattr(enrolment, name) for name in EnrolmentFacts.__annotations__}
    return {**told, "kind": str(enrolment.kind), "institution": enrolment.institution_id}
