"""What is known of a participation for its national register, from every home of its fields."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from osnowa.participants import questions
from osnowa.participants.models import Answer, Enrolment
from osnowa.rulepacks.registers import Column, Register, Step


@dataclass(frozen=True)
class StepState:
    """One step of the form and what it still lacks."""

    step: Step
    missing: list[Column]

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True)
class Correction:
    """An answer that was corrected: to which question, what it said before and after, and why."""

    question: str
    before: str
    after: str
    reason: str
    corrected_at: datetime


def answers_of(enrolment: Enrolment) -> dict[str, Answer]:
    """Return the current answers of ``enrolment`` by field; one query."""
    return {each.field: each for each in Answer.objects.current().filter(enrolment=enrolment)}


def answers_by_enrolment(enrolments: Iterable[Enrolment]) -> dict[int, dict[str, str]]:
    """Return what each of ``enrolments`` answered, by field; one query, however many.

    Whoever has answered nothing has an empty row.
    """
    enrolments = list(enrolments)
    found: dict[int, dict[str, str]] = {each.pk: {} for each in enrolments}
    for answer in Answer.objects.current().filter(enrolment__in=enrolments):
        found[answer.enrolment_id][answer.field] = answer.said
    return found


def corrections_of(enrolment: Enrolment, columns: Iterable[Column], register: Register) -> list[Correction]:
    """Return what was corrected in answers to ``columns`` with a reason, the latest first (one query)."""
    asked = {each.code: each for each in columns}
    rows = Answer.objects.filter(enrolment=enrolment, field__in=asked).order_by("field", "recorded_at", "pk")
    found = []
    before: Answer | None = None
    for row in rows:
        if row.reason and before and before.series == row.series:
            column = asked[row.field]
            was, now = (questions.in_words(register, column, each.said) for each in (before, row))
            found.append(Correction(questions.header_of(column), was, now, row.reason, row.recorded_at))
        before = row
    return sorted(found, key=lambda each: each.corrected_at, reverse=True)


def values_of(enrolment: Enrolment, answers: dict[str, Answer]) -> dict[str, str]:
    """Return what is said of ``enrolment``, by column of its register; nothing said is an empty text."""
    values = {column: _text(getattr(enrolment.person, name)) for column, name in questions.OF_PERSON.items()}
    for column, name in questions.OF_ENROLMENT.items():
        values[column] = _text(getattr(enrolment, f"{name}_id" if name == "institution" else name))
    values |= {field: answer.said for field, answer in answers.items()}
    return values


def step_states(register: Register, values: dict[str, str]) -> list[StepState]:
    """Return each step of the form with what it lacks, given ``values_of`` somebody."""
    lacking = questions.missing(register, values)
    return [
        StepState(step, [each for each in lacking if each.step == step.code])
        for step in questions.steps_of(register)
    ]


def _text(value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return questions.YES
    return value.isoformat() if isinstance(value, date) else str(value)
