"""The ways through the panel, walked by everybody at every address: menu and path lead where one may go."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.access import matrix
from tests.access.matrix import MEMBERS, OK
from tests.architecture.house import nothing_in

pytestmark = pytest.mark.guard

ADDRESSES = {address.name: address for address in matrix.addresses() if address.name}
PAGES = [
    (name, row)
    for (method, name), row in matrix.table().items()
    if method == "GET" and name in ADDRESSES and ADDRESSES[name].in_panel
]
#: Pages to which the menu itself leads: they stand at the top, so no path leads to them.
TOP = {
    "desk:home",
    "desk:log",
    "organisations:members",
    "organisations:organisations",
    "pages:notices",
    "participants:people",
    "projects:projects",
    "trainings:sessions",
}
#: Pages of the frame, reached from everywhere: no entry of the menu is theirs.
OF_THE_FRAME = {"desk:help", "desk:search", "desk:todo"}
#: Previews wear the frame of the public page.
AS_THE_PUBLIC_SEES = {"pages:preview", "pages:preview_local_programme"}


def path_of(html):
    """Return the steps of the breadcrumbs as (label, address), the address empty without a link; or None."""
    found = re.search(r'<nav class="crumbs".*?</nav>', html, re.S)
    if not found:
        return None
    steps = re.findall(r"<li( aria-current=\"page\")?>(.*?)</li>", found[0], re.S)
    return [
        (
            unescape(re.sub(r"<[^>]*>", "", step)),
            *(re.findall(r'href="([^"]*)"', step) or [""]),
            bool(is_here),
        )
        for is_here, step in steps
    ]


def menu_of(html):
    """Return the addresses of the side menu, and of them those marked as where one is."""
    menu = re.search(r'<nav class="side".*?</nav>', html, re.S)[0]
    return re.findall(r'<li><a href="([^"]*)"', menu), re.findall(r'href="([^"]*)" aria-current="page"', menu)


def faults_of_path(name, html, opens):
    """Yield what is wrong with the path to a page; ``opens`` tells whether an address opens."""
    path = path_of(html)
    if name in TOP:
        if path:
            yield "a page of the menu has breadcrumbs"
        return
    if not path:
        yield "no breadcrumbs"
        return
    *before, (label, address, is_here) = path
    if address or not is_here:
        yield f"the last step, {label}, is not the page at hand"
    if not before:
        yield "the path has no step before the page"
    for label, address, is_here in before:
        if not address or is_here:
            yield f"the step {label} leads nowhere"
        elif not opens(unescape(address)):
            yield f"the step {label} leads to {address}, which does not open"


def faults_of_menu(name, address, html):
    """Yield what is wrong with the mark in the menu: the entry stands marked where the path begins."""
    entries, marked = menu_of(html)
    begins = (
        [address] if name in TOP else [step for _label, step, _is_here in path_of(html) or [] if step][:1]
    )
    expected = [] if name in OF_THE_FRAME else [entry for entry in begins if entry in entries]
    if marked != expected:
        yield f"the menu marks {marked}, the path begins at {begins}"


@pytest.mark.parametrize("member", [name for name in MEMBERS if name not in ("nobody", "darek")])
def test_path_and_menu_lead_where_one_may_go(cast, member):
    world, client = cast.here, Client()
    client.force_login(getattr(cast, member))
    known: dict[str, bool] = {}

    def opens(address):
        if address not in known:
            known[address] = client.get(address).status_code == 200
        return known[address]

    wrong = []
    for name, row in PAGES:
        if row.outcome(member, in_panel=True) != OK:
            continue
        address = reverse(name, kwargs={"centre": world.centre.slug, **row.to(world)})
        answer = client.get(address + row.query)
        if answer.streaming:
            answer.getvalue()
            continue
        if not answer["Content-Type"].startswith("text/html"):
            continue
        html = answer.content.decode()
        if name in AS_THE_PUBLIC_SEES:
            assert '<nav class="side"' not in html
            continue
        faults = [*faults_of_path(name, html, opens), *faults_of_menu(name, address, html)]
        wrong += [f"{name}: {fault}" for fault in faults]

    nothing_in(wrong)


# ---- the guard can fail ------------------------------------------------------------------------------------

MENU = '<nav class="side"><ul><li><a href="/osoby/" aria-current="page">Osoby</a></li></ul></nav>'
STEPS = '<li><a href="/osoby/">Osoby</a></li><li aria-current="page">Popraw</li>'
PATH = f'<nav class="crumbs"><ol>{STEPS}</ol></nav>'


@pytest.mark.parametrize(
    ("name", "path", "fault"),
    [
        ("a:b", "", "no breadcrumbs"),
        ("desk:log", PATH, "a page of the menu has breadcrumbs"),
        ("a:b", PATH.replace("/osoby/", "/nie/"), "the step Osoby leads to /nie/, which does not open"),
        ("a:b", PATH.replace(' href="/osoby/"', ""), "the step Osoby leads nowhere"),
        ("a:b", PATH.replace(' aria-current="page"', ""), "the last step, Popraw, is not the page at hand"),
        (
            "a:b",
            '<nav class="crumbs"><li aria-current="page">Popraw</li></nav>',
            "the path has no step before the page",
        ),
    ],
)
def test_a_wrong_path_is_found(name, path, fault):
    assert [*faults_of_path(name, path, lambda address: address == "/osoby/")] == [fault]


@pytest.mark.parametrize(
    "menu", [MENU.replace(' aria-current="page"', ""), MENU.replace("/osoby/", "/projekty/")]
)
def test_a_wrong_mark_is_found(menu):
    both = menu.replace("</ul>", '<li><a href="/osoby/">Osoby</a></li></ul>')

    assert [*faults_of_menu("a:b", "/podstawy/1/", both + PATH)]


def test_a_right_page_has_no_fault():
    assert [*faults_of_path("a:b", PATH, lambda _address: True)] == []
    assert [*faults_of_menu("a:b", "/podstawy/1/", MENU + PATH)] == []
