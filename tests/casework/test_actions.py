from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from osnowa.audit.models import Entry
from osnowa.casework import actions, queries
from osnowa.casework.models import Contact
from osnowa.clock.actions import ChangedMeanwhile
from osnowa.errors import SentOtherwiseBefore
from osnowa.participants.models import Exit
from osnowa.projects.models import SupportForm, Terms
from osnowa.support.queries import entries_differing_from_sources, ledger_rows
from tests.cast import NOW, PROJECT_BEGAN, TODAY, WARSAW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def maria(here):
    """Maria, without the contact that the cast wrote past the actions."""
    here.contact.delete()
    return here.enrolment


@pytest.fixture
def note(here, cast, maria):
    """Note a contact with Maria; what is not said stays as in the example."""

    def note(**facts):
        example = {
            "enrolment": maria,
            "form": here.contact_form,
            "channel": "personal",
            "contacted_on": TODAY,
            "minutes": 45,
            "note": "Rozmowa o pracy.",
            "by": cast.sabina,
            "at": NOW,
        }
        return actions.note_contact(**{**example, **facts})

    return note


@pytest.fixture
def correct(cast):
    """Correct a contact; what is not said stays as it was."""

    def correct(contact, **facts):
        names = (
            *("form", "worker", "channel", "contacted_on", "began_at"),
            *("minutes", "place", "took_place", "note"),
        )
        same = {name: getattr(contact, name) for name in names}
        return actions.correct_contact(contact=contact, by=cast.sabina, at=LATER, **{**same, **facts})

    return correct


def supported():
    return sorted((row.began_on, row.minutes) for row in ledger_rows())


def is_true():
    return not entries_differing_from_sources(queries.ledger_rows_expected())


# ---- noting ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", Contact.Channel.values)
def test_a_contact_that_took_place_is_support_by_any_channel(note, maria, channel):
    note(channel=channel)

    maria.refresh_from_db()
    assert (supported(), maria.first_support_on) == ([(TODAY, 45)], TODAY)
    assert is_true()


def test_a_failed_attempt_is_a_record_but_no_support(note, maria):
    contact = note(took_place=False, minutes=None)

    maria.refresh_from_db()
    assert (contact.is_current, supported(), maria.first_support_on) == (True, [], None)
    assert is_true()


def test_minutes_and_hour_may_be_unknown(note):
    note(minutes=None)

    assert supported() == [(TODAY, None)]


def test_who_notes_is_the_worker_unless_said_otherwise(note, cast):
    assert note().worker == cast.sabina
    assert note(by=cast.anna, worker=cast.sabina).worker == cast.sabina


@pytest.mark.parametrize(
    ("facts", "refusal", "sentence"),
    [
        ({"contacted_on": TODAY + timedelta(days=1)}, actions.ContactInFuture, "niż dziś, 16.04.2019"),
        ({"contacted_on": date(2018, 9, 30)}, actions.ContactBeforeEnrolment, "dopiero od 1.10.2018"),
        ({"minutes": 15, "took_place": False}, actions.AttemptHasNoMinutes, "Usuń minuty"),
        ({"note": "x" * 10_001}, actions.NoteTooLong, "10001. Zmieści się 10000"),
    ],
)
def test_impossible_contact_is_refused_in_a_sentence(note, facts, refusal, sentence):
    with pytest.raises(refusal, match=sentence):
        note(**facts)

    assert (Contact.objects.count(), supported()) == (0, [])


@pytest.mark.parametrize("minutes", [0, 721])
def test_minutes_are_between_1_and_720(note, minutes):
    with pytest.raises(ValidationError) as refusal:
        note(minutes=minutes)

    assert "minutes" in refusal.value.message_dict


@pytest.mark.parametrize("minutes", [1, 720])
def test_both_ends_of_the_minutes_are_possible(note, minutes):
    note(minutes=minutes)

    assert supported() == [(TODAY, minutes)]


def test_the_longest_note_is_kept_and_encrypted(note):
    text = "ą" * actions.LONGEST_NOTE
    contact = note(note=text)

    contact.refresh_from_db()
    assert contact.note == text


