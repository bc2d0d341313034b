"""The chain of entries, its heads, and the names that can be erased from beside it."""

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from osnowa.secrets import blind_index

# Chains are numbered by the centre's id; what belongs to no centre has a chain of its own.
NO_TENANT = 0
# The label of whatever runs by the clock, without a person.
SYSTEM = "system"
# The audit's own verbs: somebody opened a person's data, and somebody erased a person's key and name.
SEEN = "audit.person.seen"
FORGOTTEN = "audit.person.forgotten"


class Entry(models.Model):
    """One thing that somebody did, or looked at; written once, and never changed (triggers refuse it).

    ``at`` is the verb's own clock (in a demo, the demo's), ``written_at`` the real time. ``actor``,
    ``subject``, ``person`` (whose data it concerns) and ``within`` (the project it belongs to) are keyed
    pseudonyms; ``Name`` knows who they are until it is erased. ``digest`` is an HMAC over all other columns,
    the digest of the entry before among them.

    Source: art. 5(2) and 32 of the GDPR (docs/sources.md#gdpr-security).
    """

    tenant = models.BigIntegerField(_("ośrodek"), default=NO_TENANT)
    number = models.PositiveBigIntegerField(_("numer"))
    written_at = models.DateTimeField(_("zapisano"))
    at = models.DateTimeField(_("kiedy"))
    verb = models.CharField(_("czynność"), max_length=80)
    actor = models.CharField(_("kto"), max_length=blind_index.LENGTH)
    subject = models.CharField(_("co"), max_length=blind_index.LENGTH)
    person = models.CharField(_("czyje dane"), max_length=blind_index.LENGTH, blank=True)
    within = models.CharField(_("w ramach"), max_length=blind_index.LENGTH, blank=True)
    # Canonical JSON as text: what was signed is kept to the letter (PostgreSQL's jsonb would rewrite it).
    before_json = models.TextField(_("przed"), blank=True)
    after_json = models.TextField(_("po"), blank=True)
    sealed_before = models.TextField(_("przed, zaszyfrowane"), blank=True)
    sealed_after = models.TextField(_("po, zaszyfrowane"), blank=True)
    previous = models.CharField(_("poprzedni podpis"), max_length=80, blank=True)
    digest = models.CharField(_("podpis"), max_length=80)

    class Meta:
        verbose_name = _("wpis dziennika")
        verbose_name_plural = _("dziennik zmian")
        constraints = [
            models.UniqueConstraint(name="audit_an_entry_has_its_own_number", fields=["tenant", "number"]),
        ]
        indexes = [
            models.Index(name="audit_entry_by_subject", fields=["subject", "number"]),
            models.Index(name="audit_entry_by_person", fields=["person", "number"]),
            models.Index(name="audit_entry_by_whole", fields=["within", "number"]),
            models.Index(name="audit_entry_by_verb", fields=["tenant", "verb", "number"]),
            models.Index(name="audit_entry_by_day", fields=["tenant", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.tenant}/{self.number} {self.verb}"

    @property
    def before(self) -> dict[str, Any] | None:
        """The open values before the change; None when there were none."""
        return json.loads(self.before_json) if self.before_json else None

    @property
    def after(self) -> dict[str, Any] | None:
        """The open values after the change; None when there were none."""
        return json.loads(self.after_json) if self.after_json else None


class ChainHead(models.Model):
    """The newest entry of a chain; whoever writes an entry locks it, as the last lock of the transaction."""

    tenant = models.BigIntegerField(_("ośrodek"), primary_key=True)
    number = models.PositiveBigIntegerField(_("numer"), default=0)
    digest = models.CharField(_("podpis"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("koniec łańcucha")
        verbose_name_plural = _("końce łańcuchów")

    def __str__(self) -> str:
        return f"{self.tenant}/{self.number}"


class Name(models.Model):
    """Who stands behind a pseudonym; erase the row, and the chain still verifies but names nobody."""

    pseudonym = models.CharField(_("pseudonim"), max_length=blind_index.LENGTH, primary_key=True)
    tenant = models.BigIntegerField(_("ośrodek"), default=NO_TENANT)
    label = models.CharField(_("oznaczenie"), max_length=120)
    display = models.CharField(_("nazwa"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("nazwa w dzienniku")
        verbose_name_plural = _("nazwy w dzienniku")
        indexes = [models.Index(name="audit_name_by_label", fields=["tenant", "label"])]

    def __str__(self) -> str:
        return self.display or self.label
