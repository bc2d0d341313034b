"""Versioned dictionaries, thresholds and rules as data, each with its source and whether it was verified."""
