"""What is known of a project and of one participation in it: the one input of checks and files.

Everything is plain values, so that a query may fill a whole project in a constant number of statements. Codes
are those of our records (of the project's rule pack); a register's own words come later. Data of a person
stay out of ``repr``, so that no log holds them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

#: Codes of ``Enrolment.Answer``.
YES, NO, REFUSED = "yes", "no", "refused"
#: Codes of the kind of participant.
INDIVIDUAL, EMPLOYEE = "individual", "employee"
POLAND = "Polska"


@dataclass(frozen=True)
class Institution:
    """A body whose staff take part; ``lacks_nip``: it has no tax number, and says so."""

    name: str
    nip: str = ""
    lacks_nip: bool = False


@dataclass(frozen=True)
class Project:
    """What the checks ask of the project itself; both ``begins_on`` and ``ends_on`` are its days.

    ``statuses`` are register codes of the labour statuses that its path takes (empty: all); ``scopes`` the
    texts of "Zakres wsparcia" that its call knows (empty: unknown, so any). ``is_synthetic``: its people are
    invented and carry the PESEL numbers of a demo.
    """

    number: str
    rule_pack: str
    begins_on: date | None = None
    ends_on: date | None = None
    has_pupils: bool = False
    statuses: frozenset[str] = frozenset()
    scopes: tuple[str, ...] = ()
    institutions: tuple[Institution, ...] = ()
    is_synthetic: bool = False


@dataclass(frozen=True)
class Person:
    """Who somebody is and where they live.

    ``sex`` is ``woman``, ``man`` or another code; ``sex_reason`` says why it differs from the PESEL.
    ``country`` is its Polish name (``Polska``), ``degurba`` the degree of urbanisation, 1 to 3.
    """

    first_name: str = field(default="", repr=False)
    last_name: str = field(default="", repr=False)
    pesel: str = field(default="", repr=False)
    lacks_pesel: bool = False
    other_identifier: str = field(default="", repr=False)
    sex: str = field(default="", repr=False)
    sex_reason: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)
    country: str = POLAND
    voivodeship: str = field(default="", repr=False)
    powiat: str = field(default="", repr=False)
    gmina: str = field(default="", repr=False)
    locality: str = field(default="", repr=False)
    postal_code: str = field(default="", repr=False)
    street: str = field(default="", repr=False)
    house_number: str = field(default="", repr=False)
    flat_number: str = field(default="", repr=False)
    degurba: int | None = None
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)

    @property
    def identifier(self) -> str:
        """What the register knows the person by: the PESEL, or another identifier where there is none."""
        return self.other_identifier if self.lacks_pesel else self.pesel


@dataclass(frozen=True)
class Support:
    """What the person received: codes of kind and subkind, the scope in the call's words, and the days."""

    kind: str
    subkind: str = ""
    began_on: date | None = None
    ended_on: date | None = None
    scope: str = ""


@dataclass(frozen=True)
class Exit:
    """How a participation ended; each part may be missing, because a register asks for all of them."""

    ended_on: date | None = None
    situations: tuple[str, ...] = ()
    on_path: bool | None = None


@dataclass(frozen=True)
class Participation:
    """One person in one project. ``key`` is the id of the enrolment, ``number`` its number in the project.

    ``answers`` holds the remaining fields by the code of their column: ``YES``, ``NO`` or ``REFUSED``, a code
    of a dictionary, a text, or a day (RRRR-MM-DD, or as a date). ``supports`` may be the whole ledger.
    ``technical_id`` is what the register gave; ``other_projects`` are those where the same PESEL takes part.
    ``typed_age`` is an age that somebody wrote down; it is never used, only compared.
    """

    key: int
    number: str
    person: Person
    started_on: date | None = None
    kind: str = INDIVIDUAL
    institution: str = ""
    education: int | None = None
    labour_status: str = ""
    answers: Mapping[str, str | date] = field(default_factory=dict, repr=False)
    supports: tuple[Support, ...] = ()
    exit: Exit | None = None
    technical_id: str = ""
    other_projects: tuple[str, ...] = ()
    typed_age: int | None = None

    @property
    def labour_substatus(self) -> str:
        """The "w tym" of the status, which is an answer of its own."""
        return str(self.answers.get("labour_substatus", ""))

    @property
    def forms(self) -> tuple[Support, ...]:
        """Each form of support once; one without a scope has that of the answer, which speaks for all."""
        scope = str(self.answers.get("support_scope", ""))
        return forms_of_support(each if each.scope else replace(each, scope=scope) for each in self.supports)


def forms_of_support(supports: Iterable[Support]) -> tuple[Support, ...]:
    """Return each form of support once, from its first day to its last, in the order of first days.

    A ledger has an entry per meeting; the register has one per form. A day that is not known is not guessed:
    such an entry stands by itself.
    """
    forms: dict[tuple[str, str, str], Support] = {}
    undated: list[Support] = []
    for each in supports:
        if each.began_on is None:
            undated.append(each)
            continue
        what = (each.scope, each.kind, each.subkind)
        known = forms.get(what)
        if known is None:
            forms[what] = each
            continue
        days = [day for day in (known.ended_on, each.ended_on) if day]
        first = min(known.began_on or each.began_on, each.began_on)
        forms[what] = Support(each.kind, each.subkind, first, max(days, default=None), each.scope)
    dated = sorted(forms.values(), key=lambda each: (each.began_on or date.max, each.kind, each.subkind))
    return (*dated, *undated)
