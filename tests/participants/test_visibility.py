"""Who may know of whom, and what they may do with it: the access table on the cast."""

from datetime import timedelta

import pytest
from django_scopes import scope

from osnowa.organisations.models import Role
from osnowa.participants import actions
from osnowa.participants.access import (
    abilities_by_enrolment,
    enrolment_abilities,
    may_list_people,
    may_register,
    person_abilities,
)
from osnowa.participants.models import Person, ReasonedLook
from osnowa.participants.names import shown_to
from osnowa.participants.queries import enrolments_visible_to, persons_visible_to
from osnowa.participants.queries.identity import persons_meant_by
from osnowa.participants.queries.reasons import ReasonTooShort
from osnowa.projects.models import Group
from osnowa.projects.queries.standing import standing_of
from tests.cast import NOW, TODAY
from tests.queries import same_queries_for


@pytest.fixture
def standing(here):
    """What somebody is in the first centre today, at ten."""
    from dataclasses import replace

    def standing(user, at=NOW, on=TODAY):
        return replace(standing_of(user, here.centre, on), at=at)

    return standing


@pytest.fixture
def bartek_group(here, cast):
    """A group that the partner runs, with Jan in it."""
    group = Group.objects.create(project=here.project, name="Grupa partnera", partnership=here.partnership)
    actions.join_group(enrolment=here.stranger_enrolment, group=group, joined_on=TODAY, by=cast.anna, at=NOW)
    return group


#: who: names they see, and whether they may open Maria's, Zofia's (hidden) and Jan's file
SEEN = {
    "anna": (["Jan Łoś", "Maria Nowak", "Zofia Żak"], (True, True, True)),
    "sabina": (["Jan Łoś", "Maria Nowak", "Zofia Żak"], (True, True, False)),
    "tomek": (["Jan Łoś", "Maria Nowak", "Zofia Żak"], (False, False, False)),
    "ewa": (["Jan Łoś", "Maria Nowak", "Zofia Żak"], (True, True, True)),
    "bartek": (["Jan Łoś"], (False, False, True)),
    "kasia": ([], (False, False, False)),
    "hanna": ([], (False, False, False)),
    "celina": ([], (False, False, False)),
    "iga": ([], (False, False, False)),
    "adam": ([], (False, False, False)),
    "darek": ([], (False, False, False)),
}


@pytest.mark.parametrize("name", sorted(SEEN))
def test_each_member_of_the_cast_sees_their_people(here, cast, standing, bartek_group, name):
    who = standing(getattr(cast, name))
    names, files = SEEN[name]

    enrolments = list(enrolments_visible_to(who).select_related("person").order_by("person__sort_key"))
    assert [shown_to(who, each, abilities=enrolment_abilities(who, each)) for each in enrolments] == names
    assert [each.full_name for each in persons_visible_to(who).order_by("sort_key")] == names
    people = (here.person, here.hidden_person, here.stranger)
    assert tuple(person_abilities(who, person).open_file for person in people) == files


def test_another_social_worker_reads_no_hidden_name(here, standing, cast):
    here.join(cast.hanna, Role.SOCIAL_WORKER)
    who = standing(cast.hanna)

    seen = enrolments_visible_to(who).select_related("person").order_by("person__sort_key")
    can = abilities_by_enrolment(who, seen)
    assert [shown_to(who, each, abilities=can[each.pk]) for each in seen] == [
        "Jan Łoś",
        "Maria Nowak",
        f"osoba ukryta {here.hidden_enrolment.number}",
    ]


def test_a_hidden_person_of_a_partner_keeps_name_and_address(here, cast, standing, bartek_group):
    actions.join_group(
        enrolment=here.hidden_enrolment, group=bartek_group, joined_on=TODAY, by=cast.anna, at=NOW
    )
    who = standing(cast.bartek)

    can = enrolment_abilities(who, here.hidden_enrolment)
    assert shown_to(who, here.hidden_enrolment, abilities=can).startswith("osoba ukryta")
    assert (can.open_file, can.contact_data, can.identity) == (True, False, "none")


