"""Addresses of community initiatives."""

from django.urls import path

from osnowa.initiatives.views import evidence, initiatives

OF_PROJECT = "projekty/<slug:slug>/inicjatywy/"
ONE = f"{OF_PROJECT}<int:pk>/"

app_name = "initiatives"
urlpatterns = [
    path(OF_PROJECT, initiatives.initiatives, name="initiatives"),
    path(f"{OF_PROJECT}dodaj/", initiatives.add, name="add"),
    path(ONE, initiatives.initiative, name="initiative"),
    path(f"{ONE}popraw/", initiatives.correct, name="correct"),
    path(f"{ONE}przeprowadzona/", initiatives.hold, name="hold"),
    path(f"{ONE}odwolaj/", initiatives.cancel, name="cancel"),
    path(f"{ONE}przywroc/", initiatives.reopen, name="reopen"),
    path(f"{ONE}wycofaj/", initiatives.withdraw, name="withdraw"),
    path(f"{ONE}dowody/dodaj/", evidence.add_evidence, name="add_evidence"),
    path(f"{ONE}dowody/<int:evidence>/wycofaj/", evidence.withdraw_evidence, name="withdraw_evidence"),
    path("inicjatywy/dowody/<int:pk>/skan/", evidence.scan, name="scan"),
]
