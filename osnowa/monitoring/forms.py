"""What people choose and bring on the page of a register."""

from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.monitoring.models import Sending
from osnowa.ui.fields import ChoiceSeg

#: A portal's export of ten thousand people takes a tenth of it.
MOST_BYTES = 20 * 1024 * 1024


class FileForm(forms.Form):
    """Which file to make; the ``nonce`` makes two clicks one file."""

    extent = ChoiceSeg(label=_("Kto w pliku"), choices=Sending.Extent.choices, initial=Sending.Extent.ALL)
    shape = ChoiceSeg(
        label=_("Rodzaj pliku"),
        choices=Sending.Shape.choices,
        initial=Sending.Shape.CSV,
        help_text=_("CSV przyjmuje portal. XLSX jest do obejrzenia w arkuszu."),
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean_nonce(self) -> UUID | None:
        """Return the nonce, or None when somebody sent the form without one."""
        return self.cleaned_data["nonce"] or None


class BroughtForm(forms.Form):
    """A file from the portal."""

    file = forms.FileField(
        label=_("Plik z portalu"),
        help_text=_("CSV albo XLSX, najwyżej 20 MB. Pliku nie przechowujemy."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Wybierz plik."), "empty": _("Ten plik jest pusty.")},
    )

    def clean_file(self) -> bytes:
        """Return the content of the file."""
        brought = self.cleaned_data["file"]
        if brought.size > MOST_BYTES:
            raise forms.ValidationError(_("Ten plik jest większy niż 20 MB."))
        return bytes(brought.read())


class ExportForm(BroughtForm):
    """An export of the portal, to be compared with what we would send."""

    keep_ids = forms.BooleanField(
        label=_("Zapisz techniczne identyfikatory z tego pliku"), required=False, initial=True
    )


class FeedbackForm(BroughtForm):
    """The portal's answer to a file of ours."""

    sending = forms.ModelChoiceField(
        None,
        label=_("Którego pliku dotyczy"),
        required=False,
        empty_label=_("– nie wiadomo –"),
        help_text=_("Numery wierszy liczymy w tym pliku."),
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def __init__(self, *args: object, sendings: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sending"].queryset = sendings
        latest = sendings.first()
        if latest:
            self.initial.setdefault("sending", latest.pk)

    def clean_nonce(self) -> UUID | None:
        """Return the nonce, or None when somebody sent the form without one."""
        return self.cleaned_data["nonce"] or None
