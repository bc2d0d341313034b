"""What can happen to a household: it is begun with somebody, people come and go, mistakes are taken back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.errors import Refused, SentOtherwiseBefore
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.models import Household, HouseholdMember, Person

SURROUNDINGS = HouseholdMember.Relation.SURROUNDINGS


class LivesElsewhere(Refused):
    """One home at a time."""

    message = _("Ta osoba mieszka już w innym gospodarstwie. Najpierw zakończ tam jej pobyt.")


class MemberAlready(Refused):
    """Nobody twice."""

    message = _("Ta osoba już jest w tym gospodarstwie.")


class BeginsInFuture(Refused):
    """Not known yet today."""

    message = _("Pierwszy dzień nie może być późniejszy niż dziś, %(today)s.")
    field = "begins_on"


class EndsBeforeItBegins(Refused):
    """The last day before the first one."""

    message = _("Ostatni dzień nie może być wcześniejszy niż pierwszy.")
    field = "ends_before"


class NoName(Refused):
    """A household nobody could tell from another."""

    message = _("Nazwij gospodarstwo, na przykład po ulicy.")
    field = "name"


@action
def begin_household(
    *,
    person: Person,
    name: str,
    begins_on: date,
    by: User,
    at: datetime,
    note: str = "",
    nonce: UUID | None = None,
) -> Household:
    """Begin a household with ``person``, who lives in it from ``begins_on``.

    The same facts with the same ``nonce`` twice (a double click) are one household: the first is returned.

    Raises:
        SentOtherwiseBefore: the ``nonce`` came before with other facts.
        LivesElsewhere: the person has a home.
        BeginsInFuture, NoName, ValidationError: a field cannot be so.
    """
    person = Person.objects.select_for_update().select_related("centre").get(pk=person.pk)
    said = {"name": " ".join(name.split()), "note": " ".join(note.split())}
    if nonce and (first := Household.objects.filter(row_key=nonce).first()):
        if {name: getattr(first, name) for name in said} != said or not _has(first, person, begins_on):
            raise SentOtherwiseBefore
        return first
    if not said["name"]:
        raise NoName
    household = Household(centre=person.centre, **said, **({"row_key": nonce} if nonce else {}))
    household.full_clean(validate_constraints=False)
    household.save()
    record(
        verb="participants.household.begun",
        subject=household,
        by=by,
        at=at,
        person=label(person),
        sealed_after=said,
    )
    _join(household, person, HouseholdMember.Relation.HEAD, begins_on, by, at)
    return household


@action
def correct_household(
    *, household: Household, name: str, by: User, at: datetime, note: str = ""
) -> Household:
    """Rename ``household``, or change what is noted of it.

    Raises:
        NothingChanged: everything given is already so.
        NoName: the name is empty.
    """
    household = Household.objects.select_for_update().get(pk=household.pk)
    said = {"name": " ".join(name.split()), "note": " ".join(note.split())}
    before = {name: getattr(household, name) for name in said}
    if before == said:
        raise NothingChanged
    if not said["name"]:
        raise NoName
    household.name, household.note = said["name"], said["note"]
    household.full_clean(validate_constraints=False)
    household.save()
    first = household.members.order_by("begins_on", "pk").select_related("person")[0]
    record(
        verb="participants.household.corrected",
        subject=household,
        by=by,
        at=at,
        person=label(first.person),
        sealed_before=before,
        sealed_after=said,
    )
    return household


@action
def add_household_member(
    *, household: Household, person: Person, relation: str, begins_on: date, by: User, at: datetime
) -> HouseholdMember:
    """Let ``person`` live in ``household`` from ``begins_on``, or stand beside it (``surroundings``).

    Raises:
        MemberAlready, LivesElsewhere: the person is here, or has another home.
        BeginsInFuture, ValidationError: a field cannot be so.
    """
    household = Household.objects.select_for_update().get(pk=household.pk)
    person = Person.objects.select_for_update().get(pk=person.pk)
    return _join(household, person, relation, begins_on, by, at)


@action
def correct_household_member(
    *,
    member: HouseholdMember,
    relation: str,
    begins_on: date,
    ends_before: date | None,
    by: User,
    at: datetime,
) -> HouseholdMember:
    """Correct who somebody is in the household and when; ``ends_before`` ends it.

    Raises:
        NothingChanged: everything given is already so.
        EndsBeforeItBegins, BeginsInFuture, LivesElsewhere, MemberAlready: it cannot be so.
    """
    Household.objects.select_for_update().get(pk=member.household_id)
    member = HouseholdMember.objects.select_related("person").get(pk=member.pk)
    before = _told(member)
    member.relation, member.begins_on, member.ends_before = relation, begins_on, ends_before
    if _told(member) == before:
        raise NothingChanged
    _check(member, at)
    member.full_clean(validate_constraints=False)
    member.save()
    _say("corrected", member, by, at, before=before, after=_told(member))
    return member


@action
def withdraw_household_member(*, member: HouseholdMember, by: User, at: datetime) -> Household | None:
    """Take back that somebody was in a household; with the last one the household goes too.

    Returns the household, or None when it went.
    """
    household = Household.objects.select_for_update().get(pk=member.household_id)
    member = HouseholdMember.objects.select_related("person").get(pk=member.pk)
    _say("withdrawn", member, by, at, before=_told(member))
    member.delete()
    if household.members.exists():
        return household
    household.delete()
    return None


def _join(
    household: Household, person: Person, relation: str, begins_on: date, by: User, at: datetime
) -> HouseholdMember:
    member = HouseholdMember(household=household, person=person, relation=relation, begins_on=begins_on)
    _check(member, at)
    # The table checks its constraints itself: `action` says the same sentence when it refuses.
    member.full_clean(validate_constraints=False)
    member.save()
    _say("added", member, by, at, after=_told(member))
    return member


def _check(member: HouseholdMember, at: datetime) -> None:
    today = timezone.localdate(at)
    if member.begins_on > today:
        raise BeginsInFuture(today=date_format(today))
    if member.ends_before and member.ends_before <= member.begins_on:
        raise EndsBeforeItBegins
    if member.ends_before:
        return
    others = HouseholdMember.objects.filter(person=member.person_id, ends_before=None).exclude(pk=member.pk)
    if others.filter(household=member.household_id).exists():
        raise MemberAlready
    if member.relation != SURROUNDINGS and others.exclude(relation=SURROUNDINGS).exists():
        raise LivesElsewhere


def _has(household: Household, person: Person, begins_on: date) -> bool:
    return household.members.filter(person=person, begins_on=begins_on).exists()


def _say(
    verb: str,
    member: HouseholdMember,
    by: User,
    at: datetime,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    record(
        verb=f"participants.householdmember.{verb}",
        subject=member,
        by=by,
        at=at,
        person=label(member.person),
        sealed_before=before,
        sealed_after=after,
    )


def _told(member: HouseholdMember) -> dict[str, Any]:
    return {
        "household": member.household_id,
        "relation": str(member.relation),
        "begins_on": member.begins_on,
        "ends_before": member.ends_before,
    }
