"""What the database refuses about returns and declarations by looking into other tables; SQL only.

- somebody comes back within the days of their project, and leaves again only after that
- a declaration names a privacy notice of the same project
"""

from osnowa.projects.triggers import Guard, outside_project

_RETURN, _END, _SAID = "participants_return", "participants_exit", "participants_declaration"
_ENROLMENT = "SELECT 1 FROM participants_enrolment e WHERE e.id = NEW.enrolment_id"
_CURRENT = "NEW.superseded_at IS NULL"

GUARDS = (
    Guard(
        name="return_is_within_project",
        table=_RETURN,
        columns="enrolment_id, returned_on, superseded_at",
        fault=f"{_ENROLMENT} AND {outside_project('e.project_id', 'NEW.returned_on')}",
        when=_CURRENT,
    ),
    Guard(
        name="exit_follows_the_return",
        table=_END,
        columns="enrolment_id, ended_on, superseded_at",
        fault=f"""SELECT 1 FROM {_RETURN} r WHERE r.enrolment_id = NEW.enrolment_id
          AND r.superseded_at IS NULL AND NEW.ended_on < r.returned_on""",  # noqa: S608 - names of tables
        when=_CURRENT,
    ),
    Guard(
        name="declaration_names_a_notice_of_the_project",
        table=_SAID,
        columns="enrolment_id, notice_id",
        fault="""SELECT 1 FROM participants_enrolment e, participants_privacynotice n
          WHERE e.id = NEW.enrolment_id AND n.id = NEW.notice_id AND e.project_id <> n.project_id""",
        when="NEW.notice_id IS NOT NULL",
    ),
)
