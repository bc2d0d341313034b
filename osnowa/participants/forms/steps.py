"""One step of the register's form: fields of the person, of the participation, and answers, side by side."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from osnowa.organisations.models import Organisation
from osnowa.participants import questions
from osnowa.participants.forms.enrolments import EnrolmentForm
from osnowa.participants.forms.persons import PersonForm, text
from osnowa.participants.models import Enrolment
from osnowa.rulepacks.registers import Column, Kind, Need, Register
from osnowa.rulepacks.registry import Pack
from osnowa.ui.fields import ChoiceSeg, DayField

REFUSAL_WORDS = {
    questions.YES: _("tak"),
    questions.NO: _("nie"),
    questions.REFUSED: _("odmowa podania informacji"),
}


class StepForm(forms.Form):
    """What one step asks; nothing is required, because a draft is saved as it goes.

    ``values`` are by column; ``lacking`` the columns that the register still needs. A field of the person or
    the participation is one of their own forms, an answer is made from its column.
    """

    reason = text(
        _("Dlaczego poprawiasz stan z dnia przystąpienia"),
        required=False,
        max_length=200,
        help_text=_("Potrzebne tylko przy zmianie tego, co już było zapisane. Zostanie w historii."),
    )

    def __init__(
        self,
        *args: Any,
        register: Register,
        columns: Iterable[Column],
        enrolment: Enrolment,
        values: dict[str, str],
        rules: Pack,
        institutions: Iterable[Organisation],
        today: date,
        **kwargs: Any,
    ):
        self.columns = list(columns)
        of_person = PersonForm(today=today).fields
        super().__init__(*args, initial=_initial(self.columns, enrolment, values), **kwargs)
        reason = self.fields.pop("reason")
        for column in self.columns:
            for name, field in _fields(column, register, values, rules, institutions, of_person):
                self.fields[name] = field
            # What the register wants matters here, not what a figure counts.
            self.fields[name_of(column)].counts = False
            self.fields[name_of(column)].for_register = _wanted(column, register, values)
        if enrolment.first_support_on and any(map(questions.is_at_entry, self.columns)):
            self.fields["reason"] = reason

    def of_person(self) -> dict[str, Any]:
        """Return what changed of the person."""
        return self._changed(questions.OF_PERSON)

    def of_participation(self) -> dict[str, Any]:
        """Return what changed of the participation."""
        return self._changed(questions.OF_ENROLMENT)

    def answers(self) -> dict[str, str]:
        """Return every answer of the step as text: a code, an ISO day, words; empty where there is none."""
        return {
            column.code: _as_text(self.cleaned_data.get(column.code))
            for column in self.columns
            if questions.is_answer(column)
        }

    def _changed(self, homes: Any) -> dict[str, Any]:
        names = {homes[column.code] for column in self.columns if column.code in homes} | (
            {"sex_reason"} if homes is questions.OF_PERSON else set()
        )
        return {name: self.cleaned_data[name] for name in self.changed_data if name in names}


def name_of(column: Column) -> str:
    """Return what the field of ``column`` is called in the form."""
    return questions.OF_PERSON.get(column.code) or questions.OF_ENROLMENT.get(column.code) or column.code


def _wanted(column: Column, register: Register, values: dict[str, str]) -> bool:
    asked = column.need == Need.CONDITIONAL and questions.applies(register, column, values)
    return asked or column.need in (Need.REQUIRED, Need.EITHER)


def _fields(
    column: Column,
    register: Register,
    values: dict[str, str],
    rules: Pack,
    institutions: Iterable[Organisation],
    of_person: Mapping[str, forms.Field],
) -> Iterable[tuple[str, forms.Field]]:
    if column.code in questions.OF_PERSON:
        name = questions.OF_PERSON[column.code]
        field = _unforced(of_person, name)
        if name == "voivodeship":
            field.keep(values.get("voivodeship", ""))
        yield name, field
        if name == "sex":
            yield "sex_reason", _unforced(of_person, "sex_reason")
    elif column.code in questions.OF_ENROLMENT:
        name = questions.OF_ENROLMENT[column.code]
        field = EnrolmentForm(rules=rules, institutions=institutions).fields[name]
        field.required = False
        yield name, field
    else:
        yield column.code, _answer_field(column, register, values)


def _unforced(fields: Mapping[str, forms.Field], name: str) -> forms.Field:
    field = fields[name]
    field.required = name in ("first_name", "last_name")
    return field


def _answer_field(column: Column, register: Register, values: dict[str, str]) -> forms.Field:
    label = questions.header_of(column)
    if column.kind in (Kind.YES_NO, Kind.YES_NO_REFUSED):
        codes = questions.codes_allowed(register, column, values) or []
        return ChoiceSeg(label=label, choices=[(c, REFUSAL_WORDS[c]) for c in codes], required=False)
    if column.kind == Kind.CHOICE:
        terms = register.dictionaries[column.dictionary].values()
        field = forms.ChoiceField(
            label=label,
            choices=[("", _("brak odpowiedzi")), *_choices(column, register, terms)],
            required=False,
        )
        if not all(term.verified for term in terms):
            field.help_text = _("Lista wartości robocza, niepotwierdzona w wytycznych.")
        return field
    if column.kind == Kind.DATE:
        return DayField(label=label, required=False)
    return text(label, required=False, max_length=200)


def _choices(column: Column, register: Register, terms: Any) -> list[Any]:
    if not any(term.parents for term in terms):
        return [(term.code, term.text) for term in terms]
    # What may follow a status stands under its name, so that the pair is right without a script.
    groups: dict[str, list[tuple[str, str]]] = {}
    for term in terms:
        parents = [register.term("labour_status", code) for code in term.parents]
        words = " / ".join(parent.text for parent in parents if parent)
        groups.setdefault(words, []).append((term.code, term.text))
    return list(groups.items())


def _initial(columns: Iterable[Column], enrolment: Enrolment, values: dict[str, str]) -> dict[str, Any]:
    initial: dict[str, Any] = {"sex_reason": enrolment.person.sex_reason}
    for column in columns:
        if column.code in questions.OF_PERSON:
            name = questions.OF_PERSON[column.code]
            initial[name] = getattr(enrolment.person, name)
        elif column.code in questions.OF_ENROLMENT:
            name = questions.OF_ENROLMENT[column.code]
            initial[name] = getattr(enrolment, name)
        else:
            said = values.get(column.code, "")
            initial[column.code] = date.fromisoformat(said) if column.kind == Kind.DATE and said else said
    return initial


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
