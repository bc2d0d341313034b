"""The table of figures: numbers, targets and plans of the asked day, and whose people they are of."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from django_scopes.exceptions import ScopeError

from osnowa.indicators.models import Target
from osnowa.indicators.planning import ends_of_months
from osnowa.indicators.queries import Part, table, table_and_series
from osnowa.indicators.queries.figures import asking
from osnowa.indicators.queries.public import as_csv, public_table
from osnowa.initiatives.models import Initiative
from osnowa.projects.models import Terms
from tests.cast import TODAY
from tests.indicators.conftest import SUPPORT, join
from tests.queries import same_queries_for

pytestmark = pytest.mark.django_db


def numbers(figures, day=TODAY, who=None):
    """Women, men, other and total by code."""
    return {
        row.code: (row.women, row.men, row.other, row.total) for row in table(figures.project, day, who).rows
    }


def test_everybody_counts_where_the_rule_says(figures, people):
    assert numbers(figures) == {
        "zagrozeni": (3, 1, 0, 4),
        "ozn": (2, 0, 0, 2),
        "postep": (1, 0, 0, 1),
        "inicjatywy": (None, None, None, 1),
    }


@pytest.mark.parametrize(
    ("day", "totals"),
    [
        (date(2018, 10, 1), [0, 0, 0, 0]),
        (SUPPORT, [4, 2, 0, 0]),
        (date(2019, 2, 4), [4, 2, 0, 0]),
        (date(2019, 2, 5), [4, 2, 1, 0]),
        (date(2019, 4, 5), [4, 2, 1, 0]),
        (date(2019, 4, 6), [4, 2, 1, 1]),
    ],
)
def test_what_happened_after_the_asked_day_is_not_counted(figures, people, day, totals):
    assert [row.total for row in table(figures.project, day).rows] == totals


def test_other_people_are_counted_apart(figures):
    somebody = figures.supported("Alex", "Nowak", sex="other")
    figures.ground(somebody)

    assert numbers(figures)["zagrozeni"] == (0, 0, 1, 1)


def test_the_target_of_the_asked_day_is_shown(figures):
    Target.objects.create(indicator=figures.risk, valid_from=date(2019, 4, 1), value=190, reason="aneks 1")

    def target(day):
        return table(figures.project, day).row("zagrozeni").target

    assert [target(day) for day in (date(2018, 9, 24), date(2019, 3, 31), date(2019, 4, 1))] == [
        None,
        180,
        190,
    ]


def test_the_plan_of_the_asked_day_is_compared(figures, people):
    row = table(figures.project, date(2018, 10, 6)).row("zagrozeni")

    assert (row.planned, row.difference, row.status, row.percent) == (5, -1, "warn", Decimal("2.22"))


def test_the_threshold_of_the_asked_day_decides(figures, people):
    Terms.objects.create(
        project=figures.project,
        valid_from=date(2019, 3, 1),
        begins_on=date(2018, 9, 25),
        outcome_gain=Decimal("6.01"),
        reason="aneks 1",
    )

    def progress(day):
        return table(figures.project, day).row("postep").total

    assert [progress(day) for day in (date(2019, 2, 28), date(2019, 3, 1))] == [1, 0]
    days = [date(2019, 2, 4), date(2019, 2, 28), date(2019, 3, 31)]
    assert table_and_series(figures.project, days)[1]["postep"] == [0, 1, 0]


def test_partner_staff_get_figures_of_their_own_people(figures, people):
    group = figures.partner_group()
    join(people["ewa"], group)
    bartek = figures.who(figures.cast.bartek)

    shown = table(figures.project, TODAY, bartek)

    assert shown.is_partial
    assert {row.code: row.total for row in shown.rows} == {
        "zagrozeni": 1,
        "ozn": 1,
        "postep": 1,
        "inicjatywy": 0,
    }
    Initiative.objects.update(group=group)
    assert table(figures.project, TODAY, bartek).row("inicjatywy").total == 1


@pytest.mark.parametrize("name", ["anna", "sabina", "kasia", "ewa"])
def test_the_team_gets_all_of_it(figures, people, name):
    somebody = figures.who(getattr(figures.cast, name))

    assert numbers(figures, who=somebody) == numbers(figures)


@pytest.mark.parametrize("name", ["tomek", "hanna", "celina", "iga", "adam", "darek"])
def test_others_get_none(figures, name):
    with pytest.raises(PermissionDenied):
        table(figures.project, TODAY, figures.who(getattr(figures.cast, name)))


def test_nobody_asks_across_centres(figures, cast):
    with scope(centre=cast.elsewhere.centre), pytest.raises(ScopeError):
        table(figures.project, TODAY)


def test_a_kept_text_serves_every_centre(figures, people, cast):
    assert table(figures.project, TODAY).row("inicjatywy").total == 1

    with scope(centre=cast.elsewhere.centre):
        cast.elsewhere.indicator.rule = "initiatives-held"
        cast.elsewhere.indicator.save()
        assert [row.total for row in table(cast.elsewhere.project, TODAY).rows] == [1]


def test_the_series_is_the_table_of_each_day(figures, people):
    days = ends_of_months(date(2018, 9, 25), TODAY)

    shown, course = table_and_series(figures.project, days)

    assert shown == table(figures.project, TODAY)
    assert len(course) == 4
    for code, values in course.items():
        assert values == [table(figures.project, day).row(code).total for day in days]


def test_the_series_is_of_the_people_one_may_see(figures, people):
    join(people["ewa"], figures.partner_group())
    bartek = figures.who(figures.cast.bartek)

    shown, course = table_and_series(figures.project, [SUPPORT, TODAY], bartek)

    assert shown == table(figures.project, TODAY, bartek)
    assert course == {"zagrozeni": [1, 1], "ozn": [1, 1], "postep": [0, 1], "inicjatywy": [0, 0]}
    with pytest.raises(PermissionDenied):
        table_and_series(figures.project, [TODAY], figures.who(figures.cast.tomek))


def test_the_public_sees_no_small_numbers_of_people(figures, people):
    shown = {row.code: (row.shown, row.words) for row in public_table(figures.project, TODAY).rows}

    assert shown == {
        "zagrozeni": (None, "mniej niż 5"),
        "ozn": (None, "mniej niż 5"),
        "postep": (None, "mniej niż 5"),
        "inicjatywy": (1, ""),
    }
    assert "mniej niż 5" in as_csv(figures.project, TODAY)


def test_five_people_are_published(figures, people):
    figures.ground(figures.supported("Piąta", "Osoba"))

    assert public_table(figures.project, TODAY).rows[0].shown == 5


@pytest.mark.guard
@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("rule", ["at-risk-supported", "social-progress", "initiatives-held"])
def test_cost_follows_the_project_not_the_database(figures, people, rule):
    question = asking(figures.project, TODAY)
    asked = (
        lambda: question.how_many([rule]),
        lambda: question.who(rule),
        lambda: question.who(rule, Part.NEARLY),
        lambda: question.begun(["at-risk-supported", rule]),
    )

    for ask in asked:
        with CaptureQueriesContext(connection) as captured:
            ask()
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {captured[-1]['sql']}")
            steps = [step for *_, step in cursor.fetchall()]
        # A scan of a whole table would grow with every other project of every centre.
        assert [step for step in steps if step.startswith(("SCAN participants", "SCAN initiatives"))] == []
        assert [step for step in steps if "SEARCH" in step]
        # Under a union SQLite joins documents without an index: two seconds for ten thousand people.
        assert "COMPOUND QUERY" not in steps


@pytest.mark.guard
def test_the_table_needs_four_statements(figures, people):
    same_queries_for(
        lambda: table(figures.project, TODAY),
        lambda: figures.ground(figures.supported("Nowa", "Osoba")),
        at_most=4,
    )


@pytest.mark.guard
def test_the_series_needs_no_statement_more(figures, people):
    same_queries_for(
        lambda: table_and_series(figures.project, ends_of_months(date(2018, 9, 25), TODAY)),
        lambda: figures.ground(figures.supported("Nowa", "Osoba")),
        at_most=4,
    )
