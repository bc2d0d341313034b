"""The portal's export and its answers, held against what we would send; nothing is dropped."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.monitoring.reading import Row, Unreadable, read_csv
from osnowa.monitoring.reconciling import (
    Sent,
    Why,
    field_named,
    masked_numbers,
    read_feedback,
    reconcile,
)
from osnowa.monitoring.rows import row
from osnowa.monitoring.writing import csv_file
from tests.monitoring.people import ENDED, SL2014, SM_EFS, ZOFIA, ZOFIA_THEN, to_sl2014, to_sm_efs

MAN = replace(
    ZOFIA,
    key=8,
    person=replace(ZOFIA.person, first_name="Adam", pesel="44051401359"),
    technical_id="U-8",
)
PASSPORT = replace(
    ZOFIA,
    key=9,
    person=replace(ZOFIA.person, pesel="", lacks_pesel=True, other_identifier="FA1234567"),
)
OURS = [Sent(who.key, row(to_sm_efs(), who)) for who in (ENDED, MAN, PASSPORT)]


def theirs(number: int = 0, **texts: str) -> tuple[str, ...]:
    """The portal's row of our person, changed."""
    cells = list(OURS[number].cells)
    for code, text in texts.items():
        cells[SM_EFS.positions[code]] = text
    return tuple(cells)


def rows(*cells: tuple[str, ...]) -> list[Row]:
    return [Row(number, each) for number, each in enumerate(cells, start=2)]


def fields(result) -> list[tuple[int, str]]:
    return [(each.key, each.field) for each in result.differences]


# The export back.


def test_the_file_we_sent_reports_no_difference():
    data = b"".join(csv_file(SM_EFS, (each.cells for each in OURS)))

    result = reconcile(SM_EFS, OURS, read_csv(SM_EFS, BytesIO(data)).rows)

    assert result.agrees
    assert result.technical_ids == {}


def test_sl2014_reports_no_difference_either():
    sent = [Sent(7, row(to_sl2014(), ZOFIA_THEN))]

    assert reconcile(SL2014, sent, rows(sent[0].cells)).agrees


def test_what_the_portal_adds_of_itself_is_no_difference():
    result = reconcile(
        SM_EFS,
        OURS,
        rows(
            theirs(0, technical_id="U-7", added_on="2026-11-22", added_by="jan", changed_by="ewa"),
            OURS[1].cells,
            OURS[2].cells,
        ),
    )

    assert result.agrees
    assert result.technical_ids == {7: "U-7"}


@pytest.mark.parametrize(
    ("texts", "differing"),
    [
        ({"last_name": "Żółkiewska-Nowak"}, ["last_name"]),
        ({"last_name": "  Żółkiewska "}, []),
        ({"postal_code": "", "gmina": "Długołęka"}, ["gmina", "postal_code"]),
        ({"identifier": "846503-01241"}, []),
        ({"project_number": "FEDS.1"}, ["project_number"]),
        ({"ended_on": ""}, ["ended_on"]),
        ({"remarks": "inne"}, ["remarks"]),
    ],
)
def test_each_field_that_differs_is_named(texts, differing):
    result = reconcile(SM_EFS, OURS, rows(theirs(0, **texts), *(each.cells for each in OURS[1:])))

    assert sorted(fields(result)) == sorted((7, code) for code in differing)


def test_forms_of_support_may_stand_in_another_order_but_not_otherwise():
    turned = {
        "support_kind": "usługa aktywnej integracji|krajowe szkolenie/kurs|doradztwo/konsultacje",
        "support_subkind": "usługa o charakterze społecznym||pomoc psychologiczna",
        "support_began_on": "2026-04-01|2026-03-09|2026-03-02",
    }
    others = [each.cells for each in OURS[1:]]

    assert reconcile(SM_EFS, OURS, rows(theirs(0, **turned), *others)).agrees
    swapped = {**turned, "support_began_on": "2026-03-09|2026-04-01|2026-03-02"}
    assert fields(reconcile(SM_EFS, OURS, rows(theirs(0, **swapped), *others))) == [(7, "support_began_on")]


