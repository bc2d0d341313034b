"""What people do with the folder of a participation: documents, declarations, steps, what comes after."""

from datetime import date, timedelta

import pytest

from osnowa.casework.models import Contact
from osnowa.participants import actions
from osnowa.participants.models import (
    Answer,
    Declaration,
    Enrolment,
    Exit,
    FollowUp,
    Household,
    HouseholdMember,
    IdentityPaper,
    PrivacyNotice,
    Return,
)
from osnowa.participants.queries.folder import folder_of
from osnowa.projects.models import Group
from tests.cast import NOW, ROUND_BEGAN, TODAY
from tests.participants.conftest import scan
from tests.participants.test_pages import PANEL, file_of, text
from tests.queries import same_queries_for


@pytest.fixture
def anna(browse, cast):
    """A browser in which Anna is signed in."""
    return browse(cast.anna)


@pytest.fixture
def folder(here):
    """The address of Maria's folder."""
    return f"{PANEL}zapisy/{here.enrolment.pk}/"


@pytest.fixture
def gone(here):
    """Maria's participation, which ended on 1.04.2019, without evidence after it."""
    Contact.objects.update(contacted_on=date(2019, 3, 20))
    return Exit.objects.create(
        enrolment=here.enrolment,
        ended_on=date(2019, 4, 1),
        reason="completed",
        situation="improved",
        on_path=True,
        outcome_due_on=date(2019, 7, 1),
        recorded_at=NOW,
    )


def states(enrolment, on=TODAY) -> dict[str, str]:
    """Return how each document of the folder stands."""
    return {item.label: item.state for item in folder_of(enrolment, on).checklist}


# ---- documents -------------------------------------------------------------------------------------------


def test_what_is_missing_stands_first_and_leads_to_where_it_is_added(anna, folder, here):
    page = anna.get(f"{folder}teczka/")

    shown = [item.state for item in folder_of(here.enrolment, TODAY).checklist]
    assert shown == sorted(shown, key=("missing", "later", "there").index)
    assert f"{folder}oswiadczenia/dodaj/?rodzaj=participation" in page.content.decode()
    assert "Deklaracja uczestnictwa" in text(page)


def test_the_checklist_follows_what_was_noted(anna, folder, here, gone):
    before = states(here.enrolment)
    assert before["Deklaracja uczestnictwa"] == before["Zgoda albo odmowa w sprawie wizerunku"] == "missing"
    assert before["Dokument podstawy wsparcia, sprawdzony"] == "there"
    assert before["Sytuacja do 4 tygodni po wyjściu"] == before["Drugi pomiar postępu"] == "missing"
    gone.delete()
    assert states(here.enrolment)["Sytuacja do 4 tygodni po wyjściu"] == "later"

    for said in (
        {"kind": "participation", "given_on": "1.10.2018", "is_given": "tak", "channel": "paper"},
        {"kind": "image", "given_on": "1.10.2018", "is_given": "nie", "channel": "paper"},
    ):
        assert anna.post(f"{folder}oswiadczenia/dodaj/", said).status_code == 302

    after = states(here.enrolment)
    assert after["Deklaracja uczestnictwa"] == after["Zgoda albo odmowa w sprawie wizerunku"] == "there"
    page = text(anna.get(f"{folder}teczka/"))
    assert "odmowa, 1 października 2018" in page or "odmowa, 1.10.2018" in page


def test_the_file_leads_to_the_folder(anna, folder, here, browse, cast):
    assert f"{folder}teczka/" in anna.get(file_of(here.person)).content.decode()

    actions.join_group(
        enrolment=here.enrolment,
        group=Group.objects.create(project=here.project, name="Grupa partnera", partnership=here.partnership),
        joined_on=ROUND_BEGAN,
        by=cast.anna,
        at=NOW,
    )
    bartek = browse(cast.bartek)
    file = bartek.get(file_of(here.person))
    assert file.status_code == 200
    assert "teczka" not in file.content.decode()
    assert bartek.get(f"{folder}teczka/").status_code == 403
    assert bartek.get(f"{PANEL}osoby/{here.person.pk}/tozsamosc/").status_code == 403


# ---- declarations ----------------------------------------------------------------------------------------


def test_a_consent_is_noted_with_a_scan_and_withdrawn(anna, folder):
    given = {"kind": "image", "given_on": "1.10.2018", "is_given": "tak", "channel": "paper"}
    anna.post(f"{folder}oswiadczenia/dodaj/", {**given, "upload": scan()})
    row = Declaration.objects.get()
    assert row.scan

    done = anna.post(f"{PANEL}oswiadczenia/{row.pk}/wycofanie-zgody/", {"withdrawn_on": "16.04.2019"})

    assert done.headers["Location"] == f"{folder}teczka/"
    assert "zgoda wycofana" in text(anna.get(f"{folder}teczka/"))
    again = anna.post(f"{PANEL}oswiadczenia/{row.pk}/wycofanie-zgody/", {"withdrawn_on": "16.04.2019"})
    assert again.status_code == 422
    assert "zmieniono w międzyczasie" in text(again)


