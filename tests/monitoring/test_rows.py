"""A participation as the row of its file."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from osnowa.monitoring.checking import check
from osnowa.monitoring.facts import Support, forms_of_support
from osnowa.monitoring.rows import age, by_column, one_line, row
from tests.monitoring.people import (
    ANSWERS,
    ENDED,
    PAS_JA,
    PROJECT,
    SM_EFS,
    SUPPORTS,
    ZOFIA,
    ZOFIA_THEN,
    to_sl2014,
    to_sm_efs,
)

UPPER = "Ponadgimnazjalne (ISCED 3) lub policealne (ISCED 4)"


def of_sm_efs(who, project=PROJECT) -> dict[str, str]:
    filing = to_sm_efs(project)
    return dict(by_column(filing, row(filing, who)))


def test_a_person_of_sm_efs_is_this_row():
    who = replace(ENDED, technical_id="U-000123", answers={**ANSWERS, "remarks": "wraca w maju;\nna wózku"})

    assert row(to_sm_efs(), who) == (
        "FEDS.07.05-IP.02-0172/24",
        "Obywatelstwo polskie",
        "indywidualny",
        "",
        "Zofia",
        "Żółkiewska",
        "84650301241",
        "Nie",
        "U-000123",
        "Kobieta",
        "41",
        "Ponadgimnazjalne (ISCED 3) lub policealne (ISCED 4)",
        "Polska",
        "dolnośląskie",
        "Wrocław",
        "Wrocław",
        "Wrocław",
        "50-502",
        "1",
        "+48717822322",
        "zofia@example.org",
        "2026-03-02",
        "2026-06-30",
        "Osoba bezrobotna",
        "Osoba długotrwale bezrobotna",
        "",
        "sytuacja społeczna osoby uległa poprawie",
        "Tak",
        "aktywizacja|aktywizacja|aktywizacja",
        "doradztwo/konsultacje|krajowe szkolenie/kurs|usługa aktywnej integracji",
        "pomoc psychologiczna||usługa o charakterze społecznym",
        "2026-03-02|2026-03-09|2026-04-01",
        "",
        "Nie",
        "Nie",
        "Odmowa podania informacji",
        "Nie",
        "Tak",
        "",
        "",
        "",
        "",
        "wraca w maju;\nna wózku",
    )


def test_pas_ja_says_the_words_of_sl2014():
    filing = to_sl2014()
    said = by_column(filing, row(filing, ZOFIA_THEN))

    assert said["education"] == "Ponadgimnazjalne (ISCED 3)"
    assert said["labour_status"] == "osoba bezrobotna zarejestrowana w ewidencji urzędów pracy"
    assert said["labour_substatus"] == "osoba długotrwale bezrobotna"
    assert (said["street"], said["house_number"], said["flat_number"]) == ("ul. Strzegomska", "6", "")
    assert (said["support_began_on"], said["support_ended_on"]) == ("2018-10-02", "2019-01-15")


def test_a_rehearsal_says_the_words_of_sm_efs_and_leaves_empty_what_was_not_asked():
    who = replace(ZOFIA_THEN, answers={**ZOFIA_THEN.answers, "citizenship": "polish"})

    said = of_sm_efs(who, PAS_JA)

    assert said["labour_status"] == "Osoba bezrobotna"
    assert said["education"] == "Ponadgimnazjalne (ISCED 3) lub policealne (ISCED 4)"
    assert [said[code] for code in ("citizenship", "support_scope", "third_country")] == ["", "", ""]


@pytest.mark.parametrize(
    ("status", "sub", "text"),
    [
        ("unemployed-registered", "other", "Inne"),
        ("unemployed-unregistered", "long-term-unemployed", "Osoba długotrwale bezrobotna"),
        ("inactive", "other", "Inne"),
        ("employed", "other", "inne"),
        ("inactive", "", ""),
    ],
)
def test_one_other_of_sl2014_is_another_text_below_each_status(status, sub, text):
    who = replace(ZOFIA_THEN, labour_status=status, answers={**ZOFIA_THEN.answers, "labour_substatus": sub})

    assert of_sm_efs(who, PAS_JA)["labour_substatus"] == text
    assert check(to_sm_efs(PAS_JA), who) == ()


@pytest.mark.parametrize(
    ("level", "joined", "split"),
    [
        (0, "Niższe niż podstawowe (ISCED 0–2)", "Brak lub niepełne podstawowe (ISCED 0)"),
        (1, "Niższe niż podstawowe (ISCED 0–2)", "Podstawowe (ISCED 1) lub gimnazjalne (ISCED 2)"),
        (2, "Niższe niż podstawowe (ISCED 0–2)", "Podstawowe (ISCED 1) lub gimnazjalne (ISCED 2)"),
        (4, UPPER, UPPER),
        (7, "Wyższe (ISCED 5–8)", "Wyższe (ISCED 5–8)"),
    ],
)  # fmt: skip
def test_both_templates_of_education_are_known(level, joined, split):
    who, filing = replace(ZOFIA, education=level), to_sm_efs()
    other = replace(filing, register=SM_EFS.using(education="education-split"))

    assert by_column(filing, row(filing, who))["education"] == joined
    assert by_column(other, row(other, who))["education"] == split


def test_somebody_without_pesel_is_known_by_the_other_identifier():
    person = replace(ZOFIA.person, pesel="", lacks_pesel=True, other_identifier="FA1234567")

    said = of_sm_efs(replace(ZOFIA, person=person))

    assert (said["identifier"], said["lacks_pesel"]) == ("FA1234567", "Tak")


def test_several_situations_stand_side_by_side_or_in_two_columns():
    situations = ("improved", "seeking")
    here = of_sm_efs(replace(ENDED, exit=replace(ENDED.exit, situations=situations)))
    filing = to_sl2014()
    there = by_column(
        filing, row(filing, replace(ZOFIA_THEN, exit=replace(ENDED.exit, situations=situations)))
    )

    assert here["exit_situation"] == "sytuacja społeczna osoby uległa poprawie|osoba poszukująca pracy"
    assert there["exit_situation"] == "sytuacja społeczna osoby uległa poprawie"
    assert there["exit_situation_2"] == "osoba poszukująca pracy"


def test_what_was_pasted_with_odd_spaces_is_one_line():
    person = replace(ZOFIA.person, gmina=" Kąty\u00a0Wrocławskie\n", first_name="Zofia  Maria")

    said = of_sm_efs(replace(ZOFIA, person=person))

    assert (said["gmina"], said["first_name"]) == ("Kąty Wrocławskie", "Zofia Maria")
    assert one_line("\t") == ""


@pytest.mark.parametrize(
    ("started_on", "years"),
    [(date(2026, 5, 2), 41), (date(2026, 5, 3), 42), (None, 42)],
)
def test_age_is_that_of_the_start_or_of_today(started_on, years):
    assert age(to_sm_efs(), replace(ZOFIA, started_on=started_on)) == years


def test_a_day_that_was_answered_is_written_as_a_day():
    as_text = of_sm_efs(replace(ZOFIA, answers={**ANSWERS, "business_began_on": "2026-05-04"}))
    as_date = of_sm_efs(replace(ZOFIA, answers={**ANSWERS, "business_began_on": date(2026, 5, 4)}))

    assert as_text["business_began_on"] == as_date["business_began_on"] == "2026-05-04"


def test_meetings_become_forms_from_first_to_last_day():
    first = date(2026, 3, 2)
    weekly = [
        Support("counselling", "psychological", day, day, "aktywizacja")
        for day in (first + timedelta(weeks=each) for each in (3, 0, 1))
    ]
    undated = Support("counselling", "psychological", None, None, "aktywizacja")

    assert forms_of_support([*weekly, undated, SUPPORTS[1]]) == (
        Support("counselling", "psychological", first, first + timedelta(weeks=3), "aktywizacja"),
        SUPPORTS[1],
        undated,
    )
    assert forms_of_support([]) == ()
