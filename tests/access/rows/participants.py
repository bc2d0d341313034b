"""People: coordinators see their project, social workers their caseload, others need a reason."""

from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from osnowa.participants.actions import merge_people
from osnowa.participants.models import CaseworkerAssignment, Exit, Ground, GroupMembership, Outcome, Person
from osnowa.projects.models import Group
from tests.access.matrix import BAD, DENIED, GO, HIDDEN, OK, who
from tests.cast import NOW, ROUND_BEGAN, TODAY

#: Maria is in the caseload of Sabina and in a group of Tomek; her partner organisation runs no group of hers.
FILE = {"anna": OK, "sabina": OK, "tomek": DENIED, "ewa": DENIED, "rest": HIDDEN}
DONE = {"anna": GO, "sabina": GO, "tomek": DENIED, "ewa": DENIED, "rest": HIDDEN}
COORDINATED = {"anna": OK, "sabina": DENIED, "tomek": DENIED, "ewa": DENIED, "rest": HIDDEN}
COORDINATED_DONE = {**COORDINATED, "anna": GO}
SCAN = {"anna": OK, "sabina": OK, "ewa": OK, "tomek": DENIED, "rest": HIDDEN}
LISTED = {
    **dict.fromkeys(("anna", "sabina", "tomek", "bartek", "ewa", "iga"), OK),
    **dict.fromkeys(("kasia", "adam", "hanna", "celina"), DENIED),
}


def maria(world):
    return {"pk": world.person.pk}


def newcomer(world):
    """Somebody in no project yet."""
    with scope(centre=world.centre):
        person = Person.objects.create(
            centre=world.centre, first_name="Nowa", last_name="Osoba", registered_at=NOW
        )
    return {"pk": person.pk}


def maria_and_newcomer(world):
    """Maria, and somebody in no project who may be her."""
    return {**maria(world), "other": newcomer(world)["pk"]}


def merged(world):
    """A newcomer whose record became Maria's."""
    with scope(centre=world.centre):
        other = Person.objects.get(**newcomer(world))
        row = merge_people(kept=world.person, merged=other, by=world.coordinator, at=NOW)
    return {"pk": row.pk}


def enrolment(world):
    return {"pk": world.enrolment.pk}


def ground(world):
    return {"pk": world.ground.pk}


def awaiting(world):
    """A ground of Maria that nobody checked yet."""
    with scope(centre=world.centre):
        row = Ground.objects.create(
            person=world.person,
            kind="poverty",
            document_kind="decision",
            document_number="DS.1",
            valid_from=ROUND_BEGAN,
            recorded_at=NOW,
        )
    return {"pk": row.pk}


def membership(world):
    with scope(centre=world.centre):
        return {"pk": GroupMembership.objects.get(enrolment=world.enrolment).pk}


def second_stay(world):
    """A stay in a group without sessions, so that it may be withdrawn."""
    with scope(centre=world.centre):
        group, _new = Group.objects.get_or_create(project=world.project, name="Grupa wsparcia")
        row, _new = GroupMembership.objects.get_or_create(
            enrolment=world.enrolment, group=group, joined_on=ROUND_BEGAN
        )
    return {"pk": row.pk}


def assignment(world):
    with scope(centre=world.centre):
        return {"pk": CaseworkerAssignment.objects.get(enrolment=world.enrolment).pk}


def ended(world):
    """Maria's participation, which has ended."""
    with scope(centre=world.centre):
        if not Exit.objects.current().filter(enrolment=world.enrolment).exists():
            Exit.objects.create(
                enrolment=world.enrolment,
                ended_on=TODAY,
                reason="completed",
                situation="improved",
                on_path=True,
                outcome_due_on=date(2019, 7, 16),
                recorded_at=NOW,
            )
    return enrolment(world)


def measured(world):
    """Maria's participation with a first measurement."""
    outcome(world)
    return enrolment(world)


def outcome(world):
    """A measurement of Maria with a scan."""
    with scope(centre=world.centre):
        row = Outcome.objects.current().filter(enrolment=world.enrolment).first()
        row = row or Outcome.objects.create(
            enrolment=world.enrolment,
            instrument="ankieta",
            before_on=ROUND_BEGAN,
            before_points=Decimal(20),
            scan=world.file,
            recorded_at=NOW,
        )
    return {"pk": row.pk}


def name(world):
    return {"first_name": "Maria", "last_name": "Nowak-Nowa", "lacks_pesel": "on"}


def into_project(world):
    return {"enrolled_on": "16.04.2019", "caseworker": world.caseworker.pk}


def document(world):
    return {
        "kind": "poverty",
        "document_kind": "decision",
        "valid_from": "2018-10-01",
        "upload": SimpleUploadedFile("decyzja.pdf", b"%PDF-1.7\n"),
    }


def other_document(world):
    return {"kind": "unemployment", "document_kind": "statement", "valid_from": "2018-10-01"}


def decision(world):
    return {"decision": "verify"}


def dates(world):
    return {"joined_on": "1.10.2018", "left_before": "17.04.2019"}


def group(world):
    with scope(centre=world.centre):
        row, _new = Group.objects.get_or_create(project=world.project, name="Grupa wiosenna")
    return {"group": row.pk, "joined_on": "16.04.2019"}


def worker(world):
    return {"worker": world.coordinator.pk, "begins_on": "16.04.2019"}


def ending(world):
    return {"ended_on": "16.04.2019", "reason": "completed", "situation": "improved", "on_path": "tak"}


def points(world):
    return {"instrument": "ankieta", "before_on": "1.10.2018", "before_points": "20,5"}


def number(world):
    return {"number": "X/1", "enrolled_on": "1.10.2018"}