def test_a_refusal_stands_at_its_field(anna, folder):
    typed = {"kind": "privacy-notice", "given_on": "1.10.2018", "is_given": "tak", "channel": "paper"}

    refused = anna.post(f"{folder}oswiadczenia/dodaj/", typed)

    assert refused.status_code == 422
    assert "nie miał żadnej klauzuli" in text(refused)


def test_privacy_notices_are_kept_by_version(anna, folder, here):
    home = f"{PANEL}projekty/pas-testowo/klauzule/"
    assert "nie ma jeszcze klauzuli" in text(anna.get(home))
    anna.post(f"{home}dodaj/", {"version": "1", "valid_from": "1.10.2018", "text": "Kto i po co."})
    anna.post(f"{home}dodaj/", {"version": "2", "valid_from": "1.01.2019", "text": "Kto, po co, jak długo."})
    page = text(anna.get(home))
    assert page.index("Wersja 2") < page.index("wydawana teraz") < page.index("Wersja 1")

    first = PrivacyNotice.objects.get(version="1")
    said = {"kind": "privacy-notice", "given_on": "2.10.2018", "is_given": "tak", "channel": "e-mail"}
    anna.post(f"{folder}oswiadczenia/dodaj/", said)

    assert Declaration.objects.get().notice == first
    refused = anna.post(f"{home}{first.pk}/wycofaj/")
    assert refused.status_code == 422
    assert "ktoś już dostał" in text(refused)


# ---- steps of the register's form ------------------------------------------------------------------------


def test_steps_follow_the_paper_form_and_save_as_they_go(anna, folder, here):
    assert anna.get(f"{folder}dane/").headers["Location"] == f"{folder}dane/address/"
    page = text(anna.get(f"{folder}dane/address/"))
    assert "Krok 2 z 6, SL2014" in page
    assert "W tym kroku brakuje" in page
    assert "Telefon kontaktowy" in page

    saved = anna.post(
        f"{folder}dane/address/",
        {"country": "PL", "locality": "Testowo", "postal_code": "50-000", "phone": "601 234 567"},
    )

    assert saved.headers["Location"] == f"{folder}dane/entry/"
    here.person.refresh_from_db()
    assert (here.person.phone, here.person.locality) == ("+48601234567", "Testowo")
    assert (
        "Telefon kontaktowy"
        not in text(anna.get(f"{folder}dane/address/"))
        .split("Formularz")[0]
        .split("W tym kroku brakuje")[1]
        .split("</ul>")[0]
    )


def test_a_name_that_is_not_in_teryt_is_kept_and_marked(anna, folder, here):
    typed = {"country": "PL", "locality": "Testowo", "postal_code": "50-000", "voivodeship": "dolnośląskie"}
    anna.post(f"{folder}dane/address/", {**typed, "powiat": "Wrocławski", "gmina": "Siechnice"})

    page = text(anna.get(f"{folder}dane/address/"))

    assert "powiat Wrocławski, powinno być: wrocławski" in page
    assert 'value="Wrocławski"' in page
    anna.post(f"{folder}dane/address/", {**typed, "powiat": "wrocławski", "gmina": "Siechnice"})
    assert "nie ma w wykazie TERYT" not in text(anna.get(f"{folder}dane/address/"))


def test_a_step_sent_as_it_was_goes_on(anna, folder):
    first = anna.post(f"{folder}dane/sensitive/", {"homeless": "no"})
    again = anna.post(f"{folder}dane/sensitive/", {"homeless": "no"})

    assert first.headers["Location"] == again.headers["Location"]
    assert Answer.objects.count() == 1


def test_every_error_of_a_step_stands_at_its_field(anna, folder):
    refused = anna.post(f"{folder}dane/address/", {"postal_code": "5", "phone": "1", "country": "XX"})

    assert refused.status_code == 422
    assert "Kod pocztowy ma postać" in text(refused)
    assert Answer.objects.count() == 0


def test_refusing_to_answer_is_offered_where_the_register_takes_it(anna, folder):
    page = text(anna.get(f"{folder}dane/sensitive/"))

    assert page.count("odmowa podania informacji") == 4


