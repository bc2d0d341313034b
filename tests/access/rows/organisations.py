"""The directory of a centre, which every member may read, and its accounts, which are the administrator's."""

from itertools import count

from django_scopes import scope

from osnowa.organisations.models import Area, ContactPoint, Membership, Organisation, Place, Role, Unit
from tests.access.matrix import BAD, DENIED, GO, HIDDEN, OK, who
from tests.cast import TODAY

_numbers = count(1)


def organisation(world):
    row = Organisation(centre=world.centre, name=f"Podmiot {next(_numbers)}", kind="other")
    row.save()
    return {"pk": row.pk}


def unit(world):
    row = Unit(organisation=world.own_organisation, name=f"Komórka {next(_numbers)}")
    row.save()
    return {"pk": row.pk}


def contact_point(world):
    row = ContactPoint(unit=world.project.office, value=f"+48717{next(_numbers):06}")
    row.save()
    return {"pk": row.pk}


def place(world):
    row = Place(centre=world.centre, name=f"Miejsce {next(_numbers)}")
    row.save()
    return {"pk": row.pk}


def area(world):
    row = Area(centre=world.centre, name=f"Obszar {next(_numbers)}")
    row.save()
    return {"pk": row.pk}


def trainer(world):
    return {"pk": world.trainer.pk}


def membership(world):
    with scope(centre=world.centre):
        return {"pk": Membership.objects.get(user=world.trainer).pk}


def role(world):
    return {"role": Role.STAFF, "organisation": world.own_organisation.pk, "begins_on": "16.04.2019"}


def person(world):
    return {"name": "Nowa Osoba", "email": f"nowa{next(_numbers)}@example.pl"}


def named(world):
    return {"name": f"Inna nazwa {next(_numbers)}", "kind": "other"}


EVERYBODY = {"rest": OK}
DIRECTORY = {"anna": OK, "adam": OK, "rest": DENIED}
DIRECTORY_DONE = {"anna": GO, "adam": GO, "rest": DENIED}
# The data protection officer sees accounts and changes none; Tomek is the one asked about.
LOOK = {"adam": OK, "iga": OK, "rest": DENIED}
LOOK_AT_TOMEK = {"adam": OK, "iga": OK, "tomek": DENIED, "rest": HIDDEN}
TOMEK = {"adam": OK, "iga": DENIED, "tomek": DENIED, "rest": HIDDEN}
TOMEK_DONE = {**TOMEK, "adam": GO}
TOMEK_REFUSED = {**TOMEK, "adam": BAD}

CENTRE = {"adam": OK, "rest": DENIED}

