"""Files and texts of figures."""

import csv
import json
from io import StringIO

import pytest

from osnowa.indicators import exports
from osnowa.indicators.queries import Part, members, table
from osnowa.indicators.spreadsheet import written
from osnowa.participants.models import Ground
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


def test_json_has_exactly_what_was_agreed(figures, people):
    found = json.loads(exports.as_json(figures.project, TODAY))

    assert found[1] == {
        "code": "ozn",
        "name": "Osoby z niepełnosprawnościami",
        "women": 2,
        "men": 0,
        "other": 0,
        "total": 2,
        "target": 62,
    }
    assert found[3] == {
        "code": "inicjatywy",
        "name": "Przeprowadzone inicjatywy",
        "women": None,
        "men": None,
        "other": None,
        "total": 1,
        "target": 15,
    }


def test_csv_has_a_line_for_each_figure(figures, people):
    head, *rows = csv.reader(StringIO(exports.as_csv(figures.project, TODAY)), delimiter=";")

    assert head[:6] == ["kod", "wskaźnik", "kobiety", "mężczyźni", "inne", "razem"]
    assert [row[5] for row in rows] == ["4", "2", "1", "1"]
    assert rows[0][7:] == ["2,22", "197", "-193", "16.04.2019"]


@pytest.mark.parametrize("part", list(Part))
def test_csv_of_a_list_has_a_line_for_each_member(figures, people, part):
    who = figures.who(figures.cast.anna)

    for row in table(figures.project, TODAY, who).rows:
        found = members(figures.project, row.indicator, TODAY, who, part)
        _head, *lines = csv.reader(StringIO(exports.members_as_csv(found)), delimiter=";")
        assert len(lines) == found.total


def test_csv_of_a_list_tells_the_evidence_that_the_page_shows(figures, people):
    Ground.objects.filter(person=people["adam"].person).update(original_place="segregator 3")
    anna, sabina = figures.who(figures.cast.anna), figures.who(figures.cast.sabina)

    def proofs(indicator, who, part=Part.ALL):
        found = members(figures.project, indicator, TODAY, who, part)
        text = exports.members_as_csv(found)
        return {line["nazwa"]: line.get("dowód") for line in csv.DictReader(StringIO(text), delimiter=";")}

    told = proofs(figures.risk, anna)
    assert told["Adam Lis"] == "dokument, oryginał: segregator 3, sprawdzony"
    assert told["Ewa Ćwik"] == "dokument, sprawdzony"
    assert proofs(figures.events, anna) == {"Piknik sąsiedzki": "zdjęcie, skan w aktach"}
    # Who may not open the file is not told of its documents either.
    assert set(proofs(figures.risk, sabina).values()) == {""}
    assert set(proofs(figures.disability, anna, Part.NEARLY).values()) == {None}


def test_the_terminal_gets_a_table(figures, people):
    lines = exports.as_text(figures.project, TODAY).splitlines()

    assert lines[0] == "Aktywni razem, stan na 16.04.2019"
    assert lines[2].split()[-6:] == ["3", "1", "0", "4", "180", "2,22%"]
    assert lines[5].split()[-6:] == ["–", "–", "–", "1", "15", "6,67%"]


def test_a_project_without_indicators_says_so(cast, here):
    assert "nie ma wskaźników" in exports.as_text(cast.unrelated, TODAY)


def test_nothing_in_a_file_is_a_formula():
    text = written(["a"], [["=1+1", -7, None], ["@SUM", "zwykły", "+48"]])

    assert text == "a\r\n'=1+1;-7;\r\n'@SUM;zwykły;'+48\r\n"
