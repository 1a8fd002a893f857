"""Colours and text wishes of slides: their own, their layout's, their master's, the theme's."""

import colorsys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from meihao_desktop.intake.page_writer import Colour
from meihao_desktop.intake.xml_tree import Element, attribute, child, local

_USUAL: Mapping[str, str] = {
    "dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4",
    "accent2": "ED7D31", "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5",
    "accent6": "70AD47", "hlink": "0563C1", "folHlink": "954F72",
}  # fmt: skip
_MAPPED: Mapping[str, str] = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
_NAMED: Mapping[str, str] = {
    "black": "000000", "white": "FFFFFF", "red": "FF0000", "green": "008000", "blue": "0000FF",
    "yellow": "FFFF00", "gray": "808080", "orange": "FFA500",
}  # fmt: skip
Thing = Any  # python-pptx names no type that all its shapes and slides share
_KINDS = frozenset({"srgbClr", "schemeClr", "sysClr", "prstClr", "scrgbClr", "hslClr"})


def whole(text: str, otherwise: int = 0) -> int:
    """A number in an attribute, percent signs of strict files included."""
    if text.endswith("%"):
        text = text[:-1].partition(".")[0] + "000"
    is_number = text.lstrip("-").isdecimal() and len(text) < 13
    return int(text) if is_number else otherwise


@dataclass(slots=True)
class Theme:
    """The colours of one master with its own names for them, and its faces."""

    colours: dict[str, str] = field(default_factory=lambda: dict(_USUAL))
    names: dict[str, str] = field(default_factory=lambda: dict(_MAPPED))

    @classmethod
    def of(cls, theme: Element | None, master: Element | None) -> "Theme":
        found = cls()
        scheme = child(theme, "themeElements", "clrScheme")
        for node in () if scheme is None else scheme:
            own = next(iter(node), None)
            value = attribute(own, "lastClr") or attribute(own, "val")
            if len(value) == 6:
                found.colours[local(node.tag)] = value
        mapping = child(master, "clrMap")
        if mapping is not None:
            found.names |= {local(key): value for key, value in mapping.attrib.items()}
        return found

    def colour(self, parent: Element | None, around: Colour | None = None) -> Colour | None:
        """The colour inside an element such as solidFill or lnRef."""
        for node in () if parent is None else parent:
            if local(node.tag) in _KINDS:
                return self._changed(node, self._plain(node, around))
        return None

    def fill(self, properties: Element | None, around: Colour | None = None) -> Colour | None:
        """What an area is filled with; the first colour of a gradient, nothing for noFill."""
        solid = child(properties, "solidFill")
        if solid is not None:
            return self.colour(solid, around)
        pattern = child(properties, "pattFill", "bgClr")
        if pattern is not None:
            return self.colour(pattern, around)
        stops = child(properties, "gradFill", "gsLst")
        if stops is not None and len(stops):
            return self.colour(stops[len(stops) // 2], around)
        return None

    def _plain(self, node: Element, around: Colour | None) -> Colour:
        value = attribute(node, "val")
        kind = local(node.tag)
        if kind == "schemeClr":
            if value == "phClr":
                return around or (0, 0, 0, 255)
            value = self.colours.get(self.names.get(value, value), "000000")
        elif kind == "sysClr":
            value = attribute(node, "lastClr") or ("FFFFFF" if value[1:] == "indow" else "000000")
        elif kind == "prstClr":
            value = _NAMED.get(value, "808080")
        elif kind == "scrgbClr":
            red, green, blue = (whole(attribute(node, name)) * 255 // 100_000 for name in "rgb")
            return red & 255, green & 255, blue & 255, 255
        return hexed(value)

    def _changed(self, node: Element, colour: Colour) -> Colour:
        """Lighter, darker and thinner, in the order the document says."""
        red, green, blue = (part / 255 for part in colour[:3])
        alpha = colour[3]
        for wish in node:
            name, amount = local(wish.tag), whole(attribute(wish, "val")) / 100_000
            if name == "alpha":
                alpha = round(255 * min(max(amount, 0), 1))
            elif name in ("lumMod", "lumOff"):
                hue, light, full = colorsys.rgb_to_hls(red, green, blue)
                light = light * amount if name == "lumMod" else light + amount
                red, green, blue = colorsys.hls_to_rgb(hue, min(max(light, 0), 1), full)
            elif name == "tint":
                parts = (_linear(part) for part in (red, green, blue))
                red, green, blue = (_shown(1 - (1 - part) * amount) for part in parts)
            elif name == "shade":
                parts = (_linear(part) for part in (red, green, blue))
                red, green, blue = (_shown(part * amount) for part in parts)
        red, green, blue = (round(255 * min(max(part, 0), 1)) for part in (red, green, blue))
        return red, green, blue, alpha


def _linear(part: float) -> float:
    """Light itself, in which tints and shades are counted."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _shown(light: float) -> float:
    light = min(max(light, 0.0), 1.0)
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def hexed(value: str) -> Colour:
    """Six hexadecimal digits; black where they are none."""
    if len(value) != 6 or any(sign not in "0123456789abcdefABCDEF" for sign in value):
        return 0, 0, 0, 255
    return int(value[:2], 16), int(value[2:4], 16), int(value[4:], 16), 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Where to look for what a text does not say itself, nearest first."""

    lists: tuple[Element, ...] = ()
    bodies: tuple[Element, ...] = ()
    scale: float = 1.0

    def body(self, name: str) -> str:
        """An attribute of the box itself, from the nearest model that has it."""
        return nearest(list(self.bodies), name)

    def paragraph(self, own: Element | None, level: int) -> Iterator[Element]:
        """Paragraph properties from the nearest to the farthest."""
        if own is not None:
            yield own
        for styles in self.lists:
            for name in (f"lvl{level + 1}pPr", "defPPr"):
                found = child(styles, name)
                if found is not None:
                    yield found

    def run(self, own: Element | None, paragraph: Element | None, level: int) -> list[Element]:
        """Letter properties from the nearest to the farthest."""
        found = [own] if own is not None else []
        for node in self.paragraph(paragraph, level):
            letters = child(node, "defRPr")
            if letters is not None:
                found.append(letters)
        return found


def nearest(places: list[Element], name: str) -> str:
    """An attribute from the first place that has it."""
    return next((value for place in places if (value := attribute(place, name))), "")


def nearest_child(places: list[Element], *names: str) -> Element | None:
    """A child from the first place that has one of these names."""
    for place in places:
        for name in names:
            found = child(place, name)
            if found is not None:
                return found
    return None
