"""Settings of one installation, by subject; each value from the environment, with a safe default or none.

A secret comes from ``NAME``, from the file named by ``NAME_FILE``, or (outside production only) from a file
that is made once in the data folder. ``OSNOWA_ENV=production`` refuses to invent anything.
"""

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

# ---- where -------------------------------------------------------------------------------------------------
PACKAGE = Path(__file__).resolve().parent.parent
PRODUCTION = os.environ.get("OSNOWA_ENV", "demo") == "production"
DATA = Path(os.environ.get("OSNOWA_DATA", PACKAGE.parent / "var"))


def secret(name: str) -> str:
    """Return the secret ``name`` from the environment, its file, or (never in production) the data folder."""
    if value := os.environ.get(name):
        return value
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    if PRODUCTION:
        raise ImproperlyConfigured(f"ustaw {name} albo {name}_FILE, bo produkcja nie wymyśla sekretów")
    kept = DATA / "keys" / name.lower()
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48), encoding="utf-8")
    return kept.read_text(encoding="utf-8").strip()


# ---- secrets -----------------------------------------------------------------------------------------------
SECRET_KEY = secret("OSNOWA_SECRET_KEY")
# "id:value" pairs separated by commas, the first one encrypts; a bare value has the id "1".
OSNOWA_FIELD_KEYS = secret("OSNOWA_FIELD_KEYS")
OSNOWA_INDEX_KEY = secret("OSNOWA_INDEX_KEY")
OSNOWA_AUDIT_KEY = secret("OSNOWA_AUDIT_KEY")

# ---- serving -----------------------------------------------------------------------------------------------
DEBUG = False
ALLOWED_HOSTS = os.environ.get("OSNOWA_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("OSNOWA_ORIGINS", "").split(",") if origin]
ROOT_URLCONF = "osnowa.config.urls"
WSGI_APPLICATION = "osnowa.config.wsgi.application"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("OSNOWA_BEHIND_PROXY") else None
)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "osnowa.clock",
    "osnowa.secrets",
    "osnowa.ui",
    "osnowa.audit",
    "osnowa.accounts",
    # After accounts, whose templates replace allauth's.
    "allauth",
    "allauth.account",
    "osnowa.organisations",
    "osnowa.documents",
    "osnowa.rulepacks",
    "osnowa.projects",
    "osnowa.participants",
    "osnowa.intake",
    "osnowa.support",
    "osnowa.casework",
    "osnowa.trainings",
    "osnowa.initiatives",
    "osnowa.indicators",
    "osnowa.monitoring",
    "osnowa.desk",
    "osnowa.pages",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "osnowa.accounts.middleware.SlidingSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "osnowa.desk.middleware.session_ended.SignedInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "osnowa.clock.middleware.ClockMiddleware",
    "osnowa.organisations.middleware.CentreMiddleware",
    "osnowa.projects.middleware.StandingMiddleware",
    "osnowa.desk.middleware.bell.BellMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "osnowa.desk.context.frame",
                "osnowa.pages.context.notices",
            ],
        },
    }
]
FORM_RENDERER = "osnowa.ui.rendering.FormRenderer"

# ---- database ----------------------------------------------------------------------------------------------
DATABASE_URL = os.environ.get("DATABASE_URL", f"sqlite:///{DATA / 'osnowa.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Writers take the lock at BEGIN and wait for each other; a reader that turned writer would fail.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;"
            # An acknowledged write survives a power cut.
            "PRAGMA synchronous=FULL;"
            "PRAGMA mmap_size=134217728;"
            "PRAGMA cache_size=-20000;"
            "PRAGMA temp_store=MEMORY;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        # Throttling must count over all workers, so the cache is shared: a table.
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "osnowa_cache",
    },
    # Public pages and numbers beside lists, each named after its records: every process may keep its own.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        # What is written past the journal (migrations, SQL by hand) shows after so many seconds.
        "TIMEOUT": 60,
        # A page has about 30 kB.
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

# ---- accounts ----------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:start"
LOGOUT_REDIRECT_URL = "pages:home"
ACCOUNT_ADAPTER = "osnowa.accounts.adapter.ClosedDoorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_FORMS = {
    "login": "osnowa.accounts.forms.SignInForm",
    "reset_password": "osnowa.accounts.forms.ResetRequestForm",
    "reset_password_from_key": "osnowa.accounts.forms.NewPasswordForm",
    "change_password": "osnowa.accounts.forms.ChangePasswordForm",
}
# A whole office shares one IP address, so an address may try more than a person.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/10m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
}
# Behind our own proxy the last address of X-Forwarded-For is the client; else the header is anybody's word.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("OSNOWA_BEHIND_PROXY") else 0
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
SESSION_COOKIE_AGE = 30 * 60
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_FAILURE_VIEW = "osnowa.desk.refusals.stale_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ---- mail --------------------------------------------------------------------------------------------------
EMAIL_BACKEND = os.environ.get(
    "OSNOWA_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST = os.environ.get("OSNOWA_EMAIL_HOST", "localhost")
DEFAULT_FROM_EMAIL = os.environ.get("OSNOWA_EMAIL_FROM", "osnowa@localhost")

# ---- language and formats ----------------------------------------------------------------------------------
LANGUAGE_CODE = "pl"
LANGUAGES = [("pl", _("polski"))]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["osnowa.config.formats"]

# ---- files -------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Scans are nobody's business but the server's.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
OSNOWA_LARGEST_FILE_BYTES = 10 * 1024 * 1024

# ---- long work, done by `osnowa worker` --------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# ---- demo --------------------------------------------------------------------------------------------------
# Invented people carry PESEL numbers of the years 2200–2299, which nobody has. Production takes none of them.
OSNOWA_SYNTHETIC_PESEL = not PRODUCTION

# ---- logging: ids only, never names ------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"osnowa": {"level": "INFO"}},
}
SILENCED_SYSTEM_CHECKS = []
