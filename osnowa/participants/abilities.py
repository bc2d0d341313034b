"""Who may do what with a person's data: one table of ways in which somebody stands to a participant.

Two ways add up. What nobody's way allows, nobody may.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache, reduce
from typing import Any, Literal, Self

Identity = Literal["none", "masked", "full"]
#: How somebody stands to one participant of one project.
Way = Literal[
    "coordinator",
    "auditor",
    "caseworker",
    "colleague",
    "trainer",
    "partner",
    "reasoned_look",
    "registrar",
    "registered",
]

_IDENTITIES: tuple[Identity, ...] = ("none", "masked", "full")


@dataclass(frozen=True)
class EnrolmentAbilities:
    """What somebody may do with one participation and the data of its person; everything is "no" by default.

    ``identity``: "full" shows PESEL, date of birth and sex, "masked" the last four digits of PESEL only.
    ``hidden_name``: reads the name of a hidden person. ``own_notes``: only what they wrote themselves,
    ``own_attendance``: only in their own groups; then ``notes`` and ``attendance`` are "no". ``folder``: what
    was declared, answered to the register and asked after the exit; identity papers and households too.
    """

    identity: Identity = "none"
    hidden_name: bool = False
    open_file: bool = False
    contact_data: bool = False
    grounds: bool = False
    folder: bool = False
    notes: bool = False
    own_notes: bool = False
    attendance: bool = False
    own_attendance: bool = False
    edit: bool = False
    edit_person: bool = False
    verify_grounds: bool = False
    enrol: bool = False
    manage_groups: bool = False
    hand_over: bool = False
    end: bool = False
    measure: bool = False
    withdraw: bool = False

    def __or__(self, other: Self) -> Self:
        """Return what both together may."""
        together: dict[str, Any] = {
            field.name: getattr(self, field.name) or getattr(other, field.name) for field in fields(self)
        }
        together["identity"] = max(self.identity, other.identity, key=_IDENTITIES.index)
        return type(self)(**together)


NOTHING = EnrolmentAbilities()

_READS_FILE = EnrolmentAbilities(
    identity="full", hidden_name=True, open_file=True, contact_data=True, grounds=True, folder=True
)
_WORKS = EnrolmentAbilities(
    notes=True,
    attendance=True,
    edit=True,
    edit_person=True,
    enrol=True,
    manage_groups=True,
    end=True,
    measure=True,
)

TABLE: dict[Way, EnrolmentAbilities] = {
    "coordinator": _READS_FILE
    | _WORKS
    | EnrolmentAbilities(verify_grounds=True, hand_over=True, withdraw=True),
    # Adds documents but does not approve them: a ground that counts was seen by two.
    "caseworker": _READS_FILE | _WORKS,
    # Of a person in no project; there is nothing yet that would tie it to somebody. A hidden one belongs to
    # the coordinators, and to whoever registered them; only the former take a hidden record back.
    "registrar": _READS_FILE | EnrolmentAbilities(edit_person=True, enrol=True, withdraw=True),
    "registered": _READS_FILE | EnrolmentAbilities(edit_person=True, enrol=True),
    "auditor": _READS_FILE | EnrolmentAbilities(attendance=True),
    "reasoned_look": _READS_FILE,
    "partner": EnrolmentAbilities(
        identity="masked", open_file=True, contact_data=True, own_notes=True, own_attendance=True
    ),
    "trainer": EnrolmentAbilities(hidden_name=True, own_attendance=True),
    # A social worker of the same project knows the name, and whom to ask.
    "colleague": NOTHING,
}


def allowed(ways: Iterable[Way], *, is_hidden: bool = False) -> EnrolmentAbilities:
    """Return what those ``ways`` together allow.

    Of a hidden person, who may not read the name may not read the contact data either: an address names
    people as well as a name.
    """
    return _allowed(frozenset(ways), is_hidden)


@cache
def _allowed(ways: frozenset[Way], is_hidden: bool) -> EnrolmentAbilities:
    # A list asks for each row, and there are only so many answers.
    abilities = reduce(EnrolmentAbilities.__or__, (TABLE[way] for way in ways), NOTHING)
    if is_hidden and not abilities.hidden_name:
        return EnrolmentAbilities(
            open_file=abilities.open_file,
            own_notes=abilities.own_notes,
            own_attendance=abilities.own_attendance,
        )
    return abilities
