"""Everything that can happen to the plan, one file per subject."""
