"""Files made, who changed since, what the portal gave and answered."""

import io
import json
from uuid import uuid4

import pytest

from osnowa.audit.models import Entry
from osnowa.errors import Refused
from osnowa.monitoring import actions
from osnowa.monitoring.actions.feedback import NoAnswers, NotFeedback
from osnowa.monitoring.actions.sendings import (
    HasAnswers,
    MadeBefore,
    NoProjectNumber,
    NothingToSend,
)
from osnowa.monitoring.models import Answered, Feedback, Sending, SentPerson, TechnicalId
from osnowa.monitoring.queries.participations import filing_of, taking_part
from osnowa.monitoring.queries.sendings import file_digest, ours
from osnowa.monitoring.reconciling import reconcile
from osnowa.monitoring.tables import register_table
from osnowa.participants.models import Answer
from tests.cast import NOW, TODAY


@pytest.fixture
def make(here, maria, cast):
    def make(extent="all", shape="csv", **more):
        out = io.BytesIO()
        sending = actions.make_file(
            project=here.project, day=TODAY, extent=extent, shape=shape, out=out, by=cast.anna, at=NOW, **more
        )
        return sending, out.getvalue()

    return make


def test_file_holds_those_without_errors_and_says_how_many_stayed_out(here, maria, make):
    sending, content = make()

    assert (sending.number, sending.people, sending.left_out) == (1, 1, 2)
    assert [each.enrolment for each in sending.members.all()] == [maria]
    assert content.decode("utf-8-sig").splitlines()[1].split(";")[3:5] == ["Maria", "Nowak"]


def test_digest_recognises_the_file_and_no_other(here, make):
    sending, content = make()

    assert sending.digest == file_digest(io.BytesIO(content), here.centre.pk)
    assert sending.digest != file_digest(io.BytesIO(content + b" "), here.centre.pk)


def test_only_changed_people_are_sent_again(here, maria, one_more, make):
    one_more()
    make()
    with pytest.raises(NothingToSend):
        make("changed")
    maria.person.email = "maria@example.org"
    maria.person.save()

    sending, content = make("changed")

    assert sending.people == 1
    assert "maria@example.org" in content.decode()


def test_withdrawn_file_makes_its_people_unsent(make, cast):
    first, _content = make()
    actions.withdraw_file(sending=first, by=cast.anna, at=NOW)

    again, _content = make("changed")

    assert (again.number, again.people) == (2, 1)


def test_nobody_to_send_leaves_nothing_behind(here, maria, make):
    maria.answers.all().delete()

    with pytest.raises(NothingToSend):
        make()

    assert not Sending.objects.exists()
    assert not SentPerson.objects.exists()


def test_without_the_number_of_the_project_there_is_no_file(make):
    with pytest.raises(NoProjectNumber):
        make(to="sm-efs")


def test_two_clicks_are_one_file(make):
    nonce = uuid4()
    make(nonce=nonce)

    with pytest.raises(MadeBefore):
        make(nonce=nonce)

    assert Sending.objects.count() == 1


def test_journal_of_a_file_tells_numbers_only(make, maria):
    make()

    entry = Entry.objects.get(verb="monitoring.file.made")

    assert set(json.loads(entry.after_json)) == {
        *("register", "day", "extent", "shape", "people", "left_out", "digest")
    }
    assert "Nowak" not in entry.after_json


@pytest.mark.parametrize("to", ["", "sm-efs"])
@pytest.mark.parametrize("shape", ["csv", "xlsx"])
def test_exported_file_compared_at_once_shows_no_difference(here, one_more, make, to, shape):
    one_more()
    here.project.agreement_number = "RPDS.09.01.01-02-0001/17"
    here.project.save()
    _sending, content = make(to=to, shape=shape)
    filing = filing_of(here.project, TODAY, to=to)
    sent = taking_part(here.project, TODAY).filter(sent_to_registers__isnull=False)

    found = reconcile(filing.register, ours(filing, sent), register_table(filing.register, content).rows)

    assert found.agrees


def test_kept_technical_ids_are_versions_and_sealed_in_the_journal(here, maria, cast):
    def keep(value):
        return actions.keep_technical_ids(
            project=here.project, register="sm-efs", ids={maria.pk: value}, by=cast.anna, at=NOW
        )

    assert [keep("11"), keep("11"), keep("12")] == [1, 0, 1]
    assert TechnicalId.objects.current().get().value == "12"
    assert TechnicalId.objects.count() == 2
    entries = Entry.objects.filter(verb="monitoring.technicalid.kept")
    assert entries.count() == 2
    assert all("12" not in entry.after_json and entry.sealed_after for entry in entries)


