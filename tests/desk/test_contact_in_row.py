"""A contact is noted under the row of its person, and nothing typed is ever lost."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from osnowa.casework.models import Contact
from osnowa.projects.models import SupportForm
from osnowa.support.models import LedgerEntry
from tests.accessibility import faults
from tests.cast import TODAY
from tests.desk.evidence import days_ago, met
from tests.queries import same_queries_for

HTMX = {"HX-Request": "true"}


def address(world):
    return reverse("desk:home", args=[world.centre.slug])


def sent(world, enrolment=None, **changes):
    return {
        "kontakt": (enrolment or world.enrolment).pk,
        "form": world.contact_form.pk,
        "channel": "personal",
        "contacted_on": "16.04.2019",
        "minutes": "45",
        "note": "Ustaliłyśmy termin.",
        "nonce": str(uuid4()),
        **changes,
    }


@pytest.fixture
def maria_lacks_one(here):
    """Maria has been in the project since March, so April needs two contacts; one was on 9.04."""
    met(here, here.enrolment, days_ago(30))


def test_the_row_opens_by_its_own_address(cast, here, browse, maria_lacks_one):
    page = browse(cast.sabina).get(address(here), {"kontakt": here.enrolment.pk}).content.decode()

    assert "Nowy kontakt: Maria Nowak" in page
    assert 'value="16.04.2019"' in page
    assert len(re.findall(r"data-focus", page)) == 1
    assert faults(page) == []


@pytest.mark.parametrize("number", ["0", "999999", "abc", "", "９"])
def test_a_row_that_is_not_there_opens_nothing(cast, here, browse, number):
    page = browse(cast.sabina).get(address(here), {"kontakt": number}).content.decode()

    assert "Nowy kontakt" not in page


@pytest.mark.parametrize("member", ["anna", "tomek", "ewa"])
def test_nobody_opens_a_row_of_another_caseload(cast, here, browse, member):
    page = browse(getattr(cast, member)).get(address(here), {"kontakt": here.enrolment.pk}).content.decode()

    assert "Nowy kontakt" not in page


def test_a_stranger_of_the_project_is_in_no_row(cast, here, browse):
    response = browse(cast.sabina).post(address(here), sent(here, here.stranger_enrolment))

    assert response.status_code == 404
    assert Contact.objects.filter(enrolment=here.stranger_enrolment).count() == 0


def test_a_saved_contact_counts_and_the_next_row_takes_the_focus(cast, here, browse, maria_lacks_one):
    client = browse(cast.sabina)

    response = client.post(address(here) + "?kontakty=wszystkie", sent(here))
    page = client.get(response["Location"]).content.decode()

    contact = Contact.objects.get(contacted_on=TODAY)
    assert (contact.enrolment, contact.worker, contact.minutes) == (here.enrolment, cast.sabina, 45)
    assert LedgerEntry.objects.filter(source=contact.label).count() == 1
    assert response["Location"] == f"{address(here)}?kontakty=wszystkie&osoba={here.hidden_enrolment.pk}"
    focused = re.search(r"<a [^>]*data-focus[^>]*>.*?</a>", page, re.S)[0]
    assert f"kontakt={here.hidden_enrolment.pk}" in focused
    assert "Zapisano kontakt: Maria Nowak, 16.04.2019." in page


def test_the_toast_takes_it_back_and_leads_to_the_desk(cast, here, browse):
    client = browse(cast.sabina)
    page = client.get(client.post(address(here), sent(here))["Location"]).content.decode()
    undo = re.search(r'action="([^"]*wycofaj[^"]*)"', page)[1].replace("&amp;", "&")

    response = client.post(undo)
    back = client.get(response["Location"]).content.decode()

    assert response["Location"].startswith(address(here))
    assert Contact.objects.current().filter(contacted_on=TODAY).count() == 0
    assert "Wycofano kontakt: Maria Nowak" in back
    assert re.search(r'action="[^"]*przywroc/\?wroc=', back)


def test_the_same_form_sent_twice_is_one_contact(cast, here, browse):
    client, form = browse(cast.sabina), sent(here)

    client.post(address(here), form)
    client.post(address(here), form)

    assert Contact.objects.filter(contacted_on=TODAY).count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"note": "ż" * 50_000}, "Notatka ma za dużo znaków: 50000"),
        ({"contacted_on": "17.04.2019"}, "nie może mieć daty późniejszej niż dziś"),
        ({"contacted_on": "31.02.2019"}, "Nie ma takiego dnia"),
        ({"contacted_on": "1.09.2018"}, "Ta osoba jest w projekcie dopiero od"),
        ({"minutes": "0"}, "Kontakt trwa od 1 do 720 minut"),
        ({"channel": "pismo"}, "Wybierz jedną z możliwości"),
        ({"form": "999999"}, "Wybierz formę wsparcia"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_refused_is_said_in_the_row_and_nothing_typed_is_lost(
    cast, here, browse, headers, changes, sentence
):
    form = sent(here, **changes)

    response = browse(cast.sabina).post(address(here), form, headers=headers)
    page = response.content.decode()

    assert response.status_code == 422
    assert sentence in page.replace("\xa0", " ")
    assert form["note"] in page
    assert form["nonce"] in page
    assert Contact.objects.filter(contacted_on=TODAY).count() == 0
    assert faults(page, fragment=bool(headers)) == []


def test_the_part_of_the_page_is_the_same_as_in_the_page(cast, here, browse):
    client, query = browse(cast.sabina), {"kontakt": here.enrolment.pk}

    part = client.get(address(here), query, headers=HTMX).content.decode()

    assert part.lstrip().startswith('<div id="kontakty-miesiaca"')
    assert "<html" not in part
    assert 'id="komunikaty" hx-swap-oob="true"' in part


def test_the_form_of_support_is_asked_for_where_there_is_a_choice(cast, here, browse):
    client, query = browse(cast.sabina), {"kontakt": here.enrolment.pk}
    assert "Forma wsparcia" not in client.get(address(here), query).content.decode()

    SupportForm.objects.create(
        project=here.project,
        name="Poradnictwo prawne",
        kind="active-integration",
        mode=SupportForm.Mode.INDIVIDUAL,
    )

    assert "Poradnictwo prawne" in client.get(address(here), query).content.decode()


def test_without_a_form_of_support_the_row_says_why_nothing_can_be_saved(cast, here, browse):
    # A form that has contacts stays what it is.
    Contact.objects.all().delete()
    SupportForm.objects.filter(pk=here.contact_form.pk).update(mode=SupportForm.Mode.GROUP)

    response = browse(cast.sabina).post(address(here), sent(here, form=""))

    assert response.status_code == 422
    assert "nie ma jeszcze indywidualnej formy wsparcia" in response.content.decode().replace("\xa0", " ")


@pytest.mark.guard
def test_the_open_row_costs_the_same_for_one_and_three(cast, here, browse):
    client = browse(cast.sabina)

    def one_more():
        here.crowd(1, caseworker=cast.sabina)
        SupportForm.objects.create(
            project=here.project,
            name=f"Poradnictwo {SupportForm.objects.count()}",
            kind="active-integration",
            mode=SupportForm.Mode.INDIVIDUAL,
        )

    same_queries_for(lambda: client.get(address(here), {"kontakt": here.enrolment.pk}), one_more, at_most=12)
