"""Links of public pages: where they stand, what is refused, and whether they answer."""

import socket
import ssl
from io import StringIO
from itertools import count

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from osnowa.audit.models import Entry
from osnowa.pages.actions.links import add_link, correct_link, note_link_check, withdraw_link
from osnowa.pages.management.asking import fault_of
from osnowa.pages.models import PageLink
from osnowa.projects.actions.changes import Gone, OfAnotherCentre
from tests.cast import NOW, TODAY
from tests.queries import same_queries_for

_numbers = count(1)
BIP = "https://www.gov.pl/web/bip"


@pytest.fixture
def set_link(cast, here):
    """Return a function that sets a link on the page of ``project``, or on those of the centre."""

    def set_link(project=None, address="", title="Serwis", position=1):
        return add_link(
            centre=here.centre,
            project=project,
            title=title,
            address=address or f"https://www.example.pl/{next(_numbers)}",
            position=position,
            by=cast.adam,
            at=NOW,
        )

    return set_link


def read(path: str) -> str:
    return Client().get(path).content.decode().partition("<main")[2]


def test_a_link_stands_on_its_page_only(here, set_link):
    set_link(here.project, BIP)
    set_link(None, "https://www.wroclaw.pl")

    def found(path):
        return [address for address in (BIP, "https://www.wroclaw.pl") if f'href="{address}"' in read(path)]

    assert found("/projekty/pas-testowo/") == [BIP]
    assert found("/projekty/dom-testowo/") == []
    assert found("/") == found("/kontakt/") == ["https://www.wroclaw.pl"]


def test_links_stand_in_their_order(here, set_link):
    for title, position in (("Drugi", 2), ("Pierwszy", 1), ("Trzeci", 3)):
        set_link(here.project, title=title, position=position)

    page = read("/projekty/pas-testowo/")
    assert page.index("Pierwszy") < page.index("Drugi") < page.index("Trzeci")


@pytest.mark.parametrize(
    "address",
    [
        "http://www.gov.pl",
        "www.gov.pl",
        "javascript:alert(1)",
        "https://",
        "ftp://www.gov.pl",
        "data:text/html,x",
    ],
)
def test_what_is_no_encrypted_address_is_refused(set_link, address):
    with pytest.raises(ValidationError, match="Podaj cały adres, od https://"):
        set_link(address=address)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://jan:haslo@www.gov.pl/", "bez nazwy użytkownika i hasła"),
        ("https://jan@www.gov.pl/", "bez nazwy użytkownika i hasła"),
        ("https://www.gov.pl:99999/", "Popraw numer portu"),
        ("https://www.gov.pl:0/", "Popraw numer portu"),
        (f"https://{'ż' * 60}.pl/", "Popraw nazwę serwisu"),
    ],
)
def test_what_nobody_could_ask_for_is_refused(set_link, address, said):
    with pytest.raises(ValidationError, match=said):
        set_link(address=address)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.wroclaw.pl/żółw?q=zażółć",
        "https://żółw.pl/",
        "https://www.gov.pl:8443/",
        "https://mastodon.social/@mops",
    ],
)
def test_addresses_as_people_paste_them_are_taken(set_link, address):
    assert set_link(address=address).address == address


def test_the_database_refuses_what_is_not_encrypted(here):
    with pytest.raises(IntegrityError), transaction.atomic():
        PageLink.objects.create(centre=here.centre, title="x", address="http://www.gov.pl")


def test_one_address_stands_once_on_a_page(here, set_link):
    set_link(here.project, BIP)
    set_link(None, BIP)

    for project in (here.project, None):
        with pytest.raises(ValidationError, match="Odnośnik pod ten adres już jest"):
            set_link(project, BIP)


def test_a_project_of_another_centre_is_refused(cast, set_link):
    with pytest.raises(OfAnotherCentre):
        set_link(cast.elsewhere.project)


def test_another_address_has_not_been_checked_yet(cast, here, set_link):
    link = set_link(here.project)
    note_link_check(link=link, fault="odpowiedź 404", by=None, at=NOW)

    link = correct_link(
        link=link, project=here.project, title="Serwis", address=BIP, position=1, by=cast.anna, at=NOW
    )

    assert (link.checked_on, link.fault) == (None, "")


def test_every_change_is_in_the_journal(cast, here, set_link):
    link = set_link(here.project)
    note_link_check(link=link, fault="", by=None, at=NOW)
    withdraw_link(link=link, by=cast.anna, at=NOW)

    verbs = Entry.objects.filter(verb__startswith="pages.").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["pages.pagelink.added", "pages.pagelink.verified", "pages.pagelink.withdrawn"]


