"""What somebody declared, agreed to and was told, as of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from osnowa.participants.models import Declaration, Enrolment, PrivacyNotice
from osnowa.projects.models import Project
from osnowa.rulepacks.registry import Entry, Pack


@dataclass(frozen=True)
class Said:
    """A declaration in the words of the rule pack; ``kind`` is None when the pack does not know the code."""

    declaration: Declaration
    label: str
    kind: Entry | None

    @property
    def is_consent(self) -> bool:
        """Whether it may be refused and withdrawn."""
        return bool(self.kind and self.kind.marks.get("consent"))

    @property
    def stands(self) -> bool:
        """Whether it was given and not withdrawn; who refused did answer, but nothing stands."""
        return self.declaration.is_given and self.declaration.withdrawn_on is None


def notice_in_force(project: Project, on: date) -> PrivacyNotice | None:
    """Return the version of the project's privacy notice handed out on ``on``; None before the first."""
    return PrivacyNotice.objects.filter(project=project, valid_from__lte=on).order_by("valid_from").last()


def notices_of(project: Project) -> list[PrivacyNotice]:
    """Return the versions of the project's privacy notice, the newest first."""
    return list(PrivacyNotice.objects.filter(project=project).order_by("-valid_from", "-pk"))


def declarations_of(enrolment: Enrolment, on: date, rules: Pack) -> list[Said]:
    """Return what was declared by ``on``, in the order of the pack's kinds, the latest of a kind first."""
    rows = Declaration.objects.current().filter(enrolment=enrolment, given_on__lte=on)
    return in_words(rows.select_related("notice", "scan"), rules)


def in_words(declarations: Iterable[Declaration], rules: Pack) -> list[Said]:
    """Return ``declarations`` in the words of ``rules``, in the order of their kinds."""
    kinds = rules.dictionaries["declaration_kinds"]
    order = {code: place for place, code in enumerate(kinds)}
    said = [
        Said(each, kinds[each.kind].label if each.kind in kinds else each.kind, kinds.get(each.kind))
        for each in declarations
    ]

    def place(each: Said) -> tuple[int, int]:
        row = each.declaration
        return order.get(row.kind, len(order)), -row.given_on.toordinal()

    return sorted(said, key=place)