def test_who_is_only_on_one_side_is_listed():
    stranger = theirs(0, identifier="02070803628", technical_id="U-99")

    result = reconcile(SM_EFS, OURS, rows(OURS[0].cells, stranger))

    assert result.missing_there == (8, 9)
    assert [each.number for each in result.added_there] == [3]
    assert not result.agrees


def test_a_technical_identifier_is_stronger_than_a_pesel_that_was_corrected():
    result = reconcile(SM_EFS, OURS, rows(theirs(1, identifier="02070803628")))

    assert fields(result) == [(8, "identifier")]


def test_a_pesel_whose_zero_a_spreadsheet_ate_is_still_the_same():
    ours = [Sent(1, theirs(0, identifier="02070803628"))]

    assert reconcile(SM_EFS, ours, rows(theirs(0, identifier="2070803628"))).agrees


def test_rows_that_fit_several_are_not_guessed():
    twins = [Sent(1, OURS[0].cells), Sent(2, OURS[0].cells)]

    result = reconcile(SM_EFS, twins, rows(OURS[0].cells))

    assert [each.number for each in result.ambiguous] == [2]
    assert (result.missing_there, result.differences) == ((), ())


def test_a_second_row_of_one_person_is_listed():
    result = reconcile(SM_EFS, OURS[:1], rows(OURS[0].cells, theirs(0, gmina="Inna")))

    assert [each.number for each in result.ambiguous] == [3]
    assert result.differences == ()


def test_columns_that_the_file_does_not_have_are_not_compared():
    result = reconcile(SM_EFS, OURS[:1], rows(theirs(0, gmina="")), missing_columns=["Gmina"])

    assert result.agrees


@given(st.permutations([0, 1, 2]), st.sets(st.sampled_from([0, 1, 2])))
def test_everybody_is_accounted_for(order, left_out):
    kept = [OURS[place].cells for place in order if place not in left_out]

    result = reconcile(SM_EFS, OURS, rows(*kept))

    assert set(result.missing_there) == {OURS[place].key for place in left_out}
    assert (result.added_there, result.ambiguous, result.differences) == ((), (), ())


def test_a_difference_does_not_print_what_it_holds():
    result = reconcile(SM_EFS, OURS[:1], rows(theirs(0, last_name="Kos", technical_id="U-7")))

    assert "Kos" not in repr(result.differences)
    assert "84650301241" not in repr(OURS)


# The answers.

HEADER = ["Nr wiersza", "PESEL", "Techniczny identyfikator", "Pole", "Komunikat"]


def answers(*lines: list[str], header: list[str] = HEADER):
    return read_feedback(SM_EFS, OURS, [header, *lines])


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (["", "84650301241", "", "Gmina", "nie istnieje"], 7),
        (["3", "", "", "Gmina", "nie istnieje"], 8),
        (["3.0", "", "", "Gmina", "nie istnieje"], 8),
        (["3.", "", "", "Gmina", "nie istnieje"], 8),
        (["", "", "U-8", "Gmina", "nie istnieje"], 8),
        (["4", "fa 1234567", "", "Gmina", "nie istnieje"], 9),
        (["2", "99999999999", "", "Gmina", "nie istnieje"], 7),
    ],
)
def test_an_answer_is_pinned_by_number_technical_identifier_or_row(line, key):
    feedback = answers(line)

    assert [(each.key, each.field, each.row) for each in feedback.pinned] == [(key, "gmina", 2)]
    assert feedback.unpinned == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (["", "", "", "Gmina", "nie istnieje"], Why.NO_ADDRESS),
        (["", "44051401358", "", "Gmina", "nie istnieje"], Why.NOBODY),
        (["5", "", "", "Gmina", "nie istnieje"], Why.NOBODY),
        (["1", "", "", "Gmina", "nie istnieje"], Why.NOBODY),
        (["drugi", "", "", "Gmina", "nie istnieje"], Why.NOBODY),
        (["2", "44051401359", "", "Gmina", "nie istnieje"], Why.CONTRADICTION),
        (["2", "", "U-8", "Gmina", "nie istnieje"], Why.CONTRADICTION),
    ],
)
def test_an_answer_that_fits_nobody_alone_is_listed_with_the_reason(line, why):
    feedback = answers(line)

    assert feedback.pinned == ()
    assert [(each.why, each.row, each.message) for each in feedback.unpinned] == [(why, 2, "nie istnieje")]


