"""What reads across apps, and the first address after signing in."""

from tests.access.matrix import DENIED, GO, HIDDEN, LOGIN, OK, World, who


def project(world: World) -> dict[str, str]:
    """Return the address of the world's project."""
    return {"slug": world.project.slug}


def group(world: World) -> dict[str, str | int]:
    """Return the address of the world's group."""
    return {"slug": world.project.slug, "pk": world.group.pk}


def person(world: World) -> dict[str, int]:
    """Return the address of the one whom everybody who has people may open."""
    return {"pk": world.person.pk}


ROWS = {
    # Everybody of the cast belongs to one centre and is led there.
    ("GET", "desk:start"): who(nobody=LOGIN, rest=GO),
    ("GET", "desk:home"): who(rest=OK),
    # A contact is noted in the row of one's own caseload; nobody else has such a row.
    ("POST", "desk:home"): who(
        sends=lambda world: {
            "kontakt": world.enrolment.pk,
            "form": world.contact_form.pk,
            "channel": "personal",
            "contacted_on": "16.04.2019",
        },
        sabina=GO,
        rest=HIDDEN,
    ),
    ("GET", "desk:help"): who(rest=OK),
    # Everybody has such a list; what waits follows from their roles.
    ("GET", "desk:todo"): who(rest=OK),
    # Everybody may search; what is found follows from what they may know of.
    ("GET", "desk:search"): who(query="?q=no", rest=OK),
    # A PESEL is sent, not put into the address.
    ("POST", "desk:search"): who(sends=lambda world: {"q": "84650301241"}, rest=OK),
    # The demo's clock is moved by whoever looks at the demo.
    ("POST", "desk:clock"): who(sends=lambda world: {"today": "17.04.2019"}, nobody=LOGIN, rest=GO),
    # Everybody has a role in the team or in the centre; what each finds on the page is another question.
    ("GET", "desk:project"): who(to=project, rest=OK),
    # The trainer has the register of the meetings instead; the partner runs no group here.
    ("GET", "desk:group"): who(to=group, anna=OK, sabina=OK, ewa=OK, rest=HIDDEN),
    # The trainer knows the name from the list of a session, and no more.
    # The data protection officer is led to the page that asks for a reason.
    ("GET", "desk:person"): who(to=person, anna=OK, sabina=OK, ewa=OK, iga=GO, tomek=DENIED, rest=HIDDEN),
    ("GET", "desk:person_attendance"): who(to=person, anna=OK, sabina=OK, ewa=OK, tomek=DENIED, rest=HIDDEN),
    ("GET", "desk:person_report"): who(
        to=person, anna=OK, sabina=DENIED, ewa=DENIED, tomek=DENIED, rest=HIDDEN
    ),
    ("POST", "desk:person_report"): who(
        to=person,
        sends=lambda world: {"reason": "wniosek osoby z 12.04.2019", "shape": "wydruk"},
        anna=OK,
        sabina=DENIED,
        ewa=DENIED,
        tomek=DENIED,
        rest=HIDDEN,
    ),
    ("GET", "desk:person_history"): who(to=person, anna=OK, sabina=OK, ewa=OK, tomek=DENIED, rest=HIDDEN),
    ("GET", "desk:log"): who(anna=OK, ewa=OK, iga=OK, adam=OK, rest=DENIED),
}
