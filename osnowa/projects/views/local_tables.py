"""How a local programme reads."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from osnowa.projects.access import ProjectAbilities
from osnowa.projects.models import (
    ExpectedResult,
    Finding,
    LocalPartner,
    LocalProgramme,
    ProgrammeRound,
    Project,
)
from osnowa.projects.queries.plan import LocalPlan
from osnowa.projects.views import catalogue
from osnowa.projects.views.plan_tables import period
from osnowa.projects.views.tables import Row, Table, adding, links, state_of_days, texts_of
from osnowa.ui import polish


def local_facts(known: LocalPlan) -> list[tuple[str, str]]:
    """Return what is known of a local programme in short."""
    programme = known.programme
    pairs = [
        (_("Numer"), polish.liczba(programme.number)),
        (_("Nazwa w adresie"), programme.slug),
        (_("Obszar"), _("bez obszaru, kategorialny") if programme.is_categorial else ""),
        (_("Metoda diagnozy"), programme.diagnosis_method),
        (_("Strona publiczna"), _("widoczny") if programme.is_public else _("ukryty")),
        (_("Formy wsparcia"), ", ".join(form.name for form in known.support_forms)),
    ]
    return [(name, value) for name, value in pairs if value]


def local_texts(programme: LocalProgramme) -> list[tuple[str, str]]:
    """Return the diagnosis and the goal."""
    return texts_of(programme, ("addressees", "environment_diagnosis", "people_diagnosis", "goal"))


def local_plan(project: Project, known: LocalPlan, day: date, can: ProjectAbilities) -> list[Table]:
    """Return the tables of a local programme's page."""

    def round_row(each: ProgrammeRound) -> Row:
        areas = ", ".join(area.name for area in each.areas.all())
        return Row(
            name=_("Tura %(number)s") % {"number": each.number},
            note=_approved(each),
            cells=(
                period(each.period),
                areas or polish.MISSING,
                each.coordinator.holder if each.coordinator else polish.MISSING,
            ),
            state=state_of_days(each.begins_on, each.ends_on + timedelta(days=1), day),
            **links(catalogue.ROUND, project, each, may=can.set_up),
        )

    def finding_row(finding: Finding) -> Row:
        survey = _("%(named)s z %(asked)s") % {"named": finding.named_by, "asked": finding.asked}
        return Row(
            name=finding.text,
            note="",
            cells=(
                str(finding.get_kind_display()),
                polish.MISSING if finding.asked is None else survey,
            ),
            **links(catalogue.FINDING, project, finding, may=can.set_up),
        )

    def result_row(result: ExpectedResult) -> Row:
        return Row(
            name=result.text,
            note="",
            cells=(result.seen_by or polish.MISSING,),
            **links(catalogue.EXPECTED_RESULT, project, result, may=can.set_up),
        )

    def partner_row(partner: LocalPartner) -> Row:
        return Row(
            name=str(partner.organisation),
            note="",
            cells=(partner.gives or polish.MISSING,),
            **links(catalogue.LOCAL_PARTNER, project, partner, may=can.set_up),
        )

    here = {"owner": project, "may": can.set_up, "parent": known.programme}
    return [
        Table(
            title=_("Tury"),
            anchor=catalogue.ROUND.path,
            heads=(_("Tura"), _("Okres"), _("Obszary"), _("Koordynacja")),
            rows=[round_row(each) for each in known.rounds],
            has_state=True,
            empty=_("Nie ma jeszcze tur"),
            empty_body=_("Tura ma swoje dni, obszary i osobę, która ją koordynuje."),
            **adding(catalogue.ROUND, **here),
        ),
        Table(
            title=_("Ustalenia diagnozy"),
            anchor=catalogue.FINDING.path,
            heads=(_("Ustalenie"), _("Czego dotyczy"), _("Wskazało w ankiecie")),
            rows=[finding_row(finding) for finding in known.findings],
            empty=_("Nie ma jeszcze ustaleń"),
            empty_body=_("Każde ustalenie o środowisku, osobach albo deficycie to osobny wiersz."),
            **adding(catalogue.FINDING, **here),
        ),
        Table(
            title=_("Spodziewane rezultaty"),
            anchor=catalogue.EXPECTED_RESULT.path,
            heads=(_("Rezultat"), _("Po czym go poznamy")),
            rows=[result_row(result) for result in known.results],
            empty=_("Nie ma jeszcze rezultatów"),
            **adding(catalogue.EXPECTED_RESULT, **here),
        ),
        Table(
            title=_("Partnerzy lokalni"),
            anchor=catalogue.LOCAL_PARTNER.path,
            heads=(_("Podmiot"), _("Co wnosi")),
            rows=[partner_row(partner) for partner in known.partners],
            empty=_("Nie ma jeszcze partnerów lokalnych"),
            **adding(catalogue.LOCAL_PARTNER, **here),
        ),
    ]


def _approved(planned: ProgrammeRound) -> str:
    day = polish.dzien(planned.approved_on) if planned.approved_on else ""
    return ", ".join(filter(None, [planned.approval, day]))
