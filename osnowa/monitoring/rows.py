"""A participation as values of the register's columns, and as the row of its file.

Source: docs/sources.md#sm-efs, docs/sources.md#sl2014
"""

from collections.abc import Mapping
from datetime import date

from osnowa.monitoring.facts import NO, YES, Participation
from osnowa.monitoring.filing import Filing
from osnowa.participants.months import age_on
from osnowa.rulepacks.registers import Column, Kind, Register

#: One value: a text, a code of our records, a day, a number, several of these side by side, or nothing.
Value = str | date | int | tuple[str | date | None, ...] | None

#: Columns and kept fields with a place of their own in the facts; all others are answers.
HELD_BY_FACTS = frozenset(
    {"participant_kind", "institution", "first_name", "last_name", "identifier", "lacks_pesel", "sex"}
    | {"birth_date", "education", "country", "voivodeship", "powiat", "gmina", "locality", "postal_code"}
    | {"street", "house_number", "flat_number", "degurba", "phone", "email", "labour_status"}
    | {"ended_on", "exit_situation", "exit_situation_2", "exit_on_path"}
    | {"support_kind", "support_subkind", "support_began_on", "support_ended_on"}
)


def age(filing: Filing, who: Participation) -> int | None:
    """Return the years completed at the start, or today for somebody who has not started.

    None while the birth date is not known or lies later.
    Source: docs/sources.md#sm-efs-checks
    """
    born, day = who.person.birth_date, who.started_on or filing.today
    return None if born is None or born > day else age_on(born, day)


def values(filing: Filing, who: Participation) -> dict[str, Value]:
    """Return the value of every column and kept field of the register, by code; choices are our codes."""
    columns = filing.register.by_code
    person, supports, ending = who.person, who.forms, who.exit
    situations = ending.situations if ending else ()
    known: dict[str, Value] = {
        **{code: _answer(columns.get(code), said) for code, said in who.answers.items()},
        "project_number": filing.project.number,
        "participant_kind": who.kind,
        "institution": who.institution,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "identifier": person.identifier,
        "lacks_pesel": YES if person.lacks_pesel else NO,
        "technical_id": who.technical_id,
        "sex": person.sex,
        "birth_date": person.birth_date,
        "age": age(filing, who),
        "education": None if who.education is None else str(who.education),
        "country": person.country,
        "voivodeship": person.voivodeship,
        "powiat": person.powiat,
        "gmina": person.gmina,
        "locality": person.locality,
        "postal_code": person.postal_code,
        "street": person.street,
        "house_number": person.house_number,
        "flat_number": person.flat_number,
        "degurba": person.degurba,
        "phone": person.phone,
        "email": person.email,
        "started_on": who.started_on,
        "ended_on": ending.ended_on if ending else None,
        "labour_status": who.labour_status,
        "labour_substatus": filing.substatus(who.labour_status, who.labour_substatus),
        "exit_situation": situations,
        "exit_on_path": None if ending is None or ending.on_path is None else YES if ending.on_path else NO,
        "support_scope": tuple(each.scope for each in supports),
        "support_kind": tuple(each.kind for each in supports),
        "support_subkind": tuple(each.subkind for each in supports),
        "support_began_on": tuple(each.began_on for each in supports),
        "support_ended_on": tuple(each.ended_on for each in supports),
    }
    if "exit_situation_2" in columns:
        # Two columns for two situations; a third has no place, and a check says so.
        known["exit_situation"] = situations[0] if situations else ""
        known["exit_situation_2"] = situations[1] if len(situations) > 1 else known.get("exit_situation_2")
    return {code: known.get(code) for code in columns}


def answered(register: Register) -> tuple[Column, ...]:
    """Return the columns whose value is an entry of ``Participation.answers``, in the order of the form."""
    return tuple(
        column
        for column in register.in_order_of_form
        if column.kind not in {Kind.SYSTEM, Kind.DERIVED} and column.code not in HELD_BY_FACTS
    )


def row(filing: Filing, who: Participation) -> tuple[str, ...]:
    """Return the texts of the register's columns in their order; what is not known is an empty text.

    What the project's period never asked stays empty even where somebody wrote it down.
    """
    known = values(filing, who)
    return tuple(
        cell(filing, column, known[column.code]) if filing.asks(column) else ""
        for column in filing.register.columns
    )


def cell(filing: Filing, column: Column, value: Value) -> str:
    """Return ``value`` as the register writes it in ``column``: its own texts, days as RRRR-MM-DD.

    Values side by side are joined by the register's sign; an empty one keeps its place.
    """
    if isinstance(value, tuple):
        return filing.register.file.list_separator.join(cell(filing, column, each) for each in value)
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if filing.is_choice(column) and value:
        return filing.text(column, value)
    # Remarks may have several lines; a name or an address never does, whatever was pasted into it.
    return value if column.kind == Kind.TEXT and column.code == "remarks" else one_line(value)


def one_line(text: str) -> str:
    """Return ``text`` in one line: no outer spaces, and one plain space for each run of white space."""
    return " ".join(text.split())


def by_column(filing: Filing, cells: tuple[str, ...]) -> Mapping[str, str]:
    """Return the texts of a row by the code of their column."""
    return {column.code: text for column, text in zip(filing.register.columns, cells, strict=True)}


def _answer(column: Column | None, said: str | date) -> Value:
    """Return the day of a text where the column holds days; a text that is none stays, and is a fault."""
    if column is None or column.kind != Kind.DATE or not isinstance(said, str):
        return said
    try:
        return date.fromisoformat(said)
    except ValueError:
        return said
