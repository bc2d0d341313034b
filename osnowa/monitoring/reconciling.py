"""What the portal holds or says, held against what we would send: each difference and each answer pinned.

Nothing is dropped: who is only on one side, what fits several people and what fits nobody are listed too.
Source: docs/sources.md#sm-efs, docs/sources.md#sm-efs-feedback
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from osnowa.monitoring.reading import Row, Unreadable
from osnowa.monitoring.rows import one_line
from osnowa.participants import pesel
from osnowa.rulepacks.registers import Column, FeedbackForm, Kind, Register

#: Columns that list each form of support side by side; their order may differ on the two sides.
PARALLEL = ("support_scope", "support_kind", "support_subkind", "support_began_on", "support_ended_on")
#: The first row below the headers, as a spreadsheet counts.
FIRST_ROW = 2

_ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{11}(?!\d)")


@dataclass(frozen=True)
class Sent:
    """A participation as we would send it, or did: its key, and its row of texts in the register's order."""

    key: int
    cells: tuple[str, ...] = dataclasses.field(repr=False)


@dataclass(frozen=True)
class Difference:
    """One field of one person in which the sides differ; ``theirs`` is the portal's."""

    key: int
    field: str
    ours: str = dataclasses.field(repr=False)
    theirs: str = dataclasses.field(repr=False)


@dataclass(frozen=True)
class Reconciled:
    """The outcome of comparing. ``technical_ids`` are those to keep, by key.

    ``missing_there`` are keys of people the portal does not have; ``added_there`` rows that we do not have;
    ``ambiguous`` rows that fit several of our people, and further rows of somebody who already has one.
    """

    differences: tuple[Difference, ...]
    technical_ids: Mapping[int, str]
    missing_there: tuple[int, ...]
    added_there: tuple[Row, ...]
    ambiguous: tuple[Row, ...]

    @property
    def agrees(self) -> bool:
        """Whether both sides say the same of the same people; a technical identifier is no difference."""
        return not (self.differences or self.missing_there or self.added_there or self.ambiguous)


def reconcile(
    register: Register,
    ours: Iterable[Sent],
    theirs: Iterable[Row],
    *,
    missing_columns: Iterable[str] = (),
) -> Reconciled:
    """Return how the portal's rows differ from ``ours``.

    A row belongs to whom we know by its technical identifier, else by its PESEL or other identifier. Columns
    that only the portal fills are not compared, nor are ``missing_columns`` (headers that its file lacks).
    """
    people = list(ours)
    places = register.positions
    by_technical, by_identifier = _known(register, people)
    unread = set(missing_columns)
    compared = [
        column for column in register.columns if column.kind != Kind.SYSTEM and column.header not in unread
    ]
    compared += [c for c in register.columns if c.code == "project_number" and c.header not in unread]
    met: dict[int, Row] = {}
    differences: list[Difference] = []
    technical_ids: dict[int, str] = {}
    added: list[Row] = []
    ambiguous: list[Row] = []
    unsure: set[int] = set()
    for row in theirs:
        technical = _technical(register, row.cells)
        identifier = _identifier(row.cells[places["identifier"]])
        fitting = by_technical.get(technical) or by_identifier.get(identifier) or ()
        if not fitting:
            added.append(row)
        elif len(fitting) > 1 or fitting[0].key in met:
            ambiguous.append(row)
            unsure |= {person.key for person in fitting}
        else:
            person = fitting[0]
            met[person.key] = row
            if technical and technical != _technical(register, person.cells):
                technical_ids[person.key] = technical
            differences += _differences(register, compared, person, row)
    return Reconciled(
        differences=tuple(differences),
        technical_ids=technical_ids,
        missing_there=tuple(each.key for each in people if each.key not in met.keys() | unsure),
        added_there=tuple(added),
        ambiguous=tuple(ambiguous),
    )


class Why(StrEnum):
    """Why an answer could not be pinned."""

    NOBODY = "nobody"
    SEVERAL = "several"
    CONTRADICTION = "contradiction"
    NO_ADDRESS = "no-address"


@dataclass(frozen=True)
class Pinned:
    """One answer of the portal at one person; ``field`` is "" where it names none that we know.

    ``message`` is the portal's own, with every PESEL in it masked. ``row`` is that of the feedback file.
    """

    key: int
    field: str
    message: str
    row: int


