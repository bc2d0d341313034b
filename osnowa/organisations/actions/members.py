"""What can happen to who belongs to a centre: an account, a membership with its role, their end."""

from datetime import date, datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from osnowa.accounts import actions as accounts
from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.errors import Refused
from osnowa.organisations import queries
from osnowa.organisations.models import Centre, Membership, Organisation, Role, Unit


class WrongOrganisation(Refused):
    """The organisation is not on this centre's list."""

    message = _("Tego podmiotu nie ma na liście ośrodka.")
    field = "organisation"


class WrongUnit(Refused):
    """The unit is part of another organisation."""

    message = _("Ta komórka należy do innego podmiotu.")
    field = "unit"


class OwnKeys(Refused):
    """A centre is never left without an administrator, because nobody gives up their own keys."""

    message = _("Nie można odebrać sobie administrowania ośrodkiem. Poproś innego administratora.")
    why = "role"


class AlreadyEnded(Refused):
    """It ended before; the day it ended stays."""

    message = _("Ta przynależność już się skończyła.")


class AlreadyBegan(Refused):
    """What was in force for a day is history: it is ended, not withdrawn."""

    message = _("Ta rola już obowiązywała, więc można ją tylko zakończyć.")
    why = "role"


class AccountUsedElsewhere(Refused):
    """Another centre relies on the account, so this one may only end its own memberships."""

    message = _("Tego konta nie można zmienić z tego ośrodka. Można zakończyć role w ośrodku.")


class NotAMember(Refused):
    """The account has nothing to do with the centre."""

    message = _("Ta osoba nie należy do ośrodka.")


