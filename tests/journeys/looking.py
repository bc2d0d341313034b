"""Looking at a page as a desk and as a phone show it, and opening the browser of somebody else."""

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from osnowa.accounts.models import User
from tests.journeys.conftest import LEVELS, PATIENCE_MS

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def look(page: Page) -> None:
    """Assert that the open page has no fault at either width and never scrolls sideways.

    The window is as tall as the page: what lies under the bar at the bottom of a phone can be scrolled to,
    but axe takes only what is not covered.
    """
    before = page.viewport_size or DESK
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        tall = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({**size, "height": max(tall, size["height"])})
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], f"{page.url} is {width} wide on a screen of {size['width']}"
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": LEVELS}})
        assert results.violations_count == 0, f"{page.url} at {size['width']}: {results.generate_report()}"
    page.set_viewport_size(before)


def open_browser(browser: Browser, url: str, somebody: User | None = None, **options: object) -> Page:
    """Return a page of a browser of its own, of ``somebody`` or of nobody; its console may speak."""
    context = browser.new_context(
        base_url=url, locale="pl-PL", timezone_id="Europe/Warsaw", **{"viewport": DESK, **options}
    )
    if somebody:
        client = Client()
        client.force_login(somebody)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    return page
