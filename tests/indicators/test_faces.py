"""Both faces of every counting rule say the same, whatever people and dates there are."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from osnowa.indicators import counting
from osnowa.indicators.counting import Answer
from osnowa.indicators.models import Indicator, Target
from osnowa.indicators.queries import Part, members, table
from osnowa.indicators.queries.facts import RULES
from osnowa.indicators.queries.figures import asking
from osnowa.indicators.queries.members import facts_of
from osnowa.initiatives.models import Initiative, InitiativeEvidence
from osnowa.participants.models import Enrolment, Exit, Ground, Outcome, Person
from osnowa.projects.queries.standing import standing_of
from osnowa.rulepacks.registry import packs
from tests.cast import NOW, TODAY

DAY_ZERO = date(2019, 1, 1)
# Few days, so that equal ones are common: rules differ at their edges.
days = st.integers(0, 8).map(lambda number: DAY_ZERO + timedelta(days=number))


@dataclass(frozen=True)
class Invented:
    """A person with everything that rules look at."""

    person: dict
    enrolment: dict
    grounds: list
    ending: dict | None
    outcome: dict | None


@st.composite
def grounds(draw):
    begin = draw(days)
    state = draw(st.sampled_from(["verified", "verified", "awaiting", "rejected"]))
    return {
        "valid_from": begin,
        "valid_until": draw(st.none() | days.filter(lambda day: day >= begin)),
        "state": state,
        "decided_on": None if state == "awaiting" else draw(days),
        "rejection_reason": "nieczytelny" if state == "rejected" else "",
        "is_disability": draw(st.booleans()),
        "superseded_at": draw(st.sampled_from([None, None, None, NOW])),
    }


def endings(started_on):
    """Return ends on or after the day ``started_on``: of the first support, or of enrolling without any."""

    @st.composite
    def ending(draw):
        ended_on = started_on + timedelta(days=draw(st.integers(0, 8)))
        return {
            "ended_on": ended_on,
            "on_path": draw(st.booleans()),
            "outcome_due_on": ended_on + timedelta(days=draw(st.integers(0, 3))),
            "superseded_at": draw(st.sampled_from([None, None, None, NOW])),
        }

    return ending()


@st.composite
def outcomes(draw):
    gain, before_on = draw(st.integers(-1, 2)), draw(days)
    after_on = draw(st.none() | days.filter(lambda day: day >= before_on))
    return {
        "before_on": before_on,
        "before_points": Decimal(10),
        "after_on": after_on,
        "after_points": None if after_on is None else Decimal(10 + gain),
        "gain_hundredths": None if after_on is None else gain * 100,
        "superseded_at": draw(st.sampled_from([None, None, None, NOW])),
    }


def mostly(value, *others):
    """Now and then one of ``others``: a record is incomplete in one place rather than in all."""
    return st.sampled_from([value] * 12 + list(others))


@st.composite
def enrolments(draw):
    enrolled_on = draw(days)
    return {
        "enrolled_on": enrolled_on,
        "first_support_on": draw(st.none() | days.filter(lambda day: day >= enrolled_on)),
        "education": draw(mostly(0, 3, None)),
        "labour_status": draw(mostly("inactive", "")),
        "disability": draw(st.sampled_from(["yes", "no", ""])),
    }


@st.composite
def participations(draw):
    """Return an enrolment and its end, which nothing of it may follow."""
    enrolment = draw(enrolments())
    started_on = enrolment["first_support_on"] or enrolment["enrolled_on"]
    return enrolment, draw(st.none() | endings(started_on))


people = st.builds(
    lambda participation, **facts: Invented(enrolment=participation[0], ending=participation[1], **facts),
    person=st.fixed_dictionaries(
        {
            "first_name": mostly("Jan", ""),
            "sex": st.sampled_from(["woman", "man", "other", ""]),
            "birth_date": mostly(date(1980, 1, 1), None),
            "lacks_pesel": mostly(True, False),
            "pesel_index": mostly(None),
            "phone": mostly("601234567", ""),
            "email": mostly("jan@example.pl", ""),
            "postal_code": mostly("50-502", ""),
            "locality": mostly("Wrocław", ""),
        }
    ),
    participation=participations(),
    grounds=st.lists(grounds(), max_size=3),
    outcome=st.none() | outcomes(),
)
events = st.lists(
    st.tuples(days, st.sampled_from(["planned", "done", "cancelled"]), st.integers(0, 2)), max_size=4
)


def write(world, invented: list[Invented]) -> None:
    for number, each in enumerate(invented):
        person = Person.objects.create(
            centre=world.centre,
            last_name="Nowak",
            sort_key=f"{number:03}",
            search_norm="",
            registered_at=NOW,
            **each.person,
        )
        enrolment = Enrolment.objects.create(
            project=world.project, person=person, number=f"N/{number}", **each.enrolment
        )
        Ground.objects.bulk_create(
            Ground(person=person, kind="poverty", document_kind="decision", recorded_at=NOW, **facts)
            for facts in each.grounds
        )
        if each.ending:
            Exit.objects.create(
                enrolment=enrolment, reason="completed", situation="other", recorded_at=NOW, **each.ending
            )
        if each.outcome:
            Outcome.objects.create(enrolment=enrolment, instrument="ankieta", recorded_at=NOW, **each.outcome)


def write_events(world, invented) -> None:
    for number, (held_on, state, evidence) in enumerate(invented):
        event = Initiative.objects.create(
            project=world.project,
            name=f"Inicjatywa {number}",
            held_on=held_on,
            state=state,
            cancel_reason="deszcz" if state == "cancelled" else "",
            recorded_at=NOW,
        )
        for _ in range(evidence):
            InitiativeEvidence.objects.create(
                initiative=event,
                kind="list",
                description="lista",
                original_place="segregator",
                recorded_at=NOW,
            )


def with_examples(test):
    # The world is made once and never changed: each example is undone.
    return settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])(test)


@pytest.fixture
def empty(here):
    """The first world, whose threshold is one point, without its people and initiatives."""
    here.terms.outcome_gain = Decimal(1)
    here.terms.save()
    Ground.objects.all().delete()
    InitiativeEvidence.objects.all().delete()
    Initiative.objects.all().delete()
    Target.objects.all().delete()
    Indicator.objects.all().delete()
    return here


def days_of(question, code) -> Counter[date]:
    """How many began to count on each day, all rules asked at once."""
    found: Counter[date] = Counter()
    for each in question.begun(RULES)[code]:
        found[each.on] += each.number
    return found


def in_words(world, day) -> dict[int, dict[str, counting.Verdict]]:
    """What the explaining face says of every enrolment of the project, by rule."""
    enrolments = list(Enrolment.objects.filter(project=world.project).select_related("person"))
    facts = facts_of(enrolments, world.project, Decimal(1))
    return {
        each.pk: {code: rule(facts[each.pk], day) for code, rule in counting.OF_ENROLMENT.items()}
        for each in enrolments
    }


@given(invented=st.lists(people, min_size=1, max_size=8), day=days)
@with_examples
def test_both_faces_agree_on_people(empty, invented, day):
    with transaction.atomic():
        write(empty, invented)
        question = asking(empty.project, day)
        verdicts = in_words(empty, day)

        for code in counting.OF_ENROLMENT:
            of_rule = {key: verdict[code] for key, verdict in verdicts.items()}
            counted = {key for key, verdict in of_rule.items() if verdict.answer == Answer.COUNTED}
            nearly = {key for key, verdict in of_rule.items() if verdict.answer == Answer.NEARLY}

            assert set(question.who(code)) == counted
            assert set(question.who(code, Part.NEARLY)) == nearly
            begun = Counter(verdict.counted_on for verdict in of_rule.values() if verdict.counted_on)
            assert days_of(question, code) == begun
            assert all(bool(v.missing) == (v.answer != Answer.COUNTED) for v in of_rule.values())
        transaction.set_rollback(True)


@given(invented=events, day=days)
@with_examples
def test_both_faces_agree_on_initiatives(empty, invented, day):
    with transaction.atomic():
        write_events(empty, invented)
        question = asking(empty.project, day)
        rule = counting.OF_INITIATIVE["initiatives-held"]
        verdicts = {
            event.pk: rule(
                counting.InitiativeFacts(
                    held_on=event.held_on,
                    is_done=event.state == "done",
                    is_cancelled=event.state == "cancelled",
                    evidence=tuple(str(proof.pk) for proof in event.evidence.all()),
                ),
                day,
            ).answer
            for event in Initiative.objects.filter(project=empty.project)
        }

        for part, answer in ((Part.ALL, Answer.COUNTED), (Part.NEARLY, Answer.NEARLY)):
            asked = question.who("initiatives-held", part)
            assert set(asked) == {key for key, verdict in verdicts.items() if verdict == answer}
        transaction.set_rollback(True)


@given(invented=st.lists(people, min_size=1, max_size=8), held=events, day=days)
@with_examples
def test_every_list_is_as_long_as_its_number(empty, invented, held, day):
    who = standing_of(empty.coordinator, empty.centre, TODAY)
    with transaction.atomic():
        write(empty, invented)
        write_events(empty, held)
        for code in RULES:
            Indicator.objects.create(
                project=empty.project, code=code, rule=code, name=code, short_name=code, kind="product"
            )

        for row in table(empty.project, day, who).rows:
            for part, number in (
                (Part.ALL, row.total),
                (Part.WOMEN, row.women),
                (Part.MEN, row.men),
                (Part.OTHER, row.other),
            ):
                if number is not None:
                    listed = members(empty.project, row.indicator, day, who, part)
                    assert (listed.total, len(listed.rows)) == (number, number)
                    assert all(member.counted_on and member.counted_on <= day for member in listed.rows)
        transaction.set_rollback(True)


@pytest.mark.parametrize("code", sorted(packs()))
def test_every_rule_of_a_pack_has_two_faces(code):
    rules = packs()[code].dictionaries["indicator_rules"]

    for rule, entry in rules.items():
        in_words = {"enrolment": counting.OF_ENROLMENT, "initiative": counting.OF_INITIATIVE}
        assert rule in RULES
        assert rule in in_words[entry.marks["counts"]]
