"""What can happen to an identity paper of a person: it is added, corrected, withdrawn."""

import re
from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.errors import Refused, SentOtherwiseBefore
from osnowa.participants import countries
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.models import IdentityPaper, Person
from osnowa.secrets import blind_index

PURPOSE = "identity-paper"


class PaperFacts(TypedDict, total=False):
    """What a paper says; ``country`` is two letters of ISO 3166-1, ``kind`` of ``IdentityPaper.Kind``."""

    kind: str
    country: str
    number: str
    valid_until: date | None


class PaperTaken(Refused):
    """A paper says who one person is."""

    message = _("Dokument o tym numerze jest już zapisany w ośrodku. Porównaj go z dokumentem.")
    field = "number"


class NoNumber(Refused):
    """Nothing that could be a number."""

    message = _("Przepisz numer dokumentu: litery i cyfry.")
    field = "number"


class UnknownCountry(Refused):
    """Not on the list of countries."""

    message = _("Wybierz kraj z listy.")
    field = "country"


@action
def add_paper(
    *, person: Person, by: User, at: datetime, nonce: UUID | None = None, **facts: Unpack[PaperFacts]
) -> IdentityPaper:
    """Add an identity paper of ``person``; letters of the number become capitals, its spaces go.

    The same facts with the same ``nonce`` twice (a double click) are one paper: the first is returned.

    Raises:
        SentOtherwiseBefore: the ``nonce`` came before with other facts, or they were corrected since.
        PaperTaken: somebody in the centre has this paper.
        NoNumber, UnknownCountry, ValidationError: a field cannot be so.
    """
    person = Person.objects.select_for_update().select_related("centre").get(pk=person.pk)
    paper = IdentityPaper(centre=person.centre, person=person, **({"row_key": nonce} if nonce else {}))
    _apply(paper, facts)
    if nonce and (first := IdentityPaper.objects.filter(row_key=nonce).first()):
        if (first.person_id, _told(first)) != (paper.person_id, _told(paper)):
            raise SentOtherwiseBefore
        return first
    _check_is_free(paper)
    # The table checks its constraints itself: `action` says the same sentence when it refuses.
    paper.full_clean(validate_constraints=False)
    paper.save()
    _say("added", paper, by, at, after=_told(paper))
    return paper


@action
def correct_paper(
    *, paper: IdentityPaper, by: User, at: datetime, **facts: Unpack[PaperFacts]
) -> IdentityPaper:
    """Correct what is said of ``paper``; only the given ``facts`` change.

    Raises:
        NothingChanged: everything given is already so.
        PaperTaken …: see ``add_paper``.
    """
    Person.objects.select_for_update().get(pk=paper.person_id)
    paper = IdentityPaper.objects.select_related("person", "centre").get(pk=paper.pk)
    before = _told(paper)
    _apply(paper, facts)
    if _told(paper) == before:
        raise NothingChanged
    _check_is_free(paper)
    paper.full_clean(validate_constraints=False)
    paper.save()
    _say("corrected", paper, by, at, before=before, after=_told(paper))
    return paper


@action
def withdraw_paper(*, paper: IdentityPaper, by: User, at: datetime) -> IdentityPaper:
    """Delete a paper noted by mistake; the log keeps, sealed, what it said."""
    Person.objects.select_for_update().get(pk=paper.person_id)
    paper = IdentityPaper.objects.select_related("person").get(pk=paper.pk)
    _say("withdrawn", paper, by, at, before=_told(paper))
    paper.delete()
    return paper


def _canonical(text: str) -> str:
    # Numbers are compared as machines read them: capital letters and digits only.
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def _apply(paper: IdentityPaper, facts: PaperFacts) -> None:
    for name, value in facts.items():
        setattr(paper, name, value)
    paper.number = _canonical(paper.number or "")
    if not paper.number:
        raise NoNumber
    if paper.country not in countries.names():
        raise UnknownCountry
    paper.number_index = blind_index.digest(paper.number, purpose=PURPOSE, tenant=paper.centre_id)


def _check_is_free(paper: IdentityPaper) -> None:
    known = blind_index.digests(paper.number, purpose=PURPOSE, tenant=paper.centre_id)
    same = IdentityPaper.objects.filter(
        centre=paper.centre_id, country=paper.country, kind=paper.kind, number_index__in=known
    )
    if same.exclude(pk=paper.pk).exists():
        raise PaperTaken


def _say(
    verb: str,
    paper: IdentityPaper,
    by: User,
    at: datetime,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    record(
        verb=f"participants.identitypaper.{verb}",
        subject=paper,
        by=by,
        at=at,
        person=label(paper.person),
        sealed_before=before,
        sealed_after=after,
    )


def _told(paper: IdentityPaper) -> dict[str, Any]:
    return {name: getattr(paper, name) for name in PaperFacts.__annotations__}
