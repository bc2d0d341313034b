"""What people say about a list: the file, what its columns mean, which rows to take, who somebody is."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.intake import headers
from osnowa.intake.headers import Guess
from osnowa.intake.models import ListRow
from osnowa.intake.reading import MAX_BYTES
from osnowa.ui.fields import DayField


class BringForm(forms.Form):
    """A list as a file; ``nonce`` makes a double click one list."""

    file = forms.FileField(
        label=_("Plik z listą"),
        help_text=_("XLSX, ODS albo CSV, najwyżej 20 MB i 50 000 wierszy. Nazwy kolumn mogą być dowolne."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
        error_messages={"required": _("Wybierz plik z listą.")},
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean_file(self) -> Any:
        """Return the file; one that is too large is not read into memory.

        Raises:
            ValidationError: it has more bytes than may be read.
        """
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("Plik ma ponad %(most)s MB. Podziel listę na części.") % {"most": MAX_BYTES // 1024 // 1024}
            )
        return file

    def clean_nonce(self) -> UUID | None:
        """Return the nonce, or None when somebody sent the form without one."""
        return self.cleaned_data["nonce"] or None


class ColumnsForm(forms.Form):
    """What each column means; left empty, it is not taken."""

    enrolled_on = DayField(
        label=_("Dzień zgłoszenia osób z listy"),
        help_text=_("Dla wierszy, które same go nie podają. Na przykład 2.10.2018"),
    )

    def __init__(self, *args: Any, guesses: Sequence[Guess], imported: Sequence[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        known = headers.fields()
        choices = [("", _("– nie wczytuj –")), *((code, known[code].label) for code in imported)]
        for guess in guesses:
            proposed = guess.field if guess.sureness in ("certain", "likely") else ""
            self.fields[f"c{guess.column}"] = forms.ChoiceField(
                label=guess.header or _("(kolumna bez nazwy)"),
                choices=choices,
                required=False,
                initial=proposed if proposed in imported else "",
            )

    @property
    def mapping(self) -> dict[int, str]:
        """Position of a column → field, of those that are taken."""
        said = {name: value for name, value in self.cleaned_data.items() if name.startswith("c") and value}
        return {int(name[1:]): value for name, value in said.items()}


class AcceptForm(forms.Form):
    """Which rows are taken all at once."""

    verdicts = forms.MultipleChoiceField(
        label=_("Które wiersze przyjąć"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, waiting: Mapping[str, int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        words = {
            ListRow.Verdict.NEW: _("Zarejestruj i zapisz nowe osoby: %(count)s"),
            ListRow.Verdict.SAME_PERSON: _("Zapisz do projektu osoby znane w ośrodku: %(count)s"),
            ListRow.Verdict.IN_PROJECT: _("Popraw dane osób, które są już w projekcie: %(count)s"),
        }
        self.fields["verdicts"].choices = [
            (str(verdict), words[verdict] % {"count": waiting[verdict]})
            for verdict in words
            if waiting.get(verdict)
        ]
        self.initial.setdefault("verdicts", [ListRow.Verdict.NEW, ListRow.Verdict.SAME_PERSON])


class DecideForm(forms.Form):
    """Who a row is: nobody registered, one of ``people`` (id and name), or not to be taken."""

    choice = forms.ChoiceField(
        label=_("Kim jest osoba z tego wiersza?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Wybierz jedną odpowiedź.")},
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], may_be_new: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        known = [(f"{ListRow.Choice.KNOWN}-{key}", _("To %(name)s") % {"name": name}) for key, name in people]
        self.fields["choice"].choices = [
            *known,
            *([(ListRow.Choice.STRANGER, _("To ktoś inny: zarejestruj nową osobę"))] if may_be_new else []),
            (ListRow.Choice.LEFT_OUT, _("Pomiń ten wiersz")),
        ]

    @property
    def chosen(self) -> tuple[str, int | None]:
        """The choice, and whom it names."""
        choice, _dash, key = self.cleaned_data["choice"].partition("-")
        return choice, int(key) if key else None
