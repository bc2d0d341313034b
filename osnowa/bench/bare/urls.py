"""Two addresses, one view: fifty people in Polish order, as a list of Django's tutorial would show them."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django_scopes import scopes_disabled

from osnowa.participants.models import Enrolment

ON_ONE_PAGE = 50


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Show a page of everybody."""
    with scopes_disabled():
        listed = Enrolment.objects.select_related("person", "project").order_by("person__sort_key", "number")
        page = Paginator(listed, ON_ONE_PAGE).get_page(request.GET.get("strona"))
        return render(request, "bench/bare.html", {"page": page})


urlpatterns = [
    path("osoby/", people, name="people"),
    path("osoby/<int:pk>/", people, name="person"),
]
