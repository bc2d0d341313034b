"""What the desk wants to know, composed from the apps below; one file per page."""
