"""What is known of every member of a project, as one SQL table, and the conditions on it that are the rules.

``MemberFacts`` and ``InitiativeFacts`` stand in no database: each is a common table expression that Django
compiles from the models (``queries.questions`` puts it before every question). So a rule is an ordinary
``Q``; a figure is one ``FILTER`` of one query, and the list behind the figure the same ``Q`` as ``WHERE``.
Why it is built so: docs/adr/0401-figures-count-from-a-table-of-facts.md
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps.registry import Apps
from django.db import models
from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable, Expression
from django.db.models.functions import Greatest

from osnowa.initiatives.models import Initiative, InitiativeEvidence
from osnowa.participants.completeness import CORE_FIELDS
from osnowa.participants.models import Enrolment, Ground, Person


class Asked(Expression):
    """A place in a kept SQL text for what is known only when it is asked."""

    def __init__(self, name: str, output_field: models.Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Write a parameter; the parameter is the place itself, until ``questions`` fills it."""
        return "%s", [self]


DAY = Asked("day", models.DateField())
PROJECT = Asked("project", models.BigIntegerField())
THRESHOLD = Asked("threshold", models.IntegerField())


class MemberFacts(models.Model):
    """What the rules know of one enrolment."""

    enrolment = models.BigIntegerField(primary_key=True)
    enrolled_on = models.DateField()
    first_support_on = models.DateField(null=True)
    declares_disability = models.BooleanField()
    sex = models.TextField()
    sort_key = models.TextField()
    is_complete = models.BooleanField()
    ended_on = models.DateField(null=True)
    on_path = models.BooleanField(null=True)
    outcome_due_on = models.DateField(null=True)
    after_on = models.DateField(null=True)
    gain_hundredths = models.IntegerField(null=True)
    # 1 where a verified document holds on the day of the first support, and where one of a disability does.
    ground = models.IntegerField(null=True)
    disability = models.IntegerField(null=True)
    # 1 where a document of a disability exists by the asked day, whatever its state; only in the wide table.
    disability_sign = models.IntegerField(null=True)

    class Meta:
        # A registry of its own: nobody migrates this table or relates to it.
        apps = Apps()
        app_label = "indicators"
        managed = False
        db_table = "facts"

    def __str__(self) -> str:
        return f"{self.enrolment}"


class InitiativeFacts(models.Model):
    """What the rules know of one community initiative."""

    initiative = models.BigIntegerField(primary_key=True)
    held_on = models.DateField()
    state = models.TextField()
    has_evidence = models.BooleanField()

    class Meta:
        apps = Apps()
        app_label = "indicators"
        managed = False
        db_table = "facts"

    def __str__(self) -> str:
        return f"{self.initiative}"


@dataclass(frozen=True)
class Rule:
    """The counting face of a rule over ``facts``: who counts by ``DAY``, who is near, and from which day."""

    facts: type[models.Model]
    counted: Q
    near: Q
    day: Combinable

    @property
    def nearly(self) -> Q:
        """The condition of those who nearly count."""
        return self.near & ~self.counted


_SUPPORTED = Q(first_support_on__lte=DAY)
_AT_RISK = _SUPPORTED & Q(is_complete=True, ground=1)
_KNOWN = Q(enrolled_on__lte=DAY)
_HAS_COME = Q(held_on__lte=DAY)

#: The counting face of every rule, by code; ``counting`` says the same of one member in words.
RULES: Mapping[str, Rule] = {
    "participants": Rule(MemberFacts, _SUPPORTED, _KNOWN, F("first_support_on")),
    "at-risk-supported": Rule(MemberFacts, _AT_RISK, _KNOWN, F("first_support_on")),
    "disability-supported": Rule(
        MemberFacts,
        _AT_RISK & Q(disability=1),
        _KNOWN & (Q(disability_sign=1) | Q(declares_disability=True)),
        F("first_support_on"),
    ),
    "social-progress": Rule(
        MemberFacts,
        _AT_RISK
        & Q(on_path=True, ended_on__lte=DAY, after_on__lte=DAY, gain_hundredths__gte=THRESHOLD)
        & Q(after_on__lte=F("outcome_due_on")),
        Q(ended_on__lte=DAY) | Q(after_on__lte=DAY),
        Greatest("first_support_on", "ended_on", "after_on"),
    ),
    "initiatives-held": Rule(
        InitiativeFacts,
        _HAS_COME & Q(state=Initiative.State.DONE, has_evidence=True),
        _HAS_COME & ~Q(state=Initiative.State.CANCELLED),
        F("held_on"),
    ),
}


