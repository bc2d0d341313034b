"""Who signs in."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Create a user who signs in by ``email``; without a password they must set one by e-mail."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in: staff of a centre or of a partner. Holds no rights; those are rows elsewhere."""

    email = models.EmailField(
        _("adres e-mail"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("Konto z tym adresem e-mail już istnieje.")},
    )
    name = models.CharField(_("imię i nazwisko"), max_length=120)
    phone = models.CharField(_("telefon"), max_length=20, blank=True)
    is_active = models.BooleanField(_("konto czynne"), default=True)
    # In a demo database: what the sign-in page writes on this user's door, which opens without a password.
    demo_role = models.CharField(_("rola w pokazie"), max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = ["name"]

    class Meta:
        verbose_name = _("konto")
        verbose_name_plural = _("konta")
        constraints = [
            # Small letters only, so that one unique column keeps Anna@… and anna@… from being two people.
            models.CheckConstraint(
                name="user_email_is_in_small_letters",
                condition=Q(email=Lower("email")),
                violation_error_message=_("Adres e-mail zapisujemy małymi literami."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email
