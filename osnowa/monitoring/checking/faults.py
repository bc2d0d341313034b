"""What a fault is, and how a rule that finds it is declared."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from osnowa.monitoring.facts import Participation
from osnowa.monitoring.filing import Filing


class Severity(StrEnum):
    """An error keeps a person out of the file; a warning only asks somebody to look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with one field: ``code`` names the sentence, ``params`` fill it.

    ``field`` is the code of a column or kept field of the register. ``rule`` found it; ``verified`` is False
    where the rule rests on practice alone. ``params`` never hold a whole PESEL.
    """

    code: str
    field: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)
    severity: Severity = Severity.ERROR
    rule: str = ""
    verified: bool = True

    @property
    def stops(self) -> bool:
        """Whether the person may not be sent."""
        return self.severity == Severity.ERROR


Find = Callable[[Filing, Participation], Iterator[Fault]]


@dataclass(frozen=True)
class Rule:
    """A named rule over one participation; ``source`` is an id of docs/sources.md."""

    code: str
    source: str
    verified: bool
    find: Find

    def faults(self, filing: Filing, who: Participation) -> Iterator[Fault]:
        """Yield what the rule finds, signed with its name."""
        for each in self.find(filing, who):
            yield replace(each, rule=self.code, verified=each.verified and self.verified)


def error(code: str, field: str, *, verified: bool = True, **params: object) -> Fault:
    """Return a fault that keeps the person out of the file."""
    return Fault(code, field, params, Severity.ERROR, verified=verified)


def warning(code: str, field: str, *, verified: bool = True, **params: object) -> Fault:
    """Return a fault that only asks somebody to look."""
    return Fault(code, field, params, Severity.WARNING, verified=verified)


def in_order_of_form(filing: Filing, faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return ``faults`` as the paper form asks their fields; within a field as they were found."""
    places = filing.register.places_on_form
    return tuple(sorted(faults, key=lambda each: places.get(each.field, len(places))))
