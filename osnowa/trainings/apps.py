"""Names the triggers of this app."""

from django.apps import AppConfig

from osnowa.trainings import moved_under, triggers


class TrainingsConfig(AppConfig):
    """Group work."""

    name = "osnowa.trainings"
    guards = (*triggers.GUARDS, *moved_under.GUARDS)
