"""Addresses of casework."""

from django.urls import path

from osnowa.casework import views

app_name = "casework"
urlpatterns = [
    path("osoby/<int:person>/kontakty/", views.contacts, name="contacts"),
    path("osoby/<int:person>/kontakty/dodaj/", views.note_contact, name="note_contact"),
    path("kontakty/<uuid:series>/popraw/", views.correct_contact, name="correct_contact"),
    path("kontakty/<uuid:series>/wycofaj/", views.withdraw_contact, name="withdraw_contact"),
    path("kontakty/<uuid:series>/przywroc/", views.restore_contact, name="restore_contact"),
]
