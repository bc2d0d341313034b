"""What a national register asks of a participation, where each answer lives, and what is still missing.

A field has one home: the person, the participation, an answer of its own, or a record made elsewhere (the
ledger of support, the exit), which nobody types here. Knows the register's columns and plain values only.
Source: docs/sources.md#complete-record
"""

from collections.abc import Iterable, Mapping

from osnowa.rulepacks.registers import (
    Column,
    Kind,
    Need,
    NoTranslation,
    Register,
    Step,
    Sub,
    register_for,
)

#: Column of a register → field of the person.
OF_PERSON: Mapping[str, str] = {
    "first_name": "first_name",
    "last_name": "last_name",
    "identifier": "pesel",
    "lacks_pesel": "lacks_pesel",
    "sex": "sex",
    "birth_date": "birth_date",
    "country": "country",
    "voivodeship": "voivodeship",
    "powiat": "powiat",
    "gmina": "gmina",
    "locality": "locality",
    "street": "street",
    "house_number": "house_number",
    "flat_number": "flat_number",
    "postal_code": "postal_code",
    "degurba": "degurba",
    "phone": "phone",
    "email": "email",
}
#: Column of a register → field of the participation.
OF_ENROLMENT: Mapping[str, str] = {
    "participant_kind": "kind",
    "institution": "institution",
    "education": "education",
    "labour_status": "labour_status",
    "disability": "disability",
}
#: Records made elsewhere say these: the ledger of support, the exit, the portal itself.
FROM_RECORDS = frozenset(
    {
        "support_kind",
        "support_subkind",
        "support_began_on",
        "support_ended_on",
        "ended_on",
        "exit_situation",
        "exit_on_path",
    }
)
#: Steps that ask what somebody was on the day they joined; and the fields of a participation that say it.
STEPS_AT_ENTRY = frozenset({"personal", "entry", "sensitive"})
FIXED_AT_ENTRY = ("education", "labour_status", "disability")

YES, NO, REFUSED = "yes", "no", "refused"
#: Codes of answers, as ``Enrolment.Answer`` knows them, for a column that takes no refusal and one that does.
YES_NO = (YES, NO)
YES_NO_REFUSED = (YES, NO, REFUSED)


def register_of(rule_pack: str) -> Register | None:
    """Return the register to which projects of ``rule_pack`` report, not only rehearse; None without any."""
    try:
        return register_for(rule_pack)
    except NoTranslation:
        return None


def is_answer(column: Column) -> bool:
    """Return whether ``column`` is an answer of its own, with no other home."""
    elsewhere = column.code in OF_PERSON or column.code in OF_ENROLMENT or column.code in FROM_RECORDS
    return not elsewhere and column.kind not in (Kind.DERIVED, Kind.SYSTEM)


def is_at_entry(column: Column) -> bool:
    """Return whether ``column`` asks for the state on the day of joining, which only a mistake changes."""
    return column.step in STEPS_AT_ENTRY


def answers_asked(register: Register) -> dict[str, Column]:
    """Return the columns of ``register`` that are answers, by code, in the order of the form."""
    return {each.code: each for each in register.in_order_of_form if is_answer(each)}


def asked_in(register: Register, step: str) -> tuple[Column, ...]:
    """Return what one step of the form asks: fields of the person and the participation, and answers."""
    return tuple(
        each
        for each in register.fields_of(step)
        if each.code in OF_PERSON or each.code in OF_ENROLMENT or is_answer(each)
    )


def steps_of(register: Register) -> tuple[Step, ...]:
    """Return the steps that ask something, in the order of the paper form; remarks come last."""
    asking = [step for step in register.steps if asked_in(register, step.code)]
    return tuple(sorted(asking, key=lambda step: step.code == "record"))


def applies(register: Register, column: Column, values: Mapping[str, str]) -> bool:
    """Return whether a conditional ``column`` is asked of somebody with these ``values`` (column → answer).

    Conditions that depend on the project alone (pupils, start-up) are never due here: the check before
    sending knows the project.
    """
    match column.when:
        case "":
            return True
        case "employee":
            return values.get("participant_kind") == "employee"
        case "in-poland":
            return values.get("country", "") in ("", "PL")
        case "working":
            return values.get("labour_status") == "employed"
        case "status-has-sub":
            status = values.get("labour_status", "")
            term = register.term("labour_status", status)
            return term is not None and term.sub == Sub.REQUIRED
        case _:
            return False


def missing(register: Register, values: Mapping[str, str], *, step: str = "") -> list[Column]:
    """Return what the register needs and ``values`` do not say, in the order of the form.

    Only what is typed here: no support, no exit. A refusal is an answer. Of fields of which one is enough
    (phone, e-mail) the first stands for all.
    """
    columns = [each for each in register.in_order_of_form if not step or each.step == step]
    return [
        each for each in columns if each in asked_in(register, each.step) and _lacks(register, each, values)
    ]


def _lacks(register: Register, column: Column, values: Mapping[str, str]) -> bool:
    if _has(column, values):
        return False
    if column.need == Need.EITHER:
        alike = [each for each in register.fields_of(column.step) if each.need == Need.EITHER]
        return column == alike[0] and not any(_has(each, values) for each in alike)
    if column.need == Need.CONDITIONAL:
        return applies(register, column, values)
    return column.need == Need.REQUIRED


def _has(column: Column, values: Mapping[str, str]) -> bool:
    if column.code == "lacks_pesel":
        # An unticked box beside a number says "no"; without a number it says nothing.
        return bool(values.get("lacks_pesel") or values.get("identifier"))
    if column.code == "identifier" and values.get("lacks_pesel"):
        return True
    return bool(values.get(column.code))


def codes_allowed(register: Register, column: Column, values: Mapping[str, str]) -> list[str] | None:
    """Return the codes that an answer to ``column`` may be; None where it is a text, a day or a number.

    A term that may follow only some statuses (``parents``) is allowed after those of ``values``.
    """
    if column.kind == Kind.YES_NO:
        return list(YES_NO)
    if column.kind == Kind.YES_NO_REFUSED:
        return list(YES_NO_REFUSED)
    if column.kind != Kind.CHOICE:
        return None
    status = values.get("labour_status", "")
    return [
        term.code
        for term in register.dictionaries[column.dictionary].values()
        if column.code != "labour_substatus" or not term.parents or status in term.parents
    ]


def in_words(register: Register, column: Column, said: str) -> str:
    """Return an answer in the register's own words; a text or a day as it is."""
    if column.kind in (Kind.YES_NO, Kind.YES_NO_REFUSED):
        dictionary = column.dictionary or "answers"
    elif column.kind == Kind.CHOICE:
        dictionary = column.dictionary
    else:
        return said
    term = register.term(dictionary, said)
    return term.text if term else said


def labels(register: Register, columns: Iterable[Column]) -> list[str]:
    """Return the headers of ``columns`` as the paper form words them."""
    return [header_of(each) for each in columns]


def header_of(column: Column) -> str:
    """Return what ``column`` is called on the form: "w tym" alone says nothing."""
    return {"labour_substatus": "W tym (status na rynku pracy)"}.get(column.code, column.header)
