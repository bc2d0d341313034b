"""What people type about declarations, consents and privacy notices."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from osnowa.participants.forms.codes import CodeField
from osnowa.participants.forms.evidence import upload
from osnowa.participants.forms.persons import text
from osnowa.participants.forms.sending import SentOnce
from osnowa.participants.models import Declaration, PrivacyNotice
from osnowa.rulepacks.registry import Pack
from osnowa.ui import polish
from osnowa.ui.fields import ChoiceSeg, DayField


class NoticeChoice(forms.ModelChoiceField):
    """A version of a privacy notice, with the day it came into force."""

    def label_from_instance(self, notice: PrivacyNotice) -> str:
        """Return the version and its first day."""
        day = polish.dzien(notice.valid_from)
        return _("%(version)s, od %(day)s") % {"version": notice.version, "day": day}


class DeclarationForm(forms.Form):
    """What somebody declared, agreed to or refused."""

    kind = CodeField(label=_("Rodzaj oświadczenia"))
    given_on = DayField(label=_("Dzień"))
    is_given = ChoiceSeg(
        label=_("Odpowiedź"),
        choices=[("tak", _("złożone albo zgoda")), ("nie", _("odmowa zgody"))],
        initial="tak",
    )
    channel = ChoiceSeg(
        label=_("Sposób"), choices=Declaration.Channel.choices, initial=Declaration.Channel.PAPER
    )
    notice = NoticeChoice(
        label=_("Wersja klauzuli informacyjnej"),
        queryset=PrivacyNotice.objects.none(),
        required=False,
        empty_label=_("ta, która obowiązywała tego dnia"),
        help_text=_("Tylko do klauzuli informacyjnej."),
    )
    upload = upload()
    original_place = text(
        _("Gdzie jest oryginał"),
        required=False,
        max_length=160,
        help_text=_("Na przykład teczka, pokój albo numer w systemie EZD."),
    )

    def __init__(self, *args: Any, rules: Pack, notices: QuerySet[PrivacyNotice], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].offer(rules, "declaration_kinds")
        self.fields["notice"].queryset = notices

    def clean_is_given(self) -> bool:
        """Return whether it was given."""
        return self.cleaned_data["is_given"] == "tak"


class NewDeclarationForm(SentOnce, DeclarationForm):
    """A declaration that is not noted yet."""


class WithdrawConsentForm(forms.Form):
    """From which day a consent holds no more."""

    withdrawn_on = DayField(label=_("Dzień wycofania zgody"))


class NoticeForm(forms.Form):
    """A version of what a project tells about personal data."""

    version = text(_("Wersja"), width="w9", max_length=40, help_text=_("Na przykład 1 albo 2018-09."))
    valid_from = DayField(label=_("Obowiązuje od"))
    text = text(
        _("Treść klauzuli"),
        lines=12,
        max_length=20000,
        help_text=_("Całość, tak jak dostaje ją uczestnik: z art. 13 albo 14 RODO."),
    )
