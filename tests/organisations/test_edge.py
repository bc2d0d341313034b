"""The edge of access: one centre per address, closed to everybody who does not belong there on that day."""

from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, include, path
from django_scopes import get_scope, scope

from osnowa.desk import refusals
from osnowa.organisations.addresses import panel
from osnowa.organisations.models import Centre, Membership, Organisation
from osnowa.organisations.templatetags.panel import panel_url

pytestmark = pytest.mark.django_db


def open_centre(request, **kwargs):
    return HttpResponse(
        f"{kwargs} {request.centre.slug} {sorted(request.centre_roles)} {Organisation.objects.count()}"
    )


def open_late(request):
    # The template is rendered after the view, still inside the scope.
    return TemplateResponse(request, "late.html", {"rows": Organisation.objects.all()})


def open_public(request):
    return HttpResponse(request.public_centre.slug if request.public_centre else str(get_scope()))


open_public.login_required = False

staff = ([path("plain/", open_centre), path("plain/<int:pk>/", open_centre), path("late/", open_late)], "t")
LATE = "{% for row in rows %}{{ row }};{% endfor %}"
urlpatterns = [
    path("panel/<slug:centre>/", include(staff)),
    path("public/", open_public),
    path("", include("osnowa.config.urls")),
]
handler404 = "osnowa.desk.refusals.not_found"


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ROOT_URLCONF = __name__


def test_a_member_enters_and_the_view_hears_nothing_of_the_slug(cast, browse):
    answer = browse(cast.adam).get("/panel/osrodek-testowo/plain/7/")

    with scope(centre=cast.here.centre):
        count = Organisation.objects.count()
    assert answer.content.decode() == f"{{'pk': 7}} osrodek-testowo ['administrator'] {count}"
    assert answer["Cache-Control"] == "no-store"
    assert get_scope() == {}


def test_the_scope_is_open_until_the_template_is_rendered(cast, browse, settings):
    loaders = [("django.template.loaders.locmem.Loader", {"late.html": LATE})]
    engine = "django.template.backends.django.DjangoTemplates"
    settings.TEMPLATES = [{"BACKEND": engine, "OPTIONS": {"loaders": loaders}}]

    answer = browse(cast.anna).get("/panel/osrodek-testowo/late/").content.decode()

    assert "MOPS Testowo" in answer
    assert "OPS Obcowo" not in answer


@pytest.mark.parametrize("slug", ["osrodek-obcowo", "nie-ma-takiego"])
def test_a_foreign_centre_is_a_page_that_does_not_exist(cast, browse, slug):
    client = browse(cast.anna)

    foreign = client.get(f"/panel/{slug}/plain/")
    missing = client.get("/zupelnie/nic/")

    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content


def test_nobody_is_asked_to_sign_in_whatever_the_centre(client, cast):
    for slug in ("osrodek-testowo", "nie-ma-takiego"):
        address = f"/panel/{slug}/plain/"
        assert client.get(address)["Location"] == f"/konto/zaloguj/?next={address}"


@pytest.mark.parametrize(
    ("begins_on", "ends_before", "status"),
    [
        (date(2019, 4, 16), None, 200),
        (date(2019, 4, 17), None, 404),
        (date(2019, 1, 1), date(2019, 4, 17), 200),
        (date(2019, 1, 1), date(2019, 4, 16), 404),
    ],
)
def test_on_16_april_a_membership_opens_the_panel_on_its_days(cast, browse, begins_on, ends_before, status):
    with scope(centre=cast.here.centre):
        Membership.objects.filter(user=cast.kasia).update(begins_on=begins_on, ends_before=ends_before)

    answer = browse(cast.kasia).get("/panel/osrodek-testowo/plain/")

    assert answer.status_code == status
    assert ("osrodek-testowo ['staff']" in answer.content.decode()) is (status == 200)


def test_entering_costs_two_questions_beside_the_session(cast, browse):
    client = browse(cast.anna)
    client.get("/panel/osrodek-testowo/plain/")

    with CaptureQueriesContext(connection) as asked:
        client.get("/panel/osrodek-testowo/plain/")

    tables = ("django_session", "accounts_user", "organisations_organisation")
    ours = [q["sql"] for q in asked if not any(f'FROM "{table}"' in q["sql"] for table in tables)]
    assert len(ours) == 2, ours  # the demo clock, and the memberships with their centre


@pytest.mark.parametrize(
    ("host", "slug"),
    [("testserver", "pierwszy"), ("drugi.example.pl", "drugi"), ("trzeci.example.pl", "pierwszy")],
)
def test_the_host_chooses_the_public_centre_unknown_ones_get_the_first(client, settings, host, slug):
    settings.ALLOWED_HOSTS = ["*"]
    Centre.objects.create(slug="zamkniety", name="Z", short_name="Z", is_public=False)
    Centre.objects.create(slug="pierwszy", name="P", short_name="P")
    Centre.objects.create(slug="drugi", name="D", short_name="D", host="drugi.example.pl")
    Centre.objects.create(slug="trzeci", name="T", short_name="T", host="trzeci.example.pl", is_public=False)

    assert client.get("/public/", headers={"host": f"{host}:8000"}).content.decode() == slug


def test_without_a_public_centre_no_scope_is_open(client):
    # A scope of None would mean "no filter": everything of everybody.
    assert client.get("/public/").content.decode() == "{}"


def test_a_public_page_costs_one_question(client, cast):
    with CaptureQueriesContext(connection) as asked:
        client.get("/public/")

    assert len(asked) == 1


def test_a_panel_address_needs_no_question(here):
    with CaptureQueriesContext(connection) as asked:
        by_position = panel("organisations:organisation", 7)
        by_name = panel("organisations:organisation", pk=7)
        in_template = panel_url("organisations:organisation", 7)

    assert by_position == by_name == in_template == "/panel/osrodek-testowo/podmioty/7/"
    assert len(asked) == 0


@pytest.mark.parametrize("opened", [{}, {"centre": None}, {"centre": 1}, {"centre": []}])
def test_a_panel_address_without_one_centre_is_a_mistake(opened):
    with scope(**opened), pytest.raises(RuntimeError, match="needs scope"):
        panel("organisations:areas")


def test_a_wrong_panel_address_is_a_mistake(here):
    with pytest.raises(NoReverseMatch):
        panel("organisations:areas", 7)


def test_the_page_of_no_access_has_no_trace_of_the_request(cast, browse):
    bare = refusals.not_found(RequestFactory().get("/"))

    assert browse(cast.anna).get("/panel/osrodek-obcowo/plain/").content == bare.content
