"""Lists brought to a project: its coordinator brings, takes and withdraws them; to others there are none."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from osnowa.intake import tasks
from osnowa.intake.actions import bring_list, describe_columns
from osnowa.intake.models import ListRow
from tests.access.matrix import DENIED, GO, HIDDEN, OK, who
from tests.cast import NOW, TODAY

#: Somebody new, somebody who may be Maria, and somebody refused.
LIST = "Imię;Nazwisko;PESEL\nJerzy;Wójcik;\nMaria;Nowak;\nAdam;;\n".encode()
COLUMNS = {"c0": "first_name", "c1": "last_name", "c2": "pesel", "enrolled_on": "16.04.2019"}


def of_project(world):
    return {"slug": world.project.slug}


def brought(world):
    """A list whose columns are not described yet."""
    with scope(centre=world.centre):
        batch = bring_list(
            project=world.project, content=LIST, name="lista.csv", by=world.coordinator, at=NOW
        )
    return {"slug": world.project.slug, "pk": batch.pk}


def judged(world):
    """A list that waits to be taken."""
    key = brought(world)["pk"]
    with scope(centre=world.centre):
        batch = world.project.batches.get(pk=key)
        mapping = {0: "first_name", 1: "last_name", 2: "pesel"}
        described = describe_columns(
            batch=batch,
            sheet="lista.csv",
            mapping=mapping,
            enrolled_on=TODAY,
            by=world.coordinator,
            at=NOW,
        )
        tasks.carry_on(described)
    return {"slug": world.project.slug, "pk": key}


def row(world):
    address = judged(world)
    with scope(centre=world.centre):
        number = ListRow.objects.filter(batch=address["pk"], verdict="new").first().number
    return {**address, "number": number}


def refused(world):
    return {**judged(world), "shape": "csv"}


def a_file(world):
    return {"file": SimpleUploadedFile("lista.csv", LIST)}


ONLY = {"anna": OK, "rest": HIDDEN}
DONE = {"anna": GO, "rest": HIDDEN}

ROWS = {
    ("GET", "intake:batches"): who(to=of_project, anna=OK, rest=DENIED),
    ("GET", "intake:bring"): who(to=of_project, anna=OK, rest=DENIED),
    ("POST", "intake:bring"): who(to=of_project, sends=a_file, anna=GO, rest=DENIED),
    ("GET", "intake:batch"): who(to=judged, **ONLY),
    ("GET", "intake:columns"): who(to=brought, **ONLY),
    ("POST", "intake:columns"): who(to=brought, sends=lambda world: COLUMNS, **DONE),
    ("GET", "intake:accept"): who(to=judged, **ONLY),
    ("POST", "intake:accept"): who(to=judged, sends=lambda world: {"verdicts": "new"}, **DONE),
    ("POST", "intake:carry_on"): who(to=judged, **DONE),
    ("GET", "intake:withdraw"): who(to=judged, **ONLY),
    ("POST", "intake:withdraw"): who(to=judged, **DONE),
    ("GET", "intake:refused"): who(to=refused, **ONLY),
    ("GET", "intake:decide"): who(to=row, **ONLY),
    ("POST", "intake:decide"): who(to=row, sends=lambda world: {"choice": "left_out"}, **DONE),
}