def test_a_person_sets_corrects_and_withdraws_a_link(cast, here, browse):
    client, slug = browse(cast.anna), here.centre.slug
    sent = {"title": "Serwis", "address": BIP, "position": 1, "project": here.project.pk}

    client.post(reverse("pages:add_link", args=[slug]), sent)
    link = PageLink.objects.get()
    assert "jeszcze niesprawdzony" in client.get(reverse("pages:links", args=[slug])).content.decode()
    again = client.post(reverse("pages:add_link", args=[slug]), sent)
    assert (again.status_code, "już jest na tej stronie" in again.content.decode()) == (422, True)
    client.post(reverse("pages:correct_link", args=[slug, link.pk]), {**sent, "title": "BIP"})
    link.refresh_from_db()
    assert link.title == "BIP"
    client.post(reverse("pages:withdraw_link", args=[slug, link.pk]))

    assert not PageLink.objects.exists()


def test_the_list_says_when_each_was_checked(cast, here, browse, set_link):
    note_link_check(link=set_link(title="Dobry"), fault="", by=None, at=NOW)
    note_link_check(link=set_link(title="Zły"), fault="odpowiedź 404", by=None, at=NOW)

    page = browse(cast.anna).get(reverse("pages:links", args=[here.centre.slug])).content.decode()

    assert "16.04.2019 działał" in page
    assert "16.04.2019 nie działał: odpowiedź 404" in page


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://127.0.0.1/", "adres jest wewnętrzny"),
        ("https://localhost/", "adres jest wewnętrzny"),
        ("https://[::1]/", "adres jest wewnętrzny"),
        ("https://10.0.0.1/x", "adres jest wewnętrzny"),
        ("https://169.254.169.254/latest/", "adres jest wewnętrzny"),
        ("http://www.gov.pl/", "adres nie zaczyna się od https://"),
        ("file:///etc/passwd", "adres nie zaczyna się od https://"),
        ("https://127.0.0.1:99999/", "adres ma błędny numer portu"),
        ("https://127.0.0.1:0/", "adres ma błędny numer portu"),
        ("https://127.0.0.1:x/", "adres ma błędny numer portu"),
        ("https://jan:haslo@www.gov.pl/", "adres podaje nazwę użytkownika"),
        (f"https://{'ż' * 60}.pl/", "adres ma błędną nazwę serwisu"),
        (f"https://{'z' * 70}.pl/", "adres ma błędną nazwę serwisu"),
        ("https://www..pl/", "adres ma błędną nazwę serwisu"),
        ("https://[::1/", "adres ma błędną nazwę serwisu"),
        ("https://", "adres ma błędną nazwę serwisu"),
        ("https://[::ffff:127.0.0.1]/żółw?q=zażółć", "adres jest wewnętrzny"),
        ("https://127.0.0.1/żółw?q=zażółć gęślą", "adres jest wewnętrzny"),
    ],
)
def test_checking_never_asks_the_neighbours_of_the_server(address, said):
    assert fault_of(address, 0.1) == said


@pytest.fixture
def site():
    """Return how to connect to a site that gives the answers, one after another, and what it was asked."""
    heard = []

    def site(*answers):
        coming = iter(answers)

        def connect(asked, seconds):
            here, there = socket.socketpair()
            there.sendall(next(coming))
            there.shutdown(socket.SHUT_WR)
            heard.append((asked, there))
            return here

        return connect

    site.heard = heard
    yield site
    for _asked, there in heard:
        there.close()


