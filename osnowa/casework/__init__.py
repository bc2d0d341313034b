"""Individual work with a participant: contacts, and whether there were enough of them in a month.

Nouns: Contact. Doors: ``actions`` (note, correct, withdraw, restore), ``queries`` (contacts, months, the
ledger rows that contacts prove), ``compliance`` (two personal contacts a month).
"""
