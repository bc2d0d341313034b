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
from osnowa.projects.queries.amounts import SourcesExceedTheTotal, sources_exceed_the_total
from osnowa.projects.queries.evidence import evidence_bounds, evidence_outside

#: So many records outside the project's days are named; the rest come up as those are mended.
NAMED_AT_MOST = 3


class EvidenceOutside(Refused):
    message = _(
        "W projekcie są już zapisy od %(first)s do %(last)s. Okres projektu musi je objąć. "
        "Poza nim są na przykład: %(outside)s."
    )
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


class ContractAfterTheAnnex(Refused):
    message = _(
        "Umowa nie może obowiązywać później niż aneks, który jest od %(first)s. "
        "Jeśli to aneks ma zły dzień, popraw jego wiersz."
    )
    field = "valid_from"
    why = "aneksy"


class AnnexStands(Refused):
    message = _(
        "Tych warunków nie można wycofać, bo zmienia je późniejszy aneks: %(annex)s. Najpierw wycofaj aneks "
        "albo popraw ten wiersz."
    )
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
    rows = _rows(project)
    terms = Terms(project=project, **facts)
    # Everything is asked before anything is written: the database holds the same rules row by row.
    terms.full_clean()
    _check_order(terms, rows)
    _check_amounts(terms)
    _check_evidence(project, [*rows, terms])
    return change.add(Terms(project=project), facts)


@action
def correct_terms(*, terms: Terms, by: User, at: datetime, **facts: Unpack[TermsFacts]) -> Terms:
    """Correct a row that was typed wrong; a change agreed by annex is a new row.

    Raises:
        AnnexBeforeTheContract: it was an annex, and would be in force before the first row.
        ContractAfterTheAnnex: it is the first row, and would be in force after an annex.
        EvidenceOutside: what is already recorded would lie outside the project's days.
        SourcesExceedTheTotal, Gone.
    """
    change = Change(by, at)
    project = change.lock(terms.project)
    known = change.fresh(terms)
    rows = _rows(project)
    corrected = change.fresh(terms)
    for name, value in facts.items():
        setattr(corrected, name, value)
    corrected.full_clean()
    _check_order(corrected, rows)
    _check_amounts(corrected)
    _check_evidence(project, [corrected if row == known else row for row in rows])
    return change.correct(known, facts)


@action
def withdraw_terms(*, terms: Terms, by: User, at: datetime) -> Terms:
    """Withdraw a row of terms; the row before holds again.

    Raises:
        AnnexStands: it is the first row, and an annex changes it: its days would be without terms.
        EvidenceOutside: what is already recorded would lie outside the project's days.
        TermsAreNeeded: it is the only row, and something is already recorded.
        Gone: somebody withdrew it meanwhile.
    """
    change = Change(by, at)
    project = change.lock(terms.project)
    known = change.fresh(terms)
    contract, *annexes = _rows(project)
    if annexes and known == contract:
        raise AnnexStands(annex=annexes[0])
    _check_evidence(project, [row for row in (contract, *annexes) if row != known])
    return change.withdraw(known)


def _rows(project: Project) -> list[Terms]:
    return list(Terms.objects.filter(project=project).order_by("valid_from"))


def _check_order(terms: Terms, rows: list[Terms]) -> None:
    """Refuse terms that would change places with the contract: mostly a year typed wrong."""
    contract, *annexes = rows or [terms]
    if terms.pk != contract.pk and terms.valid_from < contract.valid_from:
        raise AnnexBeforeTheContract(first=date_format(contract.valid_from))
    if terms.pk == contract.pk and annexes and terms.valid_from > annexes[0].valid_from:
        raise ContractAfterTheAnnex(first=date_format(annexes[0].valid_from))


def _check_amounts(terms: Terms) -> None:
    if sources_exceed_the_total(vars(terms)):
        raise SourcesExceedTheTotal


def _check_evidence(project: Project, rows: list[Terms]) -> None:
    """Refuse when the terms that would come last of ``rows`` leave out a day that is recorded or planned."""
    bounds = evidence_bounds(project)
    if bounds is None:
        return
    if not rows:
        raise TermsAreNeeded
    period = max(rows, key=lambda row: row.valid_from).period
    if not period.holds(*bounds):
        first, last = bounds
        outside = evidence_outside(project, period, at_most=NAMED_AT_MOST)
        raise EvidenceOutside(
            field="ends_on" if period.holds(first) else "begins_on",
            first=date_format(first),
            last=date_format(last),
            outside=", ".join(f"{kind} {date_format(day)}" for kind, day in outside),
        )
