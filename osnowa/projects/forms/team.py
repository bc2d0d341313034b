"""What people type about partners and the team."""

from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.organisations.models import Unit
from osnowa.projects.forms.fields import NONE, RowField
from osnowa.projects.forms.nouns import PlanForm, organisations_of, unit_in_words, units_of, user_in_words
from osnowa.projects.models import Partnership, TeamRole


class PartnershipForm(PlanForm):
    model = Partnership
    names = ("organisation", "part", "tasks", "agreement", "begins_on", "ends_before")

    def prepare(self) -> None:
        self.choose("organisation", organisations_of(self.owner.centre))


class TeamRoleForm(PlanForm):
    model = TeamRole
    names = (
        *("user", "person_name", "role", "title", "unit", "partnership", "reports_to", "appointment"),
        *("begins_on", "ends_before"),
    )
    parts = (
        (_("Kto"), ("user", "person_name")),
        (_("W jakiej roli"), ("role", "title", "unit", "partnership", "reports_to")),
        (_("Od kiedy"), ("appointment", "begins_on", "ends_before")),
    )
    only_when_adding = ("role",)
    user = RowField(
        User.objects.none(),
        label=_("Konto"),
        help_text=_(
            "Wskaż konto albo wpisz niżej imię i nazwisko. Z kontem rola daje uprawnienia; konta dodaje "
            "osoba, która administruje ośrodkiem."
        ),
        required=False,
        empty_label=NONE,
        describe=user_in_words,
        is_sorted=True,
    )
    unit = RowField(
        Unit.objects.none(),
        label=_("Komórka"),
        required=False,
        empty_label=NONE,
        describe=unit_in_words,
        is_sorted=True,
    )

    def prepare(self) -> None:
        self.fields["person_name"].help_text = _("Gdy osoba nie ma konta; wtedy rola tylko ją wskazuje.")
        centre = self.owner.centre
        members = User.objects.filter(memberships__centre=centre, is_active=True).distinct()
        roles = self.owner.team_roles.select_related("user")
        if self.row:
            roles = roles.exclude(pk=self.row.pk)
            if self.row.user_id:
                # Who holds a role is its past; somebody else gets a role of their own.
                del self.fields["user"], self.fields["person_name"]
        self.choose("user", members)
        self.choose("unit", units_of(centre))
        self.choose("partnership", self.owner.partnerships.select_related("organisation"))
        self.choose("reports_to", roles)
