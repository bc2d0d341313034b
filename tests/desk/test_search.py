"""One field finds what one may know of, and nothing else."""

from itertools import count

import pytest
from django.urls import reverse
from django_scopes import scope

from osnowa.audit.models import Entry
from osnowa.audit.queries import entries_of
from osnowa.participants.models import Enrolment, Ground, Person
from tests.cast import NOW, ROUND_BEGAN
from tests.queries import same_queries_for

PESEL = "84650301241"
MANY = 12


@pytest.fixture
def search(cast, browse):
    """A function that searches as somebody and returns the main part of the page."""

    def search(member, text, *, send=False):
        client = browse(getattr(cast, member))
        address = reverse("desk:search", args=[cast.here.centre.slug])
        response = client.post(address, {"q": text}) if send else client.get(address, {"q": text})
        assert response.status_code == 200
        html = response.content.decode()
        return html[html.index("<main") : html.index("</main>")]

    return search


def entries(cast):
    return [entry for entry in Entry.objects.all() if entry.verb == "participants.person.searched"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Łoś", True),
        ("los", True),
        ("JAN łos", True),
        ("Jan Nowak", False),
        ("Ło", True),
        ("zzz", False),
    ],
)
def test_a_name_is_found_with_and_without_polish_letters(search, text, found):
    assert ("Jan Łoś" in search("anna", text)) is found


def test_a_number_in_the_project_finds_its_person(cast, here, search):
    Enrolment.objects.filter(pk=here.enrolment.pk).update(number="PAS-ja/1/05")

    page = search("anna", "pas-ja/1/05")

    assert ("Maria Nowak" in page, "Jan Łoś" in page) == (True, False)


@pytest.mark.parametrize(
    ("member", "maria", "hidden", "opens"),
    [
        ("anna", True, True, True),
        ("sabina", True, True, True),
        ("ewa", True, True, True),
        ("tomek", True, True, False),
        ("bartek", False, False, False),
        ("kasia", False, False, False),
        ("iga", False, False, False),
        ("adam", False, False, False),
        ("hanna", False, False, False),
        ("celina", False, False, False),
    ],
)
def test_everybody_finds_their_own_people_only(cast, here, search, member, maria, hidden, opens):
    page = search(member, "Nowak")

    assert ("Maria Nowak" in page) is maria
    assert (f"/osoby/{here.person.pk}/" in page) is opens
    assert ("Zofia Żak" in search(member, "zak")) is hidden


def test_a_social_worker_finds_a_stranger_by_name_only(here, search):
    page = search("sabina", "los")

    assert ("Jan Łoś" in page, f"/osoby/{here.stranger.pk}/" in page) == (True, False)


def test_nobody_finds_the_people_of_another_centre(cast, search):
    with scope(centre=cast.elsewhere.centre):
        cast.elsewhere.enrol("Obca", "Znajoma")

    members = ("anna", "sabina", "ewa", "iga", "adam")
    assert [member for member in members if "Znajoma" in search(member, "znaj")] == []


@pytest.mark.parametrize(
    ("member", "found"),
    [("anna", True), ("sabina", True), ("ewa", True), ("tomek", False), ("bartek", False), ("kasia", False)],
)
def test_a_pesel_finds_its_person_for_those_who_read_it(search, member, found):
    assert ("Maria Nowak" in search(member, PESEL, send=True)) is found


@pytest.mark.parametrize("text", ["84650301", "8465030124"])
def test_a_part_of_a_pesel_finds_nobody(search, text):
    assert "Maria Nowak" not in search("anna", text)


def test_a_pesel_stands_in_no_address_and_on_no_page(cast, here, browse, search):
    in_address = search("anna", PESEL)
    sent = browse(cast.anna).post(reverse("desk:search", args=[here.centre.slug]), {"q": "846503-01241"})

    assert ("nie może stać" in in_address, "Maria Nowak" in in_address) == (True, False)
    assert PESEL not in in_address + sent.content.decode()
    assert "Maria Nowak" in sent.content.decode()


