"""The ledger has no addresses of its own: it is read through the person, the figures and the lists."""

ROWS: dict = {}