def test_a_case_that_was_handed_over_closes(here, cast, standing):
    actions.assign_caseworker(
        enrolment=here.enrolment, worker=cast.anna, begins_on=TODAY, by=cast.anna, at=NOW
    )

    yesterday = standing(cast.sabina, on=TODAY - timedelta(days=1))
    assert enrolment_abilities(yesterday, here.enrolment).open_file is True
    assert enrolment_abilities(standing(cast.sabina), here.enrolment).open_file is False


def test_an_auditor_sees_nothing_after_their_time(here, cast, standing):
    after = standing(cast.ewa, on=TODAY.replace(month=7, day=1))

    assert list(enrolments_visible_to(after)) == []


def test_a_person_in_no_project_belongs_to_those_who_register(here, cast, standing, register):
    person = register()

    seeing = {name for name in SEEN if person in persons_visible_to(standing(getattr(cast, name)))}
    assert seeing == {"anna", "sabina"}
    assert person_abilities(standing(cast.sabina), person).edit_person is True
    assert person_abilities(standing(cast.tomek), person).open_file is False


#: who: reads the name of a hidden person whom Sabina registered, may take the record back
HIDDEN_ALONE = {"anna": (True, True), "sabina": (True, False), "hanna": (False, False)}


@pytest.mark.parametrize("name", sorted(HIDDEN_ALONE))
def test_a_hidden_person_in_no_project_belongs_to_coordinators_and_who_registered(here, cast, standing, name):
    here.join(cast.hanna, Role.SOCIAL_WORKER)
    person = actions.register_person(
        centre=here.centre, by=cast.sabina, at=NOW, first_name="Róża", last_name="Abacka", is_hidden=True
    )
    who, (reads, withdraws) = standing(getattr(cast, name)), HIDDEN_ALONE[name]

    can = person_abilities(who, person)
    assert person in persons_visible_to(who)
    assert (can.hidden_name, can.open_file, can.grounds, can.enrol) == (reads,) * 4
    assert can.withdraw is withdraws
    assert shown_to(who, person, abilities=can) == ("Róża Abacka" if reads else f"osoba ukryta {person.pk}")


def test_nobody_is_seen_twice(here, cast, standing):
    group = Group.objects.create(project=here.project, name="Druga", partnership=here.partnership)
    here.group.partnership = here.partnership
    here.group.save()
    actions.join_group(enrolment=here.enrolment, group=group, joined_on=TODAY, by=cast.anna, at=NOW)

    who = standing(cast.bartek)
    assert list(persons_visible_to(who)).count(here.person) == 1
    assert list(enrolments_visible_to(who)).count(here.enrolment) == 1


def test_a_merged_record_is_not_shown(here, cast, standing):
    here.stranger.merged_into = here.person
    here.stranger.save()

    assert here.stranger not in persons_visible_to(standing(cast.anna))


@pytest.mark.parametrize(
    ("name", "lists", "registers"),
    [
        ("anna", True, True),
        ("sabina", True, True),
        ("tomek", True, False),
        ("bartek", True, False),
        ("ewa", True, False),
        ("iga", True, False),
        ("kasia", False, False),
        ("adam", False, False),
        ("hanna", False, False),
        ("celina", False, False),
    ],
)
def test_who_lists_and_who_registers(cast, standing, name, lists, registers):
    who = standing(getattr(cast, name))

    assert (may_list_people(who), may_register(who)) == (lists, registers)


# ---- a look with a reason --------------------------------------------------------------------------------


def look(person: Person, by, at=NOW) -> ReasonedLook:
    """Open the file of somebody with a reason."""
    return actions.look_with_reason(person=person, reason="wniosek z art. 15 RODO", by=by, at=at)


