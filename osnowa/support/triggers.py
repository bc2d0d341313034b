"""What the database refuses about the ledger by looking into other tables; SQL only.

- what somebody received is a form of support of their own project, and the form stays there
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
    Guard(
        name="form_stays_with_its_support",
        table="projects_supportform",
        columns="project_id",
        fault="""
            SELECT 1 FROM support_ledgerentry l JOIN participants_enrolment e ON e.id = l.enrolment_id
              WHERE l.form_id = NEW.id AND l.superseded_at IS NULL AND e.project_id <> NEW.project_id""",
        events=("update",),
    ),
)
