"""A list is taken back: what only it made goes, what somebody built upon stays and says why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.intake.actions.bringing import move_on
from osnowa.intake.keeping import Kept, read, written
from osnowa.intake.models import Batch, FilePiece, ListRow
from osnowa.intake.queries.batches import rows_made
from osnowa.intake.queries.kept import locked
from osnowa.participants.actions import (
    correct_enrolment,
    correct_person,
    withdraw_enrolment,
    withdraw_person,
)
from osnowa.participants.actions.answers import withdraw_answers
from osnowa.participants.models import Answer, Enrolment

PORTION = 25


@action
def withdraw_batch(*, batch: Batch, by: User | None, at: datetime) -> Batch:
    """Begin to take back what ``batch`` made; a list of which nothing was taken is withdrawn at once.

    Raises:
        ListIsElsewhere: the work goes on, or it was withdrawn before.
    """
    batch = locked(batch, Batch.Stage.COLUMNS, Batch.Stage.PREVIEW, Batch.Stage.TAKEN)
    count = rows_made(batch).count()
    move_on(
        batch=batch,
        stage=Batch.Stage.WITHDRAWING if count else Batch.Stage.WITHDRAWN,
        work_count=count,
        by=by,
        at=at,
    )
    if not count:
        _forget(batch)
    record(
        verb="intake.list.withdrawn",
        subject=batch,
        by=by,
        at=at,
        within=batch.project,
        after={"rows": count},
    )
    return batch


@action
def withdraw_portion(
    *, batch: Batch, by: User | None, at: datetime, synthetic: bool = False, most: int = PORTION
) -> Batch:
    """Take back the next rows, ``most`` at once, the last first; begun again, it goes on where it stopped.

    Raises:
        ListIsElsewhere: it is not being withdrawn.
    """
    batch = locked(batch, Batch.Stage.WITHDRAWING)
    rows = list(rows_made(batch).select_for_update(of=("self",))[:most])
    for row in rows:
        _withdraw(row, by, at, synthetic)
    batch.done_count, batch.told_at = min(batch.done_count + len(rows), batch.work_count), at
    if len(rows) < most:
        move_on(batch=batch, stage=Batch.Stage.WITHDRAWN, at=at)
        _forget(batch)
    else:
        batch.save(update_fields=["done_count", "told_at"])
    return batch


def _forget(batch: Batch) -> None:
    """The file, and the rows of which nothing came, are needed no more; what stays must say why."""
    FilePiece.objects.filter(batch=batch).delete()
    ListRow.objects.filter(batch=batch, outcome="").delete()


def _withdraw(row: ListRow, by: Any, at: datetime, synthetic: bool) -> None:
    kept = read(row.told)
    stood: list[str] = []
    if row.enrolled and row.enrolment:
        stood += _tried(_withdraw_enrolment, enrolment=row.enrolment, kept=kept, by=by, at=at)
    if row.registered and row.person and not stood:
        stood += _tried(withdraw_person, person=row.person, by=by, at=at)
    if kept.replaced:
        stood += _tried(_restore, row=row, kept=kept, by=by, at=at, synthetic=synthetic)
    row = ListRow.objects.get(pk=row.pk)
    row.outcome = ListRow.Outcome.STAYS if stood else ListRow.Outcome.WITHDRAWN
    # What went leaves no copy behind; what stays says why.
    row.told = written(Kept(facts=_name(kept), stood=" ".join(stood)))
    row.save()


def _name(kept: Kept) -> Mapping[str, Any]:
    return {name: kept.facts[name] for name in ("first_name", "last_name") if name in kept.facts}


def _tried(verb: Any, **facts: Any) -> list[str]:
    try:
        verb(**facts)
    except ValidationError as refusal:
        return list(refusal.messages)
    return []


@action
def _withdraw_enrolment(*, enrolment: Enrolment, kept: Kept, by: User, at: datetime) -> None:
    # Answers that the list brought go with it; others are somebody's work, and hold the participation.
    brought = kept.facts.get("answers") or {}
    said = Answer.objects.filter(enrolment=enrolment)
    if brought and all(brought.get(each.field) == each.said and each.is_current for each in said):
        withdraw_answers(enrolment=enrolment, by=by, at=at)
    withdraw_enrolment(enrolment=enrolment, by=by, at=at)


@action
def _restore(*, row: ListRow, kept: Kept, by: User, at: datetime, synthetic: bool) -> None:
    """Say again what the list had replaced, except what somebody corrected since."""
    person, enrolment = row.person, row.enrolment
    if person is None or enrolment is None:
        return
    mine = _unchanged(person, kept, "person")
    theirs = _unchanged(enrolment, kept, "enrolment")
    if mine:
        correct_person(person=person, by=by, at=at, synthetic_pesel=synthetic, is_somebody_else=True, **mine)
    if theirs:
        reason = _("Wycofanie listy wczytanej z pliku.")
        correct_enrolment(enrolment=enrolment, by=by, at=at, reason=reason, **theirs)


def _unchanged(record_: Any, kept: Kept, home: str) -> dict[str, Any]:
    replaced = kept.replaced.get(home, {})
    return {name: value for name, value in replaced.items() if getattr(record_, name) == kept.facts.get(name)}
