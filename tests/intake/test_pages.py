"""Pages of lists: what a file may be, what they cost, and whose names they show."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from osnowa.audit.models import Entry
from osnowa.intake.models import Batch, ListRow
from osnowa.organisations.addresses import panel
from osnowa.participants.models import Enrolment, Person
from osnowa.projects.models import Project
from tests.access.rows import intake as rows
from tests.cast import NOW, TODAY
from tests.intake import files, lists
from tests.intake.test_batches import brought
from tests.queries import same_queries_for

TWO = [("Imię", "Nazwisko"), ("Anna", "Kowalska")]
SPOILT = "Imię;Nazwisko\r\nAnna;KamiÅ‚ska\r\n".encode()
BOMB = files.with_size(files.xlsx(TWO), "xl/worksheets/sheet1.xml", 2**31)


@pytest.fixture
def anna(here, browse):
    return browse(here.coordinator)


def send(client, world, content, name="lista.xlsx", **more):
    address = panel("intake:bring", world.project.slug)
    return client.post(address, {"file": SimpleUploadedFile(name, content), **more})


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "lista.xlsx", "pusty"),
        (b"%PDF-1.4 to nie arkusz \x00\x01", "lista.xlsx", "To nie jest arkusz"),
        (b"<html><table><tr><td>Anna</td></tr></table></html>", "lista.xls", "strona internetowa"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "lista.xls", "starym formacie"),
        (files.with_parts(files.xlsx(TWO), {"xl/vbaProject.bin": b"x"}), "lista.xlsx", "makra"),
        (
            files.with_size(files.xlsx(TWO), "xl/worksheets/sheet1.xml", 2**31),
            "lista.xlsx",
            "po rozpakowaniu",
        ),
        (
            "Imi\u0119;Nazwisko\r\nBo\u017cena;Å‚ojek\r\n".encode(),
            "lista.csv",
            "Polskie litery są w tym pliku zepsute",
        ),
        (b"x" * (21 * 1024 * 1024), "lista.csv", "ponad 20 MB"),
    ],
    ids=["empty", "pdf", "web page", "old Excel", "macros", "bomb", "spoilt letters", "large"],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(anna, here, content, name, said):
    answer = send(anna, here, content, name)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Batch.objects.exists()


def test_one_form_sent_twice_is_one_list(anna, here):
    nonce = "0b0cbd5c-9a5e-4f38-9d4c-2f1a2a7c7d11"
    send(anna, here, files.xlsx(TWO), nonce=nonce)
    send(anna, here, files.xlsx(TWO), nonce=nonce)
    other = send(anna, here, files.xlsx([*TWO, ("Ewa", "Nowa")]), nonce=nonce)

    assert Batch.objects.count() == 1
    assert other.status_code == 422


def test_a_mapping_is_remembered_for_the_same_headers(anna, here):
    content = files.xlsx([("Kto", "PESEL", "Nazwisko"), ("Anna", "", "Kowalska")])
    send(anna, here, content)
    batch = Batch.objects.get()
    said = {"c0": "first_name", "c1": "", "c2": "last_name", "enrolled_on": "16.04.2019"}
    anna.post(panel("intake:columns", here.project.slug, batch.pk), said)

    again = send(anna, here, content)
    page = anna.get(again.url).content.decode()

    assert re.search(r'<option value="first_name" selected', page)


def test_rows_cost_the_same_for_one_and_three(anna, here):
    batch = brought(here, rows.LIST, name="lista.csv")
    likely = ListRow.objects.get(batch=batch, verdict="likely_duplicate")
    address = panel("intake:batch", here.project.slug, batch.pk)

    def one_more():
        ListRow.objects.create(
            batch=batch,
            number=100 + ListRow.objects.count(),
            verdict="likely_duplicate",
            told=likely.told,
        )

    same_queries_for(lambda: anna.get(address), one_more, at_most=24)


def test_lists_cost_the_same_for_one_and_three(anna, here):
    address = panel("intake:batches", here.project.slug)

    def one_more():
        Batch.objects.create(
            project=here.project,
            name="lista.xlsx",
            brought_at=NOW,
            brought_by=here.coordinator,
            moved_at=NOW,
        )

    same_queries_for(lambda: anna.get(address), one_more, at_most=20)


def test_columns_and_one_row_cost_the_same_for_one_and_three(anna, here):
    batch = brought(here, rows.LIST, name="lista.csv")
    row = ListRow.objects.get(batch=batch, verdict="likely_duplicate")
    more = {"batch": batch, "verdict": "new", "told": row.told}
    addresses = [
        panel("intake:columns", here.project.slug, batch.pk),
        panel("intake:decide", here.project.slug, batch.pk, row.number),
        panel("intake:accept", here.project.slug, batch.pk),
    ]
    for address in addresses:
        same_queries_for(
            lambda at=address: anna.get(at),
            lambda: ListRow.objects.create(number=100 + ListRow.objects.count(), **more),
            at_most=24,
        )


def test_a_hidden_person_of_another_project_is_nobody_on_the_page(anna, here):
    stranger = Person.objects.create(
        centre=here.centre, first_name="Urszula", last_name="Ukryta", is_hidden=True, registered_at=NOW
    )
    other = Project.objects.exclude(pk=here.project.pk).first()
    Enrolment.objects.create(project=other, person=stranger, number="X/1", enrolled_on=TODAY)

    batch = brought(here, "Imię;Nazwisko\nUrszula;Ukryta\n".encode(), name="lista.csv")
    page = anna.get(panel("intake:batch", here.project.slug, batch.pk)).content.decode()

    assert "Ktoś, kogo nie widzisz" in page
    assert f"/osoby/{stranger.pk}/" not in page


def test_the_work_shows_its_progress_without_a_script(anna, here):
    batch = brought(here, rows.LIST, name="lista.csv")
    Batch.objects.filter(pk=batch.pk).update(stage="taking", work_count=40, done_count=10, told_at=NOW)

    page = anna.get(panel("intake:batch", here.project.slug, batch.pk)).content.decode()

    assert 'http-equiv="refresh"' in page
    assert 'value="25"' in page
    assert "Zrobiono 10 z 40 wierszy." in page


def test_refused_rows_leave_with_their_reasons_and_a_word_in_the_journal(anna, here):
    batch = brought(here, lists.workbook(30))
    answer = anna.get(panel("intake:refused", here.project.slug, batch.pk, "csv"))

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("wiersz;kolumna;powód;Lp.;Nazwisko")
    assert len(lines) == 3
    assert Entry.objects.filter(verb="intake.list.downloaded").exists()
