"""What the database refuses about initiatives by looking into other tables; SQL only.

- an initiative lies within the days of its project
- its group is of the same project
"""

from osnowa.projects.triggers import Guard, outside_project

PROJECT = "initiative_is_within_project"
GROUP = "initiative_is_of_the_project"

_OUTSIDE_PROJECT = f"SELECT 1 WHERE {outside_project('NEW.project_id', 'NEW.held_on')}"
_GROUP_OF_ANOTHER = (
    "SELECT 1 FROM projects_group g WHERE g.id = NEW.group_id AND g.project_id <> NEW.project_id"
)

_CURRENT = "NEW.superseded_at IS NULL"

GUARDS = (
    Guard(
        PROJECT,
        "initiatives_initiative",
        "project_id, held_on, superseded_at",
        _OUTSIDE_PROJECT,
        _CURRENT,
    ),
    Guard(
        GROUP,
        "initiatives_initiative",
        "project_id, group_id, superseded_at",
        _GROUP_OF_ANOTHER,
        _CURRENT,
    ),
)
