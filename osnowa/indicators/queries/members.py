"""The people or initiatives behind a figure, each with reason and evidence; and those who nearly count."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from osnowa.audit.actions import label
from osnowa.indicators import counting
from osnowa.indicators.counting import Answer, EnrolmentFacts, GroundFacts, InitiativeFacts, Verdict
from osnowa.indicators.models import Indicator
from osnowa.indicators.queries.figures import EVENT, asking, unit_of
from osnowa.indicators.queries.questions import Part, PartKey
from osnowa.indicators.queries.wording import said
from osnowa.initiatives.models import Initiative, InitiativeEvidence
from osnowa.organisations.models import Role
from osnowa.participants import completeness
from osnowa.participants.access import abilities_by_enrolment
from osnowa.participants.models import Enrolment, Exit, Ground, GroupMembership, Outcome
from osnowa.participants.names import shown_to
from osnowa.participants.queries.file import CurrentRecords
from osnowa.projects.access import Reach, project_abilities
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import terms_in_force
from osnowa.projects.standing import Standing
from osnowa.rulepacks.registry import pack

#: So many members are read at a time; a list of everybody is read in portions.
AT_ONCE = 500


@dataclass(frozen=True)
class Evidence:
    """What proves that a member counts: the ``record`` by its label, its file, where the original lies.

    ``is_checked``: somebody verified it, which only documents ask for.
    """

    words: str
    record: str
    has_scan: bool = False
    original_place: str = ""
    is_checked: bool = False


@dataclass(frozen=True)
class MemberRow:
    """One member as the list shows it; ``on`` is the first support, or the day an event was held.

    ``because`` says why it counts, ``missing`` what keeps it from counting. ``opens`` the file of the person;
    ``person`` is the person's id, None for an event.
    """

    key: int
    name: str
    number: str
    sex: str
    group: str
    on: date | None
    counted_on: date | None
    because: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    person: int | None = None
    opens: bool = False


@dataclass(frozen=True)
class Members:
    """A page of the members of a figure: ``rows`` from the place ``first`` on, of ``total``."""

    indicator: Indicator
    part: Part
    as_of: date
    total: int
    first: int
    rows: tuple[MemberRow, ...]


@dataclass(frozen=True)
class IndicatorVerdict:
    """What the rule of one indicator says about one person, in words."""

    indicator: Indicator
    answer: Answer
    counted_on: date | None
    because: tuple[str, ...]
    missing: tuple[str, ...]


def members(
    project: Project,
    indicator: Indicator,
    as_of: date,
    who: Standing,
    part: Part = Part.ALL,
    *,
    of: PartKey | None = None,
    first: int = 0,
    count: int | None = None,
) -> Members:
    """Return who stands behind a figure by the end of ``as_of``: as many rows as the figure says.

    ``part`` is one sex, or those who nearly count; ``of`` one part of a dimension. ``first`` and ``count``
    cut a page out of the list, which is in Polish order of names (events: by day); names that ``who`` may not
    read stand last, by number. As many statements for a page of 500 as for one of one.

    Raises:
        PermissionDenied: ``who`` may not see the list behind the figures of the project.
    """
    if project_abilities(who, project).see_figure_members == Reach.NONE:
        raise PermissionDenied
    question = asking(project, as_of, who)
    keys = question.who(indicator.rule, part, of)
    if unit_of(indicator, project) != EVENT:
        keys = _as_read(keys, project, who)
    shown = keys[first : None if count is None else first + count]
    rows: list[MemberRow] = []
    for begin in range(0, len(shown), AT_ONCE):
        portion = shown[begin : begin + AT_ONCE]
        if unit_of(indicator, project) == EVENT:
            rows += _events(portion, indicator, as_of)
        else:
            rows += _people(portion, project, indicator, as_of, who, question.threshold)
    return Members(indicator, part, as_of, len(keys), first, tuple(rows))


def verdicts_of(
    enrolment: Enrolment, as_of: date, records: CurrentRecords, *, openly: bool = True
) -> list[IndicatorVerdict]:
    """Return what every indicator over people says about one person by the end of ``as_of`` (two statements).

    ``records`` are those of the ``enrolment``. Not ``openly``, the sentences name no document and no result.
    """
    project = enrolment.project
    terms = terms_in_force(project, as_of)
    facts = _facts(enrolment, project, terms.outcome_gain if terms else None, records)
    indicators = Indicator.objects.filter(project=project)
    return [
        _in_words(indicator, counting.OF_ENROLMENT[indicator.rule](facts, as_of), openly=openly)
        for indicator in indicators
        if indicator.rule in counting.OF_ENROLMENT
    ]


def facts_of(
    enrolments: Iterable[Enrolment], project: Project, threshold: Decimal | None
) -> dict[int, EnrolmentFacts]:
    """Return what the rules know of each of ``enrolments`` of ``project``, by id (three statements).

    ``threshold`` in points; the enrolments bring their persons with them.
    """
    enrolments = list(enrolments)
    records = records_of(enrolments)
    return {each.pk: _facts(each, project, threshold, records[each.pk]) for each in enrolments}


def records_of(enrolments: Iterable[Enrolment]) -> dict[int, CurrentRecords]:
    """Return the current records from which each of ``enrolments`` counts, by id (three statements)."""
    enrolments = list(enrolments)
    grounds: dict[int, list[Ground]] = defaultdict(list)
    for ground in Ground.objects.current().filter(person__in={each.person_id for each in enrolments}):
        grounds[ground.person_id].append(ground)
    keys = [each.pk for each in enrolments]
    endings = {each.enrolment_id: each for each in Exit.objects.current().filter(enrolment__in=keys)}
    outcomes = {each.enrolment_id: each for each in Outcome.objects.current().filter(enrolment__in=keys)}
    return {
        each.pk: CurrentRecords(grounds[each.person_id], endings.get(each.pk), outcomes.get(each.pk))
        for each in enrolments
    }


def _facts(
    enrolment: Enrolment, project: Project, threshold: Decimal | None, records: CurrentRecords
) -> EnrolmentFacts:
    rules = pack(project.rule_pack)
    missing = completeness.missing(rules.dictionaries["core_fields"], completeness.values_of(enrolment))
    return EnrolmentFacts(
        enrolled_on=enrolment.enrolled_on,
        first_support_on=enrolment.first_support_on,
        missing_fields=tuple(rules.label_of("core_fields", code) for code in missing),
        declares_disability=enrolment.disability == Enrolment.Answer.YES,
        grounds=tuple(_ground(each, project) for each in records.grounds),
        ending=_ending(records.ending),
        outcome=_outcome(records.outcome),
        threshold=threshold,
    )


def _people(
    keys: Sequence[int],
    project: Project,
    indicator: Indicator,
    as_of: date,
    who: Standing,
    threshold: Decimal | None,
) -> list[MemberRow]:
    # The number itself is encrypted, and nothing here reads it.
    enrolments = (
        Enrolment.objects.filter(pk__in=keys).select_related("person").defer("person__pesel").in_bulk()
    )
    for each in enrolments.values():
        # Known already: nobody needs to read it again for what may be done.
        each.project = project
    records = records_of(enrolments.values())
    facts = {each.pk: _facts(each, project, threshold, records[each.pk]) for each in enrolments.values()}
    abilities = abilities_by_enrolment(who, enrolments.values())
    groups = _groups_on(keys, as_of)
    proofs = _proofs(records.values())
    rows = []
    for key in keys:
        each, can = enrolments[key], abilities[key]
        verdict = counting.OF_ENROLMENT[indicator.rule](facts[key], as_of)
        openly = can.open_file and can.grounds
        words = _in_words(indicator, verdict, openly=openly)
        rows.append(
            MemberRow(
                key=key,
                name=shown_to(who, each, abilities=can),
                number=each.number,
                sex=each.person.sex,
                group=groups.get(key, ""),
                on=facts[key].supported_by(as_of),
                counted_on=verdict.counted_on,
                # The day of the first support has a column of its own.
                because=tuple(
                    sentence
                    for reason, sentence in zip(verdict.because, words.because, strict=True)
                    if reason.code != "support"
                ),
                missing=words.missing,
                evidence=tuple(
                    proofs[reason.record] for reason in verdict.because if openly and reason.record in proofs
                ),
                person=each.person_id,
                opens=can.open_file,
            )
        )
    return rows


def _as_read(keys: Sequence[int], project: Project, who: Standing) -> list[int]:
    """Return ``keys`` with names that ``who`` may not read last: a place among names would tell them."""
    if who.has(project.pk, Role.COORDINATOR, Role.AUDITOR):
        return list(keys)
    hidden = Enrolment.objects.filter(project=project, person__is_hidden=True).select_related("person")
    found = hidden.defer("person__pesel").in_bulk()
    abilities = abilities_by_enrolment(who, found.values())
    unread = {key: each.number for key, each in found.items() if not abilities[key].hidden_name}
    return sorted(keys, key=lambda key: (key in unread, unread.get(key, "")))


def _events(keys: Sequence[int], indicator: Indicator, as_of: date) -> list[MemberRow]:
    events = Initiative.objects.filter(pk__in=keys).select_related("group").in_bulk()
    evidence: dict[int, list[InitiativeEvidence]] = defaultdict(list)
    for each in InitiativeEvidence.objects.current().filter(initiative__in=keys).order_by("pk"):
        evidence[each.initiative_id].append(each)
    rows = []
    for key in keys:
        event, proofs = events[key], evidence[key]
        facts = InitiativeFacts(
            held_on=event.held_on,
            is_done=event.state == Initiative.State.DONE,
            is_cancelled=event.state == Initiative.State.CANCELLED,
            evidence=tuple(label(proof) for proof in proofs),
        )
        verdict = counting.OF_INITIATIVE[indicator.rule](facts, as_of)
        words = _in_words(indicator, verdict)
        rows.append(
            MemberRow(
                key=key,
                name=event.name,
                number="",
                sex="",
                group=event.group.name if event.group else "",
                on=event.held_on,
                counted_on=verdict.counted_on,
                because=tuple(proof.description for proof in proofs) if verdict.counted_on else (),
                missing=words.missing,
                evidence=tuple(
                    Evidence(
                        proof.get_kind_display(),
                        label(proof),
                        proof.scan_id is not None,
                        proof.original_place,
                    )
                    for proof in proofs
                ),
            )
        )
    return rows


def _in_words(indicator: Indicator, verdict: Verdict, *, openly: bool = True) -> IndicatorVerdict:
    return IndicatorVerdict(
        indicator=indicator,
        answer=verdict.answer,
        counted_on=verdict.counted_on,
        because=tuple(said(reason, openly=openly) for reason in verdict.because),
        # Two documents with one fault read alike to somebody who may not know them.
        missing=tuple(dict.fromkeys(said(reason, openly=openly) for reason in verdict.missing)),
    )


def _groups_on(keys: Sequence[int], day: date) -> dict[int, str]:
    """Return the name of the group each enrolment is in on ``day``, or was in last before it."""
    joined = GroupMembership.objects.filter(Q(joined_on__lte=day), enrolment__in=keys).select_related("group")
    # The latest one comes last and stays.
    return {
        each.enrolment_id: "" if each.group.is_sensitive else each.group.name
        for each in joined.order_by("joined_on", "pk")
    }


def _proofs(records: Iterable[CurrentRecords]) -> dict[str, Evidence]:
    """Return what lies in the files as proof, by the label of the record."""
    found = {}
    for each in records:
        for ground in each.grounds:
            found[label(ground)] = Evidence(
                _("dokument"),
                label(ground),
                has_scan=ground.scan_id is not None,
                original_place=ground.original_place,
                is_checked=ground.state == Ground.State.VERIFIED,
            )
        if outcome := each.outcome:
            has_scan = outcome.scan_id is not None
            found[label(outcome)] = Evidence(_("karta pomiaru"), label(outcome), has_scan=has_scan)
    return found


def _ground(ground: Ground, project: Project) -> GroundFacts:
    rules = pack(project.rule_pack)
    return GroundFacts(
        kind=rules.label_of("ground_kinds", ground.kind),
        document=rules.label_of("document_kinds", ground.document_kind),
        valid_from=ground.valid_from,
        valid_until=ground.valid_until,
        state=counting.GroundState(ground.state),
        is_disability=ground.is_disability,
        decided_on=ground.decided_on,
        rejection_reason=ground.rejection_reason,
        record=label(ground),
    )


def _ending(end: Exit | None) -> counting.ExitFacts | None:
    if end is None:
        return None
    return counting.ExitFacts(end.ended_on, end.on_path, end.outcome_due_on, label(end))


def _outcome(outcome: Outcome | None) -> counting.OutcomeFacts | None:
    if outcome is None or outcome.after_on is None or outcome.gain_hundredths is None:
        return None
    gain = Decimal(outcome.gain_hundredths) / 100
    return counting.OutcomeFacts(outcome.after_on, gain, outcome.instrument, label(outcome))
