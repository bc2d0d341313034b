"""A hidden case at every address: who may not read the name finds it nowhere, in no file either.

The rows of the matrix are opened once more, with the ids of the hidden person in place of Maria's.
"""

import io
import zipfile
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django_scopes import scope

from osnowa.organisations.models import Role
from osnowa.participants.models import Person
from tests.access.matrix import MEMBERS
from tests.access.test_matrix import ADDRESSES, ROWS, TRIED, Asking, undone
from tests.architecture.house import nothing_in
from tests.cast import Cast, World

pytestmark = pytest.mark.guard

#: Hanna works in the project as a social worker, of another caseload; the partner runs the group.
STRANGERS = tuple(set(MEMBERS) - {"anna", "sabina", "tomek", "ewa"})
#: What only the hidden person is called and has.
FIRST, LAST, STREET, PHONE = "Zofijana", "Żakowiczówna", "Zatajona", "+48609111222"
PATHS = [key for key in TRIED if key[0] == "GET" and ADDRESSES[key[1]].in_panel]
every_page = pytest.mark.parametrize("key", PATHS, ids=[name for _method, name in PATHS])


class Swapped:
    """A world in which the hidden person stands where Maria does."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.person, self.enrolment = world.hidden_person, world.hidden_enrolment

    def __getattr__(self, name: str) -> object:
        return getattr(self._world, name)


@pytest.fixture
def hidden(cast: Cast) -> Cast:
    with scope(centre=cast.here.centre):
        _hide(cast)
    return cast


def _hide(cast: Cast) -> None:
    here = cast.here
    Person.objects.filter(pk=here.hidden_person.pk).update(
        first_name=FIRST,
        last_name=LAST,
        search_norm="zofijana zakowiczowna",
        sort_key="zakowiczowna",
        street=STREET,
        phone=PHONE,
    )
    here.hidden_person.refresh_from_db()
    here.hidden_enrolment.person.refresh_from_db()
    here.join(cast.hanna, Role.SOCIAL_WORKER)
    here.group.partnership = here.partnership
    here.group.save()


def told(answer: HttpResponse) -> str:
    """Return everything that ``answer`` tells, unpacked when it is a spreadsheet."""
    content = answer.getvalue()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(name) for name in packed.namelist())
    return content.decode("utf-8", "replace")


def leaks(answer: HttpResponse) -> list[str]:
    page = told(answer)
    return [word for word in (FIRST, LAST, STREET, "609111222", "609 111 222") if word in page]


@every_page
def test_nobody_else_reads_a_hidden_name(hidden, key):
    row, here = ROWS[key], hidden.here
    asking, wrong = Asking(hidden), []
    for world in (here, Swapped(here)):
        with undone():
            address = _address(key, row, world)
            for member in STRANGERS:
                answer = asking.clients[member].get(address)
                wrong += [f"{member} reads {word} at {address}" for word in leaks(answer)]
    nothing_in(wrong)


@pytest.mark.parametrize("words", [FIRST, LAST, "zakowicz", "609111222", f"{LAST} {FIRST}"])
@pytest.mark.parametrize("path", ["osoby/?q=", "szukaj/?q=", "dziennik/?q="])
def test_nobody_else_finds_a_hidden_person(hidden, path, words):
    asking, wrong = Asking(hidden), []
    number = hidden.here.hidden_enrolment.number
    for member in STRANGERS:
        address = f"/panel/{hidden.here.centre.slug}/{path}{quote(words)}"
        page = told(asking.clients[member].get(address))
        # The words that were typed stand in the field; the person must not stand beside them.
        wrong += [f"{member} finds {words} by {address}"] if number in page or "osoba ukryta" in page else []
    nothing_in(wrong)


def test_whoever_may_reads_the_name(hidden):
    """The refusals above mean something."""
    asking = Asking(hidden)
    for member in ("anna", "sabina"):
        page = told(asking.clients[member].get(f"/panel/{hidden.here.centre.slug}/osoby/"))
        assert LAST in page
        page = told(asking.clients[member].get(f"/panel/{hidden.here.centre.slug}/osoby/?q={quote(LAST)}"))
        assert hidden.here.hidden_enrolment.number in page


def test_a_hidden_person_is_counted_all_the_same(hidden):
    asking = Asking(hidden)
    page = told(asking.clients["hanna"].get(f"/panel/{hidden.here.centre.slug}/osoby/"))
    assert hidden.here.hidden_enrolment.number in page
    assert "osoba ukryta" in page


def _address(key, row, world):
    arguments = {"centre": world.centre.slug, **row.to(world)}
    return reverse(key[1], kwargs=arguments) + row.query
