"""A whole project as the facts that checks and files ask, in as many statements for one person as for many.

Read in batches, so that memory does not grow with the number of people. Hidden cases are here too: the
register knows everybody. Who may read them is asked by ``access``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet

from osnowa.clock import reading
from osnowa.monitoring import facts
from osnowa.monitoring.checking import Checked, check, not_unique
from osnowa.monitoring.checking.faults import Fault, in_order_of_form
from osnowa.monitoring.filing import Filing, filing
from osnowa.monitoring.models import TechnicalId
from osnowa.organisations.models import Organisation
from osnowa.participants.countries import name_of
from osnowa.participants.models import Answer, Enrolment, Exit, FollowUp, IdentityPaper, Person
from osnowa.projects.models import Project
from osnowa.projects.queries.projects import period_of
from osnowa.rulepacks.registers import register, register_for
from osnowa.support.models import LedgerEntry

#: People read together.
AT_ONCE = 500
#: The check that tells the situation after leaving; the register takes it up to four weeks later.
AFTER_LEAVING = "four-weeks"


def filing_of(project: Project, on: date, *, to: str = "") -> Filing:
    """Return the occasion of reporting ``project`` on the day ``on``, to its own register or to ``to``.

    Raises:
        NoTranslation: no register takes the rule pack, or not this one.
        UnknownRegister: there is no register ``to``.
    """
    own = register(to) if to else register_for(project.rule_pack)
    return filing(own, project_facts(project, on), today=on)


def project_facts(project: Project, on: date) -> facts.Project:
    """Return what the checks ask of the project itself, as of the day ``on`` (at most three statements)."""
    period = period_of(project, on)
    bodies = Organisation.objects.filter(
        Exists(Enrolment.objects.filter(institution=OuterRef("pk"), project=project))
    )
    return facts.Project(
        number=project.agreement_number,
        rule_pack=project.rule_pack,
        begins_on=period.begins_on,
        ends_on=period.ends_on,
        institutions=tuple(facts.Institution(*each) for each in bodies.values_list("name", "nip")),
        is_synthetic=reading.in_demo(),
    )


def taking_part(project: Project, on: date) -> QuerySet[Enrolment]:
    """Return the participations of ``project`` known on the day ``on``, by their numbers."""
    return Enrolment.objects.filter(project=project, enrolled_on__lte=on).order_by("number", "pk")


def participations(filing: Filing, enrolments: QuerySet[Enrolment]) -> Iterator[facts.Participation]:
    """Yield ``enrolments`` as facts on the day of ``filing``, in their order; nine statements per batch."""
    keys = list(enrolments.values_list("pk", flat=True))
    for first in range(0, len(keys), AT_ONCE):
        yield from _batch(filing, keys[first : first + AT_ONCE])


def checked(filing: Filing, enrolments: QuerySet[Enrolment]) -> Iterator[Checked]:
    """Yield ``enrolments`` with all faults of each, those between people of the project included."""
    twice = _between_people(filing, enrolments)
    for who in participations(filing, enrolments):
        found: tuple[Fault, ...] = (*check(filing, who), *twice.get(who.key, ()))
        yield Checked(who, in_order_of_form(filing, found))


def _between_people(filing: Filing, enrolments: QuerySet[Enrolment]) -> Mapping[int, tuple[Fault, ...]]:
    """Return the faults of people who share an identifier, by participation.

    Only those whom the database suspects are read: equal fingerprints of a PESEL or of a paper's number,
    equal technical identifiers.
    """
    projects = Enrolment.objects.filter(pk__in=enrolments.order_by().values("pk")).values("project")
    whole = Enrolment.objects.filter(project__in=projects, enrolled_on__lte=filing.today)
    by_pesel = _shared(whole.filter(person__pesel_index__isnull=False), "person__pesel_index")
    papers = IdentityPaper.objects.filter(person__in=whole.values("person"), person__lacks_pesel=True)
    by_paper = _shared(papers, "number_index")
    ids = TechnicalId.objects.current().filter(enrolment__in=whole, register=filing.register.code)
    by_technical = _shared(ids, "value")
    suspected = {
        *whole.filter(person__pesel_index__in=by_pesel).values_list("pk", flat=True),
        *whole.filter(person__identity_papers__number_index__in=by_paper).values_list("pk", flat=True),
        *ids.filter(value__in=by_technical).values_list("enrolment", flat=True),
    }
    if not suspected:
        return {}
    return not_unique(filing, participations(filing, whole.filter(pk__in=suspected)))


def _shared(rows: QuerySet, column: str) -> list[str]:
    return list(
        rows.order_by()
        .values(column)
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
        .values_list(column, flat=True)
    )


def _batch(filing: Filing, keys: Sequence[int]) -> Iterator[facts.Participation]:
    on = filing.today
    found = {
        each.pk: each
        for each in Enrolment.objects.filter(pk__in=keys).select_related("person", "institution")
    }
    answers = _answers(keys)
    supports = _supports(keys, on)
    exits = _exits(keys, on)
    papers = _papers(found.values())
    technical = dict(
        TechnicalId.objects.current()
        .filter(enrolment__in=keys, register=filing.register.code)
        .values_list("enrolment", "value")
    )
    elsewhere = _elsewhere(found.values(), on)
    for key in keys:
        each = found[key]
        started_on = each.first_support_on
        yield facts.Participation(
            key=key,
            number=each.number,
            person=_person(each.person, papers.get(each.person_id, "")),
            started_on=started_on if started_on and started_on <= on else None,
            kind=each.kind,
            institution=each.institution.name if each.institution else "",
            education=each.education,
            labour_status=each.labour_status,
            answers={**answers.get(key, {}), **({"disability": each.disability} if each.disability else {})},
            supports=tuple(supports.get(key, ())),
            exit=exits.get(key),
            technical_id=technical.get(key, ""),
            other_projects=tuple(elsewhere.get(each.person_id, ())),
        )


def _answers(keys: Sequence[int]) -> dict[int, dict[str, str]]:
    said: dict[int, dict[str, str]] = defaultdict(dict)
    for each in Answer.objects.current().filter(enrolment__in=keys).order_by():
        said[each.enrolment_id][each.field] = each.said
    return said


def _supports(keys: Sequence[int], on: date) -> dict[int, list[facts.Support]]:
    """Return each form of support from its first day to its last; the ledger has an entry per meeting."""
    rows = (
        LedgerEntry.objects.current()
        .filter(enrolment__in=keys, began_on__lte=on)
        .order_by()
        .values_list("enrolment", "form__kind", "form__subkind")
        .annotate(first=Min("began_on"), last=Max("ended_on"))
        .order_by("first", "form__kind", "form__subkind")
    )
    found: dict[int, list[facts.Support]] = defaultdict(list)
    for enrolment, kind, subkind, first, last in rows:
        found[enrolment].append(facts.Support(kind, subkind, first, last))
    return found


def _exits(keys: Sequence[int], on: date) -> dict[int, facts.Exit]:
    """Return how each participation ended; what was found out within four weeks says more."""
    later = dict(
        FollowUp.objects.current()
        .filter(enrolment__in=keys, kind=AFTER_LEAVING, held_on__lte=on, is_unreachable=False)
        .values_list("enrolment", "situation")
    )
    rows = Exit.objects.current().filter(enrolment__in=keys, ended_on__lte=on).order_by()
    return {
        each.enrolment_id: facts.Exit(
            each.ended_on, (later.get(each.enrolment_id, each.situation),), each.on_path
        )
        for each in rows
    }


def _papers(enrolments: Iterable[Enrolment]) -> dict[int, str]:
    """Return the number of the first paper of each person without PESEL."""
    without = [each.person_id for each in enrolments if each.person.lacks_pesel]
    numbers: dict[int, str] = {}
    for paper in IdentityPaper.objects.filter(person__in=without).order_by("pk"):
        numbers.setdefault(paper.person_id, paper.number)
    return numbers


def _elsewhere(enrolments: Iterable[Enrolment], on: date) -> dict[int, list[str]]:
    """Return the titles of other projects of the same people, in which they are by the day ``on``."""
    people = {each.person_id: each.project_id for each in enrolments}
    rows = (
        Enrolment.objects.filter(person__in=list(people), enrolled_on__lte=on)
        .exclude(project__in=set(people.values()))
        .order_by("project__sort_key", "pk")
        .values_list("person", "project__title")
    )
    titles: dict[int, list[str]] = defaultdict(list)
    for person, title in rows:
        titles[person].append(title)
    return titles


def _person(person: Person, other_identifier: str) -> facts.Person:
    return facts.Person(
        first_name=person.first_name,
        last_name=person.last_name,
        pesel=person.pesel or "",
        lacks_pesel=person.lacks_pesel,
        other_identifier=other_identifier,
        sex=person.sex,
        sex_reason=person.sex_reason,
        birth_date=person.birth_date,
        country=name_of(person.country),
        voivodeship=person.voivodeship,
        powiat=person.powiat,
        gmina=person.gmina,
        locality=person.locality,
        postal_code=person.postal_code,
        street=person.street,
        house_number=person.house_number,
        flat_number=person.flat_number,
        degurba=person.degurba,
        phone=person.phone,
        email=person.email,
    )
