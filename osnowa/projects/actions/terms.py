"""Terms: the facts of a project that annexes change, in force from a day."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.errors import Refused
from osnowa.projects.actions.changes import Change
from osnowa.projects.models import Project, Terms
from osnowa.projects.queries.evidence import evidence_bounds
from osnowa.projects.queries.projects import latest_terms


class SourcesExceedTheTotal(Refused):
    message = _("Źródła razem dają więcej niż wartość projektu.")
    field = "total_pln"


class EvidenceOutside(Refused):
    message = _("W projekcie są już zapisy od %(first)s do %(last)s. Okres projektu musi je objąć.")
    why = "aneksy"


class TermsAreNeeded(Refused):
    message = _("W projekcie są już zapisy, więc nie może zostać bez warunków.")
    why = "aneksy"


class AnnexBeforeTheContract(Refused):
    message = _(
        "Aneks nie może obowiązywać wcześniej niż umowa, czyli przed %(first)s. "
        "Jeśli to umowa ma zły dzień, popraw jej wiersz."
    )
    field = "valid_from"
    why = "aneksy"


class TermsFacts(TypedDict, total=False):
    """What annexes change; amounts in PLN as signed, days of the project both included."""

    valid_from: date
    begins_on: date | None
    ends_on: date | None
    period_as_written: str
    total_pln: Decimal | None
    eu_pln: Decimal | None
    state_pln: Decimal | None
    own_pln: Decimal | None
    outcome_gain: Decimal | None
    outcome_months: int
    reason: str
    agreed_by: str


@action
def add_terms(*, project: Project, by: User, at: datetime, **facts: Unpack[TermsFacts]) -> Terms:
    """Put terms in force from ``valid_from`` until the next row; earlier rows stay as they are.

    Raises:
        AnnexBeforeTheContract: it would be in force before the first row.
        EvidenceOutside: what is already recorded would lie outside the project's days.
        SourcesExceedTheTotal, Gone.
    """
    change = Change(by, at)
    project = change.lock(project)
    contract = _first_row(project)
    terms = change.add(Terms(project=project), facts)
    _check_order(terms, contract)
    _check_amounts(terms)
    _check_evidence(project)
    return terms


@action
def correct_terms(*, terms: Terms, by: User, at: datetime, **facts: Unpack[TermsFacts]) -> Terms:
    """Correct a row that was typed wrong; a change agreed by annex is a new row.

    Raises:
        AnnexBeforeTheContract: it was an annex, and would be in force before the first row.
        EvidenceOutside: what is already recorded would lie outside the project's days.
        SourcesExceedTheTotal, Gone.
    """
    change = Change(by, at)
    project = change.lock(terms.project)
    contract = _first_row(project)
    terms = change.correct(change.fresh(terms), facts)
    _check_order(terms, contract)
    _check_amounts(terms)
    _check_evidence(project)
    return terms


@action
def withdraw_terms(*, terms: Terms, by: User, at: datetime) -> Terms:
    """Withdraw a row of terms; the row before holds again.

    Raises:
        EvidenceOutside: what is already recorded would lie outside the project's days.
        TermsAreNeeded: it is the only row, and something is already recorded.
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    project = change.lock(terms.project)
    terms = change.withdraw(change.fresh(terms))
    _check_evidence(project)
    return terms


def _first_row(project: Project) -> Terms | None:
    return Terms.objects.filter(project=project).order_by("valid_from").first()


def _check_order(terms: Terms, contract: Terms | None) -> None:
    """Refuse an annex in force before the contract: mostly a year typed wrong."""
    if contract and terms.pk != contract.pk and terms.valid_from < contract.valid_from:
        raise AnnexBeforeTheContract(first=date_format(contract.valid_from))


def _check_amounts(terms: Terms) -> None:
    sources = [amount for amount in (terms.eu_pln, terms.state_pln, terms.own_pln) if amount is not None]
    if terms.total_pln is not None and sum(sources) > terms.total_pln:
        raise SourcesExceedTheTotal


def _check_evidence(project: Project) -> None:
    """Refuse when the terms that come last leave out a day on which something is recorded or planned."""
    bounds = evidence_bounds(project)
    if bounds is None:
        return
    terms = latest_terms(project)
    if terms is None:
        raise TermsAreNeeded
    if not terms.period.holds(*bounds):
        first, last = bounds
        raise EvidenceOutside(
            field="ends_on" if terms.period.holds(first) else "begins_on",
            first=date_format(first),
            last=date_format(last),
        )
