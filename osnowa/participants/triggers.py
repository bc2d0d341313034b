"""What the database refuses about participations by looking into other tables; SQL only.

- an enrolment, a stay in a group and an end lie within the days of their project
- a stay is in a group of the same project, and begins within the participation
- an end comes neither before the day of enrolling nor before the first support
"""

from osnowa.projects.triggers import Guard, outside_project


def outside_participation(enrolment: str, day: str) -> str:
    """Return the condition that ``day`` is before ``enrolment`` began or after its last day; in SQL."""
    before = f"participants_enrolment p WHERE p.id = {enrolment} AND {day} < p.enrolled_on"
    after = (
        f"participants_exit x WHERE x.enrolment_id = {enrolment} "
        f"AND x.superseded_at IS NULL AND {day} > x.ended_on"
    )
    return f"(EXISTS (SELECT 1 FROM {before}) OR EXISTS (SELECT 1 FROM {after}))"  # noqa: S608 - as above


_STAY, _END = "participants_groupmembership", "participants_exit"
_ENROLMENT = "SELECT 1 FROM participants_enrolment e WHERE e.id = NEW.enrolment_id"
_OF_ANOTHER = """
    SELECT 1 FROM participants_enrolment e, projects_group g
      WHERE e.id = NEW.enrolment_id AND g.id = NEW.group_id AND e.project_id <> g.project_id"""
_CURRENT = "NEW.superseded_at IS NULL"

GUARDS = (
    Guard(
        name="enrolment_is_within_project",
        table="participants_enrolment",
        columns="project_id, enrolled_on",
        fault=f"SELECT 1 WHERE {outside_project('NEW.project_id', 'NEW.enrolled_on')}",
    ),
    Guard("membership_is_of_the_project", _STAY, "enrolment_id, group_id", _OF_ANOTHER),
    Guard(
        name="membership_is_within_project",
        table=_STAY,
        columns="enrolment_id, joined_on",
        fault=f"{_ENROLMENT} AND {outside_project('e.project_id', 'NEW.joined_on')}",
    ),
    Guard(
        name="membership_is_within_participation",
        table=_STAY,
        columns="enrolment_id, joined_on",
        fault=f"{_ENROLMENT} AND {outside_participation('e.id', 'NEW.joined_on')}",
    ),
    Guard(
        name="exit_is_within_project",
        table=_END,
        columns="enrolment_id, ended_on, superseded_at",
        fault=f"{_ENROLMENT} AND {outside_project('e.project_id', 'NEW.ended_on')}",
        when=_CURRENT,
    ),
    Guard(
        name="exit_follows_the_start",
        table=_END,
        columns="enrolment_id, ended_on, superseded_at",
        fault=f"{_ENROLMENT} AND (NEW.ended_on < e.enrolled_on OR NEW.ended_on < e.first_support_on)",
        when=_CURRENT,
    ),
)
