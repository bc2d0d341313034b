"""What can happen to a private file: it is stored once, and never changes."""

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext_lazy as _

from osnowa.accounts.models import User
from osnowa.audit.actions import action, label, record
from osnowa.documents import kinds
from osnowa.documents.models import StoredFile
from osnowa.errors import Refused
from osnowa.organisations.models import Centre


class FileIsEmpty(Refused):
    """There is nothing in it."""

    message = _("Ten plik jest pusty. Wybierz go jeszcze raz.")


class FileIsTooLarge(Refused):
    """It would not be opened on a phone, and fill the disk."""

    message = _("Ten plik jest za duży. Największy może mieć %(limit)s MB. Zeskanuj go w mniejszej jakości.")


class FileIsOfAnotherKind(Refused):
    """It is no PDF, JPG or PNG, whatever its name says."""

    message = _("Tego pliku nie da się przyjąć. Wybierz plik PDF, JPG albo PNG.")


@action
def store(*, content: File, name: str, centre: Centre, by: User | None, at: datetime) -> StoredFile:
    """Keep a private file of ``centre``; ``name`` is the one it had, its kind is read from its first bytes.

    Raises:
        FileIsEmpty, FileIsTooLarge, FileIsOfAnotherKind: it cannot be taken.
    """
    media_type, size, digest = _examined(content)
    stored = StoredFile(
        centre=centre,
        name=kinds.proper_name(name, media_type),
        media_type=media_type,
        size=size,
        sha256=digest,
        stored_at=at,
        stored_by=by,
    )
    content.seek(0)
    stored.content.save(stored.name, content, save=False)
    try:
        stored.full_clean()
        stored.save(force_insert=True)
    except BaseException:
        # The disk knows no transactions; what the database refuses must not stay there.
        stored.content.delete(save=False)
        raise
    # A file's name often names a person, so the audit gets the label only.
    record(
        verb="documents.file.stored",
        subject=label(stored),
        by=by,
        at=at,
        after={"media_type": media_type, "size": size, "sha256": digest},
    )
    return stored


def _examined(content: File) -> tuple[str, int, str]:
    limit: int = settings.OSNOWA_LARGEST_FILE_BYTES
    head, size, digest = b"", 0, sha256()
    content.seek(0)
    for chunk in content.chunks():
        head = head or bytes(chunk[: kinds.HEAD_BYTES])
        size += len(chunk)
        if size > limit:
            raise FileIsTooLarge(limit=limit // (1024 * 1024))
        digest.update(chunk)
    if size == 0:
        raise FileIsEmpty
    media_type = kinds.media_type_of(head)
    if media_type is None:
        raise FileIsOfAnotherKind
    return media_type, size, digest.hexdigest()
