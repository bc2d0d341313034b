"""Which project and which register a page is asked for, and how its faults are worded."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from osnowa.monitoring.access import RegisterAbilities, register_abilities
from osnowa.monitoring.checking import Fault
from osnowa.monitoring.filing import Filing
from osnowa.monitoring.queries import wording
from osnowa.monitoring.queries.participations import filing_of
from osnowa.organisations.addresses import panel
from osnowa.participants import questions
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import projects_visible_to
from osnowa.rulepacks.registers import NoTranslation, UnknownRegister, registers
from osnowa.ui.entries import Entry
from osnowa.ui.pages import allow

#: Fields of the exit, and of support: written elsewhere than on the steps of the form.
OF_EXIT = frozenset({"ended_on", "exit_situation", "exit_on_path"})
OF_PROJECT = frozenset({"project_number", "institution"})


@dataclass(frozen=True)
class Asked:
    """A project and its register on the day of asking; ``to`` names another register for a rehearsal."""

    project: Project
    can: RegisterAbilities
    filing: Filing
    to: str = ""

    @property
    def label(self) -> str:
        """What the register is called."""
        return self.filing.register.label

    def address(self, name: str = "register", *args: Any) -> str:
        """Return the address of a page of this register."""
        query = f"?rejestr={self.to}" if self.to else ""
        return panel(f"monitoring:{name}", self.project.slug, *args) + query

    def crumbs(self, *last: Any) -> list[Any]:
        """Return the way to a page of the register; without ``last`` to its first page."""
        way = [
            (_("Projekty"), panel("projects:projects")),
            (self.project.title, self.project.get_absolute_url()),
        ]
        return [*way, (self.label, self.address()), *last] if last else [*way, self.label]

    def others(self) -> list[Entry]:
        """Return the registers to which the project could be told, its own first; empty for a single one."""
        own = [
            (each.translations[self.project.rule_pack].is_rehearsal, each)
            for each in registers().values()
            if self.project.rule_pack in each.translations
        ]
        here = panel("monitoring:register", self.project.slug)
        entries = [
            Entry(
                _("%(register)s, próba") % {"register": each.label} if is_rehearsal else each.label,
                f"{here}?rejestr={each.code}" if is_rehearsal else here,
                is_current=each.code == self.filing.register.code,
            )
            for is_rehearsal, each in sorted(own, key=lambda pair: (pair[0], pair[1].code))
        ]
        return entries if len(entries) > 1 else []


def asked(request: HttpRequest, slug: str, *, to_file: bool = False) -> Asked:
    """Return what a page is asked; 404 for an unknown project or register, 403 for somebody else's."""
    known = projects_visible_to(request.who).select_related("centre").prefetch_related("terms")
    project = get_object_or_404(known, slug=slug)
    can = register_abilities(request.who, project)
    allow(can.file if to_file else can.read)
    to = request.GET.get("rejestr", "")
    try:
        return Asked(project, can, filing_of(project, request.today, to=to), to)
    except (NoTranslation, UnknownRegister) as unknown:
        raise Http404 from unknown


def worded(
    faults: Iterable[Fault],
    filing: Filing,
    slug: str,
    *,
    enrolment: int | None = None,
    person: int | None = None,
) -> list[dict[str, Any]]:
    """Return ``faults`` as sentences, each with the address of the form that mends it."""
    return [
        {
            "sentence": wording.sentence(each),
            "field": wording.name_of_field(filing.register, each.field),
            "stops": each.stops,
            "is_verified": each.verified,
            "address": mending(each.field, filing, slug, enrolment=enrolment, person=person),
        }
        for each in faults
    ]


def mending(
    field: str, filing: Filing, slug: str, *, enrolment: int | None = None, person: int | None = None
) -> str:
    """Return where ``field`` is mended: a step of the form, the exit, the file, the project's settings."""
    if field in OF_PROJECT or enrolment is None:
        return panel("projects:settings", slug)
    if field in OF_EXIT:
        return panel("participants:end", enrolment)
    if field == "technical_id":
        return panel("monitoring:person", enrolment)
    if step := _step_of(filing.project.rule_pack, field):
        return panel("participants:step", enrolment, step)
    return panel("desk:person", person) if person else panel("participants:folder", enrolment)


def _step_of(rule_pack: str, field: str) -> str:
    """Return the step of the project's own form that asks ``field``; empty where none does."""
    own = questions.register_of(rule_pack)
    asking = (
        step.code
        for step in (own.steps if own else ())
        if field in {each.code for each in questions.asked_in(own, step.code)}
    )
    return next(asking, "")
