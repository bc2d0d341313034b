"""The ledger of support: what was delivered to whom, when, how much, and which record proves it.

Nouns: LedgerEntry. Doors: ``actions.record``, ``withdraw``, ``replace``, ``settle`` (called by casework,
trainings and later housing inside their own verbs), ``queries`` (timeline, as of a day, proof that the ledger
says what its sources say).
"""
