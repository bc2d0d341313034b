"""What can happen to the directory: organisations with their units and contact points, areas and places."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.errors import Refused
from osnowa.organisations import numbers, queries
from osnowa.organisations.models import Area, Centre, ContactPoint, Organisation, Place, Unit
from osnowa.secrets import blind_index

Row = TypeVar("Row", bound=models.Model)


class StillUsed(Refused):
    """Something refers to it, so it cannot disappear."""

    message = gettext_lazy("Nie można tego wycofać, bo korzystają z tego inne wpisy: %(what)s.")
    why = "zalezne-zapisy"


class NothingChanged(Refused):
    """A correction that corrects nothing leaves no entry in the audit."""

    message = gettext_lazy("Nic nie zostało zmienione.")


class NotAPhone(Refused):
    """The number could not be dialled."""

    message = gettext_lazy("Podaj numer z kierunkowym, na przykład 71 78 22 322.")
    field = "value"


# ---- organisations -----------------------------------------------------------------------------------------


@action
def add_organisation(
    *,
    centre: Centre,
    name: str,
    kind: str,
    seat: str = "",
    krs: str = "",
    nip: str = "",
    by: User | None,
    at: datetime,
) -> Organisation:
    """List a body the centre works with.

    Raises:
        ValidationError: its name is on the list, or KRS or NIP are no such numbers.
    """
    organisation = Organisation(centre=centre)
    return _add(organisation, by, at, name=_line(name), kind=kind, seat=_line(seat), **_numbers(krs, nip))


@action
def correct_organisation(
    *,
    organisation: Organisation,
    name: str,
    kind: str,
    seat: str,
    krs: str,
    nip: str,
    by: User,
    at: datetime,
) -> Organisation:
    """Correct what the list says about an organisation.

    Raises:
        NothingChanged: everything is as it was.
        ValidationError: as for ``add_organisation``.
    """
    return _correct(organisation, by, at, name=_line(name), kind=kind, seat=_line(seat), **_numbers(krs, nip))


@action
def withdraw_organisation(*, organisation: Organisation, by: User, at: datetime) -> None:
    """Take an organisation off the list, as if it had never been there; the audit keeps what it said.

    Raises:
        StillUsed: units, partnerships or anything else refer to it.
    """
    _withdraw(organisation, by, at)


@action
def add_unit(
    *,
    organisation: Organisation,
    name: str,
    team: str = "",
    address_line: str = "",
    hours: str = "",
    position: int | None = None,
    by: User | None,
    at: datetime,
) -> Unit:
    """List a part of an organisation that has its own address.

    ``hours`` are read by people only: one rule a line, at most 500 characters. ``position`` is the place on
    the contact page.

    Raises:
        ValidationError: a unit of this name and team is on the list, or the hours are too long.
    """
    unit = Unit(organisation=organisation)
    return _add(
        unit,
        by,
        at,
        name=_line(name),
        team=_line(team),
        address_line=_line(address_line),
        hours=_lines(hours),
        position=position,
    )


@action
def correct_unit(
    *,
    unit: Unit,
    name: str,
    team: str,
    address_line: str,
    hours: str,
    position: int | None,
    by: User,
    at: datetime,
) -> Unit:
    """Correct what the list says about a unit.

    Raises:
        NothingChanged: everything is as it was.
        ValidationError: as for ``add_unit``.
    """
    return _correct(
        unit,
        by,
        at,
        name=_line(name),
        team=_line(team),
        address_line=_line(address_line),
        hours=_lines(hours),
        position=position,
    )


@action
def withdraw_unit(*, unit: Unit, by: User, at: datetime) -> None:
    """Take a unit off the list together with its contact points, each with its own trace in the audit.

    Raises:
        StillUsed: memberships, project offices or anything else refer to it.
    """
    unit = _locked(unit)
    for contact_point in list(unit.contact_points.all()):
        _withdraw(contact_point, by, at)
    _withdraw(unit, by, at)


@action
def add_contact_point(
    *,
    unit: Unit,
    kind: str,
    value: str,
    purpose: str = "",
    position: int = 0,
    by: User | None,
    at: datetime,
) -> ContactPoint:
    """List a phone, fax or e-mail of a unit; numbers are kept in E.164.

    Raises:
        NotAPhone: the number could not be dialled.
        ValidationError: the unit has this contact already.
    """
    contact_point = ContactPoint(unit=unit)
    value = _dialled(kind, value)
    return _add(contact_point, by, at, kind=kind, value=value, purpose=_line(purpose), position=position)


@action
def correct_contact_point(
    *, contact_point: ContactPoint, kind: str, value: str, purpose: str, by: User, at: datetime
) -> ContactPoint:
    """Correct a phone, fax or e-mail of a unit.

    Raises:
        NothingChanged: everything is as it was.
        NotAPhone, ValidationError: as for ``add_contact_point``.
    """
    return _correct(contact_point, by, at, kind=kind, value=_dialled(kind, value), purpose=_line(purpose))


@action
def withdraw_contact_point(*, contact_point: ContactPoint, by: User, at: datetime) -> None:
    """Take a phone, fax or e-mail off the list.

    Raises:
        StillUsed: something refers to it.
    """
    _withdraw(contact_point, by, at)


# ---- areas and places --------------------------------------------------------------------------------------


@action
def add_area(*, centre: Centre, name: str, by: User | None, at: datetime) -> Area:
    """List a part of the town that programmes are aimed at.

    Raises:
        ValidationError: its name is on the list.
    """
    return _add(Area(centre=centre), by, at, name=_line(name))


@action
def correct_area(*, area: Area, name: str, by: User, at: datetime) -> Area:
    """Correct the name of an area.

    Raises:
        NothingChanged: the name is as it was.
        ValidationError: as for ``add_area``.
    """
    return _correct(area, by, at, name=_line(name))


@action
def withdraw_area(*, area: Area, by: User, at: datetime) -> None:
    """Take an area off the list.

    Raises:
        StillUsed: a round of a programme or anything else refers to it.
    """
    _withdraw(area, by, at)


@action
def add_place(
    *,
    centre: Centre,
    name: str,
    address_line: str = "",
    is_protected: bool = False,
    is_exclusive: bool = False,
    by: User | None,
    at: datetime,
) -> Place:
    """List a place where something happens; where it is exclusive, one meeting at a time.

    Raises:
        ValidationError: its name is on the list.
    """
    facts = {"is_protected": is_protected, "is_exclusive": is_exclusive}
    return _add(Place(centre=centre), by, at, name=_line(name), address_line=_line(address_line), **facts)


@action
def correct_place(
    *,
    place: Place,
    name: str,
    address_line: str,
    is_protected: bool,
    is_exclusive: bool,
    by: User,
    at: datetime,
) -> Place:
    """Correct what the list says about a place.

    Raises:
        NothingChanged: everything is as it was.
        ValidationError: as for ``add_place``.
    """
    facts = {"is_protected": is_protected, "is_exclusive": is_exclusive}
    return _correct(place, by, at, name=_line(name), address_line=_line(address_line), **facts)


@action
def withdraw_place(*, place: Place, by: User, at: datetime) -> None:
    """Take a place off the list.

    Raises:
        StillUsed: a session, a contact or anything else refers to it.
    """
    _withdraw(place, by, at)


# ---- the three things that happen to a row of the directory ------------------------------------------------


def _add(row: Row, by: User | None, at: datetime, **values: Any) -> Row:
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save(force_insert=True)
    record(verb=_verb(row, "added"), subject=row, by=by, at=at, after=_facts(row))
    return row


def _correct(row: Row, by: User, at: datetime, **values: Any) -> Row:
    row = _locked(row)
    before = _facts(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    after = _facts(row)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        raise NothingChanged
    row.save()
    record(
        verb=_verb(row, "corrected"),
        subject=row,
        by=by,
        at=at,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return row


def _withdraw(row: Row, by: User, at: datetime) -> None:
    row = _locked(row)
    if dependents := queries.dependents_of(row):
        others = _("inne wpisy")
        raise StillUsed(what=", ".join(f"{kind or others} ({n})" for kind, n in dependents.items()))
    record(verb=_verb(row, "withdrawn"), subject=row, by=by, at=at, before=_facts(row))
    row.delete()


def _locked(row: Row) -> Row:
    # Who adds something that refers to the row waits until we have decided whether anything does.
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def _verb(row: models.Model, participle: str) -> str:
    return f"organisations.{row._meta.model_name}.{participle}"


def _facts(row: models.Model) -> dict[str, Any]:
    facts = model_to_dict(row, exclude=["id"])
    if isinstance(row, Place) and row.is_protected:
        # The audit shows that a protected address changed, to people who may not read it.
        facts["address_line"] = blind_index.digest(
            row.address_line, purpose="organisations.place", tenant=row.centre_id
        )
    return facts


def _line(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> str:
    return "\n".join(filter(None, map(_line, text.splitlines())))


def _numbers(krs: str, nip: str) -> dict[str, str]:
    return {"krs": _canonical(numbers.canonical_krs, krs), "nip": _canonical(numbers.canonical_nip, nip)}


def _dialled(kind: str, value: str) -> str:
    if kind == ContactPoint.Kind.EMAIL:
        return value.strip().lower()
    try:
        return numbers.canonical_phone(value)
    except ValueError as fault:
        raise NotAPhone from fault


def _canonical(form: Callable[[str], str], text: str) -> str:
    # What has no canonical form goes on as typed: the field's own check refuses it with a sentence.
    try:
        return form(text) if text.strip() else ""
    except ValueError:
        return text.strip()
