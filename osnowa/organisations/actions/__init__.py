"""What can happen to a centre, to its directory, and to its people: one file each."""
