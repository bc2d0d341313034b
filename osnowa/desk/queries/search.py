"""What one word finds: people, projects and documents, each as far as whoever asks may know of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from osnowa.organisations.folding import search_norm
from osnowa.organisations.models import Role
from osnowa.participants.abilities import allowed
from osnowa.participants.access import may_list_people
from osnowa.participants.models import Enrolment, Ground, Person
from osnowa.participants.names import shown_to
from osnowa.participants.pesel import looks_like
from osnowa.participants.queries.grounds import described
from osnowa.participants.queries.people import (
    WITHOUT_PROJECT,
    PeopleFilters,
    PeopleList,
    PersonRow,
    people_listed,
)
from osnowa.participants.queries.visibility import caseload_of, persons_visible_to
from osnowa.projects.models import Project
from osnowa.projects.standing import Standing
from osnowa.rulepacks.registry import pack

#: So many of each kind stand on the page; the list of people shows all of them.
AT_MOST = 10
#: One letter finds half of a centre.
SHORTEST = 2
#: Longer than any name, number or sign of a document.
LONGEST = 100


@dataclass(frozen=True)
class FoundPeople:
    """The first of the participations found and how many there are, and the same of people in no project.

    ``only`` is the one person that all of them are, when it is one.
    """

    rows: Sequence[PersonRow]
    count: int
    outside: Sequence[PersonRow]
    outside_count: int
    only: Person | None

    @property
    def total(self) -> int:
        """How many rows there are in both lists."""
        return self.count + self.outside_count


@dataclass(frozen=True)
class FoundDocument:
    """A document behind a ground of support; ``words`` are those of the rule pack."""

    ground: Ground
    name: str
    words: str


@dataclass(frozen=True)
class Found:
    """What was found; ``people`` and ``documents`` are None where they are not for who asks."""

    people: FoundPeople | None
    projects: Sequence[Project]
    documents: Sequence[FoundDocument] | None
    documents_count: int = 0

    @property
    def total(self) -> int:
        """How many rows were found."""
        people = self.people.total if self.people else 0
        return people + len(self.projects) + self.documents_count


def is_long_enough(text: str) -> bool:
    """Return whether ``text`` has enough letters or digits to be searched for."""
    return len(search_norm(text).replace(" ", "")) >= SHORTEST


def found_by(who: Standing, text: str, projects: Iterable[Project]) -> Found:
    """Return what ``text`` finds for ``who``; ``projects`` are all they may know of.

    Words find names (with or without Polish letters), numbers in a project, projects, signs of documents; a
    whole PESEL finds one person, for those who read it, and nothing else. As many queries for one row as for
    many.
    """
    if looks_like(text):
        return Found(_people(who, PeopleFilters(pesel=text)), (), None)
    documents = (
        _documents(who, text) if who.is_any(Role.COORDINATOR, Role.AUDITOR, Role.SOCIAL_WORKER) else None
    )
    return Found(
        people=_people(who, PeopleFilters(words=text)),
        projects=[each for each in projects if _is_meant(each, text)],
        documents=None if documents is None else [_document(who, each) for each in documents[:AT_MOST]],
        documents_count=0 if documents is None else documents.count(),
    )


def _people(who: Standing, filters: PeopleFilters) -> FoundPeople | None:
    if not may_list_people(who):
        return None
    listed = people_listed(who, filters)
    known = listed.states.get(WITHOUT_PROJECT, 0)
    outside = people_listed(who, replace(filters, state=WITHOUT_PROJECT)) if known else None
    return FoundPeople(
        rows=listed.rows[:AT_MOST],
        count=listed.page.paginator.count,
        outside=outside.rows[:AT_MOST] if outside else (),
        outside_count=known,
        only=_only(listed, outside),
    )


def _only(*lists: PeopleList | None) -> Person | None:
    found = {row.person for listed in lists if listed for row in listed.rows}
    # Whoever names somebody in the journal needs to know no more of them.
    return Person(pk=found.pop()) if len(found) == 1 else None


def _is_meant(project: Project, text: str) -> bool:
    codes = [project.programme.code if project.programme else "", project.slug]
    name = search_norm(" ".join([project.title, *codes]))
    return all(word in name for word in search_norm(text).split())


def _documents(who: Standing, text: str) -> QuerySet[Any]:
    """Return the documents whose sign holds ``text``, of people whose grounds of support ``who`` reads.

    Those are the people of the projects that ``who`` coordinates or audits, and of the own caseload.
    """
    own = Exists(caseload_of(who).filter(enrolment=OuterRef("pk")))
    read = Q(project__in=who.projects_as(Role.COORDINATOR, Role.AUDITOR)) | Q(
        own, project__in=who.projects_as(Role.SOCIAL_WORKER)
    )
    enrolled = Enrolment.objects.filter(read, person=OuterRef("person"), enrolled_on__lte=who.on).order_by(
        "pk"
    )
    return (
        Ground.objects.current()
        .filter(
            Exists(enrolled),
            person__in=persons_visible_to(who).values("pk"),
            document_number__icontains=text.strip(),
        )
        .select_related("person")
        .annotate(rule_pack=Subquery(enrolled.values("project__rule_pack")[:1]))
        .order_by("document_number", "pk")
    )


def _document(who: Standing, ground: Any) -> FoundDocument:
    words = described([ground], pack(ground.rule_pack), who.on)[0]
    # Each of the three who find a document reads the name of its person, a hidden one too.
    name = shown_to(who, ground.person, abilities=allowed({"caseworker"}))
    return FoundDocument(ground, name, words.document)
