"""How a scan is kept beside what it proves, and goes with it."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files import File

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.documents.actions import discard, store
from osnowa.documents.models import StoredFile
from osnowa.errors import Refused
from osnowa.organisations.models import Centre


@action
def store_scan(*, upload: File, centre: Centre, by: User | None, at: datetime) -> StoredFile:
    """Store ``upload`` in ``centre``; what cannot be taken is refused at the field ``upload``.

    Raises:
        Refused: it is empty, too large, or no scan (documents.actions.store).
    """
    try:
        return store(content=upload, name=upload.name or "", centre=centre, by=by, at=at)
    except Refused as refusal:
        raise Refused(refusal.messages[0], field="upload") from refusal


@action
def discard_scans(*, scans: Iterable[StoredFile], by: User, at: datetime) -> None:
    """Discard ``scans`` of records that are gone, in the order they were stored.

    Raises:
        FileIsNeeded: a record still opens to one of them.
    """
    for stored in sorted(scans, key=lambda each: each.pk):
        discard(stored=stored, by=by, at=at)
