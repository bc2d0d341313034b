"""What PAS-ja promised, and its community initiatives, entered by the verbs people use."""

from datetime import date, datetime
from functools import partial

from osnowa.demo import facts
from osnowa.demo.faults import INITIATIVE_WITHOUT_EVIDENCE
from osnowa.demo.paper import invented_scan
from osnowa.demo.people import Diary
from osnowa.demo.plan import SIGNED_ON, Plan, at
from osnowa.indicators.actions.indicators import add_indicator
from osnowa.indicators.actions.plans import plan_value
from osnowa.indicators.actions.targets import PartFacts, set_target
from osnowa.initiatives.actions import add_evidence, hold_initiative, plan_initiative


def promise(plan: Plan) -> None:
    """Enter the four indicators of the project with targets and planned values."""
    moment, by = at(SIGNED_ON), plan.coordinator
    for position, (code, rule, name, short_name, kind, target, planned) in enumerate(facts.INDICATORS, 1):
        indicator = add_indicator(
            project=plan.project,
            code=code,
            rule=rule,
            name=name,
            short_name=short_name,
            kind=kind,
            position=position,
            by=by,
            at=moment,
        )
        set_target(
            indicator=indicator,
            valid_from=SIGNED_ON,
            value=target,
            reason="Umowa o dofinansowanie",
            parts=_parts(plan) if code == facts.SPLIT_INDICATOR else [],
            by=by,
            at=moment,
        )
        for planned_on, value in planned:
            plan_value(indicator=indicator, planned_on=planned_on, value=value, by=by, at=moment)


def _parts(plan: Plan) -> list[PartFacts]:
    """Return how the demo's target of people is split: known for one group, invented else."""
    # A programme has a group in each round; its page speaks of the people of one.
    first, *_others = plan.groups[0]
    return [
        *(
            PartFacts(dimension="sex", key=sex, kind="share", value=n)
            for sex, n in facts.SPLIT_BY_SEX.items()
        ),
        *(PartFacts(dimension="round", key=turn, kind="share", value=n) for turn, n in facts.SPLIT_BY_ROUND),
        PartFacts(dimension="group", key=str(first.pk), kind="of_which", value=facts.ADDRESSEES),
    ]


def hold_initiatives(plan: Plan, told: Diary) -> None:
    """Put the fifteen initiatives into the diary, and one that nothing proves."""
    for held_on, programme, name, headcount in facts.INITIATIVES:
        _put(plan, told, held_on, programme, name, headcount, is_proved=True)
    name, day = INITIATIVE_WITHOUT_EVIDENCE
    _put(plan, told, date.fromisoformat(day), 6, name, 12, is_proved=False)


def _put(
    plan: Plan, told: Diary, held_on: date, programme: int, name: str, headcount: int, *, is_proved: bool
) -> None:
    told.on(at(held_on, 18), partial(_hold, plan, held_on, programme, name, headcount, is_proved))


def _hold(
    plan: Plan, held_on: date, programme: int, name: str, headcount: int, is_proved: bool, moment: datetime
) -> None:
    by = plan.coordinator
    round_index = 0 if held_on <= facts.ROUNDS[0][1] else 1
    initiative = plan_initiative(
        project=plan.project,
        group=plan.groups[round_index][programme],
        name=name,
        held_on=held_on,
        place=plan.places[programme % len(plan.places)],
        by=by,
        at=moment,
    )
    hold_initiative(initiative=initiative, headcount=headcount, by=by, at=moment)
    if is_proved:
        add_evidence(
            initiative=initiative,
            kind="report",
            description="Notatka ze zdarzenia i lista osób",
            upload=invented_scan("Notatka pokazowa (zmyslona)", name),
            original_place="Segregator PAS-ja, inicjatywy",
            by=by,
            at=moment,
        )