def motive(world):
    return {"reason": "wniosek z art. 15 RODO"}


def meant(world):
    return {"meant": f"{world.person.first_name} {world.person.last_name}", **motive(world)}


#: Only who opens files with a reason; others hear so before anything is looked up.
REASONED = {
    "iga": OK,
    **dict.fromkeys(("anna", "sabina", "tomek", "bartek", "kasia", "ewa", "adam", "hanna", "celina"), DENIED),
}
#: Maria is not Sabina's to take back; a newcomer is known to those who register people.
MERGING = {"anna": OK, "sabina": DENIED, "rest": HIDDEN}
NEWCOMER = {"anna": OK, "sabina": OK, "rest": HIDDEN}
REGISTERING = {"anna": OK, "sabina": OK, "rest": DENIED}

ROWS = {
    ("GET", "participants:people"): who(**LISTED),
    ("POST", "participants:people"): who(
        sends=lambda world: {"q": "Nowak"},
        **{member: GO if outcome == OK else outcome for member, outcome in LISTED.items()},
    ),
    ("GET", "participants:alike"): who(anna=OK, rest=DENIED),
    ("GET", "participants:register"): who(**REGISTERING),
    ("POST", "participants:register"): who(
        sends=lambda world: {"first_name": "Nowa", "last_name": "Osoba"}, anna=GO, sabina=GO, rest=DENIED
    ),
    ("GET", "participants:reason_search"): who(**REASONED),
    ("POST", "participants:reason_search"): who(sends=meant, **{**REASONED, "iga": GO}),
    ("GET", "participants:reason"): who(to=maria, **REASONED),
    ("POST", "participants:reason"): who(to=maria, sends=motive, **{**REASONED, "iga": GO}),
    ("GET", "participants:merge"): who(to=maria_and_newcomer, **MERGING),
    ("POST", "participants:merge"): who(to=maria_and_newcomer, **{**MERGING, "anna": GO}),
    ("POST", "participants:tell_apart"): who(to=maria_and_newcomer, **{**MERGING, "anna": GO}),
    ("GET", "participants:undo_merge"): who(to=merged, **COORDINATED),
    ("POST", "participants:undo_merge"): who(to=merged, **COORDINATED_DONE),
    ("GET", "participants:correct"): who(to=maria, **FILE),
    ("POST", "participants:correct"): who(to=maria, sends=name, **DONE),
    ("GET", "participants:withdraw"): who(to=newcomer, **NEWCOMER),
    ("POST", "participants:withdraw"): who(to=newcomer, anna=GO, sabina=GO, rest=HIDDEN),
    ("GET", "participants:enrol"): who(to=newcomer, **NEWCOMER),
    # Sabina enrols into her own caseload, and Anna may choose her.
    ("POST", "participants:enrol"): who(to=newcomer, sends=into_project, anna=GO, sabina=GO, rest=HIDDEN),
    ("GET", "participants:add_ground"): who(to=maria, **FILE),
    ("POST", "participants:add_ground"): who(to=maria, sends=document, **DONE),
    ("GET", "participants:correct_ground"): who(to=ground, **FILE),
    ("POST", "participants:correct_ground"): who(to=ground, sends=other_document, **DONE),
    ("GET", "participants:decide_ground"): who(to=awaiting, **COORDINATED),
    ("POST", "participants:decide_ground"): who(to=awaiting, sends=decision, **COORDINATED_DONE),
    ("GET", "participants:withdraw_ground"): who(to=ground, **FILE),
    ("POST", "participants:withdraw_ground"): who(to=ground, **DONE),
    ("GET", "participants:ground_scan"): who(to=ground, **SCAN),
    ("GET", "participants:correct_enrolment"): who(to=enrolment, **FILE),
    ("POST", "participants:correct_enrolment"): who(to=enrolment, sends=number, **DONE),
    ("GET", "participants:withdraw_enrolment"): who(to=enrolment, **COORDINATED),
    # A contact hangs on it.
    ("POST", "participants:withdraw_enrolment"): who(to=enrolment, **{**COORDINATED, "anna": BAD}),
    ("GET", "participants:join_group"): who(to=enrolment, **FILE),
    ("POST", "participants:join_group"): who(to=enrolment, sends=group, **DONE),
    ("GET", "participants:correct_membership"): who(to=membership, **FILE),
    ("POST", "participants:correct_membership"): who(to=membership, sends=dates, **DONE),
    ("GET", "participants:withdraw_membership"): who(to=second_stay, **FILE),
    ("POST", "participants:withdraw_membership"): who(to=second_stay, **DONE),
    ("GET", "participants:hand_over"): who(to=enrolment, **COORDINATED),
    ("POST", "participants:hand_over"): who(to=enrolment, sends=worker, **COORDINATED_DONE),
    ("GET", "participants:withdraw_caseworker"): who(to=assignment, **COORDINATED),
    ("POST", "participants:withdraw_caseworker"): who(to=assignment, **COORDINATED_DONE),
    ("GET", "participants:end"): who(to=enrolment, **FILE),
    ("POST", "participants:end"): who(to=enrolment, sends=ending, **DONE),
    ("GET", "participants:withdraw_exit"): who(to=ended, **FILE),
    ("POST", "participants:withdraw_exit"): who(to=ended, **DONE),
    ("GET", "participants:measure"): who(to=enrolment, **FILE),
    ("POST", "participants:measure"): who(to=enrolment, sends=points, **DONE),
    ("GET", "participants:withdraw_outcome"): who(to=measured, **FILE),
    ("POST", "participants:withdraw_outcome"): who(to=measured, **DONE),
    ("GET", "participants:outcome_scan"): who(to=outcome, **SCAN),
}
