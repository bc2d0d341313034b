"""Who of a list the centre knows already: the port of ``verdicts.Register``, in few statements.

What the reader of the preview may not read is not asked: of somebody outside the project only that there is
such a record.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from osnowa.intake.faults import Said
from osnowa.intake.placing import OF_ENROLMENT, OF_PERSON
from osnowa.intake.verdicts import Known, Remark, Verdict
from osnowa.organisations.folding import search_norm
from osnowa.participants.likeness import Crowd, Identity, Likeness
from osnowa.participants.models import Enrolment, Person
from osnowa.projects.models import Project
from osnowa.secrets import blind_index

#: Numbers in one question; SQLite takes 250 000 variables, PostgreSQL 65 000.
AT_ONCE = 5_000
#: What a change is never made of: by the number two records are one already.
_COMPARED = tuple(name for name in OF_PERSON if name not in ("pesel", "lacks_pesel"))


class Centre:
    """The people of the centre of ``project``, as ``verdicts.judge`` asks for them."""

    def __init__(self, project: Project):
        self.project = project

    def holders(self, pesels: Collection[str]) -> Mapping[str, Known]:
        """Return who has which of ``pesels``, under the current index key or an older one."""
        tenant = self.project.centre_id
        number_of = {
            digest: number
            for number in pesels
            for digest in blind_index.digests(number, purpose="pesel", tenant=tenant)
        }
        found: dict[str, Known] = {}
        for some in _portions(sorted(number_of)):
            people = list(
                Person.objects.filter(centre=tenant, pesel_index__in=some, merged_into__isnull=True)
            )
            enrolments = {
                each.person_id: each
                for each in Enrolment.objects.filter(project=self.project, person__in=people)
            }
            for person in people:
                number = number_of[str(person.pesel_index)]
                found[number] = _known(person, number, enrolments.get(person.pk))
        return found

    def likely(self, people: Sequence[Identity]) -> Mapping[Hashable, list[tuple[Known, Likeness]]]:
        """Return for each of ``people`` whom of the centre it may be, the likeliest first.

        The list is held in memory and the centre passes by, so that memory is bounded by the list.
        """
        if not people:
            return {}
        tenant = self.project.centre_id
        crowd = Crowd(_by_index(each, tenant) for each in people)
        found: dict[Hashable, list[tuple[Known, Likeness]]] = {}
        for stranger in _everybody(tenant):
            for listed, likeness in crowd.like(stranger):
                found.setdefault(listed.ref, []).append((Known(stranger.ref, {}), likeness))
        return {ref: sorted(rows, key=lambda row: -row[1].points) for ref, rows in found.items()}


def with_other_names_refused(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return ``verdicts`` with those refused whose number belongs to somebody of another surname.

    One digit may make it somebody else's number, and nobody is enrolled by mistake.
    """
    known = [int(str(each.known)) for each in verdicts if each.kind == "same_person"]
    surnames: dict[Hashable, str] = {}
    for first in range(0, len(known), AT_ONCE):
        some = Person.objects.filter(pk__in=known[first : first + AT_ONCE])
        surnames |= dict(some.values_list("pk", "last_name"))
    return [
        replace(each, kind="refused", faults=(Remark("", "", "pesel", Said("pesel_of_other_name")),))
        if each.kind == "same_person" and not _same(surnames.get(each.known, ""), each)
        else each
        for each in verdicts
    ]


def _same(surname: str, verdict: Verdict) -> bool:
    return search_norm(surname) == search_norm(str(verdict.facts.get("last_name", "")))


def _everybody(tenant: int) -> Iterator[Identity]:
    rows = Person.objects.filter(centre=tenant, merged_into__isnull=True).order_by("pk")
    columns = ("first_name", "last_name", "birth_date", "pesel_index", "phone", "email", "pk")
    for first, last, born, index, phone, email, key in rows.values_list(*columns).iterator(chunk_size=2_000):
        yield Identity(first, last, born, index or "", phone, email, key)


def _by_index(person: Identity, tenant: int) -> Identity:
    number = blind_index.digest(person.pesel, purpose="pesel", tenant=tenant) if person.pesel else ""
    return Identity(
        person.first_name, person.last_name, person.birth_date, number, person.phone, person.email, person.ref
    )


def _known(person: Person, number: str, enrolment: Enrolment | None) -> Known:
    if enrolment is None:
        return Known(person.pk, {})
    facts: dict[str, Any] = {name: getattr(person, name) for name in _COMPARED}
    facts |= {name: getattr(enrolment, name) for name in OF_ENROLMENT}
    return Known(person.pk, {**facts, "pesel": number}, in_project=True)


def _portions(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(values), AT_ONCE):
        yield values[first : first + AT_ONCE]
