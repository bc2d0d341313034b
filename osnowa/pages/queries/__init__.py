"""What the public may know of a centre: the plan and totals, never a person. One file per page."""
