"""Pages of community initiatives, one file per subject."""
