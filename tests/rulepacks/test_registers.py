"""Registers are whole, byte-exact, cite what exists, speak for every code of a pack, refuse what is loose."""

import re
from pathlib import Path

import pytest

from osnowa.rulepacks.registers import (
    REGISTERS,
    Need,
    NoTranslation,
    UnknownRegister,
    read_register,
    register,
    register_for,
    registers,
)
from osnowa.rulepacks.registry import pack, packs

SOURCES = Path(__file__).resolve().parents[2] / "docs" / "sources.md"
SM_EFS = register("sm-efs")
SL2014 = register("sl2014")

#: Dictionary of a rule pack → dictionary of a register.
SAID_BY = {
    "labour_statuses": "labour_status",
    "education": "education",
    "support_kinds": "support_kind",
    "support_subkinds": "support_subkind",
    "exit_situations": "exit_situation",
}


def test_sm_efs_has_its_columns_in_the_order_of_the_file():
    assert [column.header for column in SM_EFS.columns] == [
        "Numer projektu",
        "Obywatelstwo",
        "Rodzaj uczestnika",
        "Nazwa instytucji",
        "Imię",
        "Nazwisko",
        "PESEL/Inny identyfikator",
        "brak PESEL",
        "Techniczny identyfikator",
        "Płeć",
        "Wiek",
        "Wykształcenie",
        "Kraj",
        "Województwo",
        "Powiat",
        "Gmina",
        "Miejscowość",
        "Kod pocztowy",
        "DEGURBA",
        "Telefon kontaktowy",
        "Adres e-mail",
        "Data rozpoczęcia udziału w projekcie",
        "Data zakończenia udziału w projekcie",
        "Status osoby na rynku pracy",
        "w tym",
        "Planowana data zakończenia edukacji",
        "Sytuacja po zakończeniu",
        "Zakończenie zgodne ze ścieżką",
        "Zakres wsparcia",
        "Rodzaj przyznanego wsparcia",
        "w tym",
        "Data rozpoczęcia udziału we wsparciu",
        "Data założenia DG",
        "Osoba obcego pochodzenia",
        "Obywatel państwa trzeciego",
        "Mniejszość",
        "Bezdomność",
        "Niepełnosprawność",
        "Data dodania",
        "Użytkownik dodający",
        "Data modyfikacji",
        "Użytkownik modyfikujący",
        "Uwagi",
    ]


def test_sl2014_has_the_block_of_a_participant():
    headers = [column.header for column in SL2014.columns]

    assert len(headers) == 43
    assert headers[:4] == ["Kraj", "Rodzaj uczestnika", "Nazwa instytucji", "Imię"]
    assert [place for place, header in enumerate(headers) if header == "W tym"] == [24, 32]
    assert headers[-1].startswith("Planowana data zakończenia edukacji")


@pytest.mark.parametrize(
    ("dictionary", "code", "text"),
    [
        ("education", "0-2", "Niższe niż podstawowe (ISCED 0\u20132)"),
        ("education", "5-8", "Wyższe (ISCED 5\u20138)"),
        ("education-split", "1-2", "Podstawowe (ISCED 1) lub gimnazjalne (ISCED 2)"),
        ("support_subkind", "legal", "doradztwo/ pomoc prawna"),
        ("citizenship", "third-country",
         "Brak polskiego obywatelstwa lub UE \u2013 obywatel kraju spoza UE/ bezpaństwowiec"),
        ("labour_substatus", "local-administration",
         "osoba pracująca w administracji samorządowej (z wyłączeniem szkół i placówek systemu oświaty)"),
        ("answers", "refused", "Odmowa podania informacji"),
    ],
)  # fmt: skip
def test_texts_of_sm_efs_are_exact(dictionary, code, text):
    assert SM_EFS.dictionaries[dictionary][code].text == text


@pytest.mark.parametrize("each", registers().values(), ids=lambda each: each.code)
def test_no_text_has_outer_hard_or_double_spaces(each):
    texts = [term.text for terms in each.dictionaries.values() for term in terms.values()]

    assert [text for text in texts if text != " ".join(text.split(" ")).strip() or "\u00a0" in text] == []


@pytest.mark.parametrize("each", registers().values(), ids=lambda each: each.code)
def test_every_source_of_a_register_stands_on_the_sources_page(each):
    known = set(re.findall(r"^## ([a-z0-9-]+)", SOURCES.read_text(encoding="utf-8"), re.MULTILINE))
    terms = [term for terms in each.dictionaries.values() for term in terms.values()]

    cited = {entry.source for entry in (*each.columns, *each.kept, *terms, each.file, each.feedback)}

    assert cited - known == set()


@pytest.mark.parametrize(
    ("code", "rule_pack"),
    [("sm-efs", "esf-plus-2021-2027"), ("sm-efs", "esf-2014-2020"), ("sl2014", "esf-2014-2020")],
)
def test_every_code_of_a_pack_has_a_word_in_the_register(code, rule_pack):
    each = register(code)
    translation = each.translation(rule_pack)

    lost = [
        (dictionary, entry.code)
        for dictionary, theirs in SAID_BY.items()
        for entry in pack(rule_pack).entries(dictionary)
        if each.term(theirs, translation.codes.get(theirs, {}).get(entry.code, entry.code)) is None
    ]

    assert lost == []


