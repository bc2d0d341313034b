"""What of the trainings is kept about a person."""

from osnowa.participants.queries.about_person import of_enrolment
from osnowa.trainings.models import Attendance

ABOUT_PERSON = (
    of_enrolment(
        Attendance, "ended_by", "batch", beside=("session__edition__course", "session__edition__group")
    ),
)
