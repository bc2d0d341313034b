"""What is known of a participation for its national register, from every home of its fields."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

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


def history_of(enrolment: Enrolment, field: str) -> list[Answer]:
    """Return every version of one answer, the newest first."""
    return list(Answer.objects.filter(enrolment=enrolment, field=field).order_by("-recorded_at", "-pk"))


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
