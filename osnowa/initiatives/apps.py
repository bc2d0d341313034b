"""Names the triggers of this app."""

from django.apps import AppConfig

from osnowa.initiatives import triggers


class InitiativesConfig(AppConfig):
    """Open events that participants hold for their neighbours."""

    name = "osnowa.initiatives"
    guards = triggers.GUARDS
