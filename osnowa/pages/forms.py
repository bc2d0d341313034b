"""What people type about notices and links."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from osnowa.pages.models import Notice
from osnowa.projects.models import Project
from osnowa.ui.fields import DayField


class NoticeForm(forms.Form):
    text = forms.CharField(
        label=_("Treść"),
        max_length=Notice.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Jedno albo dwa zdania, najwyżej 400 znaków. Zobaczą je wszyscy."),
        error_messages={"required": _("Napisz, co ogłaszasz.")},
    )
    begins_on = DayField(label=_("Pierwszy dzień"))
    ends_on = DayField(
        label=_("Ostatni dzień"),
        required=False,
        help_text=_("Na przykład 2.10.2018. Bez niego ogłoszenie stoi, aż ktoś je zakończy."),
    )


class LinkForm(forms.Form):
    """A link of the centre (where one may) or of one of ``projects``."""

    title = forms.CharField(
        label=_("Tytuł"), max_length=120, error_messages={"required": _("Napisz, dokąd prowadzi odnośnik.")}
    )
    address = forms.CharField(
        label=_("Adres"),
        max_length=400,
        help_text=_("Od https://, na przykład https://www.wroclaw.pl"),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        error_messages={"required": _("Wklej adres strony.")},
    )
    project = forms.ModelChoiceField(None, label=_("Na której stronie"), required=False)
    position = forms.IntegerField(label=_("Kolejność"), min_value=1, max_value=999, initial=1)

    def __init__(self, *args: Any, projects: QuerySet[Project], of_centre: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        where = self.fields["project"]
        where.queryset = projects
        where.required = not of_centre
        where.empty_label = _("strona główna i kontakt") if of_centre else _("– wybierz projekt –")
