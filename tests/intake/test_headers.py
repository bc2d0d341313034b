"""A header in anybody's words leads to our field, and never two columns to one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.intake import headers
from osnowa.intake.headers import propose

#: The short names of SM EFS in their order (docs/sources.md#sm-efs) and what each means here.
SM_EFS = (
    ("Numer projektu", "project_number"), ("Obywatelstwo", "citizenship"),
    ("Rodzaj uczestnika", "participant_kind"), ("Nazwa instytucji", "institution"), ("Imię", "first_name"),
    ("Nazwisko", "last_name"), ("PESEL/Inny identyfikator", "pesel"), ("brak PESEL", "lacks_pesel"),
    ("Techniczny identyfikator", "technical_id"), ("Płeć", "sex"), ("Wiek", "age"),
    ("Wykształcenie", "education"), ("Kraj", "country"), ("Województwo", "voivodeship"), ("Powiat", "powiat"),
    ("Gmina", "gmina"), ("Miejscowość", "locality"), ("Kod pocztowy", "postal_code"), ("DEGURBA", "degurba"),
    ("Telefon kontaktowy", "phone"), ("Adres e-mail", "email"),
    ("Data rozpoczęcia udziału w projekcie", "started_on"),
    ("Data zakończenia udziału w projekcie", "ended_on"), ("Status osoby na rynku pracy", "labour_status"),
    ("w tym", "labour_detail"), ("Planowana data zakończenia edukacji", "education_ends_on"),
    ("Sytuacja po zakończeniu", "exit_situation"), ("Zakończenie zgodne ze ścieżką", "on_path"),
    ("Zakres wsparcia", "support_scope"), ("Rodzaj przyznanego wsparcia", "support_kind"),
    ("w tym", "support_detail"), ("Data rozpoczęcia udziału we wsparciu", "support_began_on"),
    ("Data założenia DG", "business_began_on"), ("Osoba obcego pochodzenia", "foreign_origin"),
    ("Obywatel państwa trzeciego", "third_country"), ("Mniejszość", "minority"),
    ("Bezdomność", "homelessness"),
    ("Niepełnosprawność", "disability"), ("Data dodania", "added_on"), ("Użytkownik dodający", "added_by"),
    ("Data modyfikacji", "changed_on"), ("Użytkownik modyfikujący", "changed_by"), ("Uwagi", "remarks"),
)  # fmt: skip


def test_all_43_columns_of_sm_efs_are_recognised_with_both_sub_values():
    proposal = propose([header for header, _field in SM_EFS])

    assert [guess.field for guess in proposal.guesses] == [field for _header, field in SM_EFS]
    assert {guess.sureness for guess in proposal.guesses} == {"certain"}
    assert len(proposal.mapping) == 43


@pytest.mark.parametrize(
    ("header", "field", "sureness"),
    [
        ("IMIĘ", "first_name", "certain"),
        ("imie", "first_name", "certain"),
        ("Nazwisko i imię", "surname_first", "certain"),
        ("Imię i nazwisko", "full_name", "certain"),
        ("Nr PESEL:", "pesel", "certain"),
        ("Data ur.", "birth_date", "certain"),
        ("Płeć\n(K/M)", "sex", "certain"),
        ("Nr tel. do kontaktu", "phone", "likely"),
        ("Numer telefonu uczestnika", "phone", "likely"),
        ("Wykształcnie", "education", "likely"),
        ("Nr domu / lokalu", "house_and_flat", "certain"),
        ("Adres zamieszkania (ulica, nr)", "address", "certain"),
        ("Status osoby na rynku pracy w chwili przystąpienia do projektu", "labour_status", "certain"),
        ("Lp.", "ordinal", "certain"),
        ("Imię ojca", "", "unknown"),
        ("Data urodzenia dziecka", "", "unknown"),
        ("Nazwisko rodowe", "", "unknown"),
        ("Numer buta", "", "unknown"),
        ("w tym", "", "unknown"),
        ("", "", "unknown"),
    ],
)
def test_a_header_is_proposed_with_how_sure_it_is(header, field, sureness):
    (guess,) = propose([header]).guesses

    assert (guess.field, guess.sureness) == (field, sureness)


def test_two_columns_for_one_field_are_left_to_a_person():
    proposal = propose(["Imię", "Nazwisko", "Telefon", "tel."])

    assert proposal.mapping == {0: "first_name", 1: "last_name"}
    assert [(g.sureness, g.rivals) for g in proposal.guesses[2:]] == [
        ("contested", (3,)),
        ("contested", (2,)),
    ]
    assert [guess.header for guess in proposal.unmapped] == ["Telefon", "tel."]


def test_the_certain_column_stays_and_the_likely_one_is_listed():
    proposal = propose(["Telefon", "Nr tel. do kontaktu"])

    assert proposal.mapping == {0: "phone"}
    assert [guess.header for guess in proposal.unmapped] == ["Nr tel. do kontaktu"]


def test_what_people_decided_before_wins():
    remembered = {"kontakt": "phone", "uwagi": "", "wyksztalcnie": ""}

    proposal = propose(["Kontakt", "Wykształcnie"], remembered)

    assert proposal.mapping == {0: "phone"}


@pytest.mark.parametrize(
    ("mapped", "missing"),
    [
        (["first_name", "last_name"], set()),
        (["full_name"], set()),
        (["surname_first", "pesel"], set()),
        (["last_name", "pesel"], {"first_name"}),
        (["pesel"], {"first_name", "last_name"}),
    ],
)
def test_a_list_needs_names(mapped, missing):
    assert headers.lacking(mapped) == missing


def test_a_mapping_by_hand_gives_a_field_to_one_column():
    assert headers.twice(["phone", "email", "phone", "", ""]) == {"phone"}


def test_a_mapping_is_remembered_however_the_headers_are_typed():
    assert headers.signature(["Imię", "Nr  PESEL:"]) == headers.signature(["IMIE", "nr pesel"])
    assert headers.signature(["Imię", "PESEL"]) != headers.signature(["PESEL", "Imię"])


def test_every_name_means_one_field_only():
    names = [
        (headers.folded(name), field.code) for field in headers.fields().values() for name in field.names
    ]

    assert [name for name, code in names if any(n == name and c != code for n, c in names)] == []


@given(st.lists(st.text(max_size=30), max_size=12))
def test_no_field_is_ever_given_twice(any_headers):
    mapping = propose(any_headers).mapping

    assert len(set(mapping.values())) == len(mapping)
