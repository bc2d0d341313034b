"""Who counts, once, on which day, and what is missing where somebody does not: one member, in words.

This is the explaining face of each counting rule. The counting face, one query for a whole project, stands in
``queries.facts``; a property test holds the two together. Knows dates and marks only: no database, no
language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Answer(StrEnum):
    """How near somebody is to being counted."""

    COUNTED = "counted"
    NEARLY = "nearly"
    NOT = "not"


class GroundState(StrEnum):
    """What is known of a document."""

    AWAITING = "awaiting"
    VERIFIED = "verified"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Reason:
    """Why somebody counts, or what is missing: a code that ``queries.wording`` turns into a sentence.

    ``record`` is the label of the record that proves it (``participants.ground:7``); empty where none does.
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    record: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a rule says about one member on one day: counted on a day because …, or what is missing."""

    answer: Answer
    counted_on: date | None = None
    because: tuple[Reason, ...] = ()
    missing: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class GroundFacts:
    """A ground of support and its document; valid on both ``valid_from`` and ``valid_until``."""

    kind: str
    document: str
    valid_from: date
    valid_until: date | None = None
    state: GroundState = GroundState.VERIFIED
    is_disability: bool = False
    decided_on: date | None = None
    rejection_reason: str = ""
    record: str = ""

    def is_valid_on(self, day: date) -> bool:
        """Return whether the document holds on ``day``, whoever has checked it."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def counts_on(self, day: date) -> bool:
        """Return whether the document is verified and holds on ``day``."""
        return self.state == GroundState.VERIFIED and self.is_valid_on(day)


@dataclass(frozen=True)
class ExitFacts:
    """The current end of a participation; a measurement counts up to ``outcome_due_on``."""

    ended_on: date
    on_path: bool
    outcome_due_on: date
    record: str = ""


@dataclass(frozen=True)
class OutcomeFacts:
    """The second measurement of social effectiveness; ``gain`` in points."""

    after_on: date
    gain: Decimal
    instrument: str = ""
    record: str = ""


@dataclass(frozen=True)
class EnrolmentFacts:
    """All that the rules know of one person in a project.

    ``missing_fields`` are labels of core fields without a value; ``threshold`` is the number of points that
    makes progress on the asked day, None while the project has none.
    """

    enrolled_on: date
    first_support_on: date | None = None
    missing_fields: tuple[str, ...] = ()
    declares_disability: bool = False
    grounds: tuple[GroundFacts, ...] = ()
    ending: ExitFacts | None = None
    outcome: OutcomeFacts | None = None
    threshold: Decimal | None = None

    def supported_by(self, day: date) -> date | None:
        """Return the day of the first support if it had come by ``day``."""
        return self.first_support_on if self.first_support_on and self.first_support_on <= day else None

    def ended_by(self, day: date) -> ExitFacts | None:
        """Return the exit if it had come by ``day``."""
        return self.ending if self.ending and self.ending.ended_on <= day else None

    def measured_by(self, day: date) -> OutcomeFacts | None:
        """Return the second measurement if it had been made by ``day``."""
        return self.outcome if self.outcome and self.outcome.after_on <= day else None

    def is_known_by(self, day: date) -> bool:
        """Return whether the person was enrolled by ``day``; support never comes before."""
        return self.enrolled_on <= day


@dataclass(frozen=True)
class InitiativeFacts:
    """All that the rules know of one community initiative; ``evidence`` are labels of what proves it."""

    held_on: date
    is_done: bool = False
    is_cancelled: bool = False
    evidence: tuple[str, ...] = ()


def participants(member: EnrolmentFacts, day: date) -> Verdict:
    """Return whether the person is a participant by ``day``: counted on the day of the first support.

    Nearly: enrolled by then, without support yet.
    Source: docs/sources.md#participants, docs/sources.md#start-of-participation
    """
    started = member.supported_by(day)
    if started:
        return Verdict(Answer.COUNTED, started, because=(Reason("support", {"on": started}),))
    return _not_yet(member.is_known_by(day), [Reason("no-support", {"by": day})])


def at_risk_supported(member: EnrolmentFacts, day: date) -> Verdict:
    """Return whether the person is a supported person at risk by ``day``: counted on the first support.

    A verified document of any ground, a disability included, must hold on that day, and the core fields be
    filled. Nearly: enrolled by ``day``, and something of this is missing.
    Source: docs/sources.md#pas-ja, docs/sources.md#complete-record, docs/sources.md#risk-of-exclusion
    """
    started = member.supported_by(day)
    proof = _proof(member.grounds, started)
    missing = _missing_for_risk(member, day)
    if started and proof and not missing:
        return Verdict(Answer.COUNTED, started, because=(Reason("support", {"on": started}), proof))
    return _not_yet(member.is_known_by(day), missing)


def disability_supported(member: EnrolmentFacts, day: date) -> Verdict:
    """Return whether the person is supported and has a disability by ``day``: counted on the first support.

    Everything that :func:`at_risk_supported` asks, and the verified document is one of a disability. Nearly:
    enrolled by ``day``, declares a disability or has a document of one, and something is missing.
    Source: docs/sources.md#pas-ja, docs/sources.md#complete-record
    """
    started = member.supported_by(day)
    documents = tuple(ground for ground in member.grounds if ground.is_disability)
    proof = _proof(documents, started)
    missing = [
        *_missing_fields(member, day),
        *_missing_ground(documents, started, "no-disability-document", day),
    ]
    if started and proof and not missing:
        return Verdict(Answer.COUNTED, started, because=(Reason("support", {"on": started}), proof))
    has_sign = member.declares_disability or any(ground.valid_from <= day for ground in documents)
    return _not_yet(member.is_known_by(day) and has_sign, missing)


