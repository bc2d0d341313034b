"""Whether the amounts of terms agree. Asked by the form beside its own faults, and by the verb."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from osnowa.errors import Refused


class SourcesExceedTheTotal(Refused):
    """More money comes in than the project costs."""

    message = _("Źródła razem dają więcej niż wartość projektu.")
    field = "total_pln"


def sources_exceed_the_total(facts: Mapping[str, Any]) -> bool:
    """Return whether the sources of terms (``eu_pln``, ``state_pln``, ``own_pln``) exceed ``total_pln``.

    What nobody knows exceeds nothing.
    """
    total = facts.get("total_pln")
    known = [facts[name] for name in ("eu_pln", "state_pln", "own_pln") if facts.get(name) is not None]
    return total is not None and sum(known) > total