ROWS = {
    ("GET", "organisations:correct_centre"): who(**CENTRE),
    ("POST", "organisations:correct_centre"): who(
        sends=lambda world: {"name": f"Ośrodek {next(_numbers)}", "short_name": "Ośrodek"},
        **{**CENTRE, "adam": GO},
    ),
    ("GET", "organisations:organisations"): who(**EVERYBODY),
    ("GET", "organisations:organisation"): who(
        to=lambda world: {"pk": world.partner_organisation.pk}, **EVERYBODY
    ),
    ("GET", "organisations:add_organisation"): who(**DIRECTORY),
    ("POST", "organisations:add_organisation"): who(sends=named, **DIRECTORY_DONE),
    ("GET", "organisations:correct_organisation"): who(to=organisation, **DIRECTORY),
    ("POST", "organisations:correct_organisation"): who(to=organisation, sends=named, **DIRECTORY_DONE),
    ("GET", "organisations:withdraw_organisation"): who(to=organisation, **DIRECTORY),
    ("POST", "organisations:withdraw_organisation"): who(to=organisation, **DIRECTORY_DONE),
    ("GET", "organisations:add_unit"): who(to=organisation, **DIRECTORY),
    ("POST", "organisations:add_unit"): who(to=organisation, sends=named, **DIRECTORY_DONE),
    ("GET", "organisations:correct_unit"): who(to=unit, **DIRECTORY),
    ("POST", "organisations:correct_unit"): who(to=unit, sends=named, **DIRECTORY_DONE),
    ("GET", "organisations:withdraw_unit"): who(to=unit, **DIRECTORY),
    ("POST", "organisations:withdraw_unit"): who(to=unit, **DIRECTORY_DONE),
    ("GET", "organisations:add_contact_point"): who(to=unit, **DIRECTORY),
    ("POST", "organisations:add_contact_point"): who(
        to=unit, sends=lambda world: {"kind": "phone", "value": "71 78 22 322"}, **DIRECTORY_DONE
    ),
    ("GET", "organisations:correct_contact_point"): who(to=contact_point, **DIRECTORY),
    ("POST", "organisations:correct_contact_point"): who(
        to=contact_point, sends=lambda world: {"kind": "fax", "value": "71 78 22 405"}, **DIRECTORY_DONE
    ),
    ("GET", "organisations:withdraw_contact_point"): who(to=contact_point, **DIRECTORY),
    ("POST", "organisations:withdraw_contact_point"): who(to=contact_point, **DIRECTORY_DONE),
    ("GET", "organisations:places"): who(**EVERYBODY),
    ("GET", "organisations:add_place"): who(**DIRECTORY),
    ("POST", "organisations:add_place"): who(sends=named, **DIRECTORY_DONE),
    ("GET", "organisations:correct_place"): who(to=place, **DIRECTORY),
    ("POST", "organisations:correct_place"): who(to=place, sends=named, **DIRECTORY_DONE),
    ("GET", "organisations:withdraw_place"): who(to=place, **DIRECTORY),
    ("POST", "organisations:withdraw_place"): who(to=place, **DIRECTORY_DONE),
    ("GET", "organisations:areas"): who(**EVERYBODY),
    ("GET", "organisations:add_area"): who(**DIRECTORY),
    ("POST", "organisations:add_area"): who(sends=named, **DIRECTORY_DONE),
    ("GET", "organisations:correct_area"): who(to=area, **DIRECTORY),
    ("POST", "organisations:correct_area"): who(to=area, sends=named, **DIRECTORY_DONE),
    ("GET", "organisations:withdraw_area"): who(to=area, **DIRECTORY),
    ("POST", "organisations:withdraw_area"): who(to=area, **DIRECTORY_DONE),
    ("GET", "organisations:members"): who(**LOOK),
    ("GET", "organisations:member"): who(to=trainer, **LOOK_AT_TOMEK),
    ("GET", "organisations:invite_member"): who(adam=OK, rest=DENIED),
    ("POST", "organisations:invite_member"): who(
        sends=lambda world: {**person(world), **role(world)}, adam=GO, rest=DENIED
    ),
    ("GET", "organisations:correct_member"): who(to=trainer, **TOMEK),
    ("POST", "organisations:correct_member"): who(to=trainer, sends=person, **TOMEK_DONE),
    ("GET", "organisations:add_membership"): who(to=trainer, **TOMEK),
    # He has this role already.
    ("POST", "organisations:add_membership"): who(to=trainer, sends=role, **TOMEK_REFUSED),
    ("GET", "organisations:end_membership"): who(to=membership, **TOMEK),
    ("POST", "organisations:end_membership"): who(
        to=membership, sends=lambda world: {"ends_before": f"{TODAY:%d.%m.%Y}"}, **TOMEK_DONE
    ),
    ("GET", "organisations:withdraw_membership"): who(to=membership, **TOMEK),
    # It has been in force since last year.
    ("POST", "organisations:withdraw_membership"): who(to=membership, **TOMEK_REFUSED),
    ("POST", "organisations:deactivate_member"): who(to=trainer, **TOMEK_DONE),
    ("POST", "organisations:reactivate_member"): who(to=trainer, **TOMEK_DONE),
    ("POST", "organisations:send_password_link"): who(to=trainer, **TOMEK_DONE),
}
