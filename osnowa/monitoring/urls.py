"""Addresses of a project's register of participants."""

from django.urls import path

from osnowa.monitoring.views import answers, files, person, register

REGISTER = "projekty/<slug:slug>/rejestr/"

app_name = "monitoring"
urlpatterns = [
    path(REGISTER, register.register, name="register"),
    path(f"{REGISTER}plik/", files.make, name="make_file"),
    path(f"{REGISTER}pliki/<int:pk>/wycofaj/", files.withdraw, name="withdraw_file"),
    path(f"{REGISTER}porownaj/", answers.compare, name="compare"),
    path(f"{REGISTER}informacja-zwrotna/", answers.take_in, name="take_in"),
    path(f"{REGISTER}informacja-zwrotna/<int:pk>/", answers.feedback, name="feedback"),
    path(f"{REGISTER}informacja-zwrotna/<int:pk>/wycofaj/", answers.withdraw, name="withdraw_feedback"),
    path(f"{REGISTER}uwagi/<int:pk>/zalatwione/", answers.settle, name="settle"),
    path("zapisy/<int:pk>/rejestr/", person.person, name="person"),
    path("techniczne-identyfikatory/<int:pk>/wycofaj/", person.withdraw_id, name="withdraw_id"),
]
