"""Somebody answers for a list; from then on it changes with a reason."""

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from osnowa.audit.models import Entry
from osnowa.documents.actions import FileIsNeeded, FileIsOfAnotherKind, discard
from osnowa.documents.queries import verify_stored
from osnowa.projects.queries.standing import standing_of
from osnowa.trainings import actions, queries
from osnowa.trainings.actions import approvals, taking_back
from osnowa.trainings.actions import marks as refusals
from osnowa.trainings.actions.sessions import SessionIsCancelled
from osnowa.trainings.models import Attendance, ListApproval, MarkBatch
from tests.cast import NOW, TODAY
from tests.queries import same_queries_for
from tests.trainings.conftest import LATER

PDF = b"%PDF-1.4\n%podpisana lista\n"


@pytest.fixture
def people(here):
    return here.enrolment, here.hidden_enrolment, here.stranger_enrolment


@pytest.fixture
def marked(plan, mark, people):
    """Today's meeting with a mark for everybody."""
    session = plan(TODAY)
    mark(session, dict.fromkeys(people, ("present",)))
    return session


@pytest.fixture
def approve(cast):
    return lambda session, **facts: actions.approve_list(session=session, by=cast.anna, at=NOW, **facts)


@pytest.fixture
def address(here):
    return lambda name, **to: reverse(f"trainings:{name}", kwargs={"centre": here.centre.slug, **to})


def base(session, enrolment):
    return Attendance.objects.current().get(session=session, enrolment=enrolment).pk


def test_an_approval_says_who_when_and_by_what_paper(cast, marked, approve):
    approval = approve(marked, scan=ContentFile(PDF, name="lista.pdf"))

    assert (approval.approved_by, approval.approved_at, approval.scan.name) == (cast.anna, NOW, "lista.pdf")
    (entry,) = Entry.objects.filter(verb="trainings.list.approved")
    assert entry.after == {"scan": approval.scan_id}


def test_the_check_of_files_knows_what_a_scan_belongs_to(here, cast, marked, approve):
    approval = approve(marked, scan=ContentFile(PDF, name="lista.pdf"))

    assert not [fault for fault in verify_stored(here.centre) if fault.label.endswith(f":{approval.scan_id}")]
    with pytest.raises(FileIsNeeded):
        discard(stored=approval.scan, by=cast.anna, at=NOW)


def test_an_approval_changes_nothing_that_counts(here, marked, approve, marks_of, supported):
    before = marks_of(marked), supported(marked)

    approve(marked)

    assert (marks_of(marked), supported(marked)) == before


@pytest.mark.parametrize("is_approved", [True, False])
def test_a_list_is_approved_once_until_the_approval_is_withdrawn(cast, marked, approve, is_approved):
    approve(marked)
    if is_approved:
        with pytest.raises(approvals.ApprovedAlready):
            approve(marked)
        with pytest.raises(IntegrityError), transaction.atomic():
            ListApproval.objects.create(session=marked, approved_at=NOW, approved_by=cast.tomek)
        return

    actions.withdraw_approval(session=marked, reason=" Pomyłka ", by=cast.anna, at=LATER)
    approve(marked)
    first, second = ListApproval.objects.all()
    assert (first.withdrawn_by, first.withdrawn_at, first.withdrawal_reason) == (cast.anna, LATER, "Pomyłka")
    assert second.withdrawn_at is None


def test_a_list_with_somebody_unmarked_is_not_approved(here, plan, mark, approve):
    session = plan(TODAY)
    mark(session, {here.enrolment: ("present",)})

    with pytest.raises(approvals.SomebodyIsUnmarked, match="2"):
        approve(session)


def test_a_list_on_which_nobody_stands_is_not_approved(plan, approve, people):
    session = plan(TODAY)
    for enrolment in people:
        enrolment.memberships.all().delete()

    with pytest.raises(taking_back.NobodyIsMarked):
        approve(session)


def test_a_meeting_ahead_or_called_off_has_no_list(cast, plan, approve):
    with pytest.raises(approvals.ApprovedTooEarly, match=r"17\.04\.2019"):
        approve(plan(TODAY.replace(day=17)))
    off = actions.cancel_session(session=plan(TODAY), reason="Choroba", by=cast.anna, at=NOW)
    with pytest.raises(SessionIsCancelled):
        approve(off)


