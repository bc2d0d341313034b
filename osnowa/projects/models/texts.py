"""Longer texts of the plan."""

from django.core.validators import MaxLengthValidator
from django.db import models

#: About three printed pages: what is longer is a document, not a field of a page.
LONGEST = 10_000


class LongText(models.TextField):
    """A text of several paragraphs, at most ``LONGEST`` characters."""

    default_validators = (MaxLengthValidator(LONGEST),)
