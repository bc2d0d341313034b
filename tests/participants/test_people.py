"""The list of people and the file of one, as their readers see them."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from osnowa.organisations.models import Role
from osnowa.participants import actions
from osnowa.participants.models import Person
from osnowa.participants.queries import file_of, people_listed
from osnowa.participants.queries.people import (
    ENDED,
    IN_PROJECT,
    WITHOUT_PROJECT,
    WITHOUT_SUPPORT,
    PeopleFilters,
)
from osnowa.projects.models import Group
from osnowa.projects.queries.standing import standing_of
from tests.cast import NOW, ROUND_BEGAN, TODAY
from tests.participants.conftest import scan
from tests.participants.test_pesel import number_for
from tests.queries import same_queries_for

BORN = date(2271, 5, 3)


@pytest.fixture
def standing(here):
    """What somebody is in the first centre on a day, at ten."""

    def standing(user, on=TODAY):
        return replace(standing_of(user, here.centre, on), at=NOW)

    return standing


@pytest.fixture
def names(standing, cast):
    """The names that somebody finds in the list."""

    def names(who="anna", on=TODAY, **filters):
        listed = people_listed(standing(getattr(cast, who), on), PeopleFilters(**filters))
        return [row.name for row in listed.rows]

    return names


def supported(enrolment, cast, on=ROUND_BEGAN):
    """Let a participation begin."""
    return actions.restate_starts(starts={enrolment: on}, by=cast.anna, at=NOW)


def ended(enrolment, cast, on=date(2019, 3, 16)):
    """Let a participation end."""
    return actions.end_participation(
        enrolment=enrolment,
        ended_on=on,
        reason="completed",
        situation="improved",
        on_path=True,
        by=cast.anna,
        at=NOW,
    )


# ---- the list --------------------------------------------------------------------------------------------


def test_the_list_stands_in_polish_order(here, names):
    for last_name in ("Łącka", "Lato", "Ćwik", "Czub", "Zięba", "Źrebak", "Lis"):
        here.enrol("Ada", last_name)

    order = [name.rpartition(" ")[2] for name in names()]
    assert order == ["Czub", "Ćwik", "Lato", "Lis", "Łącka", "Łoś", "Nowak", "Zięba", "Źrebak", "Żak"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("los", ["Jan Łoś"]),
        ("ŁOŚ", ["Jan Łoś"]),
        ("łoś jan", ["Jan Łoś"]),
        ("a", ["Jan Łoś", "Maria Nowak", "Zofia Żak"]),
        ("mar now", ["Maria Nowak"]),
        ("nowak jan", []),
        ("  ", ["Jan Łoś", "Maria Nowak", "Zofia Żak"]),
        ("%", []),
    ],
)
def test_fragments_of_names_are_found_without_marks(here, names, words, found):
    assert names(words=words) == found


def test_a_number_in_the_project_is_found(here, names):
    assert names(words=f" {here.enrolment.number.lower()} ") == ["Maria Nowak"]


@pytest.mark.parametrize(
    ("who", "found"), [("anna", 1), ("sabina", 1), ("ewa", 1), ("tomek", 0), ("bartek", 0)]
)
def test_a_pesel_is_found_by_those_who_may_read_it(here, names, who, found):
    here.group.partnership = here.partnership
    here.group.save()

    assert len(names(who, pesel="846503 01241")) == found
    assert names(who, pesel="84650301242") == []


def test_a_colleague_cannot_find_out_whose_pesel_it_is(here, names, cast):
    here.join(cast.hanna, Role.SOCIAL_WORKER)

    assert names("hanna", pesel="84650301241") == []
    assert "Maria Nowak" in names("hanna")


def test_a_hidden_name_is_told_neither_by_search_nor_by_order(here, names, cast):
    here.hidden_person.last_name = "Abacka"
    here.hidden_person.save()
    here.join(cast.hanna, Role.SOCIAL_WORKER)
    number = here.hidden_enrolment.number

    assert names("hanna") == ["Jan Łoś", "Maria Nowak", f"osoba ukryta {number}"]
    assert names("hanna", words="abacka") == []
    assert names("hanna", words=number) == [f"osoba ukryta {number}"]
    assert names("sabina", words="abacka") == ["Zofia Abacka"]
    assert names("anna") == ["Zofia Abacka", "Jan Łoś", "Maria Nowak"]


def test_each_participation_stands_in_its_state(here, cast, standing):
    supported(here.enrolment, cast)
    supported(here.hidden_enrolment, cast)
    ended(here.hidden_enrolment, cast)

    listed = people_listed(standing(cast.anna), PeopleFilters())
    assert {row.name: row.state for row in listed.rows} == {
        "Jan Łoś": WITHOUT_SUPPORT,
        "Maria Nowak": IN_PROJECT,
        "Zofia Żak": ENDED,
    }
    assert listed.states == {IN_PROJECT: 1, WITHOUT_SUPPORT: 1, ENDED: 1, WITHOUT_PROJECT: 0}


def test_the_list_knows_only_what_its_day_knows(here, cast, names, standing, enrol, register):
    supported(here.enrolment, cast, date(2018, 10, 5))
    ended(here.hidden_enrolment, cast)
    enrol(register(first_name="Późna"), enrolled_on=TODAY)

    assert names(on=date(2019, 4, 15)) == ["Jan Łoś", "Maria Nowak", "Zofia Żak"]
    early = people_listed(standing(cast.anna, date(2018, 10, 4)), PeopleFilters())
    assert {row.state for row in early.rows} == {WITHOUT_SUPPORT}
    assert [row.first_support_on for row in early.rows] == [None, None, None]
    before = people_listed(standing(cast.anna, date(2018, 9, 30)), PeopleFilters())
    assert before.rows == []


def test_filters_narrow_and_count_each_other(here, cast, standing, names):
    supported(here.enrolment, cast)
    here.join(cast.anna, Role.SOCIAL_WORKER)
    cast.unrelated.team_roles.create(user=cast.anna, role=Role.COORDINATOR, begins_on=ROUND_BEGAN)
    actions.enrol(person=here.person, project=cast.unrelated, enrolled_on=TODAY, by=cast.anna, at=NOW)

    listed = people_listed(standing(cast.anna), PeopleFilters(project="pas-testowo", state=IN_PROJECT))
    assert [row.name for row in listed.rows] == ["Maria Nowak"]
    assert listed.states == {IN_PROJECT: 1, WITHOUT_SUPPORT: 2, ENDED: 0, WITHOUT_PROJECT: 0}
    assert listed.projects == {"pas-testowo": ("Aktywni razem", 1), "dom-testowo": ("Dom dla każdego", 0)}
    assert names(project="dom-testowo") == ["Maria Nowak"]
    assert names(project="no-such") == []


def test_who_is_in_no_project_has_a_list_too(register, names, standing, cast):
    register()

    assert names(state=WITHOUT_PROJECT) == ["Renata Łącka"]
    assert names(state=WITHOUT_PROJECT, words="lac") == ["Renata Łącka"]
    assert names(state=WITHOUT_PROJECT, words="lis") == []
    assert names("tomek", state=WITHOUT_PROJECT) == []
    assert WITHOUT_PROJECT not in people_listed(standing(cast.ewa), PeopleFilters()).states


def test_a_hidden_person_in_no_project_is_found_by_none_who_may_not_read_them(here, cast, names, register):
    here.join(cast.hanna, Role.SOCIAL_WORKER)
    hidden = register(first_name="Róża", last_name="Abacka", is_hidden=True, pesel=number_for(BORN, 120, 4))
    register()

    unread = f"osoba ukryta {hidden.pk}"
    assert names("anna", state=WITHOUT_PROJECT) == ["Róża Abacka", "Renata Łącka"]
    assert names("hanna", state=WITHOUT_PROJECT) == ["Renata Łącka", unread]
    assert names("hanna", state=WITHOUT_PROJECT, words="abacka") == []
    assert names("hanna", state=WITHOUT_PROJECT, pesel=hidden.pesel) == []
    assert names("anna", state=WITHOUT_PROJECT, pesel=hidden.pesel) == ["Róża Abacka"]


def test_a_row_tells_group_and_caseworker_of_the_day(here, cast, standing):
    group = Group.objects.create(project=here.project, name="Grupa wsparcia", is_sensitive=True)
    actions.join_group(enrolment=here.enrolment, group=group, joined_on=TODAY, by=cast.anna, at=NOW)
    here.join(cast.hanna, Role.SOCIAL_WORKER)

    def row(user):
        return next(
            row
            for row in people_listed(standing(user), PeopleFilters(words="nowak")).rows
            if row.name == "Maria Nowak"
        )

    assert (row(cast.sabina).groups, row(cast.sabina).caseworker) == (
        "Grupa 1, Grupa wsparcia",
        "Sabina Sowa",
    )
    assert row(cast.hanna).groups == "Grupa 1, nazwa grupy ukryta"
    assert (bool(row(cast.sabina).address), row(cast.hanna).address) == (True, "")


@pytest.mark.parametrize("who", ["bartek", "tomek"])
def test_partner_and_trainer_read_of_the_groups_they_run_only(here, cast, standing, who):
    here.group.partnership = here.partnership
    here.group.save()
    for name, is_sensitive in (("Grupa cudza", False), ("Grupa poufna", True)):
        group = Group.objects.create(project=here.project, name=name, is_sensitive=is_sensitive)
        actions.join_group(enrolment=here.enrolment, group=group, joined_on=TODAY, by=cast.anna, at=NOW)

    def groups():
        [row] = people_listed(standing(getattr(cast, who)), PeopleFilters(words="nowak")).rows
        return row.groups

    assert groups() == "Grupa 1"
    here.group.is_sensitive = True
    here.group.save()
    assert groups() == "nazwa grupy ukryta"


def test_fifty_stand_on_a_page(here, standing, cast):
    here.crowd(50)

    second = people_listed(standing(cast.anna), PeopleFilters(page="2"))
    assert (len(second.rows), second.page.paginator.count) == (3, 53)
    assert len(people_listed(standing(cast.anna), PeopleFilters(page="x")).rows) == 50


@pytest.mark.parametrize("who", ["anna", "sabina", "tomek", "bartek"])
def test_the_list_asks_a_constant_number_of_questions(here, cast, standing, who):
    here.group.partnership = here.partnership
    here.group.save()
    whoever = standing(getattr(cast, who))

    same_queries_for(
        lambda: people_listed(whoever, PeopleFilters()),
        lambda: here.enrol("Nowa", "Osoba", caseworker=cast.sabina),
        at_most=6,
    )


# ---- the file --------------------------------------------------------------------------------------------


@pytest.fixture
def full(here, cast, add_ground, measure):
    """Maria with everything that a file may hold."""
    person = here.person
    person.phone, person.street, person.house_number, person.flat_number = (
        "+48601234567",
        "Hubska",
        "30",
        "4",
    )
    person.accessibility_needs = "pętla indukcyjna"
    person.save()
    supported(here.enrolment, cast, date(2018, 10, 2))
    add_ground(upload=scan())
    measure()
    return person


def test_a_coordinator_reads_everything(full, here, cast, standing):
    file = file_of(standing(cast.anna), full)

    assert file.identity == [
        ("PESEL", "84650301241"),
        ("Data urodzenia", "3.05.1984"),
        ("Płeć", "kobieta"),
    ]
    assert dict(file.contact) == {
        "Telefon": "+48601234567",
        "Ulica": "Hubska 30/4",
        "Miejscowość": "50-000 Testowo",
    }
    assert [(row.facts.kind, row.facts.state, bool(row.scan_address)) for row in file.grounds] == [
        ("ubóstwo", "verified", True),
        ("niepełnosprawność", "awaiting", True),
    ]
    [part] = file.participations
    assert (part.age, part.state, part.caseworker) == (34, IN_PROJECT, "Sabina Sowa")
    assert [stay.name for stay in part.stays] == ["Grupa 1"]
    assert part.missing == []
    assert part.progress.gain_hundredths is None
    assert [link.code for link in file.links] == ["correct", "add_ground"]
    assert [link.code for link in part.links] == [
        *("correct", "join", "hand_over", "measure", "end", "withdraw"),
    ]


def test_whoever_may_be_enrolled_somewhere_can_be(full, here, cast, standing):
    cast.unrelated.team_roles.create(user=cast.anna, role=Role.COORDINATOR, begins_on=ROUND_BEGAN)

    links = {link.code: link.address for link in file_of(standing(cast.anna), full).links}
    assert links["enrol"] == f"/panel/osrodek-testowo/osoby/{full.pk}/zapisz-do-projektu/"
    assert "withdraw" not in links


def test_a_caseworker_neither_checks_grounds_nor_hands_over(full, cast, standing):
    file = file_of(standing(cast.sabina), full)

    assert [link.code for row in file.grounds for link in row.links] == ["correct", "withdraw"] * 2
    assert [link.code for link in file.participations[0].links] == ["correct", "join", "measure", "end"]


def test_an_auditor_reads_and_changes_nothing(full, cast, standing):
    file = file_of(standing(cast.ewa), full)

    assert file.identity[0] == ("PESEL", "84650301241")
    assert file.grounds
    assert file.links == []
    assert file.participations[0].links == []
    assert all(row.links == [] for row in file.grounds)


def test_a_partner_reads_what_it_needs(full, here, cast, standing):
    group = Group.objects.create(project=here.project, name="Grupa partnera", partnership=here.partnership)
    actions.join_group(enrolment=here.enrolment, group=group, joined_on=TODAY, by=cast.anna, at=NOW)

    file = file_of(standing(cast.bartek), full)

    assert file.identity == [("PESEL", "*******1241")]
    assert ("Telefon", "+48601234567") in file.contact
    assert (file.accessibility_needs, file.grounds, file.links) == ("pętla indukcyjna", [], [])
    [part] = file.participations
    assert [stay.name for stay in part.stays] == ["Grupa partnera"]
    assert (part.age, part.facts, part.progress, part.missing) == (None, [], None, [])


def test_a_partner_reads_the_day_of_an_end_but_not_its_reason(full, here, cast, standing):
    here.group.partnership = here.partnership
    here.group.save()
    ended(here.enrolment, cast, TODAY)

    [part] = file_of(standing(cast.bartek), full).participations
    assert (part.ending.exit.ended_on, part.ending.reason, part.ending.situation) == (TODAY, "", "")


def test_needs_of_a_hidden_person_are_for_those_who_read_their_address(full, here, cast, standing):
    here.group.partnership = here.partnership
    here.group.save()
    full.is_hidden = True
    full.save()

    assert file_of(standing(cast.bartek), full).accessibility_needs == ""
    assert file_of(standing(cast.sabina), full).accessibility_needs == "pętla indukcyjna"


def test_a_file_knows_only_what_its_day_knows(full, here, cast, standing):
    actions.measure_after(
        enrolment=here.enrolment, after_on=TODAY, after_points=Decimal(30), by=cast.anna, at=NOW
    )
    ended(here.enrolment, cast, TODAY)

    yesterday = file_of(standing(cast.anna, TODAY - timedelta(days=1)), full).participations[0]
    today = file_of(standing(cast.anna), full).participations[0]
    assert (yesterday.state, yesterday.ending, yesterday.progress.gain_hundredths) == (IN_PROJECT, None, None)
    assert (today.state, today.ending.reason, today.progress.gain_hundredths) == (
        ENDED,
        "ukończenie zaplanowanej ścieżki",
        1000,
    )
    assert today.progress.is_late is False
    assert file_of(standing(cast.anna, date(2018, 9, 30)), full).participations == []


def test_a_measurement_after_the_window_is_late(here, cast, standing, measure):
    measure(enrolment=here.stranger_enrolment)
    ended(here.stranger_enrolment, cast, date(2018, 12, 31))
    actions.measure_after(
        enrolment=here.stranger_enrolment,
        after_on=date(2019, 4, 1),
        after_points=Decimal(30),
        by=cast.anna,
        at=NOW,
    )

    [part] = file_of(standing(cast.anna), here.stranger).participations
    assert (part.ending.exit.outcome_due_on, part.progress.is_late) == (date(2019, 3, 31), True)


def test_a_participation_elsewhere_is_told_by_name_only(full, here, cast, standing):
    cast.unrelated.team_roles.create(user=cast.sabina, role=Role.SOCIAL_WORKER, begins_on=ROUND_BEGAN)
    actions.enrol(person=full, project=cast.unrelated, enrolled_on=TODAY, by=cast.anna, at=NOW)

    other, own = file_of(standing(cast.sabina), full).participations
    assert (other.project, other.facts, other.stays, other.links) == ("Dom dla każdego", [], [], [])
    assert own.facts != []


def test_what_is_missing_is_said_in_words(here, cast, standing):
    here.person.postal_code = ""
    here.person.save()

    [part] = file_of(standing(cast.anna), here.person).participations
    assert part.missing == ["kod pocztowy", "telefon albo adres e-mail"]


def test_the_file_asks_a_constant_number_of_questions(full, here, cast, standing, add_ground):
    def add():
        group = Group.objects.create(project=here.project, name=f"Kolejna {Group.objects.count()}")
        actions.join_group(enrolment=here.enrolment, group=group, joined_on=TODAY, by=cast.anna, at=NOW)
        add_ground()
        project = here.project_of_2018(f"p-{Group.objects.count()}", "Nowy")
        project.team_roles.create(user=cast.anna, role=Role.COORDINATOR, begins_on=ROUND_BEGAN)
        actions.enrol(person=full, project=project, enrolled_on=TODAY, by=cast.anna, at=NOW)

    same_queries_for(lambda: file_of(standing(cast.anna), Person.objects.get(pk=full.pk)), add, at_most=20)


@pytest.mark.parametrize("typed", ["601 234 567", "601234567", "+48 601-234-567", "48601234567", "7654321"])
def test_a_phone_number_finds_its_person_for_who_may_read_it(here, cast, typed):
    Person.objects.filter(pk=here.person.pk).update(phone="+48601234567")
    Person.objects.filter(pk=here.stranger.pk).update(phone="+48601234568")
    filters = PeopleFilters(words=typed)

    def found(user):
        return [row.name for row in people_listed(standing_of(user, here.centre, TODAY), filters).rows]

    assert found(cast.anna) == (["Maria Nowak"] if typed != "7654321" else [])
    assert found(cast.sabina) == found(cast.anna)
    assert found(cast.tomek) == found(cast.bartek) == []


def test_a_colleague_does_not_find_by_phone_whose_phone_they_may_not_read(here, cast, register):
    Person.objects.filter(pk=here.stranger.pk).update(phone="+48601234568")
    register(phone="601 234 568")
    filters = PeopleFilters(words="601234568")

    who = standing_of(cast.sabina, here.centre, TODAY)
    assert people_listed(who, filters).rows == []
    outside = people_listed(who, PeopleFilters(words="601234568", state="bez-projektu")).rows
    assert [row.name for row in outside] == ["Renata Łącka"]
