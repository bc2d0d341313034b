"""Maria with everything that her register asks, and how to give her more company."""

from collections.abc import Callable
from datetime import date
from itertools import count

import pytest

from osnowa.participants.models import Answer, Enrolment, IdentityPaper
from osnowa.support.models import LedgerEntry
from tests.cast import NOW, ROUND_BEGAN, World

ANSWERS = {
    "labour_substatus": "other",
    "migrant_or_minority": "no",
    "homeless": "no",
    "otherwise_disadvantaged": "no",
}
ADDRESS = {
    "voivodeship": "dolnośląskie",
    "powiat": "Wrocław",
    "gmina": "Wrocław",
    "locality": "Wrocław",
    "postal_code": "50-502",
    "house_number": "6",
    "degurba": 1,
    "phone": "+48717822322",
    "country": "PL",
}
#: Of women born on 3.05.1984, moved to the years of a demo.
PESELS = ("84650301241", "84650311112", "84650322226", "84650333330", "84650344444")


def complete(world: World, enrolment: Enrolment, pesel: str = "") -> Enrolment:
    """Give ``enrolment`` all that SL2014 asks."""
    person = enrolment.person
    for name, value in ADDRESS.items():
        setattr(person, name, value)
    if pesel:
        person.pesel, person.lacks_pesel = pesel, False
    person.save()
    enrolment.education, enrolment.labour_status, enrolment.disability = 3, "inactive", "no"
    enrolment.first_support_on = ROUND_BEGAN
    enrolment.save()
    for field, value in ANSWERS.items():
        Answer.objects.create(enrolment=enrolment, field=field, value=value, recorded_at=NOW)
    LedgerEntry.objects.create(
        enrolment=enrolment,
        form=world.contact_form,
        began_on=ROUND_BEGAN,
        ended_on=ROUND_BEGAN,
        source=f"casework.contact:{enrolment.pk}",
        recorded_at=NOW,
    )
    return enrolment


@pytest.fixture
def maria(here: World) -> Enrolment:
    """The participation of Maria, complete."""
    here.contact_form.subkind = "social"
    here.contact_form.save()
    person = here.enrolment.person
    person.birth_date = date(1984, 5, 3)
    person.sex = "woman"
    return complete(here, here.enrolment, PESELS[0])


@pytest.fixture
def one_more(here: World, maria: Enrolment) -> Callable[[], Enrolment]:
    """A function that adds one more complete participant, without PESEL but with a paper."""
    numbers = count(1)

    def add() -> Enrolment:
        enrolment = complete(here, here.enrol("Osoba", f"Kolejna{'abcdefgh'[next(numbers) % 8]}"))
        IdentityPaper.objects.create(
            centre=here.centre,
            person=enrolment.person,
            kind="passport",
            country="UA",
            number=f"AB{enrolment.pk:06d}",
            number_index=f"test-{enrolment.pk}",
        )
        return enrolment

    return add
