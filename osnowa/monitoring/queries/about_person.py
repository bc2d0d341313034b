"""What is kept of telling a register about a person, and of its answers."""

from osnowa.monitoring.models import Answered, SentPerson, TechnicalId
from osnowa.participants.queries.about_person import of_enrolment

ABOUT_PERSON = (of_enrolment(TechnicalId), of_enrolment(SentPerson, "digest"), of_enrolment(Answered))