def test_words_that_were_sent_go_into_the_address(cast, here, browse):
    address = reverse("desk:search", args=[here.centre.slug])

    response = browse(cast.anna).post(address, {"q": "łoś"})

    assert response["Location"] == f"{address}?q=%C5%82o%C5%9B"


def test_a_person_in_no_project_is_found_by_those_who_register(cast, here, search):
    Person.objects.create(
        centre=here.centre,
        first_name="Nowa",
        last_name="Bezdomna",
        search_norm="nowa bezdomna",
        sort_key="bezdomna nowa",
        registered_at=NOW,
    )

    found = [
        "Nowa Bezdomna" in search(member, "bezd") for member in ("anna", "sabina", "ewa", "tomek", "kasia")
    ]

    assert found == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("member", "text", "found"),
    [
        ("anna", "razem", True),
        ("anna", "AKTYWNI", True),
        ("anna", "dom dla", False),
        ("adam", "dom dla", True),
        ("hanna", "aktywni", True),
    ],
)
def test_projects_are_found_by_those_who_know_of_them(search, member, text, found):
    assert ("/projekty/" in search(member, text)) is found


@pytest.mark.parametrize(
    ("member", "found"),
    [("anna", True), ("sabina", True), ("ewa", True), ("tomek", False), ("bartek", False), ("iga", False)],
)
def test_documents_are_found_by_their_sign_by_those_who_read_grounds(here, search, member, found):
    Ground.objects.filter(pk=here.ground.pk).update(document_number="PCPR.412.7.2018")

    assert (f"/osoby/{here.person.pk}/#podstawy" in search(member, "412.7")) is found


def test_a_social_worker_finds_no_documents_of_others(here, search):
    Ground.objects.filter(pk=here.ground.pk).update(document_number="PCPR.412.7.2018", person=here.stranger)

    assert ("PCPR.412.7.2018" in search("anna", "412.7"), "PCPR.412.7.2018" in search("sabina", "412.7")) == (
        True,
        False,
    )


def test_a_search_for_people_is_in_the_journal_without_what_was_typed(cast, here, search):
    search("anna", PESEL, send=True)
    search("anna", "o")
    search("kasia", "nowak")

    (entry,) = entries(cast)

    assert entry.after == {"found": 1}
    assert [
        each.number for each in entries_of(here.centre.pk, about=f"participants.person:{here.person.pk}")
    ] == [entry.number]
    assert PESEL not in str(vars(entry))


def test_a_search_that_finds_many_is_about_nobody(cast, here, search):
    here.crowd(2)

    search("anna", "liczna")

    assert [entry.after for entry in entries(cast)] == [{"found": 2}]


def test_ten_of_many_are_shown_with_the_way_to_all(here, search):
    here.crowd(MANY)

    page = search("anna", "osoba")

    assert page.count("/osoby/") == 10 + 1
    assert "Pokaż wszystkie: 12" in page


@pytest.mark.parametrize("text", ["", "a", " . "])
def test_too_little_finds_nothing_and_is_not_noted(cast, search, text):
    assert "Maria Nowak" not in search("anna", text)
    assert entries(cast) == []


@pytest.mark.guard
@pytest.mark.parametrize(("member", "at_most"), [("anna", 21), ("sabina", 22), ("tomek", 19), ("adam", 7)])
def test_searching_costs_the_same_for_one_and_three(cast, here, browse, member, at_most):
    client, numbers = browse(getattr(cast, member)), count(1)
    address = reverse("desk:search", args=[here.centre.slug])

    def one_more():
        (enrolment,) = here.crowd(1, caseworker=cast.sabina)
        Enrolment.objects.filter(pk=enrolment.pk).update(number=f"liczna/{next(numbers)}")
        Ground.objects.create(
            person=enrolment.person,
            kind="poverty",
            document_kind="centre-certificate",
            document_number=f"liczna/{next(numbers)}",
            valid_from=ROUND_BEGAN,
            recorded_at=NOW,
        )

    # The first person found alone is named in the journal, which costs a statement of its own.
    one_more()
    same_queries_for(lambda: client.get(address, {"q": "liczna"}), one_more, at_most=at_most)
