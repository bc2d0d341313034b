"""Partners and the team: who is who on a day, and who may not take what from whom."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from osnowa.audit.models import Entry, Name
from osnowa.organisations.models import Membership, Role, Unit
from osnowa.projects.actions import partnerships, team
from osnowa.projects.actions.changes import OfAnotherCentre, OfAnotherProject, StillNeeded
from osnowa.projects.models import Partnership, TeamRole
from osnowa.projects.queries.standing import standing_of
from tests.cast import TODAY, user
from tests.projects.conftest import sentences

SPRING = date(2019, 3, 1)


def appoint(world, who, somebody=None, role=Role.SOCIAL_WORKER, **facts):
    return team.appoint(
        project=world.project, **{"user": somebody, "role": role, "begins_on": SPRING} | facts, **who
    )


def role_of(world, somebody):
    return TeamRole.objects.get(project=world.project, user=somebody)


# ---- appoint -----------------------------------------------------------------------------------------------


def test_a_role_gives_rights_from_its_first_day(here, anna, cast):
    appoint(here, anna, cast.kasia, begins_on=TODAY)

    def roles(on):
        return standing_of(cast.kasia, here.centre, on).team[here.project.pk]

    assert roles(TODAY - timedelta(1)) == {"accountant"}
    assert roles(TODAY) == {"accountant", "social_worker"}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"role": Role.ADMINISTRATOR}, "role"),
        ({"role": Role.AUDITOR}, "__all__"),
        ({"role": Role.PARTNER_STAFF}, "__all__"),
        ({"ends_before": SPRING}, "__all__"),
        ({"begins_on": None}, "begins_on"),
    ],
)
def test_a_role_that_cannot_be_is_refused(here, anna, cast, facts, field):
    with pytest.raises(ValidationError) as refusal:
        appoint(here, anna, cast.kasia, **facts)

    assert field in sentences(refusal)


def test_the_controllers_access_says_why_it_needs_an_end(here, anna, cast):
    with pytest.raises(ValidationError) as refusal:
        appoint(here, anna, cast.kasia, role=Role.AUDITOR)

    assert sentences(refusal) == {"__all__": ["Dostęp do kontroli musi mieć dzień końca."]}


def test_only_people_of_the_centre_are_appointed(here, anna, cast):
    left = here.belong(user("Lech Lis"), ends_before=SPRING)
    with pytest.raises(team.UserOutsideTheCentre, match="administruje"):
        appoint(here, anna, cast.darek)
    with pytest.raises(team.UserOutsideTheCentre):
        appoint(here, anna, left)

    Membership.objects.filter(user=left).update(ends_before=SPRING + timedelta(1))
    assert appoint(here, anna, left, ends_before=SPRING + timedelta(1)).user == left


def test_somebody_without_an_account_is_named_and_gets_no_rights(here, anna):
    role = appoint(here, anna, person_name="Irena Gajewska", role=Role.COORDINATOR)

    assert str(role) == "Irena Gajewska · koordynacja projektu"
    with pytest.raises(ValidationError) as refusal:
        appoint(here, anna)
    assert sentences(refusal) == {"__all__": ["Wskaż konto albo wpisz imię i nazwisko."]}


def test_one_person_holds_a_role_once_at_a_time(here, anna, cast):
    first = appoint(here, anna, cast.kasia, ends_before=date(2019, 4, 1))
    with pytest.raises(team.RoleInTheSameDays):
        appoint(here, anna, cast.kasia, begins_on=date(2019, 3, 31))

    again = appoint(here, anna, cast.kasia, begins_on=date(2019, 4, 1))
    with pytest.raises(ValidationError):
        team.correct_team_role(team_role=first, ends_before=None, **anna)

    assert again.pk != first.pk


def test_nothing_of_another_project_or_centre_gets_into_the_team(here, anna, cast, foreign):
    other = Partnership.objects.create(
        project=cast.unrelated, organisation=here.partner_organisation, part="partner", begins_on=SPRING
    )
    with scope(centre=foreign.centre):
        superior = role_of(foreign, foreign.coordinator)
        unit = Unit.objects.get(organisation=foreign.own_organisation)

    for field, value, refusal in (
        ("partnership", other, OfAnotherProject),
        ("reports_to", superior, OfAnotherProject),
        ("unit", unit, OfAnotherCentre),
    ):
        with pytest.raises(refusal) as refused:
            appoint(here, anna, cast.kasia, **{field: value})
        assert list(sentences(refused)) == [field]


def test_nobody_reports_to_themselves_however_long_the_chain(here, anna, cast):
    sabina, kasia = role_of(here, cast.sabina), role_of(here, cast.kasia)
    team.correct_team_role(team_role=sabina, reports_to=kasia, **anna)

    for superior in (kasia, sabina):
        with pytest.raises(team.ReportsInACircle):
            team.correct_team_role(team_role=kasia, reports_to=superior, **anna)


# ---- correct and withdraw ----------------------------------------------------------------------------------


def test_the_past_of_a_role_stays_with_its_holder(here, anna, cast):
    role = role_of(here, cast.kasia)
    with pytest.raises(team.HolderIsFixed):
        team.correct_team_role(team_role=role, user=cast.sabina, **anna)
    with pytest.raises(team.RoleIsFixed):
        team.correct_team_role(team_role=role, role=Role.TRAINER, **anna)

    named = appoint(here, anna, person_name="Kasia Kowal", role=Role.HOUSING_MANAGER)
    assert team.correct_team_role(team_role=named, user=cast.kasia, **anna).user == cast.kasia


@pytest.mark.parametrize(
    ("ends_before", "stays"),
    [
        (TODAY, False),
        (TODAY + timedelta(1), True),  # leaves after today, having been told
        (date(2018, 9, 26), False),
    ],
)
def test_nobody_takes_their_own_last_coordination(here, anna, ends_before, stays):
    own = role_of(here, anna["by"])

    def end():
        return team.correct_team_role(team_role=own, ends_before=ends_before, **anna)

    if stays:
        assert end().ends_before == ends_before
        return
    with pytest.raises(team.OwnLastCoordination):
        end()


def test_coordination_is_taken_by_somebody_else(here, anna, adam, cast):
    own = role_of(here, cast.anna)
    own.rounds.update(coordinator=None)
    with pytest.raises(team.OwnLastCoordination):
        team.withdraw_team_role(team_role=own, **anna)

    team.withdraw_team_role(team_role=own, **adam)
    assert not TeamRole.objects.filter(user=cast.anna).exists()


def test_a_role_that_others_name_is_not_withdrawn(here, anna, adam, cast):
    own = role_of(here, cast.anna)
    with pytest.raises(StillNeeded, match=r"tury \(1\)"):
        team.withdraw_team_role(team_role=own, **adam)

    kasia = role_of(here, cast.kasia)
    team.correct_team_role(team_role=role_of(here, cast.sabina), reports_to=kasia, **anna)
    with pytest.raises(StillNeeded, match=r"role w zespole \(1\)"):
        team.withdraw_team_role(team_role=kasia, **anna)


def test_the_log_keeps_no_name_in_the_open(here, anna):
    appoint(here, anna, person_name="Irena Gajewska", role=Role.TRAINER)

    entry = Entry.objects.get(verb="projects.teamrole.added")
    assert "Gajewska" not in entry.after_json
    assert entry.sealed_after
    assert entry.person == entry.subject


def test_the_words_of_a_role_go_with_the_name_of_its_holder(here, anna, cast):
    appoint(here, anna, cast.kasia)

    entry = Entry.objects.get(verb="projects.teamrole.added")
    assert Name.objects.get(pseudonym=entry.person).label == f"accounts.user:{cast.kasia.pk}"
    assert "Kasia" not in Name.objects.get(pseudonym=entry.subject).display


# ---- partners ----------------------------------------------------------------------------------------------


def test_a_partner_has_a_part_once_at_a_time(here, anna):
    with pytest.raises(partnerships.PartInTheSameDays):
        partnerships.add_partner(
            project=here.project,
            organisation=here.partner_organisation,
            part=Partnership.Part.PARTNER,
            begins_on=date(2018, 1, 1),
            ends_before=date(2018, 9, 26),
            **anna,
        )

    cooperating = partnerships.add_partner(
        project=here.project,
        organisation=here.partner_organisation,
        part=Partnership.Part.COOPERATING,
        begins_on=SPRING,
        **anna,
    )
    assert cooperating.part == "cooperating"


def test_a_partner_is_of_the_centre(here, anna, foreign):
    with pytest.raises(OfAnotherCentre):
        partnerships.correct_partnership(
            partnership=here.partnership, organisation=foreign.partner_organisation, **anna
        )


def test_when_a_partner_leaves_its_people_lose_their_rights(here, anna, cast):
    partnerships.correct_partnership(partnership=here.partnership, ends_before=TODAY, **anna)

    yesterday = standing_of(cast.bartek, here.centre, TODAY - timedelta(1))
    today = standing_of(cast.bartek, here.centre, TODAY)
    assert yesterday.partnerships == {here.project.pk: {here.partnership.pk}}
    assert (dict(today.team), dict(today.partnerships)) == ({}, {})


def test_a_partner_with_people_is_ended_not_withdrawn(here, anna):
    with pytest.raises(StillNeeded, match=r"role w zespole \(1\)"):
        partnerships.withdraw_partnership(partnership=here.partnership, **anna)


def test_only_partner_staff_act_for_the_partner(here, cast):
    TeamRole.objects.filter(user=cast.kasia).update(partnership=here.partnership)

    who = standing_of(cast.kasia, here.centre, TODAY)
    assert (dict(who.team), dict(who.partnerships)) == ({here.project.pk: {"accountant"}}, {})
    assert standing_of(cast.bartek, here.centre, TODAY).partnerships == {
        here.project.pk: {here.partnership.pk}
    }
