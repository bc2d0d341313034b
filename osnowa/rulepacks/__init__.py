"""Versioned dictionaries, thresholds and rules as data, each with source, validity and whether it was verified."""
