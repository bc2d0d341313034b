"""Several people write at once, each with a connection of their own: nothing is lost, doubled or stuck."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django_scopes import scope

from osnowa.audit.actions import SEEN, action, label, record, seen
from osnowa.audit.models import ChainHead, Entry, Name
from osnowa.audit.verification import verify
from osnowa.errors import Refused
from tests.audit.conftest import AT, Goat, add_goat

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run ``calls`` at the same moment and return what each answered, or the exception it raised."""
    answers, together = [None] * len(calls), threading.Barrier(len(calls))

    def run(place, call):
        try:
            together.wait(20)
            answers[place] = call()
        except Exception as error:  # noqa: BLE001 - handed to the test, which looks at it
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


@pytest.fixture(autouse=True)
def _no_goats():
    yield
    # The table is not one of an installed app, so nothing else empties it.
    Goat.objects.all().delete()


@pytest.fixture
def anna():
    return get_user_model().objects.create_user(email="anna@example.org", name="Anna Nowak")


def test_two_actions_at_once_make_one_chain(anna):
    def work(mine):
        def run():
            with scope(centre=7):
                for number in range(10):
                    add_goat(name=f"{mine}{number}", by=anna, at=AT)

        return run

    answers = at_once(work("a"), work("b"), work("c"), work("d"))

    assert answers == [None] * 4
    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 41))
    assert ChainHead.objects.get().number == Goat.objects.count() == 40
    assert verify().findings == ()


def test_the_chain_is_not_held_while_an_action_works(anna):
    first_recorded, second_done = threading.Event(), threading.Event()

    @action
    def slow():
        record(verb="tests.slow.done", subject="x:1", by=anna, at=AT)
        first_recorded.set()
        # On SQLite the second writer has to wait for the whole transaction; there it goes on after a moment.
        return second_done.wait(20 if connection.vendor == "postgresql" else 0.2)

    @action
    def quick():
        record(verb="tests.quick.done", subject="x:2", by=anna, at=AT)

    def then_quick():
        first_recorded.wait(20)
        quick()
        second_done.set()

    answers = at_once(slow, then_quick)

    verbs = list(Entry.objects.order_by("number").values_list("verb", flat=True))
    if connection.vendor == "postgresql":
        assert answers == [True, None]
        assert verbs == ["tests.quick.done", "tests.slow.done"]
    assert sorted(verbs) == ["tests.quick.done", "tests.slow.done"]
    assert verify().findings == ()


def test_of_two_who_take_one_name_one_is_refused_in_words(anna):
    answers = at_once(*[lambda: add_goat(name="Siwa", by=anna, at=AT)] * 2)

    refusals = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refusals) == Goat.objects.count() == Entry.objects.count() == 1
    with pytest.raises(ValidationError) as expected:
        Goat(name="Siwa").full_clean()
    assert refusals[0].messages == expected.value.messages


def test_of_two_who_take_one_place_one_hears_the_sentence_of_the_constraint(anna):
    answers = at_once(
        lambda: add_goat(name="Siwa", stall=3, by=anna, at=AT),
        lambda: add_goat(name="Ruda", stall=3, by=anna, at=AT),
    )

    refusals = [answer for answer in answers if isinstance(answer, Refused)]
    assert [refusal.messages for refusal in refusals] == [["To miejsce jest już zajęte."]]


def test_two_tabs_that_open_a_person_at_once_are_one_look(anna):
    goat = Goat.objects.create(name="Siwa")

    answers = at_once(*[lambda: seen(subject=goat, by=anna, at=AT)] * 4)

    assert answers == [None] * 4
    assert Entry.objects.filter(verb=SEEN).count() == 1
    assert verify().findings == ()


def test_looks_and_actions_about_new_people_do_not_wait_for_each_other_for_ever(anna):
    goats = [Goat.objects.create(name=f"{number}") for number in range(6)]

    @action
    def about_all(order):
        for goat in order:
            record(verb="tests.goat.counted", subject=goat, by=anna, at=AT, person=label(goat))

    def look(order):
        def run():
            for goat in order:
                seen(subject=goat, by=anna, at=AT)

        return run

    answers = at_once(
        lambda: about_all(goats), lambda: about_all(goats[::-1]), look(goats), look(goats[::-1])
    )

    assert answers == [None] * 4
    assert Entry.objects.count() == 6 + 6 + 6
    assert Name.objects.count() == 7
    assert verify().findings == ()


def test_actions_that_write_to_several_chains_take_them_in_one_order(anna):
    def work(centres):
        @action
        def run():
            for centre in centres:
                with scope(centre=centre):
                    record(verb="tests.note.written", subject="x:1", by=anna, at=AT)

        def ten_times():
            for _ in range(10):
                run()

        return ten_times

    answers = at_once(work([1, 2, 3]), work([3, 2, 1]), work([2, 3, 1]))

    assert answers == [None] * 3
    assert verify().findings == ()
    assert Entry.objects.count() == 90


def test_the_journal_can_be_walked_while_it_grows(anna):
    def work():
        for number in range(30):
            add_goat(name=f"{number}", by=anna, at=AT)

    def walk():
        return [verify(batch=3).findings for _ in range(15)]

    worked, walked = at_once(work, walk)

    assert worked is None
    assert walked == [()] * 15


def test_a_transaction_that_fails_last_leaves_no_hole(anna):
    def work(mine):
        @action
        def run(name):
            add_goat(name=name, by=anna, at=AT)
            if name.endswith("3"):
                raise Refused("nie ta")

        def all_of_them():
            for number in range(10):
                try:
                    run(f"{mine}{number}")
                except Refused:
                    continue

        return all_of_them

    answers = at_once(work("a"), work("b"))

    assert answers == [None] * 2
    assert Entry.objects.count() == Goat.objects.count() == 18
    assert verify().findings == ()
    with transaction.atomic():
        assert ChainHead.objects.select_for_update().get().number == 18
