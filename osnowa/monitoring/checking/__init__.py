"""Every rule over the data of participants, asked all at once before anything is sent.

Source: docs/sources.md#sm-efs-checks
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from osnowa.monitoring.checking import address, completeness, course, identity, standing
from osnowa.monitoring.checking.faults import Fault, Rule, Severity, error, in_order_of_form, warning
from osnowa.monitoring.checking.texts import row_faults
from osnowa.monitoring.facts import Institution, Participation, Project
from osnowa.monitoring.filing import Filing
from osnowa.organisations.numbers import canonical_nip
from osnowa.participants import pesel

__all__ = [
    "RULES",
    "Checked",
    "Fault",
    "Rule",
    "Severity",
    "check",
    "check_institutions",
    "check_project",
    "check_setting",
    "not_unique",
    "row_faults",
]

#: Every rule over one participation.
RULES: tuple[Rule, ...] = (
    *completeness.RULES,
    *identity.RULES,
    *address.RULES,
    *standing.RULES,
    *course.RULES,
)


@dataclass(frozen=True)
class Checked:
    """What the rules say of one participation: all its faults, in the order of the paper form."""

    who: Participation
    faults: tuple[Fault, ...]

    @property
    def may_be_sent(self) -> bool:
        """Whether nothing worse than a warning stands."""
        return not any(each.stops for each in self.faults)


def check(filing: Filing, who: Participation) -> tuple[Fault, ...]:
    """Return every fault of one participation, in the order of the paper form."""
    return in_order_of_form(filing, (fault for rule in RULES for fault in rule.faults(filing, who)))


def check_project(filing: Filing, people: Sequence[Participation]) -> Iterator[Checked]:
    """Yield every participation of a project with all its faults, those among people included."""
    twice = not_unique(filing, people)
    for who in people:
        faults = (*check(filing, who), *twice.get(who.key, ()))
        yield Checked(who, in_order_of_form(filing, faults))


def not_unique(filing: Filing, people: Iterable[Participation]) -> Mapping[int, tuple[Fault, ...]]:
    """Return the faults of people who share an identifier or a technical one in a project, by their keys.

    Source: docs/sources.md#sm-efs-checks
    """
    found: dict[int, list[Fault]] = defaultdict(list)
    holders: dict[tuple[str, str, str], list[Participation]] = defaultdict(list)
    for who in people:
        if who.person.identifier:
            code = "identifier-twice" if who.person.lacks_pesel else "pesel-twice"
            holders[code, "identifier", pesel.compact(who.person.identifier).upper()].append(who)
        if who.technical_id:
            holders["technical-id-twice", "technical_id", who.technical_id].append(who)
    for (code, field, _), sharing in holders.items():
        if len(sharing) == 1 or field not in filing.register.by_code:
            continue
        for who in sharing:
            others = tuple(each.number for each in sharing if each.key != who.key)
            found[who.key].append(replace(error(code, field, others=others), rule="once-in-project"))
    return {key: tuple(faults) for key, faults in found.items()}


def check_setting(filing: Filing) -> tuple[Fault, ...]:
    """Return what is wrong with the project itself, whoever takes part in it."""
    project = filing.project
    faults = []
    if not project.number.strip() and "project_number" in filing.register.by_code:
        faults.append(error("project-number-missing", "project_number"))
    if project.begins_on is None or project.ends_on is None:
        faults.append(warning("project-days-missing", "started_on"))
    if filing.is_rehearsal:
        headers = tuple(
            column.header for column in filing.register.columns if column.code in filing.translation.not_asked
        )
        faults.append(warning("rehearsal", "project_number", register=filing.register.label, headers=headers))
    signed = (replace(each, rule="setting") for each in faults)
    return (*signed, *check_institutions(project))


def check_institutions(project: Project) -> tuple[Fault, ...]:
    """Return bodies without a NIP that say nothing of it, and those whose NIP does not check.

    Source: docs/sources.md#nip
    """
    return tuple(
        replace(each, rule="institution-nip", verified=False)
        for institution in project.institutions
        for each in _nip(institution)
    )


def _nip(institution: Institution) -> Iterator[Fault]:
    name = institution.name
    if institution.lacks_nip:
        if institution.nip:
            yield error("nip-though-none", "institution", name=name)
        return
    if not institution.nip:
        yield error("nip-missing", "institution", name=name)
        return
    try:
        canonical_nip(institution.nip)
    except ValueError:
        yield error("nip-wrong", "institution", name=name)
