"""Which keys the settings hold, and what a real installation is told about bad ones."""

import pytest
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from osnowa.secrets import keys
from osnowa.secrets.checks import keys_are_fit

LONG = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("value", {"1": "value"}),
        ("1:value", {"1": "value"}),
        ("2:new,1:old", {"2": "new", "1": "old"}),
        (" 2:new , 1:old ,", {"2": "new", "1": "old"}),
        ("2026:a:b", {"2026": "a:b"}),
        ("2:new,old", {"2": "new", "1": "old"}),
        ("Not-An-Id:value", {"1": "Not-An-Id:value"}),
    ],
)
def test_a_setting_holds_keys_the_first_is_current(settings, text, values):
    settings.OSNOWA_FIELD_KEYS = text

    assert keys.values("OSNOWA_FIELD_KEYS") == values
    ring = keys.ring("OSNOWA_FIELD_KEYS")
    assert ring.current == next(iter(values))
    assert list(ring.keys) == list(values)
    assert {len(key) for key in ring.keys.values()} == {32}


@pytest.mark.parametrize("text", ["", " , ", "1:a,1:b", "a,b", "1:a,b"])
def test_a_setting_without_keys_or_with_one_id_twice_is_refused(settings, text):
    settings.OSNOWA_FIELD_KEYS = text

    with pytest.raises(ImproperlyConfigured):
        keys.ring("OSNOWA_FIELD_KEYS")


def test_one_value_makes_another_key_for_another_purpose(settings):
    settings.OSNOWA_FIELD_KEYS = settings.OSNOWA_INDEX_KEY = "the same"

    assert keys.ring("OSNOWA_FIELD_KEYS").keys["1"] != keys.ring("OSNOWA_INDEX_KEY").keys["1"]


def test_an_unknown_key_is_named(settings):
    with pytest.raises(keys.UnknownKey, match="'77'"):
        keys.ring("OSNOWA_FIELD_KEYS").key("77")


@pytest.mark.parametrize(
    ("field", "index", "audit", "faults"),
    [
        (f"f{LONG}", f"i{LONG}", f"a{LONG}", []),
        (f"2:g{LONG},1:f{LONG}", f"i{LONG}", f"a{LONG}", []),
        ("short", f"i{LONG}", f"a{LONG}", ["secrets.E011"]),
        (f"2:g{LONG},1:short", f"i{LONG}", f"a{LONG}", ["secrets.E011"]),
        (f"f{LONG}", f"f{LONG}", f"a{LONG}", ["secrets.E012"]),
        (f"f{LONG}", f"i{LONG}", f"django{LONG}", ["secrets.E012"]),
        (f"f{LONG}", "", f"a{LONG}", ["secrets.E010"]),
        ("", "x", "x", ["secrets.E010", "secrets.E011", "secrets.E011", "secrets.E012"]),
    ],
)
def test_a_real_installation_is_told_about_bad_keys(settings, field, index, audit, faults):
    settings.SECRET_KEY = f"django{LONG}"
    settings.OSNOWA_FIELD_KEYS, settings.OSNOWA_INDEX_KEY, settings.OSNOWA_AUDIT_KEY = field, index, audit

    assert [fault.id for fault in keys_are_fit(None)] == faults


def test_the_deployment_check_asks():
    assert keys_are_fit in checks.registry.registry.get_checks(include_deployment_checks=True)
