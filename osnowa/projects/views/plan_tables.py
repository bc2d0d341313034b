"""How a project, and everything that is set in it, reads."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from osnowa.projects.access import ProjectAbilities
from osnowa.projects.models import (
    Group,
    LocalProgramme,
    Milestone,
    PageSection,
    Partnership,
    Project,
    Stage,
    SupportForm,
    Task,
    TeamRole,
    Terms,
)
from osnowa.projects.periods import Period
from osnowa.projects.queries.plan import (
    local_programmes_of,
    milestones_of,
    partnerships_of,
    sections_of,
    support_forms_of,
    tasks_of,
    team_of,
    terms_newest_first,
)
from osnowa.projects.queries.projects import ProjectRow, groups_of
from osnowa.projects.views import catalogue
from osnowa.projects.views.tables import Row, State, Table, adding, links, state_of_days, texts_of
from osnowa.rulepacks import registry
from osnowa.ui import polish

#: Icon and colour of a stage; the word says it first.
KIND_OF_STAGE = {Stage.PREPARATION: "info", Stage.RUNNING: "ok", Stage.CLOSED: "idle"}


@dataclass(frozen=True)
class ListedProject:
    """One project of the list."""

    title: str
    address: str
    funded_by: str
    period: str
    stage: Stage
    state: State


def listed(row: ProjectRow) -> ListedProject:
    """Return a project as the list shows it."""
    return ListedProject(
        title=row.project.title,
        address=row.project.get_absolute_url(),
        funded_by=row.funded_by,
        period=period(row.period),
        stage=row.stage,
        state=State(KIND_OF_STAGE[row.stage], str(row.stage.label)),
    )


def period(known: Period) -> str:
    """Return the days of a project or of a round as its contract writes them, else as days."""
    return polish.okres(known.begins_on, known.ends_on, known.as_written)


def facts(project: Project) -> list[tuple[str, str]]:
    """Return what is known of a project in short."""
    pack = registry.packs().get(project.rule_pack)
    known = [
        (_("Inny zapis tytułu"), project.alias),
        (_("Nazwa w adresie"), project.slug),
        (_("Program"), f"{project.programme.name}, {project.programme.fund}" if project.programme else ""),
        (_("Działanie"), str(project.measure or "")),
        (_("Pakiet reguł"), pack.label if pack else project.rule_pack),
        (_("Numer umowy o dofinansowanie"), project.agreement_number),
        (_("Znak sprawy"), project.case_mark),
        (_("Biuro projektu"), f"{project.office}, {project.office.address_line}" if project.office else ""),
        (_("Strona publiczna"), _("widoczna") if project.is_public else _("ukryta")),
        (_("Dzień treści"), polish.dzien(project.content_day) if project.content_day else ""),
    ]
    return [(name, value) for name, value in known if value]


def texts(project: Project) -> list[tuple[str, str]]:
    """Return what the public page says in sentences."""
    names = ("lead", "problem", "main_goal", "specific_goals", "activities", "accompanying_support")
    return texts_of(project, names)


def terms(project: Project, day: date, can: ProjectAbilities) -> Table:
    """Return the terms, the newest first."""
    known, in_force = terms_newest_first(project, day)

    def row(terms: Terms) -> Row:
        holds = terms == in_force
        cells = (
            period(terms.period),
            polish.zl(terms.total_pln),
            polish.zl(terms.eu_pln),
            _gain(terms),
        )
        return Row(
            name=_("od %(day)s") % {"day": polish.dzien(terms.valid_from)},
            note=", ".join(filter(None, [terms.reason, terms.agreed_by])),
            cells=cells,
            state=_state_of_terms(terms, day, holds=holds),
            is_current=holds,
            **links(catalogue.TERMS, project, terms, may=can.set_up),
        )

    return Table(
        title=_("Warunki"),
        anchor=catalogue.TERMS.path,
        lede=_("Okres, kwoty i progi zmieniają się aneksem. Każda zmiana to nowy wiersz, a stare zostają."),
        heads=(_("Obowiązują"), _("Okres"), _("Wartość"), _("Wkład FE"), _("Postęp")),
        rows=[row(each) for each in known],
        has_state=True,
        empty=_("Nie ma jeszcze warunków"),
        empty_body=_("Wpisz okres i kwoty z umowy. Bez nich projekt jest w przygotowaniu."),
        **adding(catalogue.TERMS, project, may=can.set_up),
    )


def _gain(terms: Terms) -> str:
    if terms.outcome_gain is None:
        return polish.MISSING
    points, months = polish.liczba(terms.outcome_gain), polish.liczba(terms.outcome_months)
    return _("%(points)s pkt, do %(months)s mies.") % {"points": points, "months": months}


def _state_of_terms(terms: Terms, day: date, *, holds: bool) -> State:
    if holds:
        return State("ok", _("obowiązują dziś"))
    return State("idle", _("później") if terms.valid_from > day else _("zastąpione"))


def milestones(project: Project, day: date, can: ProjectAbilities) -> Table:
    """Return the milestones, and of each whether it is reached, ahead or late."""

    def row(each: Milestone) -> Row:
        return Row(
            name=each.title,
            note=each.note,
            cells=(polish.dzien(each.planned_on), polish.dzien(each.reached_on)),
            state=_state_of_milestone(each, day),
            **links(catalogue.MILESTONE, project, each, may=can.set_up),
        )

    return Table(
        title=_("Kamienie milowe"),
        anchor=catalogue.MILESTONE.path,
        lede=_("Co projekt ma osiągnąć do jakiego dnia."),
        heads=(_("Kamień milowy"), _("Planowany dzień"), _("Osiągnięty dnia")),
        rows=[row(each) for each in milestones_of(project)],
        has_state=True,
        empty=_("Nie ma jeszcze kamieni milowych"),
        empty_body=_("Kamień milowy to dzień, do którego coś ma być gotowe. Spóźniony sam o sobie mówi."),
        **adding(catalogue.MILESTONE, project, may=can.set_up),
    )


def _state_of_milestone(milestone: Milestone, day: date) -> State:
    if milestone.reached_on and milestone.reached_on <= day:
        return State("ok", _("osiągnięty"))
    return State("warn", _("po terminie")) if milestone.planned_on < day else State("idle", _("przed nami"))


def tasks(project: Project, day: date, can: ProjectAbilities) -> Table:
    """Return the tasks by number."""

    def row(task: Task) -> Row:
        return Row(
            name=str(task),
            note=task.description,
            cells=(
                period(task.period),
                str(task.partnership.organisation) if task.partnership else polish.MISSING,
            ),
            **links(catalogue.TASK, project, task, may=can.set_up),
        )

    return Table(
        title=_("Zadania"),
        anchor=catalogue.TASK.path,
        lede=_("Zadania tak, jak numeruje je umowa, i kto za nie odpowiada."),
        heads=(_("Zadanie"), _("Okres"), _("Odpowiada")),
        rows=[row(task) for task in tasks_of(project)],
        empty=_("Nie ma jeszcze zadań"),
        empty_body=_("Wpisz je tak, jak stoją w umowie: wiadomo wtedy, co i kiedy robi który partner."),
        **adding(catalogue.TASK, project, may=can.set_up),
    )


def sections(project: Project, day: date, can: ProjectAbilities) -> Table:
    """Return the sections of the public page."""

    def row(section: PageSection) -> Row:
        return Row(
            name=section.heading,
            note="",
            cells=(Truncator(section.text).words(24),),
            **links(catalogue.PAGE_SECTION, project, section, may=can.set_up),
        )

    return Table(
        title=_("Rozdziały strony publicznej"),
        anchor=catalogue.PAGE_SECTION.path,
        lede=_("To, czego nie mówią pola projektu: na przykład kto może się zgłosić i jak."),
        heads=(_("Rozdział"), _("Treść")),
        rows=[row(section) for section in sections_of(project)],
        empty=_("Nie ma jeszcze rozdziałów"),
        empty_body=_("Strona i bez nich mówi, czym jest projekt, jaki ma cel i co osiąga."),
        **adding(catalogue.PAGE_SECTION, project, may=can.set_up),
    )


def _days(begins_on: date, ends_before: date | None) -> str:
    return polish.okres(begins_on, ends_before - timedelta(days=1) if ends_before else None)


def partnerships(project: Project, day: date, can: ProjectAbilities) -> Table:
    """Return the bodies that carry the project out."""

    def row(each: Partnership) -> Row:
        return Row(
            name=str(each.organisation),
            note=each.tasks,
            cells=(
                str(each.get_part_display()),
                _days(each.begins_on, each.ends_before),
                each.agreement or polish.MISSING,
            ),
            state=state_of_days(each.begins_on, each.ends_before, day),
            **links(catalogue.PARTNERSHIP, project, each, may=can.appoint),
        )

    return Table(
        title=_("Partnerzy i realizatorzy"),
        anchor=catalogue.PARTNERSHIP.path,
        lede=_("Kto odpowiada za projekt i w jakiej roli. Kto odchodzi, dostaje ostatni dzień."),
        heads=(_("Podmiot"), _("Rola"), _("Kiedy"), _("Umowa")),
        rows=[row(each) for each in partnerships_of(project, day)],
        has_state=True,
        empty=_("Nie ma jeszcze partnerów"),
        empty_body=_("Dodaj gminę, jednostkę realizującą i organizacje, które prowadzą część działań."),
        **adding(catalogue.PARTNERSHIP, project, may=can.appoint),
    )


def team(project: Project, day: date, can: ProjectAbilities) -> Table:
    """Return the team, each below whom they report to."""

    def row(each: TeamRole, depth: int) -> Row:
        return Row(
            name=each.holder,
            depth=depth,
            note=", ".join(filter(None, [each.title, str(each.unit or ""), each.appointment])),
            cells=(
                str(each.get_role_display()),
                _days(each.begins_on, each.ends_before),
                each.reports_to.holder if each.reports_to else polish.MISSING,
                _("tak") if each.user else _("nie, tylko wskazana"),
            ),
            state=state_of_days(each.begins_on, each.ends_before, day),
            **links(catalogue.TEAM_ROLE, project, each, may=can.appoint),
        )

    return Table(
        title=_("Zespół"),
        anchor=catalogue.TEAM_ROLE.path,
        lede=_("Rola z kontem daje uprawnienia w projekcie od pierwszego do ostatniego dnia."),
        heads=(_("Osoba"), _("Rola"), _("Kiedy"), _("Podlega"), _("Konto")),
        rows=[row(each, depth) for each, depth in team_of(project, day)],
        has_state=True,
        empty=_("Nikogo jeszcze nie powołano"),
        empty_body=_("Zacznij od osoby, która koordynuje projekt. Ona ustawi resztę."),
        **adding(catalogue.TEAM_ROLE, project, may=can.appoint),
    )


def support_forms(project: Project, day: date, can: ProjectAbilities) -> Table:
    """Return the forms of support in the order of the plan."""
    pack = registry.packs().get(project.rule_pack)

    def label(dictionary: str, code: str) -> str:
        return pack.label_of(dictionary, code) if pack else code

    def row(form: SupportForm) -> Row:
        kinds = [label("support_kinds", form.kind), label("support_subkinds", form.subkind)]
        return Row(
            name=form.name,
            note=form.heading,
            cells=(", ".join(filter(None, kinds)), str(form.get_mode_display()), _amount(form)),
            **links(catalogue.SUPPORT_FORM, project, form, may=can.set_up),
        )

    return Table(
        title=_("Formy wsparcia"),
        anchor=catalogue.SUPPORT_FORM.path,
        lede=_("Każdy kontakt i każde zajęcia są jedną z tych form."),
        heads=(_("Forma"), _("Rodzaj"), _("Tryb"), _("Plan")),
        rows=[row(form) for form in support_forms_of(project)],
        empty=_("Nie ma jeszcze form wsparcia"),
        empty_body=_("Bez nich nie można zapisać żadnego wsparcia."),
        **adding(catalogue.SUPPORT_FORM, project, may=can.set_up),
    )


#: Units of a form of support after a number.
_UNITS = {
    SupportForm.Unit.MEETINGS: ("spotkanie", "spotkania", "spotkań"),
    SupportForm.Unit.CONTACTS_A_MONTH: (
        "kontakt osobisty w miesiącu",
        "kontakty osobiste w miesiącu",
        "kontaktów osobistych w miesiącu",
    ),
    SupportForm.Unit.HOURS: ("godzina", "godziny", "godzin"),
}


def _amount(form: SupportForm) -> str:
    if form.planned_amount is None:
        return polish.MISSING
    words = _UNITS.get(form.unit)
    if words is None:
        return polish.liczba(form.planned_amount)
    return polish.z_liczba(form.planned_amount, *words)


def local_programmes(project: Project, day: date, can: ProjectAbilities) -> Table:
    """Return the local programmes with their rounds."""

    def row(programme: LocalProgramme) -> Row:
        rounds = [f"{each.number}: {period(each.period)}" for each in programme.rounds.all()]
        return Row(
            name=f"{programme.number}. {programme.name}",
            note=_("kategorialny, bez obszaru") if programme.is_categorial else "",
            cells=(
                "; ".join(rounds) or polish.MISSING,
                polish.liczba(programme.form_count),
                _("widoczny") if programme.is_public else _("ukryty"),
            ),
            address=catalogue.LOCAL_PROGRAMME.home(project, programme),
            **links(catalogue.LOCAL_PROGRAMME, project, programme, may=can.set_up),
        )

    return Table(
        title=_("Programy Aktywności Lokalnej"),
        anchor=catalogue.LOCAL_PROGRAMME.path,
        lede=_("Tury, spodziewane rezultaty i partnerzy lokalni są na stronie programu."),
        heads=(_("Program"), _("Tury"), _("Formy wsparcia"), _("Strona publiczna")),
        rows=[row(programme) for programme in local_programmes_of(project)],
        empty=_("Nie ma jeszcze programów PAL"),
        empty_body=_("Dodaj je, gdy projekt działa w programach lokalnych albo kategorialnych."),
        **adding(catalogue.LOCAL_PROGRAMME, project, may=can.set_up),
    )


def groups(project: Project, day: date, can: ProjectAbilities) -> Table:
    """Return the groups in Polish order."""

    def row(group: Group) -> Row:
        return Row(
            name=group.name,
            note=_("nazwa ujawnia wrażliwy temat") if group.is_sensitive else "",
            cells=(
                str(group.round or polish.MISSING),
                str(group.partnership.organisation) if group.partnership else polish.MISSING,
                polish.liczba(group.capacity),
            ),
            **links(catalogue.GROUP, project, group, may=can.set_up),
        )

    return Table(
        title=_("Grupy"),
        anchor=catalogue.GROUP.path,
        lede=_("Osoby z grupy prowadzonej przez partnera widzi także partner."),
        heads=(_("Grupa"), _("Tura programu"), _("Prowadzi partner"), _("Miejsca")),
        rows=[row(group) for group in groups_of(project)],
        empty=_("Nie ma jeszcze grup"),
        empty_body=_("Grupa łączy osoby, które chodzą na te same zajęcia."),
        **adding(catalogue.GROUP, project, may=can.set_up),
    )
