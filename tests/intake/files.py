"""Files as centres bring them, made by hand: what a spreadsheet program writes, and what nobody should."""

import io
import zipfile
from collections.abc import Callable, Sequence

import xlsxwriter

HEADERS = ("Imię", "Nazwisko", "PESEL")
ANNA = ("Anna", "Kowalska", "80051200001")


def xlsx(rows: Sequence[Sequence[object]], *, name: str = "Lista", also: Callable | None = None) -> bytes:
    """Return a workbook of one sheet; ``also`` (book, sheet) adds what rows cannot say."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False})
    sheet = book.add_worksheet(name)
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(place, column, cell)
    if also:
        also(book, sheet)
    book.close()
    return out.getvalue()


def csv(rows: Sequence[Sequence[str]], *, encoding: str = "utf-8", separator: str = ";") -> bytes:
    """Return rows as text, unquoted."""
    return "".join(separator.join(row) + "\r\n" for row in rows).encode(encoding)


def ods(rows: str) -> bytes:
    """Return an ODS whose sheet "Lista" holds ``rows`` as they stand in the XML."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Lista">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/></manifest:manifest>'
    )
    return packed({"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": content})


def ods_row(*cells: str, more: str = "", cell_more: str = "") -> str:
    """Return one row of an ODS."""
    inner = "".join(
        f'<table:table-cell office:value-type="string"{cell_more}><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row{more}>{inner}</table:table-row>"


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Return ``parts`` zipped."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            # Programs tell an ODS by its first part, which is never packed.
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, packing)
    return out.getvalue()


def with_parts(content: bytes, parts: dict[str, str | bytes]) -> bytes:
    """Return the packed file with ``parts`` put in, or in the place of those of the same name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    return packed({**held, **parts})


def with_size(content: bytes, name: str, size: int) -> bytes:
    """Return the packed file whose directory says that ``name`` unpacks to ``size`` bytes."""
    entry = content.rindex(name.encode()) - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    return content[: entry + 24] + size.to_bytes(4, "little") + content[entry + 28 :]


def sheet_xml(rows: str, after: str = "") -> bytes:
    """Return a workbook whose sheet holds ``rows`` as they stand in the XML."""
    start = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return with_parts(
        xlsx([HEADERS, ANNA]), {"xl/worksheets/sheet1.xml": f"{start}{rows}</sheetData>{after}</worksheet>"}
    )


def inline(reference: str, text: str) -> str:
    """Return the XML of a cell with a text of its own."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'
