"""Where a project stands on a day, and what of it each role sees."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from osnowa.desk.queries.group import group_on
from osnowa.desk.queries.overview import overview
from osnowa.indicators.models import Indicator, PlannedValue, Target
from osnowa.initiatives.models import Initiative
from osnowa.participants.models import Exit, GroupMembership
from osnowa.projects.models import Group, LocalProgramme, ProgrammeRound, Project, SupportForm, Terms
from osnowa.projects.queries.standing import standing_of
from tests.cast import NOW, PROJECT_BEGAN, TODAY
from tests.desk.evidence import completed, counted, days_ago, four_indicators, marked, meeting, met
from tests.queries import same_queries_for


def seen_by(somebody, world, on=TODAY):
    return overview(standing_of(somebody, world.centre, TODAY), world.project, on)


def address(world, **query):
    return reverse("desk:project", args=[world.centre.slug, world.project.slug])


# ---- figures -----------------------------------------------------------------------------------------------


def test_a_figure_grows_with_the_first_support_and_shrinks_with_the_day(cast, here):
    completed(here.enrolment)
    met(here, here.enrolment, days_ago(20))

    today, before = seen_by(cast.anna, here), seen_by(cast.anna, here, days_ago(21))

    assert today.figures.row("zagrozeni").total == 1
    assert before.figures.row("zagrozeni").total == 0
    assert today.months == [
        date(2018, 9, 30),
        date(2018, 10, 31),
        date(2018, 11, 30),
        date(2018, 12, 31),
        date(2019, 1, 31),
        date(2019, 2, 28),
        date(2019, 3, 31),
        TODAY,
    ]
    assert today.course["zagrozeni"] == [0, 0, 0, 0, 0, 0, 1, 1]


@pytest.mark.parametrize(
    ("on", "number"),
    [
        (date(2018, 9, 24), None),
        (date(2018, 9, 25), (1, 645)),
        (TODAY, (204, 645)),
    ],
)
def test_which_day_of_the_project_it_is(cast, here, on, number):
    assert seen_by(cast.anna, here, on).day_number == number


# ---- groups ------------------------------------------------------------------------------------------------


def group_of(programme_number, round_number, world, **fields):
    programme, _created = LocalProgramme.objects.get_or_create(
        project=world.project,
        number=programme_number,
        defaults={"slug": f"pal-{programme_number}", "name": f"Program {programme_number}"},
    )
    begins = date(2018, 10, 1) if round_number == 1 else date(2019, 9, 1)
    ends = date(2019, 6, 30) if round_number == 1 else date(2020, 5, 31)
    chosen, _created = ProgrammeRound.objects.get_or_create(
        programme=programme, number=round_number, defaults={"begins_on": begins, "ends_on": ends}
    )
    return Group.objects.create(
        project=world.project, round=chosen, name=f"PAL {programme_number}/{round_number}", **fields
    )


def test_groups_stand_by_programme_and_round(cast, here):
    group_of(2, 1, here)
    group_of(2, 2, here)
    Group.objects.create(project=here.project, name="Bez programu")

    matrix = seen_by(cast.anna, here).matrix

    assert [programme.number for programme in matrix.programmes] == [1, 2]
    assert [
        (line.number, [[stand.group.name for stand in cell] for cell in line.cells]) for line in matrix.rounds
    ] == [(1, [["Grupa 1"], ["PAL 2/1"]]), (2, [[], ["PAL 2/2"]])]
    assert [stand.group.name for stand in matrix.free] == ["Bez programu"]
    assert [line.is_ahead(TODAY) for line in matrix.rounds] == [False, True]


def test_people_of_a_group_are_those_of_the_day(cast, here):
    GroupMembership.objects.filter(enrolment=here.stranger_enrolment).update(left_before=TODAY)
    Exit.objects.create(
        enrolment=here.hidden_enrolment,
        ended_on=days_ago(3),
        reason="employment",
        situation="employed",
        on_path=True,
        outcome_due_on=date(2019, 7, 13),
        recorded_at=NOW,
    )

    def people(on):
        return seen_by(cast.anna, here, on).matrix.rounds[0].cells[0][0].people

    # The last day of a participation still belongs to it; the day one leaves a group before does not.
    assert [people(TODAY), people(days_ago(1)), people(days_ago(3))] == [1, 2, 3]


def test_frequency_of_a_group_is_of_marked_time_up_to_the_day(cast, here):
    people = (here.enrolment, here.hidden_enrolment, here.stranger_enrolment)
    marked(here, here.session, dict(zip(people, ["present", "absent", "excused"], strict=True)))
    marked(here, meeting(here, 2, TODAY, ends_at="17:00"), dict.fromkeys(people, "present"))

    def frequency(on):
        return seen_by(cast.anna, here, on).matrix.rounds[0].cells[0][0].frequency

    # 120 of 360 minutes; then 180 more of 180.
    assert frequency(days_ago(1)) == Decimal("33.33")
    assert frequency(TODAY) == Decimal("55.56")
    assert frequency(date(2019, 4, 9)) is None


# ---- what comes --------------------------------------------------------------------------------------------


def test_next_meetings_are_planned_ones_from_the_day_on(cast, here):
    soon = meeting(here, 2, date(2019, 4, 20))
    meeting(here, 3, date(2019, 4, 21), state="cancelled", cancel_reason="choroba")
    later = meeting(here, 4, date(2019, 4, 22))

    assert [(each.session, each.people) for each in seen_by(cast.anna, here).meetings] == [
        (soon, 3),
        (later, 3),
    ]


def test_nearest_dates_are_of_rounds_and_of_the_project(cast, here):
    group_of(2, 2, here)

    assert [(each.on, each.what, each.days_left) for each in seen_by(cast.anna, here).dates] == [
        (date(2019, 6, 30), "Koniec tury 1", 75),
        (date(2019, 9, 1), "Początek tury 2", 138),
        (date(2020, 5, 31), "Koniec tury 2", 411),
    ]


# ---- who sees what -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("member", "figures", "groups", "meetings"),
    [
        ("anna", True, True, True),
        ("sabina", True, True, True),
        ("ewa", True, True, True),
        ("kasia", True, False, False),
        ("bartek", True, True, True),
        ("tomek", False, False, False),
        ("celina", False, False, False),
        ("hanna", False, False, False),
        ("iga", False, False, False),
        ("adam", False, False, False),
    ],
)
def test_each_role_sees_its_part(cast, here, member, figures, groups, meetings):
    shown = seen_by(getattr(cast, member), here)

    assert (shown.figures is not None, shown.matrix is not None, shown.meetings is not None) == (
        figures,
        groups,
        meetings,
    )


def test_a_partner_sees_the_groups_it_runs(cast, here):
    here.group.partnership = here.partnership
    here.group.save()
    group_of(2, 1, here)

    assert seen_by(cast.bartek, here).matrix.group_count == 1
    assert seen_by(cast.anna, here).matrix.group_count == 2


@pytest.mark.parametrize(
    ("member", "inside", "outside"),
    [
        ("anna", ["Uczestnicy", "Wskaźniki", "Inicjatywy", "Ustawienia", "#dowody", "Grupa 1"], []),
        (
            "kasia",
            ["Wskaźniki", "Ustawienia", "Listy osób widzą tylko ci, którzy z nimi pracują."],
            ["Uczestnicy", "#dowody", "pokaż, z czego składa się liczba", "Grupa 1", "frekwencja"],
        ),
        ("tomek", ["nie obejmuje liczb ani osób"], ["Wskaźniki", "Grupa 1", "180"]),
        ("celina", ["nie obejmuje liczb ani osób"], ["Wskaźniki", "Uczestnicy", "Zajęcia"]),
    ],
)
def test_the_page_leads_only_where_one_may_go(cast, here, browse, member, inside, outside):
    page = browse(getattr(cast, member)).get(address(here)).content.decode().partition("<main")[2]

    assert [words for words in inside if words not in page] == []
    assert [words for words in outside if words in page] == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2019-03-31", "Wskaźniki: stan na 31.03.2019"),
        ("31.03.2019", "Wskaźniki: stan na 31.03.2019"),
        ("", "Wskaźniki: stan na 16.04.2019"),
        ("17.04.2019", "17.04.2019 jeszcze nie było. Pokazujemy stan na 16.04.2019."),
        ("wczoraj", "Nie rozumiemy dnia „wczoraj”."),
        ("24.09.2018", "Projekt zaczął się 25.09.2018, więc 24.09.2018 nie było jeszcze czego liczyć."),
    ],
)
def test_the_page_speaks_of_the_day_asked_for(cast, here, browse, typed, sentence):
    page = browse(cast.anna).get(address(here), {"stan-na": typed}).content.decode()

    assert sentence in page


# ---- what is left to set -----------------------------------------------------------------------------------


def test_a_project_being_set_up_says_what_is_left(cast, here, browse):
    for promise in (Target, PlannedValue, Indicator):
        promise.objects.all().delete()
    Project.objects.filter(pk=here.project.pk).update(lead="")

    def told(member):
        return browse(member).get(address(here)).content.decode()

    assert "Opisz projekt jednym zdaniem" in told(cast.anna)
    assert "Dodaj wskaźniki i wartości docelowe z umowy" in told(cast.anna)
    # The administrator describes the project, but promises nothing; the others have nothing to set.
    assert "Opisz projekt jednym zdaniem" in told(cast.adam)
    assert "Dodaj wskaźniki i wartości docelowe" not in told(cast.adam)
    assert "Co jeszcze trzeba ustawić" not in told(cast.ewa)


def left_in_short(page):
    """Return the links of the line that says what is left: label with count, and address."""
    line = re.search(r"Zostało do ustawienia</span>(.*?)</p>", page, re.S)
    return re.findall(r'<a class="lnk" href="([^"]*)">([^<]*)</a>', line[1]) if line else []


def test_a_project_under_way_says_in_one_line_what_is_left(cast, here, browse):
    Project.objects.filter(pk=here.project.pk).update(lead="")
    four_indicators(here)
    PlannedValue.objects.all().delete()
    settings = reverse("projects:settings", args=[here.centre.slug, here.project.slug]) + "#do-ustawienia"
    promises = reverse("indicators:settings", args=[here.centre.slug, here.project.slug])

    def told(member):
        return browse(member).get(address(here)).content.decode()

    page = told(cast.anna)
    assert "Co jeszcze trzeba ustawić" not in page
    (first, count), *others = left_in_short(page)
    assert first == settings
    assert others == [(promises, "Ustawienia wskaźników: 1")]
    whole = browse(cast.anna).get(settings).content.decode()
    checklist = re.search(r'id="do-ustawienia".*?</section>', whole, re.S)[0]
    # The settings list the promises as well.
    assert count == f"Ustawienia projektu: {len(re.findall('<a class=.lnk.', checklist)) - 1}"
    # Who promises nothing has nothing to set there, and who only reads has nothing to set at all.
    assert [where for where, _count in left_in_short(told(cast.adam))] == []
    assert left_in_short(told(cast.ewa)) == []


@pytest.mark.parametrize(
    ("missing", "counted"), [((), 0), ((Target,), 1), ((PlannedValue,), 1), ((Target, PlannedValue), 2)]
)
def test_indicators_without_target_or_plan_are_counted(cast, here, browse, missing, counted):
    four_indicators(here)
    for indicator in Indicator.objects.all():
        PlannedValue.objects.get_or_create(indicator=indicator, planned_on=TODAY, defaults={"value": 9})
        target = {"value": 10, "reason": "umowa"}
        Target.objects.get_or_create(indicator=indicator, valid_from=PROJECT_BEGAN, defaults=target)
    for promise in missing:
        promise.objects.all().delete()

    told = left_in_short(browse(cast.anna).get(address(here)).content.decode())

    assert [label for _where, label in told if "wskaźników" in label] == (
        [f"Ustawienia wskaźników: {counted}"] if counted else []
    )


def test_what_is_left_is_that_of_today_on_any_day(cast, here, browse):
    four_indicators(here)
    Target.objects.all().delete()

    page = browse(cast.anna).get(address(here), {"stan-na": days_ago(1).isoformat()}).content.decode()

    assert "Ustawienia wskaźników" in page


def test_a_closed_project_has_nothing_left_to_set(cast, here, browse):
    Terms.objects.filter(project=here.project).update(ends_on=days_ago(1))
    Project.objects.filter(pk=here.project.pk).update(lead="")

    assert "Co jeszcze trzeba ustawić" not in browse(cast.anna).get(address(here)).content.decode()


# ---- cost --------------------------------------------------------------------------------------------------


# Anna's one more is what is left to set: all of it in one statement, for those who may settle it.
@pytest.mark.guard
@pytest.mark.parametrize(("member", "at_most"), [("anna", 15), ("bartek", 14), ("kasia", 11), ("tomek", 8)])
def test_the_overview_costs_the_same_for_one_and_three(cast, here, browse, member, at_most):
    client = browse(getattr(cast, member))
    four_indicators(here)

    def one_more():
        here.crowd(1)
        counted(here, 1, days_ago(20))
        number = SupportForm.objects.count() + Group.objects.count()
        group_of(number, 1, here)
        meeting(here, number + 10, date(2019, 5, number))
        Initiative.objects.create(
            project=here.project, name=f"Piknik {number}", held_on=TODAY, recorded_at=NOW
        )

    same_queries_for(lambda: client.get(address(here)), one_more, at_most=at_most)


# ---- one group ---------------------------------------------------------------------------------------------


def group_address(world):
    return reverse("desk:group", args=[world.centre.slug, world.project.slug, world.group.pk])


def test_a_group_lists_its_people_of_the_day(cast, here):
    GroupMembership.objects.filter(enrolment=here.stranger_enrolment).update(left_before=TODAY)
    marked(here, here.session, {here.enrolment: "present", here.hidden_enrolment: "absent"})
    who = standing_of(cast.anna, here.centre, TODAY)

    shown, before = (group_on(who, here.group, day) for day in (TODAY, days_ago(7)))

    assert [(each.name, each.frequency) for each in shown.members] == [
        ("Maria Nowak", Decimal(100)),
        ("Zofia Żak", Decimal(0)),
    ]
    assert [(each.name, each.frequency) for each in before.members] == [
        ("Jan Łoś", None),
        ("Maria Nowak", None),
        ("Zofia Żak", None),
    ]
    assert shown.editions == [here.edition]


def test_a_social_worker_opens_the_files_of_their_own_people_only(cast, here):
    who = standing_of(cast.sabina, here.centre, TODAY)

    assert [(each.name, each.opens) for each in group_on(who, here.group, TODAY).members] == [
        ("Jan Łoś", False),
        ("Maria Nowak", True),
        ("Zofia Żak", True),
    ]


@pytest.mark.parametrize(
    ("member", "status", "count"),
    [("anna", 200, 1), ("ewa", 200, 1), ("sabina", 404, 0), ("bartek", 200, 1), ("kasia", 404, None)],
)
def test_a_group_of_a_sensitive_name_is_for_those_who_see_all_its_people(
    cast, here, browse, member, status, count
):
    Group.objects.filter(pk=here.group.pk).update(is_sensitive=True, partnership=here.partnership)
    somebody = getattr(cast, member)

    assert browse(somebody).get(group_address(here)).status_code == status
    matrix = seen_by(somebody, here).matrix
    assert (matrix.group_count if matrix else None) == count


@pytest.mark.guard
def test_a_group_costs_the_same_for_one_and_three(cast, here, browse):
    client = browse(cast.sabina)

    same_queries_for(lambda: client.get(group_address(here)), lambda: here.crowd(1), at_most=13)
