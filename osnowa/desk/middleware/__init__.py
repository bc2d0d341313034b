"""What stands around every request of the panel, one file per subject."""
