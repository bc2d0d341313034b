import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator

from osnowa.ui.entries import Entry, Moment
from osnowa.ui.templatetags import ui
from tests.accessibility import faults
from tests.ui.showcase import render

NBSP = "\u00a0"
#: As a project hands over its period.
WRITTEN = SimpleNamespace(begins_on=dt.date(2017, 12, 1), ends_on=None, as_written="XII 2017 – IV 2019")
WRITTEN_NOWHERE = SimpleNamespace(begins_on=dt.date(2018, 9, 25), ends_on=dt.date(2020, 6, 30), as_written="")


@pytest.mark.parametrize(
    ("source", "value", "shown"),
    [
        ('{{ value|odmien:"osoba,osoby,osób" }}', 5, "osób"),
        ('{{ value|odmien:"osoba, osoby, osób" }}', 2, "osoby"),
        ('{{ value|odmien:"dzień,dni,dni,dnia" }}', Decimal("1.5"), "dnia"),
        ('{{ value|odmien:"osoba,osoby,osób" }}', None, "osób"),
        ('{{ value|z_liczba:"osoba,osoby,osób" }}', 22, f"22{NBSP}osoby"),
        ("{{ value|zl }}", Decimal("5.5"), f"5,50{NBSP}zł"),
        ("{{ value|kwota }}", None, "–"),
        ("{{ value|procent }}", Decimal("89.2"), "89,20%"),
        ("{{ value|procent:0 }}", Decimal("89.5"), "90%"),
        ("{{ value|liczba }}", 1478, f"1{NBSP}478"),
        ("{{ value|dzien }}", dt.date(2018, 10, 2), "2.10.2018"),
        ("{{ value|miesiac }}", dt.date(2018, 9, 2), f"IX{NBSP}2018"),
        ("{{ value|okres }}", (dt.date(2018, 9, 25), None), f"od{NBSP}25.09.2018"),
        ("{{ value|okres:value }}", dt.date(2018, 9, 25), "25.09.2018"),
        ("{{ value|okres }}", WRITTEN, "XII 2017 – IV 2019"),
        ("{{ value|okres }}", WRITTEN_NOWHERE, "25.09.2018 – 30.06.2020"),
        ("{{ value|nbsp }}", "w <b>domu</b>", f"w{NBSP}&lt;b&gt;domu&lt;/b&gt;"),
        ("{{ value|telefon }}", "", "–"),
        ("{{ value|telefon }}", None, "–"),
    ],
)
def test_filters(source, value, shown):
    assert render(source, {"value": value}) == shown


def test_telefon_dials():
    html = render("{{ number|telefon }}", {"number": "+48717822322"})

    assert 'href="tel:+48717822322"' in html
    assert f"71{NBSP}78{NBSP}22{NBSP}322" in html


@pytest.mark.parametrize("words", ["osoba", "osoba,osoby", "a,b,c,d,e"])
def test_a_noun_needs_its_forms(words):
    with pytest.raises(ValueError, match="three forms"):
        ui.odmien(3, words)


def test_every_icon_of_the_sprite_can_be_drawn_and_a_misspelt_one_cannot():
    from osnowa.ui import icons

    assert len(icons.names()) > 40
    assert all(f"icons.svg#i-{name}" in ui.icon(name) for name in icons.names())
    assert set(icons.OF_KIND.values()) <= icons.names()
    with pytest.raises(ValueError, match="there is no icon"):
        ui.icon("tik")


def test_icon_is_silent_unless_it_has_words():
    assert 'aria-hidden="true"' in ui.icon("lock")
    assert 'role="img" aria-label="poufne"' in ui.icon("lock", label="poufne")


@pytest.mark.parametrize("kind", ["ok", "warn", "bad", "info", "idle", ""])
@pytest.mark.parametrize("draw", [ui.tag, ui.status])
def test_state_is_icon_and_word(draw, kind):
    html = draw(kind, "po terminie & już")

    assert "<svg" in html
    assert "po terminie &amp; już" in html


