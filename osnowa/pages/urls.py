"""Addresses of the public pages, and of what they will look like."""

from django.urls import path

from osnowa.pages import views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("kontakt/", views.contact, name="contact"),
    path("projekty/", views.projects, name="projects"),
    path("projekty/<slug:slug>/", views.project, name="project"),
    path("projekty/<slug:slug>/pal/<slug:pal>/", views.local_programme, name="local_programme"),
    path("projekty/<slug:slug>/wskazniki.csv", views.figures_csv, name="figures_csv"),
    path("panel/<slug:centre>/projekty/<slug:slug>/podglad/", views.preview, name="preview"),
    path(
        "panel/<slug:centre>/projekty/<slug:slug>/podglad/pal/<slug:pal>/",
        views.preview_local_programme,
        name="preview_local_programme",
    ),
]
