"""The static check finds each fault it knows, and finds nothing on a good page."""

import pytest

from tests.accessibility import faults

GOOD = """<!doctype html>
<html lang="pl"><head><meta charset="utf-8"><title>Osoby – Osnowa</title><link rel="stylesheet" href="/a.css">
<script src="/a.js"></script></head>
<body><a href="#tresc">Przejdź do treści</a>
<nav aria-label="Główna"><a href="/"><svg aria-hidden="true"><use href="#x"/></svg>Pulpit</a></nav>
<nav aria-label="Ścieżka"><a href="/o">Osoby</a></nav>
<main id="tresc"><h1>Osoby</h1><h2 id="lista">Lista</h2><h3>Szczegóły</h3><h2>Druga</h2>
<section aria-labelledby="lista"><img src="/z.png" alt="">
<svg role="img" aria-label="5 z 11"><rect/></svg></section>
<table><caption>Osoby</caption><thead><tr><th scope="col">Osoba</th></tr></thead>
<tbody><tr><th scope="row"><a href="/o/1" aria-label="Renata"></a></th></tr></tbody></table>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x">
<label for="a">Imię</label><span id="h">Wskazówka</span><input id="a" aria-describedby="h">
<label>Nazwisko <input name="b"></label><fieldset><legend>Forma</legend>
<label for="c">Osobisty</label><input type="radio" id="c"></fieldset>
<select aria-label="Grupa"><option>1</option></select>
<button type="submit"><svg aria-hidden="true"></svg><span>Zapisz</span></button></form>
</main></body></html>"""


def test_good_page_has_no_faults():
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("good", "bad", "sentence"),
    [
        ('<html lang="pl">', "<html>", "the page does not say its language"),
        ("<title>Osoby – Osnowa</title>", "<title></title>", "the page has no title"),
        ("<title>Osoby – Osnowa</title>", "", "the page has no title"),
        ('<main id="tresc">', '<main id="tresc"></main><main>', "the page does not have exactly one main"),
        ("<h1>Osoby</h1>", "<h1>Osoby</h1><h1>Jeszcze raz</h1>", "the page has 2 h1"),
        ("<h1>Osoby</h1>", "", "the page has 0 h1"),
        ("<h3>Szczegóły</h3>", "<h4>Szczegóły</h4>", "a heading level is skipped before <h4>"),
        ("<h3>Szczegóły</h3>", "<h3></h3>", "a heading is empty"),
        ('<span id="h">', '<span id="a">', "an id stands 2 times: 'a'"),
        ('aria-describedby="h"', 'aria-describedby="h nic"', "aria-describedby leads nowhere ('nic')"),
        ('aria-labelledby="lista"', 'aria-labelledby="nic"', "aria-labelledby leads nowhere ('nic')"),
        ('<label for="a">', '<label for="nic">', "for leads nowhere ('nic')"),
        ('<a href="#tresc">', '<a href="#nic">', "a link leads nowhere on the page"),
        ('<label for="a">Imię</label>', "", "a control has no label"),
        ('<label for="a">Imię</label>', '<label for="a"></label>', "a control has no label"),
        ("<label>Nazwisko ", "<label>", "a control has no label"),
        ('<select aria-label="Grupa">', '<select title="Grupa">', "a control has no label"),
        ("<legend>Forma</legend>", "", "a group of controls has no legend"),
        (' aria-label="Renata"', "", "a link has no text"),
        ("<span>Zapisz</span>", '<span aria-hidden="true">Zapisz</span>', "a button has no text"),
        (' alt=""', "", "a picture has no alt"),
        (' aria-label="5 z 11"', "", "a drawing has no name"),
        ('<svg aria-hidden="true"></svg>', "<svg></svg>", "a drawing is neither named nor hidden"),
        ("<caption>Osoby</caption>", "", "a table has no caption"),
        ('<th scope="col">', "<th>", "a header cell has no scope"),
        ('<th scope="col">Osoba</th>', '<th scope="col"></th>', "a header cell is empty"),
        ("<table>", '<table role="presentation">', "a table draws a layout"),
        ('<nav aria-label="Ścieżka">', "<nav>", "one of several navigations has no name"),
        ("<section", '<div tabindex="0"></div><section', "a region that takes focus has no name"),
        (
            "<section",
            '<div role="region" tabindex="0" aria-label="Lista"></div><section',
            "2 landmarks are called 'Lista'",
        ),
        ("<h1>", '<h1 style="color:red">', "a style stands in the page"),
        ("<h1>", "<style>a{}</style><h1>", "a style stands in the page"),
        ("<h1>", "<script>alert(1)</script><h1>", "a script stands in the page"),
        ("<h1>", '<h1 onclick="x()">', "onclick stands in the page"),
        ("<h1>", '<h1 hx-on:click="x()">', "hx-on:click stands in the page"),
        ('<a href="/o">', '<a href="javascript:x()">', "a script stands in an address"),
        ('<input id="a"', '<input tabindex="3" id="a"', "a tabindex changes the order"),
        ('name="csrfmiddlewaretoken"', 'name="inne"', "a form that changes something has no csrf token"),
        ("<h1>", '<h1 class="a" class="b">', "an attribute stands twice"),
    ],
)
def test_each_fault_is_found(good, bad, sentence):
    assert good in GOOD

    found = faults(GOOD.replace(good, bad, 1))

    assert [fault for fault in found if fault.startswith(sentence)]


def test_fragment_needs_no_page_around_it():
    assert faults("<h3>Lista</h3><h4>Pierwsza</h4>", fragment=True) == []
    assert faults("<h3>Lista</h3><h5>Pierwsza</h5>", fragment=True) == [
        "a heading level is skipped before <h5> 'Pierwsza'"
    ]
