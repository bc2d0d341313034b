"""What can happen to a person's record: registered, corrected, withdrawn."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.errors import Refused, SentOtherwiseBefore
from osnowa.organisations.models import Centre
from osnowa.organisations.numbers import canonical_phone
from osnowa.participants.actions.scans import discard_scans
from osnowa.participants.likeness import Likeness
from osnowa.participants.models import Enrolment, Ground, Person
from osnowa.participants.pesel import compact, read
from osnowa.participants.queries import identity
from osnowa.participants.queries.contradictions import contradictions, together
from osnowa.participants.queries.likeness import people_like
from osnowa.secrets import blind_index


class PersonFacts(TypedDict, total=False):
    """What may be said of a person; texts lose spare spaces, a phone in any form becomes E.164."""

    first_name: str
    last_name: str
    sex: str
    birth_date: date | None
    pesel: str | None
    lacks_pesel: bool
    sex_reason: str
    phone: str
    email: str
    street: str
    house_number: str
    flat_number: str
    postal_code: str
    locality: str
    gmina: str
    powiat: str
    voivodeship: str
    country: str
    degurba: int | None
    accessibility_needs: str
    case_number: str
    is_hidden: bool


class PeselTaken(Refused):
    """Somebody in the centre has this PESEL: a person is typed once."""

    message = _("Osoba z tym numerem PESEL jest już zarejestrowana w ośrodku.")
    field = "pesel"
    why = "ta-sama-osoba"


class WrongPhone(Refused):
    """The text in the field is no phone number."""

    message = _("Numer telefonu ma 9 cyfr, na przykład 601 234 567; zagraniczny zaczyna się od +.")
    field = "phone"


class NothingChanged(Refused):
    """Saved without a change."""

    message = _("Nic się nie zmieniło, więc nie ma czego zapisać.")


class SomebodyAlike(Refused):
    """Somebody registered may be this person, and no PESEL tells the two apart."""

    message = _(
        "W ośrodku jest już zarejestrowany ktoś podobny. "
        "Jeśli to ktoś inny, zaznacz to niżej i zapisz jeszcze raz."
    )
    why = "ta-sama-osoba"

    def __init__(self, alike: Iterable[tuple[Person, Likeness]]) -> None:
        """Refuse because of those ``alike``, the most alike first."""
        super().__init__()
        self.alike = list(alike)


class PersonHasEnrolments(Refused):
    """Somebody who is or was in a project stays."""

    message = _("Tej osoby nie można wycofać: jest zapisana do projektu %(project)s. Najpierw wycofaj zapis.")
    why = "zalezne-zapisy"


class PersonIsNeeded(Refused):
    """Something else still names the person."""

    message = _("Tej osoby nie można wycofać, bo zależą od niej: %(what)s.")
    why = "zalezne-zapisy"


@action
def register_person(
    *,
    centre: Centre,
    by: User,
    at: datetime,
    synthetic_pesel: bool = False,
    is_somebody_else: bool = False,
    nonce: UUID | None = None,
    **facts: Unpack[PersonFacts],
) -> Person:
    """Register a person in ``centre``; a PESEL fills in the date of birth and the sex that were left empty.

    ``is_somebody_else``: somebody looked, and this is nobody of those registered who are like them.

    ``synthetic_pesel``: numbers of the years 2200–2299 stand for 1900–1999 (a demo's setting). The same
    facts with the same ``nonce`` twice (a double click) register one person: the first is returned.

    Raises:
        SentOtherwiseBefore: the ``nonce`` came before with other facts, or they were corrected since.
        SomebodyAlike: it may be somebody who is registered, and one of the two has no PESEL.
        WrongPesel, PeselTaken, PeselOfSomebodyWithout: the number cannot be the person's.
        BirthDateDiffers, SexDiffers: it says something else than what was typed.
        BornInFuture, BornTooLongAgo, WrongPhone, ValidationError: a field cannot be so.
    """
    person = Person(centre=centre, registered_at=at, **({"row_key": nonce} if nonce else {}))
    _apply(person, facts, at, synthetic_pesel)
    if nonce and (first := _sent_before(person)):
        if _told(first, facts) != _told(person, facts):
            raise SentOtherwiseBefore
        return first
    _check_pesel_is_free(person)
    if not is_somebody_else and (alike := people_like(person)):
        raise SomebodyAlike(alike)
    # The table checks its constraints itself: `action` says the same sentence when it refuses.
    person.full_clean(validate_constraints=False)
    person.save()
    told = _told(person, facts)
    record(
        verb="participants.person.registered",
        subject=person,
        by=by,
        at=at,
        after={"fields": sorted(name for name, value in told.items() if value)},
        person=label(person),
        sealed_after=told,
    )
    return person


@action
def correct_person(
    *,
    person: Person,
    by: User,
    at: datetime,
    synthetic_pesel: bool = False,
    is_somebody_else: bool = False,
    **facts: Unpack[PersonFacts],
) -> Person:
    """Correct what is said of ``person``; only the given ``facts`` change, the rest stays as it is.

    Raises:
        NothingChanged: everything given is already so.
        SomebodyAlike: with what is compared changed, it may be somebody else who is registered.
        WrongPesel …: see ``register_person``.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    before = _told(person, PERSON_FIELDS)
    _apply(person, facts, at, synthetic_pesel)
    _check_pesel_is_free(person)
    after = _told(person, PERSON_FIELDS)
    changed = sorted(name for name in after if before[name] != after[name])
    if not changed:
        raise NothingChanged
    asks = not is_somebody_else and not COMPARED.isdisjoint(changed)
    if asks and (alike := people_like(person)):
        raise SomebodyAlike(alike)
    person.full_clean(validate_constraints=False)
    person.save()
    record(
        verb="participants.person.corrected",
        subject=person,
        by=by,
        at=at,
        after={"fields": changed},
        person=label(person),
        sealed_before={name: before[name] for name in changed},
        sealed_after={name: after[name] for name in changed},
    )
    return person


@action
def withdraw_person(*, person: Person, by: User, at: datetime) -> Person:
    """Delete the record of a person who was never enrolled, with their grounds and the scans of these.

    The audit keeps what the record said.

    Raises:
        PersonHasEnrolments: they are in a project.
        PersonIsNeeded: something else names them.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if enrolment := Enrolment.objects.filter(person=person).select_related("project").first():
        raise PersonHasEnrolments(project=enrolment.project.title)
    record(
        verb="participants.person.withdrawn",
        subject=person,
        by=by,
        at=at,
        person=label(person),
        sealed_before=_told(person, PERSON_FIELDS),
    )
    grounds = Ground.objects.filter(person=person)
    scans = {each.scan for each in grounds.select_related("scan") if each.scan}
    try:
        grounds.delete()
        person.delete()
    except ProtectedError as needed:
        what = sorted({str(each._meta.verbose_name_plural) for each in needed.protected_objects})
        raise PersonIsNeeded(what=", ".join(what)) from needed
    discard_scans(scans=scans, by=by, at=at)
    return person


PERSON_FIELDS = tuple(PersonFacts.__annotations__)
#: What is compared with others; corrected, the question is asked again.
COMPARED = frozenset({"first_name", "last_name", "birth_date", "pesel", "phone"})


def _sent_before(person: Person) -> Person | None:
    # Two sendings of one form wait for each other here; so do all registrations of the centre, each short.
    Centre.objects.select_for_update(no_key=True).get(pk=person.centre_id)
    return Person.objects.filter(centre=person.centre_id, row_key=person.row_key).first()


def _told(person: Person, names: Any) -> dict[str, Any]:
    return {name: getattr(person, name) for name in names}


def _apply(person: Person, facts: PersonFacts, at: datetime, synthetic: bool) -> None:
    refusals: list[Refused] = []
    for name, value in facts.items():
        try:
            setattr(person, name, _tidy(name, value))
        except WrongPhone as refusal:
            refusals.append(refusal)
    said = {
        name: getattr(person, name) for name in ("pesel", "lacks_pesel", "birth_date", "sex", "sex_reason")
    }
    refusals += contradictions(said, timezone.localdate(at), synthetic=synthetic)
    # All that is wrong is said at once.
    if refusals:
        raise together(refusals)
    _apply_pesel(person, synthetic)


def _tidy(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name == "accessibility_needs":
        return value.strip()
    if name == "pesel":
        return compact(value) or None
    if name == "phone":
        try:
            return canonical_phone(value, takes_short=False) if value.strip() else ""
        except ValueError:
            raise WrongPhone from None
    return " ".join(value.split())


def _apply_pesel(person: Person, synthetic: bool) -> None:
    """Fill in what the number says; it contradicts nothing any more."""
    if not person.pesel:
        person.pesel_index, person.sex_reason = None, ""
        return
    said = read(person.pesel, synthetic=synthetic)
    person.pesel = said.number
    person.birth_date = said.birth_date
    person.sex = person.sex or said.sex
    if person.sex == said.sex:
        person.sex_reason = ""
    person.pesel_index = blind_index.digest(said.number, purpose="pesel", tenant=person.centre_id)


def _check_pesel_is_free(person: Person) -> None:
    holder = identity.person_with_pesel(person.centre, person.pesel) if person.pesel else None
    if holder and holder.pk != person.pk:
        raise PeselTaken