def test_a_reason_opens_one_file_for_half_an_hour(here, cast, standing):
    look(here.hidden_person, cast.iga)

    minutes = {
        after: list(persons_visible_to(standing(cast.iga, at=NOW + timedelta(minutes=after))))
        for after in (0, 29, 30)
    }
    assert minutes == {0: [here.hidden_person], 29: [here.hidden_person], 30: []}
    can = person_abilities(standing(cast.iga), here.hidden_person)
    assert (can.open_file, can.identity, can.grounds, can.notes, can.edit) == (
        True,
        "full",
        True,
        False,
        False,
    )
    assert person_abilities(standing(cast.iga), here.person).open_file is False


def test_somebody_elses_reason_opens_nothing(here, cast, standing):
    look(here.person, cast.adam)

    assert list(persons_visible_to(standing(cast.adam))) == []
    assert list(persons_visible_to(standing(cast.iga))) == []


def test_without_a_moment_nothing_is_open(here, cast, standing):
    look(here.person, cast.iga)

    assert list(persons_visible_to(standing(cast.iga, at=None))) == []


def test_a_word_is_no_reason(here, cast):
    with pytest.raises(ReasonTooShort):
        actions.look_with_reason(person=here.person, reason=" kontrola ", by=cast.iga, at=NOW)


# ---- questions asked --------------------------------------------------------------------------------


def test_nothing_leaks_across_centres(here, cast, standing):
    mine = {person.pk for person in persons_visible_to(standing(cast.anna))}
    with scope(centre=cast.elsewhere.centre):
        theirs = set(Person.objects.values_list("pk", flat=True))

    assert mine
    assert theirs
    assert mine.isdisjoint(theirs)


@pytest.mark.parametrize(("name", "at_most"), [("anna", 1), ("sabina", 3), ("tomek", 3), ("bartek", 4)])
def test_a_list_costs_as_much_as_one(here, cast, standing, bartek_group, name, at_most):
    who = standing(getattr(cast, name))

    def ask():
        return abilities_by_enrolment(who, enrolments_visible_to(who).select_related("person"))

    def add():
        enrolment = here.enrol("Nowa", "Osoba", caseworker=cast.sabina)
        actions.join_group(enrolment=enrolment, group=bartek_group, joined_on=TODAY, by=cast.anna, at=NOW)

    same_queries_for(ask, add, at_most=at_most)


# ---- as of the day -----------------------------------------------------------------------------------


YESTERDAY = TODAY - timedelta(days=1)


def test_who_is_enrolled_later_does_not_exist_yet(here, cast, standing, register, enrol):
    late, alone = enrol(register(), enrolled_on=TODAY), register(last_name="Sama")
    before, today = standing(cast.anna, on=YESTERDAY), standing(cast.anna)

    assert [late in enrolments_visible_to(who) for who in (before, today)] == [False, True]
    assert [
        [person in persons_visible_to(who) for person in (late.person, alone)] for who in (before, today)
    ] == [[False, False], [True, True]]
    assert [person_abilities(before, person).open_file for person in (late.person, alone)] == [False, False]
    assert enrolment_abilities(before, late).open_file is False
    assert person_abilities(today, alone).open_file is True


def test_a_partner_knows_who_came_by_the_day_and_keeps_who_left(here, cast, standing, bartek_group):
    stay = here.stranger_enrolment.memberships.get(group=bartek_group)

    assert list(enrolments_visible_to(standing(cast.bartek, on=YESTERDAY))) == []
    assert (
        enrolment_abilities(standing(cast.bartek, on=YESTERDAY), here.stranger_enrolment).open_file is False
    )
    tomorrow = TODAY + timedelta(days=1)
    actions.leave_group(membership=stay, left_before=tomorrow, by=cast.anna, at=NOW)
    assert list(enrolments_visible_to(standing(cast.bartek, on=tomorrow))) == [here.stranger_enrolment]


def test_a_reason_finds_nobody_who_comes_later(here, cast, register, enrol):
    late = enrol(register(), enrolled_on=TODAY)

    for text in ("Renata Łącka", late.number):
        assert persons_meant_by(here.centre, text, YESTERDAY) == []
        assert persons_meant_by(here.centre, text, TODAY) == [late.person]
