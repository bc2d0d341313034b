"""Osnowa: EU-funded social projects of a social welfare centre, run end to end."""
