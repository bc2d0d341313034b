"""The public page of a project against a bare Django view, both behind our middleware, for nobody signed in.

The bare view asks one question of its own (on both sides the middleware asks for the centre) and fills a
plain template of as many bytes. This module is also the table of addresses of that view.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.test import Client, override_settings
from django.urls import include, path

from osnowa.accounts.models import User
from osnowa.bench.pairs import Ratio, Side, compare
from osnowa.projects.actions.projects import correct_project
from osnowa.projects.models import Project

PLAIN_STATIC_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"
#: A line as long as those of a page, and the template that shows some of them.
LINE = "Pomagamy osobom zagrożonym ubóstwem lub wykluczeniem społecznym wrócić do życia w swojej okolicy."
TEMPLATE = """<!doctype html>
<html lang="pl">
<head><meta charset="utf-8"><title>{{ project.title }}</title></head>
<body><h1>{{ project.title }}</h1>
{% for line in lines %}<p>{{ line }}</p>
{% endfor %}</body>
</html>
"""


@login_not_required
def bare(request: HttpRequest, slug: str, size: int) -> HttpResponse:
    """Show a public project in about ``size`` bytes, as Django's tutorial would."""
    found = get_object_or_404(Project.objects.filter(is_public=True), slug=slug)
    lines = [LINE] * round(size / len(f"<p>{LINE}</p>\n".encode()))
    return HttpResponse(_template().render({"project": found, "lines": lines}, request))


@cache
def _template() -> Any:
    return engines["django"].from_string(TEMPLATE)


urlpatterns = [path("gola/<slug:slug>/<int:size>/", bare), path("", include("osnowa.config.urls"))]


def public_page(project: Project, *, by: User, at: datetime, people: int, pairs: int) -> list[Ratio]:
    """Compare the page of ``project`` (of ``people``) made of its records, and kept, with the bare view."""
    # A crowd is written past the journal, and without an entry there is nothing to name a kept page after.
    correct_project(project=project, lead="Razem łatwiej.", by=by, at=at)
    client, address = Client(), f"/projekty/{project.slug}/"

    def kept() -> bytes:
        return _read(client, address)

    def made() -> bytes:
        caches["pages"].clear()
        return _read(client, address)

    with _plainly():
        bare_address = f"/gola/{project.slug}/{len(kept())}/"
        return [
            compare(
                "G17",
                f"strona publiczna projektu, {people} osób, {how}",
                engine=connection.vendor,
                ours=Side(ours),
                reference=Side(lambda: _read(client, bare_address)),
                must=must,
                stretch=stretch,
                pairs=pairs,
            )
            for how, ours, must, stretch in (("z zapisów", made, 2, 1.3), ("przechowana", kept, 1.2, 1))
        ]


@contextmanager
def _plainly() -> Iterator[None]:
    """Read pages as in tests: no server, and static files without the manifest that installing makes."""
    pages = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "bench"}
    with override_settings(
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["testserver"],
        CACHES={**settings.CACHES, "pages": pages},
        STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN_STATIC_FILES}},
        STATIC_ROOT=None,
        SECURE_SSL_REDIRECT=False,
    ):
        yield


def _read(client: Client, address: str) -> bytes:
    answer = client.get(address)
    if answer.status_code != 200:
        raise AssertionError(f"{address} answers {answer.status_code}")
    return answer.content
