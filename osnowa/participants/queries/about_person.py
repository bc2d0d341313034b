"""What is kept about a person, table by table: each app declares its own, and the desk tells all of it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey, Model, Q, QuerySet

from osnowa.participants.models import (
    Answer,
    CaseworkerAssignment,
    Declaration,
    Enrolment,
    Exit,
    FollowUp,
    Ground,
    GroupMembership,
    HouseholdMember,
    IdentityPaper,
    Outcome,
    Person,
    ReasonedLook,
    Return,
)
from osnowa.participants.questions import answers_asked, header_of, in_words, register_of


def own_words(row: Model) -> Mapping[str, str]:
    """Return nothing: the fields of a row say themselves what they mean."""
    return {}


@dataclass(frozen=True)
class Source:
    """A table whose rows are about people.

    ``path`` leads from a row to its person, as in a filter; ``left_out`` are fields that are not told: the
    person's own key, and what is kept only to find or to order rows. ``beside`` are relations that the words
    of a row need; ``words`` gives those of fields whose values are codes of another room, by field.
    """

    model: type[Model]
    path: str
    left_out: Collection[str] = ()
    beside: Collection[str] = ()
    words: Callable[[Any], Mapping[str, str]] = own_words

    def rows(self, persons: Iterable[Person]) -> QuerySet[Model]:
        """Return the rows about any of ``persons`` in the order they came, replaced versions included; one
        query.
        """
        related = [field.name for field in self.model._meta.concrete_fields if isinstance(field, ForeignKey)]
        about = Q((f"{self.path}__in", [person.pk for person in persons]))
        rows = self.model._default_manager.filter(about).order_by("pk")
        return rows.select_related(*related, *self.beside) if related else rows


def of_enrolment(model: type[Model], *left_out: str, **more: Any) -> Source:
    """Return the source that ``model`` is, whose rows belong to a participation."""
    return Source(model, "enrolment__person", left_out, **more)


def _answered(answer: Answer) -> dict[str, str]:
    """Return question and answer in the words of the register; its codes where the question is gone."""
    register = register_of(answer.enrolment.project.rule_pack)
    column = answers_asked(register).get(answer.field) if register else None
    if register is None or column is None:
        return {}
    said = in_words(register, column, answer.said)
    return {"field": header_of(column), ("sealed" if answer.sealed else "value"): said}


ABOUT_PERSON = (
    Source(
        Person,
        "pk",
        ("search_norm", "sort_key", "sound", "second_sound", "pesel_index", "centre", "merged_into"),
    ),
    Source(IdentityPaper, "person", ("person", "centre", "number_index")),
    Source(HouseholdMember, "person", ("person",)),
    Source(Ground, "person", ("person",)),
    Source(Enrolment, "person", ("person",)),
    of_enrolment(Declaration),
    of_enrolment(Answer, beside=("enrolment__project",), words=_answered),
    of_enrolment(CaseworkerAssignment),
    of_enrolment(GroupMembership),
    of_enrolment(Outcome),
    of_enrolment(Exit),
    of_enrolment(Return),
    of_enrolment(FollowUp),
    Source(ReasonedLook, "person", ("person",)),
)
