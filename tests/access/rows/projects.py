"""Who may open the list of projects, their settings, and the programmes that pay for them."""

from datetime import date

from django_scopes import scope

from osnowa.projects.models import (
    ExpectedResult,
    Finding,
    LocalPartner,
    LocalProgramme,
    Milestone,
    PageSection,
    Partnership,
    Project,
    Task,
)
from tests.access.matrix import BAD, DENIED, GO, OK, Row, who

#: In the team, or officers of the centre: they know that the project exists.
READ_THE_PLAN = {"anna": OK, "sabina": OK, "kasia": OK, "ewa": OK, "adam": OK}


def of_project(**more):
    """Return a callable that gives the project of a world, and what ``more`` takes from the world."""
    return lambda world: {"slug": world.project.slug, **{name: take(world) for name, take in more.items()}}


def kept(name, pk, *, by, add, correct, withdraw=BAD, in_project=True) -> dict[tuple[str, str], Row]:
    """Return the six rows of a noun: ``by`` whom it is kept; ``add`` and ``correct`` are what they send.

    ``pk`` takes the row from a world. The rows of the cast are in use, so withdrawing them is refused on the
    page (``BAD``) unless told otherwise.
    """
    base = of_project() if in_project else (lambda world: {})

    def row(world):
        return {**base(world), "pk": pk(world)}

    opened, saved, asked = (dict.fromkeys(by, outcome) for outcome in (OK, GO, withdraw))
    return {
        ("GET", f"projects:add_{name}"): who(to=base, rest=DENIED, **opened),
        ("POST", f"projects:add_{name}"): who(to=base, sends=add, rest=DENIED, **saved),
        ("GET", f"projects:correct_{name}"): who(to=row, rest=DENIED, **opened),
        ("POST", f"projects:correct_{name}"): who(to=row, sends=correct, rest=DENIED, **saved),
        ("GET", f"projects:withdraw_{name}"): who(to=row, rest=DENIED, **opened),
        ("POST", f"projects:withdraw_{name}"): who(to=row, rest=DENIED, **asked),
    }


def role_of_caseworker(world):
    with scope(centre=world.centre):
        return world.project.team_roles.get(user=world.caseworker).pk


def partnership_of_a_month(world):
    row = Partnership(
        project=world.project,
        organisation=world.own_organisation,
        part=Partnership.Part.OWNER,
        begins_on=date(2018, 10, 1),
        ends_before=date(2018, 11, 1),
    )
    row.save()
    return row.pk


def result(world):
    row = ExpectedResult(programme=world.programme, text="Samodzielność")
    row.save()
    return row.pk


def partner_on_the_spot(world):
    with scope(centre=world.centre):
        return LocalPartner.objects.get_or_create(
            programme=world.programme, organisation=world.own_organisation
        )[0].pk


def of_the_plan(model, **facts):
    """Return a callable that puts a row into the project of a world and gives its id."""

    def put(world):
        with scope(centre=world.centre):
            return model.objects.get_or_create(project=world.project, **facts)[0].pk

    return put


def finding(world):
    row = Finding(programme=world.programme, kind="person", text="Samotność")
    row.save()
    return row.pk


def ready_programme(world):
    with scope(centre=world.centre):
        LocalProgramme.objects.filter(pk=world.programme.pk).update(is_public=False, goal="Więzi")
        ExpectedResult.objects.create(programme=world.programme, text="Samodzielność")
    return world.programme.pk


def shown_programme(world):
    with scope(centre=world.centre):
        LocalProgramme.objects.filter(pk=world.programme.pk).update(is_public=True)
    return world.programme.pk


def ready_project(world):
    with scope(centre=world.centre):
        Project.objects.filter(pk=world.project.pk).update(is_public=False, lead="Razem", main_goal="Więzi")
    return world.project.slug


PLANNERS, APPOINTERS = ["anna"], ["anna", "adam"]


def terms(world):
    return {"valid_from": "1.03.2019", "begins_on": "25.09.2018", "ends_on": "30.06.2020"} | {
        "reason": "aneks 1",
        "outcome_months": "3",
    }


def corrected_terms(world):
    return terms(world) | {"valid_from": "25.09.2018", "reason": "umowa, poprawiona"}


def partnership(world):
    return {
        "organisation": world.partner_organisation.pk,
        "part": "cooperating",
        "begins_on": "1.03.2019",
    }


def team_role(world):
    return {"person_name": "Irena Gajewska", "role": "trainer", "begins_on": "1.03.2019"}


def corrected_role(world):
    return {"title": "kierowniczka", "begins_on": "25.09.2018"}


def support_form(world):
    return {
        "name": "Trening kulinarny",
        "kind": "active-integration",
        "mode": "group",
        "unit": "meetings",
        "position": "3",
    }


def local_programme(world):
    return {"number": "2", "name": "Razem na Księżu"}


def corrected_programme(world):
    return {"number": "1", "name": "Razem na Starym Mieście", "slug": "stare-miasto", "goal": "Więzi"}


def expected_result(world):
    return {"programme": world.programme.pk, "text": "Więź z sąsiadami", "position": "1"}


def local_partner(world):
    return {"programme": world.programme.pk, "organisation": world.partner_organisation.pk, "gives": "sala"}


def task(world):
    return {"number": "1", "title": "Praca socjalna", "begins_on": "1.10.2018", "ends_on": "30.06.2020"}


def milestone(world):
    return {"title": "Druga tura", "planned_on": "1.07.2019", "reached_on": "1.04.2019"}


