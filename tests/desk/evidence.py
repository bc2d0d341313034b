"""What happened in a world of the cast: contacts, meetings and marks, written by the verbs people use."""

from datetime import date, time, timedelta
from typing import Any

from osnowa.casework.actions import note_contact
from osnowa.casework.models import Contact
from osnowa.indicators.models import Indicator, PlannedValue, Target
from osnowa.participants.models import Enrolment, Ground, Person
from osnowa.trainings.actions import mark_session
from osnowa.trainings.models import MarkBatch, Session
from tests.cast import NOW, ROUND_BEGAN, TODAY, World


def completed(enrolment: Enrolment) -> Enrolment:
    """Fill the one core field that people of the cast lack."""
    Person.objects.filter(pk=enrolment.person_id).update(phone="+48601234567")
    return enrolment


def counted(world: World, number: int, on: date) -> list[Enrolment]:
    """Enrol ``number`` people who are complete, proved and first supported on ``on``."""
    found = world.crowd(number)
    for enrolment in found:
        completed(enrolment)
        Enrolment.objects.filter(pk=enrolment.pk).update(first_support_on=on)
        Ground.objects.create(
            person=enrolment.person,
            kind="poverty",
            document_kind="centre-certificate",
            valid_from=ROUND_BEGAN,
            state=Ground.State.VERIFIED,
            decided_on=ROUND_BEGAN,
            recorded_at=NOW,
        )
    return found


def four_indicators(world: World) -> None:
    """Give the project three indicators of people and one of initiatives, each with a target and a plan."""
    rules = {
        "zagrozeni": "at-risk-supported",
        "ozn": "disability-supported",
        "postep": "social-progress",
        "inicjatywy": "initiatives-held",
    }
    for position, (code, rule) in enumerate(rules.items(), 1):
        facts = {"rule": rule, "name": code, "short_name": code, "kind": "product", "position": position}
        indicator, _created = Indicator.objects.update_or_create(
            project=world.project, code=code, defaults=facts
        )
        Target.objects.get_or_create(
            indicator=indicator, valid_from=date(2018, 9, 25), defaults={"value": 10, "reason": "umowa"}
        )
        PlannedValue.objects.create(indicator=indicator, planned_on=date(2019, 10, 1), value=10)


def met(world: World, enrolment: Enrolment, on: date = TODAY, **facts: Any) -> Contact:
    """Note a personal contact of half an hour by the world's caseworker."""
    given = {"channel": "personal", "minutes": 30, "note": "Rozmowa o długach.", **facts}
    return note_contact(
        enrolment=enrolment,
        form=world.contact_form,
        contacted_on=on,
        by=world.caseworker,
        at=NOW,
        **given,
    )


def meeting(world: World, number: int, on: date, **facts: Any) -> Session:
    """Plan a meeting of the world's edition from 16:00 to 18:00."""
    given = {"begins_at": time(16), "ends_at": time(18), **facts}
    return Session.objects.create(edition=world.edition, number=number, held_on=on, **given)


def marked(world: World, held: Session, statuses: dict[Enrolment, str]) -> MarkBatch | None:
    """Mark participants of a meeting by its trainer."""
    marks = {enrolment.pk: (status, None, None) for enrolment, status in statuses.items()}
    return mark_session(session=held, marks=marks, by=world.trainer, at=NOW)


def days_ago(days: int) -> date:
    """Return the day so many days before the cast's today."""
    return TODAY - timedelta(days=days)
