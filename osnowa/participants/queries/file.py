"""One person's file: what of it may be read, and what may be done next. The pages only lay it out."""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import FilteredRelation, Prefetch, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from osnowa.organisations.addresses import panel
from osnowa.participants import completeness
from osnowa.participants.abilities import EnrolmentAbilities, allowed
from osnowa.participants.models import (
    CaseworkerAssignment,
    Enrolment,
    Exit,
    Ground,
    GroupMembership,
    Outcome,
    Person,
)
from osnowa.participants.months import age_on
from osnowa.participants.names import shown_to
from osnowa.participants.pesel import masked
from osnowa.participants.queries.grounds import GroundFacts, grounds_known_and_current, pack_of
from osnowa.participants.queries.participation import as_known_on
from osnowa.participants.queries.people import ENDED, IN_PROJECT, WITHOUT_SUPPORT
from osnowa.participants.queries.visibility import (
    REGISTER,
    ways_through,
    ways_told,
    with_ways,
)
from osnowa.projects.periods import in_force
from osnowa.projects.standing import Standing
from osnowa.rulepacks.registry import Pack, pack

Facts = list[tuple[str, str]]


@dataclass(frozen=True)
class Link:
    """Something that may be done next, and where; ``code`` says which ("correct", "end", …)."""

    code: str
    label: str
    address: str


@dataclass(frozen=True)
class Stay:
    """A stay in a group; ``last_on`` is its last day, None while it goes on."""

    membership: GroupMembership
    name: str
    last_on: date | None
    links: list[Link]


@dataclass(frozen=True)
class Carried:
    """Who carries or carried the case; ``last_on`` is the last day, None while it goes on."""

    assignment: CaseworkerAssignment
    last_on: date | None
    links: list[Link]


@dataclass(frozen=True)
class Ending:
    """How the participation ended, in the words of the rule pack; a partner is told the day alone."""

    exit: Exit
    reason: str
    situation: str


@dataclass(frozen=True)
class Progress:
    """What was measured by the day, and whether the second measurement came too late to count."""

    outcome: Outcome
    gain_hundredths: int | None
    is_late: bool


@dataclass(frozen=True)
class CurrentRecords:
    """The current versions of a participation, whatever their day: figures count from these."""

    grounds: Sequence[Ground] = ()
    ending: Exit | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Participation:
    """One project in the file; where ``can.open_file`` is "no", only project and number are told."""

    enrolment: Enrolment
    can: EnrolmentAbilities
    project: str
    state: str
    age: int | None = None
    facts: Facts = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)
    caseworker: str = ""
    ending: Ending | None = None
    progress: Progress | None = None
    links: list[Link] = field(default_factory=list)
    current: CurrentRecords = CurrentRecords()


@dataclass(frozen=True)
class GroundRow:
    """A ground with what may be done with it; ``scan_address`` is empty without a scan.

    ``waits_for_another``: the reader checks such documents, but stated this one.
    """

    facts: GroundFacts
    scan_address: str
    links: list[Link]
    waits_for_another: bool


@dataclass(frozen=True)
class PersonFile:
    """Everything of a person that ``who`` may read on a day.

    ``projects`` are the ids of all projects the person is in, also those ``who`` may not know of.
    """

    person: Person
    name: str
    can: EnrolmentAbilities
    identity: Facts
    contact: Facts
    accessibility_needs: str
    participations: list[Participation]
    grounds: list[GroundRow]
    links: list[Link]
    projects: frozenset[int]


