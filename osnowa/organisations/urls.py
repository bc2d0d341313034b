"""Addresses of organisations."""

from django.urls import path

from osnowa.organisations.views import centre, members, organisations, places

app_name = "organisations"
urlpatterns = [
    path("podmioty/", organisations.organisations, name="organisations"),
    path("podmioty/dodaj/", organisations.add_organisation, name="add_organisation"),
    path("podmioty/<int:pk>/", organisations.organisation, name="organisation"),
    path("podmioty/<int:pk>/popraw/", organisations.correct_organisation, name="correct_organisation"),
    path("podmioty/<int:pk>/wycofaj/", organisations.withdraw_organisation, name="withdraw_organisation"),
    path("podmioty/<int:pk>/komorki/dodaj/", organisations.add_unit, name="add_unit"),
    path("komorki/<int:pk>/popraw/", organisations.correct_unit, name="correct_unit"),
    path("komorki/<int:pk>/wycofaj/", organisations.withdraw_unit, name="withdraw_unit"),
    path("komorki/<int:pk>/kontakty/dodaj/", organisations.add_contact_point, name="add_contact_point"),
    path(
        "podmioty/kontakty/<int:pk>/popraw/",
        organisations.correct_contact_point,
        name="correct_contact_point",
    ),
    path(
        "podmioty/kontakty/<int:pk>/wycofaj/",
        organisations.withdraw_contact_point,
        name="withdraw_contact_point",
    ),
    path("miejsca/", places.places, name="places"),
    path("miejsca/dodaj/", places.add_place, name="add_place"),
    path("miejsca/<int:pk>/popraw/", places.correct_place, name="correct_place"),
    path("miejsca/<int:pk>/wycofaj/", places.withdraw_place, name="withdraw_place"),
    path("obszary/", places.areas, name="areas"),
    path("obszary/dodaj/", places.add_area, name="add_area"),
    path("obszary/<int:pk>/popraw/", places.correct_area, name="correct_area"),
    path("obszary/<int:pk>/wycofaj/", places.withdraw_area, name="withdraw_area"),
    path("osrodek/popraw/", centre.correct, name="correct_centre"),
    path("konta/", members.members, name="members"),
    path("konta/dodaj/", members.invite_member, name="invite_member"),
    path("konta/<int:pk>/", members.member, name="member"),
    path("konta/<int:pk>/popraw/", members.correct_member, name="correct_member"),
    path("konta/<int:pk>/nadaj-role/", members.add_membership, name="add_membership"),
    path("konta/<int:pk>/wylacz/", members.deactivate_member, name="deactivate_member"),
    path("konta/<int:pk>/wlacz/", members.reactivate_member, name="reactivate_member"),
    path("konta/<int:pk>/wyslij-link/", members.send_password_link, name="send_password_link"),
    path("konta/role/<int:pk>/zakoncz/", members.end_membership, name="end_membership"),
    path("konta/role/<int:pk>/wycofaj/", members.withdraw_membership, name="withdraw_membership"),
]