def test_correcting_the_state_at_entry_asks_why(anna, folder, here):
    Enrolment.objects.filter(pk=here.enrolment.pk).update(first_support_on=ROUND_BEGAN)
    anna.post(f"{folder}dane/sensitive/", {"homeless": "no"})

    refused = anna.post(f"{folder}dane/sensitive/", {"homeless": "yes"})
    assert refused.status_code == 422
    assert "Napisz, dlaczego go poprawiasz" in text(refused)
    anna.post(f"{folder}dane/sensitive/", {"homeless": "yes", "reason": "pomyłka przy wpisywaniu"})

    assert Answer.objects.current().get().said == "yes"
    assert "pomyłka przy wpisywaniu" in text(anna.get(f"{folder}dane/sensitive/"))
    assert anna.get(f"{folder}dane/nothing/").status_code == 404


def test_somebody_becomes_an_employee_of_an_institution(anna, folder, here):
    facts = {"number": here.enrolment.number, "enrolled_on": "1.10.2018", "education": "3"}
    facts["labour_status"] = "unemployed-registered"

    refused = anna.post(f"{folder}popraw/", {**facts, "kind": "employee"})
    assert refused.status_code == 422
    assert "Wskaż instytucję" in text(refused)
    anna.post(f"{folder}popraw/", {**facts, "kind": "employee", "institution": here.partner_organisation.pk})

    here.enrolment.refresh_from_db()
    assert here.enrolment.institution == here.partner_organisation


# ---- what comes after ------------------------------------------------------------------------------------


def test_somebody_comes_back_and_it_is_taken_back(anna, folder, gone, here):
    back = anna.post(f"{folder}powrot/", {"returned_on": "16.04.2019", "reason": "koniec leczenia"})

    assert back.headers["Location"] == f"{folder}teczka/"
    assert "koniec leczenia" in text(anna.get(f"{folder}teczka/"))
    came = Return.objects.get()
    Contact.objects.update(contacted_on=TODAY)
    refused = anna.post(f"{PANEL}powroty/{came.pk}/wycofaj/")
    assert refused.status_code == 422
    assert "Powrotu nie można wycofać" in text(refused)


def test_what_became_of_somebody_is_noted_corrected_and_taken_back(anna, folder, gone):
    address = f"{folder}sprawdzenia/four-weeks/"
    assert "do 29.04.2019" in text(anna.get(address))
    anna.post(address, {"held_on": "16.04.2019", "situation": "employed", "proof": "umowa"})
    row = FollowUp.objects.get()

    anna.post(address, {"held_on": "16.04.2019", "is_unreachable": "on", "version": row.pk})
    twice = anna.post(address, {"held_on": "16.04.2019", "situation": "employed", "version": row.pk})
    assert twice.status_code == 422
    now = FollowUp.objects.current().get()
    assert (now.is_unreachable, now.situation) == (True, "")
    anna.post(f"{PANEL}sprawdzenia/{now.pk}/wycofaj/")

    assert not FollowUp.objects.current().exists()
    assert anna.get(f"{folder}sprawdzenia/never/").status_code == 404


def test_the_list_says_whom_to_ask_and_how_many_days_are_left(anna, gone, folder):
    page = text(anna.get(f"{PANEL}osoby/sprawdzenia/"))

    assert "Maria Nowak" in page
    assert "13 dni" in page
    assert f"{folder}sprawdzenia/four-weeks/" in page


# ---- identity and household ------------------------------------------------------------------------------


def test_a_paper_is_added_once_and_corrected(anna, here):
    home = f"{PANEL}osoby/{here.person.pk}/tozsamosc/"
    typed = {"kind": "passport", "country": "UA", "number": "fe 123456"}
    done = anna.post(f"{PANEL}osoby/{here.person.pk}/dokumenty/dodaj/", typed)
    assert done.headers["Location"] == home
    assert "FE123456" in text(anna.get(home))
    assert "Ukraina" in text(anna.get(home))

    refused = anna.post(f"{PANEL}osoby/{here.stranger.pk}/dokumenty/dodaj/", typed)
    assert refused.status_code == 422
    assert "jest już zapisany w ośrodku" in text(refused)
    paper = IdentityPaper.objects.get()
    anna.post(f"{PANEL}dokumenty-tozsamosci/{paper.pk}/popraw/", {**typed, "country": "BY"})

    paper.refresh_from_db()
    assert paper.country == "BY"


def test_a_household_is_begun_and_others_join_it(anna, here):
    home = f"{PANEL}osoby/{here.person.pk}/tozsamosc/"
    anna.post(f"{PANEL}osoby/{here.person.pk}/gospodarstwo/", {"name": "Parkowa 3", "begins_on": "1.10.2018"})
    member = HouseholdMember.objects.get()
    add = f"{PANEL}osoby-w-gospodarstwie/{member.pk}/dodaj/"

    refused = anna.post(add, {"meant": "Nikt", "relation": "child", "begins_on": "1.10.2018"})
    assert refused.status_code == 422
    assert "Nie ma takiej osoby" in text(refused)
    anna.post(add, {"meant": "Jan Łoś", "relation": "partner", "begins_on": "1.10.2018"})

    page = text(anna.get(home))
    assert "Parkowa 3" in page
    assert "Jan Łoś" in page


