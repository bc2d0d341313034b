"""Where each field of a list goes: to the person, the participation, a group, a caseworker, an answer. Pure.

A name that the project does not know (a group, a caseworker, a word of the register) refuses the row: nobody
guesses whose case it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from osnowa.intake.faults import Said
from osnowa.intake.headers import fields, folded
from osnowa.intake.reading import Table
from osnowa.intake.verdicts import Remark, Verdict
from osnowa.participants import questions
from osnowa.rulepacks.registers import Column, Register

#: Fields of a list that are those of the person's record, by the same name.
OF_PERSON = (
    "first_name", "last_name", "pesel", "lacks_pesel", "birth_date", "sex", "phone", "email", "street",
    "house_number", "flat_number", "postal_code", "locality", "gmina", "powiat", "voivodeship",
    "accessibility_needs", "case_number",
)  # fmt: skip
OF_ENROLMENT = ("education", "labour_status", "disability")
#: What is said once, when somebody is enrolled, and never corrected by a list.
ON_ENROLLING = ("enrolled_on", "number", "group", "caseworker")
#: Field of a list → columns of registers that ask the same, the first that a register has.
OF_REGISTER: Mapping[str, tuple[str, ...]] = {
    "labour_detail": ("labour_substatus",),
    "citizenship": ("citizenship",),
    "foreign_origin": ("foreign_background",),
    "third_country": ("third_country",),
    "minority": ("minority", "migrant_or_minority"),
    "homelessness": ("homeless",),
}
#: Several columns of a list in one of these: what ``values`` takes apart.
IN_ONE = ("full_name", "surname_first", "house_and_flat", "address")


@dataclass(frozen=True)
class Plan:
    """What a project knows: groups and workers by name, the register it reports to.

    A name that two of them have stands for nobody: ``None``.
    """

    groups: Mapping[str, int | None] = field(default_factory=dict)
    workers: Mapping[str, int | None] = field(default_factory=dict)
    register: Register | None = None


def by_name(named: Iterable[tuple[int, str]]) -> dict[str, int | None]:
    """Return folded name → id; None where two share it."""
    found: dict[str, int | None] = {}
    for key, name in named:
        found[folded(name)] = None if folded(name) in found else key
    return found


def imported(register: Register | None) -> tuple[str, ...]:
    """Return the fields a list may fill in a project that reports to ``register``, in their order."""
    asked = {code for code in OF_REGISTER if register and answer_column(register, code)}
    wanted = {*OF_PERSON, *OF_ENROLMENT, *ON_ENROLLING, *IN_ONE, *asked}
    return tuple(code for code in fields() if code in wanted)


def answer_column(register: Register, code: str) -> Column | None:
    """Return the column of ``register`` that the field ``code`` of a list answers."""
    asked = questions.answers_asked(register)
    return next((asked[each] for each in OF_REGISTER.get(code, ()) if each in asked), None)


def placed(
    table: Table, mapping: Mapping[int, str], verdicts: Sequence[Verdict], plan: Plan
) -> list[Verdict]:
    """Return ``verdicts`` with names in place of which ids stand, refused where the project has none.

    Facts ``group`` and ``caseworker`` become ids; answers become codes under ``answers``.
    """
    letters = {code: table.columns[place] for place, code in mapping.items()}
    return [_placed(each, letters, plan) for each in verdicts]


def _placed(verdict: Verdict, letters: Mapping[str, Any], plan: Plan) -> Verdict:
    facts = dict(verdict.facts)
    faults = list(verdict.faults)

    def refuse(code: str, said: str, **params: object) -> None:
        column = letters.get(code)
        faults.append(
            Remark(column.letter if column else "", column.header if column else "", code, Said(said, params))
        )

    for code, known, said in (("group", plan.groups, "no_group"), ("caseworker", plan.workers, "no_worker")):
        name = str(facts.pop(code, "") or "")
        if name and (key := known.get(folded(name))):
            facts[code] = key
        elif name:
            refuse(code, said, text=name)
    answers = {}
    for code in OF_REGISTER:
        value = facts.pop(code, None)
        column = answer_column(plan.register, code) if plan.register and value not in (None, "") else None
        if column is None or plan.register is None:
            continue
        answer = _code(plan.register, column, str(value))
        if answer is None:
            refuse(code, "not_in_register", text=str(value))
        else:
            answers[column.code] = answer
    kind = "refused" if faults else verdict.kind
    return replace(
        verdict, facts={**facts, **({"answers": answers} if answers else {})}, faults=tuple(faults), kind=kind
    )


def _code(register: Register, column: Column, text: str) -> str | None:
    """Return the code by which ``register`` knows ``text``; None where it has no such word."""
    allowed = questions.codes_allowed(register, column, {})
    if allowed is None:
        return text
    if text in allowed:
        return text
    if not column.dictionary:
        return None
    terms = register.dictionaries[column.dictionary].values()
    found = [term.code for term in terms if folded(term.text) == folded(text)]
    return found[0] if len(found) == 1 else None
