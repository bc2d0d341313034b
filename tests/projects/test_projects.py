"""A project: opened, corrected, withdrawn."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from osnowa.audit.models import Entry
from osnowa.organisations.actions.directory import NothingChanged
from osnowa.organisations.models import Unit
from osnowa.projects.actions import projects as actions
from osnowa.projects.actions.changes import Gone, OfAnotherCentre, StillNeeded
from osnowa.projects.models import Group, Measure, Priority, Programme, Project, SupportForm, TeamRole, Terms
from tests.cast import NOW
from tests.projects.conftest import sentences


def create(world, who, **facts):
    return actions.create_project(
        centre=world.centre, **{"title": "Dom na Nowo", "rule_pack": "esf-2014-2020", **facts}, **who
    )


def entries_of(row):
    return Entry.objects.filter(verb__startswith=row._meta.label_lower).order_by("number")


# ---- create ------------------------------------------------------------------------------------------------


def test_a_new_project_gets_its_address_from_its_title(here, adam):
    project = create(here, adam, title="Dom na Nowo – Śródmieście")

    assert project.slug == "dom-na-nowo-srodmiescie"
    assert project.get_absolute_url() == f"/panel/{here.centre.slug}/projekty/dom-na-nowo-srodmiescie/"
    assert [entry.verb for entry in entries_of(project)] == ["projects.project.added"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "…"}, "slug"),
        ({"slug": "dodaj"}, "slug"),
        ({"slug": "programy"}, "slug"),
        ({"slug": "Duże"}, "slug"),
        ({"slug": "ma_podkreslenie"}, "slug"),
        ({"slug": "pas-testowo"}, "slug"),
        ({"rule_pack": "esf-1914"}, "rule_pack"),
        ({"rule_pack": ""}, "rule_pack"),
    ],
)
def test_a_project_that_cannot_be_is_refused_at_its_field(here, adam, facts, field):
    before = Project.objects.count()

    with pytest.raises(ValidationError) as refusal:
        create(here, adam, **facts)

    assert field in sentences(refusal)
    assert Project.objects.count() == before


def test_an_address_is_taken_by_a_project_nobody_here_may_see(here, adam, foreign):
    with pytest.raises(ValidationError) as refusal:
        create(here, adam, slug=foreign.project.slug)

    assert sentences(refusal) == {"__all__": ["Tę nazwę w adresie ma już inny projekt."]}


def test_the_measure_belongs_to_the_programme(here, adam):
    other = Programme.objects.create(
        centre=here.centre, code="FERS", name="F", fund="EFS+", period="2021–2027"
    )
    measure = Measure.objects.create(
        priority=Priority.objects.create(programme=other, number="5", name="Innowacje"),
        number="5.1",
        name="I",
    )

    with pytest.raises(actions.MeasureOfAnotherProgramme):
        create(here, adam, programme=here.project.programme, measure=measure)
    with pytest.raises(actions.MeasureOfAnotherProgramme):
        create(here, adam, measure=measure)

    assert create(here, adam, programme=other, measure=measure).measure == measure


def test_nothing_of_another_centre_gets_into_a_project(here, adam, foreign):
    with scope(centre=foreign.centre):
        programme, office = foreign.project.programme, foreign.project.office

    with pytest.raises(OfAnotherCentre):
        create(here, adam, programme=programme)
    with pytest.raises(OfAnotherCentre):
        create(here, adam, office=office)


# ---- correct -----------------------------------------------------------------------------------------------


def test_a_correction_leaves_what_changed_in_the_log(here, anna):
    actions.correct_project(project=here.project, lead="Razem łatwiej.", **anna)

    [entry] = entries_of(here.project)
    assert entry.before_json == '{"lead":""}'
    assert entry.after_json == '{"lead":"Razem łatwiej."}'


def test_a_correction_that_corrects_nothing_says_so(here, anna):
    with pytest.raises(NothingChanged):
        actions.correct_project(project=here.project, title=here.project.title, **anna)


def test_the_address_stays_once_the_project_is_public(here, anna):
    with pytest.raises(actions.AddressIsPublished):
        actions.correct_project(project=here.project, slug="nowy", **anna)

    Project.objects.filter(pk=here.project.pk).update(is_public=False)
    assert actions.correct_project(project=here.project, slug="nowy", **anna).slug == "nowy"


def test_the_rule_pack_stays_once_people_are_in_the_project(here, anna, cast):
    with pytest.raises(actions.RulesAreSigned) as refusal:
        actions.correct_project(project=here.project, rule_pack="esf-plus-2021-2027", **anna)

    assert "(3)" in " ".join(sentences(refusal)["rule_pack"])
    empty = actions.correct_project(project=cast.unrelated, rule_pack="esf-plus-2021-2027", **anna)
    assert empty.rule_pack == "esf-plus-2021-2027"


def test_another_rule_pack_has_to_know_the_planned_forms(here, anna, cast):
    SupportForm.objects.create(project=cast.unrelated, name="Kurs", kind="of-old-rules", mode="group")

    with pytest.raises(actions.KindOutsideTheRules, match="Kurs"):
        actions.correct_project(project=cast.unrelated, rule_pack="esf-plus-2021-2027", **anna)


def test_what_is_gone_cannot_be_corrected(here, anna, cast):
    project = Project.objects.get(pk=cast.unrelated.pk)
    cast.unrelated.delete()

    with pytest.raises(Gone):
        actions.correct_project(project=project, title="Za późno", **anna)


# ---- withdraw ----------------------------------------------------------------------------------------------


def test_a_project_opened_by_mistake_goes_with_its_terms_and_team(here, adam, cast):
    project = create(here, adam)
    Terms.objects.create(project=project, valid_from=date(2019, 1, 1), reason="umowa")
    chief = TeamRole.objects.create(
        project=project, user=cast.anna, role="coordinator", begins_on=date(2019, 1, 1)
    )
    TeamRole.objects.create(
        project=project, user=cast.kasia, role="accountant", begins_on=date(2019, 1, 1), reports_to=chief
    )

    actions.withdraw_project(project=project, **adam)

    assert not Project.objects.filter(slug=project.slug).exists()
    entries = Entry.objects.filter(verb__endswith=".withdrawn").order_by("number")
    assert list(entries.values_list("verb", flat=True)) == [
        "projects.terms.withdrawn",
        "projects.teamrole.withdrawn",
        "projects.teamrole.withdrawn",
        "projects.project.withdrawn",
    ]


def test_a_project_that_something_depends_on_stays_whole(here, adam):
    roles = TeamRole.objects.count()

    with pytest.raises(StillNeeded) as refusal:
        actions.withdraw_project(project=here.project, **adam)

    assert "formy wsparcia (2)" in str(refusal.value)
    assert TeamRole.objects.count() == roles
    assert Entry.objects.count() == 0


def test_one_group_is_enough_to_keep_a_project(here, adam):
    project = create(here, adam)
    Group.objects.create(project=project, name="Grupa")

    with pytest.raises(StillNeeded, match=r"grupy \(1\)"):
        actions.withdraw_project(project=project, **adam)


def test_the_clock_is_the_callers(here, cast):
    create(here, {"by": cast.adam, "at": NOW})

    assert Entry.objects.get(verb="projects.project.added").at == NOW


def test_an_office_is_a_unit_of_the_centre(here, anna):
    office = Unit.objects.create(organisation=here.own_organisation, name="Nowe biuro")

    assert actions.correct_project(project=here.project, office=office, **anna).office == office
