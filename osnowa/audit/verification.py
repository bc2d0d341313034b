"""Does the journal still say what was written? Walks each chain and names the first place where it does not.

What the database alone cannot show is a tail that was cut off together with the chain's head. A head that was
written down outside (on a report, in an e-mail) shows it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.audit import chain
from osnowa.audit.models import NO_TENANT, ChainHead, Entry
from osnowa.errors import Refused

# Whoever removes entries may renumber the rest; this many removed at once are still recognised as removed.
_RENUMBERED_BY = range(1, 101)


class NotAHead(Refused):
    message = gettext_lazy("To nie jest głowa dziennika. Przepisz ją z raportu w całości, np. 1-250-1:0a1b….")


class Fault(Enum):
    """What happened to an entry."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    CUT = "cut"
    HEAD = "head"


@dataclass(frozen=True)
class Head:
    """The newest entry of a chain at some moment, as it is written down outside: ``1-250-1:0a1b…``."""

    tenant: int
    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.tenant}-{self.number}-{self.digest}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Return the head that ``text`` says.

        Raises:
            NotAHead: it says none.
        """
        match = re.fullmatch(r"(\d+)-(\d+)-([0-9a-z]{1,8}:[0-9a-f]{64})", text.strip())
        if match is None:
            raise NotAHead
        return cls(tenant=int(match[1]), number=int(match[2]), digest=match[3])


@dataclass(frozen=True)
class Finding:
    """The first entry of a chain that is not as it was written; ``str()`` says it in plain Polish."""

    tenant: int
    number: int
    fault: Fault

    def __str__(self) -> str:
        sentences = {
            Fault.CHANGED: _("wpis nr %(number)s został zmieniony"),
            Fault.REMOVED: _("brakuje wpisu nr %(number)s"),
            Fault.INSERTED: _("wpis nr %(number)s został dopisany z zewnątrz"),
            Fault.CUT: _("koniec dziennika został obcięty: brakuje wpisu nr %(number)s"),
            Fault.HEAD: _("głowa dziennika nie zgadza się z wpisem nr %(number)s"),
        }
        return f"{chain_name(self.tenant)}: {sentences[self.fault] % {'number': self.number}}."


@dataclass(frozen=True)
class Chain:
    """One chain that was walked: how many entries were in order, and where it stands."""

    tenant: int
    length: int
    head: Head

    @property
    def name(self) -> str:
        """What the chain is called in a report."""
        return chain_name(self.tenant)


@dataclass(frozen=True)
class Report:
    """All chains that were walked, and at most one finding for each (and one more for an exported head)."""

    chains: tuple[Chain, ...]
    findings: tuple[Finding, ...]


def chain_name(tenant: int) -> str:
    """Return what the chain of the centre ``tenant`` is called in a report."""
    return _("Wpisy poza ośrodkami") if tenant == NO_TENANT else _("Ośrodek nr %(id)s") % {"id": tenant}


def entry_count(tenant: int | None = None) -> int:
    """Return how many entries ``verify`` will look at."""
    return _of(tenant).count()


def verify(
    tenant: int | None = None,
    *,
    head: str | None = None,
    progress: Callable[[int], object] | None = None,
    batch: int = 1000,
) -> Report:
    """Walk the chain of the centre ``tenant``, or all chains, and report what is not as it was written.

    ``head`` is a head exported earlier (``str(Chain.head)``); ``progress`` gets the number of entries looked
    at since it was last called. Entries may be written meanwhile.

    Raises:
        NotAHead: ``head`` is no head.
    """
    exported = Head.parse(head) if head else None
    chains, findings = [], []
    for one in _tenants(tenant):
        walked, finding = _walk(one, batch, progress or (lambda count: None))
        chains.append(walked)
        if finding:
            findings.append(finding)
    if exported and (missing := _missing(exported)):
        findings.append(missing)
    return Report(chains=tuple(chains), findings=tuple(findings))


def _of(tenant: int | None) -> QuerySet[Entry]:
    return Entry.objects.all() if tenant is None else Entry.objects.filter(tenant=tenant)


def _tenants(tenant: int | None) -> list[int]:
    if tenant is not None:
        return [tenant]
    with_entries = Entry.objects.order_by().values_list("tenant", flat=True).distinct()
    return sorted({*with_entries, *ChainHead.objects.values_list("tenant", flat=True)})


def _walk(tenant: int, batch: int, progress: Callable[[int], object]) -> tuple[Chain, Finding | None]:
    number, digest = 0, ""
    last: Entry | None = None
    while True:
        # The head is read before the entries: what it names must be among them, whoever writes meanwhile.
        head = ChainHead.objects.filter(tenant=tenant).first()
        entries = list(_after(tenant, last)[:batch])
        for entry in entries:
            if fault := _fault(entry, number + 1, digest, head):
                return _chain(tenant, number, digest), fault
            number, digest, last = entry.number, entry.digest, entry
        progress(len(entries))
        if not entries:
            return _chain(tenant, number, digest), _fault_of_head(tenant, head, number, digest)


def _chain(tenant: int, number: int, digest: str) -> Chain:
    return Chain(tenant=tenant, length=number, head=Head(tenant, number, digest))


def _after(tenant: int, last: Entry | None) -> QuerySet[Entry]:
    # By number, then by row: an attacker may have dropped the constraint and used a number twice.
    entries = Entry.objects.filter(tenant=tenant).order_by("number", "pk")
    if last is None:
        return entries
    return entries.filter(Q(number__gt=last.number) | Q(number=last.number, pk__gt=last.pk))


def _fault(entry: Entry, expected: int, previous: str, head: ChainHead | None) -> Finding | None:
    def found(fault: Fault, number: int) -> Finding:
        return Finding(tenant=entry.tenant, number=number, fault=fault)

    if entry.number < expected:
        return found(Fault.INSERTED, entry.number)
    if entry.number > expected:
        return found(Fault.REMOVED, expected)
    content = chain.content(entry)
    if chain.is_signed(content, entry.digest):
        if entry.previous == previous:
            return None
        # A genuine entry that follows another one than it was written after: that one was exchanged.
        return found(Fault.CHANGED, max(expected - 1, 1))
    if any(chain.is_signed({**content, "number": entry.number + by}, entry.digest) for by in _RENUMBERED_BY):
        return found(Fault.REMOVED, entry.number)
    follower = _after(entry.tenant, entry).first()
    pushed_others_on = follower is not None and follower.previous == previous
    if pushed_others_on or (head is not None and entry.number > head.number):
        return found(Fault.INSERTED, entry.number)
    return found(Fault.CHANGED, entry.number)


def _fault_of_head(tenant: int, head: ChainHead | None, number: int, digest: str) -> Finding | None:
    if head is not None and head.number > number:
        return Finding(tenant=tenant, number=number + 1, fault=Fault.CUT)
    if head is None or (head.number, head.digest) != (number, digest):
        return Finding(tenant=tenant, number=number, fault=Fault.HEAD) if number or head else None
    return None


def _missing(exported: Head) -> Finding | None:
    entry = Entry.objects.filter(tenant=exported.tenant, number=exported.number).first()
    if entry is None:
        kept = Entry.objects.filter(tenant=exported.tenant, number__lt=exported.number)
        newest = kept.order_by("-number").values_list("number", flat=True).first()
        return Finding(tenant=exported.tenant, number=(newest or 0) + 1, fault=Fault.CUT)
    if entry.digest != exported.digest:
        return Finding(tenant=exported.tenant, number=exported.number, fault=Fault.HEAD)
    return None
