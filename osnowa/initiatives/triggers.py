"""What the database refuses about initiatives by looking into other tables; SQL only.

- an initiative lies within the days of its project
- its group is of the same project
- nor do the terms or the group move away from it
"""

from osnowa.projects.triggers import Guard, outside_project, terms_hold

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
    terms_hold(
        "terms_hold_initiatives",
        "initiatives_initiative i WHERE i.project_id = NEW.project_id AND i.superseded_at IS NULL",
        "i.held_on",
    ),
    Guard(
        name="group_stays_with_its_initiatives",
        table="projects_group",
        columns="project_id",
        fault="SELECT 1 FROM initiatives_initiative i "
        "WHERE i.group_id = NEW.id AND i.superseded_at IS NULL AND i.project_id <> NEW.project_id",
        events=("update",),
    ),
)
