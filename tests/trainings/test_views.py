import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from osnowa.clock import reading
from osnowa.trainings import actions
from osnowa.trainings.models import Attendance, MarkBatch, Session
from tests.accessibility import faults
from tests.cast import NOW, TODAY
from tests.queries import same_queries_for


@pytest.fixture
def address(here):
    """The address of a page of trainings in this centre."""
    return lambda name, **to: reverse(f"trainings:{name}", kwargs={"centre": here.centre.slug, **to})


@pytest.fixture
def today(plan):
    return plan(TODAY)


@pytest.fixture
def register(here, address):
    return address("edition", pk=here.edition.pk)


def choice(enrolment):
    return f"m-{enrolment.pk}"


def chosen(html, enrolment):
    """Return the value chosen in the row of ``enrolment``; empty when none is."""
    pattern = rf'name="m-{enrolment.pk}"[^>]*value="(\w+)"[^>]*checked'
    return next(iter(re.findall(pattern, html)), "")


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_marks_are_saved_and_the_toast_takes_them_back(
    here, cast, browse, register, address, today, marks_of
):
    tomek = browse(cast.tomek)

    saved = tomek.post(register, {"spotkanie": today.pk, choice(here.enrolment): "present"})
    page = tomek.get(saved["Location"])

    assert saved["Location"] == f"{register}?spotkanie={today.pk}#powiedziano"
    assert marks_of(today) == {here.enrolment.pk: ("present", 90)}
    undo = address("undo_batch", pk=MarkBatch.objects.get().pk)
    assert f'action="{undo}"' in page.text
    assert "Zapisano obecność ze spotkania 2: 1\u00a0osoba." in page.text
    assert chosen(page.text, here.enrolment) == "present"

    undone = tomek.post(undo)
    assert (said(undone), marks_of(today)) == (
        ["Cofnięto zapis obecności ze spotkania 2, 16.04.2019: 1\u00a0osoba."],
        {},
    )


def test_sending_the_same_twice_saves_once(here, cast, browse, register, today):
    tomek, marks = browse(cast.tomek), {"spotkanie": today.pk, choice(here.enrolment): "absent"}

    tomek.post(register, marks)
    again = tomek.post(register, marks)

    assert said(again)[-1] == "Nic się nie zmieniło: ta obecność jest już zapisana."
    assert MarkBatch.objects.count() == Attendance.objects.count() == 1


def test_exceptions_first_then_the_rest_is_present(here, cast, browse, register, today, marks_of):
    browse(cast.tomek).post(
        register,
        {
            "spotkanie": today.pk,
            choice(here.enrolment): "absent",
            choice(here.hidden_enrolment): "late",
            f"t-{here.hidden_enrolment.pk}": "30",
            "reszta": "obecne",
        },
    )

    assert marks_of(today) == {
        here.enrolment.pk: ("absent", 0),
        here.hidden_enrolment.pk: ("late", 30),
        here.stranger_enrolment.pk: ("present", 90),
    }


def test_a_conflict_keeps_what_was_typed_and_shows_both_marks(
    here, cast, browse, register, today, mark, marks_of
):
    maria, jan = here.enrolment, here.stranger_enrolment
    mark(today, {maria: ("present",)}, by=cast.anna)

    sent = {"spotkanie": today.pk, choice(maria): "excused", f"b-{maria.pk}": "", choice(jan): "absent"}
    page = browse(cast.tomek).post(register, sent)

    assert page.status_code == 422
    assert "W międzyczasie zapisano: obecność (Anna Adamska)." in page.text
    assert "Ty zaznaczasz: nieobecność usprawiedliwiona." in page.text
    assert (chosen(page.text, maria), chosen(page.text, jan)) == ("excused", "absent")
    assert marks_of(today) == {maria.pk: ("present", 90)}
    assert faults(page.text) == []

    # Sent again it is a decision: the page carried the newer mark as its base.
    newer = Attendance.objects.current().get()
    assert f'name="b-{maria.pk}" value="{newer.pk}"' in page.text
    browse(cast.tomek).post(register, {**sent, f"b-{maria.pk}": newer.pk})
    assert marks_of(today) == {maria.pk: ("excused", 0), jan.pk: ("absent", 0)}


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [("pół", "Wpisz minuty cyframi"), ("91", "od 1 do 90 minut"), ("0", "od 1 do 90 minut")],
)
def test_unreadable_minutes_stay_on_the_page(
    here, cast, browse, register, today, marks_of, minutes, sentence
):
    sent = {"spotkanie": today.pk, choice(here.enrolment): "late", f"t-{here.enrolment.pk}": minutes}

    page = browse(cast.tomek).post(register, sent)

    assert (page.status_code, marks_of(today)) == (422, {})
    assert sentence in page.text
    assert f'value="{minutes}"' in page.text


def test_minutes_of_somebody_present_all_the_time_do_not_matter(
    here, cast, browse, register, today, marks_of
):
    sent = {"spotkanie": today.pk, choice(here.enrolment): "present", f"t-{here.enrolment.pk}": "x"}

    browse(cast.tomek).post(register, sent)

    assert marks_of(today) == {here.enrolment.pk: ("present", 90)}