@pytest.mark.parametrize("draw", [ui.tag, ui.status])
def test_state_of_an_unknown_kind_is_an_error(draw):
    with pytest.raises(ValueError, match="unknown kind"):
        draw("error", "źle")


@pytest.mark.parametrize(
    ("source", "width", "notch", "label"),
    [
        ("{% bar 24 62 plan=31 %}", "38.71%", "50.00%", "24 z 62, plan na dziś 31"),
        ("{% bar 0 62 %}", "0.00%", None, "0 z 62"),
        ("{% bar 226 214 plan=214 %}", "100.00%", "99%", "226 z 214, plan na dziś 214"),
        ("{% bar 5 0 %}", "0%", None, "5 z 0"),
        ('{% bar 1 2 label="połowa" %}', "50.00%", None, "połowa"),
    ],
)
def test_bar_measures_in_percent(source, width, notch, label):
    html = render(source)

    assert f'class="fi" y="3" width="{width}"' in html
    assert f'role="img" aria-label="{label}"' in html
    assert ("pl" in html.replace("plan", "")) is (notch is not None)
    assert notch is None or f'x="{notch}"' in html


def test_spark_draws_from_zero_and_needs_two_points():
    assert render("{% spark points 'Przyrost' %}", {"points": [5]}) == ""
    html = render("{% spark points 'Przyrost' %}", {"points": [0, 5, 10]})
    assert 'points="0.0,32.0 50.0,17.0 100.0,2.0"' in html
    assert "NaN" not in render("{% spark points 'Nic' %}", {"points": [0, 0]})


@pytest.mark.parametrize(
    ("personal", "phone", "on", "half", "words"),
    [(0, 0, 0, 0, "0 z 2"), (0, 3, 0, 2, "0 z 2"), (1, 5, 1, 1, "1 z 2"), (3, 1, 2, 0, "3 z 2")],
)
def test_pips_fill_only_for_what_counts(personal, phone, on, half, words):
    html = ui.pips(personal, phone)

    assert html.count('"pip ') == 2
    assert html.count('"pip on"') == on
    assert html.count('"pip half"') == half
    assert words in html


def test_panel_is_named_by_its_heading():
    html = render(
        '{% panel title="Kontakty w maju" lede=lede more_label="Więcej" more_address="/" %}x{% endpanel %}',
        {"lede": "<i>"},
    )

    assert 'aria-labelledby="kontakty-w-maju-naglowek"' in html
    assert '<h2 id="kontakty-w-maju-naglowek">' in html
    assert "&lt;i&gt;" in html
    assert faults(html, fragment=True) == []


def test_panel_keeps_its_content_as_it_is_and_escapes_what_stands_inside():
    html = render(
        '{% panel label="Lista" flush=True %}<ul><li>{{ name }}</li></ul>{% endpanel %}', {"name": "<Ala>"}
    )

    assert "<ul><li>&lt;Ala&gt;</li></ul>" in html
    assert 'class="bd"' not in html
    assert 'aria-label="Lista"' in html


def test_note_title_is_a_heading_only_when_asked():
    assert "<h3>" in render('{% note "warn" title="T" level=3 %}x{% endnote %}')
    assert "<h" not in render('{% note "warn" title="T" %}x{% endnote %}')


def test_tile_without_a_target_or_address_shows_the_bare_figure():
    html = render('{% tile title="Inicjatywy" value=3 %}')

    assert "<b>3</b>" in html
    assert "bar" not in html
    assert "<a " not in html


def test_tile_shows_missing_and_zero_differently():
    assert "<b>–</b>" in render('{% tile title="Mężczyźni" value=None %}')
    assert "<b>0</b>" in render('{% tile title="Mężczyźni" value=0 of=10 %}')


