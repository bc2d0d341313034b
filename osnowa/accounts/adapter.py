"""What allauth asks about our accounts."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoorAdapter(DefaultAccountAdapter):
    """Nobody signs up: an administrator of a centre makes accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
