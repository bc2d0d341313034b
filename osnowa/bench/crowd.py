"""A crowd project: any number of invented people with everything that figures read, and what proves it.

Written with a few bulk statements and without audit, so it belongs into a throw-away database or a demo only.
"""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from osnowa.accounts.models import User
from osnowa.casework.models import Contact
from osnowa.indicators.models import Indicator, PlannedValue, Target
from osnowa.initiatives.models import Initiative, InitiativeEvidence
from osnowa.organisations.folding import search_norm, sort_key
from osnowa.organisations.models import Centre
from osnowa.participants.models import Enrolment, Exit, Ground, GroupMembership, Outcome, Person
from osnowa.projects.models import Group, Project, SupportForm, Terms
from osnowa.support.models import LedgerEntry

BEGINS, ENDS = date(2018, 9, 25), date(2020, 6, 30)
RECORDED_AT = datetime(2018, 9, 25, 8, tzinfo=UTC)
REPLACED_AT = datetime(2018, 9, 26, 8, tzinfo=UTC)
GROUPS = 16
AT_ONCE = 2_000
FIRST_NAMES = ("Anna", "Barbara", "Łucja", "Zofia", "Marek", "Jan", "Święcisław", "Piotr")
LAST_NAMES = ("Nowak", "Żak", "Ćwik", "Łącka", "Świątek", "Wójcik", "Dąbek", "Koźmińska", "Zięba")
#: code, rule, name, target
INDICATORS = (
    (
        "at-risk",
        "at-risk-supported",
        "Osoby zagrożone ubóstwem lub wykluczeniem społecznym objęte wsparciem",
        0.9,
    ),
    ("disability", "disability-supported", "Osoby z niepełnosprawnościami objęte wsparciem", 0.3),
    (
        "progress",
        "social-progress",
        "Osoby, które osiągnęły postęp w rozumieniu efektywności społecznej",
        0.5,
    ),
    ("initiatives", "initiatives-held", "Przeprowadzone inicjatywy społeczne", 0.08),
)