def lead_to(address: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {address}\r\nContent-Length: 0\r\n\r\n".encode()


FINE = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([FINE], ""),
        ([b"HTTP/1.1 204 No Content\r\n\r\n"], ""),
        ([b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"], "odpowiedź 404"),
        ([b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n"], "odpowiedź 500"),
        ([b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"], "odpowiedź 302"),
        ([b"nonsense\r\n\r\n"], "odpowiedź jest nieczytelna"),
        ([b"HTTP/1.1 abc\r\n\r\n"], "odpowiedź jest nieczytelna"),
        ([b""], "połączenie przerwane"),
        ([b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n"], "odpowiedź jest nieczytelna"),
        ([lead_to("/nowa"), FINE], ""),
        ([lead_to("https://www.gov.pl/żółw"), FINE], ""),
        ([lead_to("http://www.gov.pl/")], "adres nie zaczyna się od https://"),
        ([lead_to("https://www.gov.pl:99999/")], "adres ma błędny numer portu"),
        ([lead_to("https://a@www.gov.pl/")], "adres podaje nazwę użytkownika"),
        ([lead_to("/a")] * 9, "serwis odsyła w kółko"),
    ],
)
def test_a_fault_is_told_in_polish_by_its_kind(site, answers, said):
    assert fault_of("https://www.wroclaw.pl/", 1, connect=site(*answers)) == said


@pytest.mark.parametrize(
    ("address", "host", "line"),
    [
        ("https://www.wroclaw.pl", "www.wroclaw.pl", "GET / HTTP/1.1"),
        ("https://www.wroclaw.pl/żółw", "www.wroclaw.pl", "GET /%C5%BC%C3%B3%C5%82w HTTP/1.1"),
        ("https://www.wroclaw.pl/%C5%BC", "www.wroclaw.pl", "GET /%C5%BC HTTP/1.1"),
        ("https://www.wroclaw.pl/?q=żó&a=1 2", "www.wroclaw.pl", "GET /?q=%C5%BC%C3%B3&a=1%202 HTTP/1.1"),
        ("https://żółw.pl/#dół", "xn--w-uga1v8h.pl", "GET / HTTP/1.1"),
        ("https://www.gov.pl:8443/", "www.gov.pl:8443", "GET / HTTP/1.1"),
    ],
)  # fmt: skip
def test_letters_beyond_ascii_are_asked_for_as_the_network_writes_them(site, address, host, line):
    assert fault_of(address, 1, connect=site(FINE)) == ""

    [(_asked, there)] = site.heard
    first, *headers = there.recv(9000).decode("ascii").split("\r\n")
    assert first == line
    assert f"Host: {host}" in headers


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch):
    answers = iter(["93.184.216.34", "127.0.0.1", "127.0.0.1"])
    reached = []

    def look_up(host, port, *rest, **options):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def reach(where, *rest):
        reached.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", reach)

    assert fault_of("https://raz-tu-raz-tam.pl/", 1) == "serwis nie przyjmuje połączeń"
    assert reached == [("93.184.216.34", 443)]


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (TimeoutError(), "brak odpowiedzi na czas"),
        (socket.gaierror(-2, "Name or service not known"), "nieznany host"),
        (ssl.SSLCertVerificationError("certificate verify failed"), "brak ważnego certyfikatu"),
        (ConnectionRefusedError(111, "Connection refused"), "serwis nie przyjmuje połączeń"),
        (ConnectionResetError(104, "Connection reset by peer"), "połączenie przerwane"),
        (OSError(101, "Network is unreachable"), "połączenie przerwane"),
    ],
)
def test_no_english_of_the_network_reaches_the_panel(why, said):
    def connect(asked, seconds):
        raise why

    assert fault_of("https://www.wroclaw.pl/", 1, connect=connect) == said


def test_a_link_withdrawn_or_corrected_meanwhile_is_not_noted(cast, here, set_link):
    asked, gone = set_link(here.project, BIP), set_link(here.project)
    correct_link(
        link=asked, project=here.project, title="x", address=f"{BIP}/nowy", position=1, by=cast.anna, at=NOW
    )
    withdraw_link(link=gone, by=cast.anna, at=NOW)

    for link in (asked, gone):
        with pytest.raises(Gone):
            note_link_check(link=link, fault="odpowiedź 404", by=None, at=NOW)
    assert list(PageLink.objects.values_list("checked_on", "fault")) == [(None, "")]


def test_an_address_from_before_its_rule_is_noted_too(here):
    link = PageLink.objects.create(centre=here.centre, title="x", address="https://jan:haslo@www.gov.pl/")

    note_link_check(link=link, fault=fault_of(link.address, 1), by=None, at=NOW)

    link.refresh_from_db()
    assert link.fault == "adres podaje nazwę użytkownika"


def test_the_command_says_which_links_do_not_answer(cast, here, set_link):
    set_link(here.project, "https://127.0.0.1/zamkniete", title="Serwis wewnętrzny")
    out = StringIO()

    with scopes_disabled(), pytest.raises(CommandError, match="Odnośniki, które nie działają: 1") as refused:
        call_command("check_links", stdout=out)

    assert refused.value.returncode == 1
    assert "Serwis wewnętrzny, https://127.0.0.1/zamkniete: adres jest wewnętrzny" in out.getvalue()
    with scope(centre=here.centre):
        link = PageLink.objects.get()
    assert (link.checked_on, link.fault) == (TODAY, "adres jest wewnętrzny")


def test_the_command_is_quiet_without_links(cast):
    out = StringIO()

    call_command("check_links", stdout=out)

    assert out.getvalue() == "Sprawdzone odnośniki: 0\n"


@pytest.mark.guard
def test_the_list_of_links_costs_the_same_for_one_and_three(cast, here, browse, set_link):
    client, address = browse(cast.anna), reverse("pages:links", args=[here.centre.slug])

    same_queries_for(lambda: client.get(address), lambda: set_link(here.project), at_most=14)
