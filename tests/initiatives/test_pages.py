"""Pages of community initiatives."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import strip_tags

from osnowa.initiatives.models import Initiative, InitiativeEvidence
from osnowa.initiatives.queries import initiatives_visible_to
from osnowa.organisations.addresses import panel
from osnowa.projects.queries.standing import standing_of
from tests.accessibility import faults
from tests.cast import NOW, TODAY
from tests.queries import same_queries_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(here):
    """Return a function from the name of a verb to its address for the initiative of the cast."""

    def address(name, *more, pk=None):
        return panel(f"initiatives:{name}", here.project.slug, pk or here.initiative.pk, *more)

    return address


def text_of(response) -> str:
    return " ".join(unescape(strip_tags(response.content.decode())).split())


def test_the_list_tells_what_does_not_count(here, cast, browse):
    here.evidence.delete()

    response = browse(cast.anna).get(panel("initiatives:initiatives", here.project.slug))

    assert "bez dowodu, nie liczy się" in text_of(response)
    assert faults(response.content.decode()) == []


@pytest.mark.parametrize(
    ("state", "count"), [("", 1), ("przeprowadzone", 1), ("zaplanowane", 0), ("odwolane", 0)]
)
def test_the_list_is_filtered_by_state(here, cast, browse, state, count):
    response = browse(cast.anna).get(panel("initiatives:initiatives", here.project.slug) + f"?stan={state}")

    assert text_of(response).count("Piknik sąsiedzki") == count


def test_what_came_later_is_not_shown(here, cast, browse, address):
    Initiative.objects.update(held_on=TODAY + timedelta(days=1))

    page = text_of(browse(cast.anna).get(address("initiative")))

    assert "zaplanowana" in page
    assert "Nie ma jeszcze dowodu" in page
    assert "Ile osób przyszło" not in page


def test_holding_proving_and_withdrawing(here, cast, browse, address):
    client = browse(cast.anna)
    Initiative.objects.update(state="planned", headcount=None)
    here.evidence.delete()

    client.post(address("hold"), {"headcount": "25"})
    assert "Ta inicjatywa się nie liczy" in text_of(client.get(address("initiative")))
    client.post(
        address("add_evidence"),
        {"kind": "list", "description": "lista", "upload": SimpleUploadedFile("lista.pdf", b"%PDF-1.7")},
    )
    assert "Ta inicjatywa liczy się do wskaźnika" in text_of(client.get(address("initiative")))
    evidence = InitiativeEvidence.objects.current().get()
    question = client.get(address("withdraw_evidence", evidence.pk))
    assert "przestanie się liczyć i wskaźnik spadnie" in text_of(question)
    client.post(address("withdraw_evidence", evidence.pk))
    assert "Ta inicjatywa się nie liczy" in text_of(client.get(address("initiative")))
    for gone in (address("withdraw_evidence", evidence.pk), panel("initiatives:scan", evidence.pk)):
        page = client.get(gone)
        assert (page.status_code, "Nie ma takiej strony" in text_of(page)) == (404, True)


def test_a_double_click_adds_one_piece_of_evidence(here, cast, browse, address):
    client = browse(cast.anna)
    sent = {"kind": "list", "description": "lista", "original_place": "segregator", "nonce": str(uuid4())}

    answers = [client.post(address("add_evidence"), sent) for _ in range(2)]

    assert {answer.url for answer in answers} == {address("initiative")}
    assert here.initiative.evidence.filter(description="lista").count() == 1
    assert 'name="nonce"' in client.get(address("add_evidence")).content.decode()


def test_a_refusal_keeps_what_was_typed(here, cast, browse):
    response = browse(cast.anna).post(
        panel("initiatives:add", here.project.slug), {"name": "Za wcześnie", "held_on": "1.01.2018"}
    )

    assert response.status_code == 422
    assert "poza okresem projektu" in text_of(response)
    assert 'value="Za wcześnie"' in response.content.decode()
    assert faults(response.content.decode()) == []


def test_nothing_sent_is_refused_too(cast, browse, address):
    Initiative.objects.update(state="planned", headcount=None)

    response = browse(cast.anna).post(address("cancel"))

    assert response.status_code == 422
    assert "Powód odwołania" in text_of(response)
    assert "Uzupełnij pole „Powód odwołania”" in text_of(response)


def test_partner_staff_see_the_initiatives_of_their_groups(here, cast, browse, address):
    who = standing_of(cast.bartek, here.centre, TODAY)
    assert not initiatives_visible_to(who).exists()
    here.group.partnership = here.partnership
    here.group.save()

    assert list(initiatives_visible_to(who)) == [here.initiative]
    assert "Stół na podwórku" in text_of(browse(cast.bartek).get(address("initiative")))


def test_a_scan_is_downloaded(here, cast, browse):
    response = browse(cast.anna).get(panel("initiatives:scan", here.evidence.pk))

    assert response.getvalue() == b"piknik"


@pytest.mark.guard
def test_the_list_needs_as_many_statements_for_one_as_for_three(here, cast, browse):
    client = browse(cast.anna)

    def add():
        event = Initiative.objects.create(
            project=here.project,
            name=f"Nowa {Initiative.objects.count()}",
            held_on=TODAY,
            group=here.group,
            recorded_at=NOW,
        )
        event.evidence.create(kind="list", description="lista", original_place="segregator", recorded_at=NOW)

    same_queries_for(lambda: client.get(panel("initiatives:initiatives", here.project.slug)), add, at_most=14)


@pytest.mark.guard
def test_the_page_needs_as_many_statements_for_one_proof_as_for_three(here, cast, browse, address):
    client = browse(cast.anna)
    here.evidence.delete()

    def add():
        name = f"lista-{here.initiative.evidence.count()}.pdf"
        here.initiative.evidence.create(
            kind="list",
            description=name,
            scan=here.store(name.encode(), name, "application/pdf"),
            recorded_at=NOW,
        )

    same_queries_for(lambda: client.get(address("initiative")), add, at_most=14)
