"""How a scan is kept beside what it proves."""

from datetime import datetime

from django.core.files import File

from osnowa.accounts.models import User
from osnowa.audit.actions import action
from osnowa.documents.actions import store
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
