"""Invented lives of participants: pure data, decided before anything is written.

``lives(seed)`` gives 180 people who count in the end, 62 of them with a valid disability document and 110
with progress, whatever the seed, and four faulty ones on top.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from osnowa.demo import facts
from osnowa.demo.faults import AMONG_THE_180, ON_TOP_OF_THE_180, Fault
from osnowa.demo.names import Invented, People

#: At least two personal contacts a month for eleven people in eleven months.
CONTACTS_OF_THE_FIRST_PROGRAMME = 242
_GROUNDS = ("benefits", "poverty", "unemployment", "illness", "helplessness", "violence", "addiction")
_DOCUMENTS = ("centre-certificate", "decision")
_DISABILITY_DOCUMENTS = (
    "disability-light",
    "disability-moderate",
    "disability-moderate",
    "disability-severe",
)
_STATUSES = ("unemployed-registered", "unemployed-unregistered", "inactive", "inactive", "employed")


@dataclass
class GroundSpec:
    """A ground of support with its document and what became of it."""

    kind: str
    document_kind: str
    valid_from: date
    valid_until: date | None
    verdict: str = "verified"
    reason: str = ""


@dataclass
class ContactSpec:
    """A contact: when, how, how long; ``form`` is the name of the form of support."""

    on: date
    channel: str = "personal"
    minutes: int | None = 45
    took_place: bool = True
    form: str = facts.INTENSIVE_WORK


@dataclass
class ExitSpec:
    """How a participation ended."""

    ended_on: date
    reason: str
    situation: str
    on_path: bool


@dataclass
class OutcomeSpec:
    """Measurement before, and after when there was one."""

    before_on: date
    before_points: Decimal
    after_on: date | None = None
    after_points: Decimal | None = None


@dataclass
class Life:
    """One participant from enrolment to the end; ``round`` and ``programme`` count from 0."""

    person: Invented
    round: int
    programme: int
    enrolled_on: date
    fault: Fault = Fault.NONE
    education: int | None = 2
    labour_status: str = "inactive"
    has_disability: bool = False
    makes_progress: bool = False
    grounds: list[GroundSpec] = field(default_factory=list)
    contacts: list[ContactSpec] = field(default_factory=list)
    exit: ExitSpec | None = None
    outcome: OutcomeSpec | None = None

    @property
    def counts(self) -> bool:
        """Whether this is one of the 180."""
        return self.fault not in {planted.fault for planted in ON_TOP_OF_THE_180}


def lives(seed: int) -> list[Life]:
    """Return all lives of PAS-ja, those of the first round first."""
    people = People(seed)
    found: list[Life] = []
    for round_index in range(len(facts.ROUNDS)):
        found += _round(people, round_index)
    return found


def _round(people: People, round_index: int) -> list[Life]:
    random = people.random
    begins_on, _ends_on, _written = facts.ROUNDS[round_index]
    members: list[Life] = []
    for programme, size in enumerate(facts.GROUP_SIZES[round_index]):
        # About 64 women of 100, as in the centre's other projects (invented).
        sexes = ["woman" if random.random() < 0.64 else "man" for _ in range(size)]
        for sex in sexes:
            first_days = 4 if programme == 0 else 16
            enrolled_on = _working_day(begins_on + timedelta(days=random.randrange(first_days)))
            members.append(_member(people, sex, round_index, programme, enrolled_on))
    if round_index == 0:
        _plant(people, members)
    _choose(random, members, round_index)
    for life in members:
        _live(random, life)
    if round_index == 0:
        _complete_first_programme(random, members)
    return members


def _member(people: People, sex: str, round_index: int, programme: int, enrolled_on: date) -> Life:
    random = people.random
    return Life(
        person=people.somebody(sex, on=enrolled_on),
        round=round_index,
        programme=programme,
        enrolled_on=enrolled_on,
        education=random.choice((1, 2, 2, 3, 3, 3, 4, 5)),
        labour_status=random.choice(_STATUSES),
        grounds=[_ground(random, enrolled_on)],
    )


def _ground(random: Random, enrolled_on: date) -> GroundSpec:
    return GroundSpec(
        kind=random.choice(_GROUNDS),
        document_kind=random.choice(_DOCUMENTS),
        valid_from=enrolled_on - timedelta(days=random.randint(5, 300)),
        valid_until=random.choice((None, None, date(2020, 12, 31))),
    )


def _plant(people: People, members: list[Life]) -> None:
    """Give the planted faults to people of the first round, and add those who come on top."""
    begins_on = facts.ROUNDS[0][0]
    taken: set[int] = set()
    for planted in AMONG_THE_180:
        index, life = next(
            (index, life)
            for index, life in enumerate(members)
            if life.programme == planted.programme and index not in taken
        )
        taken.add(index)
        life.fault = planted.fault
        if planted.fault is Fault.WAITING:
            life.enrolled_on = facts.DEMO_DAY - timedelta(days=5)
    for planted in ON_TOP_OF_THE_180:
        life = _member(
            people,
            people.random.choice(("woman", "man")),
            0,
            planted.programme,
            begins_on + timedelta(days=7),
        )
        life.fault = planted.fault
        ground = life.grounds[0]
        if planted.fault is Fault.GROUND_AWAITING:
            ground.verdict = "awaiting"
        elif planted.fault is Fault.GROUND_REJECTED:
            ground.verdict, ground.reason = "rejected", "Skan nieczytelny, potrzebny nowy."
        elif planted.fault is Fault.GROUND_EXPIRED:
            ground.valid_from, ground.valid_until = date(2017, 9, 1), date(2018, 8, 31)
        elif planted.fault is Fault.RECORD_INCOMPLETE:
            life.education, life.labour_status = None, ""
        members.append(life)


def _choose(random: Random, members: list[Life], round_index: int) -> None:
    """Choose who has a valid disability document and who makes progress."""
    plain = [life for life in members if life.fault is Fault.NONE]
    for life in random.sample(plain, facts.WITH_DISABILITY[round_index]):
        life.has_disability = True
        life.grounds.append(
            GroundSpec(
                kind="disability",
                document_kind=random.choice(_DISABILITY_DOCUMENTS),
                valid_from=life.enrolled_on - timedelta(days=random.randint(40, 900)),
                # Some lose validity later: who was counted on the first day stays counted.
                valid_until=random.choice((None, life.enrolled_on + timedelta(days=random.randint(60, 700)))),
            )
        )
    for life in members:
        if life.fault is Fault.DISABILITY_EXPIRED:
            life.grounds.append(
                GroundSpec("disability", "disability-moderate", date(2016, 9, 1), date(2018, 8, 31))
            )
        elif life.fault is Fault.DISABILITY_REJECTED:
            life.grounds.append(
                GroundSpec(
                    "disability",
                    "disability-light",
                    date(2017, 5, 10),
                    None,
                    "rejected",
                    "Skan nieczytelny, potrzebny nowy.",
                )
            )
    for life in random.sample(plain, facts.WITH_PROGRESS[round_index]):
        life.makes_progress = True
    if round_index == 0:
        # Nine found work early and were measured before the demo's day: the third figure is not nought there.
        # The first programme keeps its eleven people until its end.
        elsewhere = [life for life in plain if life.makes_progress and life.programme > 0]
        early = random.sample(elsewhere, 9)
        for life in early:
            ended_on = _working_day(date(2019, 2, 11) + timedelta(days=random.randrange(40)))
            life.exit = ExitSpec(ended_on, "employment", "employed", on_path=True)


def _live(random: Random, life: Life) -> None:
    """Fill in contacts, the end and the measurements."""
    _ending(random, life)
    life.contacts = sorted(_contacts(random, life), key=lambda contact: contact.on)


def _ending(random: Random, life: Life) -> None:
    before_on = _working_day(life.enrolled_on + timedelta(days=random.randint(1, 12)))
    before_points = Decimal(random.randint(18, 36))
    ends_on = facts.ROUNDS[life.round][1]
    if life.fault is Fault.SEEN_ONCE:
        life.exit = ExitSpec(date(2019, 2, 28), "resignation", "none", on_path=False)
        return
    is_last_round = life.round == len(facts.ROUNDS) - 1
    if life.exit is None:
        # In the last round everybody ends in time to be measured before the project does.
        ended_on = (
            _working_day(date(2020, 5, 18) + timedelta(days=random.randrange(20)))
            if is_last_round
            else ends_on
        )
        on_path = life.makes_progress or random.random() < 0.6
        life.exit = (
            ExitSpec(ended_on, "completed", random.choice(("improved", "improved", "seeking")), on_path=True)
            if on_path
            else ExitSpec(ended_on, "resignation", "none", on_path=False)
        )
    life.outcome = OutcomeSpec(before_on, before_points)
    gain = random.randint(int(facts.OUTCOME_GAIN), 14)
    latest = facts.ENDS_ON if is_last_round else life.exit.ended_on + timedelta(days=85)
    if life.exit.ended_on < facts.DEMO_DAY:
        latest = facts.DEMO_DAY - timedelta(days=4)
    after_on = life.exit.ended_on + timedelta(
        days=random.randint(1, max(1, (latest - life.exit.ended_on).days))
    )
    if life.makes_progress:
        life.outcome.after_on, life.outcome.after_points = after_on, before_points + gain
    elif random.random() < 0.7:
        # Measured, but too little was gained.
        life.outcome.after_on = after_on
        life.outcome.after_points = before_points + random.randint(-2, int(facts.OUTCOME_GAIN) - 1)


def _contacts(random: Random, life: Life) -> Iterator[ContactSpec]:
    last = life.exit.ended_on if life.exit else facts.ROUNDS[life.round][1]
    if life.fault is Fault.SEEN_ONCE:
        yield ContactSpec(_working_day(life.enrolled_on + timedelta(days=2)))
        return
    # The one who waits has nothing until the demo's day; the first contact comes a week later.
    first = facts.DEMO_DAY + timedelta(days=7) if life.fault is Fault.WAITING else life.enrolled_on
    yield ContactSpec(_working_day(first), minutes=60)
    for month_first, month_last in _months(first, last):
        personal = 2 + (random.random() < 0.3) if life.programme == 0 else 2 - (random.random() < 0.12)
        for _ in range(personal):
            yield ContactSpec(
                _day_between(random, month_first, month_last), minutes=random.choice((30, 45, 45, 60, 90))
            )
        if random.random() < 0.1:
            yield ContactSpec(
                _day_between(random, month_first, month_last), "phone", random.choice((5, 10, 15))
            )
        if random.random() < 0.04:
            yield ContactSpec(
                _day_between(random, month_first, month_last), "personal", None, took_place=False
            )
    for form in ("Indywidualne poradnictwo socjalne", "Trening nowoczesnych technologii"):
        # Counselling is told of the published programme; elsewhere a third of the people had some.
        for _ in range(random.choice((1, 1, 2)) if life.programme == 0 else random.choice((0, 0, 1))):
            yield ContactSpec(_day_between(random, first, last), minutes=60, form=form)


def _complete_first_programme(random: Random, members: list[Life]) -> None:
    """Add personal contacts until the first programme has its 242 by the end of its round."""
    here = [life for life in members if life.programme == 0]
    regular = [life for life in here if life.fault is Fault.NONE]
    while _personal_contacts(here) < CONTACTS_OF_THE_FIRST_PROGRAMME:
        life = random.choice(regular)
        life.contacts.append(ContactSpec(_day_between(random, date(2019, 5, 1), date(2019, 7, 31))))
        life.contacts.sort(key=lambda contact: contact.on)


def _personal_contacts(members: list[Life]) -> int:
    return sum(
        contact.took_place and contact.channel == "personal" and contact.form == facts.INTENSIVE_WORK
        for life in members
        for contact in life.contacts
    )


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the months from ``first`` to ``last``, the outer two only as far as these days."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        end = date(year, month, monthrange(year, month)[1])
        yield max(first, date(year, month, 1)), min(last, end)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _day_between(random: Random, first: date, last: date) -> date:
    """Return a random day, moved to a working day when there is one between ``first`` and ``last``."""
    day = first + timedelta(days=random.randrange((last - first).days + 1))
    for moved in (_working_day(day), day - timedelta(days=day.weekday() - 4 if day.weekday() > 4 else 0)):
        if first <= moved <= last:
            return moved
    return day


def _working_day(day: date) -> date:
    """Return ``day``, or the Monday after when it is a Saturday or a Sunday."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day
