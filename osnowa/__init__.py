"""Osnowa: EU-funded social projects of a social welfare centre, run end to end."""

__version__ = "0.1.0"
