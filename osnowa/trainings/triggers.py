"""What the database refuses about meetings and marks by looking into other tables; SQL only.

- a planned meeting lies within the days of its project
- a course is held for a group of its own project
- a mark belongs to somebody of the meeting's project who is in its group on that day
- marks of an approved list change with a reason, and no saving of it is undone
- a mark lies within the participation: from the day of enrolling to the last day, both included
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
)
