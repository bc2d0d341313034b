"""Addresses of accounts; the names without a namespace are the ones allauth looks up."""

from allauth.account import views as allauth_views
from django.urls import path, re_path

urlpatterns = [
    path("zaloguj/", allauth_views.login, name="account_login"),
    path("wyloguj/", allauth_views.logout, name="account_logout"),
    path("haslo/", allauth_views.password_reset, name="account_reset_password"),
    path("haslo/wyslane/", allauth_views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^haslo/ustaw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "haslo/ustawione/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("haslo/zmien/", allauth_views.password_change, name="account_change_password"),
]