@action
def invite_member(
    *,
    centre: Centre,
    email: str,
    name: str,
    phone: str = "",
    organisation: Organisation,
    unit: Unit | None = None,
    role: str = Role.STAFF,
    begins_on: date,
    origin: str,
    by: User | None,
    at: datetime,
) -> Membership:
    """Give somebody a place in the centre from ``begins_on``, with an account if they have none.

    A new account gets a link under ``origin`` to set its password; an existing one keeps its name and
    password and is told by e-mail. The e-mail leaves after the transaction; ``OSError`` where it cannot.

    Raises:
        AccountIsOff: the address belongs to a closed account.
        WrongOrganisation, WrongUnit: what they would belong to is not this centre's.
        ValidationError: the address or the name is missing or wrong, or they have this role already.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = accounts.create_user(email=email, name=name, phone=phone, by=by, at=at)
        accounts.send_password_link(user=user, origin=origin, by=by, at=at)
    elif not user.is_active:
        raise accounts.AccountIsOff(field="email")
    else:
        _tell_joined(user, centre)
    return _add_membership(centre, user, organisation, unit, role, begins_on, by, at)


@action
def add_membership(
    *,
    centre: Centre,
    user: User,
    organisation: Organisation,
    unit: Unit | None = None,
    role: str,
    begins_on: date,
    by: User | None,
    at: datetime,
) -> Membership:
    """Give a member one more role in the centre from ``begins_on``.

    Raises:
        AccountIsOff: their account is closed.
        WrongOrganisation, WrongUnit: what they would belong to is not this centre's.
        ValidationError: they have this role already.
    """
    if not user.is_active:
        raise accounts.AccountIsOff
    return _add_membership(centre, user, organisation, unit, role, begins_on, by, at)


@action
def end_membership(*, membership: Membership, ends_before: date, by: User, at: datetime) -> Membership:
    """End a membership: from ``ends_before`` on, its role is gone, and with the last one the panel.

    Raises:
        OwnKeys: it is the administration of ``by``.
        AlreadyEnded: it ended before.
        ValidationError: it would end before it begins.
    """
    membership = _locked(membership, by)
    if membership.ends_before and membership.ends_before <= timezone.localdate(at):
        raise AlreadyEnded
    before = membership.ends_before
    membership.ends_before = ends_before
    membership.full_clean()
    membership.save(update_fields=["ends_before"])
    _record(membership, "ended", by, at, before={"ends_before": before}, after={"ends_before": ends_before})
    return membership


@action
def withdraw_membership(*, membership: Membership, by: User, at: datetime) -> None:
    """Take back a membership given by mistake, on the day it begins or before.

    Raises:
        OwnKeys: it is the administration of ``by``.
        AlreadyBegan: it was in force yesterday; it can be ended.
    """
    membership = _locked(membership, by)
    if membership.begins_on < timezone.localdate(at):
        raise AlreadyBegan
    _record(membership, "withdrawn", by, at, before=_facts(membership))
    membership.delete()


@action
def correct_member(
    *, centre: Centre, user: User, email: str, name: str, phone: str, by: User, at: datetime
) -> User:
    """Correct the account of a member; they sign in with the new address from now on.

    Raises:
        AccountUsedElsewhere: another centre relies on the account: a new address would open that one's panel.
        NotAMember: the account has nothing to do with the centre.
        ValidationError: the address is taken or wrong, the name is missing.
    """
    _check_it_is_ours(centre, user, at)
    return accounts.correct_user(user=user, email=email, name=name, phone=phone, by=by, at=at)


@action
def deactivate_member(*, centre: Centre, user: User, by: User, at: datetime) -> User:
    """Close the account of a member.

    Raises:
        AccountUsedElsewhere, NotAMember: as for ``correct_member``.
        OwnAccount, AccountIsOff: as in ``accounts.actions.deactivate_user``.
    """
    _check_it_is_ours(centre, user, at)
    return accounts.deactivate_user(user=user, by=by, at=at)


@action
def reactivate_member(*, centre: Centre, user: User, by: User, at: datetime) -> User:
    """Open the closed account of a member again.

    Raises:
        AccountUsedElsewhere, NotAMember: as for ``correct_member``.
        AccountIsOn: it is open.
    """
    _check_it_is_ours(centre, user, at)
    return accounts.reactivate_user(user=user, by=by, at=at)


@action
def send_password_link(*, centre: Centre, user: User, origin: str, by: User, at: datetime) -> User:
    """Send a member a link under ``origin`` to set a password.

    Raises:
        NotAMember: the account has nothing to do with the centre.
        AccountIsOff: a closed account gets no link.
    """
    if not Membership.objects.filter(user=user, centre=centre).exists():
        raise NotAMember
    return accounts.send_password_link(user=user, origin=origin, by=by, at=at)


def _add_membership(
    centre: Centre,
    user: User,
    organisation: Organisation,
    unit: Unit | None,
    role: str,
    begins_on: date,
    by: User | None,
    at: datetime,
) -> Membership:
    # Foreign keys are not scoped: a form from elsewhere could name another centre's rows.
    if organisation.centre_id != centre.pk:
        raise WrongOrganisation
    if unit is not None and unit.organisation_id != organisation.pk:
        raise WrongUnit
    membership = Membership(
        user=user, centre=centre, organisation=organisation, unit=unit, role=role, begins_on=begins_on
    )
    membership.full_clean()
    membership.save()
    _record(membership, "added", by, at, after=_facts(membership))
    return membership


def _check_it_is_ours(centre: Centre, user: User, at: datetime) -> None:
    if not Membership.objects.filter(user=user, centre=centre).exists():
        raise NotAMember
    if queries.belongs_elsewhere(user, centre, timezone.localdate(at)):
        raise AccountUsedElsewhere


def _locked(membership: Membership, by: User) -> Membership:
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.user_id == by.pk and membership.role == Role.ADMINISTRATOR:
        raise OwnKeys
    return membership


def _record(
    membership: Membership,
    participle: str,
    by: User | None,
    at: datetime,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    record(
        verb=f"organisations.membership.{participle}",
        subject=membership,
        by=by,
        at=at,
        before=before,
        after=after,
        person=label(membership.user),
    )


def _facts(membership: Membership) -> dict[str, object]:
    return {
        "user": membership.user_id,
        "organisation": membership.organisation_id,
        "unit": membership.unit_id,
        "role": membership.role,
        "begins_on": membership.begins_on,
        "ends_before": membership.ends_before,
    }


def _tell_joined(user: User, centre: Centre) -> None:
    subject = render_to_string("account/email/joined_subject.txt").strip()
    message = render_to_string("account/email/joined_message.txt", {"centre": centre.name})
    transaction.on_commit(lambda: send_mail(subject, message, settings.DEFAULT_FROM_EMAIL, [user.email]))
