"""Names the triggers of this app."""

from django.apps import AppConfig

from osnowa.indicators import triggers


class IndicatorsConfig(AppConfig):
    """The figures a project promised, and what they are made of."""

    name = "osnowa.indicators"
    guards = triggers.GUARDS
