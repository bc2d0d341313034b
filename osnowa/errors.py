"""The root of every anticipated "no"."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Refused(ValidationError):
    """Somebody may do this, but not now or not so; the sentence says what stands in the way.

    A ``ValidationError``, so a view catches one thing: what an action refuses and what ``full_clean`` refuses
    reach the user alike. ``field`` puts the sentence at a form field; ``params`` are filled into the message.
    """

    message: "str | _StrPromise" = _("Tego nie można teraz zrobić.")
    field: str | None = None

    def __init__(
        self, message: "str | _StrPromise | None" = None, *, field: str | None = None, **params: object
    ):
        field = field or self.field
        text = message or type(self).message
        sentence = text % params if params else text
        super().__init__({field: [sentence]} if field else [sentence])


class SentOtherwiseBefore(Refused):
    """A form that was sent comes again, with something else in it; the same facts again change nothing."""

    message = _(
        "Ten formularz jest już zapisany, z innymi danymi. "
        "Popraw to, co zapisano, albo otwórz pusty formularz."
    )
