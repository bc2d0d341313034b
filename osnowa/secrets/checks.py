"""What a real installation must have before it may hold real people: three strong keys that differ."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from osnowa.secrets import keys

SETTINGS = ("OSNOWA_FIELD_KEYS", "OSNOWA_INDEX_KEY", "OSNOWA_AUDIT_KEY")
SHORTEST = 32


@checks.register(checks.Tags.security, deploy=True)
def keys_are_fit(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Find keys that are missing, short, or used for two purposes."""
    faults: list[checks.CheckMessage] = []
    used: dict[str, str] = {settings.SECRET_KEY: "SECRET_KEY"}
    for setting in SETTINGS:
        try:
            values = keys.values(setting)
        except ImproperlyConfigured as error:
            faults.append(checks.Error(str(error), id="secrets.E010"))
            continue
        for key_id, value in values.items():
            if len(value) < SHORTEST:
                text = f"The key {key_id} of {setting} is shorter than {SHORTEST} characters."
                faults.append(checks.Error(text, id="secrets.E011"))
            if value in used:
                text = f"{setting} uses the same key as {used[value]}."
                faults.append(checks.Error(text, id="secrets.E012"))
            used[value] = setting
    return faults
