"""The ledger of what was delivered: one table over contacts, attendance and, later, stays; figures read it and nothing else."""
