"""The second centre, wholly invented: one project, two users, no public pages.

It proves that nothing crosses.
"""

from datetime import date, timedelta

from osnowa.casework.actions import note_contact
from osnowa.demo import facts
from osnowa.demo.names import People
from osnowa.demo.plan import SIGNED_ON, at, staff
from osnowa.indicators.actions.indicators import add_indicator
from osnowa.indicators.actions.targets import set_target
from osnowa.organisations.actions import directory
from osnowa.organisations.models import Centre, Organisation, Role
from osnowa.participants.actions import enrolments, persons
from osnowa.projects.actions import partnerships, projects, support_forms, team, terms
from osnowa.projects.models import Partnership

_PEOPLE = 6
_FIRST_CONTACT = date(2019, 3, 4)


def settle(centre: Centre, seed: int) -> None:
    """Enter the second centre in its own scope."""
    moment = at(SIGNED_ON)
    itself = directory.add_organisation(
        centre=centre, name=centre.name, kind=Organisation.Kind.CENTRE, by=None, at=moment
    )
    coordinator = staff(
        centre, "Darek Wilk", "darek.wilk@demo.example", itself, door="koordynacja w innym ośrodku"
    )
    worker = staff(centre, "Zofia Sarna", "zofia.sarna@demo.example", itself, door="")
    project = projects.create_project(
        centre=centre,
        slug="jaworzyn-razem",
        title="Jaworzyn razem",
        rule_pack="esf-2014-2020",
        lead="Projekt zmyślony, żeby pokazać, że ośrodki nie widzą siebie nawzajem.",
        by=coordinator,
        at=moment,
    )
    terms.add_terms(
        project=project,
        valid_from=SIGNED_ON,
        begins_on=date(2019, 1, 2),
        ends_on=date(2020, 12, 31),
        outcome_gain=facts.OUTCOME_GAIN,
        reason="Umowa o dofinansowanie (zmyślona)",
        by=coordinator,
        at=moment,
    )
    partnerships.add_partner(
        project=project,
        organisation=itself,
        part=Partnership.Part.LEADER,
        begins_on=SIGNED_ON,
        by=coordinator,
        at=moment,
    )
    for user, role in ((coordinator, Role.COORDINATOR), (worker, Role.SOCIAL_WORKER)):
        team.appoint(project=project, user=user, role=role, begins_on=SIGNED_ON, by=coordinator, at=moment)
    form = support_forms.plan_support_form(
        project=project,
        name="Praca socjalna",
        kind="active-integration",
        subkind="social",
        mode="individual",
        position=1,
        by=coordinator,
        at=moment,
    )
    everybody = add_indicator(
        project=project,
        code="uczestnicy",
        rule="participants",
        name="Liczba osób objętych wsparciem w projekcie",
        short_name="Uczestnicy projektu",
        kind="product",
        position=1,
        by=coordinator,
        at=moment,
    )
    set_target(
        indicator=everybody,
        valid_from=SIGNED_ON,
        value=20,
        reason="Umowa (zmyślona)",
        by=coordinator,
        at=moment,
    )
    # Other people than in the first centre, whatever the seed.
    people = People(seed + 1_000_003)
    for number in range(_PEOPLE):
        enrolled_on = _FIRST_CONTACT + timedelta(days=number)
        somebody = people.somebody("woman" if number % 2 else "man", on=enrolled_on)
        person = persons.register_person(
            centre=centre,
            first_name=somebody.first_name,
            last_name=somebody.last_name,
            sex=somebody.sex,
            birth_date=somebody.birth_date,
            pesel=somebody.pesel,
            phone=somebody.phone,
            postal_code="00-000",
            locality="Jaworzyn",
            synthetic_pesel=True,
            by=coordinator,
            at=at(enrolled_on),
        )
        enrolment = enrolments.enrol(
            person=person,
            project=project,
            enrolled_on=enrolled_on,
            education=3,
            labour_status="inactive",
            caseworker=worker,
            by=coordinator,
            at=at(enrolled_on),
        )
        note_contact(
            enrolment=enrolment,
            form=form,
            channel="personal",
            contacted_on=enrolled_on,
            minutes=45,
            note="Pierwsza rozmowa.",
            by=worker,
            at=at(enrolled_on, 12),
        )