def test_people_of_other_groups_cannot_be_slipped_in(here, cast, browse, register, today, marks_of):
    here.stranger_enrolment.memberships.all().delete()

    browse(cast.tomek).post(register, {"spotkanie": today.pk, choice(here.stranger_enrolment): "present"})

    assert marks_of(today) == {}


def test_the_meeting_of_another_edition_is_not_found(here, cast, browse, register):
    tomek = browse(cast.tomek)

    for page in (tomek.get(f"{register}?spotkanie=999999"), tomek.post(register, {"spotkanie": "999999"})):
        assert (page.status_code, "Nie ma takiej strony" in page.text) == (404, True)
        assert "Domowy budżet" not in page.text


def test_a_meeting_ahead_opens_the_register_with_nothing_to_mark(here, cast, browse, register, plan):
    ahead = plan(TODAY.replace(day=17))
    tomek = browse(cast.tomek)

    page = tomek.get(f"{register}?spotkanie={ahead.pk}")
    sent = tomek.post(register, {"spotkanie": ahead.pk, choice(here.enrolment): "present"})

    assert (page.status_code, "Zapisz obecność" in page.text) == (200, False)
    assert (sent.status_code, "dopiero 17.04.2019" in sent.text) == (422, True)


def test_the_page_opens_todays_meeting_else_the_oldest_that_waits(here, cast, browse, register, plan, mark):
    tomek = browse(cast.tomek)
    marker = 'name="spotkanie" value="{}"'.format

    assert marker(here.session.pk) in tomek.get(register).text
    today = plan(TODAY)
    assert marker(today.pk) in tomek.get(register).text
    people = (here.enrolment, here.hidden_enrolment, here.stranger_enrolment)
    for session in (today, here.session):
        mark(session, dict.fromkeys(people, ("present",)))
    Session.objects.filter(pk=today.pk).update(held_on=TODAY.replace(day=15))
    assert "Wszystkie dotychczasowe spotkania są zaznaczone." in tomek.get(register).text


@pytest.mark.parametrize(
    ("name", "rows", "may_save"),
    [("anna", 3, True), ("tomek", 3, True), ("ewa", 3, False), ("sabina", 2, False)],
)
def test_who_sees_which_rows_and_may_save(here, cast, browse, register, today, name, rows, may_save):
    html = browse(getattr(cast, name)).get(register).text

    assert html.count('<th scope="row">') - 1 == rows  # the last one is the foot
    assert ("Zapisz obecność" in html) is may_save
    assert ("Widać osoby, które prowadzisz." in html) is (name == "sabina")


def test_a_trainer_reads_names_without_files_and_a_coordinator_opens_them(here, cast, browse, register):
    file = reverse("desk:person", kwargs={"centre": here.centre.slug, "pk": here.person.pk})

    assert file in browse(cast.anna).get(register).text
    trainers = browse(cast.tomek).get(register).text
    assert ("Maria Nowak" in trainers, file in trainers) == (True, False)


def test_a_hidden_name_is_hidden_from_a_colleague_and_shown_to_their_trainer(here, cast, browse, register):
    here.group.partnership = here.partnership
    here.group.save()

    assert "Zofia Żak" in browse(cast.tomek).get(register).text
    partners = browse(cast.bartek).get(register).text
    assert ("Zofia Żak" in partners, "osoba ukryta" in partners) == (False, True)


def test_the_week_shows_its_meetings_and_what_waits_first(here, cast, browse, address, plan):
    plan(TODAY)
    anna = browse(cast.anna)

    this_week = anna.get(address("sessions")).text
    last_week = anna.get(f"{address('sessions')}?tydzien=2019-04-10").text

    assert this_week.index("Czekają na obecność") < this_week.index("wtorek, 16.04.2019 · dziś")
    assert "środa, 10.04.2019" in last_week
    assert "wtorek, 16.04.2019" not in last_week.split('id="tydzien"')[1]


@pytest.mark.parametrize("typed", ["", "wczoraj", "2019-13-45", "0001-01-01", "9999-12-31"])
def test_any_week_in_the_address_is_answered(cast, here, browse, address, typed):
    page = browse(cast.anna).get(f"{address('sessions')}?tydzien={typed}")

    assert (page.status_code, "<h1>Zajęcia" in page.text) == (200, True)
    assert "Poprzedni tydzień" in page.text


def test_the_name_of_a_sensitive_group_stays_inside_it(here, cast, browse, address, register):
    here.group.is_sensitive, here.group.name, here.group.round = True, "Po przemocy", None
    here.group.save()
    anna = browse(cast.anna)

    assert "Po przemocy" not in anna.get(address("sessions")).text
    assert "Po przemocy" in anna.get(register).text


def test_cancelling_says_why_and_can_be_taken_back(here, cast, browse, address):
    anna = browse(cast.anna)

    missing = anna.post(address("cancel_session", pk=here.session.pk), {"reason": ""})
    done = anna.post(address("cancel_session", pk=here.session.pk), {"reason": "Choroba"})
    timetable = anna.get(done["Location"])

    assert "Uzupełnij pole „Powód odwołania”" in missing.text
    assert "odwołane: Choroba" in timetable.text
    anna.post(address("reinstate_session", pk=here.session.pk))
    here.session.refresh_from_db()
    assert not here.session.is_cancelled