def file_of(who: Standing, person: Person) -> PersonFile:
    """Return the file of ``person`` as ``who`` may read it on ``who.on``; later records are not in it.

    The caller has asked ``can.open_file`` and says ``audit.seen``. The number of queries depends neither on
    the number of projects nor of documents.
    """
    enrolments = _enrolments(who, person)
    ways = {each.pk: ways_told(who, each) for each in enrolments}
    can = allowed(ways_through(who, person, list(ways.values())), is_hidden=person.is_hidden)
    known, current = _grounds(who, person, can, enrolments)
    participations = [
        _participation(who, each, allowed(ways[each.pk], is_hidden=person.is_hidden), current)
        for each in enrolments
        if ways[each.pk]
    ]
    return PersonFile(
        person=person,
        projects=frozenset(each.project_id for each in enrolments),
        name=shown_to(who, person, abilities=can),
        can=can,
        identity=_identity(person, can),
        contact=_contact(person) if can.contact_data else [],
        accessibility_needs=person.accessibility_needs if can.contact_data else "",
        participations=participations,
        grounds=[_ground(facts, can, who) for facts in known],
        links=_links_of_person(who, person, can, participations),
    )


# ---- the person ------------------------------------------------------------------------------------------


def _identity(person: Person, can: EnrolmentAbilities) -> Facts:
    if can.identity == "none":
        return []
    number = person.pesel or ""
    if can.identity == "masked":
        return [("PESEL", masked(number))] if number else []
    without = _("osoba nie ma numeru") if person.lacks_pesel else _("nie wpisano")
    born = person.birth_date
    return [
        ("PESEL", number or without),
        (_("Data urodzenia"), date_format(born) if born else _("nie wpisano")),
        (_("Płeć"), str(person.get_sex_display()) or _("nie wpisano")),
        *_if(person.sex_reason, _("Płeć inna niż w PESEL")),
        *_if(person.case_number, _("Sprawa w POMOST")),
    ]


def _contact(person: Person) -> Facts:
    house = "/".join(filter(None, (person.house_number, person.flat_number)))
    return [
        *_if(person.phone, _("Telefon")),
        *_if(person.email, _("E-mail")),
        *_if(" ".join(filter(None, (person.street, house))), _("Ulica")),
        *_if(" ".join(filter(None, (person.postal_code, person.locality))), _("Miejscowość")),
        *_if(person.gmina, _("Gmina")),
        *_if(person.powiat, _("Powiat")),
        *_if(person.voivodeship, _("Województwo")),
    ]


def _if(value: str, label: str) -> Iterator[tuple[str, str]]:
    if value:
        yield label, value


def _links_of_person(
    who: Standing, person: Person, can: EnrolmentAbilities, participations: list[Participation]
) -> list[Link]:
    there = {each.enrolment.project_id for each in participations}
    elsewhere = not there.issuperset(who.projects_as(*REGISTER))
    wanted = [
        (can.edit_person, "correct", _("Popraw dane"), "participants:correct"),
        (can.enrol and elsewhere, "enrol", _("Zapisz do projektu"), "participants:enrol"),
        (
            can.edit_person and can.grounds,
            "add_ground",
            _("Dodaj podstawę wsparcia"),
            "participants:add_ground",
        ),
        (can.withdraw and not there, "withdraw", _("Wycofaj osobę"), "participants:withdraw"),
    ]
    return [Link(code, label, panel(name, person.pk)) for shown, code, label, name in wanted if shown]


# ---- grounds ---------------------------------------------------------------------------------------------


def _grounds(
    who: Standing, person: Person, can: EnrolmentAbilities, enrolments: Sequence[Enrolment]
) -> tuple[list[GroundFacts], list[Ground]]:
    if not can.grounds:
        return [], []
    rules = pack(enrolments[0].project.rule_pack) if enrolments else pack_of(person)
    return grounds_known_and_current(person, who.on, rules)


def _ground(facts: GroundFacts, can: EnrolmentAbilities, who: Standing) -> GroundRow:
    ground = facts.ground
    decide = can.verify_grounds and ground.waits_for(who.user)
    wanted = [
        (decide, "decide", _("Sprawdź"), "participants:decide_ground"),
        (can.edit_person, "correct", _("Popraw"), "participants:correct_ground"),
        (can.edit_person, "withdraw", _("Wycofaj"), "participants:withdraw_ground"),
    ]
    return GroundRow(
        facts=facts,
        scan_address=panel("participants:ground_scan", ground.pk) if ground.scan_id else "",
        links=[Link(code, label, panel(name, ground.pk)) for shown, code, label, name in wanted if shown],
        waits_for_another=can.verify_grounds and ground.state == Ground.State.AWAITING and not decide,
    )


