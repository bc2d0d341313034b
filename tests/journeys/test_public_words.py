"""Public pages with whatever people typed: markup is text, no word is too long, prints keep what matters."""

import pytest
from django_scopes import scope
from playwright.sync_api import expect

from osnowa.organisations.models import ContactPoint, Unit
from osnowa.pages.models import Notice, PageLink
from osnowa.projects.models import (
    ExpectedResult,
    Finding,
    LocalPartner,
    LocalProgramme,
    PageSection,
    Programme,
    Project,
    SupportForm,
    TeamRole,
)
from tests.cast import TODAY
from tests.journeys.looking import look

NARROWEST = {"width": 320, "height": 640}
MARKUP = '<b>gruby</b><img src=x onerror="window.broken=1"><script>window.broken=1</script>'
LONG = "Dźwiękonaśladowczokonstantynopolitańczykowianeczka" * 3
TEXT = f"{MARKUP} {LONG}"
PAGES = ["/", "/projekty/", "/projekty/pas-testowo/", "/projekty/pas-testowo/pal/stare-miasto/", "/kontakt/"]


@pytest.fixture
def typed(cast):
    """The first world, in whose every public text stands markup and a very long word."""
    world = cast.here
    with scope(centre=world.centre):
        Project.objects.filter(pk=world.project.pk).update(
            title=TEXT[:200],
            lead=TEXT,
            problem=TEXT,
            main_goal=TEXT,
            specific_goals=f"{TEXT}\n{TEXT}",
            activities=TEXT,
            accompanying_support=TEXT,
        )
        LocalProgramme.objects.filter(pk=world.programme.pk).update(
            name=TEXT[:200],
            addressees=TEXT,
            environment_diagnosis=TEXT,
            people_diagnosis=TEXT,
            diagnosis_method=TEXT[:200],
            goal=TEXT,
        )
        for form in SupportForm.objects.filter(project=world.project):
            form.name, form.heading, form.description = f"{form.pk} {TEXT[:150]}", LONG[:100], TEXT
            form.save()
        LocalPartner.objects.update(gives=TEXT[:200])
        for kind in Finding.Kind.values:
            Finding.objects.create(programme=world.programme, kind=kind, text=TEXT[:200])
        ExpectedResult.objects.create(programme=world.programme, text=TEXT[:200], seen_by=TEXT[:200])
        PageSection.objects.create(project=world.project, heading=TEXT[:160], text=f"{TEXT}\n- {TEXT}")
        Unit.objects.filter(pk=world.project.office.pk).update(
            name=TEXT[:200], team=TEXT[:200], address_line=TEXT[:200], hours=TEXT[:300]
        )
        ContactPoint.objects.create(unit=world.project.office, value="+48717849605", purpose=TEXT[:120])
        email = f"{LONG[:60].lower()}@example.pl"
        ContactPoint.objects.create(unit=world.project.office, kind="email", value=email)
        TeamRole.objects.filter(project=world.project).update(title=TEXT[:120])
        Notice.objects.create(centre=world.centre, text=TEXT, begins_on=TODAY)
        for project in (world.project, None):
            PageLink.objects.create(
                centre=world.centre, project=project, title=TEXT[:120], address="https://www.example.pl"
            )
    return world


@pytest.mark.parametrize("path", PAGES)
def test_markup_is_text_and_no_word_pushes_the_page_sideways(page, typed, path):
    page.set_viewport_size(NARROWEST)
    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST["width"]
    assert page.evaluate("window.broken") is None
    assert page.locator("main img, main b:text-is('gruby')").count() == 0
    expect(page.locator("body")).to_contain_text("<b>gruby</b>")
    assert page.locator("h1").count() == 1
    look(page)


@pytest.mark.parametrize("path", PAGES[2:4])
def test_a_print_keeps_the_marks_and_leaves_the_menus(page, cast, path):
    with scope(centre=cast.here.centre):
        Programme.objects.update(is_eu=True)
    page.goto(path)
    page.emulate_media(media="print")

    expect(page.locator(".eu")).to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    # The foot stays, as whose page it is, without its links.
    for hidden in (".top", ".foot a", ".crumbs", ".as-of", ".demo"):
        assert [each.is_visible() for each in page.locator(hidden).all()].count(True) == 0, hidden
