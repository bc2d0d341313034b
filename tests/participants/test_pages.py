"""What people do on the pages of people, without any script."""

import re
from datetime import date, timedelta

import pytest
from django_scopes import scope

from osnowa.audit.models import Entry, Name
from osnowa.clock.models import DemoClock
from osnowa.organisations.models import Role
from osnowa.participants import actions
from osnowa.participants.actions.looks import ASKED
from osnowa.participants.models import (
    CaseworkerAssignment,
    Enrolment,
    Exit,
    Ground,
    GroupMembership,
    Outcome,
    Person,
    ReasonedLook,
)
from osnowa.projects.models import Group, TeamRole
from tests.accessibility import faults
from tests.cast import NOW, ROUND_BEGAN, TODAY
from tests.participants.conftest import scan, verbs
from tests.participants.test_pesel import number_for
from tests.queries import same_queries_for

PANEL = "/panel/osrodek-testowo/"
SYNTHETIC = number_for(date(2271, 5, 3), 120, 4)
NEW = {"first_name": "Renata", "last_name": "Łącka"}


@pytest.fixture
def anna(browse, cast):
    """A browser in which Anna is signed in."""
    return browse(cast.anna)


@pytest.fixture
def sabina(browse, cast):
    """A browser in which Sabina is signed in."""
    return browse(cast.sabina)


def text(response) -> str:
    """Return the page without line breaks and the spaces that keep a letter with its word.

    A token of random letters could say anything, so it goes.
    """
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return " ".join(page.replace("\xa0", " ").split())


def tells_nothing(response, status: int) -> bool:
    """Return whether ``response`` is that "no", and names neither people nor what is known of them."""
    told = ("Maria", "Nowak", "Łoś", "Żak", "ubóstwo", "niepełnosprawność", "ZON", "%PDF", "84650301241")
    return response.status_code == status and not any(word in text(response) for word in told)


def file_of(person) -> str:
    """Return the address of a file."""
    return f"{PANEL}osoby/{person.pk}/"


# ---- registering -----------------------------------------------------------------------------------------


def test_registering_leads_to_the_project_and_then_to_the_file(anna, here, cast):
    response = anna.post(
        f"{PANEL}osoby/dodaj/?projekt=pas-testowo",
        {**NEW, "pesel": f"{SYNTHETIC[:6]} {SYNTHETIC[6:]}", "phone": "601 234 567"},
    )
    person = Person.objects.get(last_name="Łącka")
    assert response.headers["Location"] == f"{file_of(person)}zapisz-do-projektu/?projekt=pas-testowo"
    assert (person.birth_date, person.phone) == (date(1971, 5, 3), "+48601234567")

    asked = anna.get(response.headers["Location"])
    assert "PAS-TESTOWO/01" in text(asked)
    done = anna.post(
        response.headers["Location"],
        {"enrolled_on": "16.04.2019", "group": here.group.pk, "education": "3", "disability": "refused"},
    )

    assert done.headers["Location"] == file_of(person)
    enrolment = Enrolment.objects.get(person=person)
    assert (enrolment.number, enrolment.education, enrolment.disability) == ("PAS-TESTOWO/1/01", 3, "refused")
    assert GroupMembership.objects.filter(enrolment=enrolment, group=here.group).exists()


def test_a_namesake_is_asked_about_before_somebody_is_registered_twice(anna, register):
    known = register(birth_date=date(1971, 5, 3))
    typed = {"first_name": "Renata", "last_name": "Łącka", "birth_date": "3.05.1971", "lacks_pesel": "on"}
    assert "To nikt z tych osób" not in text(anna.get(f"{PANEL}osoby/dodaj/"))

    refused = anna.post(f"{PANEL}osoby/dodaj/", typed)

    assert refused.status_code == 422
    assert "Jeśli to ktoś inny, zaznacz to niżej" in text(refused)
    assert "To nikt z tych osób, tylko ktoś inny" in text(refused)
    assert "Renata Łącka</b>, ur. 3.05.1971: to samo nazwisko, to samo imię, ta sama data" in text(refused)
    assert file_of(known) in refused.content.decode()
    assert not faults(refused.content.decode())
    anna.post(f"{PANEL}osoby/dodaj/", {**typed, "is_somebody_else": "on"})
    assert Person.objects.filter(last_name="Łącka").count() == 2


@pytest.mark.parametrize(
    ("who", "first_name", "last_name"), [("person", "Maria", "Nowak"), ("hidden_person", "Zofia", "Żak")]
)
def test_the_log_tells_who_was_told_of_a_namesake_they_do_not_work_with(
    wanda, here, cast, who, first_name, last_name
):
    known = getattr(here, who)
    Person.objects.filter(pk=known.pk).update(birth_date=date(1971, 5, 3), pesel=None, pesel_index=None)
    typed = {"first_name": first_name, "last_name": last_name, "birth_date": "3.05.1971", "lacks_pesel": "on"}

    refused = wanda.post(f"{PANEL}osoby/dodaj/", typed)

    assert refused.status_code == 422
    assert file_of(known) not in refused.content.decode()
    assert "kogoś, kogo nie widzisz (1 osoba): zapytaj koordynację" in text(refused)
    entry = Entry.objects.get(verb="participants.person.looked_up_by_name")
    names = {name.pseudonym: name.label for name in Name.objects.all()}
    assert names[entry.actor] == f"accounts.user:{cast.hanna.pk}"
    assert names[entry.subject] == names[entry.person] == f"participants.person:{known.pk}"
    assert entry.after == {"found": False}
    # Whoever says that it is somebody else is not told of one again.
    wanda.post(f"{PANEL}osoby/dodaj/", {**typed, "is_somebody_else": "on"})
    assert Entry.objects.filter(verb="participants.person.looked_up_by_name").count() == 1


