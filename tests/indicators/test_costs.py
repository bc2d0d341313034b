"""Promises and the print ask as often for three rows as for one."""

from datetime import date, timedelta
from itertools import count

import pytest
from django.urls import reverse

from osnowa.indicators.models import Indicator, PlannedValue, Target
from tests.queries import same_queries_for

pytestmark = pytest.mark.guard


def test_promises_cost_the_same_for_one_and_three(figures, browse):
    client, numbers = browse(figures.cast.anna), count(1)
    address = reverse("indicators:settings", args=[figures.world.centre.slug, figures.project.slug])

    def one_more():
        number = next(numbers)
        made = Indicator.objects.create(
            project=figures.project, code=f"w{number}", rule="participants", name="W", short_name="W"
        )
        for indicator in (made, figures.risk):
            day = date(2019, 5, 1) + timedelta(days=number)
            Target.objects.create(indicator=indicator, valid_from=day, value=number, reason="aneks")
            PlannedValue.objects.create(indicator=indicator, planned_on=day, value=number)

    same_queries_for(lambda: client.get(address), one_more, at_most=12)


def test_the_print_costs_the_same_for_one_and_three(figures, browse):
    client = browse(figures.cast.anna)
    address = reverse("indicators:print", args=[figures.world.centre.slug, figures.project.slug])

    def one_more():
        figures.ground(figures.supported("Nowa", "Osoba"))

    same_queries_for(lambda: client.get(f"{address}?w=zagrozeni"), one_more, at_most=40)
