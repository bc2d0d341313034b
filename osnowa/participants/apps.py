"""Names the triggers of this app."""

from django.apps import AppConfig

from osnowa.participants import life_guards, triggers


class ParticipantsConfig(AppConfig):
    """People and their way through a project."""

    name = "osnowa.participants"
    guards = (*triggers.GUARDS, *life_guards.GUARDS)
