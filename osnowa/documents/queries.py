"""What we want to know about private files. Who may see one is asked by the app that owns it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from django.core.files.storage import Storage
from django.db.models import Exists, ForeignObjectRel, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from osnowa.documents.models import StoredFile
from osnowa.organisations.models import Centre

CHUNK_BYTES = 1024 * 1024


@dataclass(frozen=True)
class FileFault:
    """One file that is not as it was stored: its label or path, and what is wrong in one sentence."""

    label: str
    sentence: str


def verify_stored(
    centre: Centre | None = None, *, progress: Callable[[int], None] | None = None
) -> Iterator[FileFault]:
    """Yield each file of ``centre`` (None: of all) that is missing, changed, of no record, or of no row.

    Reads every file; ``progress`` is told 1 after each. Asked by the installation's own check, so it looks
    past the scope at hand and returns labels only, never names.
    """
    rows = StoredFile.objects.with_scopes_disabled().order_by("pk")
    if centre is not None:
        rows = rows.filter(centre=centre)
    known: set[str] = set()
    used = (Exists(_referring(relation)) for relation in StoredFile._meta.related_objects)
    for stored in rows.annotate(is_used=Q(*used, _connector=Q.OR)).iterator(chunk_size=500):
        known.add(stored.content.name)
        if sentence := _fault(stored) or _lack(stored.is_used):
            yield FileFault(f"{stored._meta.label_lower}:{stored.pk}", sentence)
        if progress:
            progress(1)
    storage: Storage = StoredFile._meta.get_field("content").storage
    folders = [str(pk) for pk in Centre.objects.values_list("pk", flat=True)]
    for folder in folders if centre is None else [str(centre.pk)]:
        for path in _files_in(storage, folder):
            if path not in known:
                yield FileFault(path, _("leży na dysku, ale nie ma go w bazie"))


def _fault(stored: StoredFile) -> str:
    digest, size = sha256(), 0
    try:
        with stored.content.open("rb") as content:
            while chunk := content.read(CHUNK_BYTES):
                digest.update(chunk)
                size += len(chunk)
    except FileNotFoundError:
        return _("nie ma go na dysku")
    if size != stored.size or digest.hexdigest() != stored.sha256:
        return _("ma inną treść niż w chwili zapisania")
    return ""


def _lack(is_used: bool) -> str:
    return "" if is_used else _("nic się do niego nie odwołuje")


def _referring(relation: ForeignObjectRel) -> QuerySet[Model]:
    """Return the rows that open to the file at hand; the apps above are known by their relations only."""
    # The base manager: the check of an installation looks past the scope at hand.
    return relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})


def _files_in(storage: Storage, folder: str) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield str(PurePosixPath(folder, name))
    for name in sorted(folders):
        yield from _files_in(storage, str(PurePosixPath(folder, name)))
