"""A real browser for the journeys: Debian's Chromium through Playwright, against a live server.

A journey asks for ``page`` and ``cast``, signs in with ``enter`` and looks at each page with ``axe``::

    def test_sabina_notes_a_contact(page, cast, enter, axe):
        enter(cast.sabina)
        page.goto(f"/panel/{cast.here.centre.slug}/")
        ...
        axe()

Everything in this folder carries the mark ``journey`` by itself. A page that writes an error into the console
(a broken script, a violation of the content policy) fails its test.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from osnowa.accounts.models import User
from tests.journeys import chromium

# Playwright runs a loop in the test's thread, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MS = 10_000
HERE = Path(__file__).parent
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Start the installed browser; what Playwright would download is not used."""
    path = chromium.program()
    if path is None:
        # A machine without a browser runs the rest; where everything is required, a skip fails the run.
        pytest.skip(chromium.HOW_TO_GET)
    return {**browser_type_launch_args, "executable_path": path, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    """Speak Polish, live in Warsaw, and look as the design's wide pages do."""
    return {
        **browser_context_args,
        "locale": "pl-PL",
        "timezone_id": "Europe/Warsaw",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder, before ``-m`` chooses."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("journey")


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Let ``page.goto("/projekty/")`` reach the live server."""
    return live_server.url


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """One page of the browser, silent in its console."""
    errors: list[str] = []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(PATIENCE_MS)
    yield page
    assert errors == []


@pytest.fixture
def axe(page: Page) -> Callable[[], None]:
    """A function that asserts: axe finds nothing against WCAG 2.0–2.2 A and AA on the open page."""

    def axe() -> None:
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": LEVELS}})
        assert results.violations_count == 0, results.generate_report()

    return axe


@pytest.fixture
def enter(page: Page, live_server: LiveServer) -> Callable[[User], None]:
    """A function that signs somebody in: the browser gets a session, as if they had typed their password."""

    def enter(somebody: User) -> None:
        client = Client()
        client.force_login(somebody)
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": live_server.url,
                }
            ]
        )

    return enter
