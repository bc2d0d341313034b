"""The address under ``/konto/`` that needs to know who belongs where, which accounts do not."""

from django.urls import path

from osnowa.organisations.views import account

urlpatterns = [path("ja/", account.who_am_i, name="who_am_i")]
