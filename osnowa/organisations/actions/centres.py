"""What can happen to a centre as a whole: it moves in, and what is said of it is corrected."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django_scopes import scope

from osnowa.accounts.models import User
from osnowa.audit.actions import action, record
from osnowa.organisations.actions import directory, members
from osnowa.organisations.models import Centre, Organisation, Role


@action
def add_centre(
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
    """Make room for a centre in this installation; nobody can enter it yet.

    Raises:
        ValidationError: the slug is taken or no slug, the host is taken, a name is missing.
    """
    centre = Centre(
        slug=slug, name=name, short_name=short_name, address_line=address_line, host=host, is_public=is_public
    )
    centre.full_clean()
    centre.save()
    with scope(centre=centre):
        record(
            verb="organisations.centre.opened",
            subject=centre,
            by=by,
            at=at,
            after={"slug": slug, "host": host, "is_public": is_public},
        )
    return centre


@action
def correct_centre(
    *,
    centre: Centre,
    name: str,
    short_name: str,
    address_line: str,
    is_public: bool,
    by: User,
    at: datetime,
) -> Centre:
    """Correct what pages say of a centre, and whether it has public pages.

    Its name in addresses and its host are not changed from inside: letters, prints and other people's links
    hold them, and who runs the server answers for the host.

    Raises:
        NothingChanged: everything is as it was.
        ValidationError: a name is missing.
    """
    centre = Centre.objects.select_for_update().get(pk=centre.pk)
    before = _facts(centre)
    centre.name, centre.short_name = " ".join(name.split()), " ".join(short_name.split())
    centre.address_line, centre.is_public = " ".join(address_line.split()), is_public
    after = _facts(centre)
    changed = {field for field in after if after[field] != before[field]}
    if not changed:
        raise directory.NothingChanged
    centre.full_clean()
    centre.save()
    record(
        verb="organisations.centre.corrected",
        subject=centre,
        by=by,
        at=at,
        before={field: before[field] for field in changed},
        after={field: after[field] for field in changed},
    )
    return centre


def _facts(centre: Centre) -> dict[str, Any]:
    return {field: getattr(centre, field) for field in ("name", "short_name", "address_line", "is_public")}


@action
def open_centre(
    *,
    slug: str,
    name: str,
    short_name: str,
    administrator_name: str,
    administrator_email: str,
    origin: str,
    by: None,
    at: datetime,
    address_line: str = "",
    host: str = "",
) -> Centre:
    """Let a centre move in: its own organisation, and its first administrator with a link to set a password.

    Nobody in the installation stands above centres, so this is a command (``by`` is None). The e-mail leaves
    after the transaction, and raises ``OSError`` where it cannot.

    Raises:
        ValidationError: as for ``add_centre``; the administrator's address is none.
    """
    centre = add_centre(
        slug=slug, name=name, short_name=short_name, address_line=address_line, host=host, by=by, at=at
    )
    with scope(centre=centre):
        own = directory.add_organisation(
            centre=centre, name=name, kind=Organisation.Kind.CENTRE, seat=address_line, by=by, at=at
        )
        members.invite_member(
            centre=centre,
            email=administrator_email,
            name=administrator_name,
            organisation=own,
            role=Role.ADMINISTRATOR,
            begins_on=timezone.localdate(at),
            origin=origin,
            by=by,
            at=at,
        )
    return centre