def test_contact_outside_the_projects_days_is_refused(note, here, maria):
    Terms.objects.filter(pk=here.terms.pk).update(ends_on=date(2019, 4, 15))

    with pytest.raises(actions.ContactOutsideProject, match=r"16\.04\.2019 jest poza okresem"):
        note()

    note(contacted_on=date(2019, 4, 15))


@pytest.fixture
def ended(here, maria):
    """Maria's participation ended on 10.04.2019."""
    return Exit.objects.create(
        enrolment=maria,
        ended_on=date(2019, 4, 10),
        reason="path",
        situation="other",
        on_path=True,
        outcome_due_on=date(2019, 7, 10),
        recorded_at=NOW,
    )


def test_contact_after_the_exit_is_refused_naming_it(note, ended):
    with pytest.raises(actions.ContactAfterExit, match=r"10\.04\.2019"):
        note(contacted_on=date(2019, 4, 11))

    assert note(contacted_on=date(2019, 4, 10)).is_current


def test_form_has_to_be_individual_and_of_the_project(note, here, cast):
    foreign = SupportForm.objects.create(project=cast.unrelated, name="Obca", kind="x", mode="individual")

    with pytest.raises(actions.FormIsNotIndividual, match="Trening gospodarowania"):
        note(form=here.training_form)
    with pytest.raises(actions.FormOfAnotherProject, match="Obca"):
        note(form=foreign)


def test_another_worker_has_to_be_in_the_team_that_day(note, cast):
    with pytest.raises(actions.WorkerOutsideTeam, match="Darek Dudek"):
        note(by=cast.anna, worker=cast.darek)


def test_a_double_click_is_one_contact(note):
    nonce = uuid4()

    assert note(nonce=nonce) == note(nonce=nonce)
    assert (Contact.objects.count(), supported()) == (1, [(TODAY, 45)])


@pytest.mark.parametrize("other", [{"note": "Druga rozmowa."}, {"contacted_on": TODAY - timedelta(days=1)}])
def test_a_form_sent_again_with_other_facts_is_refused_and_loses_nothing(note, other):
    nonce = uuid4()
    note(nonce=nonce)

    with pytest.raises(SentOtherwiseBefore, match="otwórz pusty formularz"):
        note(nonce=nonce, **other)

    assert (Contact.objects.count(), supported()) == (1, [(TODAY, 45)])


def test_a_form_of_a_contact_that_was_withdrawn_is_not_taken_for_saved(note, cast):
    nonce = uuid4()
    actions.withdraw_contact(contact=note(nonce=nonce), by=cast.anna, at=NOW)

    with pytest.raises(SentOtherwiseBefore):
        note(nonce=nonce)


def test_two_contacts_of_one_day_are_two(note):
    note(nonce=uuid4())
    note(nonce=uuid4())

    assert supported() == [(TODAY, 45), (TODAY, 45)]


def test_the_audit_keeps_open_only_what_says_nothing_about_the_person(note, here):
    contact = note(began_at=time(14, 0), place=here.place)

    entry = Entry.objects.get(verb="casework.contact.noted")
    assert entry.after == {
        "form_id": contact.form_id,
        "worker_id": contact.worker_id,
        "took_place": True,
    }
    assert "Rozmowa" not in entry.sealed_after
    assert entry.sealed_after
    contact.refresh_from_db()
    assert contact.note == "Rozmowa o pracy."


