"""Every pair of colours that meets on a screen, measured in both themes (WCAG 2.2: text 4.5, graphics 3)."""

import re
from pathlib import Path

import pytest

import osnowa.ui

SHEET = (Path(osnowa.ui.__file__).parent / "static/ui/tokens.css").read_text()
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")
LIGHT_PART, DARK_PART = SHEET.split("@media (prefers-color-scheme: dark)")
LIGHT = dict(TOKEN.findall(LIGHT_PART))
DARK = LIGHT | dict(TOKEN.findall(DARK_PART))

TEXT = [
    ("ink", "panel"),
    ("ink", "canvas"),
    ("ink", "sunk"),
    ("ink", "odra-soft"),
    ("ink", "warn-bg"),
    ("ink", "bad-bg"),
    ("ink", "ok-bg"),
    ("ink", "info-bg"),
    ("ink-2", "panel"),
    ("ink-2", "canvas"),
    ("ink-2", "sunk"),
    ("ink-2", "odra-softer"),
    ("ink-2", "odra-soft"),
    ("link", "panel"),
    ("link", "canvas"),
    ("link", "odra-soft"),
    ("link", "odra-softer"),
    ("link", "warn-bg"),
    ("link", "bad-bg"),
    ("link", "info-bg"),
    ("on-odra", "odra"),
    ("on-odra", "odra-hover"),
    ("on-head", "head"),
    ("on-head", "head-2"),
    ("on-head-2", "head"),
    ("ok", "panel"),
    ("ok", "ok-bg"),
    ("ok", "odra-soft"),
    ("warn", "panel"),
    ("warn", "warn-bg"),
    ("warn", "odra-soft"),
    ("bad", "panel"),
    ("bad", "bad-bg"),
    ("bad", "odra-soft"),
    ("bad", "canvas"),
    ("info", "info-bg"),
    ("idle", "idle-bg"),
    ("idle", "panel"),
    ("ink-inv", "ok"),
    ("ink-inv", "warn"),
    ("ink-inv", "bad"),
]
GRAPHICS = [
    ("line-strong", "panel"),
    ("line-strong", "canvas"),
    ("bar", "panel"),
    ("bar", "bar-track"),
    ("nic-deep", "panel"),
    ("nic-deep", "canvas"),
    ("nic", "head"),
    ("weft", "head"),
    ("focus-in", "focus-out"),
]


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.guard
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"), [(*pair, 4.5) for pair in TEXT] + [(*pair, 3) for pair in GRAPHICS]
)
def test_colours_can_be_told_apart(theme, front, back, least):
    assert contrast(theme[front], theme[back]) >= least
