"""What can happen to people and their participation, one file per subject; the doors stand here."""

from osnowa.participants.actions.starts import restate_start, restate_starts

__all__ = ["restate_start", "restate_starts"]
