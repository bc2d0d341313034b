"""What can happen to an account. Signing in and out belongs to no centre and has its own audit chain."""

from datetime import datetime

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.errors import Refused
from osnowa.secrets import blind_index


class AccountIsOff(Refused):
    """A deactivated account gets no link and cannot be deactivated twice."""

    message = _("To konto jest wyłączone.")


class AccountIsOn(Refused):
    """Only a deactivated account can be activated."""

    message = _("To konto jest już czynne.")


class OwnAccount(Refused):
    """Nobody locks themselves out."""

    message = _("Nie można wyłączyć własnego konta. Poproś innego administratora.")


# ---- signing in and out ------------------------------------------------------------------------------------


@action
def note_sign_in(*, user: User, by: User, at: datetime) -> User:
    """Note that ``user`` signed in."""
    _record_outside_centres(verb="accounts.user.signed_in", subject=user, by=by, at=at)
    return user


@action
def note_sign_out(*, user: User, by: User, at: datetime) -> User:
    """Note that ``user`` signed out."""
    _record_outside_centres(verb="accounts.user.signed_out", subject=user, by=by, at=at)
    return user


@action
def note_failed_sign_in(*, email: str, by: None, at: datetime) -> User | None:
    """Note that somebody tried to sign in as ``email`` and was refused.

    An address that nobody has is kept as a keyed fingerprint only: it may be a password in the wrong field.
    """
    return _note_about_address("accounts.user.sign_in_failed", email=email, at=at)


@action
def note_reset_request(*, email: str, by: None, at: datetime) -> User | None:
    """Note that somebody asked for a link to set the password of ``email``."""
    return _note_about_address("accounts.user.reset_asked", email=email, at=at)


@action
def set_password(*, user: User, password: str, by: User, at: datetime) -> User:
    """Set the password of ``user``, who thereby is signed out everywhere, and tell them by e-mail.

    The password was validated before, where it was typed.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    user.set_password(password)
    user.save(update_fields=["password"])
    _record_outside_centres(verb="accounts.user.password_set", subject=user, by=by, at=at)
    _send("password_changed", user, {})
    return user


# ---- accounts, looked after by an administrator ------------------------------------------------------------


@action
def create_user(*, email: str, name: str, phone: str = "", by: User | None, at: datetime) -> User:
    """Create an account without a password; its owner sets one through an e-mailed link.

    Raises:
        ValidationError: the address is taken or is no address, the name is missing.
    """
    user = User(email=email.strip().lower(), name=" ".join(name.split()), phone=phone)
    user.set_unusable_password()
    user.full_clean()
    user.save()
    record(
        verb="accounts.user.created",
        subject=user,
        by=by,
        at=at,
        person=label(user),
        sealed_after=_personal(user),
    )
    return user


@action
def correct_user(*, user: User, email: str, name: str, phone: str, by: User, at: datetime) -> User:
    """Correct what an account says about its owner; a new address replaces the old one at once.

    Raises:
        ValidationError: the address is taken or is no address, the name is missing.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    before = _personal(user)
    user.email, user.name, user.phone = email.strip().lower(), " ".join(name.split()), phone
    user.full_clean()
    user.save(update_fields=["email", "name", "phone"])
    # allauth keeps addresses of its own and would go on letting the old one in.
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
    record(
        verb="accounts.user.corrected",
        subject=user,
        by=by,
        at=at,
        person=label(user),
        sealed_before=before,
        sealed_after=_personal(user),
    )
    return user


@action
def deactivate_user(*, user: User, by: User, at: datetime) -> User:
    """Close an account; its sessions end with their next request.

    Raises:
        OwnAccount: it is the account of ``by``.
        AccountIsOff: it was closed before.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.pk == by.pk:
        raise OwnAccount
    if not user.is_active:
        raise AccountIsOff
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(verb="accounts.user.deactivated", subject=user, by=by, at=at)
    return user


@action
def reactivate_user(*, user: User, by: User, at: datetime) -> User:
    """Open a closed account again; the password stays as it was.

    Raises:
        AccountIsOn: it is open.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        raise AccountIsOn
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(verb="accounts.user.reactivated", subject=user, by=by, at=at)
    return user


@action
def send_password_link(*, user: User, origin: str, by: User | None, at: datetime) -> User:
    """Send ``user`` a link under ``origin`` (``https://host``) to set a password; works once, for three days.

    The e-mail leaves after the transaction, and raises ``OSError`` where the mail server cannot be reached.

    Raises:
        AccountIsOff: a closed account gets no link.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise AccountIsOff
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    record(verb="accounts.user.link_sent", subject=user, by=by, at=at)
    _send("invitation", user, {"link": f"{origin.rstrip('/')}{path}"})
    return user


def _send(letter: str, user: User, context: dict[str, str]) -> None:
    subject = render_to_string(f"account/email/{letter}_subject.txt", context).strip()
    message = render_to_string(f"account/email/{letter}_message.txt", {"user": user, **context})
    transaction.on_commit(lambda: send_mail(subject, message, settings.DEFAULT_FROM_EMAIL, [user.email]))


def _note_about_address(verb: str, *, email: str, at: datetime) -> User | None:
    email = email.strip().lower()
    user = User.objects.filter(email=email).first()
    fingerprint = {"address": blind_index.digest(email, purpose="accounts.address", tenant=None)}
    _record_outside_centres(
        verb=verb,
        subject=user or "accounts.user:unknown",
        by=None,
        at=at,
        after=None if user else fingerprint,
    )
    return user


def _record_outside_centres(
    *, verb: str, subject: User | str, by: User | None, at: datetime, after: dict[str, str] | None = None
) -> None:
    # A public page has its centre's scope open; a person signs in to the installation, not to that centre.
    with scope(centre=None):
        record(verb=verb, subject=subject, by=by, at=at, after=after)


def _personal(user: User) -> dict[str, str]:
    return {"email": user.email, "name": user.name, "phone": user.phone}
