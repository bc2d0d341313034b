"""The floor: the same questions and the same writing as good SQL by hand, without checks, words or audit.

Each engine gets the shape that is fastest there: SQLite probes an index for each person, PostgreSQL joins.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection, transaction

COMPLETE = """
    p.first_name <> '' AND p.last_name <> '' AND (p.pesel_index <> '' OR p.lacks_pesel) AND p.sex <> ''
    AND p.birth_date IS NOT NULL AND p.postal_code <> '' AND p.locality <> ''
    AND (p.phone <> '' OR p.email <> '') AND e.education IS NOT NULL AND e.labour_status <> ''
"""
PROVES = """
    g.superseded_at IS NULL AND g.state = 'verified' AND g.valid_from <= e.first_support_on
    AND (g.valid_until IS NULL OR g.valid_until >= e.first_support_on)
"""
PROGRESS = """
    x.on_path AND x.ended_on <= %(day)s AND o.after_on <= %(day)s AND o.after_on <= x.outcome_due_on
    AND o.gain_hundredths >= %(threshold)s
"""
SUPPORTED = "e.project_id = %(project)s AND e.first_support_on <= %(day)s"
COUNT = """
    SELECT sex, count(*) FILTER (WHERE risk), count(*) FILTER (WHERE risk AND disability),
        count(*) FILTER (WHERE risk AND progress)
"""

# Only our own text is joined; values travel as parameters.
PEOPLE = {
    "sqlite": f"""
        {COUNT} FROM (
            SELECT p.sex,
                {COMPLETE} AND EXISTS (
                    SELECT 1 FROM participants_ground g WHERE g.person_id = e.person_id AND {PROVES}
                ) AS risk,
                EXISTS (
                    SELECT 1 FROM participants_ground g
                    WHERE g.person_id = e.person_id AND g.is_disability AND {PROVES}
                ) AS disability,
                EXISTS (
                    SELECT 1 FROM participants_exit x
                    JOIN participants_outcome o ON o.enrolment_id = x.enrolment_id AND o.superseded_at IS NULL
                    WHERE x.enrolment_id = e.id AND x.superseded_at IS NULL AND {PROGRESS}
                ) AS progress
            FROM participants_enrolment e JOIN participants_person p ON p.id = e.person_id
            WHERE {SUPPORTED} LIMIT -1
        ) facts GROUP BY sex
    """,  # noqa: S608
    "postgresql": f"""
        WITH proved AS (
            SELECT e.id, max(CASE WHEN g.is_disability THEN 1 ELSE 0 END) AS disability
            FROM participants_enrolment e JOIN participants_ground g ON g.person_id = e.person_id AND {PROVES}
            WHERE {SUPPORTED} GROUP BY e.id
        )
        {COUNT} FROM (
            SELECT p.sex, {COMPLETE} AND proved.id IS NOT NULL AS risk, proved.disability = 1 AS disability,
                coalesce({PROGRESS}, false) AS progress
            FROM participants_enrolment e
            JOIN participants_person p ON p.id = e.person_id
            LEFT JOIN proved ON proved.id = e.id
            LEFT JOIN participants_exit x ON x.enrolment_id = e.id AND x.superseded_at IS NULL
            LEFT JOIN participants_outcome o ON o.enrolment_id = e.id AND o.superseded_at IS NULL
            WHERE {SUPPORTED} OFFSET 0
        ) facts GROUP BY sex
    """,  # noqa: S608
}
EVENTS = """
    SELECT count(*) FROM initiatives_initiative i
    WHERE i.project_id = %(project)s AND i.state = 'done' AND i.held_on <= %(day)s AND i.superseded_at IS NULL
        AND EXISTS (SELECT 1 FROM initiatives_initiativeevidence v
            WHERE v.initiative_id = i.id AND v.superseded_at IS NULL)
"""


def figures(project: int, day: date, threshold: int) -> dict[str, list[int]]:
    """Return women, men and total of the three figures of people, and the total of initiatives.

    ``threshold`` in hundredths of a point.
    """
    asked = {
        "project": project,
        "day": connection.ops.adapt_datefield_value(day),
        "threshold": threshold,
    }
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE[connection.vendor], asked)
        by_sex = {sex: numbers for sex, *numbers in cursor.fetchall()}
        cursor.execute(EVENTS, asked)
        (held,) = cursor.fetchone()
    none = [0, 0, 0]
    found = {}
    for place, code in enumerate(("at-risk", "disability", "progress")):
        women, men = by_sex.get("woman", none)[place], by_sex.get("man", none)[place]
        found[code] = [women, men, sum(numbers[place] for numbers in by_sex.values())]
    return {**found, "initiatives": [held]}


def mark(session: int, form: int, batch: int, enrolments: Sequence[int], held_on: date, at: datetime) -> None:
    """Write a present mark and its ledger entry for each of ``enrolments``, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        for enrolment in enrolments:
            cursor.execute(
                """
                INSERT INTO trainings_attendance
                    (series, recorded_at, session_id, enrolment_id, status, minutes, batch_id)
                VALUES (%s, %s, %s, %s, 'present', 90, %s)
                ON CONFLICT (session_id, enrolment_id) WHERE superseded_at IS NULL
                DO UPDATE SET status = excluded.status, minutes = excluded.minutes
                """,
                [_key(), _moment(at), session, enrolment, batch],
            )
            cursor.execute(
                """
                INSERT INTO support_ledgerentry
                    (series, recorded_at, enrolment_id, form_id, began_on, ended_on, minutes, source)
                VALUES (%s, %s, %s, %s, %s, %s, 90, %s)
                ON CONFLICT (enrolment_id, source) WHERE superseded_at IS NULL
                DO UPDATE SET minutes = excluded.minutes
                """,
                [_key(), _moment(at), enrolment, form, held_on, held_on, f"trainings.session:{session}"],
            )


def _key() -> str | uuid.UUID:
    key = uuid.uuid4()
    return key if connection.features.has_native_uuid_field else key.hex


def _moment(at: datetime) -> object:
    return connection.ops.adapt_datetimefield_value(at)
