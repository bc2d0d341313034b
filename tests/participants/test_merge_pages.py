"""Two records looked at side by side, made one, and taken apart, without any script."""

from datetime import date

import pytest

from osnowa.participants.models import Ground, Merge, Person, ToldApart
from tests.accessibility import faults
from tests.cast import NOW
from tests.participants.test_pages import PANEL, file_of, text
from tests.queries import same_queries_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(browse, cast):
    """A browser in which Anna is signed in."""
    return browse(cast.anna)


@pytest.fixture
def twin(here):
    """Maria, typed a second time."""
    return Person.objects.create(
        centre=here.centre,
        first_name="Marya",
        last_name="Nowak",
        phone="+48601234567",
        birth_date=date(1984, 5, 3),
        registered_at=NOW,
    )


def address(kept, merged, what="polacz"):
    return f"{PANEL}osoby/{kept.pk}/{what}/{merged.pk}/"


def test_both_records_stand_side_by_side(anna, here, twin):
    response = anna.get(address(here.person, twin))
    page = text(response)
    assert "Czy to ta sama osoba?" in page
    assert "Marya" in page
    assert "Maria" in page
    assert "różnią się" in page
    assert "Drugi wpis nie ma niczego poza danymi osoby." in page
    assert address(twin, here.person) in page
    assert not faults(response.content.decode())


def test_what_will_move_is_counted(anna, here, twin):
    page = text(anna.get(address(twin, here.person)))
    assert 'zapisy do projektu: <b class="tn">1</b>' in page
    assert 'podstawy wsparcia: <b class="tn">1</b>' in page


def test_merging_leads_to_the_file_and_can_be_undone(anna, here, twin):
    response = anna.post(address(here.person, twin))
    assert response.headers["Location"] == file_of(here.person)
    merge = Merge.objects.get()
    undo = f"{PANEL}polaczenia/{merge.pk}/cofnij/"
    assert undo in text(anna.get(file_of(here.person)))
    history = text(anna.get(f"{file_of(here.person)}historia/"))
    assert "Marya Nowak, połączono" in history
    assert undo in history

    asked = anna.get(undo)
    assert "Powstaną znów dwie osoby" in text(asked)
    assert not faults(asked.content.decode())
    assert anna.post(undo).headers["Location"] == file_of(here.person)
    assert not Person.objects.filter(merged_into__isnull=False).exists()
    again = anna.post(undo)
    assert again.status_code == 422
    assert "To połączenie jest już cofnięte." in text(again)


def test_what_stands_in_the_way_is_said_before_and_after(anna, here, twin):
    before = anna.get(address(here.person, here.stranger))
    assert "Oba wpisy są w tym samym projekcie." in text(before)
    assert "Połącz wpisy</span>" not in text(before)
    refused = anna.post(address(here.person, here.stranger))
    assert refused.status_code == 422
    assert "Oba wpisy są w tym samym projekcie." in text(refused)
    assert not Merge.objects.exists()


def test_two_people_are_told_apart(anna, here, twin):
    response = anna.post(address(here.person, twin, "rozne"), {"reason": "siostry"})
    assert response.headers["Location"] == file_of(here.person)
    assert ToldApart.objects.get().reason == "siostry"
    assert "Ktoś już sprawdził, że to różne osoby." in text(anna.get(address(here.person, twin)))


def test_a_reason_that_is_too_long_is_kept_and_refused(anna, here, twin):
    response = anna.post(address(here.person, twin, "rozne"), {"reason": "x" * 201})
    assert response.status_code == 422
    assert "x" * 201 in text(response)
    assert not ToldApart.objects.exists()


def test_a_hidden_name_is_shown_to_who_may_read_it_only(browse, cast, here, twin):
    Person.objects.filter(pk=twin.pk).update(is_hidden=True)
    assert browse(cast.sabina).get(address(here.person, twin)).status_code in (403, 404)


def test_the_comparison_costs_the_same_for_one_and_three(anna, here, twin):
    def add_row():
        Ground.objects.create(
            person=twin,
            kind="poverty",
            document_kind="decision",
            valid_from=date(2018, 10, 1),
            recorded_at=NOW,
        )

    same_queries_for(lambda: anna.get(address(here.person, twin)), add_row, at_most=19)
