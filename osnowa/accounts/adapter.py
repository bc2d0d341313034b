"""What allauth asks about our accounts, and where it is told to leave a trace."""

import math
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from osnowa.accounts import actions
from osnowa.accounts.models import User
from osnowa.ui import polish

SIGNED_IN = "signed_in_at"


class ClosedDoorAdapter(DefaultAccountAdapter):
    """Nobody signs up: an administrator of a centre makes accounts. Signing in and out leaves a trace."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("Adres e-mail albo hasło się nie zgadza."),
        "enter_current_password": gettext_lazy("To nie jest Twoje obecne hasło."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer every request with a page: allauth's JSON answers are one more door to guard."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Follow ``next`` only on the very host that was asked."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    # ---- throttling --------------------------------------------------------------------------------------

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refusal:
            key = self._get_login_attempts_cache_key(request, **credentials)
            seconds = seconds_to_wait(request, "login_failed", key=key)
            request.throttled_for = seconds
            raise ValidationError(wait_sentence(seconds), code=refusal.code) from refusal

    # ---- the trace ---------------------------------------------------------------------------------------

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user = super().authenticate(request, **credentials)
        if user and not user.is_active:
            # The password was right, so the sentence tells its owner something and a stranger nothing.
            self.authentication_failed(request, **credentials)
            raise ValidationError(_("To konto jest wyłączone. Poproś administratora ośrodka o włączenie."))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        actions.note_failed_sign_in(email=credentials.get("email", ""), by=None, at=request.now)

    def login(self, request: HttpRequest, user: User) -> None:
        actions.note_sign_in(user=user, by=user, at=request.now)
        super().login(request, user)
        request.session[SIGNED_IN] = int(time.time())

    def logout(self, request: HttpRequest) -> None:
        actions.note_sign_out(user=request.user, by=request.user, at=request.now)
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        actions.set_password(user=user, password=password, by=user, at=self.request.now)


def seconds_to_wait(request: HttpRequest, action: str, key: str | None = None) -> int:
    """Return after how many seconds ``action`` is allowed again, at least 1.

    ``key`` is what allauth counts besides the IP address: whom the request is about.
    """
    waits = [1.0]
    for rate in ratelimit.get_rates(app="allauth.account", action=action, config=app_settings.RATE_LIMITS):
        if (rate.per == "key" and key is None) or (rate.per == "user" and not request.user.is_authenticated):
            continue
        name = ratelimit.get_cache_key(request, app="allauth.account", action=action, rate=rate, key=key)
        attempts = cache.get(name, [])
        if len(attempts) >= rate.amount:
            # Newest first: the oldest attempt is the next one to be forgotten.
            waits.append(attempts[-1] + rate.duration - time.time())
    return math.ceil(max(waits))


def wait_sentence(seconds: int) -> str:
    """Return the sentence that says how long to wait, in whole minutes above one."""
    if seconds < 60:
        wait = polish.z_liczba(seconds, "sekundę", "sekundy", "sekund")
    else:
        wait = polish.z_liczba(math.ceil(seconds / 60), "minutę", "minuty", "minut")
    return _("Za dużo prób. Spróbuj ponownie za %(wait)s.") % {"wait": wait}
