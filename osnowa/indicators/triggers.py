"""What the database refuses about targets by looking into other tables; SQL only.

- parts of one dimension are together no more than their target; where they overlap, none of them is
- a target is not lowered below its parts
- a part names a thing of its own project
"""

from osnowa.indicators.splits import OVERLAPPING, THINGS
from osnowa.projects.triggers import Guard

_PART = "indicators_targetpart"
_OVERLAPPING = ", ".join(f"'{dimension}'" for dimension in OVERLAPPING)

#: Where a thing and its project stand, by the column of the part that names it.
_TABLES = {
    "local_programme": "projects_localprogramme",
    "group": "projects_group",
    "partnership": "projects_partnership",
}
_OF_ANOTHER = " UNION ALL ".join(
    f"SELECT 1 FROM indicators_target t JOIN indicators_indicator i ON i.id = t.indicator_id "  # noqa: S608 - names
    f"JOIN {_TABLES[thing]} x ON x.id = NEW.{thing}_id "
    f"WHERE t.id = NEW.target_id AND x.project_id <> i.project_id"
    for thing in THINGS
)

_MORE = f"""
    SELECT 1 FROM indicators_target t WHERE t.id = NEW.target_id AND t.value < NEW.value + (
      SELECT COALESCE(SUM(p.value), 0) FROM {_PART} p
        WHERE p.target_id = NEW.target_id AND p.dimension = NEW.dimension AND p.id <> COALESCE(NEW.id, 0)
          AND p.dimension NOT IN ({_OVERLAPPING}))"""  # noqa: S608 - names of the code

_BELOW = f"""
    SELECT 1 FROM {_PART} p WHERE p.target_id = NEW.id
      GROUP BY p.dimension
      HAVING NEW.value < CASE WHEN p.dimension IN ({_OVERLAPPING}) THEN MAX(p.value) ELSE SUM(p.value) END"""  # noqa: S608 - names of the code

GUARDS = (
    Guard("parts_are_within_the_target", _PART, "target_id, dimension, value", _MORE),
    Guard("target_covers_its_parts", "indicators_target", "value", _BELOW),
    Guard(
        "part_of_target_is_of_the_project",
        _PART,
        "target_id, local_programme_id, group_id, partnership_id",
        _OF_ANOTHER,
    ),
)