def test_tile_tells_everything_and_escapes_it():
    html = render(
        '{% tile title=text value=91 of=1180 address="/w/?a=1&b=2" plan=90 kind="ok" word=text points=points'
        " since=text until=text %}",
        {"text": "w <b> & c", "points": [1, 2]},
    )

    assert "<b>" not in html.replace("<b>91", "")
    assert "<h3>w\u00a0&lt;b&gt; &amp; c</h3>" in html
    assert '<a href="/w/?a=1&amp;b=2"><span class="vh">w &lt;b&gt; &amp; c: </span>91' in html
    assert (
        ' z 1\u00a0180, pokaż, z czego składa się liczba</span></a><span class="mute" aria-hidden="true">'
        in html
    )
    assert '<span>7,71%</span><span class="mute">plan na dziś 90</span>' in html
    assert 'aria-label="Przebieg od w &lt;b&gt; &amp; c do w &lt;b&gt; &amp; c, teraz 91"' in html
    assert faults(html, fragment=True) == []


def test_options_name_the_chosen_one_and_escape():
    html = render("{% options days %}", {"days": [("1", "<i>", True), ('"2', "dwa", False)]})

    assert html == '<option value="1" selected>&lt;i&gt;</option><option value="&quot;2">dwa</option>'


@pytest.mark.parametrize(
    ("source", "context"),
    [
        ("{% crumbs steps %}", {"steps": [("Projekty", "/p/"), ("PAS-ja", "/p/pas-ja/"), ("Wskaźniki", "")]}),
        ("{% crumbs steps %}", {"steps": [("Projekty", "/p/"), ("PAS-ja", "/p/pas-ja/"), "Wskaźniki"]}),
        ('{% crumbs "Projekty" "/p/" name "/p/pas-ja/" "Wskaźniki" %}', {"name": "PAS-ja"}),
    ],
)
def test_crumbs_end_with_this_page(source, context):
    html = render(source, context)

    assert '<a href="/p/">Projekty</a>' in html
    assert '<a href="/p/pas-ja/">PAS-ja</a>' in html
    assert '<li aria-current="page">Wskaźniki</li>' in html


def test_tabs_take_entries_and_dicts():
    items = [
        Entry("Przegląd", "/a", is_current=True),
        {"label": "Kontakty", "address": "/b", "count": 0},
        Entry("SM EFS", "/c", problem="2 błędy"),
    ]

    html = render('{% tabs items label="Osoba" %}', {"items": items})

    assert '<a href="/a" aria-current="page">Przegląd</a>' in html
    assert '<span class="mute sm">0</span>' in html
    assert "2 błędy" in html


def test_chips_show_counts():
    html = render(
        '{% chips items label="Filtr" %}', {"items": [Entry("Komplet", "?k=1", is_current=True, count=5)]}
    )

    assert '<a href="?k=1" aria-current="true">Komplet <b>5</b></a>' in html


@pytest.mark.parametrize(
    ("address", "link", "order"),
    [
        ("/?q=a", "?q=a&amp;sort=osoba", None),
        ("/?sort=osoba&strona=3", "?sort=-osoba", "ascending"),
        ("/?sort=-osoba", "?sort=osoba", "descending"),
        ("/?sort=inna", "?sort=osoba", None),
    ],
)
def test_sort_header_turns_the_order_and_starts_from_the_first_page(address, link, order):
    html = render('{% sort_header "Osoba" "osoba" %}', address=address)

    assert f'href="{link}"' in html
    assert ("aria-sort" in html) is (order is not None)
    assert order is None or f'aria-sort="{order}"' in html


def test_sort_header_knows_the_order_a_list_has_by_itself():
    assert 'aria-sort="ascending"' in render('{% sort_header "Osoba" "osoba" default="osoba" %}')


