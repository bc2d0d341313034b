"""People and their way through a project: person, ground of support, enrolment, group, exit, outcome."""
