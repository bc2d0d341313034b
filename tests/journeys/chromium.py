"""Where the browser of the journeys is: an installed Chromium or Chrome; nothing is downloaded."""

import os
import shutil

HOW_TO_GET = (
    "zainstaluj Chromium (Debian: apt-get install chromium) albo podaj ścieżkę przeglądarki w OSNOWA_CHROMIUM"
)


def program() -> str | None:
    """Return the path of the browser, or ``None`` when there is none."""
    names = [os.environ.get("OSNOWA_CHROMIUM") or "chromium", "chromium-browser", "google-chrome"]
    return next((path for path in map(shutil.which, names) if path), None)
