"""How everything else speaks to the audit.

Verbs are wrapped in ``@action`` and say what they did with ``record``; a view that opens a person's data
calls ``seen``.
"""

import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django_scopes import get_scope

from osnowa.audit import chain
from osnowa.audit.collisions import refusal_for
from osnowa.audit.models import FORGOTTEN, NO_TENANT, SEEN, SYSTEM, ChainHead, Entry, Name
from osnowa.audit.pseudonyms import pseudonym, pseudonyms
from osnowa.secrets import subject_keys

P = ParamSpec("P")
R = TypeVar("R")

# A viewer who opens the same person again within this time is one look.
ONE_LOOK = timedelta(minutes=15)

_VERB = re.compile(r"(?=.{1,80}$)[a-z_]+\.[a-z_]+\.[a-z_]+")


@dataclass(frozen=True)
class _Party:
    """Whom or what an entry names: the label that becomes a pseudonym, and the words that can be erased."""

    label: str
    display: str = ""

    def pseudonym(self, tenant: int) -> str:
        return pseudonym(self.label, tenant)


@dataclass
class _Pending:
    """What the outermost action will write when everything else is done."""

    tenant: int
    actor: _Party
    subject: _Party
    person: _Party | None
    within: _Party | None
    content: dict[str, Any]


@dataclass
class _Transaction:
    pending: list[_Pending] = field(default_factory=list)
    # Keys of people read in this transaction: one person's values are often sealed one after another.
    keys: subject_keys.Kept = field(default_factory=dict)
    forgotten: set[str] = field(default_factory=set)


_open: ContextVar[_Transaction | None] = ContextVar("osnowa_audit_open", default=None)


def action(verb: Callable[P, R]) -> Callable[P, R]:
    """Make ``verb`` one transaction with its audit entries, which are chained last.

    Called inside another action it joins that one: its changes and entries are kept or undone together with
    the outer ones, or undone alone when the outer verb catches its refusal. A constraint that refuses in the
    database is raised as the ``Refused`` that ``full_clean`` would have given.
    """

    @wraps(verb)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        outer = _open.get()
        try:
            return _join(outer, verb, *args, **kwargs) if outer else _begin(verb, *args, **kwargs)
        except IntegrityError as error:
            # Two people did it at once: the check before the write was right for both, the database for one.
            if refusal := refusal_for(error):
                raise refusal from error
            raise

    return run


