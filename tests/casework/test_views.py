import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from osnowa.audit.actions import SEEN
from osnowa.audit.models import Entry
from osnowa.casework import actions
from osnowa.casework.models import Contact
from tests.accessibility import faults
from tests.cast import NOW, TODAY
from tests.queries import same_queries_for


@pytest.fixture
def address(here):
    """The address of a page of casework in this centre."""
    return lambda name, **to: reverse(f"casework:{name}", kwargs={"centre": here.centre.slug, **to})


@pytest.fixture
def add(here, address):
    return address("note_contact", person=here.person.pk)


@pytest.fixture
def listed(here, address):
    return address("contacts", person=here.person.pk)


@pytest.fixture
def sent(here):
    """What a browser sends from the form as it was opened, with a note."""
    return {
        "form": here.contact_form.pk,
        "channel": "personal",
        "took_place": "yes",
        "contacted_on": "16.04.2019",
        "note": "Rozmowa o pracy.",
        "nonce": str(uuid4()),
    }


@pytest.fixture
def contact(here, cast):
    """A contact noted through its verb, so that it stands in the ledger."""
    Contact.objects.all().delete()
    return actions.note_contact(
        enrolment=here.enrolment,
        form=here.contact_form,
        channel="personal",
        contacted_on=TODAY,
        note="Pierwsza.",
        by=cast.sabina,
        at=NOW,
    )


def test_the_form_opens_ready_to_save(here, cast, browse, add):
    html = browse(cast.sabina).get(add).text

    assert 'value="16.04.2019"' in html
    assert re.search(r'value="personal"[^>]*checked', html)
    assert re.search(r'name="nonce" value="[0-9a-f-]{36}"', html)
    # Who notes is who met; only a coordinator enters contacts of others.
    assert 'name="worker"' not in html
    assert faults(html) == []


def test_a_contact_is_saved_and_the_toast_takes_it_back(here, cast, browse, add, listed, sent):
    sabina = browse(cast.sabina)

    saved = sabina.post(add, sent)
    page = sabina.get(saved["Location"])

    contact = Contact.objects.exclude(pk=here.contact.pk).get()
    assert (saved["Location"], contact.worker, contact.note) == (listed, cast.sabina, "Rozmowa o pracy.")
    assert "Zapisano kontakt: Maria Nowak, 16.04.2019." in page.text
    (undo, *_rest) = re.findall(r'class="toast".*?action="([^"]+)"', page.text, re.DOTALL)
    undone = sabina.get(sabina.post(undo)["Location"])
    assert not Contact.objects.current().filter(series=contact.series).exists()
    (redo, *_rest) = re.findall(r'class="toast".*?action="([^"]+)"', undone.text, re.DOTALL)
    sabina.post(redo)
    assert Contact.objects.current().filter(series=contact.series).exists()


def test_a_double_click_saves_one_contact(cast, browse, add, sent, here):
    sabina = browse(cast.sabina)

    pages = [sabina.post(add, sent, follow=True).text for _click in range(2)]

    assert ["Zapisano kontakt: Maria Nowak, 16.04.2019." in page for page in pages] == [True, True]
    assert pages[1].count("Rozmowa o pracy.") == 1
    assert Contact.objects.exclude(pk=here.contact.pk).count() == 1


