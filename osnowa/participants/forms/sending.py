"""How a form of something new tells its second sending from another form."""

from uuid import UUID, uuid4

from django import forms


class SentOnce(forms.Form):
    """A form of something new; the ``nonce`` it was opened with makes two sendings of it one record."""

    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean_nonce(self) -> UUID | None:
        """Return the nonce, or None when somebody sent the form without one."""
        return self.cleaned_data["nonce"] or None
