"""Addresses of lists that are brought to a project."""

from django.urls import path

from osnowa.intake.views import batches, columns, rows

OF_PROJECT = "projekty/<slug:slug>/listy/"
ONE = f"{OF_PROJECT}<int:pk>/"

app_name = "intake"
urlpatterns = [
    path(OF_PROJECT, batches.batches, name="batches"),
    path(f"{OF_PROJECT}wczytaj/", batches.bring, name="bring"),
    path(ONE, batches.batch, name="batch"),
    path(f"{ONE}kolumny/", columns.columns, name="columns"),
    path(f"{ONE}przyjmij/", batches.accept, name="accept"),
    path(f"{ONE}wznow/", batches.carry_on, name="carry_on"),
    path(f"{ONE}wycofaj/", batches.withdraw, name="withdraw"),
    path(f"{ONE}odrzucone.<slug:shape>", batches.refused, name="refused"),
    path(f"{ONE}wiersze/<int:number>/", rows.decide, name="decide"),
]