def test_the_typed_note_survives_a_refusal(cast, browse, add, sent, here):
    page = browse(cast.sabina).post(add, {**sent, "contacted_on": "17.04.2019"})

    assert page.status_code == 422
    assert "Kontakt nie może mieć daty późniejszej niż dziś, 16.04.2019." in page.text
    assert "Rozmowa o pracy." in page.text
    assert sent["nonce"] in page.text
    assert faults(page.text) == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("minutes", "721", "Kontakt trwa od 1 do 720 minut"),
        ("minutes", "dużo", "Wpisz minuty cyframi"),
        ("contacted_on", "", "Podaj dzień w postaci 2.10.2018"),
        ("note", "x" * 10_001, "Notatka ma za dużo znaków: 10001. Zmieści się 10000."),
        ("form", "0", "Wybierz poprawną wartość"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(cast, browse, add, sent, field, value, sentence):
    page = browse(cast.sabina).post(add, {**sent, field: value})

    assert (page.status_code, sentence in page.text) == (422, True)


def test_a_coordinator_enters_the_contact_of_another_worker(here, cast, browse, add, sent):
    browse(cast.anna).post(add, {**sent, "worker": cast.sabina.pk})

    assert Contact.objects.exclude(pk=here.contact.pk).get().worker == cast.sabina


def test_only_those_who_meet_participants_are_offered(cast, browse, add, sent):
    anna = browse(cast.anna)
    page = anna.get(add).text

    assert all(name in page for name in ("Sabina", "Anna"))
    assert not any(f'<option value="{user.pk}"' in page for user in (cast.kasia, cast.ewa))
    assert anna.post(add, {**sent, "worker": cast.ewa.pk}).status_code == 422


def test_a_worker_cannot_be_slipped_in(here, cast, browse, add, sent):
    browse(cast.sabina).post(add, {**sent, "worker": cast.anna.pk})

    assert Contact.objects.exclude(pk=here.contact.pk).get().worker == cast.sabina


@pytest.mark.parametrize(
    ("back", "goes"),
    [("/panel/osrodek-testowo/", True), ("https://zly.example/", False), ("//zly.example/", False)],
)
def test_one_goes_back_where_one_came_from_but_never_outside(cast, browse, add, sent, listed, back, goes):
    sabina = browse(cast.sabina)

    saved = sabina.post(add, {**sent, "wroc": back})

    assert saved["Location"] == (back if goes else listed)
    assert (f'value="{back}"' in sabina.get(f"{add}?wroc={back}").text) is goes


def test_a_correction_of_an_old_version_is_refused_with_what_was_typed(
    here, cast, browse, address, sent, contact
):
    sabina, to = browse(cast.sabina), address("correct_contact", series=contact.series)

    first = sabina.post(to, {**sent, "wersja": contact.pk, "note": "Druga."})
    second = sabina.post(to, {**sent, "wersja": contact.pk, "note": "Trzecia."})

    assert (first.status_code, second.status_code) == (302, 422)
    assert "Ten zapis zmieniono w międzyczasie." in second.text
    assert "Trzecia." in second.text
    assert Contact.objects.current().get().note == "Druga."


@pytest.mark.parametrize("version", ["²", "9" * 30, "", "x"])
def test_a_version_that_is_none_is_the_last_one(cast, browse, address, sent, contact, version):
    to = address("correct_contact", series=contact.series)

    page = browse(cast.sabina).post(to, {**sent, "wersja": version, "note": "Druga."}, follow=True).text

    assert "Poprawiono kontakt: Maria Nowak." in page
    assert ("Druga." in page, "Pierwsza." in page) == (True, False)


@pytest.mark.parametrize("name", ["correct_contact", "withdraw_contact", "restore_contact"])
def test_a_contact_after_today_is_not_there(cast, browse, address, sent, contact, name):
    Contact.objects.update(contacted_on=TODAY + timedelta(days=1))

    page = browse(cast.sabina).post(address(name, series=contact.series), sent)

    assert (page.status_code, "Nie ma takiej strony" in page.text) == (404, True)
    assert "Maria Nowak" not in page.text
    assert Contact.objects.get().note == "Pierwsza."


def test_the_correction_form_shows_what_is_saved(cast, browse, address, contact):
    html = browse(cast.sabina).get(address("correct_contact", series=contact.series)).text

    assert "Pierwsza." in html
    assert f'name="wersja" value="{contact.pk}"' in html
    assert 'name="nonce"' not in html


def test_notes_are_read_by_ability_and_every_look_is_audited(here, cast, browse, listed, contact):
    assert "Pierwsza." in browse(cast.anna).get(listed).text
    controllers = browse(cast.ewa).get(listed).text

    assert ("Pierwsza." in controllers, "16.04.2019" in controllers) == (False, True)
    assert "Notatki czytają osoby, które pracują z tą osobą" in controllers
    assert "Popraw" not in controllers
    assert Entry.objects.filter(verb=SEEN).count() == 2


def test_a_contact_of_another_centre_is_not_found(here, cast, browse, address):
    series = cast.elsewhere.contact.series

    page = browse(cast.anna).get(address("correct_contact", series=series))

    assert (page.status_code, "Nie ma takiej strony" in page.text) == (404, True)
    assert "Rozmowa o długach." not in page.text


def test_the_months_say_what_the_rules_of_the_project_ask(cast, browse, listed):
    page = browse(cast.anna).get(listed).text

    assert "Minimum: 2\u00a0kontakty osobiste w miesiącu" in page
    assert "Miesiąc niepełny wymaga 1 kontaktu od 15\u00a0dni udziału." in page
    # Nobody has seen the rule of a part of a month in the source.
    assert page.count("nie zweryfikowano w źródle") == 1


def test_withdrawing_twice_says_so(here, cast, browse, address, contact):
    sabina, to = browse(cast.sabina), address("withdraw_contact", series=contact.series)

    sabina.post(to)
    again = sabina.post(to)

    assert [str(m) for m in get_messages(again.wsgi_request)][-1].startswith("Ten zapis zmieniono")


def test_the_list_asks_as_often_for_three_contacts_as_for_one(here, cast, browse, listed):
    sabina = browse(cast.sabina)

    def add():
        Contact.objects.create(
            enrolment=here.enrolment,
            form=here.contact_form,
            worker=cast.sabina,
            contacted_on=TODAY,
            place=here.place,
            note="Notatka.",
            recorded_at=NOW,
        )

    same_queries_for(lambda: sabina.get(listed), add, at_most=18)
