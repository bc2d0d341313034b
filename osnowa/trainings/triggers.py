"""What the database refuses about meetings and marks by looking into other tables; SQL only.

- a planned meeting lies within the days of its project
- a course is held for a group of its own project
- a mark belongs to somebody of the meeting's project who is in its group on that day
- marks of an approved list change with a reason, and no saving of it is undone
- a mark lies within the participation: from the day of enrolling to the last day, both included
- a group, a trainer and an exclusive place have one planned meeting at a time, whether a meeting moves or an
  edition changes its group, trainer or place
"""

from osnowa.participants.triggers import outside_participation
from osnowa.projects.triggers import Guard, outside_project

SESSION = "session_is_within_project"
MARK = "attendance_is_of_the_group"
PARTICIPATION = "attendance_is_within_participation"
REASON = "approved_list_changes_with_reason"
KEPT = "approved_list_is_not_undone"

_PROJECT = """
    SELECT 1 FROM trainings_edition e
      JOIN trainings_course c ON c.id = e.course_id
      JOIN projects_supportform f ON f.id = c.form_id
      WHERE e.id = NEW.edition_id"""

_GROUP_OF_ANOTHER = """
    SELECT 1 FROM trainings_course c
      JOIN projects_supportform f ON f.id = c.form_id
      JOIN projects_group g ON g.id = NEW.group_id
      WHERE c.id = NEW.course_id AND g.project_id <> f.project_id"""

_STRANGER = """
    SELECT 1 FROM trainings_session s
      JOIN trainings_edition e ON e.id = s.edition_id
      JOIN trainings_course c ON c.id = e.course_id
      JOIN projects_supportform f ON f.id = c.form_id
      JOIN participants_enrolment p ON p.id = NEW.enrolment_id
      WHERE s.id = NEW.session_id AND (p.project_id <> f.project_id OR NOT EXISTS (
        SELECT 1 FROM participants_groupmembership m
          WHERE m.enrolment_id = p.id AND m.group_id = e.group_id AND m.joined_on <= s.held_on
            AND (m.left_before IS NULL OR s.held_on < m.left_before)))"""

_SESSION_OF = "SELECT 1 FROM trainings_session s WHERE s.id = NEW.session_id"
_ABSENTEE = f"{_SESSION_OF} AND {outside_participation('NEW.enrolment_id', 's.held_on')}"

_APPROVED = """
    SELECT 1 FROM trainings_listapproval a
      WHERE a.session_id = NEW.session_id AND a.withdrawn_at IS NULL"""

# ---- one meeting at a time ---------------------------------------------------------------------------------


def _beside(session: str, edition: str, same: str) -> str:
    """Return the question for another planned meeting at the hours of ``session``; both are names of rows."""
    return f"""
        SELECT 1 FROM trainings_session o JOIN trainings_edition oe ON oe.id = o.edition_id
          WHERE o.state = 'planned' AND o.id <> COALESCE({session}.id, 0) AND o.held_on = {session}.held_on
            AND o.begins_at < {session}.ends_at AND {session}.begins_at < o.ends_at
            AND {same.format(session=session, edition=edition)}"""  # noqa: S608 - names of rows


def _centre(edition: str) -> str:
    groups = "projects_group g JOIN projects_project p ON p.id = g.project_id"
    return f"(SELECT p.centre_id FROM {groups} WHERE g.id = {edition}.group_id)"  # noqa: S608 - names of rows


_SAME_GROUP = "oe.group_id = {edition}.group_id"
# Without an account somebody is known by their name, within one centre.
_SAME_TRAINER = f"""
    (oe.trainer_id = {{edition}}.trainer_id OR oe.trainer_id IS NULL AND {{edition}}.trainer_id IS NULL
      AND {{edition}}.trainer_norm <> '' AND oe.trainer_norm = {{edition}}.trainer_norm)
    AND {_centre("oe")} = {_centre("{edition}")}"""
_SAME_PLACE = """EXISTS (
    SELECT 1 FROM organisations_place p
      WHERE p.is_exclusive AND p.id = COALESCE(o.place_id, oe.place_id)
        AND p.id = COALESCE({session}.place_id, {edition}.place_id))"""


