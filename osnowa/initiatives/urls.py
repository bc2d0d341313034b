"""Addresses of community initiatives."""

from django.urls import path

from osnowa.initiatives import views

OF_PROJECT = "projekty/<slug:slug>/inicjatywy/"
ONE = f"{OF_PROJECT}<int:pk>/"

app_name = "initiatives"
urlpatterns = [
    path(OF_PROJECT, views.initiatives, name="initiatives"),
    path(f"{OF_PROJECT}dodaj/", views.add, name="add"),
    path(ONE, views.initiative, name="initiative"),
    path(f"{ONE}popraw/", views.correct, name="correct"),
    path(f"{ONE}przeprowadzona/", views.hold, name="hold"),
    path(f"{ONE}odwolaj/", views.cancel, name="cancel"),
    path(f"{ONE}przywroc/", views.reopen, name="reopen"),
    path(f"{ONE}wycofaj/", views.withdraw, name="withdraw"),
    path(f"{ONE}dowody/dodaj/", views.add_evidence, name="add_evidence"),
    path(f"{ONE}dowody/<int:evidence>/wycofaj/", views.withdraw_evidence, name="withdraw_evidence"),
    path("inicjatywy/dowody/<int:pk>/skan/", views.scan, name="scan"),
]
