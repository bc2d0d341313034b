"""A project of 2025–2027, wholly invented: the one that reports to SM EFS.

On the demo's day all of it lies ahead: nobody takes part, nobody of its team has a role yet. Move the demo's
clock to the end of 2026, or ask the console for a later day.
"""

from datetime import date, timedelta
from random import Random

from osnowa.casework.actions import note_contact
from osnowa.demo.faults import IN_ESF_PLUS
from osnowa.demo.names import People
from osnowa.demo.plan import SIGNED_ON, Plan, at
from osnowa.organisations.models import Role
from osnowa.participants.actions import answers, enrolments, exits, papers, persons
from osnowa.projects.actions import projects, support_forms, team, terms
from osnowa.projects.models import Project, SupportForm

SLUG = "sasiedzki-krok"
BEGINS_ON, ENDS_ON = date(2025, 3, 3), date(2027, 8, 31)
#: By this day all its people take part, and nobody after it.
UNDER_WAY = date(2026, 11, 22)
PEOPLE = 24
SCOPE = "aktywna integracja osób zagrożonych wykluczeniem (zmyślony zakres)"
_FIRST_DAY = date(2025, 9, 8)
_SUBSTATUSES = {
    "unemployed": ("long-term-unemployed", "unemployed-other"),
    "inactive": ("not-in-education",),
    "employed": ("small-enterprise", "non-governmental", "employed-other"),
}


def run(plan: Plan, seed: int) -> Project:
    """Enter the project and its people in the scope of the first centre."""
    project = _project(plan)
    forms = [
        _form(plan, project, "Praca socjalna z uczestnikiem", "active-integration", "social", 1),
        _form(plan, project, "Poradnictwo psychologiczne", "counselling", "psychological", 2),
    ]
    # Other people than in the other projects, whatever the seed.
    people = People(seed + 2_000_003)
    for place in range(PEOPLE):
        _person(plan, project, forms, people, place)
    return project


def _project(plan: Plan) -> Project:
    by, moment = plan.administrator, at(SIGNED_ON)
    project = projects.create_project(
        centre=plan.centre,
        slug=SLUG,
        title="Sąsiedzki krok (projekt zmyślony)",
        rule_pack="esf-plus-2021-2027",
        agreement_number="FEDS.07.05-IP.02-0000/25",
        lead="Projekt zmyślony, żeby pokazać dane dla SM EFS w latach 2025–2027.",
        by=by,
        at=moment,
    )
    terms.add_terms(
        project=project,
        valid_from=BEGINS_ON,
        begins_on=BEGINS_ON,
        ends_on=ENDS_ON,
        reason="Umowa o dofinansowanie (zmyślona)",
        by=by,
        at=moment,
    )
    for user, role in (
        (plan.coordinator, Role.COORDINATOR),
        *((worker, Role.SOCIAL_WORKER) for worker in plan.social_workers),
    ):
        team.appoint(project=project, user=user, role=role, begins_on=BEGINS_ON, by=by, at=moment)
    return project


def _form(plan: Plan, project: Project, name: str, kind: str, subkind: str, position: int) -> SupportForm:
    return support_forms.plan_support_form(
        project=project,
        name=name,
        kind=kind,
        subkind=subkind,
        mode="individual",
        position=position,
        by=plan.administrator,
        at=at(SIGNED_ON),
    )


def _person(plan: Plan, project: Project, forms: list[SupportForm], people: People, place: int) -> None:
    """Let somebody join, answer, be supported twice, and every sixth leave again."""
    random: Random = people.random
    joined_on = _FIRST_DAY + timedelta(days=14 * place)
    somebody = people.somebody("woman" if place % 3 else "man", on=joined_on)
    worker = plan.social_workers[place % len(plan.social_workers)]
    # Every eighth comes from a third country, and the first of them has no PESEL.
    is_foreign, lacks_pesel = place % 8 == 2, place == 2
    moment = at(joined_on)
    person = persons.register_person(
        centre=plan.centre,
        first_name=somebody.first_name,
        last_name=somebody.last_name,
        sex=somebody.sex,
        birth_date=somebody.birth_date,
        pesel=None if lacks_pesel else somebody.pesel,
        lacks_pesel=lacks_pesel,
        phone=somebody.phone,
        street=f"ul. {somebody.street}",
        house_number=somebody.house_number,
        postal_code=somebody.postal_code,
        locality="Wrocław",
        gmina="Wrocław",
        powiat="Wrocław",
        voivodeship="dolnośląskie",
        degurba=1,
        synthetic_pesel=True,
        by=plan.coordinator,
        at=moment,
    )
    if lacks_pesel:
        papers.add_paper(
            person=person, kind="passport", country="UA", number="ZZ000001", by=plan.coordinator, at=moment
        )
    status = ("unemployed", "inactive", "employed")[place % 3]
    enrolment = enrolments.enrol(
        person=person,
        project=project,
        enrolled_on=joined_on,
        education=random.choice((2, 3, 3, 5)),
        labour_status=status,
        disability=random.choice(("no", "no", "yes", "refused")),
        caseworker=worker,
        by=plan.coordinator,
        at=moment,
    )
    said = {
        "citizenship": "third-country" if is_foreign else "polish",
        "third_country": "yes" if is_foreign else "no",
        "foreign_background": "yes" if is_foreign else "no",
        "minority": random.choice(("no", "no", "no", "refused")),
        "homeless": "no",
        "labour_substatus": random.choice(_SUBSTATUSES[status]),
        "support_scope": SCOPE,
    }
    left_out = {field for index, _code, field in IN_ESF_PLUS if index == place}
    answers.answer(
        enrolment=enrolment,
        answers={field: text for field, text in said.items() if field not in left_out},
        by=plan.coordinator,
        at=moment,
    )
    for days, form in zip((0, 21), forms, strict=True):
        day = joined_on + timedelta(days=days)
        note_contact(
            enrolment=enrolment,
            form=form,
            channel="personal",
            contacted_on=day,
            minutes=60,
            note="Rozmowa o następnym kroku.",
            by=worker,
            at=at(day, 12),
        )
    if place % 6 == 5 and place < PEOPLE - 1:
        ended_on = joined_on + timedelta(days=60)
        exits.end_participation(
            enrolment=enrolment,
            ended_on=ended_on,
            reason="completed",
            situation="improved",
            on_path=True,
            by=worker,
            at=at(ended_on, 15),
        )
