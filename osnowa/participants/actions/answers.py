"""What can happen to what a participant answered: a step is saved, with a reason when it corrects."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.clock.actions import supersede
from osnowa.errors import Refused
from osnowa.participants import questions
from osnowa.participants.actions.enrolments import CorrectionNeedsReason, UnknownCode, correct_enrolment
from osnowa.participants.actions.persons import NothingChanged, correct_person
from osnowa.participants.models import Answer, Enrolment
from osnowa.participants.queries.answers import answers_of, values_of
from osnowa.participants.queries.participation import locked
from osnowa.rulepacks.registers import Column, Kind, Register

LONGEST_ANSWER = 200


class NoRegister(Refused):
    """The project reports to no register that we know."""

    message = _("Zasady tego projektu nie mówią, o co pyta rejestr uczestników.")


class NotAsked(Refused):
    """The register has no such question, or it is answered elsewhere."""

    message = _("Rejestr nie ma takiego pytania.")


class NotADay(Refused):
    """Not a day of the calendar."""

    message = _("Podaj dzień w postaci 2.10.2018.")


class NotANumber(Refused):
    """Not a number."""

    message = _("Wpisz liczbę.")


class AnswersBelongToSupport(Refused):
    """The participation has begun."""

    message = _("Tych odpowiedzi nie można wycofać: udział w projekcie już się zaczął.")


class AnswerTooLong(Refused):
    """The register cuts it off."""

    message = _("Odpowiedź może mieć najwyżej %(count)s znaków.")


@action
def save_step(
    *,
    enrolment: Enrolment,
    by: User,
    at: datetime,
    person: Mapping[str, Any],
    participation: Mapping[str, Any],
    answers: Mapping[str, str],
    reason: str = "",
    synthetic_pesel: bool = False,
) -> Enrolment:
    """Save what one step of the form says: facts of ``person`` and ``participation``, and ``answers``.

    ``person`` and ``participation`` hold only what changed. Whatever is left out stays as it is; an empty
    answer takes one back. Drafts are welcome: nothing has to be complete.

    Raises:
        NothingChanged: everything given is already so.
        CorrectionNeedsReason: the participation has begun, and the state at entry would change.
        NoRegister, NotAsked, UnknownCode, NotADay, NotANumber, AnswerTooLong: an answer cannot be so.
        Refused: what ``correct_person`` and ``correct_enrolment`` refuse.
    """
    changed = False
    if person:
        try:
            correct_person(person=enrolment.person, by=by, at=at, synthetic_pesel=synthetic_pesel, **person)
            changed = True
        except NothingChanged:
            pass
    if participation:
        try:
            correct_enrolment(enrolment=enrolment, by=by, at=at, reason=reason, **participation)
            changed = True
        except NothingChanged:
            pass
    try:
        answer(enrolment=enrolment, answers=answers, reason=reason, by=by, at=at)
    except NothingChanged:
        if not changed:
            raise
    return enrolment


@action
def answer(
    *, enrolment: Enrolment, answers: Mapping[str, str], by: User, at: datetime, reason: str = ""
) -> list[Answer]:
    """Write ``answers`` (field → code, ISO day or text) as versions; an empty one takes the answer back.

    Special categories of data are sealed. Once the participation has begun, changing what was answered needs
    a ``reason``, which stays with the new version.
    Source: docs/sources.md#gdpr-security

    Raises:
        NothingChanged: everything given is already so.
        CorrectionNeedsReason …: see ``save_step``.
    """
    enrolment = locked(enrolment)
    register = questions.register_of(enrolment.project.rule_pack)
    if register is None:
        raise NoRegister
    asked = questions.answers_asked(register)
    known = answers_of(enrolment)
    said = {field: " ".join(text.split()) for field, text in answers.items()}
    fresh = {field: text for field, text in said.items() if text != _now(known, field)}
    if not fresh:
        raise NothingChanged
    values = {**values_of(enrolment, known), **fresh}
    reason = " ".join(reason.split())
    for field, text in fresh.items():
        if field not in asked:
            raise NotAsked
        _check(register, asked[field], text, values)
        if (
            enrolment.first_support_on
            and field in known
            and not reason
            and questions.is_at_entry(asked[field])
        ):
            raise CorrectionNeedsReason
    rows = [
        _write(enrolment, asked[field], text, known.get(field), reason, at) for field, text in fresh.items()
    ]
    record(
        verb="participants.answers.saved",
        subject=enrolment,
        by=by,
        at=at,
        within=enrolment.project,
        after={"fields": sorted(fresh)},
        person=label(enrolment.person),
        sealed_before={field: _now(known, field) for field in fresh},
        sealed_after={**fresh, **({"reason": reason} if reason else {})},
    )
    return [each for each in rows if each]


@action
def withdraw_answers(*, enrolment: Enrolment, by: User, at: datetime) -> None:
    """Delete what was answered of a participation made by mistake, so that it can be withdrawn.

    Raises:
        AnswersBelongToSupport: support was recorded, so the answers stay as evidence.
    """
    enrolment = locked(enrolment)
    if enrolment.first_support_on:
        raise AnswersBelongToSupport
    known = answers_of(enrolment)
    record(
        verb="participants.answers.withdrawn",
        subject=enrolment,
        by=by,
        at=at,
        within=enrolment.project,
        before={"fields": sorted(known)},
        person=label(enrolment.person),
        sealed_before={field: each.said for field, each in known.items()},
    )
    Answer.objects.filter(enrolment=enrolment).delete()


def _now(known: Mapping[str, Answer], field: str) -> str:
    return known[field].said if field in known else ""


def _write(
    enrolment: Enrolment, column: Column, text: str, known: Answer | None, reason: str, at: datetime
) -> Answer | None:
    if known:
        supersede(known, at)
    if not text:
        return None
    kept: dict[str, Any] = {"sealed": text} if column.sensitive else {"value": text}
    # A ciphertext is bound to its row, so each version has a key of its own.
    fresh = Answer(enrolment=enrolment, field=column.code, recorded_at=at, **kept)
    if known:
        fresh.series, fresh.reason = known.series, reason
    # The table checks its constraints itself: `action` says the same sentence when it refuses.
    fresh.full_clean(validate_constraints=False)
    fresh.save()
    return fresh


def _check(register: Register, column: Column, text: str, values: Mapping[str, str]) -> None:
    if not text:
        return
    if len(text) > LONGEST_ANSWER:
        raise AnswerTooLong(field=column.code, count=LONGEST_ANSWER)
    allowed = questions.codes_allowed(register, column, dict(values))
    if allowed is not None and text not in allowed:
        raise UnknownCode(field=column.code)
    if column.kind == Kind.DATE and not _is_day(text):
        raise NotADay(field=column.code)
    if column.kind == Kind.NUMBER and not text.replace(",", ".", 1).replace(".", "", 1).isdecimal():
        raise NotANumber(field=column.code)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
