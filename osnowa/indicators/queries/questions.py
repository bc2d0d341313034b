"""Asks the table of facts: how many, who, and on which days. One statement each, its text kept.

Django takes one to two milliseconds to compile such a statement, more than a project of two hundred people
takes to be counted; so the text is compiled once, with places for what is asked (``facts.Asked``).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.sql import Query
from django_scopes import get_scope
from django_scopes.exceptions import ScopeError

from osnowa.indicators.queries.breakdowns import BREAKDOWNS, columns_of
from osnowa.indicators.queries.facts import (
    DOCUMENTS,
    DOCUMENTS_BY_KIND,
    DOCUMENTS_WIDE,
    RULES,
    InitiativeFacts,
    MemberFacts,
    Rule,
    initiatives,
    members,
    papers,
    supported,
)
from osnowa.indicators.queries.kept import DAY, PROJECT, Text, as_date, rows, text
from osnowa.initiatives.models import Initiative
from osnowa.participants.models import Enrolment, Person
from osnowa.projects.models import Project
from osnowa.rulepacks.registry import pack

#: Keeps the database from writing the columns of the table of facts into each condition that uses them, and
#: from working them out once for every figure.
_APART = {"sqlite": "LIMIT -1", "postgresql": "OFFSET 0"}

#: Points in hundredths that nobody gains: a project without a threshold has no progress to count.
_OUT_OF_REACH = 2**31 - 1


#: One part of a dimension: the dimension, and the key of the part.
PartKey = tuple[str, str]

#: Writes a question over the table of facts; its arguments are codes of rules, and a part.
Writer = Callable[..., Query]


class Part(StrEnum):
    """Which of the members: all who count, those of one sex, or those who nearly count."""

    ALL = "all"
    WOMEN = "women"
    MEN = "men"
    OTHER = "other"
    NEARLY = "nearly"


_SEXES = {
    Part.WOMEN: Q(sex=Person.Sex.WOMAN),
    Part.MEN: Q(sex=Person.Sex.MAN),
    # Those whose sex nobody wrote down too, so that the parts always add up to the whole.
    Part.OTHER: ~Q(sex__in=[Person.Sex.WOMAN, Person.Sex.MAN]),
}


@dataclass(frozen=True)
class Counted:
    """How many count; ``women`` and ``men`` are None where the unit is not a person.

    ``split`` says how many stand in each part, by dimension and key, of the dimensions that were asked.
    """

    total: int
    women: int | None = None
    men: int | None = None
    split: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def other(self) -> int | None:
        """Those who are neither, or whose sex nobody wrote down."""
        return None if self.women is None or self.men is None else self.total - self.women - self.men


@dataclass(frozen=True)
class Begun:
    """How many began to count on the day ``on``; ``sex`` is empty where the unit is not a person."""

    on: date
    number: int
    sex: str = ""


def altogether(rule: str, begun: Sequence[Begun]) -> Counted:
    """Return how many count for the rule (code) by the day of which ``begun`` was asked."""
    total = sum(each.number for each in begun)
    if RULES[rule].facts is not MemberFacts:
        return Counted(total)
    women, men = (
        sum(each.number for each in begun if each.sex == sex) for sex in (Person.Sex.WOMAN, Person.Sex.MAN)
    )
    return Counted(total, women, men)


@dataclass(frozen=True)
class Asking:
    """A project asked on a day, within what somebody may see of it.

    ``threshold`` is in points. ``enrolments`` and ``initiatives`` are the only ones that may count; None
    means all of the project.
    """

    project: Project
    day: date
    threshold: Decimal | None = None
    enrolments: QuerySet[Enrolment] | None = None
    initiatives: QuerySet[Initiative] | None = None

    def __post_init__(self) -> None:
        # What follows looks at rows of the project without asking the scope again: its join with the table of
        # projects would cost a tenth of the whole. The project itself must therefore be of the centre in
        # scope.
        scope = get_scope()
        centre = scope.get("centre")
        if scope.get("_enabled", True) and self.project.centre_id != getattr(centre, "pk", centre):
            raise ScopeError("figures are asked inside the scope of the project's centre")

    def how_many(self, rules: Iterable[str], dimensions: Iterable[str] = ()) -> dict[str, Counted]:
        """Return how many count for each of ``rules`` (codes): one statement per counting unit.

        People are told apart by ``dimensions`` in the same statement.
        """
        found: dict[str, Counted] = {}
        people, events = _by_unit(rules)
        if people:
            found |= self._people(people, tuple(dimensions))
        if events:
            found |= zip(events, map(Counted, self._rows(_count_events, events)[0]), strict=True)
        return found

    def _people(self, rules: tuple[str, ...], dimensions: tuple[str, ...]) -> dict[str, Counted]:
        columns = tuple(dict.fromkeys(("sex", *columns_of(dimensions))))
        known, width = pack(self.project.rule_pack), len(columns)
        totals: Counter[str] = Counter()
        of_sex: Counter[tuple[str, str]] = Counter()
        parts: dict[str, dict[str, Counter[str]]] = {
            code: {each: Counter() for each in dimensions} for code in rules
        }
        for row in self._rows(_count_people, rules, columns=columns):
            told = dict(zip(columns, row[:width], strict=True))
            keys = {each: list(BREAKDOWNS[each].keys(told, known)) for each in dimensions}
            for code, number in zip(rules, row[width:], strict=True):
                totals[code] += number
                of_sex[code, told["sex"]] += number
                for dimension, those in keys.items():
                    for key in those:
                        parts[code][dimension][key] += number
        return {
            code: Counted(
                totals[code], of_sex[code, Person.Sex.WOMAN], of_sex[code, Person.Sex.MAN], parts[code]
            )
            for code in rules
        }

    def who(self, rule: str, part: Part = Part.ALL, of: PartKey | None = None) -> list[int]:
        """Return the ids of the members for the rule (code), in Polish order of names or by day.

        ``of`` leaves those who stand in one part of a dimension; asked of those who count only.
        """
        if part in _SEXES and RULES[rule].facts is InitiativeFacts:
            # An event has no sex; an address typed by hand may still ask.
            return []
        if of is not None:
            return self._who_of(rule, of)
        rows = self._rows(_pick, (rule, part), wide=part == Part.NEARLY)
        return [key for (key,) in rows]

    def _who_of(self, rule: str, of: PartKey) -> list[int]:
        if RULES[rule].facts is InitiativeFacts:
            return []
        dimension, key = of
        columns, known = columns_of([dimension]), pack(self.project.rule_pack)
        told = BREAKDOWNS[dimension].keys
        return [
            member
            for member, *values in self._rows(_pick_with, (rule,), columns=columns)
            if key in told(dict(zip(columns, values, strict=True)), known)
        ]

    def begun(self, rules: Iterable[str]) -> dict[str, list[Begun]]:
        """Return on which days those who count for each of ``rules`` began to: one statement per unit."""
        units = [unit for unit in _by_unit(rules) if unit]
        found: dict[str, list[Begun]] = {code: [] for unit in units for code in unit}
        for unit in units:
            sums: Counter[tuple[str, date, str]] = Counter()
            for *days, sex, number in self._rows(_by_day, unit):
                for code, day in zip(unit, days, strict=True):
                    if day is not None:
                        sums[code, as_date(day), sex] += number
            for (code, day, sex), number in sums.items():
                found[code].append(Begun(day, number, sex))
        return found

    def _rows(
        self,
        write: Writer,
        arguments: tuple[str, ...],
        *,
        wide: bool = False,
        columns: tuple[str, ...] = ("sex",),
    ) -> list[tuple[Any, ...]]:
        among = self.enrolments if RULES[arguments[0]].facts is MemberFacts else self.initiatives
        core_fields = tuple(pack(self.project.rule_pack).dictionaries["core_fields"])
        if among is None:
            kept = _kept(write, arguments, core_fields, wide, connection.vendor, columns)
        else:
            kept = _compile(write, arguments, core_fields, wide, among, columns)
        asked = {
            "day": self.day,
            "project": self.project.pk,
            "threshold": _OUT_OF_REACH if self.threshold is None else int(self.threshold * 100),
        }
        return rows(kept, asked)


# ---- questions, written as a query over the facts
# ------------------------------------------------------------


def _count_people(*rules: str, columns: tuple[str, ...]) -> Query:
    # One row per sex: the database looks at each condition once for a person, not once for each column.
    by_sex = MemberFacts._default_manager.order_by().values(*columns)
    numbers = {f"n{number}": Count(Value(1), filter=RULES[code].counted) for number, code in enumerate(rules)}
    return by_sex.annotate(**numbers).query


def _count_events(*rules: str) -> Query:
    query = InitiativeFacts._default_manager.order_by().query
    query.default_cols = False
    for number, code in enumerate(rules):
        query.add_annotation(Count(Value(1), filter=RULES[code].counted), f"n{number}")
    return query


def _pick(*arguments: str) -> Query:
    rule, part = RULES[arguments[0]], Part(arguments[1])
    condition = rule.nearly if part == Part.NEARLY else rule.counted & _SEXES.get(part, Q())
    order = ("sort_key", "pk") if rule.facts is MemberFacts else ("held_on", "pk")
    return rule.facts._default_manager.filter(condition).order_by(*order).values_list("pk").query


def _pick_with(*arguments: str, columns: tuple[str, ...]) -> Query:
    rule = RULES[arguments[0]]
    picked = rule.facts._default_manager.filter(rule.counted).order_by("sort_key", "pk")
    return picked.values_list("pk", *columns).query


def _by_day(*rules: str) -> Query:
    # One row for each combination of days. A union with a part for each rule would read better, but under it
    # SQLite builds no index for the documents, and ten thousand people take two seconds.
    facts = RULES[rules[0]].facts
    sex = F("sex") if facts is MemberFacts else Value("")
    days = {f"day{place}": _day_counted(RULES[code]) for place, code in enumerate(rules)}
    return facts._default_manager.order_by().values(**days, of_sex=sex).annotate(number=Count("*")).query


def _day_counted(rule: Rule) -> Combinable:
    # Django refuses a condition that says nothing; it holds for everybody in the table.
    return Case(When(rule.counted, then=rule.day)) if rule.counted else rule.day


def _by_unit(rules: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return those of ``rules`` that count people, and those that count initiatives, each once."""
    asked = [code for code in dict.fromkeys(rules) if code in RULES]
    people = tuple(code for code in asked if RULES[code].facts is MemberFacts)
    return people, tuple(code for code in asked if code not in people)