@dataclass(frozen=True)
class Unpinned:
    """One answer that fits nobody, or not one person only; ``cells`` are its texts, with PESELs masked."""

    why: Why
    message: str
    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Feedback:
    """All answers of a returned file."""

    pinned: tuple[Pinned, ...]
    unpinned: tuple[Unpinned, ...]


def read_feedback(
    register: Register, sent: Sequence[Sent], rows: Iterable[Sequence[str]], *, is_in_order: bool = True
) -> Feedback:
    """Return the answers of the returned file ``rows`` pinned to the people of the file we ``sent``.

    The headers that the register's description lists are looked for among the first rows. A row names a
    person by PESEL or other identifier, by technical identifier, or by the number of the row in the file we
    sent (2 is the first person); where these name different people, nobody is chosen. Unless ``is_in_order``
    it is not known in which row anybody stood, and the number names nobody. The form of this file was not
    seen.

    Raises:
        Unreadable: no rows, or none of them has a header of a message.
    """
    lines = list(rows)
    if not lines:
        raise Unreadable("empty")
    form = register.feedback
    head = next((place for place, line in enumerate(lines) if _place(line, form.messages) is not None), None)
    if head is None:
        raise Unreadable("headers", found=tuple(lines[0][:5]))
    places = _Places.of(form, lines[head])
    by_technical, by_identifier = _known(register, sent)
    pinned: list[Pinned] = []
    unpinned: list[Unpinned] = []
    for number, line in enumerate(lines, start=1):
        if number <= head + 1 or not any(cell.strip() for cell in line):
            # What stands above the headers is a title; it is empty or says nothing of a person.
            continue
        message = masked_numbers(places.message(line))
        named = [
            tuple(each.key for each in found)
            for said, found in (
                (places.technical(line), by_technical.get(places.technical(line), ())),
                (places.identifier(line), by_identifier.get(_identifier(places.identifier(line)), ())),
                (places.row(line), _at_row(sent if is_in_order else (), places.row(line))),
            )
            if said
        ]
        # A way that knows nobody (a PESEL that was wrong in our file) leaves the word to the others.
        keys = {key for way in named for key in way}
        if len(keys) == 1 and all(len(way) <= 1 for way in named):
            field = field_named(register, places.field(line), message)
            pinned.append(Pinned(keys.pop(), field, message, number))
            continue
        if not named:
            why = Why.NO_ADDRESS
        elif not keys:
            why = Why.NOBODY
        elif any(len(way) > 1 for way in named):
            why = Why.SEVERAL
        else:
            why = Why.CONTRADICTION
        unpinned.append(Unpinned(why, message, number, tuple(map(masked_numbers, line))))
    return Feedback(tuple(pinned), tuple(unpinned))


def field_named(register: Register, said: str, message: str = "") -> str:
    """Return the code of the column that ``said`` names by header or number from 1, else ``message``; or "".

    The beginning of one header is enough ("PESEL", "Status osoby"). A header that stands for two columns ("w
    tym") names none, unless the message names the column before it. Of several headers in a message the
    longest speaks.
    """
    name = _folded(said)
    if name.isdigit() and 1 <= int(name) <= len(register.columns):
        return register.columns[int(name) - 1].code
    exact = [each for each in register.columns if name and name in map(_folded, each.headers)]
    begun = [each for each in register.columns if name and any(_begins(name, to) for to in each.headers)]
    for fitting in (exact, begun):
        if len(fitting) == 1:
            return fitting[0].code
    text = _folded(message)
    if len(exact) > 1:
        nearby = [each for each in exact if _folded(_header_before(register, each)) in text]
        return nearby[0].code if len(nearby) == 1 else ""
    found = [
        (len(header), column.code)
        for column in register.columns
        for header in map(_folded, column.headers)
        if header != "w tym" and re.search(rf"\b{re.escape(header)}\b", text)
    ]
    return max(found)[1] if found else ""


def masked_numbers(text: str) -> str:
    """Return ``text`` with every run of eleven digits masked but for the last four."""
    return _ELEVEN_DIGITS.sub(lambda found: pesel.masked(found[0]), text)


