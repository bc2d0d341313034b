"""A refusal leads to the paragraph of help that tells the reason, and the paragraph is there."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from osnowa.desk.views.whys import whys
from osnowa.errors import Refused, why_of
from osnowa.participants.actions.enrolments import EnrolmentIsNeeded
from osnowa.participants.actions.persons import PeselTaken
from osnowa.participants.forms.evidence import DecisionForm
from osnowa.participants.models import Ground
from tests.architecture.house import nothing_in
from tests.desk.test_contact_in_row import address, sent

SOURCES = Path(__file__).parents[2] / "docs" / "sources.md"
#: How a paragraph says that the wording of its source was not verified.
UNVERIFIED = "brzmienia nie sprawdziliśmy"


def refusals(of=Refused):
    """Yield every refusal of the project."""
    for each in of.__subclasses__():
        yield each
        yield from refusals(each)


def sources():
    """Return what ``docs/sources.md`` says under each of its headings."""
    parts = re.split(r"^## (.*)$", SOURCES.read_text(), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


# ---- every paragraph ---------------------------------------------------------------------------------------


@pytest.mark.guard
def test_every_reason_has_its_paragraph_and_every_paragraph_a_refusal():
    anchors = [why.anchor for why in whys()]

    assert sorted({each.why for each in refusals() if each.why}) == sorted(anchors)


@pytest.mark.guard
def test_every_paragraph_names_its_source_and_whether_it_was_verified():
    known = sources()

    nothing_in(
        f"{why.anchor}: {fault}"
        for why in whys()
        for fault, is_so in [
            ("an unknown source", not {*why.sources} <= known.keys()),
            ("a source without a word for it", bool(why.sources) is not bool(why.source)),
            (
                "does not say what was not verified",
                any("not verified" in known.get(name, "").lower() for name in why.sources)
                is not (UNVERIFIED in str(why.source)),
            ),
        ]
        if is_so
    )


def test_the_page_holds_every_paragraph_once(cast, here, browse):
    page = browse(cast.tomek).get(reverse("desk:help", args=[here.centre.slug])).content.decode()

    assert re.findall(r'<h4 id="([^"]*)">', page) == [why.anchor for why in whys()]


# ---- the way there -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "anchor"),
    [
        ({"contacted_on": "17.04.2019"}, "dni-kontaktu"),
        ({"note": "x" * 10_001}, "dluga-notatka"),
        ({"minutes": "0"}, ""),
    ],
)
def test_a_refusal_at_a_field_leads_to_its_reason(cast, here, browse, changes, anchor):
    client = browse(cast.sabina)

    page = client.post(address(here), sent(here, **changes)).content.decode()

    assert led_to(page, here) == ([anchor] if anchor else [])


def test_a_refusal_above_the_form_leads_to_its_reason(cast, here, browse):
    Ground.objects.filter(pk=here.ground.pk).update(state=Ground.State.VERIFIED)
    decide = reverse("participants:decide_ground", args=[here.centre.slug, here.ground.pk])

    page = browse(cast.anna).post(decide, {"decision": DecisionForm.VERIFY}).content.decode()

    assert led_to(page, here) == ["druga-osoba"]


def test_a_refusal_of_a_question_leads_to_its_reason(cast, here, browse):
    withdraw = reverse("participants:withdraw_enrolment", args=[here.centre.slug, here.enrolment.pk])

    page = browse(cast.anna).post(withdraw).content.decode()

    assert led_to(page, here) == ["zalezne-zapisy"]


def test_a_refusal_of_one_click_leads_to_its_reason(cast, here, browse):
    show = reverse("projects:publish_project", args=[here.centre.slug, here.project.slug])
    type(here.project).objects.filter(pk=here.project.pk).update(lead="")

    page = browse(cast.anna).post(show, follow=True).content.decode()

    assert led_to(page, here) == ["strona-publiczna"]


def test_a_refusal_of_a_list_leads_to_its_reason(cast, here, browse):
    list_of = reverse("trainings:session", args=[here.centre.slug, here.edition.pk, here.session.pk])
    type(here.session).objects.filter(pk=here.session.pk).update(state="cancelled", cancel_reason="choroba")

    page = browse(cast.anna).post(list_of, {f"stan-{here.enrolment.pk}": "present"}).content.decode()

    assert led_to(page, here) == ["dni-obecnosci"]


def led_to(page, world):
    """Return the paragraphs to which a page leads from what it refuses."""
    help_address = re.escape(reverse("desk:help", args=[world.centre.slug]))
    return re.findall(rf'<a href="{help_address}#([^"]*)">Dlaczego\?</a>', page)


@pytest.mark.parametrize(
    ("error", "anchor"),
    [
        (PeselTaken(), "ta-sama-osoba"),
        (EnrolmentIsNeeded(what="kontakty"), "zalezne-zapisy"),
        (
            ValidationError({"name": ["Podaj nazwę"], "pesel": PeselTaken().error_dict["pesel"]}),
            "ta-sama-osoba",
        ),
        (ValidationError("Podaj nazwę", code="required"), ""),
        (ValidationError({"name": ["Podaj nazwę"]}), ""),
        (Refused(), ""),
    ],
)
def test_the_reason_of_an_error_is_read(error, anchor):
    assert why_of(error) == anchor
