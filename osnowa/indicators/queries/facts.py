"""What is known of every member of a project, as one SQL table, and the conditions on it that are the rules.

``MemberFacts`` and ``InitiativeFacts`` stand in no database: each is a common table expression that Django
compiles from the models (``queries.questions`` puts it before every question). So a rule is an ordinary
``Q``; a figure is one ``FILTER`` of one query, and the list behind the figure the same ``Q`` as ``WHERE``.
Why it is built so: docs/adr/0601-figures-count-from-a-table-of-facts.md
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.apps.registry import Apps
from django.db import models
from django.db.models import (
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Greatest

from osnowa.indicators.queries.kept import DAY, THRESHOLD
from osnowa.initiatives.models import Initiative, InitiativeEvidence
from osnowa.participants.completeness import CORE_FIELDS
from osnowa.participants.models import Enrolment, Ground, GroupMembership, Person


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
    # Only where somebody is to be told apart by them (``queries.breakdowns``).
    born_on = models.DateField(null=True)
    status = models.TextField()
    schooling = models.IntegerField(null=True)
    in_group = models.BigIntegerField(null=True)
    in_round = models.IntegerField(null=True)
    in_programme = models.BigIntegerField(null=True)
    of_partner = models.BigIntegerField(null=True)
    # Kinds of the verified documents that hold on the day of the first support, joined by commas.
    ground_kinds = models.TextField(null=True)  # noqa: DJ001 - a column that a join leaves out

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
    """The counting face of a rule over ``facts``: who counts by ``DAY``, who is near, and from which day.

    ``counted`` is asked of those whom ``begun`` holds: the narrow table has no others.
    """

    facts: type[models.Model]
    begun: Q
    counted: Q
    near: Q
    day: Combinable

    @property
    def nearly(self) -> Q:
        """The condition of those who nearly count, in the wide table."""
        return self.near & ~(self.begun & self.counted)


_SUPPORTED = Q(first_support_on__lte=DAY)
_KNOWN = Q(enrolled_on__lte=DAY)
_AT_RISK = Q(is_complete=True, ground=1)
_HAS_COME = Q(held_on__lte=DAY)

#: The counting face of every rule, by code; ``counting`` says the same of one member in words.
RULES: Mapping[str, Rule] = {
    "participants": Rule(MemberFacts, _SUPPORTED, Q(), _KNOWN, F("first_support_on")),
    "at-risk-supported": Rule(MemberFacts, _SUPPORTED, _AT_RISK, _KNOWN, F("first_support_on")),
    "disability-supported": Rule(
        MemberFacts,
        _SUPPORTED,
        _AT_RISK & Q(disability=1),
        _KNOWN & (Q(disability_sign=1) | Q(declares_disability=True)),
        F("first_support_on"),
    ),
    "social-progress": Rule(
        MemberFacts,
        _SUPPORTED,
        _AT_RISK
        & Q(on_path=True, ended_on__lte=DAY, after_on__lte=DAY, gain_hundredths__gte=THRESHOLD)
        & Q(after_on__lte=F("outcome_due_on")),
        Q(ended_on__lte=DAY) | Q(after_on__lte=DAY),
        Greatest("first_support_on", "ended_on", "after_on"),
    ),
    "initiatives-held": Rule(
        InitiativeFacts,
        Q(),
        _HAS_COME & Q(state=Initiative.State.DONE, has_evidence=True),
        _HAS_COME & ~Q(state=Initiative.State.CANCELLED),
        F("held_on"),
    ),
}


def _of_group(path: str) -> Subquery:
    """Return what ``path`` says of the group somebody is in by ``DAY``, or was in last before it."""
    joined = GroupMembership._base_manager.filter(enrolment=OuterRef("pk"), joined_on__lte=DAY)
    return Subquery(joined.order_by("-joined_on", "-pk").values(path)[:1])


#: Columns that cost, and are read only where a target is split by them.
ASKED_FOR: Mapping[str, Combinable] = {
    "born_on": F("person__birth_date"),
    "status": F("labour_status"),
    "schooling": F("education"),
    "in_group": _of_group("group"),
    "in_round": _of_group("group__round__number"),
    "in_programme": _of_group("group__round__programme"),
    "of_partner": _of_group("group__partnership"),
}


def members(
    enrolments: QuerySet[Enrolment], core_fields: Iterable[str], also: Iterable[str] = ()
) -> QuerySet:
    """Return the columns of ``MemberFacts`` of which an enrolment has one; ``core_fields`` are codes.

    ``also`` are columns to read besides; of them those that only ``papers`` know are left out.
    """
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
            **{column: ASKED_FOR[column] for column in also if column in ASKED_FOR},
        )
    )


def supported(enrolments: QuerySet[Enrolment]) -> QuerySet:
    """Return whose documents are looked at, and the day on which they must hold."""
    return enrolments.order_by().values("first_support_on", enrolment=F("pk"), person_key=F("person_id"))


def papers(*, wide: bool) -> QuerySet:
    """Return the documents that may prove something; all of them when ``wide``, to see who nearly counts."""
    # Found through the person; the scope of today must not stay in a text that is kept.
    current = Ground._base_manager.order_by().filter(superseded_at__isnull=True)
    verified = Q(state=Ground.State.VERIFIED)
    return (current if wide else current.filter(verified)).values(
        "valid_from",
        "valid_until",
        "is_disability",
        "kind",
        person_key=F("person_id"),
        is_verified=_as_flag(verified),
        is_shown=_as_flag(Q(valid_from__lte=DAY)),
    )


#: Joins ``supported`` with ``papers``: Django would take the long way round by the table of people, which
#: costs a fifth of the whole.
_HOLDS = (
    "papers.valid_from <= supported.first_support_on"
    " AND (papers.valid_until IS NULL OR papers.valid_until >= supported.first_support_on)"
)
_JOINED = "FROM supported JOIN papers ON papers.person_key = supported.person_key"
_ANY = "MAX(CASE WHEN {} THEN 1 ELSE 0 END)".format

#: What the documents of each enrolment prove: a row for each that has any.
DOCUMENTS = (
    f"SELECT supported.enrolment, 1 AS ground, {_ANY('papers.is_disability')} AS disability"
    f" {_JOINED} AND {_HOLDS} GROUP BY supported.enrolment"
)
#: The same with the kinds of what they prove, for a target that is split by them; by engine.
DOCUMENTS_BY_KIND = {
    vendor: DOCUMENTS.replace(" AS ground,", f" AS ground, {kinds} AS ground_kinds,")
    for vendor, kinds in (
        ("sqlite", "GROUP_CONCAT(DISTINCT papers.kind)"),
        ("postgresql", "STRING_AGG(DISTINCT papers.kind, ',')"),
    )
}
#: The same with documents that prove nothing, for those who nearly count; it costs more.
DOCUMENTS_WIDE = (
    f"SELECT supported.enrolment, {_ANY(f'papers.is_verified AND {_HOLDS}')} AS ground,"
    f" {_ANY(f'papers.is_verified AND papers.is_disability AND {_HOLDS}')} AS disability,"
    f" {_ANY('papers.is_disability AND papers.is_shown')} AS disability_sign"
    f" {_JOINED} GROUP BY supported.enrolment"
)


def initiatives(held: QuerySet[Initiative]) -> QuerySet:
    """Return the columns of ``InitiativeFacts``."""
    # Found through the initiative; the scope of today must not stay in a text that is kept.
    proofs = InitiativeEvidence._base_manager.filter(initiative=OuterRef("pk"), superseded_at__isnull=True)
    current = held.filter(superseded_at__isnull=True).order_by()
    return current.values("held_on", "state", initiative=F("pk"), has_evidence=Exists(proofs))


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


def _as_flag(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=models.BooleanField())
