"""Each fault has a sentence: what is wrong, what to do, never a whole PESEL."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from osnowa.monitoring.checking import RULES, Fault, check, row_faults
from osnowa.monitoring.checking.faults import error
from osnowa.monitoring.queries import wording
from osnowa.monitoring.queries.wording import (
    RULES_IN_WORDS,
    name_of_field,
    sentence,
    why_unpinned,
    why_unreadable,
)
from osnowa.monitoring.reading import Unreadable
from osnowa.monitoring.reconciling import Unpinned, Why
from osnowa.rulepacks.registers import registers
from tests.monitoring.people import SL2014, SM_EFS, ZOFIA, to_sm_efs

CHECKING = Path(__file__).resolve().parents[2] / "osnowa" / "monitoring" / "checking"


def codes_said() -> set[str]:
    """Every code that the checks can say, read from their source; computed ones are spelt out here."""
    calls = (
        node
        for path in CHECKING.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"error", "warning"}
    )
    said = {each.args[0].value for each in calls if isinstance(each.args[0], ast.Constant)}
    return said | {
        "pesel-digits", "pesel-length", "pesel-checksum", "pesel-twice", "identifier-twice",
        "powiat-spelt", "powiat-unlisted", "gmina-spelt", "gmina-unlisted",
        "technical-id-twice", "third-country-is-polish", "third-country-is-eu", "text-hard-space",
        "text-spaces", "text-dash", "text-letters", "text-case", "text-spelling", "text-shortened",
    }  # fmt: skip


def test_every_fault_has_a_sentence_and_no_sentence_is_left_over():
    assert codes_said() == set(wording._SENTENCES)


def test_every_rule_is_said_in_words():
    assert {rule.code for rule in RULES} | {"once-in-project", "institution-nip", "setting", "texts"} == set(
        RULES_IN_WORDS
    )


@pytest.mark.parametrize("code", sorted(codes_said()))
def test_a_sentence_says_what_to_do_in_whole_sentences(code):
    words = str(wording._SENTENCES[code])

    assert words[0].isupper() or words[0] in "„%"
    assert words.endswith(".")
    assert "  " not in words


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (error("missing", "gmina", header="Gmina"), "Brakuje pola „Gmina”. Uzupełnij je."),
        (
            error("missing", "started_on", header="Data rozpoczęcia udziału w projekcie"),
            "Udział nie ma daty rozpoczęcia. Powstaje ona z pierwszego wsparcia: zapisz je, a data pojawi "
            "się sama.",
        ),
        (
            error("pesel-length", "identifier", count=10),
            "PESEL ma 11 cyfr, a tu liczba cyfr to 10. Sprawdź, czy nie zginęło zero na początku.",
        ),
        (
            error("end-before-start", "ended_on", day=date(2026, 3, 1), started=date(2026, 3, 2)),
            "Udział kończy się 1.03.2026, przed rozpoczęciem 2.03.2026. Sprawdź dzień zakończenia.",
        ),
        (
            error("pesel-twice", "identifier", others=("UP-0008", "UP-0009")),
            "Ten sam PESEL ma w projekcie także numer: UP-0008, UP-0009. Połącz te osoby albo popraw PESEL.",
        ),
        (error("age-differs", "age", typed=0, age=41, day=date(2026, 3, 2)),
         "Wpisano wiek 0, a z daty urodzenia na 2.03.2026 wynika 41. Popraw wiek albo datę."),
    ],
)  # fmt: skip
def test_values_stand_in_the_sentence(fault, words):
    assert sentence(fault) == words


def test_what_is_found_can_be_said():
    nothing = type(ZOFIA)(key=1, number="", person=type(ZOFIA.person)(pesel="1", email="ż", phone="1"))
    spoilt = tuple("x|y" for _ in SM_EFS.columns)

    faults = (*check(to_sm_efs(), nothing), *row_faults(SM_EFS, spoilt))

    said = [sentence(fault) for fault in faults]
    assert len(said) > 40
    assert [each for each in said if "%(" in each or re.search(r"\d{11}", each)] == []


def test_a_code_without_words_is_not_passed_over():
    with pytest.raises(KeyError):
        sentence(Fault("nobody-wrote-this", "gmina"))


@pytest.mark.parametrize("register", registers().values(), ids=lambda each: each.code)
def test_every_field_has_a_name_of_its_own(register):
    names = [name_of_field(register, code) for code in register.by_code]

    assert len(set(names)) == len(names)


def test_w_tym_says_to_what_it_belongs():
    assert name_of_field(SM_EFS, "support_subkind") == "Rodzaj przyznanego wsparcia, w tym"
    assert name_of_field(SL2014, "birth_date") == "Data urodzenia"


@pytest.mark.parametrize("fault", ["encoding", "empty", "headers", "quotes"])
def test_a_refused_file_is_explained(fault):
    assert why_unreadable(Unreadable(fault, found=("kolor", "smak"))).endswith(".")


@pytest.mark.parametrize("why", list(Why))
def test_an_answer_at_nobody_is_explained(why):
    assert why_unpinned(Unpinned(why, "", 2, ())).endswith(".")
