"""What the journal answers: who did what to whom, and who looked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from osnowa.audit.models import NO_TENANT, SEEN, ChainHead, Entry, Name
from osnowa.audit.pseudonyms import pseudonyms
from osnowa.audit.verification import Head
from osnowa.secrets import subject_keys


@dataclass(frozen=True)
class Change:
    """One field of an entry: its value before and after; ``is_sealed`` when it lay under a person's key."""

    field: str
    before: Any
    after: Any
    is_sealed: bool


@dataclass(frozen=True)
class Line:
    """An entry with the names that are still known; a name is None when it was erased."""

    entry: Entry
    actor: Name | None
    subject: Name | None
    person: Name | None
    within: Name | None


def entries_of(
    tenant: int | None,
    *,
    verb: str = "",
    about: str = "",
    about_any: Iterable[str] | None = None,
    by: str = "",
    within: Iterable[str] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Entry]:
    """Return the entries of the centre ``tenant`` (None: of no centre), newest first.

    ``verb`` is a verb or the beginning of one (``casework.``); ``about`` and ``by`` are labels; ``about_any``
    are the labels of what was changed, any of them (an empty list: no entry); ``within``
    are the labels of the projects it may belong to (an empty list: no entry); ``since`` and ``until`` are
    days of the verb's own clock, both inclusive.
    """
    entries = Entry.objects.filter(tenant=_chain(tenant)).order_by("-number")
    if verb:
        entries = entries.filter(verb__startswith=verb)
    if about:
        entries = entries.filter(_concerns(about, tenant))
    if about_any is not None:
        names = [name for labelled in about_any for name in pseudonyms(labelled, _chain(tenant))]
        entries = entries.filter(subject__in=names)
    if by:
        entries = entries.filter(actor__in=pseudonyms(by, _chain(tenant)))
    if within is not None:
        names = [name for labelled in within for name in pseudonyms(labelled, _chain(tenant))]
        entries = entries.filter(within__in=names)
    if since:
        entries = entries.filter(at__gte=_start_of(since))
    if until:
        entries = entries.filter(at__lt=_start_of(until + timedelta(days=1)))
    return entries


def looks_at(subject: str, tenant: int | None) -> QuerySet[Entry]:
    """Return who opened the data of the person labelled ``subject``, and when; newest first."""
    return entries_of(tenant, verb=SEEN, about=subject)


def head_of(tenant: int | None) -> Head | None:
    """Return where the chain stands, None where it has not begun.

    Its text goes on reports and screens, and ``osnowa audit verify --head`` takes it.
    """
    head = ChainHead.objects.filter(tenant=_chain(tenant), number__gt=0).first()
    return None if head is None else Head(tenant=head.tenant, number=head.number, digest=head.digest)


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Return ``entries`` in their order with the names behind them, in one query for all."""
    kept = list(entries)
    names = Name.objects.in_bulk(
        {name for one in kept for name in (one.actor, one.subject, one.person, one.within) if name}
    )
    return [
        Line(
            entry=entry,
            actor=names.get(entry.actor),
            subject=names.get(entry.subject),
            person=names.get(entry.person),
            within=names.get(entry.within),
        )
        for entry in kept
    ]


def changes(line: Line) -> list[Change] | None:
    """Return what the entry says was changed, the sealed values opened; None when they are sealed for ever.

    Opens personal data: whoever shows the answer says ``seen``.
    """
    entry = line.entry
    found = _paired(entry.before, entry.after, is_sealed=False)
    if not entry.sealed_before and not entry.sealed_after:
        return found
    if line.person is None:
        return None
    opened = [_open(token, line.person) for token in (entry.sealed_before, entry.sealed_after)]
    if opened == [None, None]:
        return None
    return found + _paired(*opened, is_sealed=True)


def _chain(tenant: int | None) -> int:
    return NO_TENANT if tenant is None else tenant


def _concerns(labelled: str, tenant: int | None) -> Q:
    names = pseudonyms(labelled, _chain(tenant))
    return Q(subject__in=names) | Q(person__in=names)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _open(token: str, person: Name) -> dict[str, Any] | None:
    text = subject_keys.unseal(person.label, person.tenant, token) if token else None
    return None if text is None else json.loads(text)


def _paired(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, *, is_sealed: bool
) -> list[Change]:
    before, after = before or {}, after or {}
    return [
        Change(field=field, before=before.get(field), after=after.get(field), is_sealed=is_sealed)
        for field in sorted({*before, *after})
    ]
