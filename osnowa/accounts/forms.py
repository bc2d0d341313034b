"""What people type to get in; allauth does the checking, the words are ours."""

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from osnowa.accounts import actions

NEW_PASSWORD_HINT = _("Co najmniej 12 znaków. Najłatwiej zapamiętać kilka niepowiązanych słów.")


def say(field: forms.Field, label: str, missing: str, *, hint: str = "", autocomplete: str) -> None:
    """Give an allauth field our words; its placeholders go, because a placeholder is not a label."""
    field.label = label
    field.help_text = hint
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["autocomplete"] = autocomplete


class SignInForm(allauth_forms.LoginForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        say(self.fields["login"], _("Adres e-mail"), _("Podaj adres e-mail."), autocomplete="username")
        say(self.fields["password"], _("Hasło"), _("Podaj hasło."), autocomplete="current-password")


class ResetRequestForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        say(self.fields["email"], _("Adres e-mail"), _("Podaj adres e-mail."), autocomplete="email")

    def save(self, request: HttpRequest, **kwargs: object) -> str:
        """Send a link, or to an address without an account a letter that says so: both take the same time."""
        email = self.cleaned_data["email"]
        actions.note_reset_request(email=email, by=None, at=request.now)
        if self.users:
            return super().save(request, **kwargs)
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


class NewPasswordForm(allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        say_new_password(self)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        say(
            self.fields["oldpassword"],
            _("Obecne hasło"),
            _("Podaj obecne hasło."),
            autocomplete="current-password",
        )
        say_new_password(self)


def say_new_password(form: forms.Form) -> None:
    """Give the two fields of a new password our words."""
    missing = _("Podaj nowe hasło.")
    say(
        form.fields["password1"],
        _("Nowe hasło"),
        missing,
        hint=NEW_PASSWORD_HINT,
        autocomplete="new-password",
    )
    say(form.fields["password2"], _("Nowe hasło jeszcze raz"), missing, autocomplete="new-password")
