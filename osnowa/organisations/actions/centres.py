"""How an installation gets its centres: from the shell, since nobody can sign in before."""

from datetime import datetime

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.organisations.models import Centre


@action
def open_centre(
    *,
    slug: str,
    name: str,
    short_name: str,
    address_line: str = "",
    host: str = "",
    is_public: bool = True,
    by: User | None,
    at: datetime,
) -> Centre:
    """Open a centre in this installation; its first administrator is added next.

    Raises:
        ValidationError: the slug or the host already belongs to another centre.
    """
    centre = Centre(
        slug=slug, name=name, short_name=short_name, address_line=address_line, host=host, is_public=is_public
    )
    centre.full_clean()
    centre.save()
    record(
        verb="organisations.centre.opened",
        subject=centre,
        by=by,
        at=at,
        after={"slug": slug, "name": name, "is_public": is_public},
    )
    return centre
