"""Declarations, consents and privacy notices."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from osnowa.clock.actions import ChangedMeanwhile
from osnowa.errors import SentOtherwiseBefore
from osnowa.participants import actions
from osnowa.participants.actions.declarations import (
    DeclaredAlready,
    GivenInFuture,
    NoConsent,
    NoticeIsMissing,
    NoticeNotYetInForce,
    OnlyConsentsAreRefused,
    WithdrawnBeforeGiven,
    WithdrawnInFuture,
)
from osnowa.participants.actions.enrolments import UnknownCode
from osnowa.participants.actions.notices import NoticeWasGiven
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.models import Declaration
from osnowa.participants.queries.declarations import declarations_of, notice_in_force
from osnowa.rulepacks.registry import pack
from tests.cast import NOW, TODAY
from tests.participants.conftest import said, scan, verbs

LATER = NOW + timedelta(hours=1)
SIGNED = date(2018, 10, 1)


@pytest.fixture
def add_notice(here, cast):
    """Add a privacy notice to the project; what is not said is as in the example."""

    def add_notice(**facts):
        example = {
            "project": here.project,
            "version": "1",
            "valid_from": SIGNED,
            "text": "Kto, po co, jak długo.",
        }
        return actions.add_notice(by=cast.anna, at=NOW, **{**example, **facts})

    return add_notice


@pytest.fixture
def declare(here, cast):
    """Note a declaration of Maria; what is not said is as in the example."""

    def declare(at=NOW, **facts):
        example = {"enrolment": here.enrolment, "kind": "participation", "given_on": SIGNED}
        return actions.add_declaration(by=cast.sabina, at=at, **{**example, **facts})

    return declare


def test_a_declaration_is_noted_with_its_scan(declare):
    row = declare(upload=scan(), original_place="teczka  7", channel="paper")

    assert (row.original_place, row.scan.name, row.is_given) == ("teczka 7", "skan.pdf", True)
    assert verbs() == ["documents.file.stored", "participants.declaration.added"]


@pytest.mark.parametrize(
    ("facts", "refusal", "field"),
    [
        ({"kind": "bored"}, UnknownCode, "kind"),
        ({"given_on": TODAY + timedelta(days=1)}, GivenInFuture, "given_on"),
        ({"is_given": False}, OnlyConsentsAreRefused, "is_given"),
        ({"kind": "privacy-notice"}, NoticeIsMissing, "notice"),
        ({"channel": "dream"}, ValidationError, "channel"),
    ],
)
def test_what_cannot_be_declared_is_refused_at_its_field(declare, facts, refusal, field):
    with pytest.raises(refusal) as refused:
        declare(**facts)
    assert list(said(refused)) == [field]


def test_information_names_the_notice_in_force_that_day(declare, add_notice):
    first = add_notice()
    second = add_notice(version="2", valid_from=date(2019, 1, 1))

    told = declare(kind="privacy-notice", given_on=date(2018, 12, 31))
    again = declare(kind="privacy-notice", given_on=date(2019, 1, 1))

    assert (told.notice, again.notice) == (first, second)
    with pytest.raises(NoticeNotYetInForce):
        declare(kind="privacy-notice", given_on=date(2018, 12, 30), notice=second)
    with pytest.raises(DeclaredAlready):
        declare(kind="privacy-notice", given_on=TODAY, notice=second)
    assert declare(kind="rules", notice=first).notice is None


def test_a_notice_of_another_project_is_refused_by_the_table(declare, add_notice, cast):
    foreign = add_notice(project=cast.unrelated)
    row = declare()

    with pytest.raises(IntegrityError, match="declaration_names_a_notice_of_the_project"):
        Declaration.objects.filter(pk=row.pk).update(notice=foreign)


def test_the_same_declaration_is_not_made_twice(declare):
    declare()

    with pytest.raises(DeclaredAlready):
        declare(given_on=TODAY)


def test_who_refused_may_agree_and_who_agreed_may_withdraw(declare, cast):
    declare(kind="image", is_given=False)
    agreed = declare(kind="image", given_on=date(2018, 11, 1))
    with pytest.raises(DeclaredAlready):
        declare(kind="image", given_on=TODAY)

    withdrawn = actions.withdraw_consent(declaration=agreed, withdrawn_on=TODAY, by=cast.anna, at=LATER)

    assert withdrawn.withdrawn_on == TODAY
    assert withdrawn.series == agreed.series
    with pytest.raises(NoConsent):
        actions.withdraw_consent(declaration=withdrawn, withdrawn_on=TODAY, by=cast.anna, at=LATER)
    with pytest.raises(ChangedMeanwhile):
        actions.withdraw_consent(declaration=agreed, withdrawn_on=TODAY, by=cast.anna, at=LATER)
    assert declare(kind="image", given_on=TODAY, at=LATER).pk


@pytest.mark.parametrize(
    ("facts", "day", "refusal"),
    [
        ({"kind": "image"}, SIGNED - timedelta(days=1), WithdrawnBeforeGiven),
        ({"kind": "image"}, TODAY + timedelta(days=1), WithdrawnInFuture),
        ({"kind": "image", "is_given": False}, TODAY, NoConsent),
        ({"kind": "participation"}, TODAY, NoConsent),
    ],
)
def test_what_stands_no_withdrawing_is_refused(declare, cast, facts, day, refusal):
    row = declare(**facts)

    with pytest.raises(refusal):
        actions.withdraw_consent(declaration=row, withdrawn_on=day, by=cast.anna, at=LATER)


def test_a_declaration_is_corrected_and_withdrawn_with_its_history(declare, cast, here):
    row = declare()

    corrected = actions.correct_declaration(
        declaration=row, given_on=date(2018, 10, 2), by=cast.anna, at=LATER
    )
    with pytest.raises(NothingChanged):
        actions.correct_declaration(declaration=corrected, given_on=date(2018, 10, 2), by=cast.anna, at=LATER)
    actions.withdraw_declaration(declaration=corrected, by=cast.anna, at=LATER)

    assert declarations_of(here.enrolment, TODAY, pack(here.project.rule_pack)) == []
    assert Declaration.objects.filter(series=row.series).count() == 2


def test_a_form_sent_twice_is_one_declaration(declare):
    nonce = uuid.uuid4()

    assert declare(nonce=nonce) == declare(nonce=nonce)
    with pytest.raises(SentOtherwiseBefore):
        declare(nonce=nonce, original_place="inna teczka")


def test_what_people_were_told_stays_as_it_was_told(declare, add_notice, cast, here):
    notice = add_notice()
    said_of_it = {"version": "1a", "valid_from": SIGNED, "text": "Inaczej.", "by": cast.anna, "at": LATER}
    corrected = actions.correct_notice(notice=notice, **said_of_it)
    with pytest.raises(NothingChanged):
        actions.correct_notice(notice=corrected, **said_of_it)
    given = declare(kind="privacy-notice")

    with pytest.raises(NoticeWasGiven):
        actions.correct_notice(notice=corrected, **{**said_of_it, "version": "1b"})
    actions.withdraw_declaration(declaration=given, by=cast.anna, at=LATER)
    with pytest.raises(NoticeWasGiven):
        actions.withdraw_notice(notice=corrected, by=cast.anna, at=LATER)


def test_a_notice_nobody_was_given_is_withdrawn(add_notice, cast, here):
    notice = add_notice()

    assert notice_in_force(here.project, SIGNED - timedelta(days=1)) is None
    assert notice_in_force(here.project, SIGNED) == notice
    actions.withdraw_notice(notice=notice, by=cast.anna, at=LATER)
    assert notice_in_force(here.project, TODAY) is None


@pytest.mark.parametrize("facts", [{"version": "1"}, {"version": "2", "valid_from": SIGNED}, {"version": ""}])
def test_versions_of_a_notice_do_not_stand_beside_each_other(add_notice, facts):
    add_notice()

    with pytest.raises(ValidationError):
        add_notice(**{"valid_from": TODAY, **facts})
