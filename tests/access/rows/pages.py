"""Public pages: the same for everybody, signed in or not; their previews for those who write them."""

from tests.access.matrix import DENIED, OK, World, who


def project(world: World) -> dict[str, str]:
    """Return the address of the world's public project."""
    return {"slug": world.project.slug}


def local_programme(world: World) -> dict[str, str]:
    """Return the address of the world's public local programme."""
    return {**project(world), "pal": world.programme.slug}


ROWS = {
    ("GET", "pages:home"): who(rest=OK),
    ("GET", "pages:contact"): who(rest=OK),
    ("GET", "pages:projects"): who(rest=OK),
    ("GET", "pages:project"): who(to=project, rest=OK),
    ("GET", "pages:local_programme"): who(to=local_programme, rest=OK),
    ("GET", "pages:figures_csv"): who(to=project, rest=OK),
    ("GET", "pages:preview"): who(to=project, anna=OK, adam=OK, rest=DENIED),
    ("GET", "pages:preview_local_programme"): who(to=local_programme, anna=OK, adam=OK, rest=DENIED),
}
