"""Whoever was signed out while they wrote keeps what they wrote."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from osnowa.casework.models import Contact
from tests.accessibility import faults
from tests.cast import TODAY

OURS = {"Origin": "http://testserver"}
HTMX = {"HX-Request": "true"}
NOTE = "Pierwszy wiersz\r\nDrugi: <b>łóżko</b>"


def row(world):
    return reverse("desk:home", args=[world.centre.slug])


def full(world):
    return reverse("casework:note_contact", args=[world.centre.slug, world.person.pk])


def sent(world):
    return {"channel": "personal", "took_place": "yes", "contacted_on": "16.04.2019", "note": NOTE}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_part_of_a_page_is_never_the_page_to_sign_in(cast, here, method):
    response = getattr(Client(), method)(row(here), {"kontakt": here.enrolment.pk}, headers=HTMX)

    assert (response.status_code, response.content) == (401, b"")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", [row, full])
def test_a_form_comes_back_with_what_was_typed(cast, here, address):
    response = Client().post(f"{address(here)}?wroc=/panel/", sent(here), headers=OURS)
    page = response.content.decode()

    assert (response.status_code, response["Cache-Control"]) == (401, "no-store")
    assert "Sesja wygasła" in page
    assert f'action="{address(here)}?wroc=/panel/"' in page
    assert "Pierwszy wiersz\r\nDrugi: &lt;b&gt;łóżko&lt;/b&gt;</textarea>" in page
    assert 'name="contacted_on" value="16.04.2019"' in page
    assert "Zaloguj się w nowej karcie" in page
    assert faults(page) == []


def test_a_file_has_to_be_chosen_again_and_the_page_says_which(cast, here):
    scan = SimpleUploadedFile("umowa.pdf", b"%PDF-1.7")

    page = Client().post(full(here), {**sent(here), "scan": scan}, headers=OURS).content.decode()

    assert "umowa.pdf." in page


@pytest.mark.parametrize("origin", [{}, {"Origin": "https://example.org"}, {"Origin": "null"}])
def test_what_comes_from_elsewhere_is_not_handed_back(cast, here, origin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.sabina)
    for response in (
        Client().post(full(here), sent(here), headers=origin),
        client.post(full(here), sent(here), headers=origin),
    ):
        assert "Pierwszy" not in response.content.decode()


def test_nothing_sent_and_nothing_of_the_panel_leads_to_the_way_in(cast, here):
    for response in (Client().get(full(here)), Client().post(full(here), headers=OURS)):
        assert response["Location"].startswith(reverse("account_login"))


def test_a_stale_form_is_handed_back_and_its_second_sending_saves(cast, here):
    client = Client(enforce_csrf_checks=True, headers=OURS)
    client.force_login(cast.sabina)
    form = {**sent(here), "form": str(here.project.support_forms.get(mode="individual").pk)}

    response = client.post(full(here), {**form, "csrfmiddlewaretoken": "x" * 64})
    page = response.content.decode()

    assert response.status_code == 403
    assert "Ta strona była otwarta zbyt długo" in page
    assert "Zaloguj się w nowej karcie" not in page
    assert faults(page) == []
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    assert client.post(full(here), {**form, "csrfmiddlewaretoken": token}).status_code == 302
    assert Contact.objects.get(contacted_on=TODAY).note.splitlines() == NOTE.splitlines()


def test_a_part_of_a_page_gets_the_token_to_send_again_with(cast, here):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.sabina)

    stale = client.post(row(here), {"kontakt": here.enrolment.pk}, headers=HTMX)
    again = {**HTMX, "X-CSRFToken": stale["X-CSRFToken"]}
    answer = client.post(row(here), {"kontakt": here.enrolment.pk}, headers=again)

    assert (stale.status_code, answer.status_code) == (403, 422)
