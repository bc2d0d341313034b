"""From draft to public and back; and what the list of things left to set says of real records."""

import pytest

from osnowa.organisations.actions.directory import NothingChanged
from osnowa.projects.actions import local_programmes, publishing
from osnowa.projects.models import ExpectedResult, LocalProgramme, ProgrammeRound, Project, TeamRole, Terms
from osnowa.projects.queries.setup import left_to_set, setup_of
from osnowa.projects.readiness import missing
from tests.cast import TODAY
from tests.projects.conftest import sentences


@pytest.fixture
def draft(here):
    """The project of the first centre as a draft, with everything its page needs."""
    Project.objects.filter(pk=here.project.pk).update(is_public=False, lead="Razem.", main_goal="Więzi.")
    here.project.refresh_from_db()
    return here.project


def test_a_ready_project_is_shown_and_hidden(draft, anna):
    assert publishing.publish_project(project=draft, **anna).is_public
    with pytest.raises(NothingChanged):
        publishing.publish_project(project=draft, **anna)

    assert not publishing.hide_project(project=draft, **anna).is_public
    with pytest.raises(NothingChanged):
        publishing.hide_project(project=draft, **anna)


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({"lead": ""}, "jednego zdania o projekcie"),
        ({"main_goal": ""}, "problemu, celu albo rozdziału strony"),
        ({"lead": "", "main_goal": ""}, "jednego zdania o projekcie, problemu, celu albo rozdziału strony"),
    ],
)
def test_an_empty_page_is_not_shown(draft, anna, facts, what):
    Project.objects.filter(pk=draft.pk).update(**facts)

    with pytest.raises(publishing.NotReadyForThePublic) as refusal:
        publishing.publish_project(project=draft, **anna)

    assert sentences(refusal) == {"__all__": [f"Strona publiczna nie może być pusta. Brakuje: {what}."]}
    assert not Project.objects.get(pk=draft.pk).is_public


def test_a_project_without_days_is_not_shown(draft, anna):
    Terms.objects.filter(project=draft).update(begins_on=None, ends_on=None)
    with pytest.raises(publishing.NotReadyForThePublic):
        publishing.publish_project(project=draft, **anna)

    # What the contract writes instead of days is enough.
    Terms.objects.filter(project=draft).update(period_as_written="IX 2018 – VI 2020")
    assert publishing.publish_project(project=draft, **anna).is_public


def test_a_section_speaks_for_the_project(draft, anna):
    Project.objects.filter(pk=draft.pk).update(main_goal="")
    draft.sections.create(heading="Po co", text="Dla sąsiadów.")

    assert publishing.publish_project(project=draft, **anna).is_public


def test_a_local_programme_is_shown_once_it_says_something(here, anna):
    LocalProgramme.objects.filter(pk=here.programme.pk).update(is_public=False, goal="")
    ExpectedResult.objects.filter(programme=here.programme).delete()

    with pytest.raises(publishing.NotReadyForThePublic) as refusal:
        publishing.publish_local_programme(programme=here.programme, **anna)
    assert "Brakuje: celu, spodziewanego rezultatu." in str(sentences(refusal))

    LocalProgramme.objects.filter(pk=here.programme.pk).update(goal="Więzi")
    ExpectedResult.objects.create(programme=here.programme, text="Samodzielność")
    assert publishing.publish_local_programme(programme=here.programme, **anna).is_public
    assert not publishing.hide_local_programme(programme=here.programme, **anna).is_public


def test_the_address_of_a_shown_programme_stays(here, anna):
    LocalProgramme.objects.filter(pk=here.programme.pk).update(is_public=True)
    with pytest.raises(local_programmes.ProgrammeAddressIsPublished):
        local_programmes.correct_local_programme(programme=here.programme, slug="inny", **anna)

    LocalProgramme.objects.filter(pk=here.programme.pk).update(is_public=False)
    corrected = local_programmes.correct_local_programme(programme=here.programme, slug="inny", **anna)
    assert corrected.slug == "inny"


def test_a_new_project_lacks_what_nobody_set(cast, here, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        left = left_to_set(cast.unrelated, TODAY)

    assert [each.text for each in left] == [
        "Wpisz okres i kwoty z umowy",
        "Powołaj osobę, która koordynuje projekt",
        "Opisz projekt jednym zdaniem",
        "Napisz, po co jest projekt: problem, cel albo rozdział strony",
        "Dodaj formy wsparcia",
        "Dodaj wskaźniki i wartości docelowe z umowy",
    ]


def test_what_is_set_is_read_from_the_records(here):
    def lacks():
        return {each.lack.value for each in missing(setup_of(here.project, TODAY))}

    before = lacks()
    ProgrammeRound.objects.filter(pk=here.round.pk).update(coordinator=None)
    here.round.areas.clear()
    TeamRole.objects.filter(project=here.project, role="coordinator").update(ends_before=TODAY)

    assert lacks() - before == {"coordinator", "round_areas"} | ({"round_coordinator"} - before)
