"""How people are named on screens; nothing else draws a name, so that hidden people stay hidden."""

from typing import Any, Protocol

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
    def project_id(self) -> int: ...

    @property
    def number(self) -> str: ...

    @property
    def person(self) -> Named: ...


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
