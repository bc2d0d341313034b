"""What we want to know about accounts."""

from django.db.models import QuerySet

from osnowa.accounts.models import User


def demo_users() -> QuerySet[User]:
    """Return the users whose door stands on the sign-in page of a demo, in the order they were made."""
    return User.objects.filter(is_active=True).exclude(demo_role="").order_by("pk")
