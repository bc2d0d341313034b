"""The folder of a participation: which documents are there, what was declared, what is due after the exit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from osnowa.organisations.addresses import panel
from osnowa.participants import questions
from osnowa.participants.models import Enrolment, Exit, Ground, Outcome, Return
from osnowa.participants.queries.answers import StepState, answers_of, step_states, values_of
from osnowa.participants.queries.declarations import Said, declarations_of
from osnowa.participants.queries.follow_ups import Asking, askings_of
from osnowa.participants.queries.grounds import grounds_known_and_current
from osnowa.participants.queries.participation import current_exit, current_outcome
from osnowa.rulepacks.registry import Entry, pack

#: A document is asked for now, asked for only later, or there.
State = Literal["missing", "later", "there"]
_ORDER: tuple[State, ...] = ("missing", "later", "there")


@dataclass(frozen=True)
class Item:
    """One document of the checklist; ``detail`` says which one is there, ``address`` is where it is added.

    ``is_verified`` is false while nobody has seen in a source that it has to be there.
    """

    label: str
    state: State
    detail: str
    address: str
    is_verified: bool


@dataclass(frozen=True)
class Folder:
    """Everything that a participation's folder shows on a day; ``returns`` are the latest first."""

    enrolment: Enrolment
    checklist: list[Item]
    declarations: list[Said]
    ending: Exit | None
    returns: list[Return]
    askings: list[Asking]
    register: str
    steps: list[StepState]

    @property
    def missing_count(self) -> int:
        """How many documents are asked for now and not there."""
        return sum(item.state == "missing" for item in self.checklist)

    @property
    def complete_steps(self) -> int:
        """How many steps of the register's form lack nothing."""
        return sum(step.is_complete for step in self.steps)


def folder_of(enrolment: Enrolment, on: date) -> Folder:
    """Return the folder of ``enrolment`` as of ``on``; its person and project are at hand.

    As many queries whatever is in it. The caller has asked ``can.folder``.
    """
    rules = pack(enrolment.project.rule_pack)
    register = questions.register_of(rules.code)
    steps = step_states(register, values_of(enrolment, answers_of(enrolment))) if register else []
    declarations = declarations_of(enrolment, on, rules)
    ending = current_exit(enrolment, on)
    returns = Return.objects.current().filter(enrolment=enrolment, returned_on__lte=on)
    askings = askings_of(enrolment, ending, on)
    grounds, _current = grounds_known_and_current(enrolment.person, on, rules)
    proof = _Proof(
        enrolment=enrolment,
        declarations={each.declaration.kind: each for each in reversed(declarations)},
        grounds=[each.ground for each in grounds if each.state == Ground.State.VERIFIED and each.is_valid],
        outcome=current_outcome(enrolment, on),
        askings={each.kind.code: each for each in askings},
        steps=steps,
        has_ended=ending is not None,
    )
    checklist = [proof.item(entry) for entry in rules.entries("document_checklist")]
    return Folder(
        enrolment=enrolment,
        checklist=sorted(checklist, key=lambda item: _ORDER.index(item.state)),
        declarations=declarations,
        ending=ending,
        returns=list(returns.order_by("-returned_on")),
        askings=askings,
        register=register.label if register else "",
        steps=steps,
    )


@dataclass(frozen=True)
class _Proof:
    """What shows that a document of the checklist is there."""

    enrolment: Enrolment
    declarations: dict[str, Said]
    grounds: list[Ground]
    outcome: Outcome | None
    askings: dict[str, Asking]
    steps: list[StepState]
    has_ended: bool

    def item(self, entry: Entry) -> Item:
        """Return ``entry`` of the checklist as it stands; what no code here knows is missing."""
        kind = str(entry.marks.get("kind", ""))
        detail = next(self._found(str(entry.marks["proof"]), kind), "")
        waits = entry.marks.get("after") == "exit" and not self.has_ended
        state: State = "there" if detail else "later" if waits else "missing"
        address = self._address(str(entry.marks["proof"]), kind) if state == "missing" else ""
        return Item(entry.label, state, detail, address, entry.verified)

    def _found(self, proof: str, kind: str) -> Iterator[str]:
        match proof:
            case "declaration" if kind in self.declarations:
                yield _said(self.declarations[kind])
            case "ground" if self.grounds:
                yield _("sprawdzony, ważny od %(day)s") % {"day": date_format(self.grounds[0].valid_from)}
            case "answers" if self.steps and all(step.is_complete for step in self.steps):
                yield _("komplet")
            case "measurement" if self.outcome:
                yield date_format(self.outcome.before_on)
            case "second-measurement" if self.outcome and self.outcome.after_on:
                yield date_format(self.outcome.after_on)
            case "follow-up" if kind in self.askings and self.askings[kind].follow_up:
                yield date_format(self.askings[kind].follow_up.held_on)  # type: ignore[union-attr]

    def _address(self, proof: str, kind: str) -> str:
        match proof:
            case "declaration":
                return panel("participants:add_declaration", self.enrolment.pk) + f"?rodzaj={kind}"
            case "ground":
                return panel("participants:add_ground", self.enrolment.person_id)
            case "answers":
                return panel("participants:answers", self.enrolment.pk)
            case "follow-up":
                return panel("participants:follow_up", self.enrolment.pk, kind)
            case _:
                return panel("participants:measure", self.enrolment.pk)


def _said(said: Said) -> str:
    row = said.declaration
    if not row.is_given:
        return _("odmowa, %(day)s") % {"day": date_format(row.given_on)}
    if row.withdrawn_on:
        return _("zgoda wycofana %(day)s") % {"day": date_format(row.withdrawn_on)}
    version = _(", wersja %(version)s") % {"version": row.notice.version} if row.notice else ""
    return date_format(row.given_on) + version
