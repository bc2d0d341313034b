"""What an entry changed reads as words: no name of a column, no code, no number of a row that has a name."""

from datetime import date
from decimal import Decimal

import pytest

from osnowa.audit.actions import label
from osnowa.desk.queries.changes import changes_of, names_in
from osnowa.desk.queries.log import entries_visible_to
from osnowa.projects.queries.standing import standing_of
from tests.cast import TODAY
from tests.queries import same_queries_for


@pytest.fixture
def told(cast, here, noted):
    """A function that notes a verb and returns its changes as (name, before, after)."""

    def told(verb, **facts):
        noted(verb, here.project, within=here.project, **facts)
        entries = list(entries_visible_to(standing_of(cast.iga, here.centre, TODAY)))
        names = names_in(entries, here.centre.pk)
        return [(each.name, each.before, each.after) for each in changes_of(entries[0], names)]

    return told


@pytest.mark.parametrize(
    ("verb", "after", "change"),
    [
        ("indicators.members.seen", {"as_of": TODAY}, ("stan na dzień", "16.04.2019")),
        ("indicators.members.seen", {"part": "nearly"}, ("część listy", "niepoliczeni")),
        ("participants.caseworker.assigned", {"begins_on": TODAY}, ("od dnia", "16.04.2019")),
        (
            "projects.supportform.added",
            {"kind": "active-integration"},
            ("rodzaj wsparcia", "usługa aktywnej integracji"),
        ),
        ("projects.supportform.added", {"mode": "group"}, ("tryb", "grupowa")),
        (
            "projects.terms.added",
            {"total_pln": Decimal("1478268.32")},
            ("wartość projektu", "1 478 268,32 zł"),
        ),
        ("projects.project.corrected", {"is_public": True}, ("widoczny na stronie publicznej", "tak")),
        ("trainings.session.planned", {"begins_at": "10:00:00"}, ("od godziny", "10:00")),
        ("trainings.session.marked", {"marks": {"7": ["present", 120]}}, ("inne osoby", "liczba: 1")),
        ("participants.person.corrected", {"fields": ["phone"]}, ("pola", "telefon")),
        ("documents.file.stored", {"media_type": "image/png"}, ("rodzaj pliku", "image/png")),
    ],
)
def test_a_change_is_said_in_words(told, verb, after, change):
    name, words = change

    ((said, before, now),) = told(verb, after=after)

    assert (said, before, now.replace("\xa0", " ")) == (name, "", words)


def test_what_only_the_system_needs_is_not_told(told):
    assert told("initiatives.initiative.corrected", after={"series": "7ac1", "recorded_at": TODAY}) == []


def test_things_and_accounts_are_called_by_their_names(cast, here, told, noted):
    noted("projects.group.added", here.group)

    assert told(
        "participants.caseworker.assigned",
        before={"worker": label(cast.tomek)},
        after={"worker": label(cast.sabina)},
    ) == [("pracownik", "Tomek Trzciński", "Sabina Sowa")]
    assert told("trainings.edition.added", after={"group": here.group.pk, "trainer": cast.tomek.pk}) == [
        ("grupa", "", "Grupa 1"),
        ("prowadzi (konto)", "", "Tomek Trzciński"),
    ]


def test_a_participant_is_never_named_in_a_change(here, told, noted):
    noted("participants.person.corrected", here.person, person=label(here.person))

    assert told("casework.contact.noted", after={"who": label(here.person)}) == [
        ("who", "", f"nr {here.person.pk}")
    ]


@pytest.mark.guard
def test_names_cost_the_same_for_one_and_three(cast, here, noted):
    iga = standing_of(cast.iga, here.centre, TODAY)

    def one_more():
        noted(
            "trainings.edition.added", here.project, after={"group": here.group.pk, "trainer": cast.tomek.pk}
        )
        noted("projects.localpartner.added", here.project, after={"organisation": date.max.year})

    same_queries_for(lambda: names_in(list(entries_visible_to(iga)), here.centre.pk), one_more, at_most=3)