def test_an_attempt_has_no_minutes_even_past_the_verb(maria, here, cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(
            enrolment=maria,
            form=here.contact_form,
            worker=cast.sabina,
            contacted_on=TODAY,
            took_place=False,
            minutes=5,
            recorded_at=NOW,
        )


# ---- correcting, withdrawing, restoring --------------------------------------------------------------------


def test_a_correction_is_a_new_version_and_the_ledger_follows(note, correct, maria):
    first = note()

    second = correct(first, contacted_on=date(2019, 4, 15), minutes=60, note="Inaczej.")

    first.refresh_from_db()
    maria.refresh_from_db()
    assert (first.is_current, first.note, second.series) == (False, "Rozmowa o pracy.", first.series)
    assert (supported(), maria.first_support_on) == ([(date(2019, 4, 15), 60)], date(2019, 4, 15))
    assert is_true()


@pytest.mark.parametrize(("before", "after"), [(True, False), (False, True)])
def test_correcting_whether_it_took_place_moves_it_in_and_out_of_the_ledger(note, correct, before, after):
    contact = note(took_place=before, minutes=None)

    correct(contact, took_place=after)

    assert bool(supported()) is after
    assert is_true()


def test_correcting_nothing_writes_nothing(note, correct):
    contact = note()

    assert correct(contact) == contact
    assert Contact.objects.count() == 1


def test_an_old_version_cannot_be_corrected_or_withdrawn(note, correct, cast):
    first = note()
    correct(first, minutes=50)

    with pytest.raises(ChangedMeanwhile):
        correct(Contact.objects.get(pk=first.pk), minutes=55)
    with pytest.raises(ChangedMeanwhile):
        actions.withdraw_contact(contact=Contact.objects.get(pk=first.pk), by=cast.sabina, at=LATER)
    assert supported() == [(TODAY, 50)]


def test_a_refused_correction_changes_nothing(note, correct):
    contact = note()

    with pytest.raises(actions.ContactInFuture):
        correct(contact, contacted_on=TODAY + timedelta(days=1))

    contact.refresh_from_db()
    assert (contact.is_current, supported()) == (True, [(TODAY, 45)])


def test_a_worker_who_left_the_team_stays_the_worker_of_their_contact(note, correct, cast, here):
    contact = note(by=cast.anna, worker=cast.sabina)
    cast.sabina.team_roles.update(ends_before=TODAY)

    corrected = actions.correct_contact(
        contact=contact,
        form=contact.form,
        worker=cast.sabina,
        channel="phone",
        contacted_on=TODAY,
        began_at=None,
        minutes=45,
        place=None,
        took_place=True,
        note="",
        by=cast.anna,
        at=LATER,
    )

    assert corrected.worker == cast.sabina


def test_a_withdrawn_contact_leaves_the_ledger_and_comes_back(note, cast, maria):
    contact = note()

    actions.withdraw_contact(contact=contact, by=cast.sabina, at=LATER)
    maria.refresh_from_db()
    assert (supported(), maria.first_support_on, is_true()) == ([], None, True)

    restored = actions.restore_contact(contact=contact, by=cast.sabina, at=LATER)
    maria.refresh_from_db()
    assert (restored.note, restored.series) == ("Rozmowa o pracy.", contact.series)
    assert (supported(), maria.first_support_on, is_true()) == ([(TODAY, 45)], TODAY, True)


def test_what_is_not_withdrawn_cannot_be_restored(note, cast):
    contact = note()

    with pytest.raises(actions.ContactIsNotWithdrawn):
        actions.restore_contact(contact=contact, by=cast.sabina, at=LATER)


def test_only_the_last_version_comes_back(note, correct, cast):
    first = note()
    second = correct(first, minutes=50)
    actions.withdraw_contact(contact=second, by=cast.sabina, at=LATER)

    with pytest.raises(ChangedMeanwhile):
        actions.restore_contact(contact=first, by=cast.sabina, at=LATER)


def test_a_contact_does_not_come_back_after_the_exit(note, cast, here):
    contact = note()
    actions.withdraw_contact(contact=contact, by=cast.sabina, at=LATER)
    Exit.objects.create(
        enrolment=here.enrolment,
        ended_on=date(2019, 4, 10),
        reason="path",
        situation="other",
        on_path=True,
        outcome_due_on=date(2019, 7, 10),
        recorded_at=NOW,
    )

    with pytest.raises(actions.ContactAfterExit):
        actions.restore_contact(contact=contact, by=cast.sabina, at=LATER)


def test_the_first_day_of_the_project_is_possible(note, maria):
    maria.enrolled_on = PROJECT_BEGAN
    maria.save()

    note(contacted_on=PROJECT_BEGAN, at=datetime(2018, 9, 25, 15, tzinfo=WARSAW))

    assert supported() == [(PROJECT_BEGAN, 45)]
