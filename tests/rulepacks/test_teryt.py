"""Names of the territorial division: what is on the list, and what is only marked."""

import pytest

from osnowa.rulepacks.teryt import Doubt, division, doubts, gminas, powiats, voivodeships


def test_all_voivodeships_are_known_and_lower_silesia_in_full():
    assert len(voivodeships()) == 16
    assert all(name == name.lower() for name in voivodeships())
    lower_silesia = division()["dolnośląskie"]
    # 26 powiats, 4 towns that are powiats, and the one that was renamed in 2021.
    assert len(lower_silesia) == 31
    assert lower_silesia["Wrocław"] == {"Wrocław"}
    assert {"Siechnice", "Żórawina"} <= lower_silesia["wrocławski"]
    assert len(gminas()) > 150
    assert "wrocławski" in powiats()


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("dolnośląskie", "Wrocław", "Wrocław"), []),
        (("dolnośląskie", "wrocławski", "Siechnice"), []),
        (("", "", ""), []),
        (("dolnośląskie", "", "Siechnice"), []),
        # Nobody listed the powiats of this voivodeship.
        (("mazowieckie", "otwocki", "Otwock"), []),
        (("Dolnośląskie", "", ""), [Doubt("voivodeship", "Dolnośląskie", "dolnośląskie")]),
        (("śląsk", "", ""), [Doubt("voivodeship", "śląsk")]),
        (("dolnośląskie", "Wrocławski", ""), [Doubt("powiat", "Wrocławski", "wrocławski")]),
        # A village in the place of its gmina, and a gmina of another powiat.
        (("dolnośląskie", "wrocławski", "Radwanice"), [Doubt("gmina", "Radwanice")]),
        (("dolnośląskie", "wrocławski", "Oława"), [Doubt("gmina", "Oława")]),
        (
            ("dolnośląskie", "nie wiem", "Nigdzie"),
            [Doubt("powiat", "nie wiem"), Doubt("gmina", "Nigdzie")],
        ),
    ],
)
def test_a_name_that_is_not_on_the_list_is_marked(names, found):
    assert list(doubts(*names)) == found