def test_a_hidden_namesake_is_no_way_to_the_name_of_a_hidden_case(browse, here, cast):
    here.join(cast.hanna, Role.SOCIAL_WORKER)
    Person.objects.filter(pk=here.hidden_person.pk).update(birth_date=date(1971, 5, 3), pesel_index=None)
    typed = {"first_name": "Zofia", "last_name": "Żak", "birth_date": "3.05.1971", "lacks_pesel": "on"}

    for who, is_told in ((cast.sabina, True), (cast.hanna, False)):
        page = browse(who).post(f"{PANEL}osoby/dodaj/", typed).content.decode()
        assert (file_of(here.hidden_person) in page) is is_told
    assert verbs().count("participants.person.looked_up_by_name") == 1


def test_who_works_with_the_namesake_looks_nobody_up(anna, register):
    register(birth_date=date(1971, 5, 3))

    anna.post(f"{PANEL}osoby/dodaj/", {**NEW, "birth_date": "3.05.1971"})

    assert "participants.person.looked_up_by_name" not in verbs()


def test_fields_without_which_nobody_counts_say_so(anna, here, register):
    page = text(anna.get(f"{PANEL}osoby/dodaj/"))
    assert 'Kod pocztowy <span class="opt">(potrzebne do liczenia)</span>' in page
    assert 'Ulica <span class="opt">(nieobowiązkowe)</span>' in page

    page = text(anna.get(f"{PANEL}osoby/{register().pk}/zapisz-do-projektu/?projekt=pas-testowo"))
    assert 'Wykształcenie <span class="opt">(potrzebne do liczenia)</span>' in page
    assert 'Grupa <span class="opt">(nieobowiązkowe)</span>' in page


def test_somebody_in_no_project_is_found_from_the_whole_list(anna, register):
    register()

    page = anna.get(f"{PANEL}osoby/?q=Łącka").content.decode()

    assert "Jest zarejestrowana, ale nigdzie niezapisana." in page
    assert "Pokaż osoby bez projektu (1)" in page
    assert "Łącka" in text(anna.get(f"{PANEL}osoby/?q=Łącka&stan=bez-projektu"))


def test_all_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost(anna):
    response = anna.post(
        f"{PANEL}osoby/dodaj/",
        {"first_name": "Renata", "pesel": "12345", "phone": "brak", "postal_code": "50502", "email": "ł@x"},
    )

    page = text(response)
    assert response.status_code == 422
    assert "Popraw 5 błędów" in page
    assert "PESEL ma 5 cyfr, potrzebnych jest 11." in page
    assert "<title> Błąd: Nowa osoba" in page or "Błąd: Nowa osoba" in page
    assert 'value="Renata"' in page
    assert 'value="50502"' in page
    assert faults(response.content.decode()) == []


def test_what_contradicts_itself_is_said_beside_what_is_missing(anna):
    wrong = {"pesel": "84650301242", "birth_date": "17.04.2019", "phone": "brak", "postal_code": "50502"}
    page = text(anna.post(f"{PANEL}osoby/dodaj/", {"first_name": "Renata", **wrong}))

    for sentence in (
        "PESEL ma błędną cyfrę kontrolną.",
        "Data urodzenia 17.04.2019 jest późniejsza niż dziś.",
        "Numer telefonu ma 9 cyfr",
        "Kod pocztowy ma postać 50-502.",
    ):
        assert sentence in page
    assert "Popraw 5 błędów" in page

    page = text(
        anna.post(f"{PANEL}osoby/dodaj/", {"pesel": SYNTHETIC, "birth_date": "4.05.1971", "sex": "man"})
    )
    for sentence in ("PESEL wskazuje datę urodzenia 3.05.1971.", "PESEL wskazuje inną płeć."):
        assert sentence in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"pesel": "84650301242"}, "PESEL ma błędną cyfrę kontrolną."),
        ({"pesel": SYNTHETIC, "birth_date": "4.05.1971"}, "PESEL wskazuje datę urodzenia 3.05.1971."),
        ({"pesel": SYNTHETIC, "sex": "man"}, "PESEL wskazuje inną płeć."),
        ({"birth_date": "17.04.2019"}, "Data urodzenia 17.04.2019 jest późniejsza niż dziś."),
        ({"birth_date": "31.02.1980"}, "Nie ma takiego dnia w kalendarzu"),
        ({"pesel": SYNTHETIC, "lacks_pesel": "on"}, "Zostaw jedno z nich."),
    ],
)
def test_what_the_verb_refuses_stands_on_the_form(anna, typed, sentence):
    response = anna.post(f"{PANEL}osoby/dodaj/", {**NEW, **typed})

    assert response.status_code == 422
    assert sentence in text(response)


