"""Public pages: the same for everybody, signed in or not."""

from tests.access.matrix import OK, World, who


def project(world: World) -> dict[str, str]:
    """Return the address of the world's public project."""
    return {"slug": world.project.slug}


ROWS = {
    ("GET", "pages:home"): who(rest=OK),
    ("GET", "pages:contact"): who(rest=OK),
    ("GET", "pages:projects"): who(rest=OK),
    ("GET", "pages:project"): who(to=project, rest=OK),
    ("GET", "pages:figures_csv"): who(to=project, rest=OK),
}
