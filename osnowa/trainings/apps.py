"""Names the triggers of this app."""

from django.apps import AppConfig

from osnowa.trainings import triggers


class TrainingsConfig(AppConfig):
    """Group work."""

    name = "osnowa.trainings"
    guards = triggers.GUARDS