def test_a_known_pesel_leads_to_the_file_of_whom_one_may_see(anna, here):
    response = anna.post(f"{PANEL}osoby/dodaj/", {**NEW, "pesel": "84650301241"})

    assert response.status_code == 422
    assert f'href="{file_of(here.person)}">Otwórz dane tej osoby' in text(response)


@pytest.fixture
def wanda(browse, here, cast):
    """A social worker of another project, who does not see the people of this one."""
    cast.unrelated.team_roles.create(user=cast.hanna, role=Role.SOCIAL_WORKER, begins_on=ROUND_BEGAN)
    return browse(cast.hanna)


def test_a_person_of_another_project_is_enrolled_without_typing_twice(wanda, here, cast):
    refused = wanda.post(
        f"{PANEL}osoby/dodaj/", {"first_name": "M", "last_name": "nowak", "pesel": "84650301241"}
    )
    way = way_of(refused, here.person)
    assert tells_nothing(wanda.get(f"{file_of(here.person)}zapisz-do-projektu/"), 404)

    response = wanda.post(way, {"enrolled_on": "16.04.2019", "caseworker": cast.hanna.pk})

    assert response.headers["Location"] == file_of(here.person)
    enrolment = Enrolment.objects.get(person=here.person, project=cast.unrelated)
    assert enrolment.caseworkers.get().worker == cast.hanna
    assert "Maria Nowak" in text(wanda.get(response.headers["Location"]))


def way_of(refused, person) -> str:
    """Return the address by which somebody known by PESEL and surname may be enrolled."""
    token = text(refused).split("?znam=")[1].split('"')[0]
    return f"{file_of(person)}zapisz-do-projektu/?znam={token}"


def test_of_a_known_person_only_the_name_is_told_until_they_are_enrolled(wanda, here, cast, add_ground):
    ground = add_ground(person=here.person, upload=scan())
    here.person.phone, here.person.street = "+48609987654", "Tajna"
    here.person.save()
    typed = {"first_name": "M", "last_name": "Nowak", "pesel": "84650301241"}
    refused = wanda.post(f"{PANEL}osoby/dodaj/", typed)
    way = way_of(refused, here.person)
    closed = [
        file_of(here.person),
        f"{file_of(here.person)}podstawy/dodaj/",
        *(
            f"{PANEL}podstawy/{each.pk}/{page}/"
            for each in (ground, here.ground)
            for page in ("skan", "popraw")
        ),
    ]

    pages = [text(refused), text(wanda.get(way)), text(wanda.post(way, {"enrolled_on": ""}))]
    assert "Maria Nowak" in pages[1]
    for page in pages:
        for told in ("ubóstwo", "niepełnosprawność", "609987654", "609 987 654", "Tajna", "3.05.1984"):
            assert told not in page
        assert here.enrolment.number not in page
        assert here.project.title not in page.split("<main")[1]
        assert f'href="{file_of(here.person)}"' not in page
    assert "84650301241" not in pages[1] + pages[2]
    assert all(tells_nothing(wanda.get(address), 404) for address in closed)

    wanda.post(way, {"enrolled_on": "16.04.2019", "caseworker": cast.hanna.pk})

    assert "ubóstwo" in text(wanda.get(file_of(here.person)))
    assert b"".join(wanda.get(f"{PANEL}podstawy/{ground.pk}/skan/")).startswith(b"%PDF")


def test_a_known_person_who_is_in_every_project_of_the_asker_leads_back_to_the_list(wanda, here, cast):
    refused = wanda.post(
        f"{PANEL}osoby/dodaj/", {"first_name": "M", "last_name": "Nowak", "pesel": "84650301241"}
    )
    way = way_of(refused, here.person)
    Enrolment.objects.create(
        project=cast.unrelated, person=here.person, number="P/1", enrolled_on=date(2019, 4, 30)
    )

    page = text(wanda.get(way))

    assert f'href="{PANEL}osoby/"' in page.split("<h1")[1]
    assert "Wróć do listy osób" in page


@pytest.mark.parametrize(("last_name", "found"), [("NOWAK", True), ("Kowalska", False)])
def test_the_log_tells_who_asked_for_a_pesel_and_not_the_number(wanda, here, cast, last_name, found):
    wanda.post(f"{PANEL}osoby/dodaj/", {"first_name": "M", "last_name": last_name, "pesel": "84650301241"})

    entry = Entry.objects.get(verb="participants.person.looked_up")
    names = {name.pseudonym: name.label for name in Name.objects.all()}
    assert names[entry.actor] == f"accounts.user:{cast.hanna.pk}"
    assert names[entry.subject] == names[entry.person] == f"participants.person:{here.person.pk}"
    assert entry.after == {"found": found}
    assert "84650301241" not in repr([*Entry.objects.values(), *Name.objects.values()])


def test_who_sees_the_person_looks_nobody_up(anna, here):
    anna.post(f"{PANEL}osoby/dodaj/", {**NEW, "pesel": "84650301241"})

    assert "participants.person.looked_up" not in verbs()


@pytest.mark.parametrize(("role", "is_led"), [(Role.SOCIAL_WORKER, False), (Role.COORDINATOR, True)])
def test_a_hidden_person_of_another_project_is_enrolled_by_a_coordinator(browse, here, cast, role, is_led):
    cast.unrelated.team_roles.create(user=cast.hanna, role=role, begins_on=ROUND_BEGAN)
    Person.objects.filter(pk=here.person.pk).update(is_hidden=True)

    response = browse(cast.hanna).post(
        f"{PANEL}osoby/dodaj/", {"first_name": "M", "last_name": "Nowak", "pesel": "84650301241"}
    )

    assert response.status_code == 422
    assert ("zapisz-do-projektu" in text(response)) is is_led


