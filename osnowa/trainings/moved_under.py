"""What the database refuses below meetings and marks, so that these stay where they belong; SQL only.

- the terms of a project do not leave a planned meeting outside
- an enrolment, an end and a stay in a group do not move away from a mark
- a group and a form of support do not move away from their courses
"""

from osnowa.participants.triggers import ended_under, moved_under
from osnowa.projects.triggers import Guard, terms_hold

#: Current marks as ``r``, with the day of their meeting.
_MARKS = """(SELECT a.enrolment_id, s.held_on FROM trainings_attendance a
    JOIN trainings_session s ON s.id = a.session_id WHERE a.superseded_at IS NULL) r"""
_OF_FORM = "trainings_course c ON c.id = e.course_id JOIN projects_supportform f ON f.id = c.form_id"

GUARDS = (
    terms_hold(
        "terms_hold_sessions",
        f"trainings_session s JOIN trainings_edition e ON e.id = s.edition_id JOIN {_OF_FORM} "
        "WHERE f.project_id = NEW.project_id AND s.state = 'planned'",
        "s.held_on",
    ),
    moved_under("participation_holds_marks", _MARKS, "r.held_on"),
    ended_under("exit_holds_marks", _MARKS, "r.held_on"),
    Guard(
        name="group_stays_with_its_courses",
        table="projects_group",
        columns="project_id",
        fault=f"SELECT 1 FROM trainings_edition e JOIN {_OF_FORM} "  # noqa: S608 - names of tables
        "WHERE e.group_id = NEW.id AND f.project_id <> NEW.project_id",
        events=("update",),
    ),
    Guard(
        name="form_stays_with_its_courses",
        table="projects_supportform",
        columns="project_id",
        fault="""
            SELECT 1 FROM trainings_course c JOIN trainings_edition e ON e.course_id = c.id
              JOIN projects_group g ON g.id = e.group_id
              WHERE c.form_id = NEW.id AND g.project_id <> NEW.project_id""",
        events=("update",),
    ),
    # Of a stay that moved or went, the marks of the one who was there: another stay may still hold them.
    Guard(
        name="stay_holds_its_marks",
        table="participants_groupmembership",
        columns="enrolment_id, group_id, joined_on, left_before",
        fault="""
            SELECT 1 FROM trainings_attendance a JOIN trainings_session s ON s.id = a.session_id
              JOIN trainings_edition e ON e.id = s.edition_id
              WHERE a.enrolment_id = OLD.enrolment_id AND a.superseded_at IS NULL
                AND e.group_id = OLD.group_id AND NOT EXISTS (
                  SELECT 1 FROM participants_groupmembership m
                    WHERE m.enrolment_id = a.enrolment_id AND m.group_id = e.group_id
                      AND m.joined_on <= s.held_on
                      AND (m.left_before IS NULL OR s.held_on < m.left_before))""",
        events=("update", "delete"),
        afterwards=True,
    ),
)
