"""What the tests of people share: Maria of the cast, and verbs with a ready example of their facts."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from osnowa.audit.models import Entry
from osnowa.casework.models import Contact
from osnowa.initiatives.models import Initiative, InitiativeEvidence
from osnowa.participants import actions
from osnowa.participants.models import Enrolment, Ground, Person
from osnowa.trainings.models import Session
from tests.cast import NOW, Cast, World

PDF = b"%PDF-1.7\n% skan\n"


def scan(name: str = "skan.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def said(refusal: "pytest.ExceptionInfo[ValidationError]") -> dict[str, list[str]]:
    """Return what was refused, by field; ``__all__`` for the form as a whole."""
    error = refusal.value
    return error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}


def verbs() -> list[str]:
    """Return what the audit says happened, in order."""
    return list(Entry.objects.order_by("tenant", "number").values_list("verb", flat=True))


@pytest.fixture
def no_april(here: World) -> World:
    """Take away what the cast did in April, so that the project may end before it."""
    InitiativeEvidence.objects.all().delete()
    Initiative.objects.all().delete()
    Session.objects.all().delete()
    Contact.objects.all().delete()
    return here


@pytest.fixture
def register(here: World, cast: Cast) -> Callable[..., Person]:
    """Register a person; what is not said is as in the example; nobody asks who it is."""

    def register(at: datetime = NOW, **facts: object) -> Person:
        example = {"first_name": "Renata", "last_name": "Łącka", "is_somebody_else": True}
        return actions.register_person(
            centre=here.centre, by=cast.anna, at=at, synthetic_pesel=True, **{**example, **facts}
        )

    return register


@pytest.fixture
def enrol(here: World, cast: Cast) -> Callable[..., Enrolment]:
    """Enrol somebody in the project of the cast; what is not said is as in the example."""

    def enrol(person: Person, at: datetime = NOW, **facts: object) -> Enrolment:
        example = {"project": here.project, "enrolled_on": date(2019, 4, 1)}
        return actions.enrol(person=person, by=cast.anna, at=at, **{**example, **facts})

    return enrol


@pytest.fixture
def renata(register: Callable[..., Person], enrol: Callable[..., Enrolment]) -> Enrolment:
    """Somebody enrolled on 1.04.2019, in no group, of no caseload."""
    return enrol(register())


@pytest.fixture
def add_ground(here: World, cast: Cast) -> Callable[..., Ground]:
    """Add a ground to Maria; what is not said is as in the example."""

    def add_ground(at: datetime = NOW, **facts: object) -> Ground:
        example = {
            "person": here.person,
            "kind": "disability",
            "document_kind": "disability-moderate",
            "document_number": "ZON.12.2018",
            "valid_from": date(2018, 6, 1),
            "valid_until": date(2020, 5, 31),
            "by": cast.sabina,
        }
        return actions.add_ground(at=at, **{**example, **facts})

    return add_ground


@pytest.fixture
def measure(here: World, cast: Cast) -> Callable[..., object]:
    """Note the first measurement of Maria; what is not said is as in the example."""

    def measure(at: datetime = NOW, **facts: object) -> object:
        example = {
            "enrolment": here.enrolment,
            "instrument": "ankieta kompetencji",
            "before_on": date(2018, 10, 2),
            "before_points": Decimal(20),
        }
        return actions.measure_before(by=cast.sabina, at=at, **{**example, **facts})

    return measure