@pytest.mark.parametrize("last_name", ["Kowalska", "Nowa"])
def test_a_pesel_with_another_surname_opens_no_way(wanda, here, last_name):
    response = wanda.post(
        f"{PANEL}osoby/dodaj/", {"first_name": "M", "last_name": last_name, "pesel": "84650301241"}
    )

    assert response.status_code == 422
    assert "zapisz-do-projektu" not in text(response)


def test_the_way_is_for_whoever_typed_it_only(wanda, browse, here, cast):
    refused = wanda.post(
        f"{PANEL}osoby/dodaj/", {"first_name": "M", "last_name": "Nowak", "pesel": "84650301241"}
    )
    token = text(refused).split("?znam=")[1].split('"')[0]
    address = f"{file_of(here.person)}zapisz-do-projektu/?znam="
    cast.unrelated.team_roles.create(user=cast.celina, role=Role.SOCIAL_WORKER, begins_on=ROUND_BEGAN)

    assert "Maria Nowak" in text(wanda.get(address + token))
    assert tells_nothing(browse(cast.celina).get(address + token), 404)
    assert tells_nothing(wanda.get(address + token[:-1] + "x"), 404)
    stranger = f"{PANEL}osoby/{here.stranger.pk}/zapisz-do-projektu/?znam={token}"
    assert tells_nothing(wanda.get(stranger), 404)


def test_a_social_worker_enrols_into_the_own_caseload(sabina, here, cast, register):
    person = register()
    address = f"{file_of(person)}zapisz-do-projektu/"

    assert text(sabina.get(address)).count("Sabina Sowa</option>") == 1
    refused = sabina.post(address, {"enrolled_on": "16.04.2019", "caseworker": cast.anna.pk})
    assert refused.status_code == 422
    sabina.post(address, {"enrolled_on": "16.04.2019", "caseworker": cast.sabina.pk})
    assert CaseworkerAssignment.objects.get(enrolment__person=person).worker == cast.sabina


def test_who_is_in_every_project_reads_so(anna, here):
    response = anna.get(f"{file_of(here.person)}zapisz-do-projektu/")

    assert "Nie ma projektu, do którego można zapisać tę osobę" in text(response)
    assert faults(response.content.decode()) == []


# ---- the list --------------------------------------------------------------------------------------------


def test_a_search_is_sent_and_a_pesel_stays_out_of_the_address(anna):
    by_name = anna.post(f"{PANEL}osoby/?stan=bez-wsparcia", {"q": " łoś "})
    by_pesel = anna.post(f"{PANEL}osoby/", {"q": "846503 01241"})

    assert by_name.headers["Location"] == f"{PANEL}osoby/?q=%C5%82o%C5%9B&stan=bez-wsparcia"
    assert "Maria Nowak" in text(by_pesel)
    assert "Jan Łoś" not in text(by_pesel)
    assert "84650301241" not in text(by_pesel)


def test_chips_keep_each_other_and_the_words(anna):
    page = text(anna.get(f"{PANEL}osoby/?q=nowak"))

    assert 'href="?q=nowak&amp;stan=bez-wsparcia">zapisane bez wsparcia <b>1</b>' in page
    assert "Pokazano 1–1 z 1 osoby" in page


def test_an_empty_list_says_what_to_do(anna):
    assert "Zmień szukane słowa albo filtry." in text(anna.get(f"{PANEL}osoby/?q=nikt"))


def test_the_officer_is_led_to_the_reason(browse, cast):
    page = text(browse(cast.iga).get(f"{PANEL}osoby/"))

    assert "Żadne dane nie są teraz otwarte" in page
    assert f'href="{PANEL}osoby/powod/"' in page
    assert "Nowak" not in page


def test_a_trainer_reads_names_without_links(browse, cast):
    page = text(browse(cast.tomek).get(f"{PANEL}osoby/"))

    assert '<th scope="row">Maria Nowak</th>' in page


@pytest.mark.parametrize("who", ["anna", "tomek"])
def test_the_page_asks_a_constant_number_of_questions(browse, here, cast, who):
    client = browse(getattr(cast, who))

    same_queries_for(
        lambda: client.get(f"{PANEL}osoby/"),
        lambda: here.enrol("Nowa", "Osoba", caseworker=cast.sabina),
        at_most=12,
    )


# ---- correcting and withdrawing --------------------------------------------------------------------------


def test_only_what_was_changed_on_the_form_is_corrected(anna, here):
    typed = {
        "first_name": "Maria",
        "last_name": "Nowak",
        "pesel": "84650301241",
        "birth_date": "3.05.1984",
        "sex": "woman",
        "postal_code": "50-000",
        "locality": "Testowo",
    }
    Person.objects.filter(pk=here.person.pk).update(phone="+48601234567")

    typed = {**typed, "phone": "+48601234567", "gmina": "Testowo"}
    response = anna.post(f"{file_of(here.person)}popraw/", typed)

    here.person.refresh_from_db()
    assert response.headers["Location"] == file_of(here.person)
    assert (here.person.gmina, here.person.phone) == ("Testowo", "+48601234567")
    assert Entry.objects.get(verb="participants.person.corrected").after_json == '{"fields":["gmina"]}'