def make(
    centre: Centre,
    people: int,
    *,
    worker: User,
    slug: str = "tlum",
    title: str = "",
    is_public: bool = True,
    seed: int = 1,
    progress: Callable[[int], object] = lambda count: None,
) -> Project:
    """Write a project of ``people`` enrolments into the scope of ``centre`` and return it.

    The same arguments give the same people. About one in ten is not supported yet, one in ten has no
    document, a third has one of a disability, half have ended, most of them with a second measurement.
    ``worker`` is whose contacts prove the support; ``progress`` gets the number of people just written.
    """
    dice = random.Random(seed)  # noqa: S311 - invented people, not secrets
    project = Project.objects.create(
        centre=centre, slug=slug, title=title or slug, rule_pack="esf-2014-2020", is_public=is_public
    )
    Terms.objects.create(
        project=project,
        valid_from=BEGINS,
        begins_on=BEGINS,
        ends_on=ENDS,
        outcome_gain=Decimal(3),
        reason="umowa",
    )
    groups = Group.objects.bulk_create(
        Group(project=project, name=f"Grupa {number}") for number in range(1, GROUPS + 1)
    )
    form = SupportForm.objects.create(
        project=project, name="Praca socjalna", kind="active-integration", mode=SupportForm.Mode.INDIVIDUAL
    )
    promise(project, people)
    for first in range(0, people, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, people))
        write_support(write_people(project, groups, numbers, dice), form, worker)
        progress(len(numbers))
    write_initiatives(project, groups, people // 12 + 1, dice)
    return project


def promise(project: Project, people: int) -> None:
    """Write the indicators of the project with targets and a plan."""
    for position, (code, rule, name, share) in enumerate(INDICATORS, start=1):
        indicator = Indicator.objects.create(
            project=project,
            code=code,
            rule=rule,
            name=name,
            short_name=name[:60],
            kind="product",
            position=position,
        )
        target = max(1, round(people * share))
        Target.objects.create(indicator=indicator, valid_from=BEGINS, value=target, reason="umowa")
        PlannedValue.objects.bulk_create(
            PlannedValue(indicator=indicator, planned_on=day, value=value)
            for day, value in ((BEGINS, 0), (date(2019, 6, 30), target // 2), (ENDS, target))
        )


def write_people(
    project: Project, groups: list[Group], numbers: range, dice: random.Random
) -> list[Enrolment]:
    """Write one portion of people with enrolments, grounds, exits and measurements; return the enrolments."""
    persons = Person.objects.bulk_create(person(project, number, dice) for number in numbers)
    enrolments = Enrolment.objects.bulk_create(
        enrolment(project, each, number, dice) for each, number in zip(persons, numbers, strict=True)
    )
    GroupMembership.objects.bulk_create(
        GroupMembership(enrolment=each, group=groups[each.pk % GROUPS], joined_on=each.enrolled_on)
        for each in enrolments
    )
    Ground.objects.bulk_create(ground for each in enrolments for ground in grounds(each, dice))
    ended = [each for each in enrolments if each.first_support_on and dice.random() < 0.55]
    exits = Exit.objects.bulk_create(exit_of(each, dice) for each in ended)
    Outcome.objects.bulk_create(outcome(each, dice) for each in exits if dice.random() < 0.9)
    return enrolments


def write_support(enrolments: list[Enrolment], form: SupportForm, worker: User) -> None:
    """Write the first support of everybody who has one: a personal contact and its entry in the ledger."""
    contacts = Contact.objects.bulk_create(
        Contact(
            enrolment=each,
            form=form,
            worker=worker,
            contacted_on=each.first_support_on,
            minutes=45,
            recorded_at=RECORDED_AT,
        )
        for each in enrolments
        if each.first_support_on
    )
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            enrolment_id=each.enrolment_id,
            form=form,
            began_on=each.contacted_on,
            ended_on=each.contacted_on,
            minutes=each.minutes,
            source=each.label,
            recorded_at=each.recorded_at,
        )
        for each in contacts
    )


def person(project: Project, number: int, dice: random.Random) -> Person:
    """Return an invented person; some lack a field without which nobody counts."""
    first_name, last_name = dice.choice(FIRST_NAMES), f"{dice.choice(LAST_NAMES)}-{number}"
    return Person(
        centre_id=project.centre_id,
        first_name=first_name,
        last_name=last_name,
        search_norm=search_norm(f"{first_name} {last_name}"),
        sort_key=sort_key(f"{last_name} {first_name}"),
        sex=dice.choices(["woman", "man", "other"], [60, 38, 2])[0],
        birth_date=date(1940, 1, 1) + timedelta(days=dice.randrange(22_000)),
        lacks_pesel=True,
        phone="" if dice.random() < 0.02 else "601234567",
        street="Hubska",
        postal_code="50-502",
        locality="Wrocław",
        registered_at=RECORDED_AT,
    )


def enrolment(project: Project, each: Person, number: int, dice: random.Random) -> Enrolment:
    """Return an enrolment on one of the first four hundred days."""
    enrolled_on = BEGINS + timedelta(days=dice.randrange(400))
    return Enrolment(
        project=project,
        person=each,
        number=f"{project.slug}/{number}",
        enrolled_on=enrolled_on,
        education=dice.choice([1, 2, 3, 5]),
        labour_status="" if dice.random() < 0.02 else "inactive",
        disability="no",
        first_support_on=None if dice.random() < 0.1 else enrolled_on + timedelta(days=dice.randrange(60)),
    )


def grounds(each: Enrolment, dice: random.Random) -> Iterator[Ground]:
    """Yield up to two grounds, and now and then a version that was replaced."""
    begin = each.enrolled_on - timedelta(days=200)

    def ground(*, is_disability: bool, state: str, replaced_at: datetime | None = None) -> Ground:
        until = None if dice.random() < 0.4 else begin + timedelta(days=dice.randrange(150, 900))
        decided = {} if state == "awaiting" else {"decided_on": each.enrolled_on}
        return Ground(
            person_id=each.person_id,
            kind="disability" if is_disability else "poverty",
            document_kind="disability-moderate" if is_disability else "centre-certificate",
            is_disability=is_disability,
            valid_from=begin,
            valid_until=until,
            state=state,
            rejection_reason="nieczytelny" if state == "rejected" else "",
            original_place="teczka",
            recorded_at=RECORDED_AT,
            superseded_at=replaced_at,
            **decided,
        )

    if dice.random() < 0.9:
        yield ground(is_disability=False, state=dice.choices(Ground.State.values, [5, 90, 5])[0])
    if dice.random() < 0.35:
        yield ground(is_disability=True, state=dice.choices(Ground.State.values, [5, 90, 5])[0])
    if dice.random() < 0.1:
        yield ground(is_disability=True, state="verified", replaced_at=REPLACED_AT)


def exit_of(each: Enrolment, dice: random.Random) -> Exit:
    """Return an exit within three hundred days of the first support, and within the project."""
    ended_on = min(ENDS, each.first_support_on + timedelta(days=dice.randrange(30, 300)))
    return Exit(
        enrolment=each,
        ended_on=ended_on,
        reason="completed",
        situation="improved",
        on_path=dice.random() < 0.85,
        outcome_due_on=ended_on + timedelta(days=91),
        recorded_at=RECORDED_AT,
    )


def outcome(end: Exit, dice: random.Random) -> Outcome:
    """Return a measurement; some have no second one yet, some came too late."""
    gain = dice.randrange(-2, 12)
    measured = dice.random() < 0.9
    return Outcome(
        enrolment_id=end.enrolment_id,
        instrument="ankieta",
        before_on=end.enrolment.first_support_on,
        before_points=Decimal(20),
        after_on=end.ended_on + timedelta(days=dice.randrange(-10, 110)) if measured else None,
        after_points=Decimal(20 + gain) if measured else None,
        gain_hundredths=gain * 100 if measured else None,
        recorded_at=RECORDED_AT,
    )


def write_initiatives(project: Project, groups: list[Group], count: int, dice: random.Random) -> None:
    """Write initiatives: most are done, most of those have evidence."""
    held = Initiative.objects.bulk_create(
        Initiative(
            project=project,
            group=dice.choice(groups),
            name=f"Inicjatywa {number}",
            held_on=BEGINS + timedelta(days=dice.randrange(600)),
            state="done" if dice.random() < 0.8 else "planned",
            recorded_at=RECORDED_AT,
        )
        for number in range(count)
    )
    InitiativeEvidence.objects.bulk_create(
        InitiativeEvidence(
            initiative=each,
            kind="list",
            description="lista",
            original_place="segregator",
            recorded_at=RECORDED_AT,
        )
        for each in held
        for _copy in range(dice.choice([0, 1, 1, 2]))
    )
