"""What people type about the centre: its directory (``directory``) and who belongs there (``members``)."""