def test_opening_a_form_with_data_is_a_look(anna, here):
    anna.get(f"{file_of(here.person)}popraw/")
    anna.get(f"{file_of(here.person)}popraw/")

    assert verbs().count("audit.person.seen") == 1


def test_withdrawing_asks_first(anna, register):
    person = register()

    asked = anna.get(f"{file_of(person)}wycofaj/")
    assert "Czy wycofać tę osobę z ośrodka?" in text(asked)
    assert Person.objects.filter(pk=person.pk).exists()
    done = anna.post(f"{file_of(person)}wycofaj/")
    assert done.headers["Location"] == f"{PANEL}osoby/"
    assert not Person.objects.filter(pk=person.pk).exists()


def test_what_depends_on_an_enrolment_is_named(anna, here):
    response = anna.post(f"{PANEL}zapisy/{here.enrolment.pk}/wycofaj/")

    assert response.status_code == 422
    assert "bo zależą od niego: kontakty" in text(response)


# ---- groups and caseworkers ------------------------------------------------------------------------------


def test_the_form_asks_for_the_last_day(sabina, here, cast):
    group = Group.objects.create(project=here.project, name="Grupa wsparcia")
    sabina.post(
        f"{PANEL}zapisy/{here.enrolment.pk}/grupa/",
        {"group": group.pk, "joined_on": "1.04.2019", "left_before": "10.04.2019"},
    )

    stay = GroupMembership.objects.get(group=group)
    assert stay.left_before == date(2019, 4, 11)
    assert 'value="10.04.2019"' in text(sabina.get(f"{PANEL}udzial-w-grupie/{stay.pk}/popraw/"))
    sabina.post(f"{PANEL}udzial-w-grupie/{stay.pk}/popraw/", {"joined_on": "1.04.2019", "left_before": ""})
    stay.refresh_from_db()
    assert stay.left_before is None


def test_a_case_changes_hands_and_comes_back(anna, here, cast):
    address = f"{PANEL}zapisy/{here.enrolment.pk}/opiekun/"
    assert "Teraz prowadzi: Sabina Sowa." in text(anna.get(address))

    anna.post(address, {"worker": cast.anna.pk, "begins_on": "16.04.2019"})
    last = CaseworkerAssignment.objects.get(worker=cast.anna)
    anna.post(f"{PANEL}opieka/{last.pk}/wycofaj/")

    assert CaseworkerAssignment.objects.get(enrolment=here.enrolment).ends_before is None


# ---- grounds ---------------------------------------------------------------------------------------------


def test_a_document_travels_from_the_caseworker_to_the_coordinator(sabina, anna, here):
    added = sabina.post(
        f"{file_of(here.person)}podstawy/dodaj/",
        {
            "kind": "disability",
            "document_kind": "disability-light",
            "valid_from": "1.06.2018",
            "upload": scan("orzeczenie.pdf"),
        },
    )
    ground = Ground.objects.get(kind="disability")
    assert added.headers["Location"] == file_of(here.person)

    asked = anna.get(f"{PANEL}podstawy/{ground.pk}/sprawdz/")
    assert "orzeczenie, stopień lekki" in text(asked)
    assert "zweryfikowano" not in text(asked)
    assert b"".join(anna.get(f"{PANEL}podstawy/{ground.pk}/skan/")).startswith(b"%PDF")
    anna.post(f"{PANEL}podstawy/{ground.pk}/sprawdz/", {"decision": "verify"})

    assert Ground.objects.current().get(kind="disability").state == "verified"
    old = anna.get(f"{PANEL}podstawy/{ground.pk}/popraw/")
    assert old.headers["Location"].startswith(f"{PANEL}podstawy/")
    late = anna.post(f"{PANEL}podstawy/{ground.pk}/sprawdz/", {"decision": "reject", "rejection_reason": "x"})
    assert late.status_code == 422
    assert "Ten zapis zmieniono w międzyczasie." in text(late)


def test_a_rejection_asks_for_its_reason_at_the_field(anna, add_ground):
    response = anna.post(f"{PANEL}podstawy/{add_ground().pk}/sprawdz/", {"decision": "reject"})

    assert response.status_code == 422
    assert "Napisz, dlaczego dokument nie potwierdza podstawy wsparcia." in text(response)


def test_a_file_that_is_no_scan_is_refused_at_its_field(sabina, here):
    response = sabina.post(
        f"{file_of(here.person)}podstawy/dodaj/",
        {
            "kind": "poverty",
            "document_kind": "decision",
            "valid_from": "1.06.2018",
            "upload": scan("wirus.pdf", b"MZ program"),
        },
    )

    assert response.status_code == 422
    assert 'id="id_upload_error"' in text(response)
    assert not Ground.objects.filter(document_kind="decision").exists()


