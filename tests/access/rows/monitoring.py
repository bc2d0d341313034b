"""Who may read what a register is told, make its files and take its answers in."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from osnowa.monitoring.models import Feedback, Sending, TechnicalId
from tests.access.matrix import BAD, DENIED, GO, HIDDEN, OK, who
from tests.access.rows.participants import enrolment
from tests.cast import NOW, TODAY

#: Everybody's data at once, hidden people too: coordinator and auditor; files are made by the former.
READ = {"anna": OK, "ewa": OK, "rest": DENIED}
#: One's own people, by the folder; Maria is nobody's whom Bartek knows.
OWN = {"anna": OK, "sabina": OK, "ewa": OK, "tomek": DENIED, "rest": HIDDEN}


def slug(world):
    return {"slug": world.project.slug}


def sending(world):
    with scope(centre=world.centre):
        row, _new = Sending.objects.get_or_create(
            project=world.project,
            register="sl2014",
            withdrawn_at=None,
            defaults={"number": 1, "day": TODAY, "made_at": NOW, "extent": "all", "shape": "csv"},
        )
    return {**slug(world), "pk": row.pk}


def feedback(world):
    with scope(centre=world.centre):
        row, _new = Feedback.objects.get_or_create(
            project=world.project, register="sl2014", withdrawn_at=None, defaults={"received_at": NOW}
        )
    return {**slug(world), "pk": row.pk}


def answer(world):
    with scope(centre=world.centre):
        found = Feedback.objects.get(pk=feedback(world)["pk"])
        row, _new = found.answers.get_or_create(row=1, enrolment=world.enrolment, settled_at=None)
    return {**slug(world), "pk": row.pk}


def technical_id(world):
    with scope(centre=world.centre):
        row, _new = TechnicalId.objects.get_or_create(
            enrolment=world.enrolment,
            register="sl2014",
            superseded_at=None,
            defaults={"value": "7", "recorded_at": NOW},
        )
    return {"pk": row.pk}


def brought(world):
    content = b"PESEL;Komunikat\r\n1;Zly\r\n"
    return {"file": SimpleUploadedFile("plik.csv", content, "text/csv")}


def exported(world):
    content = b"PESEL;Nazwisko\r\n1;Zly\r\n"
    return {"file": SimpleUploadedFile("plik.csv", content, "text/csv")}


ROWS = {
    ("GET", "monitoring:register"): who(to=slug, **READ),
    # Nobody of the cast has everything that the register asks, so there is nobody to write.
    ("POST", "monitoring:make_file"): who(
        to=slug, sends=lambda world: {"extent": "all", "shape": "csv"}, anna=BAD, rest=DENIED
    ),
    ("GET", "monitoring:withdraw_file"): who(to=sending, anna=OK, rest=DENIED),
    ("POST", "monitoring:withdraw_file"): who(to=sending, anna=GO, rest=DENIED),
    ("POST", "monitoring:compare"): who(to=slug, sends=exported, anna=OK, rest=DENIED),
    ("POST", "monitoring:take_in"): who(to=slug, sends=brought, anna=GO, rest=DENIED),
    ("GET", "monitoring:feedback"): who(to=feedback, **READ),
    ("GET", "monitoring:withdraw_feedback"): who(to=feedback, anna=OK, rest=DENIED),
    ("POST", "monitoring:withdraw_feedback"): who(to=feedback, anna=GO, rest=DENIED),
    ("POST", "monitoring:settle"): who(to=answer, anna=GO, rest=DENIED),
    ("GET", "monitoring:person"): who(to=enrolment, **OWN),
    ("GET", "monitoring:withdraw_id"): who(to=technical_id, **{**OWN, "sabina": DENIED, "ewa": DENIED}),
    ("POST", "monitoring:withdraw_id"): who(
        to=technical_id, **{**OWN, "anna": GO, "sabina": DENIED, "ewa": DENIED}
    ),
}
