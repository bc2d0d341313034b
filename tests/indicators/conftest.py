"""People of the first world who count, nearly count, and do not."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from osnowa.accounts.models import User
from osnowa.indicators.models import Indicator, PlannedValue, Target
from osnowa.participants.models import Enrolment, Exit, Ground, GroupMembership, Outcome, Person
from osnowa.projects.models import Group
from osnowa.projects.queries.standing import standing_of
from osnowa.projects.standing import Standing
from tests.cast import NOW, TODAY, Cast, World

SUPPORT = date(2018, 10, 2)


@dataclass
class Figures:
    """The world and the four indicators of its project."""

    world: World
    cast: Cast
    risk: Indicator
    disability: Indicator
    progress: Indicator
    events: Indicator

    @property
    def project(self):
        return self.world.project

    def who(self, somebody: User) -> Standing:
        """Return what somebody of the cast is today."""
        return standing_of(somebody, self.world.centre, TODAY)

    def supported(self, first_name: str, last_name: str, **fields: object) -> Enrolment:
        """Enrol somebody whose data are complete and who was supported on 2.10.2018."""
        enrolment = self.world.enrol(first_name, last_name, phone="601234567", **fields)
        enrolment.first_support_on = SUPPORT
        enrolment.save()
        return enrolment

    def ground(
        self, enrolment: Enrolment, *, is_disability: bool = False, kind: str = "", **fields: object
    ) -> Ground:
        """Give a verified document that holds since 2016."""
        facts = {"valid_from": date(2016, 9, 1), "state": "verified", "decided_on": SUPPORT, **fields}
        return Ground.objects.create(
            person=enrolment.person,
            kind=kind or ("disability" if is_disability else "poverty"),
            document_kind="disability-moderate" if is_disability else "centre-certificate",
            is_disability=is_disability,
            recorded_at=NOW,
            **facts,
        )

    def end(self, enrolment: Enrolment, *, gain: int | None = 6, **fields: object) -> None:
        """End the participation on the path on 31.01.2019; measured again unless ``gain`` is None."""
        facts = {
            "ended_on": date(2019, 1, 31),
            "outcome_due_on": date(2019, 4, 30),
            "on_path": True,
            **fields,
        }
        Exit.objects.create(
            enrolment=enrolment, reason="completed", situation="improved", recorded_at=NOW, **facts
        )
        if gain is not None:
            Outcome.objects.create(
                enrolment=enrolment,
                instrument="ankieta",
                before_on=SUPPORT,
                before_points=Decimal(20),
                after_on=date(2019, 2, 5),
                after_points=Decimal(20 + gain),
                gain_hundredths=gain * 100,
                recorded_at=NOW,
            )

    def partner_group(self) -> Group:
        """Create a group of the partner for whom Bartek works."""
        return Group.objects.create(
            project=self.project, partnership=self.world.partnership, name="Grupa partnera"
        )


@pytest.fixture
def figures(here: World, cast: Cast) -> Figures:
    """The four indicators of the first world; its one counted initiative, nobody counted yet."""

    def indicator(position: int, code: str, rule: str, name: str) -> Indicator:
        made, _ = Indicator.objects.update_or_create(
            project=here.project,
            code=code,
            defaults={
                "rule": rule,
                "name": name,
                "short_name": name,
                "kind": "product",
                "position": position,
            },
        )
        return made

    risk = indicator(1, "zagrozeni", "at-risk-supported", "Osoby zagrożone objęte wsparciem")
    disability = indicator(2, "ozn", "disability-supported", "Osoby z niepełnosprawnościami")
    progress = indicator(3, "postep", "social-progress", "Osoby, które osiągnęły postęp")
    events = indicator(4, "inicjatywy", "initiatives-held", "Przeprowadzone inicjatywy")
    for made, value in ((disability, 62), (progress, 110), (events, 15)):
        Target.objects.create(indicator=made, valid_from=date(2018, 9, 25), value=value, reason="umowa")
    PlannedValue.objects.create(indicator=risk, planned_on=date(2018, 10, 1), value=0)
    PlannedValue.objects.create(indicator=risk, planned_on=date(2019, 10, 1), value=365)
    return Figures(here, cast, risk, disability, progress, events)


@pytest.fixture
def people(figures: Figures) -> dict[str, Enrolment]:
    """Ewa and Łucja count everywhere, Adam for the risk; Andrzej and Grażyna nearly have a disability."""
    ewa = figures.supported("Ewa", "Ćwik")
    figures.ground(ewa, is_disability=True, valid_until=date(2020, 9, 30))
    figures.end(ewa)
    lucja = figures.supported("Łucja", "Łącka", is_hidden=True)
    figures.ground(lucja, is_disability=True)
    adam = figures.supported("Adam", "Lis", sex=Person.Sex.MAN)
    figures.ground(adam)
    figures.end(adam, gain=2)
    andrzej = figures.supported("Andrzej", "Źrebiec", sex=Person.Sex.MAN)
    figures.ground(andrzej, is_disability=True, valid_until=date(2018, 8, 31))
    grazyna = figures.supported("Grażyna", "Żurawska")
    figures.ground(
        grazyna,
        is_disability=True,
        state="rejected",
        decided_on=date(2019, 1, 15),
        rejection_reason="skan nieczytelny",
    )
    figures.ground(grazyna)
    return {"ewa": ewa, "lucja": lucja, "adam": adam, "andrzej": andrzej, "grazyna": grazyna}


def join(enrolment: Enrolment, group: Group) -> None:
    """Put somebody into a group since the round began."""
    GroupMembership.objects.create(enrolment=enrolment, group=group, joined_on=date(2018, 10, 1))
