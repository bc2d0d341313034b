"""What a kept copy of a public page has to agree with."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from osnowa.audit.models import NO_TENANT, ChainHead
from osnowa.clock.models import DemoClock
from osnowa.organisations.models import Centre
from osnowa.pages.models import Notice, PageLink

# By hand, because it stands before every public page and is most of what a kept one costs: putting two
# querysets together takes ten times as long as both answers.
_RECORDS = f"""
    SELECT (SELECT today FROM {DemoClock._meta.db_table} WHERE id = {DemoClock.ONLY}),
        EXISTS (SELECT 1 FROM {Notice._meta.db_table} WHERE centre_id = centre.id),
        EXISTS (SELECT 1 FROM {PageLink._meta.db_table} WHERE centre_id = centre.id AND project_id IS NULL),
        head.tenant, head.digest
    FROM {Centre._meta.db_table} centre
    LEFT JOIN {ChainHead._meta.db_table} head
        ON head.tenant IN ({NO_TENANT}, centre.id) AND head.digest <> ''
    WHERE centre.id = %s ORDER BY head.tenant
"""  # noqa: S608 - our own names of tables


@dataclass(frozen=True)
class Records:
    """The records behind the public pages of a centre: the newest entries about them, and the demo's day.

    ``has_notices`` and ``has_links`` (of the centre itself) spare most pages two questions.
    """

    heads: tuple[tuple[int, str], ...]
    demo_day: date | None
    has_notices: bool
    has_links: bool


def records_behind(centre: Centre) -> Records:
    """Return what changes whenever a public page of ``centre`` may change (one statement).

    The heads are those of its own journal and of the common one, to which accounts write; every verb moves
    one of them. There are none before the first entry.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RECORDS, [centre.pk])
        rows = cursor.fetchall()
    heads = tuple((tenant, digest) for *_same, tenant, digest in rows if digest)
    day, has_notices, has_links = rows[0][:3] if rows else (None, False, False)
    # SQLite hands out the day of a part of a statement as text.
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return Records(heads, day, bool(has_notices), bool(has_links))
