"""Identity papers: one paper says who one person is, and only the application reads its number."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from osnowa.errors import SentOtherwiseBefore
from osnowa.participants import actions, countries
from osnowa.participants.actions.papers import NoNumber, PaperTaken, UnknownCountry
from osnowa.participants.actions.persons import NothingChanged
from osnowa.participants.models import IdentityPaper
from tests.cast import NOW
from tests.participants.conftest import verbs

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def add_paper(here, cast):
    """Add a passport to Maria; what is not said is as in the example."""

    def add_paper(at=NOW, **facts):
        example = {"person": here.person, "kind": "passport", "country": "UA", "number": "fe 123-456"}
        return actions.add_paper(by=cast.sabina, at=at, **{**example, **facts})

    return add_paper


def test_the_number_is_kept_in_one_form_and_encrypted(add_paper):
    paper = add_paper(valid_until=date(2025, 5, 1))

    assert IdentityPaper.objects.get(pk=paper.pk).number == "FE123456"
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, number_index FROM participants_identitypaper")
        row = cursor.fetchone()
    assert "FE123456" not in str(row)
    assert verbs() == ["participants.identitypaper.added"]


@pytest.mark.parametrize(
    "facts", [{}, {"number": "FE123456"}, {"number": " Fe 12 34 56 "}], ids=["same", "capitals", "spaces"]
)
def test_the_same_paper_twice_is_refused(add_paper, here, facts):
    add_paper()

    with pytest.raises(PaperTaken):
        add_paper(person=here.stranger, **facts)


@pytest.mark.parametrize("facts", [{"country": "BY"}, {"kind": "residence-card"}, {"number": "FE123457"}])
def test_another_paper_is_another_paper(add_paper, here, facts):
    add_paper()

    assert add_paper(person=here.stranger, **facts).pk


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"number": " - "}, NoNumber),
        ({"country": "XX"}, UnknownCountry),
        ({"country": "EU"}, UnknownCountry),
        ({"kind": "library-card"}, ValidationError),
    ],
)
def test_what_is_no_paper_is_refused(add_paper, facts, refusal):
    with pytest.raises(refusal):
        add_paper(**facts)
    assert verbs() == []


def test_a_form_sent_twice_is_one_paper(add_paper):
    nonce = uuid.uuid4()

    first = add_paper(nonce=nonce)
    again = add_paper(nonce=nonce, at=LATER)

    assert first == again
    with pytest.raises(SentOtherwiseBefore):
        add_paper(nonce=nonce, country="BY")


def test_a_paper_is_corrected_and_withdrawn(add_paper, cast):
    paper = add_paper()

    corrected = actions.correct_paper(paper=paper, number="GG 1", by=cast.anna, at=LATER)
    with pytest.raises(NothingChanged):
        actions.correct_paper(paper=corrected, number="gg1", by=cast.anna, at=LATER)
    actions.withdraw_paper(paper=corrected, by=cast.anna, at=LATER)

    assert not IdentityPaper.objects.exists()
    assert add_paper(number="GG1").pk
    assert verbs()[:3] == [
        f"participants.identitypaper.{done}" for done in ("added", "corrected", "withdrawn")
    ]


def test_the_table_takes_no_paper_twice(add_paper, here):
    paper = add_paper()

    with pytest.raises(IntegrityError):
        IdentityPaper.objects.create(
            centre=here.centre,
            person=here.stranger,
            kind=paper.kind,
            country=paper.country,
            number="INNY",
            number_index=paper.number_index,
        )


def test_countries_stand_by_their_polish_names():
    known = countries.names()

    assert next(iter(known.items())) == ("PL", "Polska")
    assert known["UA"] == "Ukraina"
    assert not {"EU", "ZZ", "XA"} & known.keys()
    assert countries.name_of("QQ") == "QQ"
