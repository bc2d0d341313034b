"""What the database refuses about the ledger by looking into other tables; SQL only.

- what somebody received is a form of support of their own project
"""

from osnowa.projects.triggers import Guard

_OF_ANOTHER = """
    SELECT 1 FROM participants_enrolment e, projects_supportform f
      WHERE e.id = NEW.enrolment_id AND f.id = NEW.form_id AND e.project_id <> f.project_id"""

GUARDS = (
    Guard(
        name="ledger_is_of_the_project",
        table="support_ledgerentry",
        columns="enrolment_id, form_id, superseded_at",
        fault=_OF_ANOTHER,
        when="NEW.superseded_at IS NULL",
    ),
)
