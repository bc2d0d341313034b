"""The component page in a real browser: axe, narrow screens, and the keys of `keys.js`.

The page is handed to the browser without a server, under the content security policy of the project.
"""

import mimetypes
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from csp.utils import build_policy
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route

from tests.journeys import chromium
from tests.ui.showcase import components, frame, render_page

pytestmark = pytest.mark.journey

HOST = "http://osnowa.test"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    program = chromium.program()
    if program is None:
        # A machine without a browser runs the rest; where everything is required, a skip fails the run.
        pytest.skip(chromium.HOW_TO_GET)
    return {**browser_type_launch_args, "executable_path": program, "args": ["--no-sandbox", "--disable-gpu"]}


@pytest.fixture
def opened(browser: Browser) -> Callable[..., Page]:
    """A function that opens the component page and collects what the browser complains about."""
    pages = []

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOST).split("?")[0].split("#")[0]
        if path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            route.fulfill(body=Path(found).read_bytes(), content_type=kind)
        else:
            context = {**components(), **changes}
            route.fulfill(
                body=render_page("ui/components.html", context),
                content_type="text/html; charset=utf-8",
                headers={"Content-Security-Policy": build_policy()},
            )

    changes: dict = {}

    def opened(
        width: int = 1280, height: int = 900, scheme: str = "light", script: bool = True, **given: object
    ) -> Page:
        changes.update(given)
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=script
        )
        page = context.new_page()
        pages.append(page)
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.route("**/*", answer)
        page.goto(f"{HOST}/")
        return page

    yield opened
    complaints = [complaint for page in pages for complaint in page.complaints]
    for page in pages:
        page.context.close()
    assert complaints == []


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (800, "light"), (390, "dark"), (320, "light")]
)
def test_component_page_has_no_violations_and_never_scrolls_sideways(opened, width, scheme):
    page = opened(width, scheme=scheme)

    found = Axe().run(page, options={"runOnly": STANDARDS}).response["violations"]

    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_page_that_needs_correcting_starts_at_its_errors(opened):
    page = opened()

    assert page.evaluate("document.activeElement.className") == "errsum"


def test_slash_goes_to_search_and_letters_work_only_outside_fields(opened):
    page = opened()

    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "szukaj"
    page.keyboard.type("k?/")
    assert page.input_value("#szukaj") == "k?/"

    page.evaluate(
        "document.querySelector('[data-key=K]').addEventListener('click', () => { document.title = 'K' })"
    )
    page.locator("h1").click()
    page.keyboard.press("k")
    assert page.title() == "K"


def test_single_letters_can_be_switched_off(opened):
    page = opened()
    page.get_by_role("button", name="Wyłącz skróty jednoliterowe").click()
    page.locator("h1").click()

    page.keyboard.press("/")

    assert page.evaluate("document.activeElement.id") != "szukaj"
    assert page.get_by_role("button", name="Włącz skróty jednoliterowe").is_visible()


def test_escape_closes_the_switch_first_and_then_the_open_row(opened):
    page = opened()
    page.evaluate("document.querySelector('[data-esc]').href = '#zwiniete'")
    page.locator("details.switch summary").click()

    page.keyboard.press("Escape")
    assert page.locator("details.switch[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert not page.url.endswith("#zwiniete")

    page.keyboard.press("Escape")
    assert page.url.endswith("#zwiniete")


def test_attendance_is_marked_by_letters_and_walked_by_arrows(opened):
    page = opened()
    page.locator("[name=m-1]").first.focus()

    page.keyboard.press("u")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("O")

    assert page.locator("[name=m-1]:checked").get_attribute("value") == "u"
    assert page.locator("[name=m-2]:checked").get_attribute("value") == "o"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "m-1"
    assert page.locator("[name=m-1]:checked").get_attribute("value") == "u"
    page.keyboard.press("ArrowLeft")
    assert page.locator("[name=m-1]:checked").get_attribute("value") == "n"


def test_ctrl_enter_sends_the_form_once_and_says_so(opened):
    page = opened()
    # The form is stopped at the very end, as if the line were slow and the answer never came.
    page.evaluate(
        """() => {
          window.sent = 0;
          window.addEventListener("submit", (event) => {
            if (!event.defaultPrevented) window.sent += 1;
            event.preventDefault();
          });
        }"""
    )
    page.locator("#id_k-note").fill("Ustalono wizytę")

    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    page.locator("form[aria-busy=true] button").first.click()

    assert page.locator("form[aria-busy=true] button").first.inner_text() == "Zapisuję…"
    assert page.evaluate("window.sent") == 1


def test_phone_menu_opens_and_closes_without_script(opened):
    page = opened(390, script=False)
    menu = page.locator("#menu")
    assert not menu.is_visible()

    page.get_by_role("link", name="Więcej").click()
    assert menu.is_visible()
    assert menu.get_by_role("button", name="Wyloguj").is_visible()

    menu.get_by_role("link", name="Zamknij menu").click()
    assert not menu.is_visible()


def test_focus_is_never_lost_under_the_bar_at_the_bottom(opened):
    page = opened(390, 800, frame=frame(search_address=None))
    for _ in range(60):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
              const at = document.activeElement, bar = document.querySelector('.botnav');
              if (bar.contains(at) || at === document.body) return false;
              const box = at.getBoundingClientRect(), top = bar.getBoundingClientRect().top;
              return box.top >= top && top < innerHeight;
            }"""
        )
        assert not covered, page.evaluate("document.activeElement.outerHTML")


def test_paper_has_no_menus(opened):
    page = opened()

    page.emulate_media(media="print")

    assert not page.locator(".top").is_visible()
    assert not page.locator(".side").is_visible()
    assert page.get_by_role("heading", name="Arkusz komponentów").is_visible()