def test_withdrawn_marks_can_be_taken_back_from_the_toast(here, cast, browse, address, today, mark, marks_of):
    mark(today, {here.enrolment: ("present",)})
    anna = browse(cast.anna)

    done = anna.post(address("withdraw_marks", pk=today.pk))
    assert marks_of(today) == {}
    (undo,) = re.findall(r'action="([^"]+cofnij/)"', anna.get(done["Location"]).text)
    anna.post(undo)

    assert marks_of(today) == {here.enrolment.pk: ("present", 90)}


def test_a_saving_changed_meanwhile_is_not_undone_and_says_so(here, cast, browse, address, today, mark):
    batch = mark(today, {here.enrolment: ("present",)}, at=reading.now())
    kept = Attendance.objects.current().get()
    mark(today, {here.enrolment: ("absent", None, kept.pk)}, at=reading.now())

    answer = browse(cast.tomek).post(address("undo_batch", pk=batch.pk))

    (sentence,) = said(answer)
    assert sentence.startswith("Nie można cofnąć tego zapisu")


def test_a_course_from_nothing_to_its_first_marks(here, cast, browse, address):
    anna = browse(cast.anna)
    facts = {"form": here.training_form.pk, "name": "Kuchnia", "meetings": "2"}

    group_page = anna.post(address("add_course", slug=here.project.slug), facts)["Location"]
    weekly_page = anna.post(group_page, {"group": here.group.pk, "trainer": cast.tomek.pk})["Location"]
    dates = {"first_on": "16.04.2019", "count": "2", "begins_at": "9.00", "ends_at": "10:30"}
    timetable = anna.post(weekly_page, dates)["Location"]

    html = anna.get(timetable).text
    assert ("wtorek, 16.04.2019" in html, "wtorek, 23.04.2019" in html) == (True, True)
    assert faults(html) == []


def test_a_refusal_stands_at_its_field(here, cast, browse, address):
    facts = {"number": "2", "held_on": "1.08.2019", "begins_at": "10:00", "ends_at": "9:00"}

    page = browse(cast.anna).post(address("plan_session", pk=here.edition.pk), facts)

    assert page.status_code == 422
    assert "Spotkanie musi się kończyć po rozpoczęciu." in page.text
    assert 'id="id_ends_at_error"' in page.text


@pytest.mark.parametrize("name", ["sessions", "edition", "timetable", "courses"])
def test_pages_ask_as_often_for_three_rows_as_for_one(here, cast, browse, address, plan, mark, name):
    anna, days = browse(cast.anna), iter(range(1, 9))
    to = {"courses": {"slug": here.project.slug}, "sessions": {}}.get(name, {"pk": here.edition.pk})

    def add():
        enrolment = here.crowd(1)[0]
        mark(plan(TODAY.replace(day=next(days))), {enrolment: ("late", 30)})
        actions.add_edition(
            course=actions.add_course(
                form=here.training_form, name=f"Kurs {enrolment.pk}", by=cast.anna, at=NOW
            ),
            group=here.group,
            by=cast.anna,
            at=NOW,
        )

    same_queries_for(lambda: anna.get(address(name, **to)), add, at_most=14)


@pytest.mark.parametrize("base", ["9" * 30, "²", "x"])
def test_a_base_that_is_no_mark_is_none(here, cast, browse, register, today, marks_of, base):
    sent = {"spotkanie": today.pk, choice(here.enrolment): "present", f"b-{here.enrolment.pk}": base}

    browse(cast.tomek).post(register, sent)

    assert marks_of(today) == {here.enrolment.pk: ("present", 90)}


def test_another_meeting_in_the_same_place_is_only_said(here, cast, browse, address, plan):
    group = here.project.groups.create(name="Sąsiedzi")
    course = actions.add_course(form=here.training_form, name="Kuchnia", by=cast.anna, at=NOW)
    other = actions.add_edition(course=course, group=group, place=here.place, by=cast.anna, at=NOW)
    plan(TODAY, edition=other)
    facts = {"number": "2", "held_on": "16.04.2019", "begins_at": "11:00", "ends_at": "12:00"}

    done = browse(cast.anna).post(
        address("plan_session", pk=here.edition.pk), {**facts, "place": here.place.pk}
    )

    expected = "W tym samym miejscu o tej porze są też inne zajęcia: 16.04.2019, Kuchnia, 10:00–11:30."
    assert (done.status_code, said(done)) == (302, ["Dodano spotkanie 2.", expected])


@pytest.mark.parametrize("name", ["timetable", "session"])
def test_a_topic_is_text_whatever_is_typed(here, cast, browse, address, plan, name):
    today = plan(TODAY, topic='<script>alert("a")</script>')
    to = {"session": {"session": today.pk}}.get(name, {})

    html = browse(cast.anna).get(address(name, pk=here.edition.pk, **to)).text

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
