"""The table of addresses: public pages at the root, staff work under ``/panel/<centre>/``."""

from django.urls import include, path

staff = [
    path("", include("osnowa.monitoring.urls")),
    path("", include("osnowa.indicators.urls")),
    path("", include("osnowa.initiatives.urls")),
    path("", include("osnowa.trainings.urls")),
    path("", include("osnowa.casework.urls")),
    path("", include("osnowa.intake.urls")),
    path("", include("osnowa.participants.urls")),
    path("", include("osnowa.projects.urls")),
    path("", include("osnowa.documents.urls")),
    path("", include("osnowa.organisations.urls")),
    path("", include("osnowa.audit.urls")),
]

urlpatterns = [
    path("", include("osnowa.pages.urls")),
    path("konto/", include("osnowa.accounts.urls")),
    path("konto/", include("osnowa.organisations.urls_account")),
    # First what has a word of its own (projekty/dodaj/), then pages of one thing (projekty/<slug>/).
    path("panel/<slug:centre>/", include(staff)),
    path("panel/", include("osnowa.desk.urls")),
]

handler400 = "osnowa.desk.refusals.malformed"
handler403 = "osnowa.desk.refusals.forbidden"
handler404 = "osnowa.desk.refusals.not_found"
handler500 = "osnowa.desk.refusals.broken"
handler429 = "osnowa.accounts.views.too_many"  # allauth's throttling looks it up here
