"""Contacts somebody may read, contacts of a month, and what contacts say should stand in the ledger."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from osnowa.casework import compliance
from osnowa.casework.models import Contact
from osnowa.organisations.models import Role
from osnowa.participants.models import Enrolment, Exit
from osnowa.participants.queries.about_person import of_enrolment
from osnowa.participants.queries.visibility import caseload_of
from osnowa.projects.models import Project
from osnowa.projects.standing import Standing
from osnowa.rulepacks.registry import pack
from osnowa.support.queries import LedgerRow

#: What of casework is kept about a person.
ABOUT_PERSON = (of_enrolment(Contact),)


def contacts_visible_to(who: Standing) -> QuerySet[Contact]:
    """Return all versions of the contacts ``who`` may know of.

    Those of the projects they coordinate or audit, and of their own caseload; partner staff those they wrote.
    """
    mine = Q(enrolment__project__in=who.projects_as(Role.COORDINATOR, Role.AUDITOR)) | Q(
        worker=who.user, enrolment__project__in=who.projects_as(Role.PARTNER_STAFF)
    )
    if projects := who.projects_as(Role.SOCIAL_WORKER):
        mine |= Q(enrolment__in=caseload_of(who).values("enrolment"), enrolment__project__in=projects)
    return Contact.objects.filter(mine)


def contacts_of_person(who: Standing, person_id: int) -> QuerySet[Contact]:
    """Return the current contacts with a person up to today that ``who`` may know of, newest first."""
    return (
        contacts_visible_to(who)
        .filter(enrolment__person=person_id, contacted_on__lte=who.on, superseded_at__isnull=True)
        .select_related("enrolment__project", "enrolment__person", "form", "worker", "place")
        .order_by("-contacted_on", F("began_at").desc(nulls_last=True), "-pk")
    )


def last_version(who: Standing, series: UUID) -> Contact | None:
    """Return the newest version of a contact up to today that ``who`` may know of, or None.

    It is current or withdrawn.
    """
    newest = (
        contacts_visible_to(who)
        .filter(series=series)
        .select_related("enrolment__project", "enrolment__person", "form", "worker", "place")
        .order_by("-pk")
        .first()
    )
    # Asked of the newest version only: an older one of an earlier day is not what the contact is now.
    return newest if newest and newest.contacted_on <= who.on else None


@dataclass(frozen=True)
class MonthOfContacts:
    """The contacts of one participant in one month up to a day.

    ``personal`` took place face to face, ``remote`` by phone or online, ``attempts`` did not take place.
    ``last_on`` and ``last_channel`` are of the newest that took place, in any month.
    """

    required: int
    personal: int = 0
    remote: int = 0
    attempts: int = 0
    last_on: date | None = None
    last_channel: str = ""

    @property
    def missing(self) -> int:
        """How many personal contacts the month still needs."""
        return max(self.required - self.personal, 0)


def contacts_this_month(enrolments: Iterable[Enrolment], on: date) -> dict[int, MonthOfContacts]:
    """Return the contacts of the month of ``on`` (up to that day) by id of the enrolment; two queries.

    What is required follows from the participation: from the first support (or the enrolment, while there is
    none) to the exit.
    """
    ids = [enrolment.pk for enrolment in enrolments]
    month = compliance.first_of_month(on)
    known = Contact.objects.current().filter(contacted_on__lte=on)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    of_month = known.filter(enrolment__in=ids, contacted_on__gte=month).order_by()
    for pk, channel, took_place in of_month.values_list("enrolment", "channel", "took_place"):
        is_personal = channel == Contact.Channel.PERSONAL
        counts[pk]["attempts" if not took_place else "personal" if is_personal else "remote"] += 1
    newest = known.filter(enrolment=OuterRef("pk"), took_place=True).order_by("-contacted_on", "-pk")
    ended = Exit.objects.current().filter(enrolment=OuterRef("pk"), ended_on__lte=on)
    rows = Enrolment.objects.filter(pk__in=ids).select_related("project")
    rows = rows.annotate(
        last_on=Subquery(newest.values("contacted_on")[:1]),
        last_channel=Subquery(newest.values("channel")[:1]),
        ended_on=Subquery(ended.values("ended_on")[:1]),
    )
    return {
        row.pk: MonthOfContacts(
            required=compliance.required_in(
                month, since=_since(row, on), until=row.ended_on, minimum=minimum_of(row.project)
            ),
            personal=counts[row.pk]["personal"],
            remote=counts[row.pk]["remote"],
            attempts=counts[row.pk]["attempts"],
            last_on=row.last_on,
            last_channel=row.last_channel or "",
        )
        for row in rows
    }


def months_of_contacts(enrolment: Enrolment, on: date) -> list[compliance.Month]:
    """Return every month of a participation up to ``on``, oldest first, with its personal contacts."""
    personal = Contact.objects.current().filter(
        enrolment=enrolment, channel=Contact.Channel.PERSONAL, took_place=True
    )
    ended = Exit.objects.current().filter(enrolment=enrolment, ended_on__lte=on)
    ended_on = ended.values_list("ended_on", flat=True).first()
    days = personal.order_by().values_list("contacted_on", flat=True)
    return compliance.months(
        days, since=_since(enrolment, on), until=ended_on, on=on, minimum=minimum_of(enrolment.project)
    )


def minimum_of(project: Project) -> compliance.Minimum:
    """Return how many personal contacts the rule pack of ``project`` asks; no query."""
    values = pack(project.rule_pack).values
    return compliance.Minimum(
        a_month=values["personal_contacts_a_month"].value, part_days=values["partial_month_days"].value
    )


def _since(enrolment: Enrolment, on: date) -> date | None:
    """Return the first day of participation as it is known on ``on``."""
    days = (enrolment.first_support_on, enrolment.enrolled_on)
    return next((day for day in days if day and day <= on), None)


def ledger_rows_expected() -> set[LedgerRow]:
    """Return the ledger rows that current contacts of the centre in scope prove; attempts prove none."""
    met = Contact.objects.current().filter(took_place=True).order_by()
    rows = met.values_list("enrolment_id", "form_id", "contacted_on", "minutes", "series")
    return {
        LedgerRow(enrolment_id, form_id, day, day, minutes, f"{Contact.LABEL}:{series}")
        for enrolment_id, form_id, day, minutes, series in rows
    }
