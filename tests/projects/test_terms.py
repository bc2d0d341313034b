"""Terms: which are in force on a day, and what may not be left outside them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.transaction import atomic

from osnowa.projects.actions import terms as actions
from osnowa.projects.models import Stage, Terms
from osnowa.projects.queries import projects as queries
from osnowa.projects.queries.evidence import evidence_bounds
from tests.projects.conftest import sentences

SIGNED = date(2018, 9, 25)
LAST_DAY = date(2020, 6, 30)
BEGUN = "tura 1.10.2018, udział w grupie 1.10.2018, zapis do projektu 1.10.2018"


def annex(world, who, **facts):
    facts = {
        "valid_from": date(2019, 3, 1),
        "begins_on": SIGNED,
        "ends_on": LAST_DAY,
        "reason": "aneks 1",
    } | facts
    return actions.add_terms(project=world.project, **facts, **who)


@pytest.mark.parametrize(
    ("on", "reason"),
    [
        (date(2018, 1, 1), "umowa"),  # before the first row: the first holds
        (date(2018, 9, 25), "umowa"),
        (date(2019, 2, 28), "umowa"),
        (date(2019, 3, 1), "aneks 1"),
        (date(2019, 12, 31), "aneks 1"),
        (date(2020, 1, 1), "aneks 2"),
        (date(2120, 1, 1), "aneks 2"),
    ],
)
def test_the_latest_row_begun_by_then_is_in_force(here, anna, on, reason):
    annex(here, anna)
    annex(here, anna, valid_from=date(2020, 1, 1), reason="aneks 2")

    assert queries.terms_in_force(here.project, on).reason == reason
    assert queries.terms_of([here.project], on)[here.project.pk].reason == reason
    assert queries.latest_terms(here.project).reason == "aneks 2"


def test_an_annex_does_not_come_before_the_contract(here, anna):
    with pytest.raises(actions.AnnexBeforeTheContract) as refusal:
        annex(here, anna, valid_from=date(2009, 3, 1))
    assert sentences(refusal) == {
        "valid_from": [
            "Aneks nie może obowiązywać wcześniej niż umowa, czyli przed 25.09.2018. "
            "Jeśli to umowa ma zły dzień, popraw jej wiersz."
        ]
    }

    later = annex(here, anna)
    with pytest.raises(actions.AnnexBeforeTheContract):
        actions.correct_terms(terms=later, valid_from=date(2018, 9, 24), **anna)
    with pytest.raises(actions.ContractAfterTheAnnex, match=r"aneks, który jest od 1\.03\.2019"):
        actions.correct_terms(terms=here.terms, valid_from=date(2019, 3, 2), **anna)
    # The contract's own day was typed wrong.
    assert actions.correct_terms(terms=here.terms, valid_from=date(2018, 9, 1), **anna).pk == here.terms.pk


def test_without_rows_nothing_is_known(here, cast):
    assert queries.terms_in_force(cast.unrelated, date(2019, 1, 1)) is None
    assert queries.terms_of([cast.unrelated], date(2019, 1, 1)) == {}
    assert queries.stage_of(cast.unrelated, date(2019, 1, 1)) is Stage.PREPARATION


def test_terms_of_many_projects_are_one_query(here, cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list(queries.terms_of([here.project, cast.unrelated], SIGNED)) == [here.project.pk]


def test_the_stage_follows_the_terms_of_the_day(here, anna):
    annex(here, anna, ends_on=date(2019, 12, 31))

    assert queries.stage_of(here.project, date(2019, 2, 1)) is Stage.RUNNING
    assert queries.stage_of(here.project, date(2020, 2, 1)) is Stage.CLOSED


# ---- what cannot be ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"valid_from": SIGNED}, "__all__"),
        ({"ends_on": date(2018, 9, 24)}, "__all__"),
        ({"total_pln": Decimal("100.00"), "eu_pln": Decimal("100.01")}, "__all__"),
        ({"total_pln": Decimal(100), "eu_pln": Decimal(85), "own_pln": Decimal("15.01")}, "total_pln"),
        ({"total_pln": Decimal("-1.00")}, "total_pln"),
        ({"outcome_months": 0}, "outcome_months"),
        ({"outcome_gain": Decimal(0)}, "outcome_gain"),
        ({"reason": ""}, "reason"),
    ],
)
def test_terms_that_contradict_themselves_are_refused(here, anna, facts, field):
    with pytest.raises(ValidationError) as refusal:
        annex(here, anna, **facts)

    assert field in sentences(refusal)
    assert Terms.objects.filter(project=here.project).count() == 1


@pytest.mark.parametrize(
    "facts", [{"outcome_gain": Decimal(0)}, {"outcome_gain": Decimal("-5.00")}, {"outcome_months": 0}]
)
def test_no_such_terms_are_stored(here, facts):
    with pytest.raises(IntegrityError), atomic():
        Terms.objects.filter(project=here.project).update(**facts)


def test_shares_as_signed_need_not_add_up(here, anna):
    terms = annex(here, anna, total_pln=Decimal("1478268.32"), eu_pln=Decimal("1256528.05"))

    assert terms.eu_pln == Decimal("1256528.05")


# ---- evidence ----------------------------------------------------------------------------------------------


def test_evidence_reaches_from_the_first_to_the_last_recorded_day(here, cast):
    # The round until 30.06.2019 is the latest of what stands in the world of the cast.
    assert evidence_bounds(here.project) == (date(2018, 10, 1), date(2019, 6, 30))
    assert evidence_bounds(cast.unrelated) is None


@pytest.mark.parametrize(
    ("begins_on", "ends_on", "field", "outside"),
    [
        (date(2018, 10, 1), date(2019, 6, 30), None, ""),
        (date(2018, 10, 2), date(2019, 6, 30), "begins_on", BEGUN),
        (date(2018, 10, 1), date(2019, 6, 29), "ends_on", "tura 30.06.2019"),
        (None, None, None, ""),
    ],
)
def test_the_period_cannot_leave_evidence_outside(here, anna, begins_on, ends_on, field, outside):
    def move():
        return annex(here, anna, begins_on=begins_on, ends_on=ends_on)

    if field is None:
        assert move().begins_on == begins_on
        return
    with pytest.raises(actions.EvidenceOutside) as refusal:
        move()
    assert sentences(refusal) == {
        field: [
            "W projekcie są już zapisy od 1.10.2018 do 30.06.2019. Okres projektu musi je objąć. "
            f"Poza nim są na przykład: {outside}."
        ]
    }


def test_correcting_and_withdrawing_keep_evidence_inside_too(here, anna):
    short = {"begins_on": SIGNED, "ends_on": date(2019, 1, 31)}
    extended = annex(here, anna)
    with pytest.raises(actions.EvidenceOutside):
        actions.correct_terms(terms=extended, **short, **anna)

    # A row that no longer comes last may be as short as it was signed.
    first = actions.correct_terms(terms=here.terms, **short, **anna)
    with pytest.raises(actions.EvidenceOutside):
        actions.withdraw_terms(terms=extended, **anna)

    assert first.ends_on == date(2019, 1, 31)
    assert queries.latest_terms(here.project) == extended


def test_a_project_with_evidence_is_not_left_without_terms(here, anna, cast):
    with pytest.raises(actions.TermsAreNeeded):
        actions.withdraw_terms(terms=here.terms, **anna)

    only = actions.add_terms(project=cast.unrelated, valid_from=SIGNED, reason="umowa", **anna)
    actions.withdraw_terms(terms=only, **anna)
    assert not cast.unrelated.terms.exists()


def test_the_contract_is_not_withdrawn_from_under_its_annex(here, anna):
    first = annex(here, anna)
    annex(here, anna, valid_from=date(2020, 1, 1), reason="aneks 2")

    with pytest.raises(actions.AnnexStands, match=r"późniejszy aneks: od 1\.03\.2019: aneks 1\."):
        actions.withdraw_terms(terms=here.terms, **anna)

    # An annex goes whatever stands after it: the row before it holds on its days.
    actions.withdraw_terms(terms=first, **anna)
    assert [row.reason for row in here.project.terms.order_by("valid_from")] == ["umowa", "aneks 2"]
