"""What can happen to the identifiers that a register gives."""

from collections.abc import Mapping
from datetime import datetime

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.clock.actions import supersede
from osnowa.monitoring.models import TechnicalId
from osnowa.participants.models import Enrolment
from osnowa.projects.models import Project


@action
def keep_technical_ids(
    *, project: Project, register: str, ids: Mapping[int, str], by: User | None, at: datetime
) -> int:
    """Keep the identifiers that ``register`` gave, by id of the enrolment; return how many are new or other.

    Those of people outside ``project`` are left out: a file says whom it is about, but not whom it may touch.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    enrolments = Enrolment.objects.filter(project=project, pk__in=list(ids)).select_related("person")
    known = {
        each.enrolment_id: each
        for each in TechnicalId.objects.current().filter(enrolment__in=enrolments, register=register)
    }
    kept = 0
    for enrolment in enrolments.order_by("pk"):
        value, before = ids[enrolment.pk].strip(), known.get(enrolment.pk)
        if not value or (before and before.value == value):
            continue
        fresh = TechnicalId(enrolment=enrolment, register=register, value=value, recorded_at=at)
        if before:
            supersede(before, at)
            fresh.series = before.series
        fresh.full_clean(validate_constraints=False)
        fresh.save()
        kept += 1
        _say("kept", fresh, project, by, at, before=before.value if before else "", after=value)
    return kept


@action
def withdraw_technical_id(*, technical_id: TechnicalId, by: User, at: datetime) -> TechnicalId:
    """Take back an identifier that was kept by mistake; the next file sends the person as a new one.

    Raises:
        ChangedMeanwhile: somebody was first.
        RecordedLater: it was kept on a day after ``at``.
    """
    supersede(technical_id, at)
    project = technical_id.enrolment.project
    _say("withdrawn", technical_id, project, by, at, before=technical_id.value, after="")
    return technical_id


@action
def _say(
    what: str,
    row: TechnicalId,
    project: Project,
    by: User | None,
    at: datetime,
    *,
    before: str,
    after: str,
) -> None:
    record(
        verb=f"monitoring.technicalid.{what}",
        subject=row.enrolment,
        by=by,
        at=at,
        within=project,
        person=label(row.enrolment.person),
        sealed_before={"technical_id": before},
        sealed_after={"technical_id": after},
    )
