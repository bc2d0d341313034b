"""What is kept of the lists that a person came with."""

from osnowa.intake.models import ListRow
from osnowa.participants.queries.about_person import Source

ABOUT_PERSON = (Source(ListRow, "person", ("person",), beside=("batch__project",)),)
