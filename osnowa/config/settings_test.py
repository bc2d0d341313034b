"""Settings of the test suite: a database and a folder of its own, fast hashing, plain files, fixed keys."""

import atexit
import os
import shutil
import tempfile

# A run touches neither var/ nor an installation's database; a file, not memory, so that threads can race.
_data = tempfile.mkdtemp(prefix="osnowa-test-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["OSNOWA_DATA"] = _data
os.mkdir(f"{_data}/static")
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{_data}/osnowa.sqlite3"
os.environ.setdefault(
    "OSNOWA_SECRET_KEY", "tests-only-secret-key-that-is-long-enough-for-the-checks-0123456789"
)
for _name in ("OSNOWA_FIELD_KEYS", "OSNOWA_INDEX_KEY", "OSNOWA_AUDIT_KEY"):
    os.environ.setdefault(_name, f"{_name}-of-the-tests")

from osnowa.config.settings import *  # noqa: E402, F403 - the keys above must stand first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
# Tests write past the journal; what keeps pages has tests of its own.
CACHES = {**CACHES, "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}  # noqa: F405
# Nobody waits for a worker.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if not os.environ.get("TEST_DATABASE_URL"):
    DATABASES["default"]["TEST"] = {"NAME": f"{_data}/test.sqlite3"}  # noqa: F405
