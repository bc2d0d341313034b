"""Names the triggers of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from osnowa.trainings import moved_under, triggers

_GROUP = _("Ta grupa ma już o tej porze inne zajęcia.")
_TRAINER = _("Osoba prowadząca ma już o tej porze inne zajęcia.")
_PLACE = _("W tym miejscu, które jest na wyłączność, są już o tej porze inne zajęcia.")


class TrainingsConfig(AppConfig):
    """Group work."""

    name = "osnowa.trainings"
    guards = (*triggers.GUARDS, *moved_under.GUARDS)
    #: The words for those who meet a guard past the check of a verb: two at the same moment.
    guards_say = {
        "group_has_one_meeting_at_a_time": _GROUP,
        "trainer_has_one_meeting_at_a_time": _TRAINER,
        "exclusive_place_has_one_meeting_at_a_time": _PLACE,
        "edition_changes_to_a_free_group": _GROUP,
        "edition_changes_to_a_free_trainer": _TRAINER,
        "edition_changes_to_a_free_place": _PLACE,
    }