@pytest.mark.parametrize("level", range(9))
def test_every_level_of_education_has_a_word_everywhere(level):
    for code, rule_pack in [("sm-efs", "esf-plus-2021-2027"), ("sl2014", "esf-2014-2020")]:
        each = register(code)
        said = each.translation(rule_pack).codes["education"][str(level)]
        assert each.term("education", said) is not None


def test_a_project_of_the_older_period_only_rehearses_sm_efs():
    translation = SM_EFS.translation("esf-2014-2020")

    assert translation.is_rehearsal
    assert "citizenship" in translation.not_asked
    assert not SM_EFS.translation("esf-plus-2021-2027").is_rehearsal
    assert not SL2014.translation("esf-2014-2020").is_rehearsal


@pytest.mark.parametrize("code", ["esf-2014-2020", "esf-plus-2021-2027"])
def test_a_pack_reports_to_the_register_it_names(code):
    assert register_for(code).label == packs()[code].register


def test_the_register_of_2004_is_not_described():
    with pytest.raises(NoTranslation):
        register_for("esf-2004-2006")
    assert set(packs()) == {"esf-2004-2006", "esf-2014-2020", "esf-plus-2021-2027"}


@pytest.mark.parametrize(
    ("column", "codes"),
    [
        ("sex", ["woman", "man"]),
        ("third_country", ["yes", "no"]),
        ("minority", ["yes", "no", "refused"]),
        ("citizenship", ["polish", "eu", "third-country"]),
    ],
)
def test_choices_offer_a_refusal_only_where_it_is_taken(column, codes):
    assert [code for code, _ in SM_EFS.choices(column)] == codes


def test_what_is_not_there_is_named():
    with pytest.raises(UnknownRegister, match="pefs"):
        register("pefs")
    with pytest.raises(NoTranslation, match="no register takes pefs-2004"):
        register_for("pefs-2004")
    with pytest.raises(NoTranslation, match="sl2014 has no translation of esf-plus-2021-2027"):
        SL2014.translation("esf-plus-2021-2027")
    with pytest.raises(KeyError, match="no dictionary education-of-1999"):
        SM_EFS.using(education="education-of-1999")


def test_another_template_changes_the_dictionary_and_not_the_columns():
    split = SM_EFS.using(education="education-split")

    assert split.by_code["education"].dictionary == "education-split"
    assert [column.header for column in split.columns] == [column.header for column in SM_EFS.columns]


def test_the_form_asks_step_by_step_with_the_birth_date_beside_the_sex():
    personal = [field.code for field in SM_EFS.fields_of("personal")]

    assert personal[-5:] == ["lacks_pesel", "sex", "birth_date", "age", "education"]
    assert [step.label for step in SM_EFS.steps] == [
        "Dane zapisu", "Dane osobowe", "Adres i kontakt", "Status na wejściu", "Szczegóły wsparcia",
        "Dane wrażliwe", "Zakończenie",
    ]  # fmt: skip


def test_a_refusal_is_an_answer_only_to_the_sensitive_questions():
    assert [column.code for column in SM_EFS.columns if column.may_be_refused] == [
        "foreign_background", "minority", "homeless", "disability",
    ]  # fmt: skip
    assert [column.code for column in SM_EFS.columns if column.sensitive] == ["minority", "disability"]


def test_columns_that_nobody_types_are_marked():
    assert [column.code for column in SM_EFS.columns if column.need == Need.SYSTEM] == [
        "technical_id", "added_on", "added_by", "changed_on", "changed_by",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ('step = "exit"', 'step = "after"', "no step after"),
        ('dictionary = "sex"', 'dictionary = "gender"', "no dictionary gender"),
        ('code = "gmina"', 'code = "powiat"', "column powiat stands twice"),
        ('when = "employee"\n', "", "a condition belongs to conditional columns"),
        ('kind = "derived"', 'kind = "guessed"', "guessed"),
        ('8 = "5-8"', '8 = "9"', "education has no 9"),
        ('not_asked = ["citizenship"', 'not_asked = ["colour"', "no column colour"),
        ('after = "sex"', 'after = "colour"', "no column colour"),
        ('text = "Kobieta"\n', "", "'text'"),
        ('code = "man"', 'code = "woman"', "sex woman stands twice"),
    ],
)
def test_a_loose_end_of_a_register_is_named(tmp_path, was, becomes, fault):
    written = (REGISTERS / "sm-efs.toml").read_text(encoding="utf-8")
    path = tmp_path / "bad.toml"
    path.write_text(written.replace(was, becomes), encoding="utf-8")

    assert was in written
    with pytest.raises(ValueError, match=rf"bad\.toml: .*{fault}"):
        read_register(path)
