"""The colours of the window: warm paper, ink, deep teal; every pairing is listed and checked."""

from enum import Enum
from typing import NamedTuple

PAPER = "#FAF8F4"  # the window's ground
SURFACE = "#FFFFFF"  # cards, fields, tables
SUNKEN = "#F3F0E9"  # headers of tables, bars
HAIRLINE = "#DED8CC"  # separators: decoration only
BORDER = "#8B8F8A"  # edges of fields and buttons: 3:1 at least
INK = "#1D2A30"
SOFT_INK = "#535E64"
ACCENT = "#0F4C5C"
ACCENT_DARK = "#0A3945"
ACCENT_SOFT = "#E1EDEF"
ON_ACCENT = "#FFFFFF"
DISABLED_INK = "#62696B"
HIT = "#FFE08A"  # a searched text where it stands


class Tone(Enum):
    """What a mark means; every tone comes with a word or an icon, never with colour alone."""

    PLAIN = "plain"
    ACCENT = "accent"
    BLOCKING = "blocking"
    WARNING = "warning"
    NOTE = "note"
    GOOD = "good"
    REHEARSAL = "rehearsal"


class Shade(NamedTuple):
    """Text and ground of one tone."""

    text: str
    ground: str


SHADES = {
    Tone.PLAIN: Shade(SOFT_INK, SUNKEN),
    Tone.ACCENT: Shade(ACCENT, ACCENT_SOFT),
    Tone.BLOCKING: Shade("#9B1C16", "#FBE9E6"),
    Tone.WARNING: Shade("#744700", "#FCF0D8"),
    Tone.NOTE: Shade("#27496D", "#E7EEF6"),
    Tone.GOOD: Shade("#1B5E3B", "#E3F1E8"),
    Tone.REHEARSAL: Shade("#7A1F5C", "#F7E6F1"),
}

TEXT_PAIRS = (
    (INK, PAPER), (INK, SURFACE), (INK, SUNKEN), (INK, ACCENT_SOFT),
    (SOFT_INK, PAPER), (SOFT_INK, SURFACE), (SOFT_INK, SUNKEN), (SOFT_INK, ACCENT_SOFT),
    (ACCENT, PAPER), (ACCENT, SURFACE), (ACCENT, SUNKEN), (ACCENT, ACCENT_SOFT),
    (ON_ACCENT, ACCENT), (ON_ACCENT, ACCENT_DARK),
    (INK, HIT), (DISABLED_INK, SUNKEN), (DISABLED_INK, PAPER), (DISABLED_INK, SURFACE),
    *((shade.text, shade.ground) for shade in SHADES.values()),
    *((shade.text, PAPER) for shade in SHADES.values()),
    *((shade.text, SURFACE) for shade in SHADES.values()),
)  # fmt: skip
"""Every text colour with every ground it stands on."""

EDGE_PAIRS = ((BORDER, PAPER), (BORDER, SURFACE), (ACCENT, SURFACE))
"""Edges that must be seen to find a field or a button."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
