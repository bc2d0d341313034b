"""Plain text of records as paragraphs and lists."""

import pytest

from osnowa.pages.prose import Block, blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n \n", []),
        ("Jedno zdanie.", [Block(("Jedno zdanie.",))]),
        ("Pierwszy.\r\n\r\nDrugi.", [Block(("Pierwszy.",)), Block(("Drugi.",))]),
        ("Pierwszy wiersz\ntego samego.", [Block(("Pierwszy wiersz", "tego samego."))]),
        (
            "Cele:\n- wiedza\n-  spokój\nKoniec.",
            [Block(("Cele:",)), Block(("wiedza", "spokój"), is_list=True), Block(("Koniec.",))],
        ),
        ("- a\n\n- b", [Block(("a",), is_list=True), Block(("b",), is_list=True)]),
        ("-bez odstępu – zdanie", [Block(("-bez odstępu – zdanie",))]),
        ("<b>nie</b>", [Block(("<b>nie</b>",))]),
    ],
)
def test_blocks(text, expected):
    assert blocks(text) == expected
