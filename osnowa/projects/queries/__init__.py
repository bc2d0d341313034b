"""Questions about the plan, one file per subject."""
