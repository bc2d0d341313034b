"""The packs are complete, cite what exists, and refuse what is malformed."""

import re
from pathlib import Path

import pytest

from osnowa.rulepacks.registry import UnknownCode, UnknownPack, pack, pack_choices, packs, read

SOURCES = Path(__file__).resolve().parents[2] / "docs" / "sources.md"


def test_packs_hold_the_dictionaries_that_forms_ask_for():
    wanted = {
        "ground_kinds", "document_kinds", "support_kinds", "support_subkinds", "labour_statuses",
        "education", "exit_reasons", "exit_situations", "core_fields", "indicator_rules",
    }  # fmt: skip

    assert [code for code, each in packs().items() if wanted - set(each.dictionaries)] == []


def test_every_source_of_a_pack_stands_on_the_sources_page():
    known = set(re.findall(r"^## ([a-z0-9-]+)", SOURCES.read_text(encoding="utf-8"), re.MULTILINE))

    cited = {
        entry.source
        for each in packs().values()
        for entries in each.dictionaries.values()
        for entry in entries.values()
    } | {value.source for each in packs().values() for value in each.values.values()}

    assert cited - known == set()


def test_label_of_a_code_the_pack_does_not_know_is_the_code():
    assert pack("esf-2014-2020").label_of("ground_kinds", "from-before") == "from-before"


def test_unknown_codes_and_packs_are_named():
    with pytest.raises(UnknownCode, match="ground_kinds has no code 'x'"):
        pack("esf-2014-2020").entry("ground_kinds", "x")
    with pytest.raises(UnknownPack, match="esf-1999"):
        pack("esf-1999")


def test_pack_choices_run_from_the_oldest_period():
    assert [code for code, _ in pack_choices()] == [
        "esf-2004-2006",
        "esf-2014-2020",
        "esf-plus-2021-2027",
    ]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ('[[things]]\ncode = "a"\nlabel = "a"\nsource = "s"\n', "things a lacks 'verified'"),
        (
            '[[things]]\ncode = "a"\nlabel = "a"\nsource = "s"\nverified = true\n' * 2,
            "things a stands twice",
        ),
    ],
)
def test_malformed_pack_is_refused_by_name(tmp_path, rows, fault):
    path = tmp_path / "bad.toml"
    path.write_text('code = "x"\nlabel = "x"\nperiod = "x"\nregister = "x"\n' + rows, encoding="utf-8")

    with pytest.raises(ValueError, match=fault):
        read(path)


def test_every_pack_has_what_counting_and_contacts_ask_for():
    wanted = {"outcome_months", "personal_contacts_a_month", "partial_month_days"}

    assert [code for code, each in packs().items() if wanted - set(each.values)] == []
    assert [
        code for code, each in packs().items() if "participants" not in each.dictionaries["indicator_rules"]
    ] == []


def test_of_2004_only_what_the_page_of_the_project_says_is_verified():
    rows = [row for rows in pack("esf-2004-2006").dictionaries.values() for row in rows.values()]

    assert {row.source for row in rows if row.verified} == {"we-ep"}
    assert "social-worker" in pack("esf-2004-2006").dictionaries["ground_kinds"]
