"""The meeting that stands in the way of another one: a refusal leads to it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from osnowa.organisations.addresses import panel
from osnowa.trainings import queries
from osnowa.trainings.actions.sessions import HourIsTaken
from osnowa.trainings.models import Session
from osnowa.ui import polish


class MindingHours:
    """A verb that remembers which meeting it was refused for; called with what was typed."""

    def __init__(self, verb: Callable[..., Any]) -> None:
        self._verb = verb
        self._other: Session | None = None

    def __call__(self, **facts: Any) -> Any:
        try:
            return self._verb(**facts)
        except HourIsTaken as refusal:
            self._other = refusal.other
            raise

    def way_to_other(self, request: HttpRequest) -> dict[str, Any]:
        """Return the name and address of that meeting for the page; nothing when it is not theirs to see."""
        other = self._other
        if other is None or not queries.sessions_visible_to(request.who).filter(pk=other.pk).exists():
            return {}
        day = f"{polish.dzien(other.held_on)}, {polish.godzina(other.begins_at)}"
        return {
            "in_the_way": f"{other.edition.course.name}, {day}",
            "way": panel("trainings:session", other.edition_id, other.pk),
        }
