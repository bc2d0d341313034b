"""What the database refuses about contacts by looking into other tables; SQL only.

- a contact lies within the days of its project
- a contact lies within the participation: from the day of enrolling to the last day, both included
"""

from osnowa.support.triggers import Guard, outside_participation, outside_project

PROJECT = "contact_is_within_project"
PARTICIPATION = "contact_is_within_participation"

_ENROLMENT = "SELECT 1 FROM participants_enrolment e WHERE e.id = NEW.enrolment_id"
_OUTSIDE_PROJECT = f"{_ENROLMENT} AND {outside_project('e.project_id', 'NEW.contacted_on')}"
_OUTSIDE_PARTICIPATION = f"{_ENROLMENT} AND {outside_participation('e.id', 'NEW.contacted_on')}"

_COLUMNS, _CURRENT = "enrolment_id, contacted_on, superseded_at", "NEW.superseded_at IS NULL"

GUARDS = (
    Guard(PROJECT, "casework_contact", _COLUMNS, _OUTSIDE_PROJECT, _CURRENT),
    Guard(PARTICIPATION, "casework_contact", _COLUMNS, _OUTSIDE_PARTICIPATION, _CURRENT),
)