def _begin(verb: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    mine = _Transaction()
    token = _open.set(mine)
    try:
        with transaction.atomic():
            result = verb(*args, **kwargs)
            _write(mine.pending, mine.forgotten)
            return result
    finally:
        _open.reset(token)


def _join(outer: _Transaction, verb: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    pending, forgotten = len(outer.pending), set(outer.forgotten)
    try:
        with transaction.atomic():
            return verb(*args, **kwargs)
    except BaseException:
        del outer.pending[pending:]
        outer.forgotten = forgotten
        raise


def record(
    *,
    verb: str,
    subject: models.Model | str,
    by: AbstractBaseUser | None,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    person: str | None = None,
    sealed_before: Mapping[str, Any] | None = None,
    sealed_after: Mapping[str, Any] | None = None,
    within: models.Model | str | None = None,
) -> None:
    """Note that ``by`` did ``verb`` to ``subject`` at ``at``; written when the outermost action ends.

    ``verb`` reads ``app.noun.participle``; ``by`` is None for the system's own jobs. ``before`` and ``after``
    hold the fields that changed, openly and for ever: nothing personal. Personal and encrypted values go to
    ``sealed_before`` and ``sealed_after`` with ``person``, the label of whom they concern
    (``participants.person:7``); they are sealed with that person's key and die with it. ``person`` alone says
    whose data it was. ``within`` is the project it belongs to: who may read only a project's entries finds
    them by it.

    Raises:
        RuntimeError: there is no action around it.
        ValueError: another form of verb, sealed values without a person, a naive ``at``, a subject not saved.
    """
    _current().pending.append(
        _pending(verb, subject, by, at, before, after, person, sealed_before, sealed_after, within)
    )


def seen(*, subject: models.Model | str, by: AbstractBaseUser, at: datetime) -> None:
    """Note that ``by`` opened the data of ``subject`` (or its label), once in fifteen minutes of real time.

    A short transaction of its own; call it from views.

    Raises:
        RuntimeError: an action is open, whose transaction would hold the chain for too long.
    """
    if _open.get() is not None:
        raise RuntimeError("seen() is not part of an action: call it from the view")
    person = subject if isinstance(subject, str) else label(subject)
    look = _pending(SEEN, subject, by, at, person=person)
    if _looked_lately(look):
        return
    with transaction.atomic():
        _keep_names(look.tenant, [look], set())
        head = _lock_head(look.tenant)
        # Two tabs may open at once: whoever waited for the chain's head looks again.
        if not _looked_lately(look):
            _append(head, [look])


def label(obj: models.Model) -> str:
    """Return the name by which the audit knows ``obj``, such as ``participants.person:7``.

    Raises:
        ValueError: it is not saved (or already deleted), so nothing could be found by its label.
    """
    if obj.pk is None:
        raise ValueError("an object without a primary key cannot be named in the audit")
    return f"{obj._meta.label_lower}:{obj.pk}"


@action
def forget(*, person: str, by: AbstractBaseUser | None, at: datetime) -> None:
    """Erase the key and the name of ``person`` (a label) in the current centre; their entries say nothing.

    Source: art. 17 of the GDPR (docs/sources.md#gdpr-erasure).
    """
    tenant = _tenant()
    names = pseudonyms(person, tenant)
    subject_keys.erase(person, tenant)
    _current().keys.pop((person, tenant), None)
    Name.objects.filter(pseudonym__in=names).delete()
    record(verb=FORGOTTEN, subject=person, by=by, at=at)
    # What is still to be written in this transaction must not bring the name back.
    _current().forgotten.update(names)


def _current() -> _Transaction:
    current = _open.get()
    if current is None:
        raise RuntimeError("record() belongs inside a function decorated with @action")
    return current


def _tenant() -> int:
    centre = get_scope().get("centre")
    if isinstance(centre, list | tuple):
        raise ValueError("an entry belongs to one centre: open the scope of one")
    return NO_TENANT if centre is None else int(getattr(centre, "pk", centre))


def _pending(
    verb: str,
    subject: models.Model | str,
    by: AbstractBaseUser | None,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    person: str | None = None,
    sealed_before: Mapping[str, Any] | None = None,
    sealed_after: Mapping[str, Any] | None = None,
    within: models.Model | str | None = None,
) -> _Pending:
    if not _VERB.fullmatch(verb):
        raise ValueError(f"a verb reads app.noun.participle, not {verb!r}")
    if timezone.is_naive(at):
        raise ValueError("`at` needs a time zone")
    if (sealed_before or sealed_after) and not person:
        raise ValueError("sealed values need the person whose key seals them")
    tenant = _tenant()
    named = _party(subject)
    if person not in (None, named.label):
        # The words for something that is about a person would stay behind when the person's name is erased.
        named = _Party(named.label)

    def sealed(values: Mapping[str, Any] | None) -> str:
        if not values or not person:
            return ""
        current = _open.get()
        kept = current.keys if current else None
        return subject_keys.seal(person, tenant, chain.canonical(values), kept=kept)

    return _Pending(
        tenant=tenant,
        actor=_party(by or SYSTEM),
        subject=named,
        person=_party(person) if person else None,
        within=_party(within) if within else None,
        content={
            "at": at,
            "verb": verb,
            "before_json": "" if before is None else chain.canonical(before),
            "after_json": "" if after is None else chain.canonical(after),
            "sealed_before": sealed(sealed_before),
            "sealed_after": sealed(sealed_after),
        },
    )


def _party(named: models.Model | str) -> _Party:
    return _Party(named) if isinstance(named, str) else _Party(label(named), str(named)[:200])


def _looked_lately(look: _Pending) -> bool:
    since = timezone.now() - ONE_LOOK
    return Entry.objects.filter(
        tenant=look.tenant,
        verb=SEEN,
        actor=look.actor.pseudonym(look.tenant),
        subject=look.subject.pseudonym(look.tenant),
        written_at__gt=since,
    ).exists()


def _write(pending: list[_Pending], forgotten: set[str]) -> None:
    # Chains in the order of their tenants: two transactions that write several never wait in a ring.
    for tenant in sorted({one.tenant for one in pending}):
        mine = [one for one in pending if one.tenant == tenant]
        _keep_names(tenant, mine, forgotten)
        _append(_lock_head(tenant), mine)


def _append(head: ChainHead, pending: list[_Pending]) -> None:
    entries = []
    for one in pending:
        entry = Entry(
            tenant=head.tenant,
            number=head.number + 1,
            written_at=timezone.now(),
            actor=one.actor.pseudonym(head.tenant),
            subject=one.subject.pseudonym(head.tenant),
            person=one.person.pseudonym(head.tenant) if one.person else "",
            within=one.within.pseudonym(head.tenant) if one.within else "",
            previous=head.digest,
            **one.content,
        )
        entry.digest = chain.sign(chain.content(entry))
        head.number, head.digest = entry.number, entry.digest
        entries.append(entry)
    Entry.objects.bulk_create(entries)
    head.save(update_fields=["number", "digest"])


def _lock_head(tenant: int) -> ChainHead:
    heads = ChainHead.objects.select_for_update().filter(tenant=tenant)
    head = heads.first()
    if head is None:
        # Somebody else may begin the chain at this moment; then this waits for them and inserts nothing.
        ChainHead.objects.bulk_create([ChainHead(tenant=tenant)], ignore_conflicts=True)
        head = heads.get()
    return head


def _keep_names(tenant: int, pending: list[_Pending], forgotten: set[str]) -> None:
    parties: dict[str, _Party] = {}
    for one in pending:
        for party in (one.actor, one.subject, one.person, one.within):
            if party is None or (key := party.pseudonym(tenant)) in forgotten:
                continue
            if party.display or key not in parties:
                parties[key] = party
    known = Name.objects.in_bulk(parties)
    # In one order: two transactions that meet the same names never wait for each other in a ring.
    for key in sorted(known):
        display = parties[key].display
        if display and display != known[key].display:
            Name.objects.filter(pk=key).update(display=display)
    fresh = [
        Name(pseudonym=key, tenant=tenant, label=parties[key].label, display=parties[key].display)
        for key in sorted(parties)
        if key not in known
    ]
    if fresh:
        Name.objects.bulk_create(fresh, ignore_conflicts=True)