def test_what_is_no_scan_is_refused_and_nothing_is_approved(marked, approve):
    with pytest.raises(FileIsOfAnotherKind):
        approve(marked, scan=ContentFile(b"<html>", name="lista.pdf"))

    assert not ListApproval.objects.exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_approval_is_withdrawn_with_a_reason(cast, marked, approve, reason):
    approve(marked)

    with pytest.raises(approvals.WithdrawalNeedsReason):
        actions.withdraw_approval(session=marked, reason=reason, by=cast.anna, at=NOW)


def test_what_is_not_approved_is_not_withdrawn(cast, marked):
    with pytest.raises(approvals.NotApproved):
        actions.withdraw_approval(session=marked, reason="Pomyłka", by=cast.anna, at=NOW)


# ---- changes afterwards ------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_approved_list_is_not_changed_without_a_reason(here, cast, marked, approve, marks_of, reason):
    approve(marked)
    changed = {here.enrolment.pk: ("absent", None, base(marked, here.enrolment))}
    facts = {"session": marked, "by": cast.tomek, "at": LATER, "reason": reason}

    with pytest.raises(refusals.ApprovedNeedsReason):
        actions.mark_session(marks=changed, **facts)
    with pytest.raises(refusals.ApprovedNeedsReason):
        actions.mark_rest_present(marks=changed, **facts)

    assert marks_of(marked)[here.enrolment.pk] == ("present", 90)


def test_a_change_of_an_approved_list_keeps_its_reason(here, cast, marked, approve, marks_of):
    approve(marked)
    changed = {here.enrolment.pk: ("absent", None, base(marked, here.enrolment))}

    batch = actions.mark_session(
        session=marked, marks=changed, by=cast.tomek, at=LATER, reason="Podpis innej osoby"
    )

    assert (batch.reason, marks_of(marked)[here.enrolment.pk]) == ("Podpis innej osoby", ("absent", 0))
    entry = Entry.objects.filter(verb="trainings.session.marked").last()
    assert entry.after["reason"] == "Podpis innej osoby"


def test_saving_what_stands_needs_no_reason(here, cast, marked, approve):
    approve(marked)
    same = {here.enrolment.pk: ("present", None, base(marked, here.enrolment))}

    assert actions.mark_session(session=marked, marks=same, by=cast.tomek, at=LATER) is None


def test_a_reason_of_a_list_that_nobody_approved_is_not_kept(here, cast, plan):
    marks = {here.enrolment.pk: ("present",)}

    batch = actions.mark_session(session=plan(TODAY), marks=marks, by=cast.tomek, at=NOW, reason="Tak")

    assert batch.reason == ""


def test_no_saving_of_an_approved_list_is_undone_or_withdrawn(cast, marked, approve):
    approve(marked)

    with pytest.raises(taking_back.ListIsApproved):
        actions.undo_batch(batch=MarkBatch.objects.get(), by=cast.tomek, at=LATER)
    with pytest.raises(taking_back.ListIsApproved):
        actions.withdraw_marks(session=marked, by=cast.anna, at=LATER)

    actions.withdraw_approval(session=marked, reason="Pomyłka", by=cast.anna, at=LATER)
    assert actions.undo_batch(batch=MarkBatch.objects.get(), by=cast.tomek, at=LATER)


def test_the_database_refuses_what_passes_the_actions_by(cast, marked, approve):
    approve(marked)

    with pytest.raises(IntegrityError, match="approved_list_changes_with_reason"), transaction.atomic():
        MarkBatch.objects.create(session=marked, marked_at=NOW, marked_by=cast.tomek)
    with pytest.raises(IntegrityError, match="approved_list_is_not_undone"), transaction.atomic():
        MarkBatch.objects.update(undone_at=NOW, undone_by=cast.tomek)
    with pytest.raises(IntegrityError), transaction.atomic():
        ListApproval.objects.update(withdrawn_at=NOW, withdrawn_by=cast.anna)
    assert MarkBatch.objects.create(session=marked, reason="Tak", marked_at=NOW, marked_by=cast.tomek)


# ---- pages -------------------------------------------------------------------------------------------------


