"""What is typed about a contact."""

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.casework.models import Contact
from osnowa.clock.periods import in_force
from osnowa.organisations.models import Place, Role
from osnowa.participants.models import Enrolment
from osnowa.projects.models import SupportForm, TeamRole
from osnowa.ui.fields import ChoiceSeg, DayField, HourField

#: Those of a team whose work is to meet participants one by one; an accountant or an auditor is not offered.
MEET_PARTICIPANTS = (Role.COORDINATOR, Role.SOCIAL_WORKER, Role.PARTNER_STAFF)


class FormOfSupportField(forms.ModelChoiceField):
    """A form of support of one of several projects; with one project its name goes without saying."""

    def label_from_instance(self, form: SupportForm) -> str:
        """Return the name, with the project's when there is more than one."""
        return f"{form.name} ({form.project.title})" if self.with_project else form.name

    with_project = False


class ContactForm(forms.Form):
    """One contact, typed in twenty seconds: what is usual stands there already.

    The form of support says in which project the contact counts; ``nonce`` makes a double click one contact.
    """

    form = FormOfSupportField(
        label=_("Forma wsparcia"),
        queryset=SupportForm.objects.none(),
        empty_label=None,
        error_messages={"required": _("Wybierz formę wsparcia")},
    )
    worker = forms.ModelChoiceField(
        label=_("Kto spotkał się z tą osobą"),
        queryset=User.objects.none(),
        empty_label=None,
        error_messages={"required": _("Wybierz osobę")},
    )
    channel = ChoiceSeg(
        label=_("Forma kontaktu"),
        choices=Contact.Channel.choices,
        initial=Contact.Channel.PERSONAL,
        help_text=_("Do minimum w miesiącu liczy się tylko kontakt osobisty."),
    )
    took_place = ChoiceSeg(
        label=_("Czy się odbył"),
        choices=(("yes", _("odbył się")), ("no", _("próba bez skutku"))),
        initial="yes",
        help_text=_("Próba zostaje w historii, ale nie jest wsparciem."),
    )
    contacted_on = DayField(label=_("Dzień"))
    began_at = HourField(label=_("Godzina"), required=False)
    minutes = forms.IntegerField(
        label=_("Ile minut"),
        required=False,
        min_value=1,
        max_value=720,
        help_text=_("Na przykład 45"),
        error_messages={
            "min_value": _("Kontakt trwa od 1 do 720 minut"),
            "max_value": _("Kontakt trwa od 1 do 720 minut"),
            "invalid": _("Wpisz minuty cyframi, na przykład 45"),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w6"}),
    )
    place = forms.ModelChoiceField(
        label=_("Miejsce"), queryset=Place.objects.none(), required=False, empty_label=_("nie podano")
    )
    note = forms.CharField(
        label=_("Notatka"),
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Co ustalono i co dalej. Notatka jest zaszyfrowana i nie da się jej wyszukać."),
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput, required=False)

    field_order = (
        *("channel", "took_place", "contacted_on", "minutes", "note"),
        *("form", "worker", "began_at", "place", "nonce"),
    )

    def __init__(
        self,
        *args,
        enrolments: Iterable[Enrolment],
        on: date,
        by: User,
        names_worker: bool,
        contact: Contact | None = None,
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        projects = {enrolment.project_id for enrolment in enrolments}
        self._enrolments = {enrolment.project_id: enrolment for enrolment in enrolments}
        forms_of_support = SupportForm.objects.filter(
            project__in=projects, mode=SupportForm.Mode.INDIVIDUAL
        ).select_related("project")
        self.fields["form"].queryset = forms_of_support.order_by("project__title", "position", "name")
        self.fields["form"].with_project = len(projects) > 1
        self.fields["place"].queryset = Place.objects.all()
        if contact:
            del self.fields["nonce"]
        else:
            self.fields["nonce"].initial = uuid4
            self.fields["contacted_on"].initial = on
        if names_worker:
            team = TeamRole.objects.filter(
                in_force(on), project__in=projects, user__isnull=False, role__in=MEET_PARTICIPANTS
            )
            known = Q(pk__in=team.values("user")) | Q(pk=contact.worker_id if contact else by.pk)
            self.fields["worker"].queryset = User.objects.filter(known).order_by("name")
            self.fields["worker"].initial = by.pk
        else:
            del self.fields["worker"]

    def clean_took_place(self) -> bool:
        """Return whether the contact took place."""
        return self.cleaned_data["took_place"] == "yes"

    def clean_nonce(self) -> object:
        """Return the nonce, or None when somebody sent the form without one."""
        return self.cleaned_data["nonce"] or None

    @property
    def enrolment(self) -> Enrolment:
        """The participation in which the contact counts, once the form is valid."""
        return self._enrolments[self.cleaned_data["form"].project_id]


def contact_values(contact: Contact) -> dict[str, object]:
    """Return what the form of a contact shows first."""
    names = ("form", "worker", "channel", "contacted_on", "began_at", "minutes", "place", "note")
    return {
        **{name: getattr(contact, name) for name in names},
        "took_place": "yes" if contact.took_place else "no",
    }
