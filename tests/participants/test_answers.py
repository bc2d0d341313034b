"""What participants answered: drafts, sealed answers, corrections with a reason, steps and what they lack."""

from datetime import date, timedelta

import pytest
from django.db import connection

from osnowa.audit.models import Entry
from osnowa.participants import actions
from osnowa.participants.actions.answers import (
    AnswerTooLong,
    NotADay,
    NotANumber,
    NotAsked,
)
from osnowa.participants.actions.enrolments import CorrectionNeedsReason, InstitutionIsMissing, UnknownCode
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.models import Answer, Enrolment
from osnowa.participants.queries.answers import answers_by_enrolment, answers_of, history_of, values_of
from osnowa.participants.questions import (
    answers_asked,
    asked_in,
    is_answer,
    missing,
    register_of,
    steps_of,
)
from osnowa.rulepacks.registers import register
from tests.cast import NOW
from tests.participants.conftest import said, verbs
from tests.queries import same_queries_for

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def answer(here, cast):
    """Answer for Maria; later answers need a later ``at``."""

    def answer(at=NOW, reason="", **answers):
        return actions.answer(enrolment=here.enrolment, answers=answers, reason=reason, by=cast.sabina, at=at)

    return answer


@pytest.fixture
def started(here):
    """Maria's participation, whose support has begun."""
    Enrolment.objects.filter(pk=here.enrolment.pk).update(first_support_on=date(2018, 10, 2))


def test_answers_are_kept_in_one_entry_of_the_log(answer, here):
    answer(homeless="no", labour_substatus="long-term-unemployed")

    found = answers_of(here.enrolment)
    assert {field: row.said for field, row in found.items()} == {
        "homeless": "no",
        "labour_substatus": "long-term-unemployed",
    }
    assert verbs() == ["participants.answers.saved"]
    assert Entry.objects.get().after_json == '{"fields":["homeless","labour_substatus"]}'


def test_a_special_category_is_sealed(answer, here):
    answer(migrant_or_minority="refused", homeless="yes")

    with connection.cursor() as cursor:
        cursor.execute("SELECT field, value, sealed FROM participants_answer ORDER BY field")
        (_, open_value, nothing), (_, value, sealed) = cursor.fetchall()
    assert (open_value, nothing) == ("yes", None)
    assert value == ""
    assert "refused" not in sealed
    assert answers_of(here.enrolment)["migrant_or_minority"].said == "refused"


@pytest.mark.parametrize(
    ("field", "text", "refusal"),
    [
        ("citizenship", "polish", NotAsked),
        ("first_name", "Maria", NotAsked),
        ("support_kind", "training", NotAsked),
        ("homeless", "perhaps", UnknownCode),
        ("labour_substatus", "self-employed", UnknownCode),
        ("education_ends_on", "31.06.2019", NotADay),
        ("business_grant", "dużo", NotANumber),
        ("employer", "x" * 201, AnswerTooLong),
    ],
)
def test_what_is_no_answer_is_refused(answer, field, text, refusal):
    with pytest.raises(refusal):
        answer(**{field: text})
    assert not Answer.objects.exists()


def test_refusing_is_an_answer_only_where_the_register_takes_it():
    sm_efs = register("sm-efs")

    assert sm_efs.by_code["minority"].may_be_refused
    assert not sm_efs.by_code["third_country"].may_be_refused


def test_a_draft_is_changed_freely_until_support_begins(answer, here):
    answer(homeless="yes")
    answer(homeless="no", at=LATER)
    answer(homeless="", at=LATER + timedelta(hours=1))

    assert answers_of(here.enrolment) == {}
    with pytest.raises(NothingChanged):
        answer(homeless="")


def test_after_the_start_a_correction_needs_a_reason_and_keeps_history(answer, started, here):
    answer(homeless="yes", employer="Zakład")
    with pytest.raises(CorrectionNeedsReason) as refused:
        answer(homeless="no", at=LATER)
    assert list(said(refused)) == ["reason"]

    answer(homeless="no", reason="źle zaznaczono w  formularzu", at=LATER)

    now, before = history_of(here.enrolment, "homeless")
    assert (now.said, now.reason, now.series) == ("no", "źle zaznaczono w formularzu", before.series)
    assert (before.said, before.is_current) == ("yes", False)


def test_what_was_not_known_is_added_without_a_reason(answer, started, here):
    answer(homeless="yes")

    assert answers_of(here.enrolment)["homeless"].reason == ""


@pytest.mark.parametrize("facts", [{"education": 4}, {"labour_status": "inactive"}])
def test_the_status_at_entry_is_corrected_with_a_reason(started, here, cast, facts):
    verb = {"enrolment": here.enrolment, "by": cast.anna, "at": NOW, **facts}

    with pytest.raises(CorrectionNeedsReason):
        actions.correct_enrolment(**verb)
    assert actions.correct_enrolment(**verb, reason="świadectwo doniesione później").pk


