"""Finished rows, whoever wrote them: texts byte for byte, days, lists of equal length."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osnowa.monitoring.checking import row_faults
from osnowa.monitoring.checking.texts import PARALLEL, difference, is_day
from osnowa.monitoring.facts import Support
from osnowa.monitoring.rows import row
from tests.monitoring.people import ENDED, SL2014, SM_EFS, ZOFIA_THEN, to_sl2014, to_sm_efs

DASH = "\u2013"


def with_texts(**texts: str) -> tuple[str, ...]:
    cells = list(row(to_sm_efs(), ENDED))
    for code, text in texts.items():
        cells[SM_EFS.positions[code]] = text
    return tuple(cells)


def test_what_we_write_ourselves_has_no_fault():
    assert row_faults(SM_EFS, row(to_sm_efs(), ENDED)) == ()
    assert row_faults(SL2014, row(to_sl2014(), ZOFIA_THEN)) == ()


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("education", f"Wyższe (ISCED 5{DASH}8)", ""),
        ("education", "Wyższe (ISCED 5-8)", "text-dash"),
        ("education", "Wyższe (ISCED 5\u20148)", "text-dash"),
        ("education", f"Wyższe\u00a0(ISCED 5{DASH}8)", "text-hard-space"),
        ("education", f" Wyższe (ISCED  5{DASH}8) ", "text-spaces"),
        ("education", f"wyższe (isced 5{DASH}8)", "text-case"),
        ("education", f"Wyz\u0307sze (ISCED 5{DASH}8)", "text-letters"),
        ("education", "wyższe (ISCED 5-8)", "text-spelling"),
        ("education", "Ponadgimnazjalne (ISCED 3)", "text-shortened"),
        ("education", "Wyższe", "text-shortened"),
        ("education", "Doktorat", "text-unknown"),
        ("labour_status", "Osoba", "text-unknown"),
        ("labour_status", "Osoba bierna", "text-shortened"),
        ("voivodeship", "Dolnośląskie", "text-case"),
        ("lacks_pesel", "nie", "text-case"),
        ("third_country", "Odmowa podania informacji", "text-unknown"),
        ("minority", "Odmowa podania informacji", ""),
        ("ended_on", "30.06.2026", "text-day"),
        ("ended_on", "2026-6-30", "text-day"),
        ("ended_on", "2026-02-30", "text-day"),
        ("started_on", "2026/03/02", "text-day"),
        ("ended_on", "", ""),
    ],
)
def test_a_text_is_the_register_s_own(field, text, code):
    faults = row_faults(SM_EFS, with_texts(**{field: text}))

    assert [(fault.code, fault.field) for fault in faults if fault.field == field] == (
        [(code, field)] if code else []
    )


def test_a_fault_of_spelling_says_the_right_text():
    [fault] = row_faults(SM_EFS, with_texts(education="Wyższe (ISCED 5-8)"))

    assert fault.params["right"] == f"Wyższe (ISCED 5{DASH}8)"


FORMS = st.builds(
    Support,
    kind=st.sampled_from(["counselling", "training", "housing", "supervision"]),
    subkind=st.sampled_from(["psychological", "legal"]),
    began_on=st.dates(date(2026, 3, 2), date(2027, 12, 31)),
    scope=st.sampled_from(["aktywizacja", "mieszkalnictwo"]),
)


@given(st.lists(FORMS, max_size=8))
def test_whatever_was_received_makes_lists_of_one_length(forms):
    whole = tuple(each if each.kind == "counselling" else replace(each, subkind="") for each in forms)
    cells = row(to_sm_efs(), replace(ENDED, supports=whole))

    lengths = {cells[SM_EFS.positions[code]].count("|") for code in PARALLEL}
    assert row_faults(SM_EFS, cells) == ()
    assert len(lengths) == 1


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({"support_kind": "superwizja", "support_subkind": "", "support_began_on": "2026-03-02"}, []),
        ({"support_subkind": "pomoc psychologiczna|usługa o charakterze społecznym"},
         [("lists-differ", "support_subkind")]),
        ({"support_began_on": "2026-03-02|2026-03-09"}, [("lists-differ", "support_began_on")]),
        ({"support_began_on": "2026-03-02||2026-04-01"}, [("support-without-day", "support_began_on")]),
        ({"support_kind": "doradztwo/konsultacje||usługa aktywnej integracji"},
         [("support-without-kind", "support_kind")]),
        ({"support_subkind": "||usługa o charakterze społecznym"}, [("text-without-sub", "support_subkind")]),
        ({"support_subkind": "usługa o charakterze społecznym||pomoc psychologiczna"},
         [("text-of-another", "support_subkind")] * 2),
        ({"support_subkind": "doradztwo/pomoc prawna||usługa o charakterze społecznym"},
         [("text-spaces", "support_subkind")]),
        ({"labour_substatus": ""}, [("text-without-sub", "labour_substatus")]),
        ({"labour_substatus": "inne"}, [("text-of-another", "labour_substatus")]),
        ({"labour_substatus": "INNE"}, [("text-case", "labour_substatus")]),
        ({"labour_status": "Osoba bierna zawodowo", "labour_substatus": "Inne"}, []),
        ({"labour_status": "Osoba bierna zawodowo", "labour_substatus": ""}, []),
        ({"labour_status": "Osoba bierna zawodowo"}, [("text-of-another", "labour_substatus")]),
        ({"support_kind": "", "support_subkind": "", "support_began_on": ""}, []),
    ],
)  # fmt: skip
def test_lists_stand_side_by_side(texts, found):
    faults = row_faults(SM_EFS, with_texts(**texts))

    assert [(fault.code, fault.field) for fault in faults] == found


def test_a_row_of_another_width_is_no_row():
    with pytest.raises(ValueError, match="zip"):
        row_faults(SM_EFS, ("a",) * 42)


@pytest.mark.parametrize(
    ("text", "answer"),
    [(date(2026, 2, 28).isoformat(), True), ("2026-02-29", False), ("20260228", False), ("", False)],
)
def test_a_day_exists_and_is_written_one_way(text, answer):
    assert is_day(text) is answer


def test_nothing_is_like_nothing():
    assert difference("", list(SM_EFS.dictionaries["sex"].values())) == ("unknown", None)
