"""Entries about the plan say to which project they belong, so that its people may read them."""

import pytest

from osnowa.audit.actions import label
from osnowa.audit.queries import entries_of
from osnowa.clock import reading
from osnowa.projects.actions import groups, local_programmes, programmes
from tests.cast import World


@pytest.mark.django_db
def test_entries_of_the_plan_belong_to_their_project(here: World, cast):
    now = reading.now()
    groups.add_group(project=here.project, name="Nowa grupa", by=cast.anna, at=now)
    programme = local_programmes.add_local_programme(
        project=here.project, number=9, slug="nowy", name="Nowy program", by=cast.anna, at=now
    )
    local_programmes.add_expected_result(programme=programme, text="Zmiana", by=cast.anna, at=now)
    programmes.add_programme(
        centre=here.centre, code="FEX", name="Inny", fund="EFS", period="2021–2027", by=cast.adam, at=now
    )

    of_project = entries_of(here.centre.pk, within=[label(here.project)])
    of_centre = entries_of(here.centre.pk)

    assert sorted(entry.verb for entry in of_project) == [
        "projects.expectedresult.added",
        "projects.group.added",
        "projects.localprogramme.added",
    ]
    assert {entry.verb for entry in of_centre} - {entry.verb for entry in of_project} == {
        "projects.programme.added"
    }
