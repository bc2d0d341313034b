"""A file is what its first bytes say; its name is made safe to offer for download."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.documents.kinds import LONGEST_NAME, SIGNATURES, media_type_of, proper_name


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\xff\xd8\xff\xe1\x00\x10Exif", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00", "image/png"),
        (b"", None),
        (b" %PDF-1.7", None),
        (b"%PDF", None),
        (b"RIFF\x00\x00\x00\x00WEBP", None),
        (b"GIF89a", None),
        (b"PK\x03\x04", None),  # Word, Excel, and every other archive
        (b"MZ\x90\x00", None),
        (b"<svg xmlns=", None),
        (b"<!doctype html>", None),
    ],
)
def test_the_first_bytes_decide(head, media_type):
    assert media_type_of(head) == media_type


@pytest.mark.parametrize(
    ("name", "media_type", "offered"),
    [
        ("orzeczenie.pdf", "application/pdf", "orzeczenie.pdf"),
        ("ORZECZENIE.PDF", "application/pdf", "ORZECZENIE.pdf"),
        ("zdjęcie z pikniku.jpeg", "image/jpeg", "zdjęcie z pikniku.jpeg"),
        ("skan.pdf.exe", "application/pdf", "skan.pdf.exe.pdf"),
        ("skan.png", "application/pdf", "skan.png.pdf"),
        ("../../etc/passwd", "application/pdf", "passwd.pdf"),
        ("C:\\Dokumenty\\umowa.pdf", "application/pdf", "umowa.pdf"),
        ("umowa\u202efdp.exe", "application/pdf", "umowafdp.exe.pdf"),
        ("umowa\r\nSet-Cookie: a.pdf", "application/pdf", "umowaSet-Cookie a.pdf"),
        ("", "image/png", "plik.png"),
        (".pdf", "application/pdf", "pdf.pdf"),
        ("...", "application/pdf", "plik.pdf"),
    ],
)
def test_a_name_is_offered_without_tricks(name, media_type, offered):
    assert proper_name(name, media_type) == offered


@given(st.text(), st.sampled_from([kind for kind, _ in SIGNATURES.values()]))
def test_every_name_fits_and_is_one_line_without_folders(name, media_type):
    offered = proper_name(name, media_type)

    assert 5 <= len(offered) <= LONGEST_NAME
    assert offered.isprintable()
    assert not set(offered) & set('/\\"<>:|?*')
    assert proper_name(offered, media_type) == offered
