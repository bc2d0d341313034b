"""Amounts exact to the grosz: a database field and splits that always sum to the whole."""
