"""Settings of our own pages that keep nothing: what one costs right after something was written."""

from osnowa.config.settings import *  # noqa: F403 - the same installation, less what it keeps

CACHES = {**CACHES, "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}  # noqa: F405
