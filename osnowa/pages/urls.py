"""Addresses of the public pages, and of what they will look like."""

from django.urls import path

from osnowa.pages.views import public

app_name = "pages"
urlpatterns = [
    path("", public.home, name="home"),
    path("kontakt/", public.contact, name="contact"),
    path("projekty/", public.projects, name="projects"),
    path("projekty/<slug:slug>/", public.project, name="project"),
    path("projekty/<slug:slug>/pal/<slug:pal>/", public.local_programme, name="local_programme"),
    path("projekty/<slug:slug>/wskazniki.csv", public.figures_csv, name="figures_csv"),
    path("panel/<slug:centre>/projekty/<slug:slug>/podglad/", public.preview, name="preview"),
    path(
        "panel/<slug:centre>/projekty/<slug:slug>/podglad/pal/<slug:pal>/",
        public.preview_local_programme,
        name="preview_local_programme",
    ),
]
