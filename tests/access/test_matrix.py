"""Every address, every method, every member of the cast; the table is in ``rows/``."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access import matrix
from tests.access.matrix import BAD, DENIED, GO, HIDDEN, LOGIN, MEMBERS, OK, Address, Row
from tests.accessibility import faults
from tests.architecture.house import nothing_in
from tests.cast import Cast, World

pytestmark = pytest.mark.guard

ADDRESSES = {address.name: address for address in matrix.addresses() if address.name}
ROWS = matrix.table()
#: What is wrong with the table itself is told by one test, not by hundreds.
TRIED = [key for key in ROWS if key[1] in ADDRESSES]
every_address = pytest.mark.parametrize("key", TRIED, ids=[" ".join(key) for key in TRIED])
panel_keys = [key for key in TRIED if ADDRESSES[key[1]].in_panel]
every_panel_address = pytest.mark.parametrize("key", panel_keys, ids=[" ".join(key) for key in panel_keys])


@contextmanager
def undone() -> Iterator[None]:
    """Take back what happens inside, so that one member's click does not change the next one's answer."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Asking:
    """Opens addresses as members of the cast."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.sign_in_address = reverse("account_login")
        self.clients = {name: Client() for name in MEMBERS}
        for name, client in self.clients.items():
            if name != "nobody":
                client.force_login(getattr(cast, name))

    def open(
        self, member: str, key: tuple[str, str], row: Row, *, panel_of: World, ids_of: World
    ) -> HttpResponse:
        """Return the answer to ``member`` at the panel of one world with the ids of another (or the same)."""
        method, name = key
        arguments = row.to(ids_of)
        if ADDRESSES[name].in_panel:
            arguments = {"centre": panel_of.centre.slug, **arguments}
        address = reverse(name, kwargs=arguments) + row.query
        with undone():
            call = getattr(self.clients[member], method.lower())
            answer = call(address, row.sends(ids_of)) if method == "POST" else call(address)
        # A download holds its file open until somebody has read it.
        if answer.streaming:
            answer.getvalue()
        return answer


@pytest.fixture
def asking(cast: Cast) -> Asking:
    return Asking(cast)


def test_the_table_speaks_of_every_address():
    nothing_in(matrix.gaps(list(matrix.addresses()), ROWS))


@every_address
def test_everybody_gets_what_the_table_says(asking, key):
    row, here, in_panel = ROWS[key], asking.cast.here, ADDRESSES[key[1]].in_panel
    wrong = []

    for member in MEMBERS:
        expected = row.outcome(member, in_panel=in_panel)
        response = asking.open(member, key, row, panel_of=here, ids_of=here)
        outcome = matrix.read(response, asking.sign_in_address)
        if outcome != expected:
            wrong.append(f"{member}: {outcome}, the table says {expected}")
        if outcome in (OK, BAD) and response["Content-Type"].startswith("text/html"):
            wrong += [f"{member}: {fault}" for fault in faults(response.content.decode())]

    nothing_in(wrong)


@every_panel_address
def test_ids_of_another_centre_do_not_exist(asking, key):
    row, here, elsewhere = ROWS[key], asking.cast.here, asking.cast.elsewhere
    if row.to(elsewhere) == {}:
        return
    wrong = []

    for member in MEMBERS[1:-1]:
        response = asking.open(member, key, row, panel_of=here, ids_of=elsewhere)
        outcome = matrix.read(response, asking.sign_in_address)
        # Whoever may never open it may hear so at once: that tells nothing about the other centre.
        never = {DENIED} & {row.outcome(member, in_panel=True)}
        if outcome not in {HIDDEN} | never:
            wrong.append(f"{member}: {outcome} with an id of another centre")

    response = asking.open("darek", key, row, panel_of=elsewhere, ids_of=here)
    outcome = matrix.read(response, asking.sign_in_address)
    if outcome not in {HIDDEN} | ({DENIED} & {row.outcome("anna", in_panel=True)}):
        wrong.append(f"darek at home: {outcome} with an id of another centre")
    nothing_in(wrong)


@every_panel_address
def test_the_other_centre_answers_its_own_coordinator(asking, key):
    """Darek's refusals above mean something: at home, with his own ids, he gets what Anna gets here."""
    row, elsewhere = ROWS[key], asking.cast.elsewhere

    response = asking.open("darek", key, row, panel_of=elsewhere, ids_of=elsewhere)

    assert matrix.read(response, asking.sign_in_address) == row.outcome("anna", in_panel=True)


# ---- the guard can fail ------------------------------------------------------------------------------------


def answering(*methods: str):
    """Return a view that declares ``methods``."""
    from django.views.decorators.http import require_http_methods

    return require_http_methods(list(methods))(lambda request: HttpResponse())


@pytest.mark.parametrize(
    ("address", "rows", "fault"),
    [
        (Address("a:b", "b/", answering("GET")), {}, "not in the matrix: GET a:b"),
        (Address("", "b/", answering("GET")), {}, "no name: b/"),
        (Address("a:b", "b/", lambda request, pk: None), {}, "a:b (b/) does not declare its methods"),
        (Address("a:b", "b/", lambda request: HttpResponse()), {}, "a:b (b/) does not declare its methods"),
        (
            Address("a:b", "b/", answering("GET", "POST")),
            {("GET", "a:b"): matrix.who(rest=OK)},
            "not in the matrix: POST a:b",
        ),
        (
            Address("a:b", matrix.PANEL + "b/", answering("GET")),
            {("GET", "a:b"): matrix.who(anna=OK)},
            "GET a:b forgets sabina, tomek, bartek, kasia, ewa, iga, adam, hanna, celina",
        ),
        (
            Address("a:b", "b/", answering("GET")),
            {("GET", "a:b"): matrix.who(rest=OK), ("GET", "a:c"): matrix.who(rest=OK)},
            "no such address: GET a:c",
        ),
    ],
)
def test_a_gap_in_the_table_is_found(address, rows, fault):
    assert fault in matrix.gaps([address], rows)


def test_a_full_table_has_no_gap():
    address = Address("a:b", "b/", answering("GET", "HEAD", "POST"))
    rows = {("GET", "a:b"): matrix.who(rest=OK), ("POST", "a:b"): matrix.who(anna=GO, rest=DENIED)}

    assert matrix.gaps([address], rows) == []


@pytest.mark.parametrize(
    ("status", "location", "outcome"),
    [
        (200, "", OK),
        (302, "/konto/logowanie/?next=/panel/", LOGIN),
        (302, "/panel/", GO),
        (403, "", DENIED),
        (404, "", HIDDEN),
        (422, "", BAD),
        (500, "", "500"),
    ],
)
def test_an_answer_is_read(status, location, outcome):
    response = HttpResponse(status=status, headers={"Location": location} if location else None)

    assert matrix.read(response, "/konto/logowanie/") == outcome


@pytest.mark.parametrize("mistake", [{"ana": OK}, {"anna": "YES"}, {"rest": "YES"}])
def test_a_misspelt_row_is_refused(mistake):
    with pytest.raises(ValueError, match="neither"):
        matrix.who(**mistake)
