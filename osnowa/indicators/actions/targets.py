"""Targets: what the contract and its annexes promise, and how they split it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict, Unpack

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.indicators.models import Dimension, Indicator, Target, TargetPart
from osnowa.indicators.queries.breakdowns import choices_of
from osnowa.indicators.queries.figures import PERSON, unit_of
from osnowa.indicators.splits import OVERLAPPING, THINGS, Fault, Share, misfit
from osnowa.organisations.actions.directory import NothingChanged
from osnowa.projects.actions.changes import Change
from osnowa.projects.models import Project

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class TargetBeforeTheProject(Refused):
    message = _("Wartość docelowa nie może obowiązywać przed projektem, czyli przed %(first)s. Sprawdź rok.")
    field = "valid_from"


class OnlyPeopleAreSplit(Refused):
    message = _("Na części dzieli się tylko cel, który liczy osoby.")
    why = "czesci-celu"


class UnknownPart(Refused):
    message = _("Projekt nie zna takiej części: %(dimension)s.")


class PartNamedTwice(Refused):
    message = _("Ta sama część jest tu dwa razy: %(dimension)s, %(part)s.")


class PartsDoNotFit(Refused):
    """The parts of one dimension do not fit the target; ``MESSAGES`` say why."""

    why = "czesci-celu"


MESSAGES: dict[Fault, "_StrPromise"] = {
    "mixed": _("W podziale „%(dimension)s” wybierz wszędzie „część podziału” albo wszędzie „w tym”."),
    "sum": _("Podział „%(dimension)s” daje razem %(parts)s, a wartość docelowa to %(value)s."),
    "more": _("Części „%(dimension)s” to %(parts)s, więcej niż wartość docelowa: %(value)s."),
}


class PartFacts(TypedDict):
    """One part of a target; ``key`` is a code, or the id of a thing of the project, as ``choices_of`` has it.

    ``kind`` is a share, whose dimension sums to the target, or "of which".
    """

    dimension: str
    key: str
    kind: str
    value: int


class TargetFacts(TypedDict, total=False):
    """A promised value in force from ``valid_from``; ``parts`` are all of its parts, none without a split."""

    valid_from: date
    value: int
    reason: str
    parts: Sequence[PartFacts]


@action
def set_target(*, indicator: Indicator, by: User, at: datetime, **facts: Unpack[TargetFacts]) -> Target:
    """Put a target in force from a day until the next row; earlier rows and their parts stay as they are.

    Raises:
        TargetBeforeTheProject: it would be in force before the contract and the first day of the project.
        OnlyPeopleAreSplit, UnknownPart, PartNamedTwice, PartsDoNotFit.
    """
    change = Change(by, at)
    _check_day(change.lock(indicator.project), facts.get("valid_from"))
    parts = facts.pop("parts", ())
    target = change.add(Target(indicator=change.fresh(indicator)), facts)
    _check_parts(target, parts)
    for part in parts:
        change.add(TargetPart(target=target), _fields(part))
    return target


@action
def correct_target(*, target: Target, by: User, at: datetime, **facts: Unpack[TargetFacts]) -> Target:
    """Correct a target that was typed wrong; a change agreed by annex is a new row.

    Given ``parts`` take the place of those there were; not given, those stay and have to fit.

    Raises:
        TargetBeforeTheProject, OnlyPeopleAreSplit, UnknownPart, PartNamedTwice, PartsDoNotFit,
        NothingChanged.
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    _check_day(change.lock(target.indicator.project), facts.get("valid_from"))
    target = change.fresh(target)
    known = {(part.dimension, part.key): part for part in target.parts.all()}
    parts = facts.pop("parts", [_facts(part) for part in known.values()])
    wanted = {(part["dimension"], part["key"]): part for part in parts}
    _check_parts(target, parts, value=facts.get("value", target.value))
    gone = [part for key, part in known.items() if key not in wanted]
    other = [
        (known[key], part) for key, part in wanted.items() if key in known and part != _facts(known[key])
    ]
    new = [part for key, part in wanted.items() if key not in known]
    # What gets smaller goes before the target and what grows after it: parts never exceed the whole.
    for row in gone:
        change.withdraw(row)
    for row, part in other:
        if part["value"] <= row.value:
            change.correct(row, _fields(part))
    target = _corrected(change, target, facts, has_other_parts=bool(gone or other or new))
    for row, part in other:
        if part["value"] > row.value:
            change.correct(row, _fields(part))
    for part in new:
        change.add(TargetPart(target=target), _fields(part))
    return target


@action
def withdraw_target(*, target: Target, by: User, at: datetime) -> Target:
    """Withdraw a target with its parts; the row before holds again.

    Raises:
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    change.lock(target.indicator.project)
    target = change.fresh(target)
    return change.withdraw(target, along=list(target.parts.all()))


def _corrected(change: Change, target: Target, facts: TargetFacts, *, has_other_parts: bool) -> Target:
    try:
        return change.correct(target, facts)
    except NothingChanged:
        if not has_other_parts:
            raise
        return target


def _check_day(project: Project, valid_from: date | None) -> None:
    """Refuse a day before the contract and the project, mostly a year typed wrong; without terms none is."""
    days = [day for terms in project.terms.all() for day in (terms.valid_from, terms.begins_on) if day]
    if valid_from and days and valid_from < min(days):
        raise TargetBeforeTheProject(first=date_format(min(days)))


def _check_parts(target: Target, parts: Iterable[PartFacts], *, value: int | None = None) -> None:
    parts = list(parts)
    if not parts:
        return
    project = target.indicator.project
    if unit_of(target.indicator, project) != PERSON:
        raise OnlyPeopleAreSplit
    known = choices_of(project)
    for part in parts:
        if part["key"] not in known.get(part["dimension"], {}):
            raise UnknownPart(dimension=_label(part["dimension"]))
    named = [(part["dimension"], part["key"]) for part in parts]
    if twice := next((each for each in named if named.count(each) > 1), None):
        raise PartNamedTwice(dimension=_label(twice[0]), part=known[twice[0]][twice[1]])
    whole = target.value if value is None else value
    if found := misfit(whole, map(_share, parts)):
        raise PartsDoNotFit(
            MESSAGES[found.fault], dimension=_label(found.dimension), parts=found.parts, value=whole
        )


def _share(part: PartFacts) -> Share:
    is_share = part["kind"] == TargetPart.Kind.SHARE
    return Share(part["dimension"], part["value"], is_share, part["dimension"] in OVERLAPPING)


def _label(dimension: str) -> str:
    return str(dict(Dimension.choices).get(dimension, dimension))


def _facts(part: TargetPart) -> PartFacts:
    return {"dimension": part.dimension, "key": part.key, "kind": part.kind, "value": part.value}


def _fields(part: PartFacts) -> dict[str, object]:
    names_thing = part["dimension"] in THINGS
    named = {f"{part['dimension']}_id": int(part["key"])} if names_thing else {"code": part["key"]}
    return {"dimension": part["dimension"], "kind": part["kind"], "value": part["value"], **named}
