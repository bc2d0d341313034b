"""The settings of a project in parts, each a page of its own: what it is called and which tables it holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from osnowa.organisations.addresses import panel
from osnowa.projects.access import ProjectAbilities
from osnowa.projects.models import Project
from osnowa.projects.views import plan_tables
from osnowa.projects.views.tables import Table
from osnowa.ui import polish
from osnowa.ui.entries import Entry


@dataclass(frozen=True)
class Part:
    """One part: ``counted`` names the rows it holds (``queries.setup.COUNTED``) with their Polish forms."""

    path: str
    label: str | Promise
    about: str | Promise
    tables: Sequence[Callable[[Project, date, ProjectAbilities], Table]] = ()
    counted: Sequence[tuple[str, tuple[str, str, str]]] = ()

    def in_words(self, counts: Mapping[str, int]) -> str:
        """Return how much there is: ``2 wiersze warunków, 3 kamienie milowe``."""
        return ", ".join(polish.z_liczba(counts[name], *forms) for name, forms in self.counted)


BASICS = Part("podstawy", _("Podstawy i teksty"), _("Nazwa, program, reguły, biuro, problem i cele."))
PAL = Part(
    "pal",
    _("PAL i grupy"),
    _("Programy lokalne, ich tury i grupy uczestników."),
    (plan_tables.local_programmes, plan_tables.groups),
    (
        ("local_programmes", ("program PAL", "programy PAL", "programów PAL")),
        ("groups", ("grupa", "grupy", "grup")),
    ),
)
PUBLIC = Part(
    "strona",
    _("Strona publiczna"),
    _("Czy stronę widzą wszyscy i co mówią jej rozdziały."),
    (plan_tables.sections,),
    (("sections", ("rozdział", "rozdziały", "rozdziałów")),),
)
PARTS = (
    BASICS,
    Part(
        "warunki",
        _("Warunki i kamienie milowe"),
        _("Okres, kwoty i progi z umowy i aneksów."),
        (plan_tables.terms, plan_tables.milestones),
        (
            ("terms", ("wiersz warunków", "wiersze warunków", "wierszy warunków")),
            ("milestones", ("kamień milowy", "kamienie milowe", "kamieni milowych")),
        ),
    ),
    Part(
        "zadania",
        _("Zadania i partnerzy"),
        _("Co jest do zrobienia i kto odpowiada."),
        (plan_tables.tasks, plan_tables.partnerships),
        (
            ("tasks", ("zadanie", "zadania", "zadań")),
            ("partnerships", ("podmiot", "podmioty", "podmiotów")),
        ),
    ),
    Part(
        "zespol",
        _("Zespół"),
        _("Kto jest kim, od kiedy i komu podlega."),
        (plan_tables.team,),
        (("team_roles", ("rola", "role", "ról")),),
    ),
    Part(
        "formy-wsparcia",
        _("Formy wsparcia"),
        _("Co projekt daje uczestnikom."),
        (plan_tables.support_forms,),
        (("support_forms", ("forma", "formy", "form")),),
    ),
    PAL,
    PUBLIC,
)
#: What the project promised has a page of an app above; the list of settings leads there all the same.
INDICATORS = Part(
    "wskazniki",
    _("Ustawienia wskaźników"),
    _("Wartości docelowe z umowy i plan na kolejne dni."),
    counted=(("indicators", ("wskaźnik", "wskaźniki", "wskaźników")),),
)
CONTENTS = (*PARTS[:-1], INDICATORS, PUBLIC)
BY_PATH = {part.path: part for part in PARTS}


def address(project: Project, part: Part) -> str:
    """Return the address of a part's page."""
    if part is INDICATORS:
        return panel("indicators:settings", project.slug)
    return panel("projects:settings_part", project.slug, part.path)


def contents(project: Project, current: Part | None) -> list[Entry]:
    """Return the way between the parts; the first entry is the overview of all."""
    whole = panel("projects:settings", project.slug)
    return [
        Entry(str(_("Spis ustawień")), whole, is_current=current is None),
        *(Entry(str(each.label), address(project, each), is_current=each is current) for each in CONTENTS),
    ]
