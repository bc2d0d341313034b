"""How people are told apart: what the table of facts must say, and which parts each dimension has.

The only place that knows the dimensions one by one; forms, pages, files and the count go through it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from osnowa.indicators.models import Dimension, TargetPart
from osnowa.indicators.queries.kept import as_date
from osnowa.indicators.splits import THINGS
from osnowa.participants.models import Person
from osnowa.projects.models import Group, LocalProgramme, Partnership, ProgrammeRound, Project
from osnowa.rulepacks.registry import Pack, pack

#: What the table of facts says of one member, by column.
Columns = Mapping[str, Any]
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Breakdown:
    """A way to tell people apart: ``columns`` of the table of facts, and how its parts are told from them.

    ``keys`` gives the parts in which somebody stands; ``choices`` the parts a project may promise by;
    ``words`` what a coded part is called, where no dictionary says it.
    """

    columns: tuple[str, ...]
    keys: Callable[[Columns, Pack], Iterable[str]]
    choices: Callable[[Project], Choices]
    words: Callable[[str], str] | None = None

    def name(self, key: str, project: Project) -> str:
        """Return what the coded part ``key`` is called, without a query."""
        if self.words:
            return self.words(key)
        return dict(self.choices(project)).get(key, key)


def _of_pack(dictionary: str) -> Callable[[Project], Choices]:
    # A period may have no such dictionary: nobody promised by age then.
    return lambda project: [
        (code, entry.label)
        for code, entry in pack(project.rule_pack).dictionaries.get(dictionary, {}).items()
    ]


def _of_column(column: str) -> Callable[[Columns, Pack], Iterable[str]]:
    return lambda columns, _pack: () if columns[column] in (None, "") else (str(columns[column]),)


def _sex(columns: Columns, _pack: Pack) -> Iterable[str]:
    # Those whose sex nobody wrote down stand with the others, as in the table of figures.
    return (columns["sex"] or Person.Sex.OTHER,)


def _sexes(_project: Project) -> Choices:
    return [(code, str(label)) for code, label in Person.Sex.choices]


def _ages(columns: Columns, rules: Pack) -> Iterable[str]:
    if columns["born_on"] is None:
        return ()
    age = age_on(as_date(columns["born_on"]), as_date(columns["first_support_on"]))
    bands = rules.dictionaries.get("age_bands", {})
    return [code for code, band in bands.items() if _holds(band.marks, age)]


def _holds(marks: Mapping[str, Any], age: int) -> bool:
    return int(marks.get("from_age", 0)) <= age and ("to_age" not in marks or age <= int(marks["to_age"]))


def _grounds(columns: Columns, _pack: Pack) -> Iterable[str]:
    return (columns["ground_kinds"] or "").split(",")


def _rounds(project: Project) -> Choices:
    numbers = ProgrammeRound.objects.filter(programme__project=project).values_list("number", flat=True)
    return [(str(number), _round(str(number))) for number in sorted(set(numbers))]


def _round(number: str) -> str:
    return _("tura %(number)s") % {"number": number}


def _programmes(project: Project) -> Choices:
    return [(str(each.pk), each.name) for each in LocalProgramme.objects.filter(project=project)]


def _groups(project: Project) -> Choices:
    return [(str(each.pk), each.name) for each in Group.objects.filter(project=project)]


def _partners(project: Project) -> Choices:
    partnerships = Partnership.objects.filter(project=project).select_related("organisation")
    return [(str(each.pk), each.organisation.name) for each in partnerships]


#: Status, education and age are those at the first support.
#: Source: docs/sources.md#participants
BREAKDOWNS: Mapping[str, Breakdown] = {
    Dimension.SEX: Breakdown(("sex",), _sex, _sexes),
    Dimension.AGE: Breakdown(("born_on", "first_support_on"), _ages, _of_pack("age_bands")),
    Dimension.LABOUR_STATUS: Breakdown(("status",), _of_column("status"), _of_pack("labour_statuses")),
    Dimension.EDUCATION: Breakdown(("schooling",), _of_column("schooling"), _of_pack("education")),
    Dimension.GROUND: Breakdown(("ground_kinds",), _grounds, _of_pack("ground_kinds")),
    Dimension.ROUND: Breakdown(("in_round",), _of_column("in_round"), _rounds, _round),
    Dimension.LOCAL_PROGRAMME: Breakdown(("in_programme",), _of_column("in_programme"), _programmes),
    Dimension.GROUP: Breakdown(("in_group",), _of_column("in_group"), _groups),
    Dimension.PARTNERSHIP: Breakdown(("of_partner",), _of_column("of_partner"), _partners),
}


def age_on(born_on: date, day: date) -> int:
    """Return how many years somebody has completed by ``day``."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def columns_of(dimensions: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of the table of facts that ``dimensions`` need, each once, in their order."""
    return tuple(dict.fromkeys(column for each in dimensions for column in BREAKDOWNS[each].columns))


def choices_of(project: Project) -> dict[str, dict[str, str]]:
    """Return the parts by which ``project`` may promise: the words of each key, by dimension."""
    found = {dimension: dict(each.choices(project)) for dimension, each in BREAKDOWNS.items()}
    return {dimension: choices for dimension, choices in found.items() if choices}


def code_name(dimension: str, key: str, project: Project) -> str:
    """Return what a part named by a code is called: "kobieta", "tura 2"; without a query.

    A group whose name is not shown is only told to be one.
    """
    if dimension in THINGS:
        return _("nazwy nie pokazujemy")
    return BREAKDOWNS[dimension].name(key, project)


def named_parts(path: str) -> Prefetch:
    """Return what ``prefetch_related`` reads at ``path``: parts and what they name (one query)."""
    things = ("target__indicator__project", "local_programme", "group", "partnership__organisation")
    return Prefetch(path, queryset=TargetPart.objects.select_related(*things))


def name_of(part: TargetPart) -> str:
    """Return what ``part`` is called; no query where it comes from ``named_parts``."""
    if part.dimension not in THINGS or (part.group and part.group.is_sensitive):
        return code_name(part.dimension, part.key, part.target.indicator.project)
    return str(part.partnership.organisation if part.partnership else part.group or part.local_programme)
