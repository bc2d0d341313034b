"""Contacts: read in the file of a person, written by whoever works with them, never by a controller."""

from django_scopes import scope

from osnowa.support.models import LedgerEntry
from tests.access.matrix import DENIED, GO, HIDDEN, OK, who
from tests.cast import NOW

#: Tomek knows Maria by name and Ewa reads her file; neither works with her.
MAY_NOT = {"tomek": DENIED, "ewa": DENIED}


def person(world):
    return {"person": world.person.pk}


def contact(world):
    # The cast writes its contact past the actions; here it stands in the ledger, as it would have.
    found = world.contact
    with scope(centre=world.centre):
        LedgerEntry.objects.get_or_create(
            enrolment=found.enrolment,
            source=found.label,
            defaults={
                "form": found.form,
                "began_on": found.contacted_on,
                "ended_on": found.contacted_on,
                "recorded_at": NOW,
            },
        )
    return {"series": found.series}


def facts(world):
    return {
        "form": world.contact_form.pk,
        "worker": world.caseworker.pk,
        "channel": "personal",
        "took_place": "yes",
        "contacted_on": "16.04.2019",
        "minutes": "30",
        "note": "Rozmowa.",
    }


def correction(world):
    return {**facts(world), "wersja": world.contact.pk}


ROWS = {
    ("GET", "casework:contacts"): who(to=person, rest=HIDDEN, anna=OK, sabina=OK, ewa=OK, tomek=DENIED),
    ("GET", "casework:note_contact"): who(to=person, rest=HIDDEN, anna=OK, sabina=OK, **MAY_NOT),
    ("POST", "casework:note_contact"): who(
        to=person, sends=facts, rest=HIDDEN, anna=GO, sabina=GO, **MAY_NOT
    ),
    ("GET", "casework:correct_contact"): who(to=contact, rest=HIDDEN, anna=OK, sabina=OK, ewa=DENIED),
    ("POST", "casework:correct_contact"): who(
        to=contact, sends=correction, rest=HIDDEN, anna=GO, sabina=GO, ewa=DENIED
    ),
    ("POST", "casework:withdraw_contact"): who(to=contact, rest=HIDDEN, anna=GO, sabina=GO, ewa=DENIED),
    ("POST", "casework:restore_contact"): who(to=contact, rest=HIDDEN, anna=GO, sabina=GO, ewa=DENIED),
}
