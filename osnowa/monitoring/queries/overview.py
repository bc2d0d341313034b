"""What stands in the way of a project's file: counted by rule, and person by person."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from osnowa.accounts.models import User
from osnowa.audit.actions import ONE_LOOK, label
from osnowa.audit.queries import entries_of
from osnowa.monitoring.checking import Checked, Fault, check_setting
from osnowa.monitoring.filing import Filing
from osnowa.monitoring.queries.sendings import row_digests
from osnowa.monitoring.rows import row
from osnowa.projects.models import Project

SEEN = "monitoring.faults.seen"


@dataclass
class RuleCount:
    """How many people a rule stops, and how many it only warns of; ``is_verified``: a source backs it."""

    rule: str
    errors: int = 0
    warnings: int = 0
    is_verified: bool = False


@dataclass
class Overview:
    """A project before its file: ``faulty`` are the people of the window that was asked, with their faults.

    ``faulty_count`` are all who have any; ``changed`` those who would go into a file of changes.
    """

    setting: tuple[Fault, ...] = ()
    people: int = 0
    ready: int = 0
    changed: int = 0
    faulty_count: int = 0
    rules: list[RuleCount] = field(default_factory=list)
    faulty: list[Checked] = field(default_factory=list)

    @property
    def stopped(self) -> int:
        """How many stay out of the file."""
        return self.people - self.ready


def overview(
    filing: Filing,
    people: Iterable[Checked],
    *,
    tenant: int,
    sent: dict[int, str] | None = None,
    first: int = 0,
    count: int | None = None,
) -> Overview:
    """Return what the checks say of ``people``, keeping those from the ``first`` faulty one on.

    ``sent`` is what last went to the register (``last_sent``); without it changes are not counted. Of the
    others only numbers are kept, so memory does not grow with their count.
    """
    found = Overview(setting=check_setting(filing))
    counts: dict[str, RuleCount] = {}
    for each in people:
        found.people += 1
        if each.may_be_sent:
            found.ready += 1
            if sent is not None and sent.get(each.who.key) not in row_digests(
                filing.register, row(filing, each.who), tenant
            ):
                found.changed += 1
        if not each.faults:
            continue
        if first <= found.faulty_count and (count is None or found.faulty_count < first + count):
            found.faulty.append(each)
        found.faulty_count += 1
        for rule, stops, is_verified in _rules_of(each):
            counted = counts.setdefault(rule, RuleCount(rule))
            counted.errors += stops
            counted.warnings += not stops
            counted.is_verified = counted.is_verified or is_verified
    found.rules = sorted(counts.values(), key=lambda each: (-each.errors, -each.warnings, each.rule))
    return found


def _rules_of(person: Checked) -> Iterator[tuple[str, bool, bool]]:
    """Yield each rule that speaks of a person once: whether it stops them, and whether a source backs it."""
    stopping = Counter(each.rule for each in person.faults if each.stops)
    for rule in dict.fromkeys(each.rule for each in person.faults):
        verified = any(each.verified for each in person.faults if each.rule == rule)
        yield rule, stopping[rule] > 0, verified


def looked_lately(project: Project, by: User, at: datetime) -> bool:
    """Return whether ``by`` opened the faults of ``project`` so lately that it is still the same look."""
    looks = entries_of(project.centre_id, verb=SEEN, about=label(project), by=label(by), since=at.date())
    return looks.filter(at__gt=at - ONE_LOOK, at__lte=at).exists()
