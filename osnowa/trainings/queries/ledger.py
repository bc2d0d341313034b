"""What attendance says should stand in the ledger of support."""

from osnowa.support.queries import LedgerRow
from osnowa.trainings import attendance
from osnowa.trainings.models import Attendance, Session


def ledger_rows_expected() -> set[LedgerRow]:
    """Return the ledger rows that current marks of the centre in scope prove; absences prove none."""
    there = Attendance.objects.current().filter(status__in=attendance.THERE).order_by()
    rows = there.values_list(
        "enrolment_id", "session__edition__course__form_id", "session__held_on", "minutes", "session_id"
    )
    return {
        LedgerRow(enrolment_id, form_id, day, day, minutes, f"{Session.LABEL}:{session_id}")
        for enrolment_id, form_id, day, minutes, session_id in rows
    }
