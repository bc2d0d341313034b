"""Public pages: the same for everybody, signed in or not; their previews for those who write them."""

from itertools import count

from osnowa.pages.models import Notice, PageLink
from tests.access.matrix import DENIED, GO, OK, World, who
from tests.cast import TODAY

_numbers = count(1)


def project(world: World) -> dict[str, str]:
    """Return the address of the world's public project."""
    return {"slug": world.project.slug}


def local_programme(world: World) -> dict[str, str]:
    """Return the address of the world's public local programme."""
    return {**project(world), "pal": world.programme.slug}


def notice(world: World) -> dict[str, int]:
    """Write a notice of the world's centre and return its key."""
    row = Notice(centre=world.centre, text="Ogłoszenie", begins_on=TODAY)
    row.save()
    return {"pk": row.pk}


def link(world: World) -> dict[str, int]:
    """Write a link on the page of the world's project and return its key."""
    row = PageLink(
        centre=world.centre,
        project=world.project,
        title="Serwis",
        address=f"https://www.example.pl/{next(_numbers)}",
    )
    row.save()
    return {"pk": row.pk}


def announced(world: World) -> dict[str, str]:
    """Return what is typed about a notice."""
    return {"text": f"Zmiana godzin {next(_numbers)}", "begins_on": "16.04.2019"}


def linked(world: World) -> dict[str, str | int]:
    """Return what is typed about a link."""
    address = f"https://www.example.pl/{next(_numbers)}"
    return {"title": "Serwis", "address": address, "position": 1, "project": world.project.pk}


WRITES = {"anna": OK, "adam": OK, "rest": DENIED}
WROTE = {"anna": GO, "adam": GO, "rest": DENIED}
#: A link of a project exists only for those who may know of the project.
KEEPS = WRITES
KEPT = WROTE

ROWS = {
    ("GET", "pages:home"): who(rest=OK),
    ("GET", "pages:contact"): who(rest=OK),
    ("GET", "pages:projects"): who(rest=OK),
    ("GET", "pages:project"): who(to=project, rest=OK),
    ("GET", "pages:local_programme"): who(to=local_programme, rest=OK),
    ("GET", "pages:figures_csv"): who(to=project, rest=OK),
    ("GET", "pages:preview"): who(to=project, anna=OK, adam=OK, rest=DENIED),
    ("GET", "pages:preview_local_programme"): who(to=local_programme, anna=OK, adam=OK, rest=DENIED),
    ("GET", "pages:notices"): who(**WRITES),
    ("GET", "pages:add_notice"): who(**WRITES),
    ("POST", "pages:add_notice"): who(sends=announced, **WROTE),
    ("GET", "pages:correct_notice"): who(to=notice, **WRITES),
    ("POST", "pages:correct_notice"): who(to=notice, sends=announced, **WROTE),
    ("GET", "pages:withdraw_notice"): who(to=notice, **WRITES),
    ("POST", "pages:withdraw_notice"): who(to=notice, **WROTE),
    ("GET", "pages:links"): who(**WRITES),
    ("GET", "pages:add_link"): who(**WRITES),
    ("POST", "pages:add_link"): who(sends=linked, **WROTE),
    ("GET", "pages:correct_link"): who(to=link, **KEEPS),
    ("POST", "pages:correct_link"): who(to=link, sends=linked, **KEPT),
    ("GET", "pages:withdraw_link"): who(to=link, **KEEPS),
    ("POST", "pages:withdraw_link"): who(to=link, **KEPT),
}
