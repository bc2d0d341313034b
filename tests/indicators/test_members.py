"""The list behind a number: as long as it, each row with why and its evidence; what is missing elsewhere."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from osnowa.indicators.queries import Part, members, verdicts_of
from osnowa.indicators.queries.members import Evidence, records_of
from osnowa.participants.models import CaseworkerAssignment
from osnowa.projects.models import Group
from tests.cast import TODAY
from tests.indicators.conftest import SUPPORT, join
from tests.queries import same_queries_for

pytestmark = pytest.mark.django_db


def listed(figures, indicator, part=Part.ALL, *, by="anna", day=TODAY, **page):
    return members(figures.project, indicator, day, figures.who(getattr(figures.cast, by)), part, **page)


def test_people_stand_in_polish_order(figures, people):
    names = [row.name for row in listed(figures, figures.risk).rows]

    assert names == ["Ewa Ćwik", "Adam Lis", "Łucja Łącka", "Grażyna Żurawska"]


def test_a_row_says_why_it_counts_and_shows_the_document(figures, people):
    ground = people["ewa"].person.grounds.get()
    ground.scan = figures.world.file
    ground.original_place = "teczka 7"
    ground.save()

    row = listed(figures, figures.disability).rows[0]

    assert (row.name, row.number, row.group) == ("Ewa Ćwik", people["ewa"].number, "Grupa 1")
    assert (row.on, row.counted_on) == (SUPPORT, SUPPORT)
    assert row.because == ("orzeczenie, stopień umiarkowany, ważne do 30.09.2020",)
    assert row.evidence == (Evidence("dokument", f"participants.ground:{ground.pk}", True, "teczka 7", True),)
    assert row.opens


def test_progress_says_both_days_and_the_gain(figures, people):
    row = listed(figures, figures.progress).rows[0]

    assert row.counted_on == date(2019, 2, 5)
    assert row.because == (
        "zakończenie zgodne ze ścieżką 31.01.2019",
        "pomiar 5.02.2019: wzrost o 6 pkt, próg 5 pkt",
    )


def test_those_who_nearly_count_are_told_what_is_missing(figures, people):
    missing = {row.name: row.missing for row in listed(figures, figures.disability, Part.NEARLY).rows}

    assert missing == {
        "Andrzej Źrebiec": (
            "orzeczenie, stopień umiarkowany: ważność skończyła się 31.08.2018, "
            "przed pierwszym wsparciem 2.10.2018",
        ),
        "Grażyna Żurawska": ("orzeczenie, stopień umiarkowany: odrzucono 15.01.2019 (skan nieczytelny)",),
    }


def test_too_little_progress_is_told_in_points(figures, people):
    rows = listed(figures, figures.progress, Part.NEARLY).rows

    assert [(row.name, row.missing) for row in rows] == [
        ("Adam Lis", ("wynik wzrósł o 2 pkt, próg to 5 pkt",))
    ]


def test_incomplete_data_are_named(figures):
    somebody = figures.supported("Bez", "Telefonu")
    figures.ground(somebody)
    somebody.person.phone = ""
    somebody.person.save()
    somebody.education = None
    somebody.save()

    (row,) = [row for row in listed(figures, figures.risk, Part.NEARLY).rows if row.name == "Bez Telefonu"]

    assert row.missing == ("brakuje danych: telefon albo adres e-mail, wykształcenie",)


def test_an_initiative_without_evidence_nearly_counts(figures):
    assert [row.name for row in listed(figures, figures.events).rows] == ["Piknik sąsiedzki"]

    figures.world.evidence.delete()

    (row,) = listed(figures, figures.events, Part.NEARLY).rows
    assert (row.name, row.missing) == ("Piknik sąsiedzki", ("nie ma żadnego dowodu",))


@pytest.mark.parametrize("last_name", ["Abacka", "Żyła"])
def test_the_place_in_a_list_does_not_tell_a_name_that_is_not_read(figures, people, last_name):
    hidden = figures.supported("Anna", last_name, is_hidden=True)
    figures.ground(hidden)

    def order(by):
        return [row.name for row in listed(figures, figures.risk, by=by).rows]

    unread = [f"osoba ukryta {number}" for number in sorted([hidden.number, people["lucja"].number])]
    assert order("sabina") == ["Ewa Ćwik", "Adam Lis", "Grażyna Żurawska", *unread]
    assert (order("anna")[0] == "Anna Abacka") == (last_name == "Abacka")


@pytest.mark.guard
def test_a_list_with_hidden_names_needs_as_many_statements_for_one_as_for_three(figures):
    def add():
        figures.ground(figures.supported("Ukryta", "Osoba", is_hidden=True))

    same_queries_for(lambda: listed(figures, figures.risk, by="sabina"), add, at_most=15)


def test_a_page_is_cut_out_of_the_list(figures, people):
    page = listed(figures, figures.risk, first=1, count=2)

    assert (page.total, page.first, [row.name for row in page.rows]) == (4, 1, ["Adam Lis", "Łucja Łącka"])


def test_the_list_of_a_past_day_is_that_of_its_number(figures, people):
    assert listed(figures, figures.progress, day=date(2019, 2, 4)).total == 0


def test_a_colleague_reads_names_but_no_documents_and_no_hidden_names(figures, people):
    CaseworkerAssignment.objects.create(
        enrolment=people["ewa"], worker=figures.cast.sabina, begins_on=SUPPORT
    )

    rows = {row.number: row for row in listed(figures, figures.disability, by="sabina").rows}

    own, hidden = rows[people["ewa"].number], rows[people["lucja"].number]
    assert (own.opens, own.because) == (True, ("orzeczenie, stopień umiarkowany, ważne do 30.09.2020",))
    assert hidden.name == f"osoba ukryta {people['lucja'].number}"
    assert (hidden.opens, hidden.because, hidden.evidence) == (False, ("ważny, sprawdzony dokument",), ())
    nearly = listed(figures, figures.disability, Part.NEARLY, by="sabina").rows
    assert {row.missing for row in nearly} == {("brakuje ważnego, sprawdzonego dokumentu",)}


def test_partner_staff_see_their_own_people_only(figures, people):
    join(people["adam"], figures.partner_group())

    rows = listed(figures, figures.risk, by="bartek").rows

    assert [(row.name, row.because) for row in rows] == [("Adam Lis", ("ważny, sprawdzony dokument",))]
    assert listed(figures, figures.risk, Part.NEARLY, by="bartek").rows == ()


def test_a_sensitive_group_is_not_named(figures, people):
    Group.objects.update(is_sensitive=True)

    assert {row.group for row in listed(figures, figures.risk).rows} == {""}


@pytest.mark.parametrize("name", ["kasia", "tomek", "adam", "iga", "celina", "hanna", "darek"])
def test_names_are_closed_to_others(figures, people, name):
    with pytest.raises(PermissionDenied):
        listed(figures, figures.risk, by=name)


def test_a_person_reads_what_every_indicator_says(figures, people):
    adam = people["adam"]
    said = {
        verdict.indicator.code: (verdict.answer, verdict.counted_on, verdict.missing)
        for verdict in verdicts_of(adam, TODAY, records_of([adam])[adam.pk])
    }

    assert said == {
        "zagrozeni": ("counted", SUPPORT, ()),
        "ozn": ("not", None, ("nie ma dokumentu o niepełnosprawności",)),
        "postep": ("nearly", None, ("wynik wzrósł o 2 pkt, próg to 5 pkt",)),
    }


@pytest.mark.guard
@pytest.mark.parametrize("part", [Part.ALL, Part.NEARLY])
def test_the_list_needs_as_many_statements_for_one_as_for_three(figures, part):
    def add():
        figures.end(figures.supported("Nowa", "Osoba"), gain=1 if part == Part.NEARLY else 9)
        figures.ground(figures.world.project.enrolments.latest("pk"))

    same_queries_for(lambda: listed(figures, figures.progress, part), add, at_most=14)
