"""Pages of the directory and of accounts: what they show, find and refuse, and how much they ask."""

from datetime import date, timedelta
from itertools import count

import pytest
from django.core import mail
from django.test import Client
from django_scopes import scope

from osnowa.accounts.models import User
from osnowa.organisations.models import Area, ContactPoint, Membership, Organisation, Place, Role, Unit
from tests.accessibility import faults
from tests.cast import TODAY
from tests.queries import same_queries_for

pytestmark = pytest.mark.django_db

PANEL = "/panel/osrodek-testowo"
_numbers = count(1)


@pytest.fixture
def anna(cast, browse):
    return browse(cast.anna)


@pytest.fixture
def adam(cast, browse):
    return browse(cast.adam)


def text(response) -> str:
    return response.content.decode()


def add_organisation(world):
    Organisation.objects.create(centre=world.centre, name=f"Podmiot {next(_numbers)}", kind="other")


def add_unit(world):
    unit = Unit.objects.create(organisation=world.partner_organisation, name=f"Komórka {next(_numbers)}")
    ContactPoint.objects.create(unit=unit, value="+48717822322")
    ContactPoint.objects.create(unit=unit, kind="email", value="a@example.pl")


def add_place(world):
    Place.objects.create(centre=world.centre, name=f"Miejsce {next(_numbers)}", is_protected=True)


def add_area(world):
    Area.objects.create(centre=world.centre, name=f"Obszar {next(_numbers)}")


def add_member(world):
    number = next(_numbers)
    world.belong(User.objects.create_user(f"osoba{number}@example.pl", name=f"Osoba {number}"))


@pytest.mark.parametrize(
    ("address", "add_row", "at_most"),
    [
        ("/podmioty/", add_organisation, 12),
        ("/podmioty/{partner}/", add_unit, 13),
        ("/miejsca/", add_place, 12),
        ("/obszary/", add_area, 12),
        ("/konta/", add_member, 13),
    ],
)
def test_a_list_asks_as_often_for_three_rows_as_for_one(here, adam, address, add_row, at_most):
    address = PANEL + address.format(partner=here.partner_organisation.pk)

    same_queries_for(lambda: adam.get(address), lambda: add_row(here), at_most=at_most)


@pytest.mark.guard
@pytest.mark.parametrize(("address", "at_most"), [(f"{PANEL}/konta/{{pk}}/", 12), ("/konto/ja/", 8)])
def test_an_account_asks_as_often_for_three_roles_as_for_one(cast, here, adam, browse, address, at_most):
    client = adam if "{pk}" in address else browse(cast.kasia)
    days = iter(range(1, 9))

    def add_row():
        begun, ended = date(2018, 10, next(days)), TODAY + timedelta(days=365)
        Membership.objects.create(
            user=cast.kasia,
            centre=here.centre,
            organisation=here.own_organisation,
            role=Role.STAFF,
            begins_on=begun,
            ends_before=ended,
        )

    same_queries_for(lambda: client.get(address.format(pk=cast.kasia.pk)), add_row, at_most=at_most)


def test_a_list_is_found_without_marks_and_narrowed_by_kind(here, anna):
    for name, kind in (("Łącznica", "school"), ("Łączność", "company"), ("Inne", "school")):
        Organisation.objects.create(centre=here.centre, name=name, kind=kind)

    page = text(anna.get(f"{PANEL}/podmioty/?q=LACZN&rodzaj=school"))

    assert "Łącznica" in page
    assert "Łączność" not in page
    assert "Inne" not in page


@pytest.mark.parametrize("query", ["?q=%25", "?strona=99", "?strona=x", "?rodzaj=nie-ma", "?q=" + "x" * 500])
@pytest.mark.parametrize("address", ["podmioty", "miejsca", "obszary", "konta"])
def test_odd_questions_get_a_page(adam, address, query):
    response = adam.get(f"{PANEL}/{address}/{query}")

    assert response.status_code == 200
    assert faults(text(response)) == []


def test_a_long_list_has_pages(here, anna):
    for _ in range(60):
        add_organisation(here)

    first, second = (anna.get(f"{PANEL}/podmioty/?strona={n}") for n in (1, 2))

    assert text(first).count('<th scope="row">') == 50
    assert 0 < text(second).count('<th scope="row">') < 50
    assert faults(text(second)) == []


def test_what_an_action_refuses_stands_at_its_field(anna):
    refused = anna.post(f"{PANEL}/podmioty/dodaj/", {"name": "Nowy", "kind": "other", "nip": "123"})

    assert refused.status_code == 422
    assert "Ten NIP się nie zgadza. Sprawdź wszystkie dziesięć cyfr." in text(refused)
    assert "Nowy" in text(refused)  # what was typed stays
    assert "<title>Błąd:" in text(refused)
    assert faults(text(refused)) == []


def test_saving_says_what_was_saved(anna):
    page = anna.post(f"{PANEL}/obszary/dodaj/", {"name": "Ołbin"}, follow=True)

    assert "Obszar jest na liście." in text(page)
    assert "Ołbin" in text(page)


def test_deleting_is_asked_first_and_refused_with_the_reason(here, anna):
    address = f"{PANEL}/podmioty/{here.partner_organisation.pk}/wycofaj/"

    question, refused = anna.get(address), anna.post(address)

    assert "Wycofać podmiot „Fundacja" in text(question).replace("\xa0", " ")
    assert refused.status_code == 422
    assert "konta osób (1)" in text(refused)
    assert faults(text(refused)) == []
    assert Organisation.objects.filter(pk=here.partner_organisation.pk).exists()


