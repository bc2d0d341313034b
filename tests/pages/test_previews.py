"""What a page will look like is shown, before everybody may see it, to those who write it."""

import re

import pytest
from django.urls import reverse
from django_scopes import scope

from osnowa.projects.models import ExpectedResult, LocalProgramme, PageSection, Project
from tests.queries import same_queries_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden(cast):
    """The first world, its project and its programme hidden from the public."""
    with scope(centre=cast.here.centre):
        Project.objects.filter(pk=cast.here.project.pk).update(is_public=False, lead="Razem na co dzień.")
        LocalProgramme.objects.filter(pk=cast.here.programme.pk).update(
            is_public=False, goal="Więzi sąsiadów"
        )
    return cast.here


def address(world, name, *more):
    return reverse(f"pages:{name}", args=[world.centre.slug, world.project.slug, *more])


def test_a_hidden_page_is_read_by_those_who_write_it(cast, hidden, browse, client):
    project = browse(cast.anna).get(address(hidden, "preview")).content.decode()
    programme = address(hidden, "preview_local_programme", hidden.programme.slug)

    assert "To podgląd." in project
    assert "Razem na co dzień." in project
    assert "Więzi" in browse(cast.anna).get(programme).content.decode()
    assert client.get(f"/projekty/{hidden.project.slug}/").status_code == 404
    assert browse(cast.sabina).get(address(hidden, "preview")).status_code == 403
    assert browse(cast.darek).get(address(hidden, "preview")).status_code == 404


def test_the_settings_lead_to_the_preview(cast, hidden, browse):
    settings = reverse("projects:settings_part", args=[hidden.centre.slug, hidden.project.slug, "strona"])
    plan = reverse(
        "projects:local_programme", args=[hidden.centre.slug, hidden.project.slug, hidden.programme.slug]
    )
    client = browse(cast.anna)

    assert f'href="{address(hidden, "preview")}"' in client.get(settings).content.decode()
    programme = address(hidden, "preview_local_programme", hidden.programme.slug)
    assert f'href="{programme}"' in client.get(plan).content.decode()


def test_no_link_of_a_preview_leads_nowhere(cast, hidden, browse):
    with scope(centre=hidden.centre):
        LocalProgramme.objects.filter(pk=hidden.programme.pk).update(is_public=True)
    client = browse(cast.anna)
    programme = address(hidden, "preview_local_programme", hidden.programme.slug)

    for path, leads_to in ((address(hidden, "preview"), programme), (programme, address(hidden, "preview"))):
        html = client.get(path).content.decode()
        links = {link.partition("#")[0] for link in re.findall(r'<a [^>]*href="(/[^"]*)"', html)}
        assert leads_to in links
        assert [link for link in links if client.get(link, follow=True).status_code != 200] == []
    assert "plik CSV będzie tu po pokazaniu strony" in client.get(address(hidden, "preview")).content.decode()


def test_a_preview_stands_in_the_frame_of_the_public_page(cast, hidden, browse):
    page = browse(cast.anna).get(address(hidden, "preview")).content.decode()
    assert cast.here.centre.short_name in page.split("<main", 1)[0]
    assert f'href="{reverse("pages:contact")}"' in page


def test_a_preview_of_what_is_shown_says_so(cast, here, browse):
    project = browse(cast.anna).get(address(here, "preview")).content.decode()
    programme = browse(cast.anna).get(address(here, "preview_local_programme", here.programme.slug))

    assert "Tę stronę widzą już wszyscy." in project
    assert "pobierz dane, CSV" in project
    assert "Tę stronę widzą już wszyscy." in programme.content.decode()


@pytest.mark.guard
def test_a_preview_costs_the_same_for_one_and_three(cast, hidden, browse):
    client = browse(cast.anna)

    def add_row():
        with scope(centre=hidden.centre):
            PageSection.objects.create(project=hidden.project, heading="Rozdział", text="Treść")

    same_queries_for(lambda: client.get(address(hidden, "preview")), add_row, at_most=25)


@pytest.mark.guard
def test_a_preview_of_a_programme_costs_the_same_for_one_and_three(cast, hidden, browse):
    client = browse(cast.anna)

    def add_row():
        with scope(centre=hidden.centre):
            ExpectedResult.objects.create(programme=hidden.programme, text="Rezultat")

    programme = address(hidden, "preview_local_programme", hidden.programme.slug)
    same_queries_for(lambda: client.get(programme), add_row, at_most=25)
