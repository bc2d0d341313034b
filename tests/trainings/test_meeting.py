"""The list of one meeting, as it is marked in the room."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.urls import reverse

from osnowa.clock import reading
from osnowa.errors import SentOtherwiseBefore
from osnowa.trainings import actions
from osnowa.trainings.models import Attendance, MarkBatch
from tests.accessibility import faults
from tests.cast import NOW, TODAY
from tests.queries import same_queries_for

UNDONE = "Cofnięto zapis obecności ze spotkania 2, 16.04.2019: 1\u00a0osoba."


@pytest.fixture
def today(plan):
    return plan(TODAY)


@pytest.fixture
def address(here):
    """The address of the list of a meeting."""

    def address(session):
        to = {"centre": here.centre.slug, "pk": session.edition_id, "session": session.pk}
        return reverse("trainings:session", kwargs=to)

    return address


def chosen(html):
    """Return what is chosen in each row: ``{enrolment id: status}``."""
    found = re.findall(r'name="m-(\d+)"[^>]*value="(\w+)"[^>]*checked', html)
    return {int(pk): status for pk, status in found}


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_saving_is_kept_counted_and_taken_back_on_the_list(here, cast, browse, address, today, marks_of):
    tomek, list_ = browse(cast.tomek), address(today)

    saved = tomek.post(list_, {f"m-{here.enrolment.pk}": "present"})
    page = tomek.get(saved["Location"])

    assert saved["Location"] == f"{list_}#powiedziano"
    assert chosen(page.text) == {here.enrolment.pk: "present"}
    assert '<b class="big tn">1</b> z 3 zaznaczonych' in page.text
    assert "Pozostałe 2: obecne" in page.text
    assert page.text.count("bez zaznaczenia") == 2

    (undo,) = re.findall(r'action="([^"]+cofnij/[^"]*)"', page.text)
    undone = tomek.post(undo)
    assert undone["Location"] == f"{list_}#powiedziano"
    assert (said(undone)[-1], marks_of(today)) == (UNDONE, {})
    # Nothing is left to take back.
    assert "cofnij/" not in tomek.get(list_).text


def test_only_the_last_saving_of_ones_own_is_offered_to_undo(here, cast, browse, address, today, mark):
    mark(today, {here.stranger_enrolment: ("absent",)})
    mine = mark(today, {here.enrolment: ("present",)}, at=reading.now())
    mark(today, {here.hidden_enrolment: ("present",)}, by=cast.anna)

    html = browse(cast.tomek).get(address(today)).text

    assert re.findall(r"zapisy/(\d+)/cofnij/", html) == [str(mine.pk)]


def test_what_was_saved_long_ago_is_not_taken_back_at_a_tap(
    here, cast, browse, address, today, mark, marks_of
):
    list_of_then = mark(here.session, {here.enrolment: ("present",)}, at=NOW - timedelta(days=5))
    tomek = browse(cast.tomek)

    page = tomek.get(address(here.session)).text
    undo = reverse("trainings:undo_batch", kwargs={"centre": here.centre.slug, "pk": list_of_then.pk})
    refused = tomek.post(undo)

    assert "cofnij/" not in page
    assert said(refused)[-1].startswith("Ten zapis jest z dnia 11.04.2019. Cofnąć można tylko")
    assert len(marks_of(here.session)) == 1
    # The whole list of another day goes with a question, from the hand of who plans.
    assert "Wycofaj obecności z tego spotkania" not in page
    assert "Wycofaj obecności z tego spotkania" in browse(cast.anna).get(address(here.session)).text


def test_after_the_savings_of_now_nothing_older_is_offered(here, cast, browse, address, mark):
    then = NOW - timedelta(days=5)
    mark(here.session, {here.enrolment: ("present",), here.hidden_enrolment: ("present",)}, at=then)
    tomek, list_ = browse(cast.tomek), address(here.session)
    tomek.post(list_, {f"m-{here.stranger_enrolment.pk}": "absent"})

    page = tomek.get(list_).text
    (undo,) = re.findall(r'action="([^"]+cofnij/[^"]*)"', page)
    tomek.post(undo)

    assert re.search(r"Cofnij: zapis z godziny \d+:\d\d, 1\u00a0osoba", page)
    assert "cofnij/" not in tomek.get(list_).text


def test_the_saving_of_somebody_else_is_not_taken_back(here, cast, browse, today, mark, marks_of):
    saved = mark(today, {here.enrolment: ("present",)}, at=reading.now())
    undo = reverse("trainings:undo_batch", kwargs={"centre": here.centre.slug, "pk": saved.pk})

    answer = browse(cast.anna).post(undo)

    assert said(answer)[-1].startswith("Cofnąć można tylko własny zapis")
    assert len(marks_of(today)) == 1


def test_exceptions_first_then_the_rest_is_present(here, cast, browse, address, today, marks_of):
    sent = {
        f"m-{here.enrolment.pk}": "absent",
        f"m-{here.hidden_enrolment.pk}": "late",
        f"t-{here.hidden_enrolment.pk}": "30",
        "reszta": "obecne",
    }

    page = browse(cast.tomek).post(address(today), sent, follow=True)

    assert marks_of(today) == {
        here.enrolment.pk: ("absent", 0),
        here.hidden_enrolment.pk: ("late", 30),
        here.stranger_enrolment.pk: ("present", 90),
    }
    assert ("Wszyscy są zaznaczeni" in page.text, "Pozostałe" in page.text) == (True, False)
    assert '<details class="later" open>' in page.text


def test_a_conflict_stands_at_its_row_with_whose_mark_it_is(here, cast, browse, address, today, mark):
    maria, jan = here.enrolment, here.stranger_enrolment
    mark(today, {maria: ("present",)}, by=cast.anna)

    sent = {f"m-{maria.pk}": "absent", f"b-{maria.pk}": "", f"m-{jan.pk}": "excused"}
    page = browse(cast.tomek).post(address(today), sent)

    assert page.status_code == 422
    assert "W międzyczasie zapisano: obecność (Anna Adamska). Ty zaznaczasz: nieobecność." in page.text
    assert chosen(page.text) == {maria.pk: "absent", jan.pk: "excused"}
    assert faults(page.text) == []
    # Sent again it is a decision: the page carried the newer mark as its base.
    newer = Attendance.objects.current().get()
    assert f'name="b-{maria.pk}" value="{newer.pk}"' in page.text


@pytest.mark.parametrize(
    ("name", "rows", "may_save"),
    [("anna", 3, True), ("tomek", 3, True), ("ewa", 3, False), ("sabina", 2, False)],
)
def test_who_sees_which_rows_and_may_save(here, cast, browse, address, today, mark, name, rows, may_save):
    mark(today, {here.enrolment: ("absent",)})

    html = browse(getattr(cast, name)).get(address(today)).text

    assert html.count('id="osoba-') == rows
    assert ("Zapisz obecność" in html) is may_save
    assert ("nie zaznaczono" in html) is not may_save
    assert ("Widać osoby, które prowadzisz." in html) is (name == "sabina")


def test_a_hidden_name_is_hidden_from_a_colleague_and_shown_to_their_trainer(
    here, cast, browse, address, today
):
    here.group.partnership = here.partnership
    here.group.save()

    assert "Zofia Żak" in browse(cast.tomek).get(address(today)).text
    partners = browse(cast.bartek).get(address(today)).text
    assert ("Zofia Żak" in partners, "osoba ukryta" in partners) == (False, True)


def test_a_meeting_ahead_or_called_off_says_why_nobody_is_marked(here, cast, browse, address, plan):
    ahead = plan(TODAY.replace(day=17))
    off = actions.cancel_session(session=plan(TODAY), reason="Choroba", by=cast.anna, at=NOW)
    tomek = browse(cast.tomek)

    for session, sentence in ((ahead, "jest dopiero 17.04.2019"), (off, "jest odwołane: Choroba")):
        page = tomek.get(address(session))
        sent = tomek.post(address(session), {f"m-{here.enrolment.pk}": "present"})
        assert (sentence in page.text, "Zapisz obecność" in page.text) == (True, False)
        assert (sent.status_code, MarkBatch.objects.count()) == (422, 0)


def test_the_meeting_of_another_edition_is_not_found(here, cast, browse, today):
    other = actions.add_edition(
        course=actions.add_course(form=here.training_form, name="Inne", by=cast.anna, at=NOW),
        group=here.group,
        by=cast.anna,
        at=NOW,
    )
    to = {"centre": here.centre.slug, "pk": other.pk, "session": today.pk}

    assert browse(cast.anna).get(reverse("trainings:session", kwargs=to)).status_code == 404


def test_people_of_other_groups_cannot_be_slipped_in(here, cast, browse, address, today, marks_of):
    here.stranger_enrolment.memberships.all().delete()

    browse(cast.tomek).post(address(today), {f"m-{here.stranger_enrolment.pk}": "present"})

    assert marks_of(today) == {}


def test_the_list_asks_as_often_for_three_people_as_for_one(here, cast, browse, address, today, mark):
    tomek = browse(cast.tomek)

    def add():
        mark(today, {here.crowd(1)[0]: ("late", 30)})

    same_queries_for(lambda: tomek.get(address(today)), add, at_most=14)


# ---- one mark at a time ------------------------------------------------------------------------------------


@pytest.fixture
def save_one(address, today):
    """Send one mark as the script of the page does, with the number of its change."""

    def save_one(client, enrolment, status, *, base="", nonce="", **fields):
        sent = {f"m-{enrolment.pk}": status, f"b-{enrolment.pk}": base, "zapis": nonce, **fields}
        return client.post(address(today), sent, headers={"HX-Request": "true"})

    return save_one


def test_one_mark_is_saved_and_answered_with_the_list_alone(here, cast, browse, save_one, marks_of, today):
    answer = save_one(browse(cast.tomek), here.enrolment, "absent", nonce=uuid4())

    assert (answer.status_code, "<html" in answer.text) == (200, False)
    assert marks_of(today) == {here.enrolment.pk: ("absent", 0)}
    kept = Attendance.objects.current().get()
    assert f'name="b-{here.enrolment.pk}" value="{kept.pk}"' in answer.text
    assert '<b class="big tn">1</b> z 3 zaznaczonych' in answer.text


def test_the_same_sending_is_saved_once_whatever_happened_since(
    here, cast, browse, save_one, mark, marks_of, today
):
    tomek, nonce = browse(cast.tomek), uuid4()
    save_one(tomek, here.enrolment, "present", nonce=nonce)
    kept = Attendance.objects.current().get()

    assert save_one(tomek, here.enrolment, "present", nonce=nonce).status_code == 200
    mark(today, {here.enrolment: ("absent", None, kept.pk)}, by=cast.anna)
    late = save_one(tomek, here.enrolment, "present", nonce=nonce)

    # The answer was lost, Anna changed the mark, the phone sends again: hers stands, and it says whose it is.
    assert (late.status_code, MarkBatch.objects.count()) == (200, 2)
    assert marks_of(today) == {here.enrolment.pk: ("absent", 0)}
    assert "Twojego zaznaczenia nie zapisano. Teraz jest: nieobecność (Anna Adamska)." in late.text
    assert chosen(late.text) == {here.enrolment.pk: "absent"}


def test_an_undone_sending_does_not_come_back(here, cast, browse, save_one, marks_of, today):
    tomek, nonce = browse(cast.tomek), uuid4()
    save_one(tomek, here.enrolment, "present", nonce=nonce)
    actions.undo_batch(batch=MarkBatch.objects.get(), by=cast.tomek, at=NOW)

    save_one(tomek, here.enrolment, "present", nonce=nonce)

    assert marks_of(today) == {}


def test_the_number_of_a_sending_is_of_its_marks_and_its_meeting(here, cast, plan, today):
    nonce, absent = uuid4(), {here.enrolment.pk: ("absent",)}
    facts = {"nonce": nonce, "by": cast.tomek, "at": NOW}
    first = actions.mark_session(session=today, marks=absent, **facts)

    with pytest.raises(SentOtherwiseBefore, match="Otwórz listę jeszcze raz"):
        actions.mark_session(session=today, marks={here.enrolment.pk: ("present",)}, **facts)

    other = actions.mark_session(session=here.session, marks=absent, **facts)
    assert first != other
    with pytest.raises(IntegrityError), transaction.atomic():
        MarkBatch.objects.create(session=today, nonce=nonce, marked_at=NOW, marked_by=cast.anna)


def test_a_newer_mark_is_not_overwritten_and_stands_at_the_row(here, cast, browse, save_one, mark, today):
    mark(today, {here.enrolment: ("present",)}, by=cast.anna)

    answer = save_one(browse(cast.tomek), here.enrolment, "absent", nonce=uuid4())

    assert answer.status_code == 422
    assert "W międzyczasie zapisano: obecność (Anna Adamska). Ty zaznaczasz: nieobecność." in answer.text
    # Pressed again it is a decision.
    assert f'name="osoba" value="{here.enrolment.pk}"' in answer.text


def test_what_is_refused_for_one_person_stands_at_their_row(here, cast, browse, save_one):
    minutes = {f"t-{here.enrolment.pk}": "91"}

    answer = save_one(browse(cast.tomek), here.enrolment, "late", nonce=uuid4(), **minutes)

    assert answer.status_code == 422
    row = answer.text.split(f'id="osoba-{here.enrolment.pk}"')[1].split('id="osoba-')[0]
    assert "od 1 do 90 minut" in row


@pytest.mark.parametrize("nonce", ["", "x", "1" * 40])
def test_a_number_that_is_none_saves_all_the_same(here, cast, browse, save_one, marks_of, today, nonce):
    save_one(browse(cast.tomek), here.enrolment, "absent", nonce=nonce)

    assert marks_of(today) == {here.enrolment.pk: ("absent", 0)}


def test_whoever_may_only_read_saves_nothing(here, cast, browse, save_one, marks_of, today):
    assert save_one(browse(cast.ewa), here.enrolment, "absent", nonce=uuid4()).status_code == 403
    assert marks_of(today) == {}