def test_a_list_is_approved_with_its_scan_changed_and_released(here, cast, browse, address, marked):
    anna, list_ = browse(cast.anna), address("session", pk=marked.edition_id, session=marked.pk)
    assert "Zatwierdź listę" in anna.get(list_).text

    anna.post(address("approve_list", pk=marked.pk), {"scan": ContentFile(PDF, name="lista.pdf")})

    page = anna.get(list_).text
    assert ("Zatwierdzono 16.04.2019" in page, "cofnij/" in page) == (True, False)
    approval = ListApproval.objects.get()
    scan = anna.get(address("list_scan", pk=approval.pk))
    assert b"".join(scan.streaming_content) == PDF
    change = {f"m-{here.enrolment.pk}": "absent", f"b-{here.enrolment.pk}": base(marked, here.enrolment)}
    refused = anna.post(list_, change)
    assert (refused.status_code, "Napisz, dlaczego ją zmieniasz." in refused.text) == (422, True)
    register = address("edition", pk=marked.edition_id)
    refused = anna.post(register, {"spotkanie": marked.pk, **change})
    assert (refused.status_code, 'name="powod"' in refused.text) == (422, True)
    anna.post(list_, {**change, "powod": "Pomyłka"})
    assert MarkBatch.objects.last().reason == "Pomyłka"

    anna.post(address("withdraw_approval", pk=marked.pk), {"reason": "Brak podpisu"})
    assert "Anna Adamska: Brak podpisu" in anna.get(list_).text


def test_a_trainer_sees_the_approval_but_not_the_scan(here, cast, browse, address, marked, approve):
    approve(marked, scan=ContentFile(PDF, name="lista.pdf"))

    html = browse(cast.tomek).get(address("session", pk=marked.edition_id, session=marked.pk)).text

    assert ("Zatwierdzono" in html, "/skan/" in html, "Wycofaj zatwierdzenie" in html) == (True, False, False)


def test_from_an_approved_list_one_goes_on_to_the_next(
    here, cast, browse, address, marked, approve, mark, people
):
    mark(here.session, dict.fromkeys(people, ("present",)))
    anna, list_ = browse(cast.anna), address("session", pk=marked.edition_id, session=marked.pk)
    assert "Następna do zatwierdzenia" not in anna.get(list_).text

    approve(marked)

    page = anna.get(list_).text
    assert f'href="{address("session", pk=here.edition.pk, session=here.session.pk)}"' in page
    assert "Następna do zatwierdzenia" in page
    assert "Następna do zatwierdzenia" not in browse(cast.tomek).get(list_).text
    approve(here.session)
    assert "Następna do zatwierdzenia" not in anna.get(list_).text


def test_a_list_that_is_full_says_who_goes_on_with_it(cast, browse, address, plan, people, approve):
    session, waits = plan(TODAY), "Lista czeka na zatwierdzenie przez koordynację"
    tomek, list_ = browse(cast.tomek), address("session", pk=session.edition_id, session=session.pk)
    assert waits not in tomek.get(list_).text

    tomek.post(list_, {"reszta": "obecne"})
    assert waits in tomek.get(list_).text

    approve(session)
    assert waits not in tomek.get(list_).text


def test_lists_without_an_approval_are_found(here, cast, browse, address, marked, approve, plan):
    plan(TODAY.replace(day=15))  # nobody is marked: it waits for marks, not for an approval
    anna, sessions = browse(cast.anna), address("sessions")

    assert "Listy bez zatwierdzenia: 1" in anna.get(sessions).text
    assert 'id="niezatwierdzone"' in anna.get(f"{sessions}?listy=niezatwierdzone").text
    assert "Listy bez zatwierdzenia" not in browse(cast.tomek).get(sessions).text
    approve(marked)
    assert "Listy bez zatwierdzenia" not in anna.get(f"{sessions}?listy=niezatwierdzone").text


def test_lists_to_approve_cost_the_same_for_one_and_three(here, cast, plan, mark):
    anna, days = standing_of(cast.anna, here.centre, TODAY), iter(range(1, 9))

    def add():
        mark(plan(TODAY.replace(day=next(days))), {here.enrolment: ("present",)})

    same_queries_for(lambda: queries.meetings_to_approve(anna, at_most=5), add, at_most=1)
