"""A list with nothing in it says what is missing and why, and leads to the form that adds the first one."""

import re

import pytest
from django.urls import reverse
from django_scopes import scope

from osnowa.organisations.models import Centre, Membership, Organisation, Role
from osnowa.projects.models import Project, TeamRole
from tests.accessibility import faults
from tests.cast import PROJECT_BEGAN

OF_CENTRE = {
    ("desk:home",): "projects:add_project",
    ("projects:projects",): "projects:add_project",
    ("projects:programmes",): "projects:add_programme",
    ("organisations:places",): "organisations:add_place",
    ("organisations:areas",): "organisations:add_area",
    ("desk:todo",): "",
    ("desk:log",): "",
}
PROJECT = "nowy-projekt"
OF_PROJECT = {
    ("desk:home",): "participants:register",
    ("participants:people",): "participants:register",
    ("participants:people", "?projekt=nowy-projekt"): "participants:register",
    ("desk:project", PROJECT): "indicators:settings",
    ("trainings:courses", PROJECT): "trainings:add_course",
    ("indicators:table", PROJECT): "indicators:settings",
    ("indicators:settings", PROJECT): "indicators:add_indicator",
    ("initiatives:initiatives", PROJECT): "initiatives:add",
    ("projects:settings_part", PROJECT, "warunki"): "projects:add_terms",
    ("projects:settings_part", PROJECT, "zadania"): "projects:add_task",
    ("projects:settings_part", PROJECT, "formy-wsparcia"): "projects:add_support_form",
    ("projects:settings_part", PROJECT, "pal"): "projects:add_local_programme",
    ("projects:settings_part", PROJECT, "strona"): "projects:add_page_section",
}


@pytest.fixture
def fresh(cast):
    """A centre into which Adam has just moved."""
    centre = Centre.objects.create(slug="nowy", name="Nowy ośrodek", short_name="Nowy")
    with scope(centre=centre):
        body = Organisation.objects.create(centre=centre, name="Nowy", kind=Organisation.Kind.CENTRE)
        Membership.objects.create(
            user=cast.adam,
            centre=centre,
            organisation=body,
            role=Role.ADMINISTRATOR,
            begins_on=PROJECT_BEGAN,
        )
        yield centre


@pytest.fixture
def fresh_project(cast, here, fresh):
    """Its first project, in which Adam does everything."""
    project = Project.objects.create(
        centre=fresh, title="Nowy projekt", slug=PROJECT, rule_pack=here.project.rule_pack
    )
    for role in (Role.COORDINATOR, Role.SOCIAL_WORKER):
        TeamRole.objects.create(project=project, user=cast.adam, role=role, begins_on=PROJECT_BEGAN)
    return project


def check(client, asked, form):
    name, *args = asked
    query = args.pop() if args and args[-1].startswith("?") else ""
    html = client.get(reverse(name, args=["nowy", *args]) + query).content.decode()
    main = re.search(r"<main.*?</main>", html, re.S)[0]
    nothing = re.findall(r'<div class="empty">.*?</div>', main, re.S)
    assert nothing, "no word for a list with nothing in it"
    assert [each for each in nothing if not re.search(r'<p class="mute">[^<]{20,}</p>', each)] == []
    if form:
        owner = args[:1] if form not in ("projects:add_project", "projects:add_programme") else []
        assert f'href="{reverse(form, args=["nowy", *owner])}' in main
    assert faults(html) == []


@pytest.mark.parametrize(("asked", "form"), OF_CENTRE.items(), ids=lambda value: str(value))
def test_a_new_centre_says_what_to_begin_with(cast, browse, fresh, asked, form):
    check(browse(cast.adam), asked, form)


@pytest.mark.parametrize(("asked", "form"), OF_PROJECT.items(), ids=lambda value: str(value))
def test_a_new_project_says_what_to_begin_with(cast, browse, fresh_project, asked, form):
    check(browse(cast.adam), asked, form)


@pytest.mark.parametrize("name", ["organisations", "places", "areas", "members"])
def test_a_search_that_finds_nothing_leads_back_to_everything(cast, browse, fresh, name):
    page = browse(cast.adam).get(reverse(f"organisations:{name}", args=["nowy"]), {"q": "nie ma takich"})

    assert '<a class="btn" href="?">' in page.content.decode()
