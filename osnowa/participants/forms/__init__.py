"""What people type about people, one file per subject."""
