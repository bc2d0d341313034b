"""The pages that say no: plain Polish, nothing of the request, and standing when everything else fell."""

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import path

from osnowa.desk import refusals
from tests.accessibility import faults

PAGES = [
    (refusals.malformed, 400),
    (refusals.forbidden, 403),
    (refusals.not_found, 404),
    (refusals.broken, 500),
    (refusals.stale_form, 403),
]


def break_down(request):
    raise RuntimeError("a bug")


break_down.login_required = False
urlpatterns = [path("zepsute/", break_down)]
handler500 = "osnowa.desk.refusals.broken"


@pytest.mark.parametrize(("refuse", "status"), PAGES)
def test_a_refusal_is_a_whole_page_without_a_single_question(db, refuse, status):
    with CaptureQueriesContext(connection) as asked:
        response = refuse(RequestFactory().get("/panel/tajne/"))

    page = response.content.decode()
    assert (response.status_code, len(asked)) == (status, 0)
    assert faults(page) == []
    assert "tajne" not in page
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("refuse", "status"), PAGES)
def test_a_refusal_says_what_to_do_next(refuse, status):
    page = refuse(RequestFactory().get("/")).content.decode()

    assert 'href="/panel/"' in page
    assert any(word in page for word in ("poproś", "zapytaj", "powiedz", "sprawdź"))


def test_a_broken_page_looks_up_nothing(settings):
    # Neither an address nor the list of static files.
    settings.ROOT_URLCONF = __name__
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }

    page = refusals.broken(RequestFactory().get("/")).content.decode()

    assert 'href="/"' in page
    assert "/static/ui/osnowa.css" in page


def test_a_bug_is_answered_with_that_page(db, settings):
    settings.ROOT_URLCONF = __name__
    client = Client(raise_request_exception=False)

    response = client.get("/zepsute/")

    assert response.status_code == 500
    assert "Coś się zepsuło po naszej stronie" in response.content.decode()
