"""A table of plain cells, put together in Python: the same words and links, all of them escaped."""

import pytest

from osnowa.ui.entries import Column, Entry, State
from osnowa.ui.templatetags.ui import table

COLUMNS = (Column("Osoba"), Column("Numer", "tn nb"), Column("Stan"))


def drawn(*cells):
    return table("Osoby", COLUMNS, [cells])


def test_each_cell_carries_the_label_of_its_column():
    html = drawn("Anna", "7/2019", State("ok", "w projekcie"))

    assert '<caption class="vh">Osoby</caption>' in html
    assert '<th scope="col">Numer</th>' in html
    assert '<th scope="row">Anna</th><td class="tn nb" data-l="Numer">7/2019</td><td data-l="Stan">' in html
    assert '<span class="st ok">' in html
    assert "<span>w projekcie</span>" in html


def test_an_entry_is_a_link():
    html = drawn(Entry("Anna", "/osoby/7/"), "", "")

    assert '<th scope="row"><a class="lnk" href="/osoby/7/">Anna</a></th>' in html


@pytest.mark.parametrize(
    "cells",
    [
        ("<script>", "", ""),
        (Entry("<script>", "/"), "", ""),
        (Entry("Anna", '"><script>'), "", ""),
        ("", "", State("ok", "<script>")),
    ],
)
def test_what_people_typed_is_escaped(cells):
    assert "<script>" not in drawn(*cells)
    assert "&lt;script&gt;" in drawn(*cells)


def test_labels_are_escaped():
    html = table('"><script>', (Column('"><script>', '"><script>'),), [("Anna",)])

    assert "<script>" not in html


@pytest.mark.parametrize("cells", [("Anna",), ("Anna", "7", "tak", "za dużo")])
def test_a_row_has_a_cell_for_each_column(cells):
    with pytest.raises(ValueError, match="zip"):
        drawn(*cells)


def test_an_unknown_state_is_a_mistake():
    with pytest.raises(ValueError, match="unknown kind"):
        drawn("Anna", "7", State("dobrze", "tak"))
