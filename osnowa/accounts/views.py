"""Signing in and out. allauth's views are classes; ours only change what they answer."""

import logging

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from osnowa.accounts import queries
from osnowa.accounts.adapter import seconds_to_wait, wait_sentence
from osnowa.accounts.context import demo_doors_are_open
from osnowa.ui.pages import page

logger = logging.getLogger(__name__)

UNPROCESSABLE, TOO_MANY = 422, 429
# What the throttled addresses count besides the IP address: allauth's word for it, the field with the key.
THROTTLED = {
    "account_login": ("login", None),
    "account_reset_password": ("reset_password", "email"),
    "account_reset_password_from_key": ("reset_password_from_key", None),
    "account_change_password": ("change_password", None),
}


class RefusingForm:
    """Answers a form that cannot be accepted with 422, and one that came too often with 429."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        seconds = getattr(self.request, "throttled_for", None)
        context = self.get_context_data(form=form, page_has_errors=True)
        response = self.render_to_response(context, status=TOO_MANY if seconds else UNPROCESSABLE)
        if seconds:
            response["Retry-After"] = str(seconds)
        return response


class SignInView(RefusingForm, allauth_views.LoginView):
    def get_context_data(self, **kwargs: object) -> dict:
        doors = queries.demo_users() if demo_doors_are_open(self.request) else ()
        return {**super().get_context_data(**kwargs), "doors": doors}


class ResetView(RefusingForm, allauth_views.PasswordResetView):
    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except OSError:
            logger.exception("the mail server refused a letter")
            form.add_error(None, _("Nie udało się wysłać listu. Spróbuj za chwilę."))
            return self.form_invalid(form)


class ResetFromKeyView(RefusingForm, allauth_views.PasswordResetFromKeyView):
    pass


class ChangePasswordView(RefusingForm, allauth_views.PasswordChangeView):
    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        # Who has no password yet (a new account, a demo door) sets the first one through an e-mailed link.
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("account_reset_password")
        return super().dispatch(request, *args, **kwargs)


sign_in = SignInView.as_view()
ask_for_reset = ResetView.as_view()
set_password = ResetFromKeyView.as_view()
change_password = ChangePasswordView.as_view()


@require_safe
@login_not_required
def demo_doors(request: HttpRequest) -> HttpResponse:
    """Show the doors to whoever wants to be somebody else, signed in or not."""
    if not demo_doors_are_open(request):
        raise Http404
    context = {"doors": queries.demo_users(), "next": request.GET.get("next", "")}
    return page(request, "accounts/doors.html", context)


@require_POST
@login_not_required
def demo_door(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in as one of the demo's people, without a password."""
    if not demo_doors_are_open(request):
        raise Http404
    user = get_object_or_404(queries.demo_users(), pk=pk)
    get_adapter().login(request, user)
    # Like after a password: the cookie goes when the browser is closed.
    request.session.set_expiry(0)
    # The first page knows to whom the page one comes from is open.
    back = request.POST.get("next", "")
    return redirect(
        resolve_url(settings.LOGIN_REDIRECT_URL) + (f"?{urlencode({'next': back})}" if back else "")
    )


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a form that was sent too often: how long to wait, in plain words and for machines."""
    action, key_field = THROTTLED.get(request.resolver_match.view_name, ("login", None))
    key = request.POST.get(key_field, "").strip().lower() if key_field else None
    seconds = seconds_to_wait(request, action, key=key)
    response = render(
        request, "accounts/too_many.html", {"sentence": wait_sentence(seconds)}, status=TOO_MANY
    )
    response["Retry-After"] = str(seconds)
    return response
