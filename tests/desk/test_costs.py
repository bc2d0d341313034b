"""Pages beside the file and before the desk ask as often for three rows as for one."""

from itertools import count

import pytest
from django.urls import reverse
from django_scopes import scope

from osnowa.audit.actions import label
from osnowa.organisations.models import Centre, Membership, Organisation, Role
from tests.cast import PROJECT_BEGAN
from tests.desk.evidence import days_ago, marked, meeting
from tests.queries import same_queries_for

pytestmark = pytest.mark.guard


@pytest.mark.parametrize(("name", "at_most"), [("person_attendance", 20), ("person_history", 20)])
def test_tabs_of_a_file_cost_the_same_for_one_and_three(cast, here, browse, noted, name, at_most):
    client, numbers = browse(cast.anna), count(2)
    address = reverse(f"desk:{name}", args=[here.centre.slug, here.person.pk])

    def one_more():
        number = next(numbers)
        marked(here, meeting(here, number, days_ago(number)), {here.enrolment: "late"})
        noted("participants.person.corrected", here.person, person=label(here.person), within=here.project)

    same_queries_for(lambda: client.get(address), one_more, at_most=at_most)


@pytest.mark.django_db
def test_the_choice_of_centres_costs_the_same_for_one_and_three(cast, browse):
    numbers = count(1)

    def one_more():
        number = next(numbers)
        centre = Centre.objects.create(slug=f"inny-{number}", name=f"MOPS {number}", short_name="MOPS")
        with scope(centre=centre):
            body = Organisation.objects.create(centre=centre, name="MOPS", kind=Organisation.Kind.CENTRE)
            Membership.objects.create(
                user=cast.kasia,
                centre=centre,
                organisation=body,
                role=Role.STAFF,
                begins_on=PROJECT_BEGAN,
            )

    client = browse(cast.kasia)

    same_queries_for(lambda: client.get(reverse("desk:start")), one_more, at_most=5)
