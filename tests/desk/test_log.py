"""Who reads which part of the log, and in what words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django_scopes import scope

from osnowa.audit.actions import label, seen
from osnowa.desk.access import may_open_log
from osnowa.desk.queries.log import LogFilter, actors_for, entries_visible_to, rows_of
from osnowa.projects.queries.standing import standing_of
from tests.cast import NOW, TODAY
from tests.queries import same_queries_for


@pytest.fixture
def log(cast, here, noted):
    """One entry of each kind, in the order of their names."""
    noted("participants.enrolment.corrected", here.enrolment, within=here.project, person=label(here.person))
    noted(
        "projects.project.corrected",
        here.project,
        before={"title": "Razem"},
        after={"title": "Aktywni razem"},
    )
    noted("projects.project.corrected", cast.unrelated)
    noted(
        "participants.person.corrected",
        here.person,
        person=label(here.person),
        sealed_after={"phone": "600100200"},
    )
    noted("accounts.user.deactivated", cast.tomek, by=cast.adam)
    noted(
        "organisations.membership.added", "organisations.membership:7", person=label(cast.tomek), by=cast.adam
    )
    seen(subject=here.person, by=cast.sabina, at=NOW)
    with scope(centre=cast.elsewhere.centre):
        noted(
            "projects.project.corrected", cast.elsewhere.project, by=cast.darek, within=cast.elsewhere.project
        )
    return here


def read_by(somebody, world, asked=None):
    """Return what ``somebody`` finds in the log, the oldest first."""
    who = standing_of(somebody, world.centre, TODAY)
    return [row.what for row in reversed(rows_of(who, entries_visible_to(who, asked)))]


OF_PROJECT = ["Poprawiono: udział w projekcie", "Poprawiono: projekt"]
OF_ACCOUNTS = ["Wyłączono konto", "Dodano: rola w ośrodku"]


@pytest.mark.parametrize(
    ("member", "what"),
    [
        ("anna", OF_PROJECT),
        ("ewa", OF_PROJECT),
        ("adam", OF_ACCOUNTS),
        (
            "iga",
            [
                *OF_PROJECT,
                "Poprawiono: projekt",
                "Poprawiono: dane osoby",
                *OF_ACCOUNTS,
                "Otwarto dane osoby",
            ],
        ),
        ("sabina", []),
        ("tomek", []),
        ("kasia", []),
    ],
)
def test_everybody_reads_their_part(cast, log, member, what):
    assert read_by(getattr(cast, member), log) == what


@pytest.mark.parametrize(
    ("member", "opens"), [("anna", True), ("adam", True), ("iga", True), ("bartek", False)]
)
def test_a_part_is_needed_to_open_it(cast, here, member, opens):
    assert may_open_log(standing_of(getattr(cast, member), here.centre, TODAY)) is opens


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        (LogFilter(group="wglady"), ["Otwarto dane osoby"]),
        (LogFilter(group="konta"), OF_ACCOUNTS),
        (LogFilter(group="osoby"), ["Poprawiono: udział w projekcie", "Poprawiono: dane osoby"]),
        (LogFilter(since=TODAY + timedelta(days=1)), []),
        (LogFilter(group="wglady", since=TODAY, until=TODAY), ["Otwarto dane osoby"]),
        (LogFilter(until=TODAY - timedelta(days=1)), []),
    ],
)
def test_the_log_is_narrowed(cast, log, asked, what):
    assert read_by(cast.iga, log, asked) == what


def test_the_log_of_one_person_is_found(cast, log):
    assert read_by(cast.iga, log, LogFilter(by=cast.adam.pk)) == OF_ACCOUNTS
    assert read_by(cast.iga, log, LogFilter(by=cast.sabina.pk)) == ["Otwarto dane osoby"]


def test_nobody_reads_what_a_demo_will_do_later(cast, here, noted):
    noted("projects.project.corrected", here.project, within=here.project, at=NOW + timedelta(days=1))
    noted("projects.terms.added", here.terms, within=here.project, at=NOW)

    assert read_by(cast.iga, here) == ["Dodano: warunki"]
    assert read_by(cast.anna, here, LogFilter(until=TODAY + timedelta(days=9))) == ["Dodano: warunki"]


def test_a_row_says_who_changed_what(cast, log):
    who = standing_of(cast.anna, log.centre, TODAY)

    row, enrolled = rows_of(who, entries_visible_to(who))

    assert (row.who, row.about, row.person) == ("Anna Adamska", "Aktywni razem", None)
    assert [(change.name, change.before, change.after) for change in row.changes] == [
        ("tytuł", "Razem", "Aktywni razem")
    ]
    assert (enrolled.about, enrolled.person, enrolled.within) == (
        "Maria Nowak",
        log.person.pk,
        "Aktywni razem",
    )


def test_people_are_named_only_to_those_who_know_them(cast, log):
    who = standing_of(cast.iga, log.centre, TODAY)

    rows = rows_of(who, entries_visible_to(who))

    assert {row.about for row in rows if row.what == "Poprawiono: dane osoby"} == {
        f"osoba nr {log.person.pk}"
    }
    # The number leads to the page that asks for a reason.
    assert {row.person for row in rows if row.what == "Poprawiono: dane osoby"} == {log.person.pk}


def test_a_person_who_is_no_more_is_not_a_link(cast, here, noted):
    noted("participants.person.withdrawn", "participants.person:7000", person="participants.person:7000")
    who = standing_of(cast.iga, here.centre, TODAY)

    (row,) = rows_of(who, entries_visible_to(who))

    assert (row.about, row.person) == ("osoba nr 7000", None)


def test_sealed_values_stay_sealed(cast, log, browse):
    page = browse(cast.iga).get(reverse("desk:log", args=[log.centre.slug])).content.decode()

    assert "Wartości osobowe są zaszyfrowane." in page
    assert "600100200" not in page


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"begins_on": "2019-04-01"}, ("od dnia", "1.04.2019")),
        ({"role": "staff"}, ("rola w ośrodku", "osoba z ośrodka")),
        ({"is_closed": True}, ("is_closed", "tak")),
        ({"user": 7000}, ("konto", "nr 7000")),
        ({"marks": {"1": ["present", 60], "2": ["absent", 0]}}, ("inne osoby", "liczba: 2")),
    ],
)
def test_values_read_as_words(cast, here, noted, facts, said):
    noted("organisations.membership.added", "organisations.membership:7", after=facts)
    who = standing_of(cast.iga, here.centre, TODAY)

    (row,) = rows_of(who, entries_visible_to(who))

    assert [(change.name, change.after) for change in row.changes] == [said]


@pytest.mark.parametrize(
    ("member", "hidden"), [("iga", "Darek Dudek"), ("adam", "Darek Dudek"), ("anna", "Adam Alfer")]
)
def test_authors_are_those_one_may_read_of(cast, here, member, hidden):
    names = [str(user) for user in actors_for(standing_of(getattr(cast, member), here.centre, TODAY))]

    assert "Anna Adamska" in names
    assert hidden not in names


def test_the_head_stands_on_the_page_as_the_command_takes_it(cast, log, browse):
    page = browse(cast.iga).get(reverse("desk:log", args=[log.centre.slug])).content.decode()

    assert f'value="{log.centre.pk}-7-1:' in page
    assert "osnowa audit verify --head" in page


def test_an_unreadable_day_is_said_at_its_field(cast, log, browse):
    response = browse(cast.iga).get(reverse("desk:log", args=[log.centre.slug]), {"od": "wczoraj"})

    assert response.status_code == 422
    assert "Podaj dzień w postaci 2.10.2018" in response.content.decode()


@pytest.mark.guard
def test_the_log_costs_the_same_for_one_and_three_entries(cast, here, noted, browse):
    client, address = browse(cast.iga), reverse("desk:log", args=[here.centre.slug])

    def one_more():
        noted("participants.person.corrected", here.person, person=label(here.person), within=here.project)

    same_queries_for(lambda: client.get(address), one_more, at_most=14)


# ---- the history of one thing ------------------------------------------------------------------------------


def test_the_log_is_narrowed_to_one_thing_of_the_plan(cast, log, noted):
    noted("projects.group.corrected", log.group, within=log.project)
    noted("projects.round.corrected", log.round, within=log.project)

    def asked(row):
        return LogFilter(about=label(row))

    assert read_by(cast.anna, log, asked(log.group)) == ["Poprawiono: grupa"]
    assert read_by(cast.anna, log, asked(log.project))[:2] == OF_PROJECT
    assert "Poprawiono: grupa" in read_by(cast.anna, log, asked(log.project))
    # Of a project that is not theirs nothing is said, however it is asked.
    assert read_by(cast.anna, log, asked(cast.unrelated)) == []
    assert read_by(cast.adam, log, asked(log.group)) == []


@pytest.mark.parametrize(
    "typed", ["participants.person:1", "projects.group", "x", "projects.group:" + "9" * 40]
)
def test_the_history_is_asked_of_the_plan_only(cast, browse, typed):
    page = browse(cast.anna).get(reverse("desk:log", args=[cast.here.centre.slug]), {"dotyczy": typed})

    assert page.status_code == 422
    assert "Tylko wpisy o jednej rzeczy" not in page.content.decode()
