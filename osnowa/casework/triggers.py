"""What the database refuses about contacts by looking into other tables; SQL only.

- a contact lies within the days of its project
- a contact lies within the participation: from the day of enrolling to the last day, both included
- a contact is of an individual form of support of the participant's project
- nor do the terms, the enrolment, the end or the form move away from a contact
"""

from osnowa.participants.triggers import ended_under, moved_under, outside_participation
from osnowa.projects.triggers import Guard, outside_project, terms_hold

PROJECT = "contact_is_within_project"
PARTICIPATION = "contact_is_within_participation"
FORM = "contact_is_of_an_individual_form_of_the_project"

_ENROLMENT = "SELECT 1 FROM participants_enrolment e WHERE e.id = NEW.enrolment_id"
_OUTSIDE_PROJECT = f"{_ENROLMENT} AND {outside_project('e.project_id', 'NEW.contacted_on')}"
_OUTSIDE_PARTICIPATION = f"{_ENROLMENT} AND {outside_participation('e.id', 'NEW.contacted_on')}"

_OF_ANOTHER_FORM = """
    SELECT 1 FROM participants_enrolment e, projects_supportform f
      WHERE e.id = NEW.enrolment_id AND f.id = NEW.form_id
        AND (e.project_id <> f.project_id OR f.mode <> 'individual')"""

_COLUMNS, _CURRENT = "enrolment_id, contacted_on, superseded_at", "NEW.superseded_at IS NULL"

#: Current contacts as ``r``.
_CONTACTS = "(SELECT * FROM casework_contact WHERE superseded_at IS NULL) r"

GUARDS = (
    Guard(PROJECT, "casework_contact", _COLUMNS, _OUTSIDE_PROJECT, _CURRENT),
    Guard(PARTICIPATION, "casework_contact", _COLUMNS, _OUTSIDE_PARTICIPATION, _CURRENT),
    Guard(FORM, "casework_contact", "enrolment_id, form_id, superseded_at", _OF_ANOTHER_FORM, _CURRENT),
    terms_hold(
        "terms_hold_contacts",
        "casework_contact c JOIN participants_enrolment e ON e.id = c.enrolment_id "
        "WHERE e.project_id = NEW.project_id AND c.superseded_at IS NULL",
        "c.contacted_on",
    ),
    moved_under("participation_holds_contacts", _CONTACTS, "r.contacted_on"),
    ended_under("exit_holds_contacts", _CONTACTS, "r.contacted_on"),
    Guard(
        name="form_stays_with_its_contacts",
        table="projects_supportform",
        columns="project_id, mode",
        fault="""
            SELECT 1 FROM casework_contact c JOIN participants_enrolment e ON e.id = c.enrolment_id
              WHERE c.form_id = NEW.id AND c.superseded_at IS NULL
                AND (e.project_id <> NEW.project_id OR NEW.mode <> 'individual')""",
        events=("update",),
    ),
)
