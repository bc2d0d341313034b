"""The plan of PAS-ja, entered by the same verbs that people use."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

from osnowa.accounts import actions as accounts
from osnowa.accounts.models import User
from osnowa.demo import facts
from osnowa.organisations.actions import directory, members
from osnowa.organisations.models import Area, Centre, Organisation, Place, Role, Unit
from osnowa.pages.actions import links, notices
from osnowa.projects.actions import (
    groups,
    local_programmes,
    partnerships,
    programmes,
    projects,
    publishing,
    rounds,
    steps,
    support_forms,
    team,
    terms,
)
from osnowa.projects.models import (
    Group,
    LocalProgramme,
    Partnership,
    ProgrammeRound,
    Project,
    SupportForm,
    TeamRole,
)

#: When the plan was typed: before the first day of the project.
SIGNED_ON = date(2018, 9, 3)


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """Return a moment of ``day`` in Polish time."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


@dataclass
class Plan:
    """What the generator of people needs to know of the plan."""

    centre: Centre
    project: Project
    administrator: User
    coordinator: User
    social_workers: list[User]
    trainers: list[User]
    forms: dict[str, SupportForm] = field(default_factory=dict)
    #: groups[round][programme], both from 0
    groups: list[list[Group]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


def staff(
    centre: Centre, name: str, email: str, organisation: Organisation, *, door: str, role: str = Role.STAFF
) -> User:
    """Add a member of staff; ``door`` is the label of their button on the sign-in page of the demo."""
    user = accounts.create_user(email=email, name=name, by=None, at=at(SIGNED_ON))
    members.add_membership(
        centre=centre,
        user=user,
        organisation=organisation,
        role=role,
        begins_on=SIGNED_ON,
        by=None,
        at=at(SIGNED_ON),
    )
    # Doors exist in a demo only, so no verb of the real system opens one.
    user.demo_role = door
    user.save(update_fields=["demo_role"])
    return user


def lay(centre: Centre) -> Plan:
    """Enter everything that stands before the first participant, in the scope of ``centre``."""
    moment = at(SIGNED_ON)
    own = _organisations(centre)
    administrator = _officers(centre, own)
    by = administrator
    for position, known in enumerate(facts.CONTACTS, 1):
        _unit(own["centre"], {**known, "position": position}, by)
    project = _project(centre, own["centre"], by)
    team_of = _team(project, own, by)
    plan = Plan(
        centre=centre,
        project=project,
        administrator=administrator,
        coordinator=team_of["coordinator"][0],
        social_workers=team_of["social_worker"],
        trainers=team_of["trainer"],
        places=[
            directory.add_place(centre=centre, name=name, address_line=line, by=by, at=moment)
            for name, line in facts.PLACES
        ],
    )
    plan.forms = _forms(project, by)
    _steps(plan, by)
    _local_programmes(plan, by)
    publishing.publish_project(project=project, by=by, at=moment)
    _beside_the_pages(plan, by)
    first = project.local_programmes.get(slug=facts.FIRST_PROGRAMME["slug"])
    publishing.publish_local_programme(programme=first, by=by, at=moment)
    return plan


def _beside_the_pages(plan: Plan, by: User) -> None:
    """Put up the notice of the pandemic, long before its first day, and the links."""
    moment = at(facts.DEMO_DAY)
    notices.add_notice(centre=plan.centre, by=by, at=moment, **facts.NOTICE)
    for of_project, title, address in facts.LINKS:
        project = plan.project if of_project else None
        links.add_link(centre=plan.centre, project=project, title=title, address=address, by=by, at=moment)


def _organisations(centre: Centre) -> dict[str, Organisation]:
    moment = at(SIGNED_ON)

    def add(name: str, kind: str) -> Organisation:
        return directory.add_organisation(centre=centre, name=name, kind=kind, by=None, at=moment)

    return {
        "centre": add(facts.CENTRE["name"], Organisation.Kind.CENTRE),
        "gmina": add("Gmina Wrocław", Organisation.Kind.GMINA),
        "partner": add(*facts.PARTNER),
    }


def _officers(centre: Centre, own: dict[str, Organisation]) -> User:
    found = {
        role: staff(centre, name, email, own["centre"], door=str(Role(role).label), role=role)
        for role, name, email in facts.OFFICERS
    }
    return found[Role.ADMINISTRATOR]


def _unit(organisation: Organisation, known: dict, by: User) -> Unit:
    moment = at(SIGNED_ON)
    unit = directory.add_unit(
        organisation=organisation,
        name=known["name"],
        team=known.get("team", ""),
        address_line=known.get("address_line", ""),
        hours=known.get("hours", ""),
        position=known.get("position"),
        by=by,
        at=moment,
    )
    reached = [
        (kind, *(value if isinstance(value, tuple) else (value, "")))
        for kind, values in (("phone", "phones"), ("fax", "faxes"), ("email", "emails"))
        for value in known.get(values, ())
    ]
    for position, (kind, value, purpose) in enumerate(reached):
        directory.add_contact_point(
            unit=unit, kind=kind, value=value, purpose=purpose, position=position, by=by, at=moment
        )
    return unit


def _project(centre: Centre, executing: Organisation, by: User) -> Project:
    moment = at(SIGNED_ON)
    programme = programmes.add_programme(centre=centre, by=by, at=moment, **facts.PROGRAMME)
    priority = programmes.add_priority(programme=programme, by=by, at=moment, **facts.PRIORITY)
    measure = programmes.add_measure(priority=priority, by=by, at=moment, **facts.MEASURE)
    project = projects.create_project(
        centre=centre,
        programme=programme,
        measure=measure,
        office=_unit(executing, facts.OFFICE, by),
        by=by,
        at=moment,
        **facts.PROJECT,
    )
    terms.add_terms(
        project=project,
        valid_from=SIGNED_ON,
        begins_on=facts.BEGINS_ON,
        ends_on=facts.ENDS_ON,
        total_pln=facts.TOTAL,
        eu_pln=facts.EU_PART,
        outcome_gain=facts.OUTCOME_GAIN,
        reason="Umowa o dofinansowanie",
        by=by,
        at=moment,
    )
    return project


def _team(project: Project, own: dict[str, Organisation], by: User) -> dict[str, list[User]]:
    moment = at(SIGNED_ON)

    def part(organisation: Organisation, kind: str, tasks: str = "") -> Partnership:
        return partnerships.add_partner(
            project=project,
            organisation=organisation,
            part=kind,
            tasks=tasks,
            begins_on=SIGNED_ON,
            by=by,
            at=moment,
        )

    part(own["gmina"], Partnership.Part.LEADER)
    part(own["centre"], Partnership.Part.EXECUTING_UNIT)
    partner = part(
        own["partner"], Partnership.Part.PARTNER, "Prowadzenie grup na jednym z osiedli (zmyślone)."
    )
    users: dict[str, list[User]] = {}
    for role, name, email, title in facts.STAFF:
        is_partner = role == Role.PARTNER_STAFF
        first_of_role = role not in users
        user = staff(
            project.centre,
            name,
            email,
            own["partner"] if is_partner else own["centre"],
            door=str(Role(role).label) if first_of_role else "",
        )
        team.appoint(
            project=project,
            user=user,
            role=role,
            title=title,
            partnership=partner if is_partner else None,
            begins_on=SIGNED_ON,
            # The controller's access ends by itself.
            ends_before=date(2020, 10, 1) if role == Role.AUDITOR else None,
            appointment="Zarządzenie dyrektora (zmyślone)",
            by=by,
            at=moment,
        )
        users.setdefault(role, []).append(user)
    return users


def _forms(project: Project, by: User) -> dict[str, SupportForm]:
    planned = {}
    for position, (name, heading, kind, subkind, mode, amount, unit, about, _meetings) in enumerate(
        facts.SUPPORT_FORMS, 1
    ):
        planned[name] = support_forms.plan_support_form(
            project=project,
            name=name,
            heading=heading,
            kind=kind,
            subkind=subkind,
            mode=mode,
            planned_amount=None if amount is None else Decimal(amount),
            unit=unit,
            description=about,
            position=position,
            by=by,
            at=at(SIGNED_ON),
        )
    return planned


def _steps(plan: Plan, by: User) -> None:
    leader = Partnership.objects.get(project=plan.project, part=Partnership.Part.EXECUTING_UNIT)
    moment = at(SIGNED_ON)
    for number, title in facts.TASKS:
        steps.add_task(
            project=plan.project,
            number=number,
            title=title,
            begins_on=facts.BEGINS_ON,
            ends_on=facts.ENDS_ON,
            partnership=leader,
            by=by,
            at=moment,
        )
    for planned_on, title in facts.MILESTONES:
        steps.add_milestone(project=plan.project, planned_on=planned_on, title=title, by=by, at=moment)


def _local_programmes(plan: Plan, by: User) -> None:
    moment = at(SIGNED_ON)
    first = facts.FIRST_PROGRAMME
    known = [(first["name"], first["slug"], first["areas"]), *facts.OTHER_PROGRAMMES]
    areas = {
        name: directory.add_area(centre=plan.centre, name=name, by=by, at=moment)
        for name in dict.fromkeys(name for _title, _slug, names in known for name in names)
    }
    partner = Partnership.objects.get(project=plan.project, part=Partnership.Part.PARTNER)
    of_the_project = TeamRole.objects.get(project=plan.project, user=plan.coordinator)
    coordinator = _coordinator_of_the_first(plan, by)
    made = []
    for number, (title, slug, names) in enumerate(known, 1):
        programme = local_programmes.add_local_programme(
            project=plan.project,
            number=number,
            slug=slug,
            name=title,
            is_categorial=not names,
            support_forms=[
                form
                for name, form in plan.forms.items()
                # Twelve forms stand in the published programme; the support group is not one of them.
                if number > 1 or not name.startswith("Grupa wsparcia")
            ],
            by=by,
            at=moment,
            **({key: first[key] for key in _TEXTS} if number == 1 else {"goal": facts.OTHER_GOAL}),
        )
        if number == 1:
            _details_of_the_first(plan, programme, by)
        else:
            _results(programme, facts.OTHER_RESULTS, by)
        made.append((programme, [areas[name] for name in names]))
    for round_index, (begins_on, ends_on, written) in enumerate(facts.ROUNDS):
        plan.groups.append(
            [
                _group(
                    plan,
                    programme,
                    its_areas,
                    round_index + 1,
                    (begins_on, ends_on, written),
                    coordinator=coordinator if programme.number == 1 else of_the_project,
                    partner=partner if programme.number == facts.PARTNER_PROGRAMME + 1 else None,
                    by=by,
                )
                for programme, its_areas in made
            ]
        )


_TEXTS = ("addressees", "diagnosis_method", "environment_diagnosis", "people_diagnosis", "goal")


def _details_of_the_first(plan: Plan, programme: LocalProgramme, by: User) -> None:
    moment = at(SIGNED_ON)
    for position, (kind, text) in enumerate(facts.FIRST_PROGRAMME["findings"], 1):
        local_programmes.add_finding(
            programme=programme, kind=kind, position=position, text=text, by=by, at=moment
        )
    _results(programme, facts.FIRST_PROGRAMME["results"], by)
    for name, kind, gives in facts.FIRST_PROGRAMME["partners"]:
        body = directory.add_organisation(centre=plan.centre, name=name, kind=kind, by=by, at=moment)
        local_programmes.add_local_partner(
            programme=programme, organisation=body, gives=gives, by=by, at=moment
        )


def _results(programme: LocalProgramme, texts: list[str], by: User) -> None:
    for position, text in enumerate(texts, 1):
        local_programmes.add_expected_result(
            programme=programme, position=position, text=text, by=by, at=at(SIGNED_ON)
        )


def _group(
    plan: Plan,
    programme: LocalProgramme,
    its_areas: list[Area],
    number: int,
    days: tuple[date, date, str],
    *,
    coordinator: TeamRole,
    partner: Partnership | None,
    by: User,
) -> Group:
    moment = at(SIGNED_ON)
    begins_on, ends_on, written = days
    planned: ProgrammeRound = rounds.plan_round(
        programme=programme,
        number=number,
        begins_on=begins_on,
        ends_on=ends_on,
        period_as_written=written,
        areas=its_areas,
        coordinator=coordinator,
        by=by,
        at=moment,
    )
    return groups.add_group(
        project=plan.project,
        round=planned,
        partnership=partner,
        name=f"PAL {programme.number}, tura {number}",
        capacity=14,
        by=by,
        at=moment,
    )


def _coordinator_of_the_first(plan: Plan, by: User) -> TeamRole:
    """Return who coordinates the published programme: a deputy head of a team, by an invented name."""
    centre_itself = Organisation.objects.get(centre=plan.centre, kind=Organisation.Kind.CENTRE)
    return team.appoint(
        project=plan.project,
        person_name="Irena Gajewska",
        role=Role.COORDINATOR,
        title="Koordynatorka PAL, zastępczyni kierownika zespołu",
        unit=_unit(centre_itself, facts.FIELD_TEAM, by),
        begins_on=SIGNED_ON,
        by=by,
        at=at(SIGNED_ON),
    )