def test_a_chosen_file_is_asked_for_again_when_another_field_is_refused(sabina, here):
    address = f"{file_of(here.person)}podstawy/dodaj/"
    typed = {"kind": "poverty", "document_kind": "decision", "valid_from": ""}

    assert "Wybierz plik jeszcze raz." not in text(sabina.get(address))
    assert "Wybierz plik jeszcze raz." not in text(sabina.post(address, typed))
    lost = sabina.post(address, {**typed, "upload": scan()})
    by_the_verb = sabina.post(
        address, {**typed, "valid_from": "1.06.2018", "valid_until": "1.05.2018", "upload": scan()}
    )
    for page in (lost, by_the_verb):
        assert page.status_code == 422
        assert "Wybierz plik jeszcze raz. PDF, JPG albo PNG, najwyżej 10 MB." in text(page)
    assert not Ground.objects.filter(document_kind="decision").exists()


def test_a_ground_without_proof_leads_to_its_form_and_back_to_the_check(anna, add_ground):
    ground = add_ground(document_number="")
    check = f"{PANEL}podstawy/{ground.pk}/sprawdz/"
    way = f"{PANEL}podstawy/{ground.pk}/popraw/?dalej=sprawdz"

    asked = anna.get(check)
    assert f'href="{way}">Dodaj skan albo znak dokumentu' in text(asked)
    assert faults(asked.content.decode()) == []
    proved = anna.post(
        way,
        {
            "kind": "disability",
            "document_kind": "disability-moderate",
            "valid_from": "1.06.2018",
            "valid_until": "31.05.2020",
            "upload": scan(),
        },
    )

    assert proved.headers["Location"] == check
    now = anna.get(anna.get(check).headers["Location"])
    assert "Dodaj skan albo znak dokumentu" not in text(now)
    anna.post(now.wsgi_request.path, {"decision": "verify"})
    assert Ground.objects.current().get(series=ground.series).state == "verified"


@pytest.mark.parametrize(
    ("kind", "document_kind", "is_unusual"),
    [
        ("poverty", "disability-light", True),
        ("poverty", "medical-certificate", True),
        ("poverty", "decision", False),
        ("illness", "medical-certificate", False),
        ("disability", "disability-light", False),
    ],
)
def test_a_document_of_something_else_is_taken_with_a_warning(
    sabina, anna, here, kind, document_kind, is_unusual
):
    added = sabina.post(
        f"{file_of(here.person)}podstawy/dodaj/",
        {"kind": kind, "document_kind": document_kind, "valid_from": "1.06.2018"},
    )

    assert (
        "Upewnij się, że to właściwy dokument." in text(sabina.get(added.headers["Location"]))
    ) is is_unusual
    ground = Ground.objects.get(kind=kind, document_kind=document_kind)
    page = text(anna.get(f"{PANEL}podstawy/{ground.pk}/sprawdz/"))
    assert ("Dokument nie pasuje do podstawy wsparcia" in page) is is_unusual


def test_who_stated_a_ground_is_told_that_another_checks_it(anna, here, cast, add_ground):
    ground = add_ground(by=cast.anna)
    address = f"{PANEL}podstawy/{ground.pk}/sprawdz/"

    assert address not in text(anna.get(file_of(here.person)))
    page = anna.get(address)
    assert "Tę podstawę wsparcia sprawdza druga osoba" in text(page)
    assert "Czy dokument potwierdza podstawę wsparcia" not in text(page)
    assert faults(page.content.decode()) == []
    refused = anna.post(address, {"decision": "verify"})
    assert refused.status_code == 422
    assert "sprawdzić ją musi druga osoba" in text(refused)


def test_who_checks_the_ground_of_a_colleague_is_led_to_it_from_the_file(anna, here, add_ground):
    assert f"{PANEL}podstawy/{add_ground().pk}/sprawdz/" in text(anna.get(file_of(here.person)))


def test_a_scan_of_another_person_is_not_there(browse, cast, here):
    assert tells_nothing(browse(cast.bartek).get(f"{PANEL}podstawy/{here.ground.pk}/skan/"), 404)
    assert tells_nothing(browse(cast.tomek).get(f"{PANEL}podstawy/{here.ground.pk}/skan/"), 403)


@pytest.fixture
def of_grounds(here, add_ground):
    """The addresses of every page of two grounds of Maria: a verified one and one that waits."""
    waiting = add_ground(upload=scan())
    return [
        f"{PANEL}podstawy/{each.pk}/{page}/"
        for each in (here.ground, waiting)
        for page in ("skan", "popraw", "wycofaj", "sprawdz")
    ]


def test_whose_role_ended_opens_no_ground(browse, here, cast, of_grounds):
    TeamRole.objects.filter(user=cast.sabina).update(ends_before=TODAY)
    sabina = browse(cast.sabina)

    assert all(tells_nothing(sabina.get(each), 404) for each in (file_of(here.person), *of_grounds))


def test_who_handed_the_case_over_opens_no_ground(browse, here, cast, of_grounds):
    CaseworkerAssignment.objects.filter(worker=cast.sabina).update(ends_before=TODAY)
    sabina = browse(cast.sabina)

    assert "Maria Nowak" in text(sabina.get(file_of(here.person))), "whose file it is, and whom to ask"
    assert all(tells_nothing(sabina.get(address), 403) for address in of_grounds)


def test_on_the_last_day_of_a_role_grounds_still_open(browse, here, cast, of_grounds):
    TeamRole.objects.filter(user=cast.sabina).update(ends_before=TODAY + timedelta(days=1))

    assert "Popraw podstawę wsparcia" in text(browse(cast.sabina).get(of_grounds[1]))