def test_ids_of_people_of_other_projects_are_not_touched(here, maria, cast):
    from django_scopes import scopes_disabled

    with scopes_disabled():
        stranger = cast.elsewhere.enrolment.pk

    assert (
        actions.keep_technical_ids(
            project=here.project, register="sm-efs", ids={stranger: "9"}, by=cast.anna, at=NOW
        )
        == 0
    )


def test_withdrawn_technical_id_is_current_no_more(here, maria, cast):
    actions.keep_technical_ids(
        project=here.project, register="sm-efs", ids={maria.pk: "11"}, by=cast.anna, at=NOW
    )
    actions.withdraw_technical_id(technical_id=TechnicalId.objects.get(), by=cast.anna, at=NOW)

    assert not TechnicalId.objects.current().exists()


HEADERS = ["Nr wiersza", "PESEL", "Pole", "Komunikat"]


@pytest.fixture
def take_in(here, maria, cast):
    def take_in(*rows, sending=None, **more):
        return actions.take_in_feedback(
            project=here.project,
            rows=[HEADERS, *rows],
            sending=sending,
            day=TODAY,
            by=cast.anna,
            at=NOW,
            **more,
        )

    return take_in


def test_answers_are_pinned_to_people_and_fields(maria, make, take_in):
    sending, _content = make()

    feedback = take_in(["2", "", "Kod pocztowy", "Zły kod"], ["9", "", "", "Nie wiem"], sending=sending)

    pinned, loose = feedback.answers.all()
    assert (pinned.enrolment, pinned.field, pinned.message, pinned.why) == (
        maria, "postal_code", "Zły kod", ""
    )  # fmt: skip
    assert (loose.enrolment, loose.message, loose.why) == (None, "Nie wiem", "nobody")


def test_without_a_file_the_number_of_a_row_names_nobody(maria, take_in):
    feedback = take_in(["2", "", "", "Zły wiersz"], ["", maria.person.pesel, "", "Zły PESEL"])

    assert [(each.enrolment, each.why) for each in feedback.answers.all()] == [(None, "nobody"), (maria, "")]


@pytest.mark.parametrize(
    ("rows", "refusal"), [([HEADERS], NoAnswers), ([["Lp.", "Cokolwiek"], ["1", "x"]], NotFeedback)]
)
def test_what_is_no_feedback_is_refused(here, maria, cast, rows, refusal):
    with pytest.raises(refusal):
        actions.take_in_feedback(
            project=here.project, rows=rows, sending=None, day=TODAY, by=cast.anna, at=NOW
        )

    assert not Feedback.objects.exists()


def test_feedback_sent_twice_is_one(take_in):
    nonce = uuid4()
    first = take_in(["2", "", "", "Zły wiersz"], nonce=nonce)

    assert take_in(["2", "", "", "Zły wiersz"], nonce=nonce) == first
    assert Answered.objects.count() == 1


def test_answered_file_is_withdrawn_only_after_its_answer(make, take_in, cast):
    sending, _content = make()
    feedback = take_in(["2", "", "", "Źle"], sending=sending)

    with pytest.raises(HasAnswers):
        actions.withdraw_file(sending=sending, by=cast.anna, at=NOW)
    actions.withdraw_feedback(feedback=feedback, by=cast.anna, at=NOW)
    actions.withdraw_file(sending=sending, by=cast.anna, at=NOW)

    for again in (
        lambda: actions.withdraw_feedback(feedback=feedback, by=cast.anna, at=NOW),
        lambda: actions.withdraw_file(sending=sending, by=cast.anna, at=NOW),
    ):
        with pytest.raises(Refused):
            again()


def test_answer_is_settled_once(take_in, cast):
    answer = take_in(["2", "", "", "Źle"]).answers.get()
    actions.settle_answer(answer=answer, by=cast.anna, at=NOW)

    with pytest.raises(Refused):
        actions.settle_answer(answer=answer, by=cast.anna, at=NOW)


def test_changed_answer_changes_the_row(maria, make):
    make()
    maria.answers.filter(field="homeless").update(superseded_at=NOW)
    Answer.objects.create(enrolment=maria, field="homeless", value="yes", recorded_at=NOW)

    sending, _content = make("changed")

    assert sending.people == 1
