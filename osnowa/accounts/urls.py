"""Addresses of accounts; the names without a namespace are the ones allauth looks up."""

from allauth.account import views as allauth_views
from django.urls import include, path, re_path

from osnowa.accounts import views

of_our_own = [
    path("pokaz/", views.demo_doors, name="demo_doors"),
    path("pokaz/<int:pk>/", views.demo_door, name="demo_door"),
]

urlpatterns = [
    path("", include((of_our_own, "accounts"))),
    path("zaloguj/", views.sign_in, name="account_login"),
    path("wyloguj/", allauth_views.logout, name="account_logout"),
    path("haslo/", views.ask_for_reset, name="account_reset_password"),
    path("haslo/wyslane/", allauth_views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^haslo/ustaw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.set_password,
        name="account_reset_password_from_key",
    ),
    path(
        "haslo/ustawione/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("haslo/zmien/", views.change_password, name="account_change_password"),
]