def test_an_unknown_disability_is_added_without_a_reason(started, here, cast):
    assert actions.correct_enrolment(enrolment=here.enrolment, disability="no", by=cast.anna, at=NOW).pk


def test_a_step_is_saved_as_one_with_everything_or_nothing(here, cast):
    step = {
        "enrolment": here.enrolment,
        "person": {"phone": "601 234 567"},
        "participation": {"disability": "no"},
        "by": cast.sabina,
        "at": NOW,
        "synthetic_pesel": True,
    }

    with pytest.raises(UnknownCode):
        actions.save_step(**step, answers={"homeless": "perhaps"})
    here.person.refresh_from_db()
    assert here.person.phone == ""
    actions.save_step(**step, answers={"homeless": "no"})
    with pytest.raises(NothingChanged):
        actions.save_step(**step, answers={"homeless": "no"})

    assert verbs() == [
        "participants.person.corrected",
        "participants.enrolment.corrected",
        "participants.answers.saved",
    ]


def test_an_employee_names_the_institution(here, cast):
    verb = {"enrolment": here.enrolment, "by": cast.anna, "at": NOW, "kind": "employee"}

    with pytest.raises(InstitutionIsMissing):
        actions.correct_enrolment(**verb)
    with pytest.raises(InstitutionIsMissing):
        actions.correct_enrolment(**verb, institution=cast.elsewhere.partner_organisation)
    corrected = actions.correct_enrolment(**verb, institution=here.partner_organisation)
    back = actions.correct_enrolment(enrolment=corrected, kind="individual", by=cast.anna, at=LATER)

    assert back.institution is None


def test_many_are_read_at_once(here, cast, answer):
    answer(homeless="no")
    people = [here.enrolment]

    def one_more():
        more = here.crowd(1)[0]
        actions.answer(enrolment=more, answers={"homeless": "yes"}, by=cast.anna, at=NOW)
        people.append(more)

    same_queries_for(lambda: answers_by_enrolment(people), one_more, at_most=1)

    found = answers_by_enrolment([here.enrolment, here.stranger_enrolment])
    assert found == {here.enrolment.pk: {"homeless": "no"}, here.stranger_enrolment.pk: {}}


# ---- what is asked, and what is missing ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pack", "code"), [("esf-2014-2020", "sl2014"), ("esf-plus-2021-2027", "sm-efs"), ("esf-1999", None)]
)
def test_a_project_reports_to_the_register_of_its_period(pack, code):
    found = register_of(pack)

    assert (found and found.code) == code


@pytest.mark.parametrize("code", ["sl2014", "sm-efs"])
def test_every_field_of_a_register_has_one_home(code):
    asking = register(code)
    steps = steps_of(asking)

    typed = [column.code for step in steps for column in asked_in(asking, step.code)]
    assert len(typed) == len(set(typed))
    assert {"homeless", "labour_substatus", "education", "pesel"} - set(typed) == {"pesel"}
    assert all(is_answer(column) for column in answers_asked(asking).values())
    assert not {"support_kind", "ended_on", "age"} & set(typed)


COMPLETE = {
    "participant_kind": "individual",
    "first_name": "Maria",
    "last_name": "Nowak",
    "identifier": "84650301241",
    "sex": "woman",
    "birth_date": "1984-05-03",
    "education": "3",
    "country": "PL",
    "voivodeship": "dolnośląskie",
    "powiat": "Wrocław",
    "gmina": "Wrocław",
    "locality": "Wrocław",
    "postal_code": "50-502",
    "house_number": "1",
    "degurba": "1",
    "phone": "+48601234567",
    "labour_status": "unemployed-registered",
    "labour_substatus": "long-term-unemployed",
    "migrant_or_minority": "no",
    "homeless": "no",
    "disability": "refused",
    "otherwise_disadvantaged": "no",
}


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({}, []),
        ({"phone": "", "email": "maria@example.pl"}, []),
        ({"phone": ""}, ["phone"]),
        ({"identifier": "", "lacks_pesel": "yes"}, []),
        ({"identifier": ""}, ["identifier", "lacks_pesel"]),
        ({"disability": ""}, ["disability"]),
        ({"labour_substatus": ""}, ["labour_substatus"]),
        ({"labour_status": "employed", "labour_substatus": ""}, ["occupation", "employer"]),
        ({"country": "DE", "voivodeship": "", "powiat": "", "gmina": ""}, []),
        ({"gmina": ""}, ["gmina"]),
        ({"participant_kind": "employee"}, ["institution"]),
    ],
)
def test_what_is_missing_follows_from_what_was_said(changes, lacking):
    assert [each.code for each in missing(register("sl2014"), {**COMPLETE, **changes})] == lacking


def test_values_come_from_every_home(here, answer):
    answer(homeless="no")

    values = values_of(here.enrolment, answers_of(here.enrolment))

    assert values["identifier"] == "84650301241"
    assert (values["lacks_pesel"], values["degurba"], values["institution"]) == ("", "", "")
    assert (values["education"], values["birth_date"]) == ("3", "1984-05-03")
    assert values["homeless"] == "no"
