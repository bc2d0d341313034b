"""The strip of a project's pages: on all of them, with the pages that answer whoever asks."""

import re

import pytest
from django.urls import reverse

from osnowa.projects.models import TeamRole
from tests.access import matrix
from tests.access.matrix import OK
from tests.cast import PROJECT_BEGAN

OF_ONE_PROJECT = sorted(
    address.name
    for address in matrix.addresses()
    if address.route.startswith(f"{matrix.PANEL}projekty/<slug:slug>/") and "GET" in address.methods()
)
#: Files, and what the public will see.
WITHOUT_FRAME = {
    "indicators:csv",
    "indicators:members_csv",
    "intake:refused",
    "pages:preview",
    "pages:preview_local_programme",
}
ALL = ["Przegląd", "Uczestnicy", "Zajęcia", "Wskaźniki", "Inicjatywy", "Ustawienia"]


def strip_of(html, title="Aktywni razem"):
    """Return the labels on the strip, and those marked as current."""
    found = re.search(rf'<nav class="tabs" aria-label="{title}"><ul>(.*?)</ul></nav>', html, re.S)
    links = (
        re.findall(r"<a href=\"([^\"]*)\"( aria-current=\"page\")?>([^<]*)</a>", found[1]) if found else []
    )
    return [label for _address, _mark, label in links], [label for _address, mark, label in links if mark]


@pytest.mark.parametrize("name", [name for name in OF_ONE_PROJECT if name not in WITHOUT_FRAME])
def test_strip_stands_on_every_page_of_a_project(cast, browse, name):
    row = matrix.table()["GET", name]
    reader = cast.adam if row.outcome("anna", in_panel=True) != OK else cast.anna
    kwargs = {"centre": cast.here.centre.slug, **row.to(cast.here)}

    labels, marked = strip_of(browse(reader).get(reverse(name, kwargs=kwargs) + row.query).content.decode())

    assert labels == (ALL if reader is cast.anna else ["Przegląd", "Ustawienia"])
    assert len(marked) == 1


@pytest.mark.parametrize(
    ("name", "to", "query", "marked"),
    [
        ("desk:project", lambda world: [world.project.slug], "", "Przegląd"),
        ("desk:group", lambda world: [world.project.slug, world.group.pk], "", "Przegląd"),
        ("participants:people", lambda world: [], "?projekt={slug}", "Uczestnicy"),
        ("trainings:add_course", lambda world: [world.project.slug], "", "Zajęcia"),
        ("indicators:settings", lambda world: [world.project.slug], "", "Wskaźniki"),
        ("initiatives:add", lambda world: [world.project.slug], "", "Inicjatywy"),
        ("projects:correct_terms", lambda world: [world.project.slug, world.terms.pk], "", "Ustawienia"),
    ],
)
def test_strip_marks_where_one_is(cast, browse, name, to, query, marked):
    world = cast.here
    address = reverse(name, args=[world.centre.slug, *to(world)]) + query.format(slug=world.project.slug)

    assert strip_of(browse(cast.anna).get(address).content.decode()) == (ALL, [marked])


@pytest.mark.parametrize(
    ("member", "labels"),
    [
        ("anna", ALL),
        ("sabina", ALL),
        ("tomek", ["Przegląd", "Uczestnicy", "Zajęcia"]),
        ("bartek", ALL[:-1]),
        ("kasia", ["Przegląd", "Wskaźniki", "Inicjatywy", "Ustawienia"]),
        ("adam", ["Przegląd", "Ustawienia"]),
        ("celina", []),
    ],
)
def test_strip_holds_what_one_may_open(cast, browse, member, labels):
    world = cast.here
    address = reverse("desk:project", args=[world.centre.slug, world.project.slug])
    reader = browse(getattr(cast, member))

    html = reader.get(address).content.decode()

    assert strip_of(html)[0] == labels
    links = re.findall(r'<nav class="tabs".*?</nav>', html, re.S)
    for link in re.findall(r'href="([^"]*)"', "".join(links)):
        assert reader.get(link).status_code == 200


@pytest.mark.parametrize("query", ["", "?projekt=nie-ma-takiego"])
def test_list_of_everybody_is_of_no_project(cast, browse, query):
    address = reverse("participants:people", args=[cast.here.centre.slug]) + query

    assert 'class="tabs"' not in browse(cast.anna).get(address).content.decode()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("indicators:table", "indicators:table"),
        ("initiatives:initiatives", "initiatives:initiatives"),
        ("projects:settings", "projects:settings"),
        ("desk:project", "desk:project"),
    ],
)
def test_the_switch_keeps_the_page_in_the_other_project(cast, here, browse, name, kept):
    TeamRole.objects.create(
        project=cast.unrelated, user=cast.anna, role="coordinator", begins_on=PROJECT_BEGAN
    )
    page = browse(cast.anna).get(reverse(name, args=[here.centre.slug, here.project.slug])).content.decode()

    other = reverse(kept, args=[here.centre.slug, cast.unrelated.slug])
    assert f'<li><a href="{other}">Dom dla każdego</a></li>' in page


def test_the_switch_leads_to_the_overview_where_the_other_project_has_no_such_page(cast, here, browse):
    TeamRole.objects.create(project=cast.unrelated, user=cast.anna, role="trainer", begins_on=PROJECT_BEGAN)
    address = reverse("indicators:table", args=[here.centre.slug, here.project.slug])
    page = browse(cast.anna).get(address).content.decode()

    other = reverse("desk:project", args=[here.centre.slug, cast.unrelated.slug])
    assert f'<li><a href="{other}">Dom dla każdego</a></li>' in page


def test_help_tells_the_keys_and_every_page_leads_there(cast, here, browse):
    client, address = browse(cast.tomek), reverse("desk:help", args=[here.centre.slug])

    home = client.get(reverse("desk:home", args=[here.centre.slug])).content.decode()
    page = client.get(address).content.decode()

    assert f'<a href="{address}" data-key="?">' in home
    assert all(f"<kbd>{key}</kbd>" in page for key in ("/", "?", "K", "Enter", "Esc", "O", "N", "U"))
