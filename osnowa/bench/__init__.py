"""Ratios of our speed against the floor, both sides in one run."""
