"""How dates and numbers are written and read, where it differs from Django's own Polish."""
