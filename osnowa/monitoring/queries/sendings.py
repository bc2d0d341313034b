"""What went to a register, who changed since, and the rows as they would go today."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import IO

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from osnowa.monitoring.filing import Filing
from osnowa.monitoring.models import Answered, Feedback, Sending, SentPerson
from osnowa.monitoring.queries.participations import participations
from osnowa.monitoring.reconciling import Sent
from osnowa.monitoring.rows import row
from osnowa.participants.models import Enrolment
from osnowa.projects.models import Project
from osnowa.rulepacks.registers import Register
from osnowa.secrets import blind_index

PURPOSE = "register-row"
#: So much of a file is read at once, in bytes.
CHUNK = 1 << 16


def row_digests(register: Register, cells: Sequence[str], tenant: int) -> list[str]:
    """Return the keyed fingerprints of what a row says, that under the current key first.

    The technical identifier is left out: the register knows it, so it makes nobody changed.
    """
    place = register.positions.get("technical_id")
    said = "\x1f".join(cell for index, cell in enumerate(cells) if index != place)
    return blind_index.digests(said, purpose=PURPOSE, tenant=tenant)


def sendings_of(project: Project, register: Register) -> QuerySet[Sending]:
    """Return the files made for ``register``, the latest first, withdrawn ones too."""
    return (
        Sending.objects.filter(project=project, register=register.code)
        .select_related("made_by")
        .order_by("-number")
    )


def last_sent(project: Project, register: Register) -> dict[int, str]:
    """Return the digest of each participation's row when it last went to ``register`` (one query)."""
    living = SentPerson.objects.filter(
        sending__project=project, sending__register=register.code, sending__withdrawn_at__isnull=True
    )
    latest = living.filter(enrolment=OuterRef("enrolment")).order_by("-sending__number").values("pk")[:1]
    return dict(living.filter(pk=Subquery(latest)).order_by().values_list("enrolment", "digest"))


def feedback_of(project: Project, register: Register) -> QuerySet[Feedback]:
    """Return the answers of ``register`` that stand, the latest first, with how many are still open."""
    return (
        Feedback.objects.filter(project=project, register=register.code, withdrawn_at__isnull=True)
        .select_related("sending")
        .annotate(count=Count("answers"), open=Count("answers", filter=Q(answers__settled_at__isnull=True)))
        .order_by("-received_at", "-pk")
    )


def open_answers(enrolment: Enrolment, register: Register) -> QuerySet[Answered]:
    """Return what ``register`` said of ``enrolment`` and nobody has dealt with."""
    return (
        Answered.objects.filter(
            enrolment=enrolment,
            settled_at__isnull=True,
            feedback__register=register.code,
            feedback__withdrawn_at__isnull=True,
        )
        .select_related("feedback")
        .order_by("-feedback__received_at", "row")
    )


def ours(filing: Filing, enrolments: QuerySet[Enrolment]) -> Iterator[Sent]:
    """Yield each of ``enrolments`` as its row would go today, faulty ones too: the portal may have them."""
    for who in participations(filing, enrolments):
        yield Sent(who.key, row(filing, who))


def as_sent(filing: Filing, sending: Sending | None, enrolments: QuerySet[Enrolment]) -> list[Sent]:
    """Return the people of ``sending`` in the order of its rows, each with the row of today; without a file
    all ``enrolments`` that began, in the order a file would have.
    """
    if sending is None:
        return list(ours(filing, enrolments.filter(first_support_on__lte=filing.today)))
    places = dict(sending.members.values_list("enrolment", "place"))
    known = {each.key: each for each in ours(filing, Enrolment.objects.filter(pk__in=places))}
    return [known[key] for key, _place in sorted(places.items(), key=lambda each: each[1])]


def next_number(project: Project, register: Register) -> int:
    """Return the number of the next file; the caller holds the project's row."""
    top = Sending.objects.filter(project=project, register=register.code).aggregate(top=Max("number"))["top"]
    return (top or 0) + 1


def last_file_of(enrolment: Enrolment, register: Register) -> Sending | None:
    """Return the latest file for ``register`` in which ``enrolment`` stands; None before the first."""
    return (
        Sending.objects.filter(
            members__enrolment=enrolment, register=register.code, withdrawn_at__isnull=True
        )
        .order_by("-number")
        .first()
    )


def file_digest(file: IO[bytes], tenant: int) -> str:
    """Return the keyed fingerprint of the bytes of ``file``, which is left at its beginning."""
    file.seek(0)
    plain = hashlib.sha256()
    while piece := file.read(CHUNK):
        plain.update(piece)
    file.seek(0)
    return blind_index.digest(plain.hexdigest(), purpose="register-file", tenant=tenant)
