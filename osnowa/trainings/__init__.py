"""Group work: course, edition for a group, session, attendance."""
