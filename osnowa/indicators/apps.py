"""Names the triggers of this app."""

from django.apps import AppConfig

from osnowa.projects.triggers import Guard


class IndicatorsConfig(AppConfig):
    """The figures a project promised, and what they are made of."""

    name = "osnowa.indicators"

    @property
    def guards(self) -> tuple[Guard, ...]:
        """The guards of this app; they name its dimensions, which stand in its models."""
        from osnowa.indicators.triggers import GUARDS

        return GUARDS
