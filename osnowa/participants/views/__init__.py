"""How people are asked for over HTTP, one file per subject."""
