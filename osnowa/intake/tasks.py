"""What goes on without anybody waiting: lists are judged, taken and withdrawn, portion by portion.

``carry_on`` is the same for a small list (in the request), a large one (``osnowa worker``) and the command.
"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_scopes import scope
from django_tasks import task

from osnowa.clock import reading
from osnowa.intake import actions
from osnowa.intake.models import Batch
from osnowa.intake.queries.judged import judged
from osnowa.intake.queries.kept import table_of
from osnowa.organisations.models import Centre
from osnowa.projects.queries.standing import standing_of

#: Rows that a person waits for in the request: a few seconds. More goes to the worker.
AT_ONCE = {Batch.Stage.READING: 2_000, Batch.Stage.TAKING: 200, Batch.Stage.WITHDRAWING: 200}
#: After so long without a word the work stands still, and its page offers to carry it on.
SILENCE = timedelta(seconds=90)

Tell = Callable[[int], None]


def begin(batch: Batch) -> None:
    """Do the work that ``batch`` has ahead: a little at once, more by the worker."""
    if batch.is_work and batch.work_count <= AT_ONCE[Batch.Stage(batch.stage)]:
        carry_on(batch)
    elif batch.is_work:
        centre, key = batch.project.centre_id, batch.pk
        transaction.on_commit(lambda: work.enqueue(centre, key))


@task()
def work(centre: int, batch: int) -> str:
    """Carry on the list ``batch`` of ``centre``; only ids are kept in the queue."""
    with scope(centre=Centre.objects.get(pk=centre)):
        return carry_on(Batch.objects.select_related("project__centre").get(pk=batch)).stage


def carry_on(batch: Batch, tell: Tell | None = None) -> Batch:
    """Work on ``batch`` until it needs a person, and return it; ``tell`` hears how many rows are done.

    What cannot go on says so in ``batch.fault``, and stands where it stood.
    """
    try:
        while batch.is_work:
            batch = _step(batch, tell)
    except ValidationError as refusal:
        # Who was quicker has moved the list on: then nothing is wrong with it.
        still = Batch.objects.filter(pk=batch.pk, stage=batch.stage)
        still.update(fault=" ".join(refusal.messages))
        batch = Batch.objects.select_related("project__centre", "moved_by").get(pk=batch.pk)
    return batch


def _step(batch: Batch, tell: Tell | None) -> Batch:
    at, synthetic = reading.now(), settings.OSNOWA_SYNTHETIC_PESEL
    if batch.stage == Batch.Stage.READING:
        return _judge(batch, tell)
    verb = actions.take_portion if batch.stage == Batch.Stage.TAKING else actions.withdraw_portion
    moved = verb(batch=batch, by=batch.moved_by, at=at, synthetic=synthetic)
    if tell:
        tell(moved.done_count if moved.is_work else batch.work_count)
    return moved


def _judge(batch: Batch, tell: Tell | None) -> Batch:
    at = reading.now()
    project = batch.project
    who = (
        standing_of(batch.moved_by, project.centre, timezone.localdate(at)).but(at=at)
        if batch.moved_by
        else None
    )

    def told(done: int) -> None:
        # Past the model: a word on progress is nothing that happened to the list.
        Batch.objects.filter(pk=batch.pk, stage=Batch.Stage.READING).update(
            done_count=min(done, batch.work_count), told_at=reading.now()
        )
        if tell:
            tell(done)

    table = table_of(batch, batch.sheet)
    mapping = {int(place): field for place, field in batch.mapping.items()}
    today, synthetic = timezone.localdate(at), settings.OSNOWA_SYNTHETIC_PESEL
    found = judged(project, table, mapping, today=today, synthetic=synthetic, tell=told)
    return actions.keep_verdicts(batch=batch, table=table, found=found, who=who, by=batch.moved_by, at=at)


def empty_old() -> int:
    """Delete what lists of every centre keep longer than the rule of days says; return how many."""
    emptied = 0
    for centre in Centre.objects.order_by("pk"):
        with scope(centre=centre):
            emptied += actions.empty_old_batches(by=None, at=reading.now())
    return emptied