@pytest.mark.parametrize(
    ("member", "sees"), [("anna", True), ("tomek", False), ("bartek", False), ("adam", False)]
)
def test_a_protected_address_is_shown_to_those_who_work_there(cast, here, browse, member, sees):
    Place.objects.create(centre=here.centre, name="Dom", address_line="ul. Tajna 7", is_protected=True)

    page = text(browse(getattr(cast, member)).get(f"{PANEL}/miejsca/"))

    assert "adres chroniony" in page
    assert ("ul. Tajna 7" in page) is sees


def test_who_may_not_read_an_address_may_not_correct_it(here, adam):
    place = Place.objects.create(
        centre=here.centre, name="Dom", address_line="ul. Tajna 7", is_protected=True
    )

    answer = adam.get(f"{PANEL}/miejsca/{place.pk}/popraw/")

    assert answer.status_code == 403
    assert f"/miejsca/{place.pk}/popraw/" not in text(adam.get(f"{PANEL}/miejsca/"))


def test_hours_typed_in_the_panel_stand_there_and_on_the_contact_page(here, adam):
    sent = {
        "name": "Kasa",
        "address_line": "Rynek 1",
        "hours": "pon. – pt.: 8:00 – 15:00\r\nczw.: 8:00 – 16:00",
        "position": "1",
    }

    answer = adam.post(f"{PANEL}/podmioty/{here.own_organisation.pk}/komorki/dodaj/", sent)

    assert "pon. – pt.: 8:00 – 15:00<br>czw.: 8:00 – 16:00" in text(adam.get(answer["Location"]))
    assert "czw.: 8:00 – 16:00" in text(Client().get("/kontakt/")).replace("\xa0", " ")


@pytest.mark.parametrize("member", ["tomek", "bartek", "kasia", "ewa", "iga"])
def test_who_only_reads_finds_no_button_to_change(cast, here, browse, member):
    unit = Unit.objects.create(organisation=here.partner_organisation, name="Biuro")
    ContactPoint.objects.create(unit=unit, value="+48717822322")
    client = browse(getattr(cast, member))

    for address in ("podmioty/", f"podmioty/{here.partner_organisation.pk}/", "miejsca/", "obszary/"):
        page = text(client.get(f"{PANEL}/{address}"))
        assert [verb for verb in ("/dodaj/", "/popraw/", "/wycofaj/") if verb in page] == []


def test_an_invitation_sends_a_link_with_our_own_address(here, adam, django_capture_on_commit_callbacks):
    sent = {
        "name": "Ewa Nowa",
        "email": "ewa@example.pl",
        "phone": "71 78 22 322",
        "role": Role.STAFF,
        "organisation": here.own_organisation.pk,
        "begins_on": "16.04.2019",
    }
    with django_capture_on_commit_callbacks(execute=True):
        answer = adam.post(f"{PANEL}/konta/dodaj/", sent)

    user = User.objects.get(email="ewa@example.pl")
    assert answer["Location"] == f"{PANEL}/konta/{user.pk}/"
    assert user.phone == "+48717822322"
    assert "http://testserver/konto/haslo/ustaw/" in mail.outbox[0].body


def test_an_invitation_offers_this_centre_only_and_takes_nothing_else(cast, here, adam):
    page = text(adam.get(f"{PANEL}/konta/dodaj/"))
    foreign = cast.elsewhere.own_organisation
    sent = {
        "name": "E",
        "email": "e@example.pl",
        "role": Role.STAFF,
        "organisation": foreign.pk,
        "begins_on": "16.04.2019",
    }

    refused = adam.post(f"{PANEL}/konta/dodaj/", sent)

    assert "OPS Obcowo" not in page
    assert refused.status_code == 422
    assert not User.objects.filter(email="e@example.pl").exists()


@pytest.mark.django_db(transaction=True)
def test_a_lost_letter_is_told_and_nothing_is_lost(here, adam, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    sent = {"name": "E", "email": "e@example.pl", "role": Role.STAFF, "begins_on": "16.04.2019"}
    sent["organisation"] = here.own_organisation.pk

    page = text(adam.post(f"{PANEL}/konta/dodaj/", sent, follow=True))

    assert "list nie wyszedł" in page
    assert User.objects.filter(email="e@example.pl").exists()


def test_the_page_of_a_person_offers_what_may_be_done(cast, here, adam):
    own = text(adam.get(f"{PANEL}/konta/{cast.adam.pk}/"))
    other = text(adam.get(f"{PANEL}/konta/{here.trainer.pk}/"))

    assert "Wyłącz konto" not in own
    assert "/zakoncz/" not in own
    assert "Wyłącz konto" in other
    assert "/zakoncz/" in other


def test_ending_a_role_closes_the_panel(cast, here, adam, browse):
    kasia = browse(cast.kasia)
    assert "Podmioty" in text(kasia.get(f"{PANEL}/podmioty/"))
    row = Membership.objects.get(user=cast.kasia)

    adam.post(f"{PANEL}/konta/role/{row.pk}/zakoncz/", {"ends_before": "16.04.2019"})

    closed = kasia.get(f"{PANEL}/podmioty/")
    assert closed.status_code == 404
    assert "Podmioty" not in text(closed)


def test_roles_of_another_centre_are_not_shown(cast, here, adam):
    with scope(centre=cast.elsewhere.centre):
        cast.elsewhere.belong(cast.kasia, role=Role.ADMINISTRATOR)

    page = text(adam.get(f"{PANEL}/konta/{cast.kasia.pk}/"))

    assert "OPS Obcowo" not in page
    assert "administrowanie" not in page