def test_which_of_two_namesakes_is_asked(anna, here, register, enrol):
    enrol(register(first_name="Jan", last_name="Łoś", birth_date=date(1990, 1, 1), lacks_pesel=True))
    anna.post(f"{PANEL}osoby/{here.person.pk}/gospodarstwo/", {"name": "Parkowa 3", "begins_on": "1.10.2018"})
    add = f"{PANEL}osoby-w-gospodarstwie/{HouseholdMember.objects.get().pk}/dodaj/"
    typed = {"meant": "Jan Łoś", "relation": "partner", "begins_on": "1.10.2018"}

    asked = anna.post(add, typed)
    assert asked.status_code == 422
    assert "Wskaż, o którą z tych osób chodzi" in text(asked)
    anna.post(add, {**typed, "person": here.stranger.pk})

    assert HouseholdMember.objects.filter(person=here.stranger).exists()


def test_who_may_not_be_known_is_somebody(browse, cast, here, unrelated_person):
    household = Household.objects.create(centre=here.centre, name="Parkowa 3")
    for person in (here.person, unrelated_person):
        HouseholdMember.objects.create(
            household=household, person=person, relation="relative", begins_on=ROUND_BEGAN
        )

    page = text(browse(cast.sabina).get(f"{PANEL}osoby/{here.person.pk}/tozsamosc/"))

    assert "osoba spoza Twoich projektów" in page
    assert unrelated_person.last_name not in page


@pytest.fixture
def unrelated_person(cast, here):
    """Somebody of a project in which nobody of the cast works."""
    person = actions.register_person(
        centre=here.centre, first_name="Obca", last_name="Nieznana", by=cast.anna, at=NOW
    )
    Enrolment.objects.create(project=cast.unrelated, person=person, number="X/1", enrolled_on=ROUND_BEGAN)
    return person


# ---- as many questions for one row as for three ----------------------------------------------------------


def test_the_folder_costs_the_same_for_one_and_three(anna, folder, here, gone):
    days = iter(range(1, 10))

    def one_more():
        day = next(days)
        Declaration.objects.create(
            enrolment=here.enrolment,
            kind="image",
            given_on=ROUND_BEGAN + timedelta(days=day),
            scan=here.file,
            recorded_at=NOW,
        )
        Return.objects.create(
            enrolment=here.enrolment,
            left_on=ROUND_BEGAN,
            returned_on=ROUND_BEGAN + timedelta(days=day),
            recorded_at=NOW,
        )

    same_queries_for(lambda: anna.get(f"{folder}teczka/"), one_more, at_most=26)


def test_identity_costs_the_same_for_one_and_three(anna, here):
    household = Household.objects.create(centre=here.centre, name="Parkowa 3")
    HouseholdMember.objects.create(
        household=household, person=here.person, relation="head", begins_on=ROUND_BEGAN
    )
    numbers = iter(range(10))

    def one_more():
        number = f"AA{next(numbers)}"
        IdentityPaper.objects.create(
            centre=here.centre,
            person=here.person,
            kind="passport",
            country="UA",
            number=number,
            number_index=number,
        )
        HouseholdMember.objects.create(
            household=household,
            person=here.crowd(1)[0].person,
            relation="child",
            begins_on=ROUND_BEGAN,
        )

    same_queries_for(lambda: anna.get(f"{PANEL}osoby/{here.person.pk}/tozsamosc/"), one_more, at_most=22)


def test_lists_cost_the_same_for_one_and_three(anna, here):
    numbers = iter(range(1, 20))

    def one_more():
        number = next(numbers)
        PrivacyNotice.objects.create(
            project=here.project,
            version=str(number),
            valid_from=ROUND_BEGAN + timedelta(days=number),
            text="Kto i po co.",
        )
        Exit.objects.create(
            enrolment=here.crowd(1)[0],
            ended_on=date(2019, 4, 1),
            reason="completed",
            situation="improved",
            on_path=True,
            outcome_due_on=date(2019, 7, 1),
            recorded_at=NOW,
        )

    same_queries_for(lambda: anna.get(f"{PANEL}osoby/sprawdzenia/"), one_more, at_most=14)
    same_queries_for(lambda: anna.get(f"{PANEL}projekty/pas-testowo/klauzule/"), one_more, at_most=14)
