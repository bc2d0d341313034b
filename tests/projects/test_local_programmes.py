"""Local programmes with what they expect, rounds and groups; forms of support; programmes that pay."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.transaction import atomic
from django_scopes import scope

from osnowa.organisations.models import Area
from osnowa.projects.actions import groups, local_programmes, programmes, rounds, support_forms
from osnowa.projects.actions.changes import OfAnotherCentre, OfAnotherProject, StillNeeded
from osnowa.projects.models import (
    Group,
    LocalProgramme,
    Measure,
    Partnership,
    ProgrammeRound,
    SupportForm,
    TeamRole,
)
from tests.projects.conftest import sentences

SPRING = date(2019, 3, 1)


def plan_round(world, who, **facts):
    facts = {"number": 2, "begins_on": date(2019, 7, 1), "ends_on": date(2020, 6, 30)} | facts
    return rounds.plan_round(programme=world.programme, **facts, **who)


# ---- local programmes --------------------------------------------------------------------------------------


def test_a_local_programme_gets_its_address_from_its_name(here, anna):
    programme = local_programmes.add_local_programme(
        project=here.project, number=2, name="PAL na Księżu", support_forms=[here.contact_form], **anna
    )

    assert programme.slug == "pal-na-ksiezu"
    assert list(programme.support_forms.all()) == [here.contact_form]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"number": 1}, "Program o tym numerze już jest w projekcie."),
        ({"slug": "stare-miasto"}, "Program o tym adresie już jest w projekcie."),
    ],
)
def test_a_local_programme_stands_once_in_a_project(here, anna, cast, facts, sentence):
    facts = {"number": 2, "slug": "ksieze", "name": "Księże"} | facts
    with pytest.raises(ValidationError) as refusal:
        local_programmes.add_local_programme(project=here.project, **facts, **anna)

    assert sentences(refusal) == {"__all__": [sentence]}
    # In another project both are free.
    assert local_programmes.add_local_programme(project=cast.unrelated, **facts, **anna).pk


def test_forms_of_support_are_of_the_same_project(here, anna, cast):
    form = SupportForm.objects.create(project=cast.unrelated, name="Kurs", kind="training", mode="group")

    with pytest.raises(OfAnotherProject):
        local_programmes.correct_local_programme(
            programme=here.programme, support_forms=[here.contact_form, form], **anna
        )

    assert set(here.programme.support_forms.all()) == {here.contact_form, here.training_form}


def test_a_programme_without_territory_has_no_areas(here, anna):
    with pytest.raises(rounds.CategorialHasNoAreas):
        local_programmes.correct_local_programme(programme=here.programme, is_categorial=True, **anna)

    rounds.correct_round(planned=here.round, areas=[], **anna)
    local_programmes.correct_local_programme(programme=here.programme, is_categorial=True, **anna)
    with pytest.raises(rounds.CategorialHasNoAreas):
        rounds.correct_round(planned=here.round, areas=Area.objects.all(), **anna)


def test_a_local_programme_goes_with_what_it_expects_but_not_with_its_rounds(here, anna):
    result = local_programmes.add_expected_result(programme=here.programme, text="Więź", **anna)
    partner = local_programmes.add_local_partner(
        programme=here.programme, organisation=here.partner_organisation, gives="sala", **anna
    )
    with pytest.raises(StillNeeded, match=r"tury \(1\)"):
        local_programmes.withdraw_local_programme(programme=here.programme, **anna)
    assert here.programme.expected_results.get() == result
    assert here.programme.local_partners.get() == partner

    Group.objects.filter(round=here.round).update(round=None)
    rounds.withdraw_round(planned=here.round, **anna)
    local_programmes.withdraw_local_programme(programme=here.programme, **anna)
    assert not LocalProgramme.objects.exists()


def test_results_are_corrected_and_withdrawn(here, anna):
    result = local_programmes.add_expected_result(programme=here.programme, text="Wieź", **anna)

    local_programmes.correct_expected_result(result=result, text="Więź", seen_by="ankieta", **anna)
    assert here.programme.expected_results.get().text == "Więź"

    local_programmes.withdraw_expected_result(result=result, **anna)
    assert not here.programme.expected_results.exists()


def test_a_local_partner_stands_once_and_is_of_the_centre(here, anna, foreign):
    add = local_programmes.add_local_partner
    partner = add(programme=here.programme, organisation=here.partner_organisation, **anna)
    with pytest.raises(ValidationError) as refusal:
        add(programme=here.programme, organisation=here.partner_organisation, **anna)
    assert sentences(refusal) == {"__all__": ["Ten partner jest już w programie."]}
    with pytest.raises(OfAnotherCentre):
        add(programme=here.programme, organisation=foreign.partner_organisation, **anna)

    local_programmes.correct_local_partner(partner=partner, gives="sala", **anna)
    local_programmes.withdraw_local_partner(partner=partner, **anna)
    assert not here.programme.local_partners.exists()


# ---- rounds ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begins_on", "ends_on", "field"),
    [
        (date(2018, 9, 25), date(2020, 6, 30), None),
        (date(2018, 9, 24), date(2020, 6, 30), "begins_on"),
        (date(2018, 9, 25), date(2020, 7, 1), "ends_on"),
    ],
)
def test_a_round_lies_inside_the_project(here, anna, begins_on, ends_on, field):
    def plan():
        return plan_round(here, anna, begins_on=begins_on, ends_on=ends_on)

    if field is None:
        assert plan().number == 2
        return
    with pytest.raises(rounds.RoundOutsideTheProject) as refusal:
        plan()
    assert sentences(refusal) == {
        field: ["Tura musi się zmieścić w okresie projektu: od 25.09.2018 do 30.06.2020."]
    }
    assert ProgrammeRound.objects.count() == 1


def test_a_round_ends_after_it_begins_and_has_its_own_number(here, anna):
    with pytest.raises(ValidationError) as refusal:
        plan_round(here, anna, ends_on=date(2019, 6, 30))
    assert sentences(refusal) == {"__all__": ["Tura nie może się kończyć przed początkiem."]}

    with pytest.raises(ValidationError) as refusal:
        plan_round(here, anna, number=1)
    assert sentences(refusal) == {"__all__": ["Ta tura jest już w programie."]}


def test_a_round_is_coordinated_from_the_same_project_and_centre(here, anna, cast, foreign):
    other = TeamRole.objects.create(
        project=cast.unrelated, user=cast.sabina, role="coordinator", begins_on=SPRING
    )
    with scope(centre=foreign.centre):
        area = Area.objects.get()

    with pytest.raises(OfAnotherProject):
        plan_round(here, anna, coordinator=other)
    with pytest.raises(OfAnotherCentre):
        plan_round(here, anna, areas=[area])


def test_a_round_with_a_group_stays(here, anna):
    with pytest.raises(StillNeeded, match=r"grupy \(1\)"):
        rounds.withdraw_round(planned=here.round, **anna)


# ---- groups ------------------------------------------------------------------------------------------------


def test_a_group_belongs_to_one_project_whole(here, anna, cast, foreign):
    other = Partnership.objects.create(
        project=cast.unrelated, organisation=here.partner_organisation, part="partner", begins_on=SPRING
    )

    with pytest.raises(OfAnotherProject) as refusal:
        groups.add_group(project=here.project, name="Grupa 2", partnership=other, **anna)
    assert list(sentences(refusal)) == ["partnership"]
    with pytest.raises(OfAnotherProject) as refusal:
        groups.add_group(project=cast.unrelated, name="Grupa 2", round=here.round, **anna)
    assert list(sentences(refusal)) == ["round"]

    group = groups.add_group(project=here.project, name="Grupa 2", partnership=here.partnership, **anna)
    groups.correct_group(group=group, capacity=10, **anna)
    groups.withdraw_group(group=group, **anna)
    assert Group.objects.filter(project=here.project).count() == 1


@pytest.mark.parametrize("facts", [{"name": "Grupa 1"}, {"name": ""}, {"name": "Grupa 2", "capacity": 0}])
def test_a_group_that_cannot_be_is_refused(here, anna, facts):
    with pytest.raises(ValidationError):
        groups.add_group(project=here.project, **facts, **anna)


def test_a_group_with_people_stays(here, anna):
    with pytest.raises(StillNeeded):
        groups.withdraw_group(group=here.group, **anna)


# ---- forms of support --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"kind": "unheard"}, "kind"),
        ({"subkind": "unheard"}, "subkind"),
        ({"name": "Intensywna praca socjalna"}, "__all__"),
        ({"planned_amount": 0}, "planned_amount"),
        ({"mode": "by-post"}, "mode"),
    ],
)
def test_a_form_of_support_speaks_the_language_of_the_rules(here, anna, facts, field):
    known = {"name": "Trening kulinarny", "kind": "active-integration", "subkind": "social", "mode": "group"}
    with pytest.raises(ValidationError) as refusal:
        support_forms.plan_support_form(project=here.project, **known | facts, **anna)

    assert field in sentences(refusal)


@pytest.mark.parametrize("amount", [Decimal(0), Decimal("-2.0")])
def test_no_form_of_nothing_is_stored(here, amount):
    with pytest.raises(IntegrityError), atomic():
        SupportForm.objects.filter(project=here.project).update(planned_amount=amount)


def test_a_form_of_support_in_use_stays(here, anna):
    with pytest.raises(StillNeeded, match=r"programy PAL \(1\)"):
        support_forms.withdraw_support_form(form=here.training_form, **anna)

    form = support_forms.plan_support_form(
        project=here.project, name="Kurs", kind="training", mode="group", **anna
    )
    support_forms.correct_support_form(form=form, description="Osiem spotkań.", **anna)
    support_forms.withdraw_support_form(form=form, **anna)
    assert here.project.support_forms.count() == 2


def test_support_that_happened_keeps_its_mode(here, anna):
    for form, mode in ((here.contact_form, "group"), (here.training_form, "individual")):
        with pytest.raises(support_forms.ModeIsUsed) as refusal:
            support_forms.correct_support_form(form=form, mode=mode, **anna)
        assert "mode" in sentences(refusal)
        support_forms.correct_support_form(form=form, mode=form.mode, description="Inaczej.", **anna)


def test_a_plan_does_not_hold_the_mode_of_a_form(here, anna):
    here.training_form.courses.all()[0].editions.all()[0].sessions.all().delete()
    here.training_form.courses.all()[0].editions.all().delete()
    here.training_form.courses.all().delete()

    support_forms.correct_support_form(form=here.training_form, mode="individual", **anna)


# ---- programmes that pay -----------------------------------------------------------------------------------


def test_a_measure_has_parts_of_one_level_in_its_own_priority(here, anna):
    fers = programmes.add_programme(
        centre=here.centre, code="FERS", name="Fundusze dla Rozwoju", fund="EFS+", period="2021–2027", **anna
    )
    fifth = programmes.add_priority(programme=fers, number="V", name="Innowacje", **anna)
    sixth = programmes.add_priority(programme=fers, number="VI", name="Inne", **anna)
    whole = programmes.add_measure(priority=fifth, number="5.1", name="Innowacje", **anna)
    part = programmes.add_measure(priority=fifth, number="5.1.1", name="Mniejsze", parent=whole, **anna)

    for wrong in (
        lambda: programmes.add_measure(priority=fifth, number="5.1.2", name="X", parent=part, **anna),
        lambda: programmes.add_measure(priority=sixth, number="6.1", name="X", parent=whole, **anna),
        lambda: programmes.correct_measure(measure=whole, parent=whole, **anna),
        lambda: programmes.correct_measure(measure=whole, parent=part, **anna),
    ):
        with pytest.raises(programmes.NotPartOfItself):
            wrong()
    assert Measure.objects.filter(priority__programme=fers).count() == 2


def test_programmes_go_from_the_leaves(here, anna):
    programme = here.project.programme
    priority, measure = programme.priorities.get(), here.project.measure

    with pytest.raises(StillNeeded, match=r"osie i priorytety \(1\)"):
        programmes.withdraw_programme(programme=programme, **anna)
    with pytest.raises(StillNeeded, match=r"działania \(1\)"):
        programmes.withdraw_priority(priority=priority, **anna)
    with pytest.raises(StillNeeded, match=r"projekty \(1\)"):
        programmes.withdraw_measure(measure=measure, **anna)

    type(here.project).objects.update(measure=None, programme=None)
    programmes.withdraw_measure(measure=measure, **anna)
    programmes.withdraw_priority(priority=priority, **anna)
    programmes.withdraw_programme(programme=programme, **anna)


def test_names_of_what_pays_are_corrected(here, anna):
    programme = here.project.programme
    programmes.correct_programme(programme=programme, period="2014–2021", **anna)
    programmes.correct_priority(priority=programme.priorities.get(), name="Włączenie", **anna)
    programmes.correct_measure(measure=here.project.measure, is_iti=True, **anna)

    programme.refresh_from_db()
    assert programme.period == "2014–2021"
    with pytest.raises(ValidationError) as refusal:
        programmes.add_programme(
            centre=here.centre, code=programme.code, name="X", fund="EFS", period="X", **anna
        )
    assert sentences(refusal) == {"__all__": ["Program o tym skrócie jest już na liście."]}
