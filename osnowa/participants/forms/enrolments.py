"""What people type about a participation: the enrolment, groups, the caseworker."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.organisations.models import Organisation
from osnowa.participants.completeness import fields_that_count
from osnowa.participants.forms.codes import CodeField, LevelField
from osnowa.participants.forms.persons import text
from osnowa.participants.models import Enrolment
from osnowa.projects.models import Group
from osnowa.rulepacks.registry import Pack
from osnowa.ui.fields import ChoiceSeg, DayField, LastDayField


class GroupChoice(forms.ModelChoiceField):
    """A group with its round."""

    def label_from_instance(self, group: Group) -> str:
        """Return the group's name and the round it belongs to."""
        return f"{group.name} ({group.round})" if group.round else group.name


class WorkerChoice(forms.ModelChoiceField):
    """Somebody of the team, by name."""

    def label_from_instance(self, user: User) -> str:
        """Return the name."""
        return str(user)


class InstitutionChoice(forms.ModelChoiceField):
    """A body of the centre's list, by name."""

    def label_from_instance(self, organisation: Organisation) -> str:
        """Return the name."""
        return organisation.name


class EnrolmentForm(forms.Form):
    """What is corrected in a participation; codes are of the project's rule pack."""

    enrolled_on = DayField(label=_("Dzień zgłoszenia"))
    kind = ChoiceSeg(
        label=_("Jak uczestniczy"),
        choices=Enrolment.Kind.choices,
        initial=Enrolment.Kind.INDIVIDUAL,
        required=False,
    )
    institution = InstitutionChoice(
        label=_("Instytucja, z której jest"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("nie jest pracownikiem instytucji"),
    )
    number = text(_("Numer w projekcie"), width="w9", max_length=40)
    education = LevelField(
        label=_("Wykształcenie"),
        required=False,
    )
    labour_status = CodeField(label=_("Status na rynku pracy"), required=False)
    disability = ChoiceSeg(label=_("Niepełnosprawność"), choices=Enrolment.Answer.choices, required=False)

    def __init__(
        self, *args: Any, rules: Pack, institutions: QuerySet[Organisation] | None = None, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        # Without any there is nobody to be an employee of.
        if institutions is None:
            del self.fields["kind"], self.fields["institution"]
        else:
            self.fields["institution"].queryset = institutions
        for name in fields_that_count(rules.dictionaries["core_fields"]) & self.fields.keys():
            self.fields[name].counts = True
        self.fields["education"].offer(rules, "education")
        self.fields["labour_status"].offer(rules, "labour_statuses")

    def clean_kind(self) -> str:
        """Return how somebody takes part: as themselves, unless said otherwise."""
        return self.cleaned_data["kind"] or Enrolment.Kind.INDIVIDUAL


class CorrectEnrolmentForm(EnrolmentForm):
    """A participation to be corrected; the state at entry changes only with a reason."""

    reason = text(
        _("Dlaczego poprawiasz stan z dnia przystąpienia"),
        required=False,
        max_length=200,
        help_text=_("Potrzebne tylko przy zmianie wykształcenia, statusu albo niepełnosprawności."),
    )


class EnrolForm(EnrolmentForm):
    """Everything that is known when somebody is enrolled; an empty number means the next free one."""

    group = GroupChoice(
        label=_("Grupa"), queryset=Group.objects.none(), required=False, empty_label=_("bez grupy")
    )
    caseworker = WorkerChoice(
        label=_("Opiekun"), queryset=User.objects.none(), required=False, empty_label=_("bez opiekuna")
    )

    field_order = (
        "enrolled_on",
        "group",
        "number",
        "caseworker",
        "kind",
        "institution",
        "education",
        "labour_status",
        "disability",
    )

    def __init__(
        self, *args: Any, groups: QuerySet[Group], workers: QuerySet[User], suggested: str, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups
        self.fields["caseworker"].queryset = workers
        self.fields["number"].required = False
        self.fields["number"].help_text = (
            _("Zostaw puste, a numer nada się sam. Najbliższy wolny bez tury: %s") % suggested
        )
        self.fields["education"].help_text = _("Najwyższy ukończony poziom w dniu zgłoszenia.")

    def only_to(self, user: User) -> None:
        """Let nobody but ``user`` be the caseworker."""
        self.fields["caseworker"].queryset = User.objects.filter(pk=user.pk)
        self.fields["caseworker"].empty_label = None
        self.fields["caseworker"].required = True


class StayForm(forms.Form):
    """The days of a stay in a group."""

    joined_on = DayField(label=_("Pierwszy dzień w grupie"))
    left_before = LastDayField(
        label=_("Ostatni dzień w grupie"), required=False, help_text=_("Puste, gdy udział trwa.")
    )


class JoinForm(StayForm):
    """A group and the days in it."""

    group = GroupChoice(label=_("Grupa"), queryset=Group.objects.none(), empty_label=_("wybierz"))

    field_order = ("group", "joined_on", "left_before")

    def __init__(self, *args: Any, groups: QuerySet[Group], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups


class CaseworkerForm(forms.Form):
    """Who takes the case over, and from which day."""

    worker = WorkerChoice(label=_("Nowy opiekun"), queryset=User.objects.none(), empty_label=_("wybierz"))
    begins_on = DayField(label=_("Od dnia"))

    def __init__(self, *args: Any, workers: QuerySet[User], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = workers


def changed(form: forms.Form, names: Iterable[str] = ()) -> dict[str, Any]:
    """Return only what somebody changed: what a colleague corrected meanwhile elsewhere stays."""
    wanted = set(form.changed_data) | set(names)
    return {name: value for name, value in form.cleaned_data.items() if name in wanted}
