"""Everything that is kept about one person, from every app, as they may ask for it.

Source: docs/sources.md#gdpr-access
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import ForeignKey, Model

from osnowa.audit.actions import label
from osnowa.casework.queries import ABOUT_PERSON as OF_CASEWORK
from osnowa.desk.queries import verbs
from osnowa.desk.queries.changes import BOOKKEEPING, field_name, value_in_words
from osnowa.desk.queries.log import LogRow, entries_about_person, rows_of
from osnowa.intake.queries.about_person import ABOUT_PERSON as OF_LISTS
from osnowa.monitoring.queries.about_person import ABOUT_PERSON as OF_REGISTERS
from osnowa.participants.models import Enrolment, Person, PrivacyNotice
from osnowa.participants.queries.about_person import ABOUT_PERSON as OF_PARTICIPANTS
from osnowa.participants.queries.about_person import Source
from osnowa.participants.queries.merges import records_of
from osnowa.projects.standing import Standing
from osnowa.support.queries import ABOUT_PERSON as OF_SUPPORT
from osnowa.trainings.queries.about_person import ABOUT_PERSON as OF_TRAININGS

SOURCES: tuple[Source, ...] = (
    *OF_PARTICIPANTS,
    *OF_CASEWORK,
    *OF_SUPPORT,
    *OF_TRAININGS,
    *OF_REGISTERS,
    *OF_LISTS,
)
#: Tables whose rows refer to people and are not told, each with the reason.
LEFT_OUT: Mapping[str, str] = {
    "participants.merge": "names another record of the same person, whose rows are told here themselves",
    "participants.movedrow": "which rows came with a merge: no data of the person",
    "participants.toldapart": "is about another person too; that it was done, the journal tells",
}
#: Where it comes from: the verbs by which a person and their participations came in.
CAME_IN = ("participants.person.registered", "participants.enrolment.made")
_NOT_TOLD = (BOOKKEEPING - {"batch"}) | {"id"}


@dataclass(frozen=True)
class Told:
    """One field of a row: its name in the table, in words, the value in words and as it is kept."""

    name: str
    label: str
    value: str
    kept: Any


@dataclass(frozen=True)
class Section:
    """The rows of one table; fields that say nothing are left out."""

    table: str
    title: str
    rows: list[list[Told]]


@dataclass(frozen=True)
class Report:
    """What is kept about somebody, where it came from, who looked, and what they were told of their data.

    ``looks`` and ``came_in`` are entries of the journal, the newest first; ``notices`` those in force on the
    day, of each of their projects, with how long data are kept.
    """

    sections: list[Section]
    came_in: list[LogRow]
    looks: list[LogRow]
    notices: list[PrivacyNotice]
    without_notice: list[str]


def report_about(who: Standing, person: Person) -> Report:
    """Return everything kept about ``person``, merged records and replaced versions included.

    Every project is in it, so only whoever may read all of them may have it (``access.may_report``). A query
    for each table, and for the journal as many as it takes, whatever the number of rows.
    """
    persons = records_of(person)
    entries = entries_about_person(who, person)
    notices = _notices(persons, who.on)
    return Report(
        sections=[section for source in SOURCES if (section := _section(source, persons)).rows],
        came_in=rows_of(who, entries.filter(verb__in=CAME_IN), about=person),
        looks=rows_of(who, entries.filter(verb__in=verbs.LOOKS), about=person),
        notices=[notice for notice in notices.values() if notice],
        without_notice=[title for title, notice in notices.items() if notice is None],
    )


def _section(source: Source, persons: Iterable[Person]) -> Section:
    told = (list(_told(source, row)) for row in source.rows(persons))
    title = str(source.model._meta.verbose_name_plural)
    return Section(
        source.model._meta.label_lower, title[:1].upper() + title[1:], [row for row in told if row]
    )


def _told(source: Source, row: Model) -> Iterator[Told]:
    noun, words = source.model._meta.label_lower, source.words(row)
    for field in source.model._meta.concrete_fields:
        if field.name in source.left_out or field.name in _NOT_TOLD:
            continue
        kept = getattr(row, field.attname)
        if kept is None or kept == "":
            continue
        related = getattr(row, field.name) if isinstance(field, ForeignKey) else None
        plain = kept.isoformat() if isinstance(kept, date | datetime) or hasattr(kept, "isoformat") else kept
        said = words.get(field.name) or (str(related) if related else value_in_words(noun, field.name, plain))
        yield Told(field.name, field_name(noun, field.name), said, plain)


def _notices(persons: Iterable[Person], on: date) -> dict[str, PrivacyNotice | None]:
    """Return the notice in force on the day, by title of each project of ``persons`` (two queries)."""
    enrolments = (
        Enrolment.objects.filter(person__in=persons).select_related("project").order_by("enrolled_on")
    )
    projects = {each.project_id: each.project.title for each in enrolments}
    valid = PrivacyNotice.objects.filter(project__in=projects, valid_from__lte=on).select_related("project")
    latest = {each.project_id: each for each in valid.order_by("valid_from", "pk")}
    return {title: latest.get(pk) for pk, title in projects.items()}


def as_data(report: Report, *, person: Person, by: str, at: datetime) -> dict[str, Any]:
    """Return ``report`` as plain data for a file that another program reads."""
    return {
        "person": label(person),
        "made_at": at.isoformat(),
        "made_by": by,
        "data": [
            {
                "table": section.table,
                "title": section.title,
                "rows": [
                    [
                        {"name": each.name, "label": each.label, "value": each.kept, "words": each.value}
                        for each in row
                    ]
                    for row in section.rows
                ],
            }
            for section in report.sections
        ],
        "came_in": [_entry(row) for row in report.came_in],
        "looks": [_entry(row) for row in report.looks],
        "privacy_notices": [
            {"project": each.project.title, "version": each.version, "text": each.text}
            for each in report.notices
        ],
        "projects_without_privacy_notice": report.without_notice,
    }


def _entry(row: LogRow) -> dict[str, str]:
    return {"at": row.at.isoformat(), "what": row.what, "who": row.who}
