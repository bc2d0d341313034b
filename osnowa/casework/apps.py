"""Names the triggers of this app."""

from django.apps import AppConfig

from osnowa.casework import triggers


class CaseworkConfig(AppConfig):
    """Individual work with a participant."""

    name = "osnowa.casework"
    guards = triggers.GUARDS
