"""Grounds of support with the words of the rule pack, and how they stand on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from osnowa.participants.models import Enrolment, Ground, Person
from osnowa.participants.queries.visibility import day_after
from osnowa.rulepacks.registry import Entry, Pack, pack, packs


@dataclass(frozen=True)
class GroundFacts:
    """A ground as screens show it; ``fits``: its document does not prove something else."""

    ground: Ground
    kind: str
    document: str
    is_sensitive: bool
    is_valid: bool
    fits: bool
    state: str


def pack_of(person: Person) -> Pack:
    """Return the rule pack of the person's newest project, or the newest pack there is (one query)."""
    codes = Enrolment.objects.filter(person=person).order_by("-enrolled_on", "-pk")
    code = codes.values_list("project__rule_pack", flat=True).first()
    return pack(code) if code else max(packs().values(), key=lambda each: each.period)


def grounds_known_and_current(
    person: Person, on: date, rules: Pack
) -> tuple[list[GroundFacts], list[Ground]]:
    """Return the grounds of ``person`` known on the day ``on``, the latest first, and the current ones.

    What was recorded or withdrawn only later has not happened to the known ones yet; figures count from the
    current ones. Both are the same but where a demo's clock was put back. ``rules`` are those of ``pack_of``.
    One query.
    """
    last = day_after(on) - timedelta(microseconds=1)
    found = list(
        Ground.objects.filter(Q(superseded_at__isnull=True) | Q(superseded_at__gt=last), person=person)
        .select_related("scan", "decided_by")
        .order_by("-valid_from", "-pk")
    )
    known = [each for each in found if each.recorded_at <= last]
    current = [each for each in reversed(found) if each.is_current]
    return described(known, rules, on), current


def was_verified(ground: Ground) -> bool:
    """Return whether any version of ``ground`` ever counted."""
    return Ground.objects.filter(series=ground.series, state=Ground.State.VERIFIED).exists()


def described(grounds: Iterable[Ground], rules: Pack, on: date) -> list[GroundFacts]:
    """Return ``grounds`` in the words of ``rules``; a code that the pack does not know is shown as it is."""
    return [_facts(ground, rules, on) for ground in grounds]


def _facts(ground: Ground, rules: Pack, on: date) -> GroundFacts:
    kind = rules.dictionaries["ground_kinds"].get(ground.kind)
    document = rules.dictionaries["document_kinds"].get(ground.document_kind)
    return GroundFacts(
        ground=ground,
        kind=kind.label if kind else ground.kind,
        document=document.label if document else ground.document_kind,
        is_sensitive=bool(kind and kind.marks.get("sensitive")),
        is_valid=ground.valid_from <= on and (ground.valid_until is None or on <= ground.valid_until),
        fits=_fits(kind, document),
        state=ground.state,
    )


def _fits(kind: Entry | None, document: Entry | None) -> bool:
    if kind is None or document is None or not document.marks.get("disability"):
        return True
    return bool(kind.marks.get("disability") or kind.marks.get("medical"))
