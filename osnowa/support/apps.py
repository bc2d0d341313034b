"""Names the triggers of this app."""

from django.apps import AppConfig

from osnowa.support import triggers


class SupportConfig(AppConfig):
    """The ledger of support."""

    name = "osnowa.support"
    guards = triggers.GUARDS
