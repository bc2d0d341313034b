"""Every rule over participants' data: what passes, what fails, and with which fault, as a table."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.monitoring.checking import (
    RULES,
    Fault,
    Severity,
    check,
    check_institutions,
    check_project,
    check_setting,
)
from osnowa.monitoring.checking.completeness import CONDITIONS
from osnowa.monitoring.facts import Exit, Institution, Participation, Support
from osnowa.monitoring.rows import answered, row
from osnowa.participants.months import age_on
from osnowa.participants.pesel import masked
from osnowa.rulepacks.registers import registers
from tests.monitoring.people import (
    ANSWERS,
    ENDED,
    PAS_JA,
    PROJECT,
    SL2014,
    SM_EFS,
    SUPPORTS,
    TODAY,
    ZOFIA,
    ZOFIA_THEN,
    to_sl2014,
    to_sm_efs,
)

START = date(2026, 3, 2)


def person(**changes: object) -> Participation:
    return replace(ZOFIA, person=replace(ZOFIA.person, **changes))


def answers(**changes: object) -> Participation:
    return replace(ZOFIA, answers={**ANSWERS, **changes})


def support(**changes: object) -> Participation:
    """The first form of support changed; a day is where the participation starts too."""
    return replace(ZOFIA, supports=(replace(SUPPORTS[0], **changes), *SUPPORTS[1:]))


def ended(**changes: object) -> Participation:
    return replace(ENDED, exit=replace(ENDED.exit, **changes))


def found(faults: tuple[Fault, ...]) -> list[tuple[str, str]]:
    return [(fault.code, fault.field) for fault in faults]


def by_rule(rule: str, who: Participation, project=PROJECT) -> list[tuple[str, str]]:
    """What one rule finds; other rules may find more in the same person."""
    return [(each.code, each.field) for each in check(to_sm_efs(project), who) if each.rule == rule]


@pytest.mark.parametrize(
    ("filing", "who"),
    [
        (to_sm_efs(), ZOFIA),
        (to_sm_efs(), ENDED),
        (to_sl2014(), ZOFIA_THEN),
        (to_sm_efs(PAS_JA), ZOFIA_THEN),
    ],
    ids=["under way", "ended", "SL2014", "rehearsal"],
)
def test_a_complete_person_has_no_fault(filing, who):
    assert check(filing, who) == ()


# A1.9 (1–3): the number.

NO_CENTURY = replace(PROJECT, is_synthetic=False)


@pytest.mark.parametrize(
    ("pesel", "faults"),
    [
        ("44051401359", []),
        ("440514-01359", []),
        ("44051401358", [("pesel-checksum", "identifier")]),
        ("4405140135", [("pesel-length", "identifier")]),
        ("440514013590", [("pesel-length", "identifier")]),
        ("4405140135A", [("pesel-digits", "identifier")]),
        ("", []),
    ],
)
def test_pesel_has_eleven_digits_of_which_the_last_checks_the_others(pesel, faults):
    assert by_rule("pesel-number", person(pesel=pesel), NO_CENTURY) == faults


@pytest.mark.parametrize(
    ("pesel", "born", "faults"),
    [
        ("44051401359", date(1944, 5, 14), []),
        ("44051401359", date(1944, 5, 15), [("pesel-birth-date", "birth_date")]),
        ("44051401359", date(2044, 5, 14), [("pesel-birth-date", "birth_date")]),
        ("44051401359", None, []),
        ("44023101353", date(1944, 2, 28), [("pesel-date", "identifier")]),
        ("00130100003", date(1900, 1, 1), [("pesel-date", "identifier")]),
        ("44851401353", date(1844, 5, 14), []),
        ("44851401353", date(1944, 5, 14), [("pesel-birth-date", "birth_date")]),
        ("44251401355", date(2044, 5, 14), []),
        ("44451401351", date(2144, 5, 14), []),
        ("44451401351", date(2044, 5, 14), [("pesel-birth-date", "birth_date")]),
        ("84650301241", date(2284, 5, 3), []),
        ("84650301241", date(1984, 5, 3), [("pesel-birth-date", "birth_date")]),
    ],
)
def test_pesel_says_the_birth_date_in_five_centuries(pesel, born, faults):
    assert by_rule("pesel-birth-date", person(pesel=pesel, birth_date=born), NO_CENTURY) == faults


@pytest.mark.parametrize(
    ("sex", "reason", "faults"),
    [
        ("woman", "", []),
        ("man", "", [("pesel-sex", "sex")]),
        ("man", "uzgodnienie płci, postanowienie sądu", [("pesel-sex-explained", "sex")]),
        ("man", "   ", [("pesel-sex", "sex")]),
        ("", "", []),
    ],
)
def test_pesel_says_the_sex_unless_a_reason_is_given(sex, reason, faults):
    assert by_rule("pesel-sex", person(sex=sex, sex_reason=reason)) == faults


def test_a_sex_with_a_reason_only_warns():
    [fault] = check(to_sm_efs(), person(sex="man", sex_reason="postanowienie sądu"))

    assert (fault.severity, fault.stops, fault.verified) == (Severity.WARNING, False, False)


@given(place=st.integers(0, 10), step=st.integers(1, 9))
def test_no_wrong_digit_of_a_pesel_passes(place, step):
    right = ZOFIA.person.pesel
    wrong = right[:place] + str((int(right[place]) + step) % 10) + right[place + 1 :]

    codes = {code for code, _ in by_rule("pesel-number", person(pesel=wrong))}

    assert codes == {"pesel-checksum"}


# A1.9 (4): the age.


@pytest.mark.parametrize(
    ("born", "typed", "faults"),
    [
        (date(1984, 5, 3), None, []),
        (date(1984, 5, 3), 41, []),
        (date(1984, 5, 3), 42, [("age-differs", "age")]),
        (date(2026, 3, 2), 0, []),
        (date(2026, 3, 3), None, [("born-after-start", "birth_date")]),
        (date(1899, 5, 3), None, [("too-old", "birth_date")]),
        (None, None, []),
    ],
)
def test_age_is_computed_on_the_day_of_the_start(born, typed, faults):
    who = replace(person(birth_date=born), typed_age=typed)

    assert by_rule("age-at-start", who) == faults


@given(born=st.dates(date(1930, 1, 1), TODAY), start=st.dates(date(2026, 1, 1), TODAY))
def test_no_age_is_a_fault_exactly_when_it_is_the_computed_one(born, start):
    who = replace(person(birth_date=born), started_on=start)
    right = age_on(born, start) if born <= start else None

    assert by_rule("age-at-start", replace(who, typed_age=right)) == (
        [] if right is not None else [("born-after-start", "birth_date")]
    )


# A1.9 (5): no PESEL.

WITHOUT = person(pesel="", lacks_pesel=True, other_identifier="FA1234567")


@pytest.mark.parametrize(
    ("who", "faults"),
    [
        (WITHOUT, []),
        (
            replace(WITHOUT, person=replace(WITHOUT.person, other_identifier="")),
            [("missing", "identifier")],
        ),
        (replace(WITHOUT, person=replace(WITHOUT.person, birth_date=None)), [("missing", "birth_date")]),
        (person(lacks_pesel=True, other_identifier="FA1234567"), [("pesel-though-none", "lacks_pesel")]),
        (
            replace(WITHOUT, person=replace(WITHOUT.person, other_identifier="44051401359")),
            [("identifier-is-pesel", "identifier")],
        ),
        (person(pesel=""), [("missing", "identifier")]),
    ],
)
def test_somebody_without_pesel_has_another_identifier_and_a_birth_date(who, faults):
    assert found(check(to_sm_efs(), who)) == faults


# A1.9 (6): once in a project.


def twin(key: int, **changes: object) -> Participation:
    return replace(ZOFIA, key=key, number=f"UP-{key:04}", person=replace(ZOFIA.person, **changes))


def test_the_same_pesel_twice_is_an_error_of_both():
    people = [ZOFIA, twin(8), twin(9, pesel="44051401359", birth_date=date(1944, 5, 14), sex="man")]

    checked = list(check_project(to_sm_efs(), people))

    assert [found(each.faults) for each in checked] == [
        [("pesel-twice", "identifier")],
        [("pesel-twice", "identifier")],
        [],
    ]
    assert [each.may_be_sent for each in checked] == [False, False, True]
    assert [each.faults[0].params["others"] for each in checked[:2]] == [("UP-0008",), ("UP-0007",)]


def test_spaces_and_letters_do_not_hide_a_second_record():
    spaced = twin(8, pesel="846503 01241")
    passport = [replace(WITHOUT, key=key) for key in (20, 21)]
    passport[1] = replace(passport[1], person=replace(WITHOUT.person, other_identifier="fa 1234567"))

    checked = list(check_project(to_sm_efs(), [ZOFIA, spaced, *passport]))

    assert [[fault.code for fault in each.faults] for each in checked] == [
        ["pesel-twice"], ["pesel-twice"], ["identifier-twice"], ["identifier-twice"],
    ]  # fmt: skip


def test_a_technical_identifier_belongs_to_one_person():
    one = replace(ZOFIA, technical_id="U-1")
    other = replace(WITHOUT, key=8, technical_id="U-1")

    checked = list(check_project(to_sm_efs(), [one, other]))

    assert [found(each.faults) for each in checked] == [[("technical-id-twice", "technical_id")]] * 2


def test_people_without_any_identifier_are_not_the_same_person():
    people = [twin(8, pesel=""), twin(9, pesel="")]

    assert [found(each.faults) for each in check_project(to_sm_efs(), people)] == [
        [("missing", "identifier")]
    ] * 2


def test_another_project_only_warns():
    [checked] = check_project(to_sm_efs(), [replace(ZOFIA, other_projects=("Aktywni",))])

    assert found(checked.faults) == [("in-another-project", "identifier")]
    assert checked.may_be_sent


# A1.9 (7), A1.6: the days.


@pytest.mark.parametrize(
    ("who", "faults"),
    [
        (ENDED, []),
        (ended(ended_on=date(2027, 12, 31)), []),
        (ended(ended_on=date(2028, 1, 1)), [("end-after-project", "ended_on")]),
        (
            ended(ended_on=date(2026, 3, 1)),
            [("support-after-end", "support_began_on")] * 3 + [("end-before-start", "ended_on")],
        ),
        (ended(ended_on=date(2026, 3, 31)), [("support-after-end", "support_began_on")]),
        (
            support(began_on=date(2026, 3, 1), ended_on=date(2026, 3, 1)),
            [("support-before-start", "support_began_on")],
        ),
        (
            support(began_on=date(2026, 3, 2), ended_on=date(2026, 3, 1)),
            [("support-ends-early", "support_began_on")],
        ),
        (replace(ZOFIA, started_on=date(2026, 3, 1)), [("start-before-support", "started_on")]),
        (
            replace(
                ZOFIA,
                started_on=date(2025, 12, 31),
                supports=(replace(SUPPORTS[0], began_on=date(2025, 12, 31), ended_on=None),),
            ),
            [("start-before-project", "started_on")],
        ),
        (
            replace(
                ZOFIA,
                started_on=date(2028, 1, 3),
                supports=(replace(SUPPORTS[0], began_on=date(2028, 1, 3), ended_on=None),),
            ),
            [("start-after-project", "started_on")],
        ),
    ],
)
def test_days_follow_one_another(who, faults):
    assert found(check(to_sm_efs(), who)) == faults


@given(
    start=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    lasts=st.integers(0, 400),
    offsets=st.lists(st.integers(0, 400), min_size=1, max_size=5),
)
def test_support_within_a_participation_within_the_project_is_never_a_fault(start, lasts, offsets):
    end = min(start + timedelta(days=lasts), PROJECT.ends_on)
    days = [start, *(min(start + timedelta(days=each), end) for each in offsets)]
    who = replace(
        ENDED,
        started_on=start,
        supports=tuple(Support("training", "", day, day, "aktywizacja") for day in days),
        exit=replace(ENDED.exit, ended_on=end),
    )

    assert check(to_sm_efs(), who) == ()


# A1.9 (8): the end.


@pytest.mark.parametrize(
    ("ending", "faults"),
    [
        (None, []),
        (Exit(date(2026, 6, 30), ("improved",), on_path=True), []),
        (Exit(date(2026, 6, 30), ("improved", "seeking"), on_path=False), []),
        (Exit(date(2026, 6, 30), (), on_path=True), [("missing", "exit_situation")]),
        (Exit(date(2026, 6, 30), ("improved",)), [("missing", "exit_on_path")]),
        (Exit(None, ("improved",), on_path=True), [("missing", "ended_on")]),
        (
            Exit(date(2026, 6, 30)),
            [("missing", "exit_situation"), ("missing", "exit_on_path")],
        ),
        (
            Exit(date(2026, 6, 30), ("improved", "improved"), on_path=True),
            [("situation-twice", "exit_situation")],
        ),
        (
            Exit(date(2026, 6, 30), ("flew-away",), on_path=True),
            [("value-unknown", "exit_situation")],
        ),
    ],
)
def test_an_end_is_whole_or_not_there(ending, faults):
    assert found(check(to_sm_efs(), replace(ZOFIA, exit=ending))) == faults


def test_sl2014_has_two_places_for_situations():
    three = ("improved", "seeking", "education")
    who = replace(ZOFIA_THEN, exit=Exit(date(2019, 4, 1), three, on_path=True))

    assert found(check(to_sl2014(), who)) == [("too-many-situations", "exit_situation")]
    two = replace(who, exit=replace(who.exit, situations=three[:2]))
    assert check(to_sl2014(), two) == ()


# A1.9 (9), A1.10: forms of contact.


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"postal_code": "50-502"}, []),
        ({"postal_code": "50502"}, [("postal-code", "postal_code")]),
        ({"postal_code": "50 502"}, [("postal-code", "postal_code")]),
        ({"postal_code": "50-502 Wrocław"}, [("postal-code", "postal_code")]),
        ({"postal_code": "٥٠-٥٠٢"}, [("postal-code", "postal_code")]),
        ({"postal_code": "SW1A 1AA", "country": "Wielka Brytania"}, []),
        ({"phone": "7178223"}, []),
        ({"phone": "71 782 23 22"}, []),
        ({"phone": "717822"}, [("phone-length", "phone")]),
        ({"phone": "+1234567890123456"}, [("phone-length", "phone")]),
        ({"phone": "71 78 22 322 wew. 5"}, [("phone-letters", "phone")]),
        ({"phone": ""}, []),
        ({"email": ""}, []),
        ({"phone": "", "email": ""}, [("contact-missing", "phone")]),
        ({"email": "zółta@example.org"}, [("email-letters", "email")]),
        ({"email": "zofia"}, [("email-form", "email")]),
        ({"email": "zofia@example"}, [("email-form", "email")]),
        ({"email": "zofia @example.org"}, [("email-form", "email")]),
        ({"email": "zofia@example..org"}, [("email-form", "email")]),
    ],
)
def test_contact_has_the_form_the_register_takes(changes, faults):
    assert found(check(to_sm_efs(), person(**changes))) == faults


# A1.9 (10), A1.10: places.

SULECHOW = {
    "voivodeship": "lubuskie",
    "powiat": "zielonogórski",
    "gmina": "Sulechów",
    "locality": "Kije",
    "degurba": 3,
}
#: The list knows the powiats and gminas of Lower Silesia, and of Lubusz only the name.
OLESNICA = {"powiat": "oleśnicki", "gmina": "Oleśnica", "locality": "Oleśnica", "degurba": 2}


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        (SULECHOW, []),
        ({**SULECHOW, "powiat": "łódzki wschodni"}, []),
        ({**SULECHOW, "powiat": "czarnkowsko-trzcianecki"}, []),
        ({**SULECHOW, "voivodeship": "Lubuskie"}, [("voivodeship-form", "voivodeship")]),
        ({**SULECHOW, "voivodeship": "woj. lubuskie"}, [("voivodeship-form", "voivodeship")]),
        ({**SULECHOW, "voivodeship": "zielonogórskie"}, [("voivodeship-unknown", "voivodeship")]),
        ({**SULECHOW, "powiat": "Zielonogórski"}, [("powiat-form", "powiat")]),
        ({**SULECHOW, "powiat": "powiat zielonogórski"}, [("powiat-form", "powiat")]),
        ({**SULECHOW, "powiat": "sulechów"}, [("powiat-no-adjective", "powiat")]),
        ({"powiat": "wrocław"}, [("powiat-is-city", "powiat")]),
        ({"powiat": "m. Wrocław"}, [("powiat-is-city", "powiat")]),
        (
            {**SULECHOW, "powiat": "zielona góra"},
            [("powiat-is-city", "powiat"), ("gmina-is-city", "gmina"), ("locality-not-city", "locality")],
        ),
        ({**SULECHOW, "gmina": "gmina Sulechów"}, [("gmina-form", "gmina")]),
        ({**SULECHOW, "gmina": "sulechów"}, [("gmina-form", "gmina")]),
        ({**OLESNICA, "locality": "Smardzów"}, []),
        ({**OLESNICA, "gmina": "Smardzów"}, [("gmina-unlisted", "gmina")]),
        ({**OLESNICA, "gmina": "OLEŚNICA"}, [("gmina-spelt", "gmina")]),
        ({**OLESNICA, "powiat": "oleśnecki"}, [("powiat-unlisted", "powiat")]),
        ({"gmina": "Krzyki"}, [("gmina-is-city", "gmina")]),
        ({"powiat": "wrocławski", "gmina": "Długołęka"}, [("locality-is-city", "powiat")]),
        ({"locality": "Psie Pole"}, [("locality-not-city", "locality")]),
        ({"degurba": 3}, [("degurba-of-city", "degurba")]),
        ({"degurba": 4}, [("degurba-unknown", "degurba")]),
        ({"degurba": None}, [("missing", "degurba")]),
        ({"country": "Ukraina", "voivodeship": "", "powiat": "", "gmina": "", "postal_code": "01001"}, []),
        (
            {"voivodeship": "", "powiat": "", "gmina": ""},
            [("missing", "voivodeship"), ("missing", "powiat"), ("missing", "gmina")],
        ),
    ],
)
def test_places_bear_the_names_of_teryt(changes, faults):
    assert found(check(to_sm_efs(), person(**changes))) == faults


def test_a_place_says_how_to_write_it():
    [fault] = check(to_sm_efs(), person(**{**SULECHOW, "powiat": "Powiat Zielonogórski"}))

    assert fault.params == {"typed": "Powiat Zielonogórski", "right": "zielonogórski"}


# A1.9 (11): citizenship.


@pytest.mark.parametrize(
    ("citizenship", "third_country", "foreign", "faults"),
    [
        ("polish", "no", "no", []),
        ("polish", "no", "yes", []),
        ("eu", "no", "yes", []),
        ("third-country", "yes", "yes", []),
        ("third-country", "yes", "refused", []),
        ("third-country", "no", "yes", [("third-country-is-one", "third_country")]),
        ("third-country", "yes", "no", [("third-country-is-foreign", "foreign_background")]),
        ("polish", "yes", "yes", [("third-country-is-polish", "third_country")]),
        ("eu", "yes", "yes", [("third-country-is-eu", "third_country")]),
    ],
)
def test_citizenship_agrees_with_the_third_country(citizenship, third_country, foreign, faults):
    who = answers(citizenship=citizenship, third_country=third_country, foreign_background=foreign)

    assert found(check(to_sm_efs(), who)) == faults


# A1.9 (12), A1.5: the status.


@pytest.mark.parametrize(
    ("status", "sub", "faults"),
    [
        ("unemployed", "long-term-unemployed", []),
        ("unemployed", "unemployed-other", []),
        ("unemployed", "", [("missing", "labour_substatus")]),
        ("unemployed", "self-employed", [("substatus-of-another", "labour_substatus")]),
        ("inactive", "", []),
        ("inactive", "not-in-education", []),
        ("inactive", "long-term-unemployed", [("substatus-of-another", "labour_substatus")]),
        ("employed", "non-governmental", []),
        ("employed", "", [("missing", "labour_substatus")]),
        ("employed", "nowhere", [("value-unknown", "labour_substatus")]),
        ("", "", [("missing", "labour_status")]),
        ("retired", "", [("value-unknown", "labour_status")]),
    ],
)
def test_status_and_its_part_belong_together(status, sub, faults):
    who = replace(answers(labour_substatus=sub), labour_status=status)

    assert found(check(to_sm_efs(), who)) == faults


@pytest.mark.parametrize(
    ("statuses", "status", "sub", "faults"),
    [
        (frozenset(), "employed", "self-employed", []),
        ({"unemployed", "inactive"}, "inactive", "", []),
        ({"inactive"}, "unemployed", "unemployed-other", [("status-not-on-path", "labour_status")]),
        ({"unemployed", "inactive"}, "employed", "self-employed", [("status-not-on-path", "labour_status")]),
    ],
)
def test_a_path_takes_only_its_statuses(statuses, status, sub, faults):
    project = replace(PROJECT, statuses=frozenset(statuses))
    who = replace(answers(labour_substatus=sub), labour_status=status)

    assert found(check(to_sm_efs(project), who)) == faults


# A1.9 (13), A1.8: the forms of support.


@pytest.mark.parametrize(
    ("who", "faults"),
    [
        (replace(ZOFIA, supports=()), [("support-missing", "support_kind")]),
        (support(kind=""), [("support-without-kind", "support_kind")]),
        (support(kind="massage"), [("value-unknown", "support_kind")]),
        (support(subkind=""), [("support-without-subkind", "support_subkind")]),
        (support(subkind="social"), [("subkind-of-another", "support_subkind")]),
        (support(subkind="sauna"), [("value-unknown", "support_subkind")]),
        (support(kind="training"), [("subkind-of-another", "support_subkind")]),
        (support(kind="training", subkind=""), []),
        (support(kind="housing", subkind=""), []),
        (support(scope=""), [("support-without-scope", "support_scope")]),
        (support(scope="a|b"), [("sign-of-lists", "support_scope")]),
    ],
)
def test_each_form_of_support_is_whole(who, faults):
    assert found(check(to_sm_efs(), who)) == faults


def test_support_without_a_day_is_a_fault_beside_the_start_it_cannot_give():
    who = replace(ZOFIA, supports=(replace(SUPPORTS[0], began_on=None), *SUPPORTS[1:]))

    assert found(check(to_sm_efs(), who)) == [
        ("start-before-support", "started_on"),
        ("support-without-day", "support_began_on"),
    ]


@pytest.mark.parametrize(
    ("scopes", "faults"),
    [
        (("aktywizacja", "mieszkalnictwo"), []),
        (("mieszkalnictwo",), [("scope-unknown", "support_scope")] * 3),
        ((), []),
    ],
)
def test_scopes_are_those_of_the_call(scopes, faults):
    assert found(check(to_sm_efs(replace(PROJECT, scopes=scopes)), ZOFIA)) == faults


def test_one_answer_may_be_the_scope_of_all_support():
    bare = tuple(replace(each, scope="") for each in SUPPORTS)
    who = replace(answers(support_scope="aktywizacja"), supports=bare)

    assert check(to_sm_efs(replace(PROJECT, scopes=("aktywizacja",))), who) == ()
    assert row(to_sm_efs(), who) == row(to_sm_efs(), ZOFIA)


def test_a_ledger_of_meetings_is_one_form_with_one_fault():
    days = [START + timedelta(days=each) for each in range(9)]
    meetings = tuple(replace(SUPPORTS[0], subkind="", began_on=day, ended_on=day) for day in days)

    assert found(check(to_sm_efs(), replace(ZOFIA, supports=meetings))) == [
        ("support-without-subkind", "support_subkind")
    ]


# A1.9 (14): answers the register has no word for; refusals.


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"minority": "refused", "disability": "refused", "homeless": "refused"}, []),
        ({"third_country": "refused"}, [("refusal-not-taken", "third_country")]),
        ({"disability": "maybe"}, [("value-unknown", "disability")]),
        ({"citizenship": "martian"}, [("value-unknown", "citizenship")]),
        ({"homeless": ""}, [("missing", "homeless")]),
        ({"business_began_on": "2026-05-04"}, []),
        ({"business_began_on": "wiosną"}, [("value-no-day", "business_began_on")]),
    ],
)
def test_answers_are_those_the_register_knows(changes, faults):
    assert found(check(to_sm_efs(), answers(**changes))) == faults


def test_a_sex_that_the_register_does_not_know_is_said():
    who = person(sex="other", sex_reason="dokument cudzoziemca")

    assert found(check(to_sm_efs(), who)) == [("pesel-sex-explained", "sex"), ("value-unknown", "sex")]


# A1.9 (15), A1.11: institutions.


@pytest.mark.parametrize(
    ("institution", "codes"),
    [
        (Institution("MOPS", "1234563218"), []),
        (Institution("MOPS", "123-456-32-18"), []),
        (Institution("MOPS", "1234563219"), ["nip-wrong"]),
        (Institution("MOPS", "123456321"), ["nip-wrong"]),
        (Institution("MOPS"), ["nip-missing"]),
        (Institution("Klub", lacks_nip=True), []),
        (Institution("Klub", "1234563218", lacks_nip=True), ["nip-though-none"]),
    ],
)
def test_an_institution_has_a_nip_or_says_that_it_has_none(institution, codes):
    faults = check_institutions(replace(PROJECT, institutions=(institution,)))

    assert [fault.code for fault in faults] == codes
    assert all(not fault.verified and fault.params == {"name": institution.name} for fault in faults)


LISTED = replace(PROJECT, institutions=(Institution("MOPS", "1234563218"),))


@pytest.mark.parametrize(
    ("kind", "institution", "faults"),
    [
        ("individual", "", []),
        ("individual", "MOPS", [("institution-of-individual", "institution")]),
        ("employee", "MOPS", []),
        ("employee", "", [("missing", "institution")]),
        ("employee", "Żłobek", [("institution-unlisted", "institution")]),
        ("guest", "", [("value-unknown", "participant_kind")]),
    ],
)
def test_an_employee_comes_from_a_listed_institution(kind, institution, faults):
    who = replace(ZOFIA, kind=kind, institution=institution)

    assert found(check(to_sm_efs(LISTED), who)) == faults


# One slip is one fault: nothing is said twice.

PLANTED = [
    (person(pesel="84650301242"), "pesel-checksum"),
    (person(birth_date=date(1984, 5, 4)), "pesel-birth-date"),
    (person(sex="man"), "pesel-sex"),
    (person(postal_code="50502"), "postal-code"),
    (person(email="ż@example.org"), "email-letters"),
    (person(phone="", email=""), "contact-missing"),
    (person(powiat="wrocław"), "powiat-is-city"),
    (person(gmina="Krzyki"), "gmina-is-city"),
    (person(voivodeship="Dolnośląskie"), "voivodeship-form"),
    (person(degurba=2), "degurba-of-city"),
    (person(phone="717822"), "phone-length"),
    (person(locality=""), "missing"),
    (answers(third_country="yes"), "third-country-is-polish"),
    (answers(third_country="refused"), "refusal-not-taken"),
    (answers(disability="perhaps"), "value-unknown"),
    (answers(homeless=""), "missing"),
    (answers(labour_substatus=""), "missing"),
    (answers(labour_substatus="self-employed"), "substatus-of-another"),
    (replace(ZOFIA, education=None), "missing"),
    (replace(ZOFIA, started_on=date(2026, 2, 28)), "start-before-support"),
    (support(subkind=""), "support-without-subkind"),
    (support(scope=""), "support-without-scope"),
    (ended(on_path=None), "missing"),
    (ended(situations=()), "missing"),
    (ended(ended_on=date(2028, 1, 3)), "end-after-project"),
    (person(powiat="miasto Wrocław"), "powiat-is-city"),
]


def test_planted_faults_are_found_and_nothing_else():
    said = [[fault.code for fault in check(to_sm_efs(), who)] for who, _ in PLANTED]

    assert said == [[code] for _, code in PLANTED]


# Completeness by the field set.


@pytest.mark.parametrize(
    ("who", "field"),
    [
        (person(first_name=" "), "first_name"),
        (person(last_name=""), "last_name"),
        (person(sex=""), "sex"),
        (person(birth_date=None), "birth_date"),
        (person(locality=""), "locality"),
        (person(postal_code=""), "postal_code"),
        (person(country=""), "country"),
        (replace(ZOFIA, education=None), "education"),
        (replace(ZOFIA, started_on=None), "started_on"),
        *((answers(**{code: ""}), code) for code in ANSWERS),
        (replace(ZOFIA, answers={}), "third_country"),
    ],
)
def test_a_required_field_that_nobody_filled_is_named(who, field):
    assert ("missing", field) in found(check(to_sm_efs(), who))


def test_level_zero_of_education_is_an_answer():
    assert check(to_sm_efs(), replace(ZOFIA, education=0)) == ()


def test_pupils_are_asked_when_their_education_ends():
    school = replace(PROJECT, has_pupils=True)

    assert found(check(to_sm_efs(school), ZOFIA)) == [("missing", "education_ends_on")]
    assert check(to_sm_efs(school), answers(education_ends_on="2027-06-25")) == ()


def test_a_new_business_is_asked_for_whole_in_sl2014():
    who = replace(ZOFIA_THEN, answers={**ZOFIA_THEN.answers, "business_began_on": "2019-01-02"})

    assert found(check(to_sl2014(), who)) == [("missing", "business_grant"), ("missing", "business_code")]


def test_who_works_is_asked_where_in_sl2014():
    who = replace(
        ZOFIA_THEN, labour_status="employed", answers={**ZOFIA_THEN.answers, "labour_substatus": ""}
    )

    assert found(check(to_sl2014(), who)) == [("missing", "occupation"), ("missing", "employer")]


def test_a_rehearsal_does_not_ask_what_its_period_never_asked():
    asked_now = replace(PAS_JA, rule_pack="esf-plus-2021-2027")
    then = replace(ZOFIA_THEN, labour_status="unemployed")

    not_asked = ["citizenship", "support_scope", "foreign_background", "third_country", "minority"]
    assert check(to_sm_efs(PAS_JA), ZOFIA_THEN) == ()
    assert [field for code, field in found(check(to_sm_efs(asked_now), then))] == not_asked
    assert [fault.code for fault in check_setting(to_sm_efs(PAS_JA))] == ["rehearsal"]


def test_the_project_itself_is_checked():
    bare = replace(PROJECT, number="", begins_on=None)

    assert [fault.code for fault in check_setting(to_sm_efs(bare))] == [
        "project-number-missing",
        "project-days-missing",
    ]
    assert check_setting(to_sm_efs()) == check_setting(to_sl2014()) == ()


# All at once.


def test_everything_wrong_is_said_at_once_in_the_order_of_the_form():
    who = replace(
        person(pesel="84650301242", postal_code="50502", email="ż@example.org", gmina="", first_name=""),
        answers={**ANSWERS, "labour_substatus": ""},
        exit=Exit(date(2026, 6, 30)),
    )

    assert found(check(to_sm_efs(), who)) == [
        ("missing", "first_name"),
        ("pesel-checksum", "identifier"),
        ("missing", "gmina"),
        ("postal-code", "postal_code"),
        ("email-letters", "email"),
        ("missing", "labour_substatus"),
        ("missing", "exit_situation"),
        ("missing", "exit_on_path"),
    ]


def test_nothing_known_at_all_is_only_a_long_list():
    faults = check(to_sm_efs(), Participation(key=1, number="", person=type(ZOFIA.person)()))

    assert {fault.code for fault in faults} == {"missing", "contact-missing", "support-missing"}
    assert len(faults) == len({fault.field for fault in faults})


def test_no_fault_holds_a_whole_pesel():
    pesel = "84650301242"
    people = [twin(8, pesel=pesel, sex="man", sex_reason="tak"), twin(9, pesel=pesel, birth_date=TODAY)]

    faults = [fault for each in check_project(to_sm_efs(), people) for fault in each.faults]

    assert faults
    assert [each for each in faults if pesel in repr(each)] == []
    assert pesel not in repr(people)
    assert masked(pesel).endswith("1242")


def test_every_rule_is_signed_and_named_once():
    assert len({rule.code for rule in RULES}) == len(RULES)
    for fault in check(to_sm_efs(), person(pesel="1", degurba=3)):
        assert fault.rule in {rule.code for rule in RULES}


def test_what_rests_on_practice_alone_is_marked():
    faults = check(to_sm_efs(), person(degurba=3, postal_code="5"))

    assert {fault.code: fault.verified for fault in faults} == {"degurba-of-city": False, "postal-code": True}


def test_every_condition_of_a_register_is_known():
    asked = {column.when for each in registers().values() for column in each.columns} - {""}

    assert asked == set(CONDITIONS)


@pytest.mark.parametrize("each", [SM_EFS, SL2014], ids=lambda each: each.code)
def test_answers_are_the_columns_without_a_place_of_their_own(each):
    codes = [column.code for column in answered(each)]

    assert set(codes) >= {"labour_substatus", "homeless", "disability", "education_ends_on"}
    assert not {"first_name", "age", "started_on", "technical_id", "project_number"} & set(codes)
