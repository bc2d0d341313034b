"""Addresses of the list of projects, their settings, and the programmes that pay for them."""

from collections.abc import Iterable

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from osnowa.projects.actions import publishing
from osnowa.projects.views import catalogue, nouns, programmes, projects, settings

SETTINGS = "projekty/<slug:slug>/ustawienia/"


def kept(noun: nouns.Noun, base: str) -> Iterable[URLPattern]:
    """Yield the three addresses of a noun: to add, to correct, to withdraw."""
    at = f"{base}{noun.path}/"
    yield path(f"{at}dodaj/", nouns.add, {"noun": noun}, name=f"add_{noun.name}")
    yield path(f"{at}<int:pk>/popraw/", nouns.correct, {"noun": noun}, name=f"correct_{noun.name}")
    yield path(f"{at}<int:pk>/wycofaj/", nouns.withdraw, {"noun": noun}, name=f"withdraw_{noun.name}")


app_name = "projects"
urlpatterns = [
    path("projekty/", projects.projects, name="projects"),
    path("projekty/dodaj/", projects.add_project, name="add_project"),
    path("projekty/programy/", programmes.programmes, name="programmes"),
    *(address for noun in catalogue.OF_CENTRE for address in kept(noun, "projekty/")),
    path(SETTINGS, settings.settings, name="settings"),
    path(f"{SETTINGS}popraw/", projects.correct_project, name="correct_project"),
    path(f"{SETTINGS}wycofaj/", projects.withdraw_project, name="withdraw_project"),
    path(
        f"{SETTINGS}strona/pokaz/",
        settings.show_project,
        {"verb": publishing.publish_project, "said": _("Stronę projektu widzą teraz wszyscy.")},
        name="publish_project",
    ),
    path(
        f"{SETTINGS}strona/ukryj/",
        settings.show_project,
        {"verb": publishing.hide_project, "said": _("Strona projektu jest ukryta.")},
        name="hide_project",
    ),
    path(
        f"{SETTINGS}programy-pal/<int:pk>/pokaz/",
        settings.show_local_programme,
        {
            "verb": publishing.publish_local_programme,
            "said": _("Strona programu jest pokazana."),
        },
        name="publish_local_programme",
    ),
    path(
        f"{SETTINGS}programy-pal/<int:pk>/ukryj/",
        settings.show_local_programme,
        {"verb": publishing.hide_local_programme, "said": _("Strona programu jest ukryta.")},
        name="hide_local_programme",
    ),
    path(f"{SETTINGS}pal/<slug:programme>/", settings.local_programme, name="local_programme"),
    *(address for noun in catalogue.OF_PROJECT for address in kept(noun, SETTINGS)),
    path(f"{SETTINGS}<slug:part>/", settings.part, name="settings_part"),
]