@dataclass(frozen=True)
class _Places:
    """Where a feedback file says what."""

    rows: int | None
    identifiers: int | None
    technical_ids: int | None
    fields: int | None
    messages: int | None

    @classmethod
    def of(cls, form: FeedbackForm, line: Sequence[str]) -> "_Places":
        """Return the places of the headers in ``line``."""
        return cls(
            rows=_place(line, form.rows),
            identifiers=_place(line, form.identifiers),
            technical_ids=_place(line, form.technical_ids),
            fields=_place(line, form.fields),
            messages=_place(line, form.messages),
        )

    def row(self, line: Sequence[str]) -> str:
        return _text_at(line, self.rows).removesuffix(".0").removesuffix(".")

    def identifier(self, line: Sequence[str]) -> str:
        return _text_at(line, self.identifiers)

    def technical(self, line: Sequence[str]) -> str:
        return _text_at(line, self.technical_ids)

    def field(self, line: Sequence[str]) -> str:
        return _text_at(line, self.fields)

    def message(self, line: Sequence[str]) -> str:
        return _text_at(line, self.messages)


def _text_at(line: Sequence[str], place: int | None) -> str:
    return line[place].strip() if place is not None and place < len(line) else ""


def _place(line: Sequence[str], headers: Iterable[str]) -> int | None:
    """Return where the first of ``headers`` that is there stands; they are in the order of trust."""
    cells = [_folded(cell) for cell in line]
    return next((cells.index(_folded(each)) for each in headers if _folded(each) in cells), None)


def _begins(name: str, header: str) -> bool:
    return re.match(rf"{re.escape(name)}\b", _folded(header)) is not None


def _folded(text: str) -> str:
    return one_line(text).casefold()


def _at_row(sent: Sequence[Sent], said: str) -> Sequence[Sent]:
    if not (said.isascii() and said.isdigit()):
        return ()
    place = int(said) - FIRST_ROW
    return sent[place : place + 1] if place >= 0 else ()


def _header_before(register: Register, column: Column) -> str:
    """Return the header of the column that a "w tym" belongs to: the one before it."""
    place = register.positions[column.code]
    return register.columns[place - 1].header if place else ""


def _known(
    register: Register, people: Iterable[Sent]
) -> tuple[Mapping[str, Sequence[Sent]], Mapping[str, Sequence[Sent]]]:
    by_technical: dict[str, list[Sent]] = {}
    by_identifier: dict[str, list[Sent]] = {}
    for each in people:
        if technical := _technical(register, each.cells):
            by_technical.setdefault(technical, []).append(each)
        if identifier := _identifier(each.cells[register.positions["identifier"]]):
            by_identifier.setdefault(identifier, []).append(each)
    return by_technical, by_identifier


def _technical(register: Register, cells: Sequence[str]) -> str:
    place = register.positions.get("technical_id")
    return cells[place].strip() if place is not None else ""


def _identifier(text: str) -> str:
    """Return the identifier without spaces and hyphens; a spreadsheet's lost zeros of a PESEL come back."""
    bare = pesel.compact(text).upper()
    return bare.zfill(pesel.DIGITS) if bare.isdigit() and len(bare) in {9, 10} else bare


def _differences(
    register: Register, compared: Iterable[Column], person: Sent, row: Row
) -> Iterable[Difference]:
    ours, theirs = (_comparable(register, cells) for cells in (person.cells, row.cells))
    places = register.positions
    for column in compared:
        if ours[column.code] != theirs[column.code]:
            place = places[column.code]
            yield Difference(person.key, column.code, person.cells[place], row.cells[place])


def _comparable(register: Register, cells: Sequence[str]) -> Mapping[str, object]:
    """Return the values of a row so that equal facts are equal: forms of support in one order, PESEL bare."""
    texts: dict[str, object] = {
        column.code: one_line(cell) for column, cell in zip(register.columns, cells, strict=True)
    }
    texts["identifier"] = _identifier(cells[register.positions["identifier"]])
    sign = register.file.list_separator
    names = [code for code in PARALLEL if code in register.positions]
    lists = [str(texts[code]).split(sign) for code in names]
    length = max(map(len, lists))
    padded = [each + [""] * (length - len(each)) for each in lists]
    forms = sorted(zip(*padded, strict=True))
    for place, code in enumerate(names):
        texts[code] = tuple(form[place] for form in forms)
    if "exit_situation" in texts:
        texts["exit_situation"] = sorted(str(texts["exit_situation"]).split(sign))
    return texts