def social_progress(member: EnrolmentFacts, day: date) -> Verdict:
    """Return whether the person made progress by ``day``: counted on the later of exit and measurement.

    A supported person at risk whose participation ended on the path, measured at the latest on the exit's
    ``outcome_due_on``, with a gain of at least ``threshold``. A measurement before the exit is the
    second one too. Nearly: ended or measured by ``day``, and something is missing.
    Source: docs/sources.md#social-effectiveness
    """
    ending, outcome = member.ended_by(day), member.measured_by(day)
    missing = [*_missing_for_risk(member, day), *_missing_progress(member, ending, outcome)]
    if not missing and ending and outcome and member.first_support_on:
        because = (
            Reason("exit", {"on": ending.ended_on}, ending.record),
            Reason(
                "gain",
                {"on": outcome.after_on, "gain": outcome.gain, "threshold": member.threshold},
                outcome.record,
            ),
        )
        on = max(ending.ended_on, outcome.after_on, member.first_support_on)
        return Verdict(Answer.COUNTED, on, because=because)
    return _not_yet(ending is not None or outcome is not None, missing)


def initiatives_held(initiative: InitiativeFacts, day: date) -> Verdict:
    """Return whether the initiative was held by ``day``: counted on its day when done and evidenced.

    Nearly: its day has come, it was not cancelled, and the mark or the evidence is missing.
    Source: docs/sources.md#pas-ja
    """
    missing = []
    if not initiative.is_done:
        missing.append(Reason("not-done", {"on": initiative.held_on}))
    if not initiative.evidence:
        missing.append(Reason("no-evidence"))
    has_come = initiative.held_on <= day
    if has_come and not missing:
        because = tuple(Reason("evidence", record=label) for label in initiative.evidence)
        return Verdict(Answer.COUNTED, initiative.held_on, because=because)
    return _not_yet(has_come and not initiative.is_cancelled, missing)


#: Rules over one person in a project, by code.
OF_ENROLMENT: Mapping[str, Callable[[EnrolmentFacts, date], Verdict]] = {
    "participants": participants,
    "at-risk-supported": at_risk_supported,
    "disability-supported": disability_supported,
    "social-progress": social_progress,
}
#: Rules over one community initiative, by code.
OF_INITIATIVE: Mapping[str, Callable[[InitiativeFacts, date], Verdict]] = {
    "initiatives-held": initiatives_held
}


def _not_yet(is_near: bool, missing: list[Reason]) -> Verdict:
    return Verdict(Answer.NEARLY if is_near else Answer.NOT, missing=tuple(missing))


def _proof(grounds: tuple[GroundFacts, ...], on: date | None) -> Reason | None:
    """Return the ground that proves it on the day: of several the one that holds longest, always the same."""
    proving = [ground for ground in grounds if on and ground.counts_on(on)]
    if not proving:
        return None
    best = max(proving, key=lambda ground: (ground.valid_until or date.max, ground.record))
    return Reason("ground", _words_of(best), best.record)


def _missing_for_risk(member: EnrolmentFacts, day: date) -> list[Reason]:
    started = member.supported_by(day)
    return [*_missing_fields(member, day), *_missing_ground(member.grounds, started, "no-document", day)]


def _missing_fields(member: EnrolmentFacts, day: date) -> list[Reason]:
    missing = []
    if member.supported_by(day) is None:
        missing.append(Reason("no-support", {"by": day}))
    if member.missing_fields:
        missing.append(Reason("no-fields", {"fields": member.missing_fields}))
    return missing


def _missing_ground(
    grounds: tuple[GroundFacts, ...], started: date | None, code: str, day: date
) -> list[Reason]:
    """Return what keeps each document from proving it, or ``code`` when there is no document at all."""
    if started is None:
        # Whether a document holds is asked on the day of the first support.
        return []
    if any(ground.counts_on(started) for ground in grounds):
        return []
    shown = [ground for ground in grounds if ground.valid_from <= day]
    if not shown:
        return [Reason(code)]
    return [
        Reason(_fault_of(ground, started), {**_words_of(ground), "started": started}, ground.record)
        for ground in shown
    ]


def _fault_of(ground: GroundFacts, started: date) -> str:
    if ground.state == GroundState.REJECTED:
        return "document-rejected"
    if ground.valid_until and ground.valid_until < started:
        return "document-expired"
    if ground.valid_from > started:
        return "document-later"
    return "document-awaiting"


def _words_of(ground: GroundFacts) -> dict[str, object]:
    return {
        "kind": ground.kind,
        "is_disability": ground.is_disability,
        "document": ground.document,
        "from": ground.valid_from,
        "until": ground.valid_until,
        "decided_on": ground.decided_on,
        "rejection_reason": ground.rejection_reason,
    }


def _missing_progress(
    member: EnrolmentFacts, ending: ExitFacts | None, outcome: OutcomeFacts | None
) -> list[Reason]:
    missing = []
    if ending is None:
        missing.append(Reason("no-exit"))
    elif not ending.on_path:
        missing.append(Reason("exit-off-path", {"on": ending.ended_on}, ending.record))
    if outcome is None:
        missing.append(Reason("no-measurement", {"due": ending.outcome_due_on if ending else None}))
        return missing
    if ending and outcome.after_on > ending.outcome_due_on:
        due = {"on": outcome.after_on, "due": ending.outcome_due_on}
        missing.append(Reason("measured-late", due, outcome.record))
    if member.threshold is None:
        missing.append(Reason("no-threshold"))
    elif outcome.gain < member.threshold:
        missing.append(
            Reason("gain-low", {"gain": outcome.gain, "threshold": member.threshold}, outcome.record)
        )
    return missing
