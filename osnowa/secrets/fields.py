"""A text that only the application can read; the database holds ciphertext tied to its place."""

from typing import Any, NoReturn

from django.core import checks
from django.core.exceptions import FieldError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext_lazy as _

from osnowa.secrets import cipher, keys


class Sealed:
    """A ciphertext as it lies in the database; it shows nothing of what is inside."""

    __slots__ = ("token",)

    def __init__(self, token: str):
        self.token = token

    def __repr__(self) -> str:
        return "<sealed>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and other.token == self.token

    def __hash__(self) -> int:
        return hash(self.token)


class OpenedOnRead(DeferredAttribute):
    """Opens the ciphertext when the attribute is first read: only then the row it belongs to is known."""

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = self.field.unseal(value, row_key=instance.row_key)
            instance.__dict__[self.field.attname] = value
        return value

    # A setter makes this descriptor win over the instance's own dictionary.
    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):
    """A text sealed with AES-256-GCM; its model has ``row_key = UUIDField(default=uuid4, editable=False)``.

    The ciphertext is bound to the table, the column and the row key, so it opens nowhere else; renaming one
    of them means sealing anew. The value cannot be searched or sorted (``isnull`` is the only look-up),
    cannot be written by ``update()`` or ``bulk_update()`` (which do not know the row), and does not leave in
    ``dumpdata``. ``values()`` yields ``Sealed``. Who copies a row reads its texts before giving it a new key.

    Source: art. 32 of the GDPR (docs/sources.md#gdpr-security).
    """

    description = _("Tekst zaszyfrowany")
    descriptor_class = OpenedOnRead

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        faults = super().check(**kwargs)
        row_key = next((f for f in self.model._meta.concrete_fields if f.name == "row_key"), None)
        if not isinstance(row_key, models.UUIDField) or not row_key.has_default():
            hint = "Add row_key = models.UUIDField(default=uuid4, editable=False)."
            faults.append(
                checks.Error("Encrypted text needs a row key.", hint=hint, obj=self, id="secrets.E001")
            )
        if self.unique or self.db_index:
            faults.append(
                checks.Error("Ciphertext is random: index its blind index.", obj=self, id="secrets.E002")
            )
        return faults

    @property
    def validators(self) -> list:
        limit = [MaxLengthValidator(self.max_length)] if self.max_length else []
        return [*super().validators, *limit]

    def place(self, row_key: Any) -> bytes:
        """Return the place a value of the row ``row_key`` is bound to."""
        return cipher.bind(self.model._meta.db_table, self.column, str(row_key))

    def seal(self, text: str, *, row_key: Any) -> Sealed:
        """Return ``text`` sealed for the row ``row_key``."""
        return Sealed(cipher.seal(text, keys=keys.ring("OSNOWA_FIELD_KEYS"), place=self.place(row_key)))

    def unseal(self, sealed: Sealed, *, row_key: Any) -> str:
        """Return the text inside ``sealed``.

        Raises:
            CannotOpen: it was changed, belongs to another row, or its key is missing.
        """
        return cipher.unseal(sealed.token, keys=keys.ring("OSNOWA_FIELD_KEYS"), place=self.place(row_key))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        # Reading opens it: a ciphertext that was put into the wrong row stops here, before it is saved again.
        text = getattr(model_instance, self.attname)
        return None if text is None else self.seal(str(text), row_key=model_instance.row_key)

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        if isinstance(value, Sealed):
            return value.token
        raise TypeError(
            f"{self.model.__name__}.{self.name} is encrypted: save the row, so that the value is tied to it"
        )

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        return self._refuse_search()

    def get_transform(self, lookup_name: str) -> NoReturn:
        self._refuse_search()

    def _refuse_search(self) -> NoReturn:
        raise FieldError(f"{self.model.__name__}.{self.name} is encrypted: ask its blind index instead")

    def value_to_string(self, obj: models.Model) -> NoReturn:
        raise TypeError(
            f"{self.model.__name__}.{self.name} is encrypted: back up the database, do not dump it"
        )