@pytest.mark.parametrize(
    ("rows", "number", "sentence", "links"),
    [
        (0, 1, "Lista jest pusta", 0),
        (1, 1, f"Pokazano 1–1 z 1{NBSP}osoby", 0),
        (24, 1, f"Pokazano 1–24 z 24{NBSP}osób", 0),
        (91, 2, f"Pokazano 26–50 z 91{NBSP}osób", 6),
        (91, 4, f"Pokazano 76–91 z 91{NBSP}osób", 5),
    ],
)
def test_pagination_says_how_much_is_shown(rows, number, sentence, links):
    page = Paginator(range(rows), 25).page(number)

    html = render(
        '{% pagination page counted="osoba,osoby,osób" %}', {"page": page}, address="/?q=a&strona=1"
    )

    assert sentence in html
    assert html.count("<a ") == links
    assert "strona=1&amp;strona" not in html


def test_as_of_keeps_the_rest_of_the_address():
    html = render("{% as_of day %}", {"day": dt.date(2019, 4, 16)}, address="/?w=2&stan-na=2019-01-01")

    assert '<input type="hidden" name="w" value="2">' in html
    assert 'value="16.04.2019"' in html
    assert html.count('name="stan-na"') == 1


def test_timeline_links_what_has_an_address():
    html = render(
        "{% timeline moments %}",
        {
            "moments": [
                Moment("dziś", "Poradnictwo", kind="next"),
                {"when": "2.10.2018", "title": "Wejście", "address": "/e"},
            ]
        },
    )

    assert '<li class="next">' in html
    assert '<a class="lnk" href="/e">Wejście</a>' in html


def test_post_button_is_a_form_with_a_token():
    html = render('{% post_button "/usun" "Usuń" kind="danger" about="Renata Łącka" person=7 %}')

    assert '<form class="one" method="post" action="/usun">' in html
    assert '<input type="hidden" name="person" value="7">' in html
    assert '<span class="vh">: Renata Łącka</span>' in html
    assert faults(html, fragment=True) == []


def test_choice_marks_one_option_and_carries_its_keys():
    options = [("o", "O", "obecność", "ok"), ("n", "N", "nieobecność", "bad")]

    html = render('{% choice "m-7" "Renata Łącka" options value="n" %}', {"options": options})

    assert html.count(" checked") == 1
    assert 'value="n" data-key="N" checked' in html
    assert "data-attendance" in html
    assert faults(html, fragment=True) == []


def test_link_button_with_a_key_says_it():
    html = ui.link_button("/k", "Dodaj kontakt", key="K")

    assert 'aria-keyshortcuts="K" data-key="K"' in html


@pytest.mark.parametrize(
    "draw",
    [
        lambda text: ui.link_button("/", text),
        lambda text: ui.submit(text),
        lambda text: ui.facts([(text, text)]),
        lambda text: ui.mark("O", text, "ok"),
        lambda text: render(
            '{% empty title=text body=text action_label=text action_address="/" %}', {"text": text}
        ),
        lambda text: render("{% crumbs text %}", {"text": text}),
        lambda text: render("{% tile title=text value=1 word=text %}", {"text": text}),
        lambda text: render("{% note 'ok' title=text %}{{ text }}{% endnote %}", {"text": text}),
        lambda text: render("{% post_button text text about=text field=text %}", {"text": text}),
        lambda text: render("{% scroll label=text %}{{ text }}{% endscroll %}", {"text": text}),
    ],
)
def test_components_escape_what_they_are_given(draw):
    html = draw('"><script>alert(1)</script>')

    assert "<script>" not in html
    assert '""' not in html


def test_weave_and_logo_are_decoration():
    assert 'aria-hidden="true"' in ui.logo()
    assert ui.weave(10, 4).count("<rect") == 10 + 20 * 2 + 20 * 2


def test_every_word_is_listed_where_people_look_for_it():
    listed = ui.__doc__

    missing = [name for name in ui.register.tags if "{% " + name not in listed]
    missing += [name for name in ui.register.filters if "|" + name not in listed]

    assert missing == []