# ---- the text
# ------------------------------------------------------------------------------------------------


@cache
def _kept(
    write: Writer,
    arguments: tuple[str, ...],
    core_fields: tuple[str, ...],
    wide: bool,
    vendor: str,
    columns: tuple[str, ...],
) -> Text:
    """Return the statement over all of a project, and its parameters with places left open."""
    model = Enrolment if RULES[arguments[0]].facts is MemberFacts else Initiative
    among = model._base_manager.filter(project=PROJECT)
    return _compile(write, arguments, core_fields, wide, among, columns)


def _compile(
    write: Writer,
    arguments: tuple[str, ...],
    core_fields: tuple[str, ...],
    wide: bool,
    among: QuerySet,
    columns: tuple[str, ...],
) -> Text:
    apart = {"columns": columns} if write in (_count_people, _pick_with) else {}
    question, asked = text(write(*arguments, **apart))
    if RULES[arguments[0]].facts is InitiativeFacts:
        table, parameters = text(initiatives(among).query)
        return f"WITH facts AS ({table}) {question}", (*parameters, *asked)
    if not wide:
        # Nobody counts before the first support, so the rest of the project need not be read.
        among = among.filter(first_support_on__lte=DAY)
    whose, of_whose = text(supported(among).query)
    proving, of_proving = text(papers(wide=wide).query)
    known, of_known = text(members(among, core_fields, columns).query)
    by_kind = "ground_kinds" in columns
    proven = "documents.ground, documents.disability"
    proven += ", documents.disability_sign" if wide else ""
    proven += ", documents.ground_kinds" if by_kind else ""
    documents = DOCUMENTS_BY_KIND[connection.vendor] if by_kind else DOCUMENTS
    # Only our own words join Django's text here; values travel beside it.
    facts = f"SELECT members.*, {proven} FROM members LEFT JOIN documents USING (enrolment)"  # noqa: S608
    tables = {
        "supported": whose,
        "papers": proving,
        "documents": DOCUMENTS_WIDE if wide else documents,
        "members": known,
        "facts": f"{facts} {_APART[connection.vendor]}",
    }
    defined = ", ".join(f"{name} AS ({sql})" for name, sql in tables.items())
    return f"WITH {defined} {question}", (*of_whose, *of_proving, *of_known, *asked)
