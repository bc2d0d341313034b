"""What people type about programmes that pay."""

from django.utils.translation import gettext_lazy as _

from osnowa.projects.forms.fields import CHOOSE, NONE, RowField
from osnowa.projects.forms.nouns import PlanForm, measure_in_words
from osnowa.projects.models import Measure, Priority, Programme


class ProgrammeForm(PlanForm):
    model = Programme
    names = ("code", "name", "fund", "is_eu", "period", "region")


class PriorityForm(PlanForm):
    model = Priority
    names = ("programme", "number", "name")
    only_when_adding = ("programme",)

    def prepare(self) -> None:
        self.choose("programme", Programme.objects.filter(centre=self.owner))


class MeasureForm(PlanForm):
    model = Measure
    names = ("priority", "parent", "number", "name", "is_iti")
    only_when_adding = ("priority",)
    priority = RowField(
        Priority.objects.none(),
        label=_("Oś albo priorytet"),
        empty_label=CHOOSE,
        describe=lambda priority: f"{priority.programme.code} · {priority}",
    )
    parent = RowField(
        Measure.objects.none(),
        label=_("Część działania"),
        help_text=_("Wybierz, gdy to poddziałanie."),
        required=False,
        empty_label=NONE,
        describe=measure_in_words,
    )

    def prepare(self) -> None:
        priorities = Priority.objects.filter(programme__centre=self.owner).select_related("programme")
        self.choose("priority", priorities.order_by("programme__code", "number"))
        wholes = Measure.objects.filter(priority__programme__centre=self.owner, parent__isnull=True)
        if self.row:
            wholes = wholes.filter(priority=self.row.priority_id).exclude(pk=self.row.pk)
        self.choose("parent", wholes.select_related("priority__programme"))
