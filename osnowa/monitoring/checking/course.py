"""Whether the days of project, participation and support follow one another, and the end is whole.

Source: docs/sources.md#start-of-participation, docs/sources.md#sm-efs-checks
"""

from collections.abc import Iterator
from typing import Any

from osnowa.monitoring.checking.faults import Fault, Rule, error
from osnowa.monitoring.facts import Participation
from osnowa.monitoring.filing import Filing


def project_days(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield a start before the project and an end after it, and an end before the start."""
    project, started = filing.project, who.started_on
    ended = who.exit.ended_on if who.exit else None
    if started and project.begins_on and started < project.begins_on:
        yield error("start-before-project", "started_on", day=started, begins=project.begins_on)
    if started and project.ends_on and started > project.ends_on:
        yield error("start-after-project", "started_on", day=started, ends=project.ends_on)
    if ended and project.ends_on and ended > project.ends_on:
        yield error("end-after-project", "ended_on", day=ended, ends=project.ends_on)
    if ended and started and ended < started:
        yield error("end-before-start", "ended_on", day=ended, started=started)


def support_days(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield support that begins before the participation or after its end, or ends before it begins."""
    ended = who.exit.ended_on if who.exit else None
    for each in who.supports:
        params: dict[str, Any] = {"kind": _name(filing, each.kind), "day": each.began_on}
        if each.began_on and who.started_on and each.began_on < who.started_on:
            yield error("support-before-start", "support_began_on", started=who.started_on, **params)
        if each.began_on and ended and each.began_on > ended:
            yield error("support-after-end", "support_began_on", ended=ended, **params)
        if each.began_on and each.ended_on and each.ended_on < each.began_on:
            yield error("support-ends-early", "support_began_on", ended=each.ended_on, **params)


def start_is_first_support(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield a start that comes before the first form of support; the declaration does not begin it.

    A start after the first support is said at the support.
    """
    days = [each.began_on for each in who.supports if each.began_on]
    if who.started_on and days and who.started_on < min(days):
        yield error("start-before-support", "started_on", day=who.started_on, first=min(days))


def ending(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield more situations at the end than the register has places for.

    That an end has its day, its situation and its word on the path is asked by the rule of required fields:
    whichever of the three is there asks for the other two.
    """
    situations = who.exit.situations if who.exit else ()
    places = 2 if "exit_situation_2" in filing.register.by_code else None
    if places and len(situations) > places:
        yield error("too-many-situations", "exit_situation", count=len(situations), places=places)
    if len(set(situations)) < len(situations):
        yield error("situation-twice", "exit_situation")


def _name(filing: Filing, kind: str) -> str:
    return filing.text(filing.register.by_code["support_kind"], kind)


RULES = (
    Rule("within-project", "sm-efs-checks", False, project_days),
    Rule("support-within-participation", "sm-efs-checks", False, support_days),
    Rule("start-is-first-support", "start-of-participation", True, start_is_first_support),
    Rule("end-is-whole", "sm-efs-checks", False, ending),
)
