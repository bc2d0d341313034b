"""The root of every anticipated "no"."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


#: With this begin the codes that lead to a paragraph of help.
WHY = "why:"


class Refused(ValidationError):
    """Somebody may do this, but not now or not so; the sentence says what stands in the way.

    A ``ValidationError``, so a view catches one thing: what an action refuses and what ``full_clean`` refuses
    reach the user alike. ``field`` puts the sentence at a form field; ``params`` are filled into the message.
    ``why`` is the paragraph of help that tells the reason, where the sentence is too short for it.
    """

    message: "str | _StrPromise" = _("Tego nie można teraz zrobić.")
    field: str | None = None
    why: str = ""

    def __init__(
        self, message: "str | _StrPromise | None" = None, *, field: str | None = None, **params: object
    ):
        field = field or self.field
        text = message or type(self).message
        sentence = text % params if params else text
        # The code goes with the sentence into a form, and leads from there to the paragraph.
        said = ValidationError(sentence, code=f"{WHY}{self.why}") if self.why else sentence
        super().__init__({field: [said]} if field else [said])


def why_of(error: ValidationError) -> str:
    """Return the paragraph of help that tells the reason of ``error``, the first one; empty without any."""
    by_field = error.error_dict.values() if hasattr(error, "error_dict") else [error.error_list]
    codes = (each.code or "" for errors in by_field for each in errors)
    return next((code.removeprefix(WHY) for code in codes if code.startswith(WHY)), "")


class SentOtherwiseBefore(Refused):
    """A form that was sent comes again, with something else in it; the same facts again change nothing."""

    message = _(
        "Ten formularz jest już zapisany, z innymi danymi. "
        "Popraw to, co zapisano, albo otwórz pusty formularz."
    )
