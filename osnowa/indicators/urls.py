"""Addresses of figures and of what a project promised."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from osnowa.indicators.views import promises, table

FIGURES = "projekty/<slug:slug>/wskazniki/"
SETTINGS = f"{FIGURES}ustawienia/"


def kept(noun: promises.Noun, word: str, *, of_indicator: bool) -> Iterator[URLPattern]:
    """Yield the three addresses of a promise: to add, to correct, to withdraw."""
    one = "<int:indicator>/" if of_indicator else ""
    yield path(f"{SETTINGS}{one}{word}dodaj/", promises.add, {"noun": noun}, name=f"add_{noun.name}")
    yield path(
        f"{SETTINGS}{word}<int:pk>/popraw/", promises.correct, {"noun": noun}, name=f"correct_{noun.name}"
    )
    yield path(
        f"{SETTINGS}{word}<int:pk>/wycofaj/", promises.withdraw, {"noun": noun}, name=f"withdraw_{noun.name}"
    )


app_name = "indicators"
urlpatterns = [
    path(FIGURES, table.table, name="table"),
    path(f"{FIGURES}csv/", table.table_csv, name="csv"),
    path(f"{FIGURES}lista/csv/", table.members_csv, name="members_csv"),
    path(f"{FIGURES}wydruk/", table.print_members, name="print"),
    path(SETTINGS, promises.settings, name="settings"),
    *kept(promises.INDICATOR, "", of_indicator=False),
    *kept(promises.TARGET, "cele/", of_indicator=True),
    *kept(promises.PLANNED, "plan/", of_indicator=True),
]
