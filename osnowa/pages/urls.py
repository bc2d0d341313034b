"""Addresses of the public pages, of what they will look like, and of what stands above and beside them."""

from django.urls import path

from osnowa.pages.views import links, notices, public

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
    path("panel/<slug:centre>/ogloszenia/", notices.notices, name="notices"),
    path("panel/<slug:centre>/ogloszenia/dodaj/", notices.add, name="add_notice"),
    path("panel/<slug:centre>/ogloszenia/<int:pk>/popraw/", notices.correct, name="correct_notice"),
    path("panel/<slug:centre>/ogloszenia/<int:pk>/wycofaj/", notices.withdraw, name="withdraw_notice"),
    path("panel/<slug:centre>/odnosniki/", links.links, name="links"),
    path("panel/<slug:centre>/odnosniki/dodaj/", links.add, name="add_link"),
    path("panel/<slug:centre>/odnosniki/<int:pk>/popraw/", links.correct, name="correct_link"),
    path("panel/<slug:centre>/odnosniki/<int:pk>/wycofaj/", links.withdraw, name="withdraw_link"),
]
