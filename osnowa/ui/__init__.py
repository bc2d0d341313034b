"""How Osnowa looks and speaks: base pages, components, form fields, icons, CSS, Polish formats.

Doors: ``{% load ui %}`` (the words pages are written in), ``pages`` (how a view answers), ``fields`` (what
people type), ``polish`` (numbers, money, days and counted nouns). Knows nothing of the domain.
"""
