"""Pages of lists that are brought to a project, one file per subject."""
