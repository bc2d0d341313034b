"""A list as it is kept: its row to be worked on, and the table in its file."""

import base64
import zlib

from django.utils.translation import gettext_lazy as _

from osnowa.errors import Refused
from osnowa.intake import sentences
from osnowa.intake.faults import Unreadable
from osnowa.intake.models import Batch, FilePiece
from osnowa.intake.reading import Table, open_book


class FileRefused(Refused):
    """The file cannot be read; the sentence says why and what to do."""

    field = "file"


class ListIsElsewhere(Refused):
    """The list is at another stage: somebody did it meanwhile, or the work goes on."""

    message = _("Ta lista jest na innym etapie: %(stage)s. Otwórz jej stronę jeszcze raz.")


class ListIsGone(Refused):
    """The rule of days emptied it."""

    message = _("Plik i wiersze tej listy zostały już usunięte. Wczytaj ją jeszcze raz.")


def locked(batch: Batch, *stages: str) -> Batch:
    """Return ``batch`` as it is now, locked to the end of the transaction, if it is at one of ``stages``.

    Raises:
        ListIsElsewhere, ListIsGone: it is not.
    """
    rows = Batch.objects.select_for_update(of=("self",)).select_related("project__centre")
    found = rows.get(pk=batch.pk)
    if found.emptied_at:
        raise ListIsGone
    if found.stage not in stages:
        raise ListIsElsewhere(stage=found.get_stage_display())
    return found


def table_of(batch: Batch, sheet: str = "") -> Table:
    """Return the table of ``sheet`` of the kept file.

    Raises:
        ListIsGone: the file was deleted.
        FileRefused: there is no table.
    """
    packed = "".join(str(piece.content) for piece in FilePiece.objects.filter(batch=batch).order_by("place"))
    if not packed:
        raise ListIsGone
    try:
        return open_book(zlib.decompress(base64.b64decode(packed)), batch.name).table(sheet or None)
    except Unreadable as fault:
        raise FileRefused(sentences.of_file(fault)) from fault
