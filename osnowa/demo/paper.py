"""Stand-ins for scans: one-page PDFs that say they are invented. A real scan comes from a scanner."""

from django.core.files.base import ContentFile

_LINE_HEIGHT = 24


def invented_scan(*lines: str) -> ContentFile:
    """Return a valid one-page PDF with ``lines``; Polish letters lose their marks: the font has none."""
    text = " ".join(f"({_safe(line)}) Tj 0 -{_LINE_HEIGHT} Td" for line in lines)
    stream = f"BT /F1 16 Tf 72 760 Td {text} ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    body += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        body.index(b"xref\n"),
    )
    return ContentFile(body, name="skan-pokazowy.pdf")


_PLAIN = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ–„”", 'acelnoszzACELNOSZZ-""')


def _safe(line: str) -> str:
    plain = line.translate(_PLAIN).encode("ascii", "ignore").decode()
    return plain.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
