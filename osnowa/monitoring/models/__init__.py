"""What was sent to a register and what it answered, one file per subject."""

from osnowa.monitoring.models.feedback import Answered, Feedback
from osnowa.monitoring.models.sendings import Sending, SentPerson, TechnicalId

__all__ = ["Answered", "Feedback", "Sending", "SentPerson", "TechnicalId"]
