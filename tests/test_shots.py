"""The list of ``make shots``: every page of it can be reached, and the README shows what it makes."""

import re
from collections import Counter

import pytest
from click.testing import CliRunner
from django.urls import resolve

from osnowa.organisations.models import Role
from tests import shots

DOORS = {str(role.label) for role in Role}
README = (shots.ROOT / "README.md").read_text("utf-8")


def test_each_page_has_its_own_name():
    repeated = [name for name, times in Counter(shot.name for shot in shots.listed()).items() if times > 1]

    assert repeated == []


@pytest.mark.parametrize("shot", shots.listed(), ids=lambda shot: shot.name)
def test_page_has_an_address_a_door_and_known_ways(shot):
    assert resolve(shot.path.partition("?")[0]).view_name
    assert not shot.role or shot.role in DOORS
    assert set(shot.readme.values()) <= set(shots.WAYS)


def test_readme_shows_six_pictures_that_the_list_makes():
    shown = re.findall(r"docs/screenshots/([a-z-]+)\.png", README)

    assert len(shown) == 6
    assert sorted(shown) == sorted(picture for shot in shots.listed() for picture in shot.readme)
    assert [name for name in shown if not (shots.LIST.parent / f"{name}.png").exists()] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--only", "nie-ma-takiej"], "Nie ma na liście: nie-ma-takiej."),
        (["--server", "http://127.0.0.1:9"], "nic nie odpowiada"),
        (["--server", "tutaj"], "nic nie odpowiada"),
    ],
)
def test_a_mistake_gets_one_sentence(arguments, sentence, tmp_path):
    answer = CliRunner().invoke(shots.main, [*arguments, "--to", str(tmp_path)])

    assert answer.exit_code == 1
    assert sentence in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
