"""The counting rules of one member, as a table that an official could check."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from osnowa.indicators.counting import (
    OF_ENROLMENT,
    Answer,
    EnrolmentFacts,
    ExitFacts,
    GroundFacts,
    GroundState,
    InitiativeFacts,
    OutcomeFacts,
    initiatives_held,
)

SUPPORT = date(2018, 10, 2)
TODAY = date(2019, 4, 16)
POVERTY = GroundFacts("ubóstwo", "zaświadczenie", valid_from=date(2018, 9, 1), record="participants.ground:1")
DISABILITY = GroundFacts(
    "niepełnosprawność",
    "orzeczenie, stopień umiarkowany",
    valid_from=date(2016, 9, 1),
    valid_until=date(2020, 9, 30),
    is_disability=True,
    record="participants.ground:2",
)
PERSON = EnrolmentFacts(enrolled_on=date(2018, 9, 25), first_support_on=SUPPORT, grounds=(POVERTY,))
DISABLED = replace(PERSON, grounds=(DISABILITY,))
EXIT = ExitFacts(ended_on=date(2019, 1, 31), on_path=True, outcome_due_on=date(2019, 4, 30))
OUTCOME = OutcomeFacts(after_on=date(2019, 2, 5), gain=Decimal(5))
FINISHED = replace(PERSON, ending=EXIT, outcome=OUTCOME, threshold=Decimal(5))


def said(rule, member, day=TODAY):
    """The answer, the day, and the codes of what is missing."""
    verdict = OF_ENROLMENT[rule](member, day)
    return verdict.answer, verdict.counted_on, [reason.code for reason in verdict.missing]


def counted(on):
    return Answer.COUNTED, on, []


def nearly(*missing):
    return Answer.NEARLY, None, list(missing)


def no(*missing):
    return Answer.NOT, None, list(missing)


@pytest.mark.parametrize(
    ("case", "member", "day", "expected"),
    [
        ("supported", PERSON, TODAY, counted(SUPPORT)),
        ("supported today", PERSON, SUPPORT, counted(SUPPORT)),
        ("supported tomorrow", PERSON, date(2018, 10, 1), nearly("no-support")),
        ("enrolled only", replace(PERSON, first_support_on=None), TODAY, nearly("no-support")),
        ("enrolled tomorrow", PERSON, date(2018, 9, 24), no("no-support")),
        ("incomplete", replace(PERSON, missing_fields=("PESEL",), grounds=()), TODAY, counted(SUPPORT)),
    ],
)
def test_participants_count_from_the_first_support(case, member, day, expected):
    assert said("participants", member, day) == expected


@pytest.mark.parametrize(
    ("case", "member", "day", "expected"),
    [
        ("verified ground", PERSON, TODAY, counted(SUPPORT)),
        ("a disability is a ground too", DISABLED, TODAY, counted(SUPPORT)),
        ("first day", PERSON, SUPPORT, counted(SUPPORT)),
        ("day before", PERSON, date(2018, 10, 1), nearly("no-support")),
        ("no ground", replace(PERSON, grounds=()), TODAY, nearly("no-document")),
        ("incomplete", replace(PERSON, missing_fields=("wykształcenie",)), TODAY, nearly("no-fields")),
        (
            "incomplete, no ground",
            replace(PERSON, missing_fields=("wykształcenie",), grounds=()),
            TODAY,
            nearly("no-fields", "no-document"),
        ),
        ("not enrolled yet", PERSON, date(2018, 9, 1), no("no-support")),
    ],
)
def test_people_at_risk_count_from_the_first_support(case, member, day, expected):
    assert said("at-risk-supported", member, day) == expected


@pytest.mark.parametrize(
    ("case", "changes", "expected"),
    [
        ("ends on the day", {"valid_until": SUPPORT}, counted(SUPPORT)),
        ("ended the day before", {"valid_until": date(2018, 10, 1)}, nearly("document-expired")),
        ("begins on the day", {"valid_from": SUPPORT}, counted(SUPPORT)),
        ("begins the day after", {"valid_from": date(2018, 10, 3)}, nearly("document-later")),
        ("awaits a check", {"state": GroundState.AWAITING}, nearly("document-awaiting")),
        ("rejected", {"state": GroundState.REJECTED}, nearly("document-rejected")),
        ("for good", {"valid_until": None}, counted(SUPPORT)),
        ("expired since", {"valid_until": date(2019, 1, 1)}, counted(SUPPORT)),
    ],
)
def test_a_disability_document_must_hold_on_the_first_support(case, changes, expected):
    member = replace(DISABLED, grounds=(replace(DISABILITY, **changes),))

    assert said("disability-supported", member) == expected


@pytest.mark.parametrize(
    ("case", "member", "expected"),
    [
        ("another ground", PERSON, no("no-disability-document")),
        (
            "declares, has another ground",
            replace(PERSON, declares_disability=True),
            nearly("no-disability-document"),
        ),
        (
            "no support",
            replace(DISABLED, first_support_on=None),
            nearly("no-support"),
        ),
        (
            "the document is dated ahead",
            replace(PERSON, grounds=(replace(DISABILITY, valid_from=date(2019, 5, 1)),)),
            no("no-disability-document"),
        ),
    ],
)
def test_who_shows_a_sign_of_disability_nearly_counts(case, member, expected):
    assert said("disability-supported", member) == expected


@pytest.mark.parametrize(
    ("case", "changes", "day", "expected"),
    [
        ("progress", {}, TODAY, counted(date(2019, 2, 5))),
        ("on the day of the measurement", {}, date(2019, 2, 5), counted(date(2019, 2, 5))),
        ("the day before", {}, date(2019, 2, 4), nearly("no-measurement")),
        ("before the exit", {}, date(2019, 1, 30), no("no-exit", "no-measurement")),
        (
            "measured on the last day",
            {"outcome": replace(OUTCOME, after_on=date(2019, 4, 30))},
            date(2019, 4, 30),
            counted(date(2019, 4, 30)),
        ),
        (
            "measured too late",
            {"outcome": replace(OUTCOME, after_on=date(2019, 5, 1))},
            date(2019, 5, 1),
            nearly("measured-late"),
        ),
        (
            "measured before the exit",
            {"outcome": replace(OUTCOME, after_on=date(2019, 1, 10))},
            TODAY,
            counted(date(2019, 1, 31)),
        ),
        ("a point short", {"outcome": replace(OUTCOME, gain=Decimal("4.99"))}, TODAY, nearly("gain-low")),
        ("no threshold", {"threshold": None}, TODAY, nearly("no-threshold")),
        ("off the path", {"ending": replace(EXIT, on_path=False)}, TODAY, nearly("exit-off-path")),
        ("not measured", {"outcome": None}, TODAY, nearly("no-measurement")),
        ("not ended", {"ending": None}, TODAY, nearly("no-exit")),
        ("not at risk", {"grounds": ()}, TODAY, nearly("no-document")),
        (
            "neither ended nor measured",
            {"ending": None, "outcome": None},
            TODAY,
            no("no-exit", "no-measurement"),
        ),
    ],
)
def test_progress_counts_on_the_later_of_exit_and_measurement(case, changes, day, expected):
    assert said("social-progress", replace(FINISHED, **changes), day) == expected


DONE = InitiativeFacts(held_on=TODAY, is_done=True, evidence=("initiatives.initiativeevidence:1",))


@pytest.mark.parametrize(
    ("case", "initiative", "day", "expected"),
    [
        ("done and proved", DONE, TODAY, counted(TODAY)),
        ("ahead", DONE, date(2019, 4, 15), no()),
        ("without evidence", replace(DONE, evidence=()), TODAY, nearly("no-evidence")),
        ("not marked", replace(DONE, is_done=False), TODAY, nearly("not-done")),
        (
            "called off",
            replace(DONE, is_done=False, is_cancelled=True, evidence=()),
            TODAY,
            no("not-done", "no-evidence"),
        ),
    ],
)
def test_initiatives_count_on_their_day(case, initiative, day, expected):
    verdict = initiatives_held(initiative, day)

    assert (verdict.answer, verdict.counted_on, [each.code for each in verdict.missing]) == expected


def test_the_reason_names_the_document_that_holds_longest():
    other = replace(DISABILITY, valid_until=date(2019, 6, 14), record="participants.ground:3")

    verdict = OF_ENROLMENT["disability-supported"](replace(DISABLED, grounds=(other, DISABILITY)), TODAY)

    assert [(reason.code, reason.record) for reason in verdict.because] == [
        ("support", ""),
        ("ground", "participants.ground:2"),
    ]
