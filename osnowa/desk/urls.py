"""Addresses of the desk: the first one after signing in, and what is composed from several apps."""

from django.urls import path

from osnowa.desk.views import start

app_name = "desk"
urlpatterns = [
    path("", start.start, name="start"),
    path("zegar/", start.set_clock, name="clock"),
    path("<slug:centre>/", start.home, name="home"),
]