def test_a_ground_noted_later_is_not_there_yet(anna, here, of_grounds):
    DemoClock.objects.update(today=TODAY - timedelta(days=1))

    assert all(tells_nothing(anna.get(address), 404) for address in of_grounds)


# ---- the end and progress --------------------------------------------------------------------------------


def test_a_participation_ends_is_corrected_and_goes_on(sabina, here):
    address = f"{PANEL}zapisy/{here.enrolment.pk}/zakonczenie/"
    ending = {"ended_on": "10.04.2019", "reason": "completed", "situation": "improved", "on_path": "tak"}
    asked = text(sabina.get(address))
    assert asked.count("Lista wartości robocza, niepotwierdzona w wytycznych.") == 2
    assert "nie zweryfikowano" not in asked
    sabina.post(address, ending)
    first = Exit.objects.get()

    again = text(sabina.get(address))
    assert f'name="version" value="{first.pk}"' in again
    corrected = {**ending, "on_path": "nie", "version": first.pk}
    sabina.post(address, corrected)
    stale = sabina.post(address, {**corrected, "ended_on": "11.04.2019"})

    assert Exit.objects.current().get().on_path is False
    assert stale.status_code == 422
    assert "Ten zapis zmieniono w międzyczasie." in text(stale)
    sabina.post(f"{address}wycofaj/")
    assert not Exit.objects.current().exists()


def test_all_that_is_wrong_with_an_end_is_said_at_once(sabina, here):
    response = sabina.post(f"{PANEL}zapisy/{here.enrolment.pk}/zakonczenie/", {"ended_on": "17.04.2019"})

    page = text(response)
    assert response.status_code == 422
    assert "Popraw 4 błędy" in page
    assert "Ostatni dzień udziału nie może być późniejszy niż dziś, 16.04.2019." in page
    assert "Powód zakończenia" in page
    assert not Exit.objects.exists()


def test_an_end_before_a_contact_names_the_contact(sabina, here):
    response = sabina.post(
        f"{PANEL}zapisy/{here.enrolment.pk}/zakonczenie/",
        {"ended_on": "8.04.2019", "reason": "completed", "situation": "improved", "on_path": "tak"},
    )

    assert response.status_code == 422
    assert "Po tym dniu zapisano jeszcze: kontakt (9.04.2019)." in text(response)


def test_progress_is_measured_twice_and_corrected(sabina, here):
    address = f"{PANEL}zapisy/{here.enrolment.pk}/pomiar/"
    sabina.post(address, {"instrument": "ankieta", "before_on": "2.10.2018", "before_points": "20,5"})
    known = Outcome.objects.get()
    assert "20,5" in text(sabina.get(address))
    sabina.post(
        address,
        {"after_on": "1.04.2019", "after_points": "27", "upload": scan("ankieta.pdf"), "version": known.pk},
    )
    known = Outcome.objects.current().get()
    assert known.gain_hundredths == 650

    form = text(sabina.get(address))
    assert 'name="after_points" value="27"' in form
    first = {"instrument": "ankieta", "before_on": "2.10.2018", "before_points": "20,5"}
    second = {"after_on": "1.04.2019", "after_points": "28,25"}
    sabina.post(address, {**first, **second, "version": known.pk})

    known = Outcome.objects.current().get()
    assert (known.gain_hundredths, known.scan.name) == (775, "ankieta.pdf")
    assert b"".join(sabina.get(f"{PANEL}pomiary/{known.pk}/skan/")).startswith(b"%PDF")


def test_the_scan_of_a_later_measurement_is_not_there_yet(sabina, here, cast, measure):
    measure()
    second = actions.measure_after(
        enrolment=here.enrolment,
        after_on=date(2019, 4, 10),
        after_points=27,
        upload=scan("ankieta.pdf"),
        by=cast.sabina,
        at=NOW,
    )
    address = f"{PANEL}pomiary/{second.pk}/skan/"
    assert b"".join(sabina.get(address)).startswith(b"%PDF")

    DemoClock.objects.update(today=date(2019, 4, 9))

    assert tells_nothing(sabina.get(address), 404)


def test_a_first_measurement_is_corrected_before_the_second(sabina, here, measure):
    known = measure()

    response = sabina.post(
        f"{PANEL}zapisy/{here.enrolment.pk}/pomiar/?popraw",
        {"instrument": "nowa", "before_on": "2.10.2018", "before_points": "20", "version": known.pk},
    )

    assert response.status_code == 302
    assert Outcome.objects.current().get().instrument == "nowa"


def test_a_later_end_is_not_known_yet_and_is_named_when_it_collides(sabina, here, cast):
    ending = {"reason": "completed", "situation": "improved", "on_path": "tak"}
    address = f"{PANEL}zapisy/{here.enrolment.pk}/zakonczenie/"
    sabina.post(address, {**ending, "ended_on": "16.04.2019"})
    DemoClock.objects.update(today=date(2019, 4, 12))

    page = text(sabina.get(address))
    assert "Popraw zakończenie" not in page
    assert 'name="ended_on" value="12.04.2019"' in page
    assert sabina.get(f"{address}wycofaj/").status_code == 404
    refused = sabina.post(address, {**ending, "ended_on": "12.04.2019"})
    assert refused.status_code == 422
    assert "zakończony 16.04.2019" in text(refused)


