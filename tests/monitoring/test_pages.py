"""The pages of a register: what stands in the way, files, answers, one person."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from osnowa.audit.models import Entry
from osnowa.monitoring.models import Feedback, Sending, TechnicalId
from osnowa.organisations.addresses import panel
from tests.cast import NOW
from tests.queries import same_queries_for


@pytest.fixture
def anna(browse, cast, here, maria):
    return browse(cast.anna)


def address(world, name="register", *args):
    return panel(f"monitoring:{name}", world.project.slug, *args)


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def make(client, world, to="", **typed):
    """Return the answer to the button, and the bytes of its file."""
    where = address(world, "make_file") + (f"?rejestr={to}" if to else "")
    answer = client.post(where, {"extent": "all", "shape": "csv", **typed})
    content = b"".join(answer.streaming_content)
    return answer, content


def csv(*lines):
    return SimpleUploadedFile("plik.csv", "\r\n".join(lines).encode("utf-8-sig"), "text/csv")


def test_page_says_who_may_be_sent_and_links_every_fault_to_its_form(anna, here, maria):
    page = anna.get(address(here))
    told = text_of(page)

    assert "Do poprawy: 2 osoby" in told
    assert "SL2014" in told
    stranger = here.stranger_enrolment
    assert panel("participants:step", stranger.pk, "sensitive") in page.content.decode()
    assert panel("monitoring:person", stranger.pk) in page.content.decode()


def test_look_at_the_faults_is_noted_once(anna, here):
    anna.get(address(here))
    anna.get(address(here))

    assert Entry.objects.filter(verb="monitoring.faults.seen").count() == 1


def test_rehearsal_says_so(anna, here):
    told = text_of(anna.get(address(here) + "?rejestr=sm-efs"))

    assert "To próba: ten projekt nie trafia do SM EFS" in told
    assert anna.get(address(here) + "?rejestr=nie-ma").status_code == 404


def test_file_comes_at_once_and_stands_in_the_history(anna, here):
    answer, content = make(anna, here)

    assert answer["Content-Disposition"] == 'attachment; filename="Uczestnicy_SL2014_2019-04-16.csv"'
    assert answer["Cache-Control"] == "private, no-store"
    assert content.startswith(b"\xef\xbb\xbfKraj;")
    assert "nr 1 z 16.04.2019" in text_of(anna.get(address(here)))


def test_nothing_to_send_is_said_on_the_form(anna, here):
    make(anna, here)

    answer = anna.post(address(here, "make_file"), {"extent": "changed", "shape": "csv"})

    assert answer.status_code == 422
    assert "Nie ma kogo wysłać" in text_of(answer)


def test_own_file_brought_back_shows_no_difference(anna, here):
    _answer, content = make(anna, here)

    answer = anna.post(address(here, "compare"), {"file": SimpleUploadedFile("plik.csv", content)})
    told = text_of(answer)

    assert answer.status_code == 200
    assert "Różnice w danych" not in told
    assert Entry.objects.filter(verb="monitoring.export.compared").exists()


def test_differences_are_told_field_by_field(anna, here):
    _answer, content = make(anna, here)
    content = content.replace(b"50-502", b"50-503")

    told = text_of(anna.post(address(here, "compare"), {"file": SimpleUploadedFile("plik.csv", content)}))

    assert "Kod pocztowy : u nas „50-502”, w portalu „50-503”." in told


def test_technical_ids_of_an_export_are_kept(anna, here, maria):
    here.project.agreement_number = "RPDS.09.01.01-02-0001/17"
    here.project.save()
    _answer, content = make(anna, here, to="sm-efs")
    lines = content.decode("utf-8-sig").splitlines()
    place = lines[0].split(";").index("Techniczny identyfikator")
    cells = lines[1].split(";")
    cells[place] = "4711"

    anna.post(
        address(here, "compare") + "?rejestr=sm-efs",
        {"file": csv(lines[0], ";".join(cells)), "keep_ids": "on"},
    )

    assert TechnicalId.objects.current().get(enrolment=maria).value == "4711"


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02 nie tabela", "Zupełnie;inne\r\n1;2\r\n".encode()],
    ids=["empty", "bytes", "other"],
)
def test_what_cannot_be_read_is_said_at_the_form(anna, here, content):
    answer = anna.post(address(here, "compare"), {"file": SimpleUploadedFile("plik.csv", content)})

    assert answer.status_code == 422


def test_feedback_is_taken_in_settled_and_withdrawn(anna, here, maria):
    make(anna, here)
    brought = csv("Nr wiersza;Pole;Komunikat", "2;Kod pocztowy;Zły kod", "7;;Nikt")
    answer = anna.post(
        address(here, "take_in"), {"file": brought, "sending": Sending.objects.get().pk}, follow=True
    )
    told = text_of(answer)
    assert "Zły kod" in told
    assert "Nie znamy osoby" in told
    assert "Zły kod" in text_of(anna.get(panel("monitoring:person", maria.pk)))

    feedback = Feedback.objects.get()
    anna.post(address(here, "settle", feedback.answers.get(enrolment=maria).pk))
    assert "Zły kod" not in text_of(anna.get(panel("monitoring:person", maria.pk)))
    anna.post(address(here, "withdraw_feedback", feedback.pk))

    assert anna.get(address(here, "feedback", feedback.pk)).status_code == 404


def test_person_page_tells_own_faults_and_what_goes_into_the_file(browse, cast, here, maria):
    sabina = browse(cast.sabina)
    told = text_of(sabina.get(panel("monitoring:person", maria.pk)))

    assert "Dane tej osoby są gotowe do wysłania" in told
    assert "osoba bierna zawodowo" in told
    assert "Wszystkie osoby projektu" not in told


@pytest.mark.guard
def test_the_register_costs_the_same_for_one_and_three(anna, here, one_more, cast):
    def faulty():
        enrolment = one_more()
        enrolment.answers.all().delete()
        number = Sending.objects.count() + 1
        Sending.objects.create(
            project=here.project,
            register="sl2014",
            number=number,
            day=NOW.date(),
            made_at=NOW,
            made_by=cast.anna,
            extent="all",
            shape="csv",
        )
        Feedback.objects.create(project=here.project, register="sl2014", received_at=NOW)

    same_queries_for(lambda: anna.get(address(here)), faulty, at_most=40)


@pytest.mark.guard
def test_the_feedback_costs_the_same_for_one_and_three(anna, here, maria, one_more):
    feedback = Feedback.objects.create(project=here.project, register="sl2014", received_at=NOW)

    def answered():
        row = feedback.answers.count() + 1
        feedback.answers.create(row=row, enrolment=one_more(), field="gmina", message="Źle")

    same_queries_for(lambda: anna.get(address(here, "feedback", feedback.pk)), answered, at_most=30)


@pytest.mark.guard
def test_the_person_costs_the_same_for_one_and_three(anna, here, maria):
    feedback = Feedback.objects.create(project=here.project, register="sl2014", received_at=NOW)

    def answered():
        feedback.answers.create(row=feedback.answers.count(), enrolment=maria, message="Źle")

    same_queries_for(lambda: anna.get(panel("monitoring:person", maria.pk)), answered, at_most=40)


def test_days_of_the_future_are_not_asked(anna, here, maria):
    maria.first_support_on = NOW.date() + timedelta(days=3)
    maria.save()

    assert "Udział nie ma daty rozpoczęcia" in text_of(anna.get(address(here)))