# ---- participations --------------------------------------------------------------------------------------


def _enrolments(who: Standing, person: Person) -> list[Any]:
    """Return all enrolments of ``person``, the newest first, with what the file tells of them; three queries.

    The current end and measurement stand in ``ending`` and ``measurement``: there is one of each at most.
    """
    enrolments = with_ways(who, Enrolment.objects.filter(person=person)).annotate(
        ending=FilteredRelation("exits", condition=Q(exits__superseded_at__isnull=True)),
        measurement=FilteredRelation("outcomes", condition=Q(outcomes__superseded_at__isnull=True)),
    )
    found: list[Any] = list(
        # The checker knows the relations of the model, not those joined under a name.
        enrolments.select_related("project", "ending", "measurement__scan")  # type: ignore[misc]
        .prefetch_related(
            Prefetch("memberships", GroupMembership.objects.select_related("group")),
            Prefetch("caseworkers", CaseworkerAssignment.objects.select_related("worker")),
        )
        .order_by("-enrolled_on", "-pk")
    )
    for enrolment in found:
        enrolment.person = person
        # A relation joined this way leaves no attribute behind where there is nothing.
        enrolment.ending = getattr(enrolment, "ending", None)
        enrolment.measurement = getattr(enrolment, "measurement", None)
    return found


def _participation(
    who: Standing, enrolment: Any, can: EnrolmentAbilities, grounds: list[Ground]
) -> Participation:
    on, rules = who.on, pack(enrolment.project.rule_pack)
    ended = enrolment.ending if enrolment.ending and enrolment.ending.ended_on <= on else None
    supported = enrolment.first_support_on is not None and enrolment.first_support_on <= on
    state = ENDED if ended else IN_PROJECT if supported else WITHOUT_SUPPORT
    if not can.open_file:
        return Participation(enrolment, can, enrolment.project.title, state)
    in_full = can.identity == "full"
    carried = list(_carried(enrolment, can, ended))
    measured = enrolment.measurement
    outcome = as_known_on(copy(measured), on) if measured and measured.before_on <= on else None
    return Participation(
        enrolment=enrolment,
        can=can,
        project=enrolment.project.title,
        state=state,
        age=_age(enrolment, on) if in_full else None,
        facts=_facts(enrolment, rules) if in_full else [],
        missing=_missing(enrolment, rules) if in_full else [],
        stays=list(_stays(who, enrolment, can, ended)),
        carried=carried,
        caseworker=""
        if ended
        else next((str(each.assignment.worker) for each in carried if _runs(each.assignment, on)), ""),
        ending=_ending(ended, rules, in_full=in_full) if ended else None,
        progress=_progress(outcome, ended) if outcome and in_full else None,
        links=_links(enrolment, can, ended, outcome),
        current=CurrentRecords(grounds, enrolment.ending, measured),
    )


def _missing(enrolment: Enrolment, rules: Pack) -> list[str]:
    codes = [entry.code for entry in rules.entries("core_fields")]
    missing = completeness.missing(codes, completeness.values_of(enrolment))
    return [rules.label_of("core_fields", code) for code in missing]


def _age(enrolment: Enrolment, on: date) -> int | None:
    """Return the age on the day of the first support; None while there is none by ``on``."""
    born = enrolment.person.birth_date
    started = enrolment.first_support_on
    return age_on(born, started) if born and started and born <= started <= on else None


def _facts(enrolment: Enrolment, rules: Pack) -> Facts:
    unknown = _("nie wpisano")
    education = "" if enrolment.education is None else str(enrolment.education)
    return [
        (_("Wykształcenie"), rules.label_of("education", education) if education else unknown),
        (
            _("Status na rynku pracy"),
            rules.label_of("labour_statuses", enrolment.labour_status) or unknown,
        ),
        (_("Niepełnosprawność"), str(enrolment.get_disability_display()) or unknown),
    ]


