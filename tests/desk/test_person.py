"""A person's file on a day: what of it each reader sees."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from osnowa.audit.actions import label, seen
from osnowa.audit.models import SEEN
from osnowa.audit.queries import looks_at
from osnowa.casework.actions import withdraw_contact
from osnowa.desk.queries.person import carried_by, chosen, course_of, looked_this_month
from osnowa.indicators.counting import Answer
from osnowa.participants.actions import look_with_reason
from osnowa.participants.models import CaseworkerAssignment, Enrolment, Exit, Ground, GroupMembership, Person
from osnowa.participants.queries.file import file_of
from osnowa.projects.models import Group, SupportForm
from osnowa.projects.queries.standing import standing_of
from tests.accessibility import faults
from tests.cast import NOW, TODAY
from tests.desk.evidence import completed, days_ago, four_indicators, marked, meeting, met
from tests.queries import same_queries_for


def course(somebody, world, person=None):
    who = standing_of(somebody, world.centre, TODAY)
    found = Person.objects.get(pk=(person or world.person).pk)
    return course_of(who, chosen(file_of(who, found)))


def told(events):
    return [(event.on, event.title, event.kind) for event in events]


def address(world, person=None, page="person"):
    return reverse(f"desk:{page}", args=[world.centre.slug, (person or world.person).pk])


def text_of(client, *where, **query):
    return client.get(address(*where), query).content.decode().partition("<main")[2]


# ---- support -----------------------------------------------------------------------------------------------


def test_support_is_counted_from_the_ledger(cast, here):
    met(here, here.enrolment, days_ago(20))
    met(here, here.enrolment, days_ago(1))
    met(here, here.enrolment, TODAY, channel="phone")
    marked(here, here.session, {here.enrolment: "present"})
    marked(here, meeting(here, 2, days_ago(3)), {here.enrolment: "absent"})
    soon = meeting(here, 3, date(2019, 4, 23))

    found = {received.form: received for received in course(cast.anna, here).forms}

    contacts, training = found[here.contact_form], found[here.training_form]
    # Two a month: the one by the cast on 9.04 stands in no ledger, but it is a contact of this month.
    assert (contacts.delivery.delivered, contacts.delivery.planned) == (Decimal(2), Decimal(2))
    assert contacts.is_monthly
    assert (training.delivery.delivered, training.delivery.planned) == (Decimal(1), Decimal(4))
    assert (training.delivery.absences, training.delivery.next_on) == (1, soon.held_on)
    assert training.delivery.state == "missed"


def test_a_form_without_a_number_takes_it_from_its_courses(cast, here):
    SupportForm.objects.filter(pk=here.training_form.pk).update(planned_amount=None)

    found = {received.form: received.delivery.planned for received in course(cast.anna, here).forms}

    assert found[here.training_form] == Decimal(4)


def test_a_form_nobody_plans_for_the_person_is_not_shown(cast, here):
    here.programme.support_forms.clear()

    assert [received.form for received in course(cast.anna, here).forms] == [here.training_form]


# ---- the timeline ------------------------------------------------------------------------------------------


def test_the_timeline_tells_what_happened_and_what_comes(cast, here):
    met(here, here.enrolment, days_ago(20))
    met(here, here.enrolment, days_ago(2), took_place=False, minutes=None)
    marked(here, here.session, {here.enrolment: "late"})
    marked(here, meeting(here, 2, days_ago(3)), {here.enrolment: "excused"})
    meeting(here, 3, TODAY)
    meeting(here, 4, date(2019, 4, 23), state="cancelled", cancel_reason="choroba")

    assert told(course(cast.anna, here).events) == [
        (TODAY, "Domowy budżet, spotkanie 3 z 4", "next"),
        (days_ago(2), "Próba kontaktu bez skutku: osobisty", "warn"),
        (days_ago(3), "Domowy budżet, spotkanie 2 z 4", "warn"),
        (date(2019, 4, 10), "Domowy budżet, spotkanie 1 z 4", ""),
        (days_ago(20), "Kontakt: osobisty", ""),
        (days_ago(20), "Wejście do projektu", ""),
        (date(2018, 10, 1), "Zgłoszenie do projektu", ""),
    ]


def test_what_was_withdrawn_is_told_no_more(cast, here):
    noted = met(here, here.enrolment, days_ago(20))
    withdraw_contact(contact=noted, by=cast.sabina, at=NOW)

    assert told(course(cast.anna, here).events) == [(date(2018, 10, 1), "Zgłoszenie do projektu", "")]


def test_a_summary_holds_eight_events_two_of_them_ahead(cast, here, browse):
    for number in range(12):
        met(here, here.enrolment, days_ago(number + 1))
    for number in range(2, 6):
        meeting(here, number, date(2019, 4, 20 + number))

    shown = course(cast.anna, here).shown

    assert [event.kind for event in shown] == ["next", "next", *[""] * 6]
    assert [event.on for event in shown[:3]] == [date(2019, 4, 23), date(2019, 4, 22), days_ago(1)]
    page = text_of(browse(cast.anna), here)
    assert "Cała historia, 18" in page
    assert "Zgłoszenie do projektu" not in page
    assert "Zgłoszenie do projektu" in text_of(browse(cast.anna), here, os="cala")


# ---- facts and figures -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statuses", "frequency"),
    [([], None), (["present"], Decimal(100)), (["present", "absent", "excused"], Decimal("33.33"))],
)
def test_frequency_is_of_marked_time(cast, here, statuses, frequency):
    for number, status in enumerate(statuses, 2):
        marked(here, meeting(here, number, days_ago(number)), {here.enrolment: status})

    assert course(cast.anna, here).frequency == frequency


def test_the_month_counts_personal_contacts(cast, here):
    met(here, here.enrolment, days_ago(1), channel="phone")
    met(here, here.enrolment, days_ago(20))

    month = course(cast.anna, here).month

    assert (month.personal, month.remote, month.required) == (1, 1, 2)


def test_the_file_says_what_is_missing_to_count(cast, here, browse):
    page = text_of(browse(cast.anna), here)
    assert "Czego brakuje, żeby liczyć" in page
    assert "telefon albo adres e-mail" in page

    completed(here.enrolment)
    met(here, here.enrolment, days_ago(1))

    (verdict,) = course(cast.anna, here).verdicts
    assert (verdict.answer, verdict.counted_on) == (Answer.COUNTED, days_ago(1))
    assert "Czego brakuje, żeby liczyć" not in text_of(browse(cast.anna), here)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "sprawdzony"),
        ({"state": "awaiting"}, "czeka na sprawdzenie"),
        ({"state": "rejected", "rejection_reason": "nieczytelny"}, "odrzucony"),
        ({"valid_until": days_ago(1)}, "sprawdzony, dziś nieważny"),
    ],
)
def test_a_ground_says_how_it_stands(cast, here, browse, fields, words):
    Ground.objects.filter(pk=here.ground.pk).update(**fields)

    panel = text_of(browse(cast.anna), here).partition('id="podstawy"')[2].partition("</section>")[0]

    assert f"<span>{words}</span>" in panel


def test_whoever_stated_a_ground_reads_why_they_cannot_check_it(cast, here, browse):
    Ground.objects.filter(pk=here.ground.pk).update(state="awaiting", decided_on=None, decided_by=None)
    sentence = "sprawdzi go inna osoba z koordynacji"
    assert sentence not in text_of(browse(cast.anna), here)

    Ground.objects.filter(pk=here.ground.pk).update(stated_by=cast.anna)

    assert sentence in text_of(browse(cast.anna), here)
    assert sentence not in text_of(browse(cast.sabina), here)


# ---- who sees what -----------------------------------------------------------------------------------------

PESEL = "84650301241"


@pytest.mark.parametrize(
    ("member", "inside", "outside"),
    [
        ("anna", [PESEL, "Testowo", "ubóstwo", "Dodaj kontakt", "Sprawdź", "Historia", "Wycofaj zapis"], []),
        ("sabina", [PESEL, "Testowo", "ubóstwo", "Dodaj kontakt", "Historia"], ["Sprawdź<", "Wycofaj zapis"]),
        ("ewa", [PESEL, "Testowo", "ubóstwo", "Historia"], ["Dodaj kontakt", "Co można zrobić", "Sprawdź<"]),
        (
            "bartek",
            ["*******1241", "Testowo", "Dodaj kontakt"],
            [PESEL, "3.05.1984", "ubóstwo", "Historia", "Liczy się do wskaźników", "Co można zrobić"],
        ),
    ],
)
def test_each_reader_sees_their_part(cast, here, browse, member, inside, outside):
    here.group.partnership = here.partnership
    here.group.save()
    Ground.objects.filter(pk=here.ground.pk).update(state="awaiting")

    page = browse(getattr(cast, member)).get(address(here)).content.decode()
    shown = page.partition("<main")[2]

    assert [words for words in inside if words not in shown] == []
    assert [words for words in outside if words in shown] == []
    assert faults(page) == []


@pytest.mark.parametrize("member", ["anna", "sabina", "bartek"])
def test_an_ended_participation_says_what_ended_and_when(cast, here, browse, member):
    here.group.partnership = here.partnership
    here.group.save()
    client = browse(getattr(cast, member))
    running = text_of(client, here)
    Exit.objects.create(
        enrolment=here.enrolment,
        ended_on=days_ago(3),
        reason="employment",
        situation="employed",
        on_path=True,
        outcome_due_on=date(2019, 7, 13),
        recorded_at=NOW,
    )

    ended = text_of(client, here).replace("\xa0", " ")

    facts, stays = ended.partition("<dl")[2].partition("</dl>")[0], ended.partition("Grupy i opieka")[2]
    assert ("Ostatni dzień udziału" in facts, "13.04.2019" in facts) == (True, True)
    assert [word for word in ("Opiekun", "Grupa", "Kontakty w") if word in facts] == []
    # The group goes on; the participation in it does not.
    assert stays.partition("</ul>")[0].count("1.10.2018 – 13.04.2019") == 2
    # Whatever is dated after the last day is refused; what happened before may still be written down.
    assert ("Dodaj kontakt" in running, "Dodaj kontakt" in ended) == (True, False)
    forms = ended.partition("Formy wsparcia")[2].partition("</table>")[0]
    assert [words for words in ("trwa", "jeszcze nie było", "następne") if f"<span>{words}" in forms] == []
    assert ("sprzed zakończenia" in running, "Dopisz kontakt sprzed zakończenia" in ended) == (False, True)
    assert faults(client.get(address(here)).content.decode()) == []


def test_a_partner_sees_their_own_contacts_and_groups_only(cast, here):
    here.group.partnership = here.partnership
    here.group.save()
    met(here, here.enrolment, days_ago(5))
    marked(here, here.session, {here.enrolment: "present"})

    assert told(course(cast.bartek, here).events) == [
        (date(2019, 4, 10), "Domowy budżet, spotkanie 1 z 4", ""),
        (date(2019, 4, 10), "Wejście do projektu", ""),
        (date(2018, 10, 1), "Zgłoszenie do projektu", ""),
    ]


def test_notes_are_not_told_on_the_way_past(cast, here, browse):
    met(here, here.enrolment, days_ago(5), note="Bardzo osobista sprawa.")

    assert "Bardzo osobista sprawa." not in text_of(browse(cast.sabina), here)


@pytest.mark.parametrize(
    ("member", "sentence"),
    [
        ("tomek", "Tę osobę prowadzi: Sabina Sowa."),
        ("sabina", "Tej osoby jeszcze nikt nie prowadzi."),
    ],
)
def test_whoever_may_not_open_it_reads_whom_to_ask(cast, here, browse, member, sentence):
    person = here.stranger if member == "sabina" else here.person

    response = browse(getattr(cast, member)).get(address(here, person))

    page = response.content.decode()
    assert response.status_code == 403
    assert sentence in page
    assert PESEL not in page
    assert not looks_at(label(person), here.centre.pk).exists()
    assert faults(page) == []


def test_a_hidden_name_stays_hidden_on_a_closed_file(cast, here, browse):
    CaseworkerAssignment.objects.filter(enrolment=here.hidden_enrolment).delete()

    page = browse(cast.sabina).get(address(here, here.hidden_person)).content.decode()

    assert "Żak" not in page
    assert "osoba ukryta" in page


def test_a_person_in_no_project_has_a_file_without_support(cast, here, browse):
    alone = Person.objects.create(
        centre=here.centre, first_name="Ewa", last_name="Nowa", registered_at=NOW, lacks_pesel=True
    )

    page = browse(cast.anna).get(address(here, alone)).content.decode()

    assert "Wsparcie zapisujemy w projekcie" in page
    assert faults(page) == []


def test_a_data_protection_officer_needs_a_reason(cast, here, browse):
    client = browse(cast.iga)
    asked = client.get(address(here))
    assert asked.headers["Location"] == reverse(
        "participants:reason", args=[here.centre.slug, here.person.pk]
    )
    assert client.get(address(here, page="person_history")).status_code == 404
    assert client.get(address(here, cast.elsewhere.person)).status_code == 404
    Person.objects.filter(pk=here.stranger.pk).update(merged_into=here.person)
    assert client.get(address(here, here.stranger)).status_code == 404

    look_with_reason(person=here.person, reason="Wniosek o kopię danych", by=cast.iga, at=NOW.replace(hour=0))
    who = standing_of(cast.iga, here.centre, TODAY)

    assert carried_by(who, here.person) == []


# ---- who looked --------------------------------------------------------------------------------------------


def test_opening_a_file_is_one_look(cast, here, browse):
    for page in ("person", "person_attendance", "person_history", "person"):
        assert browse(cast.sabina).get(address(here, None, page)).status_code == 200

    assert [entry.verb for entry in looks_at(label(here.person), here.centre.pk)] == [SEEN]


@pytest.mark.parametrize(("days", "number"), [(0, 2), (15, 2), (16, 1)])
def test_people_who_looked_are_counted_by_month(cast, here, days, number):
    seen(subject=here.person, by=cast.anna, at=NOW)
    seen(subject=here.person, by=cast.sabina, at=NOW - timedelta(days=days))

    assert looked_this_month(standing_of(cast.anna, here.centre, TODAY), here.person) == number


def test_whoever_reads_the_file_is_one_of_those_who_opened_it(cast, here, browse):
    # The look was noted under a later day, and within a quarter of an hour it is still the same one.
    seen(subject=here.person, by=cast.anna, at=NOW + timedelta(days=20))

    assert looked_this_month(standing_of(cast.anna, here.centre, TODAY), here.person) == 1
    assert "Kartę otwierała w tym miesiącu 1 osoba." in text_of(browse(cast.anna), here).replace("\xa0", " ")


def test_the_history_tells_changes_and_looks_in_words(cast, here, browse, noted):
    noted(
        "participants.person.corrected", here.person, person=label(here.person), after={"fields": ["phone"]}
    )
    client = browse(cast.anna)

    everything = text_of(client, here, None, "person_history")
    looks = text_of(client, here, None, "person_history", czynnosc="wglady")

    assert ("Poprawiono: dane osoby" in everything, "Otwarto dane osoby" in everything) == (True, True)
    assert "telefon" in everything
    assert ("Poprawiono: dane osoby" in looks, "Otwarto dane osoby" in looks) == (False, True)


def test_attendance_stands_meeting_by_meeting(cast, here, browse):
    marked(here, here.session, {here.enrolment: "late"})

    page = text_of(browse(cast.anna), here, None, "person_attendance")

    assert ("Skąd bierze się dług" in page, "spóźnienie" in page, "120 z 120 min" in page) == (
        True,
        True,
        True,
    )


# ---- cost --------------------------------------------------------------------------------------------------


@pytest.mark.guard
@pytest.mark.parametrize(("member", "at_most"), [("anna", 20), ("sabina", 20), ("ewa", 20), ("bartek", 20)])
def test_the_file_costs_the_same_for_one_and_three(cast, here, browse, member, at_most):
    here.group.partnership = here.partnership
    here.group.save()
    four_indicators(here)
    client, numbers = browse(getattr(cast, member)), iter(range(2, 20))

    def one_more():
        number = next(numbers)
        group = Group.objects.create(project=here.project, name=f"Grupa {number}")
        joined = {"enrolment": here.enrolment, "joined_on": days_ago(number)}
        GroupMembership.objects.create(group=group, left_before=TODAY, **joined)
        begins, ends = date(2018, number % 9 + 1, 1), date(2018, number % 9 + 1, 2)
        CaseworkerAssignment.objects.create(
            enrolment=here.enrolment, worker=cast.anna, begins_on=begins, ends_before=ends
        )
        Enrolment.objects.create(
            project=here.project_of_2018(f"inny-{number}", f"Inny {number}"),
            person=here.person,
            number=f"I/{number}",
            enrolled_on=days_ago(300),
        )
        met(here, here.enrolment, days_ago(number))
        marked(here, meeting(here, number, days_ago(number)), {here.enrolment: "present"})
        meeting(here, number + 20, date(2019, 5, number))
        Ground.objects.create(
            person=here.person,
            kind="poverty",
            document_kind="centre-certificate",
            valid_from=days_ago(number),
            recorded_at=NOW,
        )

    same_queries_for(lambda: client.get(address(here)), one_more, at_most=at_most)
