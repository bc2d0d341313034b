"""A refusal leads to the paragraph of help that tells the reason, and the paragraph is there."""

import pytest
from django.urls import reverse

from osnowa.desk.views.help import whys
from osnowa.errors import Refused
from tests.desk.test_contact_in_row import address, sent


def refusals(of=Refused):
    """Yield every refusal of the project."""
    for each in of.__subclasses__():
        yield each
        yield from refusals(each)


@pytest.mark.guard
def test_every_reason_has_its_paragraph_and_every_paragraph_a_refusal():
    anchors = [anchor for anchor, _question, _answer in whys()]

    assert sorted({each.why for each in refusals() if each.why}) == sorted(anchors)


@pytest.mark.parametrize(
    ("changes", "anchor"),
    [
        ({"contacted_on": "17.04.2019"}, "dni-kontaktu"),
        ({"note": "x" * 10_001}, "dluga-notatka"),
        ({"minutes": "0"}, ""),
    ],
)
def test_a_refusal_leads_to_its_reason(cast, here, browse, changes, anchor):
    client, help_address = browse(cast.sabina), reverse("desk:help", args=[here.centre.slug])

    page = client.post(address(here), sent(here, **changes)).content.decode()

    assert (f'<a href="{help_address}#{anchor}">Dlaczego?</a>' in page) is bool(anchor)
    assert f'id="{anchor}"' in client.get(help_address).content.decode() or not anchor