def page_section(world):
    return {"heading": "Kto może się zgłosić", "text": "- mieszkańcy", "position": "1"}


def a_finding(world):
    return {
        "programme": world.programme.pk,
        "kind": "deficit",
        "text": "Mało miejsc spotkań",
        "named_by": "31",
        "asked": "40",
        "position": "1",
    }


def a_round(world):
    return {
        "programme": world.programme.pk,
        "number": "2",
        "begins_on": "1.07.2019",
        "ends_on": "30.06.2020",
    }


def group(world):
    return {"name": "Grupa 2"}


def programme(world):
    return {"code": "FERS", "name": "Fundusze dla Rozwoju", "fund": "EFS+", "period": "2021–2027"}


def priority(world):
    return {"programme": world.project.programme_id, "number": "10", "name": "Edukacja"}


def measure(world):
    return {"priority": world.project.measure.priority_id, "number": "9.2", "name": "Usługi społeczne"}


def project(world):
    return {"title": "Nowy dom", "rule_pack": "esf-2014-2020"}


def corrected_project(world):
    return {"title": "Aktywni razem dalej", "slug": world.project.slug, "rule_pack": "esf-2014-2020"}


ROWS = {
    ("GET", "projects:projects"): who(rest=OK),
    ("GET", "projects:add_project"): who(adam=OK, rest=DENIED),
    ("POST", "projects:add_project"): who(sends=project, adam=GO, rest=DENIED),
    ("GET", "projects:correct_project"): who(to=of_project(), anna=OK, adam=OK, rest=DENIED),
    ("POST", "projects:correct_project"): who(
        to=of_project(), sends=corrected_project, anna=GO, adam=GO, rest=DENIED
    ),
    ("GET", "projects:withdraw_project"): who(to=of_project(), adam=OK, rest=DENIED),
    ("POST", "projects:withdraw_project"): who(to=of_project(), adam=BAD, rest=DENIED),
    ("GET", "projects:settings"): who(to=of_project(), **READ_THE_PLAN, rest=DENIED),
    ("GET", "projects:local_programme"): who(
        to=of_project(programme=lambda world: world.programme.slug), **READ_THE_PLAN, rest=DENIED
    ),
    ("GET", "projects:settings_part"): who(
        to=of_project(part=lambda world: "strona"), **READ_THE_PLAN, rest=DENIED
    ),
    ("POST", "projects:publish_project"): who(
        to=lambda world: {"slug": ready_project(world)}, anna=GO, adam=GO, rest=DENIED
    ),
    ("POST", "projects:hide_project"): who(to=of_project(), anna=GO, adam=GO, rest=DENIED),
    ("POST", "projects:publish_local_programme"): who(
        to=of_project(pk=ready_programme), anna=GO, rest=DENIED
    ),
    ("POST", "projects:hide_local_programme"): who(to=of_project(pk=shown_programme), anna=GO, rest=DENIED),
    **kept(
        "task",
        of_the_plan(Task, number=7, title="Rekrutacja"),
        by=PLANNERS,
        add=task,
        correct=task,
        withdraw=GO,
    ),
    **kept(
        "milestone",
        of_the_plan(Milestone, title="Pierwsza tura", planned_on=date(2018, 10, 1)),
        by=PLANNERS,
        add=milestone,
        correct=milestone,
        withdraw=GO,
    ),
    **kept(
        "page_section",
        of_the_plan(PageSection, heading="Po co", text="Dla sąsiadów."),
        by=PLANNERS,
        add=page_section,
        correct=page_section,
        withdraw=GO,
    ),
    **kept("finding", finding, by=PLANNERS, add=a_finding, correct=a_finding, withdraw=GO),
    **kept("terms", lambda w: w.terms.pk, by=PLANNERS, add=terms, correct=corrected_terms),
    **kept(
        "partnership",
        partnership_of_a_month,
        by=APPOINTERS,
        add=partnership,
        correct=partnership,
        withdraw=GO,
    ),
    **kept(
        "team_role",
        role_of_caseworker,
        by=APPOINTERS,
        add=team_role,
        correct=corrected_role,
        withdraw=GO,
    ),
    **kept("support_form", lambda w: w.training_form.pk, by=PLANNERS, add=support_form, correct=support_form),
    **kept(
        "local_programme",
        lambda w: w.programme.pk,
        by=PLANNERS,
        add=local_programme,
        correct=corrected_programme,
    ),
    **kept(
        "expected_result",
        result,
        by=PLANNERS,
        add=expected_result,
        correct=expected_result,
        withdraw=GO,
    ),
    **kept(
        "local_partner",
        partner_on_the_spot,
        by=PLANNERS,
        add=local_partner,
        correct=local_partner,
        withdraw=GO,
    ),
    **kept("round", lambda w: w.round.pk, by=PLANNERS, add=a_round, correct=a_round),
    **kept("group", lambda w: w.group.pk, by=PLANNERS, add=group, correct=group),
    ("GET", "projects:programmes"): who(anna=OK, adam=OK, rest=DENIED),
    **kept(
        "programme",
        lambda w: w.project.programme_id,
        by=APPOINTERS,
        add=programme,
        correct=programme,
        in_project=False,
    ),
    **kept(
        "priority",
        lambda w: w.project.measure.priority_id,
        by=APPOINTERS,
        add=priority,
        correct=priority,
        in_project=False,
    ),
    **kept(
        "measure",
        lambda w: w.project.measure_id,
        by=APPOINTERS,
        add=measure,
        correct=measure,
        in_project=False,
    ),
}
