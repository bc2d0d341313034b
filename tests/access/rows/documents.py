"""Private files have no address of their own: the app that owns one answers for it."""

ROWS: dict = {}