def test_an_answer_about_one_of_two_records_is_not_guessed():
    twins = [Sent(1, OURS[0].cells), Sent(2, OURS[0].cells)]

    feedback = read_feedback(SM_EFS, twins, [HEADER, ["", "84650301241", "", "", "błąd"]])

    assert [each.why for each in feedback.unpinned] == [Why.SEVERAL]


@pytest.mark.parametrize(
    ("said", "message", "field"),
    [
        ("Gmina", "", "gmina"),
        ("gmina ", "", "gmina"),
        ("Mniejszość", "", "minority"),
        ("Osoba bezdomna lub dotknięta wykluczeniem z dostępu do mieszkań", "", "homeless"),
        ("PESEL", "", "identifier"),
        ("Status osoby", "", "labour_status"),
        ("12", "", "education"),
        ("99", "", ""),
        ("w tym", "", ""),
        ("w tym", "Status osoby na rynku pracy: brak wartości", "labour_substatus"),
        ("w tym", "Rodzaj przyznanego wsparcia: brak wartości", "support_subkind"),
        ("", "Niepoprawna wartość pola Kod pocztowy", "postal_code"),
        ("", "Data rozpoczęcia udziału we wsparciu jest za wczesna", "support_began_on"),
        ("Ulubiony kolor", "coś innego", ""),
        ("", "", ""),
    ],
)
def test_a_field_is_known_by_header_number_or_from_the_message(said, message, field):
    assert field_named(SM_EFS, said, message) == field


def test_titles_above_the_headers_and_other_names_of_them_are_read():
    feedback = read_feedback(
        SM_EFS,
        OURS,
        [
            ["Informacja zwrotna z dnia 2026-11-22"],
            [],
            ["Lp.", "Treść błędu", "Identyfikator uczestnika"],
            ["2", "Błędny kod pocztowy", "44051401359"],
        ],
    )

    # "Lp." numbers the answers: it is not taken for the row of the file that was sent.
    assert [(each.key, each.field, each.row) for each in feedback.pinned] == [(8, "postal_code", 4)]


def test_no_answer_is_dropped_and_none_shows_a_pesel():
    lines = [
        ["2", "84650301241", "", "PESEL", "84650301241 nie istnieje w rejestrze"],
        ["", "44051401358", "", "", "PESEL 44051401358 błędny"],
        ["", "", "", "", ""],
        ["", "", "", "", "Plik wczytano częściowo"],
    ]

    feedback = answers(*lines)

    assert [each.message for each in feedback.pinned] == ["*******1241 nie istnieje w rejestrze"]
    assert [each.message for each in feedback.unpinned] == [
        "PESEL *******1358 błędny",
        "Plik wczytano częściowo",
    ]
    assert "44051401358" not in repr(feedback)


@pytest.mark.parametrize(("lines", "fault"), [([], "empty"), ([["kolor"], ["zielony"]], "headers")])
def test_a_file_without_messages_is_refused(lines, fault):
    with pytest.raises(Unreadable) as caught:
        read_feedback(SM_EFS, OURS, lines)

    assert caught.value.fault == fault


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("44051401359", "*******1359"),
        ("a44051401359b", "a*******1359b"),
        ("440514013590", "440514013590"),
        ("", ""),
    ],
)
def test_eleven_digits_are_masked(text, masked):
    assert masked_numbers(text) == masked
