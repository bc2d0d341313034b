"""Accepted rows become people and participations, a few at a time, each row whole or not at all."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.errors import Refused
from osnowa.intake.actions.bringing import move_on
from osnowa.intake.keeping import Kept, read, written
from osnowa.intake.models import Batch, FilePiece, ListRow
from osnowa.intake.placing import OF_ENROLMENT, OF_PERSON
from osnowa.intake.queries.batches import ready_rows
from osnowa.intake.queries.kept import locked
from osnowa.participants.actions import correct_enrolment, correct_person, enrol, register_person
from osnowa.participants.actions.answers import answer
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.models import Enrolment, Person
from osnowa.participants.numbering import next_number
from osnowa.participants.queries.participation import suggested_number
from osnowa.projects.models import Group, Project

#: Rows in one transaction: long enough for one chaining of the journal, short enough for others to write.
PORTION = 25


class PersonIsGone(Refused):
    """Whom the preview found is not registered any more."""

    message = _("Tej osoby nie ma już w ośrodku. Wczytaj listę jeszcze raz.")


@action
def take_portion(
    *, batch: Batch, by: User | None, at: datetime, synthetic: bool = False, most: int = PORTION
) -> Batch:
    """Take the next rows of ``batch``, ``most`` at once; after the last one it is taken.

    A row that is refused now (somebody was quicker, a number is taken) is refused alone, with its reason.
    Begun again after a break, it goes on where it stopped.

    Raises:
        ListIsElsewhere: nothing of it is being taken.
    """
    batch = locked(batch, Batch.Stage.TAKING)
    # The project's row once for the whole portion, before anything else: as every verb below does.
    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=batch.project_id)
    project.centre = batch.project.centre
    batch.project = project
    taking = _Taking(batch, by, at, synthetic)
    rows = list(ready_rows(batch).select_for_update(of=("self",))[:most])
    for row in rows:
        taking.take(row)
    batch.done_count, batch.told_at = min(batch.done_count + len(rows), batch.work_count), at
    if len(rows) < most:
        move_on(batch=batch, stage=Batch.Stage.TAKEN, at=at)
        if not ListRow.objects.filter(batch=batch, outcome="").exclude(verdict="refused").exists():
            FilePiece.objects.filter(batch=batch).delete()
        record(verb="intake.list.taken", subject=batch, by=by, at=at, within=batch.project)
    else:
        batch.save(update_fields=["done_count", "told_at"])
    return batch


class _Taking:
    """What the rows of one portion share: who acts and when, and the numbers given so far."""

    def __init__(self, batch: Batch, by: User | None, at: datetime, synthetic: bool):
        self.batch, self.at, self.synthetic = batch, at, synthetic
        # Verbs of people are somebody's; a command that names nobody acts as the system itself.
        self.by: Any = by
        self.groups: dict[int, Group] = (
            Group.objects.filter(project=batch.project).select_related("round").in_bulk()
        )
        # Described batches have it; the type of the column says otherwise.
        self.enrolled_on: Any = batch.enrolled_on
        self.numbers: dict[int | None, str] = {}

    def take(self, row: ListRow) -> None:
        """Take one row, or note why not."""
        kept = read(row.told)
        if row.choice == ListRow.Choice.LEFT_OUT:
            row.outcome = ListRow.Outcome.LEFT_OUT
        else:
            try:
                kept = self._take(row, kept)
            except ValidationError as refusal:
                row.outcome = ListRow.Outcome.REFUSED
                row.person = row.enrolment = None
                row.registered = row.enrolled = False
                kept = replace(kept, stood=" ".join(refusal.messages), replaced={})
                self.numbers.clear()
            else:
                row.outcome = ListRow.Outcome.TAKEN
        row.told = written(kept)
        row.save()

    def _take(self, row: ListRow, kept: Kept) -> Kept:
        return _take_row(taking=self, row=row, kept=kept)

    def number(self, group: Group | None) -> str:
        """Return the next free number; the project is locked, so that counting on needs no question."""
        round_number = group.round.number if group and group.round else None
        last = self.numbers.get(round_number)
        if last is None:
            number = suggested_number(self.batch.project, group)
        else:
            number = next_number(last.split("/")[0], round_number, [last])
        self.numbers[round_number] = number
        return number


@action
def _take_row(*, taking: _Taking, row: ListRow, kept: Kept) -> Kept:
    """Do what was decided about one row: register, enrol, correct; all of it or nothing.

    Raises:
        Refused: what the verbs of people refuse.
    """
    is_new = row.verdict == ListRow.Verdict.NEW or row.choice == ListRow.Choice.STRANGER
    if is_new:
        person = register_person(
            centre=taking.batch.project.centre,
            by=taking.by,
            at=taking.at,
            synthetic_pesel=taking.synthetic,
            is_somebody_else=row.choice == ListRow.Choice.STRANGER,
            **_of_person(kept),
        )
        row.registered = True
    else:
        person = _found(row.person_id if row.choice == ListRow.Choice.KNOWN else kept.known)
    row.person = person
    enrolment = Enrolment.objects.filter(project=taking.batch.project, person=person).first()
    if enrolment is None:
        row.enrolment, row.enrolled = _enrol(taking, person, kept), True
        return kept
    row.enrolment = enrolment
    if row.verdict == ListRow.Verdict.IN_PROJECT:
        return replace(kept, replaced=_correct(taking, person, enrolment, kept))
    return kept


def _of_person(kept: Kept) -> dict[str, Any]:
    return {name: kept.facts[name] for name in OF_PERSON if name in kept.facts}


def _found(key: int | None) -> Person:
    person = Person.objects.filter(pk=key).first() if key else None
    while person and person.merged_into_id:
        person = Person.objects.get(pk=person.merged_into_id)
    if person is None:
        raise PersonIsGone
    return person


def _enrol(taking: _Taking, person: Person, kept: Kept) -> Enrolment:
    group = taking.groups.get(kept.facts.get("group", 0))
    worker = User.objects.get(pk=kept.facts["caseworker"]) if "caseworker" in kept.facts else None
    enrolment = enrol(
        person=person,
        project=taking.batch.project,
        enrolled_on=kept.facts.get("enrolled_on") or taking.enrolled_on,
        number=str(kept.facts.get("number") or taking.number(group)),
        group=group,
        caseworker=worker,
        by=taking.by,
        at=taking.at,
        **{name: kept.facts[name] for name in OF_ENROLMENT if name in kept.facts},
    )
    if answers := kept.facts.get("answers"):
        answer(enrolment=enrolment, answers=answers, by=taking.by, at=taking.at)
    return enrolment


def _correct(
    taking: _Taking, person: Person, enrolment: Enrolment, kept: Kept
) -> Mapping[str, Mapping[str, Any]]:
    """Correct what the list says otherwise; return what was replaced, by home and field."""
    replaced: dict[str, Mapping[str, Any]] = {}
    mine = _otherwise(person, kept, [name for name in OF_PERSON if name not in ("pesel", "lacks_pesel")])
    theirs = _otherwise(enrolment, kept, OF_ENROLMENT)
    if mine:
        replaced["person"] = {name: getattr(person, name) for name in mine}
        _unless_so(
            correct_person,
            person=person,
            by=taking.by,
            at=taking.at,
            synthetic_pesel=taking.synthetic,
            **mine,
        )
    if theirs:
        replaced["enrolment"] = {name: getattr(enrolment, name) for name in theirs}
        reason = str(_("Poprawka z listy wczytanej z pliku."))
        _unless_so(
            correct_enrolment, enrolment=enrolment, by=taking.by, at=taking.at, reason=reason, **theirs
        )
    return replaced


def _otherwise(record_: Any, kept: Kept, names: Any) -> dict[str, Any]:
    return {
        name: kept.facts[name]
        for name in names
        if name in kept.facts and kept.facts[name] != getattr(record_, name)
    }


def _unless_so(verb: Any, **facts: Any) -> None:
    try:
        verb(**facts)
    except NothingChanged:
        # Somebody corrected it meanwhile to the same: there is nothing to do, and nothing is wrong.
        return
