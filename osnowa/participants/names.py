"""How people are named on screens; nothing else draws a name, so that hidden people stay hidden."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar

from osnowa.participants.abilities import EnrolmentAbilities
from osnowa.projects.standing import Standing

HIDDEN = "osoba ukryta"


class Named(Protocol):
    """A person."""

    @property
    def pk(self) -> int: ...

    @property
    def is_hidden(self) -> bool: ...

    @property
    def full_name(self) -> str: ...


class Numbered(Protocol):
    """A participation: a person under a number in a project."""

    @property
    def pk(self) -> int: ...

    @property
    def project_id(self) -> int: ...

    @property
    def number(self) -> str: ...

    @property
    def person(self) -> Named: ...


Anybody = TypeVar("Anybody", bound=Numbered)


def shown_to(who: Standing, subject: Named | Numbered, *, abilities: EnrolmentAbilities | None = None) -> str:
    """Return the name of a person or of an enrolment's person as ``who`` may read it.

    A hidden person is "osoba ukryta" with a number to all but the coordinator and the auditor of the project
    and those whose ``abilities`` say so (``access.enrolment_abilities``). Without ``abilities`` a hidden name
    stays hidden from everybody else: asking nothing shows nothing.
    """
    person: Any = getattr(subject, "person", subject)
    if not person.is_hidden or (abilities is not None and abilities.hidden_name):
        return str(person.full_name)
    project_id = getattr(subject, "project_id", None)
    if project_id is not None and who.has(project_id, "coordinator", "auditor"):
        return str(person.full_name)
    return f"{HIDDEN} {getattr(subject, 'number', person.pk)}"


def as_read(enrolments: Iterable[Anybody], abilities: Mapping[int, EnrolmentAbilities]) -> list[Anybody]:
    """Return ``enrolments``, which stand in Polish order of names, with names that may not be read last.

    A place in the alphabet would tell a hidden name; those stand by their numbers. ``abilities`` are by id of
    the enrolment.
    """

    def place(each: Anybody) -> tuple[bool, str]:
        unread = each.person.is_hidden and not abilities[each.pk].hidden_name
        return unread, each.number if unread else ""

    return sorted(enrolments, key=place)
