"""Pictures of the pages, as ``make shots`` takes them: for the README and for looking at one's own change.

The list is ``docs/screenshots/pages.toml``. Each page is taken wide and on a phone, light and dark, and as
printed, into ``var/shots``; a page with ``readme`` also renews its pictures in ``docs/screenshots``.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import click
from playwright.sync_api import APIRequestContext, Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from tests.journeys import chromium

ROOT = Path(__file__).parents[1]
LIST = ROOT / "docs/screenshots/pages.toml"
#: Width and height of the window, colours and medium of each picture; A4 is 794 px wide at 96 dpi.
WAYS = {
    "1280-jasny": (1280, 960, "light", "screen"),
    "1280-ciemny": (1280, 960, "dark", "screen"),
    "390-jasny": (390, 844, "light", "screen"),
    "390-ciemny": (390, 844, "dark", "screen"),
    "druk": (794, 1123, "light", "print"),
}
PATIENCE_S = 30


@dataclass(frozen=True)
class Shot:
    """A page of the list: whose eyes see it, where it starts, the links that lead on to it."""

    name: str
    path: str
    role: str = ""
    follow: tuple[str, ...] = ()
    readme: Mapping[str, str] = field(default_factory=dict)


class Failed(click.ClickException):
    """One sentence on stderr, exit code 1."""

    def show(self, file: object = None) -> None:
        click.echo(self.format_message(), err=True)


def listed() -> list[Shot]:
    """Return the pages of the list, in its order."""
    pages = tomllib.loads(LIST.read_text("utf-8"))["page"]
    return [Shot(**{**page, "follow": tuple(page.get("follow", ()))}) for page in pages]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--only", multiple=True, metavar="NAZWA", help="Tylko te strony (nazwa z listy).")
@click.option("--server", metavar="ADRES", help="Działający pokaz; bez tego powstanie własny, na chwilę.")
@click.option("--to", type=click.Path(path_type=Path), default=ROOT / "var/shots", help="Folder na zdjęcia.")
@click.option("--readme/--no-readme", default=True, help="Czy odświeżyć zdjęcia w docs/screenshots.")
def main(only: tuple[str, ...], server: str | None, to: Path, readme: bool) -> None:
    """Zrób zdjęcia stron z docs/screenshots/pages.toml."""
    shots = listed()
    if unknown := set(only) - {shot.name for shot in shots}:
        raise Failed(f"Nie ma na liście: {', '.join(sorted(unknown))}. Lista: docs/screenshots/pages.toml.")
    chosen = [shot for shot in shots if not only or shot.name in only]
    with sync_playwright() as playwright:
        asking = playwright.request.new_context()
        if server and not answers(asking, server):
            raise Failed(f"Pod adresem {server} nic nie odpowiada. Uruchom make demo albo pomiń --server.")
        program = chromium.program()
        if program is None:
            raise Failed(f"Nie ma przeglądarki: {chromium.HOW_TO_GET}.")
        to.mkdir(parents=True, exist_ok=True)
        with nullcontext(server) if server else own_demo(asking) as address:
            browser = playwright.chromium.launch(
                executable_path=program, args=["--no-sandbox", "--disable-gpu"]
            )
            try:
                take(browser, address, chosen, to)
            except BrowserError as reason:
                raise Failed(
                    f"Przeglądarka nie zrobiła zdjęcia: {reason.message.splitlines()[0]}"
                ) from reason
            finally:
                browser.close()
    if readme:
        for picture in (picture for shot in chosen for picture in shot.readme):
            shutil.copy(to / f"{picture}-okno.png", LIST.parent / f"{picture}.png")
    click.echo(f"Zdjęcia: {to}")


def take(browser: Browser, address: str, shots: list[Shot], to: Path) -> None:
    """Take every picture of ``shots``; one window a way and a role, so that each signs in once."""
    with click.progressbar(length=len(shots) * len(WAYS), label="Robię zdjęcia", file=sys.stderr) as bar:
        for way, (width, height, scheme, medium) in WAYS.items():
            for role in dict.fromkeys(shot.role for shot in shots):
                context = browser.new_context(
                    base_url=address,
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                    locale="pl-PL",
                    timezone_id="Europe/Warsaw",
                )
                page = context.new_page()
                enter(page, role)
                for shot in (each for each in shots if each.role == role):
                    reach(page, shot)
                    page.emulate_media(media=medium)
                    page.screenshot(path=to / f"{shot.name}-{way}.png", full_page=True)
                    for picture in (picture for picture, wanted in shot.readme.items() if wanted == way):
                        page.screenshot(path=to / f"{picture}-okno.png")
                    page.emulate_media(media="screen")
                    bar.update(1)
                context.close()


def enter(page: Page, role: str) -> None:
    """Sign in through the demo's door of ``role``; nobody signs in for a public page."""
    if role:
        page.goto("/konto/zaloguj/")
        page.get_by_role("button", name=role).click()
        page.wait_for_url(re.compile(r"/panel/"))


def reach(page: Page, shot: Shot) -> None:
    """Go to the page of ``shot``, over the links it names (CSS selectors)."""
    answer = page.goto(shot.path)
    if answer is None or not answer.ok:
        raise Failed(
            f"{shot.name}: {shot.path} nie odpowiada stroną ({answer.status if answer else 'brak'})."
        )
    for selector in shot.follow:
        # A phone is led elsewhere than a desk: by the link that is seen.
        links = page.locator(f"{selector} >> visible=true")
        if not links.count():
            raise Failed(f"{shot.name}: na stronie {page.url} nie ma {selector}.")
        links.first.click()
        page.wait_for_load_state()


def answers(asking: APIRequestContext, address: str) -> bool:
    """Return whether a page comes from ``address``."""
    try:
        return asking.get(address).ok
    except BrowserError:
        return False


@contextmanager
def own_demo(asking: APIRequestContext) -> Iterator[str]:
    """Load the demo into a folder that goes away, serve it on a free port, and stop it afterwards."""
    osnowa = Path(sys.executable).with_name("osnowa")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="osnowa-shots-") as folder:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment["OSNOWA_DATA"] = folder
        if subprocess.run([osnowa, "demo", "--no-serve"], env=environment).returncode:
            raise Failed("Dane pokazowe się nie wczytały. Uruchom osnowa demo, żeby zobaczyć dlaczego.")
        served = subprocess.Popen(
            [osnowa, "serve", "--port", port], env=environment, stdout=subprocess.DEVNULL
        )
        try:
            address = f"http://127.0.0.1:{port}"
            until = time.monotonic() + PATIENCE_S
            while not answers(asking, address):
                if time.monotonic() > until:
                    raise Failed("Serwer pokazu nie odpowiada.")
                time.sleep(0.2)
            yield address
        finally:
            served.terminate()
            served.wait()


if __name__ == "__main__":
    main()
