"""What can happen to a private file: it is stored once, never changes, and may be discarded."""

from datetime import datetime
from functools import partial
from hashlib import sha256

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.db.models import ProtectedError
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


class FileIsNeeded(Refused):
    """A record still opens to it."""

    message = _("Tego pliku nie można usunąć, bo zależą od niego: %(what)s.")
    why = "zalezne-zapisy"


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


@action
def discard(*, stored: StoredFile, by: User | None, at: datetime) -> None:
    """Delete a file together with its content; the log keeps its label and SHA-256.

    The caller has deleted, or emptied, what referred to it. The content leaves the disk once the outermost
    action has succeeded: what is undone keeps it.

    Raises:
        FileIsNeeded: something refers to it.
    """
    record(
        verb="documents.file.discarded",
        subject=label(stored),
        by=by,
        at=at,
        before={"media_type": stored.media_type, "size": stored.size, "sha256": stored.sha256},
    )
    storage, path = stored.content.storage, str(stored.content.name)
    try:
        stored.delete()
    except ProtectedError as needed:
        what = sorted({str(each._meta.verbose_name_plural) for each in needed.protected_objects})
        raise FileIsNeeded(what=", ".join(what)) from needed
    # A disk that fails now must not tell the user that nothing happened; the check of files finds the rest.
    transaction.on_commit(partial(storage.delete, path), robust=True)


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
