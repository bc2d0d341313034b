"""The living demo: a generator of invented people around the facts of PAS-ja, and its planted faults."""