def members(enrolments: QuerySet[Enrolment], core_fields: Iterable[str]) -> QuerySet:
    """Return the columns of ``MemberFacts`` of which an enrolment has one; ``core_fields`` are codes."""
    # A row that was superseded says what was once believed; figures count what is known.
    return (
        enrolments.order_by()
        .annotate(
            ending=FilteredRelation("exits", condition=Q(exits__superseded_at__isnull=True)),
            measurement=FilteredRelation("outcomes", condition=Q(outcomes__superseded_at__isnull=True)),
        )
        .values(
            "enrolled_on",
            "first_support_on",
            enrolment=F("pk"),
            declares_disability=_as_flag(Q(disability=Enrolment.Answer.YES)),
            sex=F("person__sex"),
            sort_key=F("person__sort_key"),
            is_complete=_as_flag(_complete(core_fields)),
            ended_on=F("ending__ended_on"),
            on_path=F("ending__on_path"),
            outcome_due_on=F("ending__outcome_due_on"),
            after_on=F("measurement__after_on"),
            gain_hundredths=F("measurement__gain_hundredths"),
        )
    )


def documents(enrolments: QuerySet[Enrolment], *, wide: bool) -> QuerySet:
    """Return what the documents prove: a row per enrolment that has any, with ``ground`` 1 where one does.

    ``wide`` looks at documents that prove nothing too, for those who nearly count; it costs more.
    """
    of_disability = Q(person__grounds__is_disability=True)
    current = Q(person__grounds__superseded_at__isnull=True)
    proving = (
        Q(person__grounds__state=Ground.State.VERIFIED)
        & Q(person__grounds__valid_from__lte=F("first_support_on"))
        & (
            Q(person__grounds__valid_until__isnull=True)
            | Q(person__grounds__valid_until__gte=F("first_support_on"))
        )
    )
    joined = enrolments.order_by().filter(current if wide else current & proving).values(enrolment=F("pk"))
    if not wide:
        return joined.annotate(ground=Value(1), disability=_any(of_disability))
    return joined.annotate(
        ground=_any(proving),
        disability=_any(proving & of_disability),
        disability_sign=_any(of_disability & Q(person__grounds__valid_from__lte=DAY)),
    )


def initiatives(held: QuerySet[Initiative]) -> QuerySet:
    """Return the columns of ``InitiativeFacts``."""
    return held.order_by().values(
        "held_on",
        "state",
        initiative=F("pk"),
        # Found through the initiative; the scope of today must not stay in a text that is kept.
        has_evidence=Exists(InitiativeEvidence._base_manager.filter(initiative=OuterRef("pk"))),
    )


def _complete(core_fields: Iterable[str]) -> Q:
    complete = Q()
    for code in core_fields:
        any_of = Q()
        for path in CORE_FIELDS[code]:
            any_of |= _filled(path)
        complete &= any_of
    return complete


def _filled(path: str) -> Q:
    """Return the condition under which ``completeness.is_filled`` holds for the value at ``path``."""
    relation, _, name = path.rpartition("__")
    column = ({"": Enrolment, "person": Person}[relation])._meta.get_field(name)
    if isinstance(column, models.BooleanField):
        return Q(**{path: True})
    is_there = Q(**{f"{path}__isnull": False}) if column.null else Q()
    return is_there & ~Q(**{path: ""}) if isinstance(column, models.CharField) else is_there


def _any(condition: Q) -> Max:
    # Not a boolean: PostgreSQL has no greatest one.
    return Max(Case(When(condition, then=1), default=0, output_field=models.IntegerField()))


def _as_flag(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=models.BooleanField())