def _when_moved(same: str, *, with_place: bool = False) -> str:
    """Return the fault of a meeting that comes to an hour; one that stays where it was is not asked.

    What is only corrected in words stays as it is: a place may have become exclusive since.
    """
    stays = "b.held_on = NEW.held_on AND b.begins_at = NEW.begins_at AND b.ends_at = NEW.ends_at"
    stays += " AND b.edition_id = NEW.edition_id AND b.state = 'planned'"
    if with_place:
        stays += " AND COALESCE(b.place_id, 0) = COALESCE(NEW.place_id, 0)"
    return f"""
        SELECT 1 FROM trainings_edition e WHERE e.id = NEW.edition_id
          AND NOT EXISTS (SELECT 1 FROM trainings_session b WHERE b.id = NEW.id AND {stays})
          AND EXISTS ({_beside("NEW", "e", same)})"""  # noqa: S608 - names of columns


def _when_changed(columns: tuple[str, ...], same: str) -> str:
    """Return the fault of an edition whose meetings come with it to another group, trainer or place."""

    def column(row: str, name: str) -> str:
        # A key that is unknown equals another one that is; names are never unknown.
        return f"COALESCE({row}.{name}, 0)" if name.endswith("_id") else f"{row}.{name}"

    stays = " AND ".join(f"{column('b', name)} = {column('NEW', name)}" for name in columns)
    return f"""
        SELECT 1 FROM trainings_session s WHERE s.edition_id = NEW.id AND s.state = 'planned'
          AND NOT EXISTS (SELECT 1 FROM trainings_edition b WHERE b.id = NEW.id AND {stays})
          AND EXISTS ({_beside("s", "NEW", same)})"""  # noqa: S608 - names of columns


# Who writes a meeting of a day waits for others who do: neither would see the other's row.
_LOCK = "pg_advisory_xact_lock(hashtext('trainings_session'), {day} - DATE '2000-01-01')"
_DAYS = "SELECT DISTINCT held_on FROM trainings_session WHERE edition_id = NEW.id AND state = 'planned'"
_TURN = _LOCK.format(day="NEW.held_on")
_TURNS = f"{_LOCK.format(day='d.held_on')} FROM ({_DAYS} ORDER BY held_on) d"

_HOURS = "held_on, begins_at, ends_at, state, edition_id"


def _of_meeting(name: str, same: str, *, with_place: bool = False) -> Guard:
    """Return the guard of a meeting that is planned or moved."""
    return Guard(
        name=name,
        table="trainings_session",
        columns=f"{_HOURS}, place_id" if with_place else _HOURS,
        fault=_when_moved(same, with_place=with_place),
        when="NEW.state = 'planned'",
        turn=_TURN,
    )


def _of_edition(name: str, columns: tuple[str, ...], same: str) -> Guard:
    """Return the guard of an edition whose planned meetings come with it."""
    return Guard(
        name=name,
        table="trainings_edition",
        columns=", ".join(columns),
        fault=_when_changed(columns, same),
        turn=_TURNS,
    )


APART = (
    _of_meeting("group_has_one_meeting_at_a_time", _SAME_GROUP),
    _of_meeting("trainer_has_one_meeting_at_a_time", _SAME_TRAINER),
    _of_meeting("exclusive_place_has_one_meeting_at_a_time", _SAME_PLACE, with_place=True),
    _of_edition("edition_changes_to_a_free_group", ("group_id",), _SAME_GROUP),
    _of_edition("edition_changes_to_a_free_trainer", ("trainer_id", "trainer_norm"), _SAME_TRAINER),
    _of_edition("edition_changes_to_a_free_place", ("place_id",), _SAME_PLACE),
)

# ---- the guards --------------------------------------------------------------------------------------------

_MARK_COLUMNS, _CURRENT = "session_id, enrolment_id, superseded_at", "NEW.superseded_at IS NULL"

GUARDS = (
    Guard(
        name=SESSION,
        table="trainings_session",
        columns="held_on, state, edition_id",
        fault=f"{_PROJECT} AND {outside_project('f.project_id', 'NEW.held_on')}",
        when="NEW.state = 'planned'",
    ),
    Guard("edition_is_of_the_project", "trainings_edition", "course_id, group_id", _GROUP_OF_ANOTHER),
    Guard(MARK, "trainings_attendance", _MARK_COLUMNS, _STRANGER, _CURRENT),
    Guard(REASON, "trainings_markbatch", "session_id, reason", _APPROVED, "NEW.reason = ''"),
    Guard(KEPT, "trainings_markbatch", "undone_at", _APPROVED, "NEW.undone_at IS NOT NULL"),
    Guard(PARTICIPATION, "trainings_attendance", _MARK_COLUMNS, _ABSENTEE, _CURRENT),
    *APART,
)
