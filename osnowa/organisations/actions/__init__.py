"""What can happen in a centre: to its directory (``directory``) and to who belongs there (``members``)."""