def test_a_later_measurement_is_not_known_yet_and_is_named_when_it_collides(sabina, here, measure):
    known = measure(before_on=date(2019, 4, 10))
    address = f"{PANEL}zapisy/{here.enrolment.pk}/pomiar/"
    second = {"after_on": "16.04.2019", "after_points": "27"}
    sabina.post(address, {**second, "version": known.pk})
    known = Outcome.objects.current().get()
    DemoClock.objects.update(today=date(2019, 4, 12))

    page = text(sabina.get(address))
    assert "Drugi pomiar" in page
    assert "27" not in page
    refused = sabina.post(address, {"after_on": "12.04.2019", "after_points": "5", "version": known.pk})
    assert refused.status_code == 422
    assert "Drugi pomiar jest już zapisany z dnia 16.04.2019." in text(refused)
    DemoClock.objects.update(today=date(2019, 4, 9))
    assert "Pierwszy pomiar" in text(sabina.get(address))
    assert sabina.get(f"{address}wycofaj/").status_code == 404


# ---- a look with a reason --------------------------------------------------------------------------------


@pytest.fixture
def iga(browse, cast):
    """A browser in which the data protection officer is signed in."""
    return browse(cast.iga)


def test_a_reason_opens_the_file(iga, here):
    assert tells_nothing(iga.get(file_of(here.hidden_person)), 302)

    response = iga.post(
        f"{PANEL}osoby/powod/", {"meant": "Zofia Żak", "reason": "wniosek z 12.04.2019, art. 15"}
    )

    assert response.headers["Location"] == file_of(here.hidden_person)
    assert "Zofia Żak" in text(iga.get(file_of(here.hidden_person)))
    assert tells_nothing(iga.get(file_of(here.person)), 302)
    look = ReasonedLook.objects.get()
    assert look.reason == "wniosek z 12.04.2019, art. 15"
    assert verbs()[-2:] == ["participants.person.opened_with_reason", "audit.person.seen"]


def test_a_label_from_the_journal_opens_with_a_reason_too(iga, here):
    page = text(iga.get(f"{file_of(here.person)}powod/"))
    assert "Nowak" not in page

    response = iga.post(f"{file_of(here.person)}powod/", {"reason": "sprawdzenie wglądów"})
    assert response.headers["Location"] == file_of(here.person)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"meant": "Nikt Taki", "reason": "wniosek z art. 15"}, "Nie ma takiej osoby."),
        ({"meant": "Maria Nowak", "reason": "bo"}, "Potrzebnych jest co najmniej 10 znaków."),
        ({"meant": "", "reason": "wniosek z art. 15"}, "Uzupełnij pole „Czyje dane otworzyć”"),
    ],
)
def test_without_a_person_or_a_reason_nothing_opens(iga, here, typed, sentence):
    response = iga.post(f"{PANEL}osoby/powod/", typed)

    assert response.status_code == 422
    assert sentence in text(response)
    assert not ReasonedLook.objects.exists()


def test_namesakes_are_told_apart_by_number_and_year(iga, here):
    other = here.enrol("Maria", "Nowak")
    asked = {"meant": "Maria Nowak", "reason": "wniosek z art. 15"}

    page = iga.post(f"{PANEL}osoby/powod/", asked)
    assert page.status_code == 422
    assert f"{other.number}, 1984" in text(page)
    assert faults(page.content.decode()) == []
    response = iga.post(f"{PANEL}osoby/powod/", {**asked, "person": other.person.pk})

    assert response.headers["Location"] == file_of(other.person)


def test_nobody_is_told_apart_without_a_reason_and_each_question_is_recorded(iga, here):
    other = here.enrol("Maria", "Nowak")
    asked = {"meant": "Maria Nowak"}

    page = text(iga.post(f"{PANEL}osoby/powod/", {**asked, "reason": "bo"}))
    assert other.number not in page
    assert "Potrzebnych jest co najmniej 10 znaków." in page
    assert ASKED not in verbs()
    iga.post(f"{PANEL}osoby/powod/", {**asked, "reason": "wniosek z art. 15"})
    assert verbs().count(ASKED) == 2
    iga.post(f"{PANEL}osoby/powod/", {"meant": "Nikt Taki", "reason": "wniosek z art. 15"})
    assert verbs().count(ASKED) == 3


# ---- nothing crosses -------------------------------------------------------------------------------------


def test_ids_of_another_centre_do_not_exist(anna, cast):
    theirs = cast.elsewhere
    with scope(centre=theirs.centre):
        stay = GroupMembership.objects.get(enrolment=theirs.enrolment)
        ended = actions.end_participation(
            enrolment=theirs.stranger_enrolment,
            ended_on=TODAY,
            reason="completed",
            situation="improved",
            on_path=True,
            by=cast.darek,
            at=NOW,
        )

    for address in (
        f"osoby/{theirs.person.pk}/popraw/",
        f"zapisy/{theirs.enrolment.pk}/popraw/",
        f"zapisy/{ended.enrolment_id}/zakonczenie/",
        f"udzial-w-grupie/{stay.pk}/popraw/",
        f"podstawy/{theirs.ground.pk}/skan/",
    ):
        assert tells_nothing(anna.get(PANEL + address), 404), address
