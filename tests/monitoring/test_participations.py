"""A whole project as facts, in as many statements for three people as for one."""

from datetime import date, timedelta

import pytest

from osnowa.monitoring.models import TechnicalId
from osnowa.monitoring.queries.participations import checked, filing_of, participations, taking_part
from osnowa.participants.models import Answer, Enrolment, Exit, FollowUp
from osnowa.support.models import LedgerEntry
from tests.cast import NOW, ROUND_BEGAN, TODAY
from tests.queries import same_queries_for


def facts_of(world, enrolment, on=TODAY):
    (found,) = participations(filing_of(world.project, on), Enrolment.objects.filter(pk=enrolment.pk))
    return found


def codes(world, enrolment, on=TODAY):
    (found,) = checked(filing_of(world.project, on), Enrolment.objects.filter(pk=enrolment.pk))
    return {(fault.code, fault.field) for fault in found.faults if fault.stops}


def test_complete_person_has_no_faults(here, maria):
    assert codes(here, maria) == set()


def test_empty_fields_are_faults_of_their_own(here, maria):
    maria.education = None
    maria.save()
    maria.answers.filter(field="homeless").delete()

    assert codes(here, maria) == {("missing", "education"), ("missing", "homeless")}


def test_sealed_answers_are_opened(here, maria):
    maria.answers.filter(field="otherwise_disadvantaged").update(superseded_at=NOW)
    Answer.objects.create(enrolment=maria, field="otherwise_disadvantaged", sealed="refused", recorded_at=NOW)

    assert facts_of(here, maria).answers["otherwise_disadvantaged"] == "refused"


def test_each_form_of_support_stands_once_and_later_support_not_yet(here, maria):
    for number, day in enumerate((ROUND_BEGAN + timedelta(days=7), TODAY + timedelta(days=1))):
        LedgerEntry.objects.create(
            enrolment=maria,
            form=here.contact_form,
            began_on=day,
            ended_on=day,
            source=f"casework.contact:x{number}",
            recorded_at=NOW,
        )

    (form,) = facts_of(here, maria).supports

    assert (form.began_on, form.ended_on) == (ROUND_BEGAN, ROUND_BEGAN + timedelta(days=7))


def test_exit_counts_from_its_day_and_the_situation_is_that_after_four_weeks(here, maria):
    Exit.objects.create(
        enrolment=maria,
        ended_on=date(2019, 4, 12),
        reason="completed",
        situation="monitored",
        on_path=True,
        outcome_due_on=date(2019, 7, 12),
        recorded_at=NOW,
    )
    FollowUp.objects.create(
        enrolment=maria,
        kind="four-weeks",
        held_on=date(2019, 4, 15),
        situation="employed",
        recorded_at=NOW,
    )

    assert facts_of(here, maria, date(2019, 4, 11)).exit is None
    assert facts_of(here, maria, date(2019, 4, 14)).exit.situations == ("monitored",)
    assert facts_of(here, maria).exit.situations == ("employed",)


def test_without_pesel_the_paper_identifies(here, one_more):
    enrolment = one_more()

    assert facts_of(here, enrolment).person.identifier == f"AB{enrolment.pk:06d}"
    assert codes(here, enrolment) == set()


def test_other_projects_of_the_same_person_are_told(here, maria, cast):
    Enrolment.objects.create(
        project=cast.unrelated, person=maria.person, number="X/1", enrolled_on=ROUND_BEGAN
    )

    assert facts_of(here, maria).other_projects == (cast.unrelated.title,)


def test_two_people_with_one_technical_id_are_found(here, maria, one_more):
    filing = filing_of(here.project, TODAY, to="sm-efs")
    for each in (maria, one_more()):
        TechnicalId.objects.create(enrolment=each, register="sm-efs", value="77", recorded_at=NOW)

    found = {
        each.who.number: {fault.code for fault in each.faults}
        for each in checked(filing, taking_part(here.project, TODAY))
    }

    assert [number for number, faults in found.items() if "technical-id-twice" in faults] == sorted(
        (maria.number, Enrolment.objects.exclude(pk=maria.pk).get(technical_ids__value="77").number)
    )


def test_hidden_people_are_filed_all_the_same(here, maria):
    everybody = participations(filing_of(here.project, TODAY), taking_part(here.project, TODAY))

    assert here.hidden_enrolment.pk in {each.key for each in everybody}


@pytest.mark.guard
def test_facts_cost_the_same_for_one_and_three(here, one_more):
    def read():
        return list(checked(filing_of(here.project, TODAY), taking_part(here.project, TODAY)))

    same_queries_for(read, one_more, at_most=22)
