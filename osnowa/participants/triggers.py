"""What the database refuses about participations by looking into other tables; SQL only.

- an enrolment, a stay in a group and an end lie within the days of their project
- a stay is in a group of the same project, and begins within the participation
- an end comes neither before the day of enrolling nor before the first support
- nor do the terms, the enrolment, the end or the group move away from what lies in them
"""

from osnowa.projects.triggers import Guard, outside_project, terms_hold


def outside_participation(enrolment: str, day: str) -> str:
    """Return the condition that ``day`` is before ``enrolment`` began or after its last day; in SQL."""
    before = f"participants_enrolment p WHERE p.id = {enrolment} AND {day} < p.enrolled_on"
    after = (
        f"participants_exit x WHERE x.enrolment_id = {enrolment} "
        f"AND x.superseded_at IS NULL AND {day} > x.ended_on"
    )
    return f"(EXISTS (SELECT 1 FROM {before}) OR EXISTS (SELECT 1 FROM {after}))"  # noqa: S608 - as above


def moved_under(name: str, rows: str, day: str) -> Guard:
    """Return the guard of the day of enrolling under ``rows`` (named ``r``) of one table by ``day``."""
    return Guard(
        name=name,
        table="participants_enrolment",
        columns="enrolled_on",
        fault=f"SELECT 1 FROM {rows} WHERE r.enrolment_id = NEW.id AND {day} < NEW.enrolled_on",  # noqa: S608
        events=("update",),
    )


def ended_under(name: str, rows: str, day: str) -> Guard:
    """Return the guard of the last day of a participation under ``rows`` (named ``r``) by ``day``."""
    return Guard(
        name=name,
        table="participants_exit",
        columns="enrolment_id, ended_on, superseded_at",
        fault=f"SELECT 1 FROM {rows} WHERE r.enrolment_id = NEW.enrolment_id AND {day} > NEW.ended_on",  # noqa: S608
        when="NEW.superseded_at IS NULL",
    )


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
    # The same from the other side: what lies below moves, and these rows stay.
    terms_hold(
        "terms_hold_enrolments",
        "participants_enrolment e WHERE e.project_id = NEW.project_id",
        "e.enrolled_on",
    ),
    terms_hold(
        "terms_hold_stays",
        f"{_STAY} m JOIN participants_enrolment e ON e.id = m.enrolment_id "
        "WHERE e.project_id = NEW.project_id",
        "m.joined_on",
    ),
    terms_hold(
        "terms_hold_exits",
        f"{_END} x JOIN participants_enrolment e ON e.id = x.enrolment_id "
        "WHERE e.project_id = NEW.project_id AND x.superseded_at IS NULL",
        "x.ended_on",
    ),
    moved_under("participation_holds_stays", f"{_STAY} r", "r.joined_on"),
    ended_under("exit_holds_stays", f"{_STAY} r", "r.joined_on"),
    Guard(
        name="start_precedes_the_exit",
        table="participants_enrolment",
        columns="enrolled_on, first_support_on",
        fault=f"SELECT 1 FROM {_END} x WHERE x.enrolment_id = NEW.id AND x.superseded_at IS NULL "  # noqa: S608
        "AND (x.ended_on < NEW.enrolled_on OR x.ended_on < NEW.first_support_on)",
        events=("update",),
    ),
    Guard(
        name="group_stays_with_its_people",
        table="projects_group",
        columns="project_id",
        fault=f"SELECT 1 FROM {_STAY} m JOIN participants_enrolment e ON e.id = m.enrolment_id "  # noqa: S608
        "WHERE m.group_id = NEW.id AND e.project_id <> NEW.project_id",
        events=("update",),
    ),
)
