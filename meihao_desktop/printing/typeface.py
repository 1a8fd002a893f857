"""The bundled faces: which font prints which character, and how wide it is.

There is no free 仿宋 or 小标宋 to embed: use ``SONG`` for 仿宋 and ``BOLD`` for 小标宋.
"""

from collections.abc import Iterable
from enum import Enum
from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from meihao_desktop import resources
from meihao_desktop.printing.reportlab_corrections import correct_reportlab

# Printed where no face has the character, as typesetters do.
GETA = "〓"

_REST = "meihao-song-rest"
# Marks that choose a variant or join emoji; they are no characters of their own.
_UNSEEN = {0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")
_PLAIN = {**_CONTROLS, **dict.fromkeys(_UNSEEN, "")}


class Face(Enum):
    """A face of the papers; the value is its file and its name in reportlab."""

    SONG = "meihao-song"
    HEI = "meihao-hei"
    BOLD = "meihao-hei-bold"
    KAI = "meihao-kai"

    # Members are single objects; the hash of Enum itself is slow Python.
    __hash__ = object.__hash__


Runs = tuple[tuple[str, str], ...]


@cache
def font_named(name: str) -> TTFont:
    """Register a font the first time something is printed in it."""
    correct_reportlab()
    font = TTFont(name, str(resources.fonts_dir() / f"{name}.ttf"))
    pdfmetrics.registerFont(font)
    return font


@cache
def _advances(name: str) -> dict[int, float]:
    """Width of every character of a font, as a part of its size."""
    widths = font_named(name).face.charWidths
    return {code: width / 1000 for code, width in widths.items()}


@lru_cache(maxsize=50_000)
def _font_of(code: int, face: Face) -> str | None:
    """The first font that has a character; the large one is opened only when it must be."""
    for name in (face.value, Face.SONG.value, _REST, Face.KAI.value, Face.HEI.value):
        if code in _advances(name):
            return name
    return None


@lru_cache(maxsize=50_000)
def runs(text: str, face: Face = Face.SONG) -> Runs:
    """Cut a text into chunks that one font each can print: ``(font name, chunk)``."""
    text = text.translate(_PLAIN)
    own = _advances(face.value)
    if all(code in own for code in map(ord, text)):
        return ((face.value, text),) if text else ()
    found: list[tuple[str, str]] = []
    for character in text:
        name = _font_of(ord(character), face)
        if name is None:
            name, character = face.value, GETA
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + character)
        else:
            found.append((name, character))
    return tuple(found)


@lru_cache(maxsize=50_000)
def breadth(text: str, face: Face = Face.SONG) -> float:
    """Width of a text at size 1."""
    return sum(
        sum(map(_advances(name).__getitem__, map(ord, chunk))) for name, chunk in runs(text, face)
    )


def missing_characters(texts: Iterable[str]) -> str:
    """Every character that no bundled face can print, once each, in order of appearance."""
    seen = dict.fromkeys("".join(texts).translate(_PLAIN))
    return "".join(mark for mark in seen if _font_of(ord(mark), Face.SONG) is None)
