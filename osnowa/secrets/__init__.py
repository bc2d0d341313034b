"""Encrypted fields, keyed blind indexes and one key per person that can be erased."""
