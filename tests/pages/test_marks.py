"""The marks of European Funds stand where the money is the European Union's, and nowhere else."""

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scopes_disabled

from osnowa.projects.actions import programmes
from osnowa.projects.actions.projects import correct_project
from tests.cast import NOW

PROJECT = "/projekty/pas-testowo/"
MARKS = ["Fundusze Europejskie", "Rzeczpospolita Polska", "Unia Europejska"]
PAYS = "współfinansuje Unia Europejska"


@pytest.fixture
def said(cast, here, browse):
    """Return what a page shows of the marks, and whether it says that the EU pays."""
    here.project.local_programmes.update(is_public=True)
    sheet = reverse("trainings:edition_to_sign", args=[here.centre.slug, here.edition.pk])
    preview = reverse("pages:preview", args=[here.centre.slug, here.project.slug])
    clients = {
        PROJECT: Client(),
        f"{PROJECT}pal/stare-miasto/": Client(),
        preview: browse(cast.anna),
        sheet: browse(cast.anna),
    }

    def said():
        with scopes_disabled():
            pages = [client.get(path).content.decode() for path, client in clients.items()]
        return [[mark for mark in MARKS if f"<li>{mark}</li>" in page] for page in pages], [
            PAYS in page for page in pages
        ]

    return said


def paid_by(cast, here, **facts):
    """Let the programme of the project be another one."""
    programmes.correct_programme(programme=here.project.programme, by=cast.adam, at=NOW, **facts)


def test_a_project_of_an_eu_programme_shows_them_on_every_page_and_list(cast, here, said):
    paid_by(cast, here, is_eu=True)

    assert said() == ([MARKS] * 4, [False, True, False, False])


def test_a_project_of_a_national_programme_shows_none(cast, here, said):
    paid_by(cast, here, name="Program krajowy", fund="Rezerwa celowa budżetu państwa")

    assert said() == ([[]] * 4, [False] * 4)
    page = Client().get(f"{PROJECT}pal/stare-miasto/").content.decode()
    assert f"Program jest częścią projektu {here.project.title}." in page
    assert "Rezerwa celowa budżetu państwa" in page


def test_a_project_without_a_programme_shows_none(cast, here, said):
    correct_project(project=here.project, programme=None, measure=None, by=cast.anna, at=NOW)

    assert said() == ([[]] * 4, [False] * 4)


def test_who_keeps_programmes_says_whose_money_it_is(cast, here, browse):
    client, programme = browse(cast.adam), here.project.programme
    address = reverse("projects:correct_programme", args=[here.centre.slug, programme.pk])
    assert "Pieniądze Unii Europejskiej" in client.get(address).content.decode()

    client.post(
        address,
        {"code": "RPO", "name": "Program", "fund": "EFS", "period": "2014–2020", "is_eu": "on"},
    )

    programme.refresh_from_db()
    assert programme.is_eu