def _stays(
    who: Standing, enrolment: Enrolment, can: EnrolmentAbilities, ended: Exit | None
) -> Iterator[Stay]:
    partnerships = who.partnerships.get(enrolment.project_id, frozenset())
    for each in sorted(enrolment.memberships.all(), key=lambda stay: stay.joined_on, reverse=True):
        # A partner knows of the groups it runs, and of no others.
        if not can.attendance and can.own_attendance and each.group.partnership_id not in partnerships:
            continue
        last_on = _last(each.left_before, ended)
        yield Stay(each, each.group.name, last_on, _links_of_stay(each, can))


def _links_of_stay(stay: GroupMembership, can: EnrolmentAbilities) -> list[Link]:
    if not can.manage_groups:
        return []
    return [
        Link("correct", _("Zmień dni"), panel("participants:correct_membership", stay.pk)),
        Link("withdraw", _("Wycofaj"), panel("participants:withdraw_membership", stay.pk)),
    ]


def _carried(enrolment: Enrolment, can: EnrolmentAbilities, ended: Exit | None) -> Iterator[Carried]:
    rows = sorted(enrolment.caseworkers.all(), key=lambda each: each.begins_on, reverse=True)
    for place, each in enumerate(rows):
        address = panel("participants:withdraw_caseworker", each.pk)
        links = [Link("withdraw", _("Wycofaj"), address)] if can.hand_over and place == 0 else []
        yield Carried(each, _last(each.ends_before, ended), links)


def _runs(assignment: CaseworkerAssignment, on: date) -> bool:
    return in_force(assignment.begins_on, assignment.ends_before, on)


def _last(ends_before: date | None, ended: Exit | None) -> date | None:
    """Return the last day of what goes on until ``ends_before``, or with the participation."""
    own = ends_before - timedelta(days=1) if ends_before else None
    return min(filter(None, (own, ended.ended_on if ended else None)), default=None)


def _ending(ended: Exit, rules: Pack, *, in_full: bool) -> Ending:
    if not in_full:
        return Ending(ended, reason="", situation="")
    reason = rules.dictionaries["exit_reasons"].get(ended.reason)
    situation = rules.dictionaries["exit_situations"].get(ended.situation)
    return Ending(
        exit=ended,
        reason=reason.label if reason else ended.reason,
        situation=situation.label if situation else ended.situation,
    )


def _progress(outcome: Outcome, ended: Exit | None) -> Progress:
    return Progress(
        outcome=outcome,
        gain_hundredths=outcome.gain_hundredths,
        is_late=bool(ended and outcome.after_on and outcome.after_on > ended.outcome_due_on),
    )


def _links(
    enrolment: Enrolment, can: EnrolmentAbilities, ended: Exit | None, outcome: Outcome | None
) -> list[Link]:
    end = _("Popraw zakończenie") if ended else _("Zakończ udział")
    measure = _("Zapisz pierwszy pomiar")
    if outcome:
        measure = _("Popraw pomiar") if outcome.after_on else _("Zapisz drugi pomiar")
    wanted: Iterable[tuple[bool, str, str, str]] = [
        (can.edit, "correct", _("Popraw zapis"), "participants:correct_enrolment"),
        (can.manage_groups and not ended, "join", _("Dodaj do grupy"), "participants:join_group"),
        (can.hand_over, "hand_over", _("Zmień opiekuna"), "participants:hand_over"),
        (can.measure, "measure", measure, "participants:measure"),
        (can.end, "end", end, "participants:end"),
        (can.withdraw, "withdraw", _("Wycofaj zapis"), "participants:withdraw_enrolment"),
    ]
    return [Link(code, label, panel(name, enrolment.pk)) for shown, code, label, name in wanted if shown]
