"""What the database refuses about contacts by looking into other tables; SQL only.

- a contact lies within the days of its project
- a contact lies within the participation: from the day of enrolling to the last day, both included
- a contact is of an individual form of support of the participant's project
"""

from osnowa.participants.triggers import outside_participation
from osnowa.projects.triggers import Guard, outside_project

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

GUARDS = (
    Guard(PROJECT, "casework_contact", _COLUMNS, _OUTSIDE_PROJECT, _CURRENT),
    Guard(PARTICIPATION, "casework_contact", _COLUMNS, _OUTSIDE_PARTICIPATION, _CURRENT),
    Guard(FORM, "casework_contact", "enrolment_id, form_id, superseded_at", _OF_ANOTHER_FORM, _CURRENT),
)
