"""Which fields are missing: what the register always asks, asks on a condition, and asks at the end.

Source: docs/sources.md#sm-efs, docs/sources.md#complete-record
"""

from collections.abc import Callable, Iterator, Mapping

from osnowa.monitoring.checking.faults import Fault, Rule, error
from osnowa.monitoring.facts import EMPLOYEE, POLAND, REFUSED, Participation
from osnowa.monitoring.filing import Filing
from osnowa.monitoring.rows import Value, values
from osnowa.rulepacks.registers import Column, Kind, Need, Sub

#: What a column lists of each form of support is asked of each, by the rule of support.
OF_EACH_SUPPORT = frozenset({"support_scope", "support_kind", "support_subkind", "support_began_on"})
#: Said by a rule of its own, which knows why; the number of the project once, not at each of its people.
SAID_ELSEWHERE = frozenset({"age", "project_number"})


def _status_needs_sub(filing: Filing, who: Participation) -> bool:
    status = filing.term_of("labour_status", who.labour_status)
    return status is not None and status.sub == Sub.REQUIRED


def _works(filing: Filing, who: Participation) -> bool:
    status = filing.term_of("labour_status", who.labour_status)
    return status is not None and status.code == "employed"


def _starts_business(filing: Filing, who: Participation) -> bool:
    # One answer of the business brings the others: nothing else says that this support was given.
    return any(who.answers.get(code) for code in ("business_began_on", "business_grant", "business_code"))


#: Name of a condition in the register's file → whether it holds.
CONDITIONS: Mapping[str, Callable[[Filing, Participation], bool]] = {
    "employee": lambda _, who: who.kind == EMPLOYEE,
    "in-poland": lambda _, who: who.person.country == POLAND,
    "pupils": lambda filing, _: filing.project.has_pupils,
    "start-up": _starts_business,
    "status-has-sub": _status_needs_sub,
    "support-has-sub": lambda *_: False,  # asked of each support
    "working": _works,
}


def is_needed(filing: Filing, column: Column, who: Participation) -> bool:
    """Return whether ``column`` must be filled for this person now."""
    if column.need == Need.REQUIRED:
        return True
    if column.need == Need.EXIT:
        return who.exit is not None
    return column.need == Need.CONDITIONAL and CONDITIONS[column.when](filing, who)


def is_empty(value: Value) -> bool:
    """Return whether ``value`` says nothing: not given, blank, or a list of nothing."""
    if isinstance(value, tuple):
        return all(is_empty(each) for each in value)
    return value is None or (isinstance(value, str) and not value.strip())


def missing(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield each field that the register asks of this person and nobody has filled."""
    known = values(filing, who)
    either = [column for column in filing.register.columns if column.need == Need.EITHER]
    if either and all(is_empty(known[column.code]) for column in either):
        yield error("contact-missing", either[0].code, verified=either[0].verified)
    for column in filing.register.in_order_of_form:
        skipped = column.code in OF_EACH_SUPPORT or column.code in SAID_ELSEWHERE or not filing.asks(column)
        if skipped or not is_needed(filing, column, who) or not is_empty(known[column.code]):
            continue
        yield error("missing", column.code, verified=column.verified, header=column.header)
    if not who.forms:
        yield error("support-missing", "support_kind")


def refused(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield each refusal to answer where the register takes none."""
    for column in filing.register.columns:
        is_refused = who.answers.get(column.code) == REFUSED
        if is_refused and column.kind == Kind.YES_NO and filing.asks(column):
            yield error("refusal-not-taken", column.code, verified=column.verified, header=column.header)


RULES = (
    Rule("required-fields", "sm-efs", True, missing),
    Rule("refusals", "sm-efs", True, refused),
)
