"""Whether citizenship, status and support agree with the answers beside them and with the register's texts.

Source: docs/sources.md#sm-efs, docs/sources.md#third-country
"""

from collections.abc import Iterator
from datetime import date

from osnowa.monitoring.checking.faults import Fault, Rule, error, warning
from osnowa.monitoring.facts import EMPLOYEE, NO, YES, Participation
from osnowa.monitoring.filing import Filing
from osnowa.monitoring.rows import values
from osnowa.rulepacks.registers import Kind, Sub

#: Said by rules of their own, each with more to say.
WITH_OWN_RULE = frozenset({"labour_substatus", "support_kind", "support_subkind"})


def citizenship(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield a citizenship against which "obywatel państwa trzeciego" or the foreign background speaks.

    A national of a third country is who is not a citizen of the Union, stateless people included.
    """
    citizen = who.answers.get("citizenship")
    third, foreign = who.answers.get("third_country"), who.answers.get("foreign_background")
    if citizen == "third-country":
        if third == NO:
            yield error("third-country-is-one", "third_country")
        if foreign == NO:
            yield warning("third-country-is-foreign", "foreign_background")
    elif citizen in {"polish", "eu"} and third == YES:
        yield error(f"third-country-is-{citizen}", "third_country")


def labour_status(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield a sub-status of another status, and a status that the project's path does not take."""
    status = filing.term_of("labour_status", who.labour_status)
    if status is None:
        return
    allowed = filing.project.statuses
    if allowed and status.code not in allowed:
        yield error("status-not-on-path", "labour_status", status=status.text)
    if not who.labour_substatus:
        return
    code = filing.substatus(who.labour_status, who.labour_substatus)
    sub = filing.term_of("labour_substatus", code)
    if sub is None:
        yield error("value-unknown", "labour_substatus", typed=who.labour_substatus)
    elif status.code not in sub.parents:
        yield error("substatus-of-another", "labour_substatus", sub=sub.text, status=status.text)


def support(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield support without a kind, a day, a scope or its "w tym", or with one that belongs to another kind.

    The register joins several forms by a sign; a text that holds the sign itself would part in two.
    """
    sign, columns = filing.register.file.list_separator, filing.register.by_code
    for each in who.forms:
        kind = filing.term_of("support_kind", each.kind)
        name = kind.text if kind else each.kind
        if not each.kind:
            yield error("support-without-kind", "support_kind", day=each.began_on)
        elif kind is None:
            yield error("value-unknown", "support_kind", typed=each.kind)
        if each.began_on is None:
            yield error("support-without-day", "support_began_on", kind=name)
        yield from _subkind(filing, each.subkind, kind.code if kind else "", name, kind.sub if kind else None)
        scope = columns.get("support_scope")
        if scope is None or not filing.asks(scope):
            continue
        if not each.scope.strip():
            yield error("support-without-scope", "support_scope", kind=name)
        elif filing.project.scopes and each.scope not in filing.project.scopes:
            yield error("scope-unknown", "support_scope", typed=each.scope)
        if sign in each.scope:
            yield error("sign-of-lists", "support_scope", typed=each.scope, sign=sign)


def _subkind(filing: Filing, subkind: str, kind: str, name: str, asked: Sub | None) -> Iterator[Fault]:
    if not subkind:
        if asked == Sub.REQUIRED:
            yield error("support-without-subkind", "support_subkind", kind=name)
        return
    sub = filing.term_of("support_subkind", subkind)
    if sub is None:
        yield error("value-unknown", "support_subkind", typed=subkind)
    elif asked == Sub.NONE or (asked == Sub.REQUIRED and kind not in sub.parents):
        yield error("subkind-of-another", "support_subkind", sub=sub.text, kind=name)


def dictionaries(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield each answer that the register's dictionary has no text for, and a day that is none."""
    known = values(filing, who)
    for column in filing.register.columns:
        value = known[column.code]
        if not filing.asks(column) or column.code in WITH_OWN_RULE:
            continue
        if column.kind == Kind.DATE and isinstance(value, str) and value:
            yield error("value-no-day", column.code, header=column.header)
        if not filing.is_choice(column):
            continue
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, date) or (isinstance(each, str) and each and not filing.term(column, each)):
                yield error("value-unknown", column.code, typed=each)


def institution(filing: Filing, who: Participation) -> Iterator[Fault]:
    """Yield an employee of a body that the project has not listed, and a body of who is no employee."""
    name = who.institution.strip()
    if who.kind != EMPLOYEE:
        if name:
            yield warning("institution-of-individual", "institution")
    elif name and name not in {each.name for each in filing.project.institutions}:
        yield error("institution-unlisted", "institution", name=name)


RULES = (
    Rule("citizenship", "third-country", False, citizenship),
    Rule("labour-status", "sm-efs-checks", True, labour_status),
    Rule("forms-of-support", "sm-efs-checks", True, support),
    Rule("dictionaries", "sm-efs", True, dictionaries),
    Rule("institution", "sl2014", True, institution),
)
