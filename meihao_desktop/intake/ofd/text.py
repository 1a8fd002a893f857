"""Text objects of OFD: each glyph at its own place."""

from collections.abc import Iterator
from dataclasses import dataclass

from meihao_desktop.intake.geometry import Matrix, moved, scaled, then, turned
from meihao_desktop.intake.ofd.parts import number, numbers
from meihao_desktop.intake.ofd.resources import OfdFont
from meihao_desktop.intake.page_writer import Colour, PageWriter
from meihao_desktop.intake.typefaces import weighted
from meihao_desktop.intake.xml_tree import Element, attribute, children, local

MAX_LETTERS = 20_000
_BOLD = 600
_SLANT: Matrix = (1.0, 0.0, -0.25, 1.0, 0.0, 0.0)
_NEAR = 0.03


def deltas(text: str, count: int) -> list[float]:
    """Steps between glyphs: plain numbers, and ``g n v`` for n times v; the last one goes on."""
    found: list[float] = []
    signs = text.split()
    at = 0
    while at < len(signs) and len(found) < count:
        if signs[at] == "g" and at + 2 < len(signs):
            times, step = numbers(signs[at + 1]), numbers(signs[at + 2])
            found += step[:1] * min(int(times[0]) if times else 0, count)
            at += 3
        else:
            found += numbers(signs[at])[:1]
            at += 1
    return (found + found[-1:] * (count - len(found)))[:count] if found else []


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """One glyph to draw: its sign, its number in the embedded font, its place."""

    sign: str
    glyph: int
    x: float
    y: float
    step: float = 0.0


class TextObject:
    """Draws one text object into a page."""

    def __init__(self, writer: PageWriter, node: Element, font: OfdFont, fill: Colour) -> None:
        self._writer = writer
        self._node = node
        self._font = font
        self._fill = fill
        self._size = min(max(number(node, "Size", 4), 0.01), 2000)
        is_bold = font.face.is_bold or number(node, "Weight", 400) >= _BOLD
        self._face = weighted(font.face, is_bold=is_bold)
        is_slanted = font.is_italic or attribute(node, "Italic") in ("true", "1")
        self._slant = _SLANT if is_slanted else scaled(1, 1)
        self._turn = number(node, "CharDirection", 0)
        self._stretch = min(max(number(node, "HScale", 1), 0.01), 100)

    def draw(self, at: Matrix) -> None:
        """``at`` leads from the units of the object to the page."""
        numbers_of = _glyph_numbers(self._node)
        position = 0
        start = (0.0, 0.0)
        for code in children(self._node, "TextCode"):
            text = (code.text or "").strip("\r\n")[:MAX_LETTERS]
            start = (number(code, "X", start[0]), number(code, "Y", start[1]))
            letters = list(self._letters(code, text, start, position, numbers_of))
            position += len(text)
            for run in self._runs(letters):
                self._run(run, at)

    def _letters(
        self,
        code: Element,
        text: str,
        start: tuple[float, float],
        position: int,
        glyphs: dict[int, int],
    ) -> Iterator[_Letter]:
        steps_x = deltas(attribute(code, "DeltaX"), len(text) - 1)
        steps_y = deltas(attribute(code, "DeltaY"), len(text) - 1)
        x, y = start
        for index, sign in enumerate(text):
            step = steps_x[index] if index < len(steps_x) else 0.0
            glyph = glyphs.get(position + index) or self._font.glyphs.get(ord(sign), 0)
            yield _Letter(sign=sign, glyph=glyph, x=x, y=y, step=step)
            if steps_x or steps_y:
                x += step
                y += steps_y[index] if index < len(steps_y) else 0.0
            else:
                x += self._natural(sign)

    def _natural(self, sign: str) -> float:
        return self._writer.faces.width(sign, self._face, self._size) * self._stretch

    def _runs(self, letters: list[_Letter]) -> Iterator[list[_Letter]]:
        """Letters that stand as far apart as their font puts them are drawn together."""
        run: list[_Letter] = []
        for letter in letters:
            if run and not self._follows(run[-1], letter):
                yield run
                run = []
            run.append(letter)
        if run:
            yield run

    def _follows(self, one: _Letter, other: _Letter) -> bool:
        if self._font.handle or self._turn or one.y != other.y:
            return False
        return abs(other.x - one.x - self._natural(one.sign)) <= _NEAR * self._size

    def _run(self, run: list[_Letter], at: Matrix) -> None:
        first = run[0]
        place = then(self._shape(first), then(moved(first.x, first.y), at))
        text = "".join(letter.sign for letter in run)
        if self._font.handle is None or not first.glyph:
            self._writer.text(text, self._face, self._size, at=place, fill=self._fill)
            return
        codes = [letter.glyph for letter in run]
        self._writer.glyphs(self._font.handle, codes, self._size, at=place, fill=self._fill)
        if ord(first.sign) not in self._font.glyphs:
            self._writer.text(text, self._face, self._size, at=place, is_invisible=True)

    def _shape(self, letter: _Letter) -> Matrix:
        """Slant, turn and width; a stand-in too wide for its place is made narrower."""
        stretch = self._stretch
        if self._font.handle is None and letter.step > 0 and not self._turn:
            natural = self._natural(letter.sign)
            if natural > letter.step * 1.1:
                stretch *= letter.step / natural
        shape = then(self._slant, scaled(stretch, 1))
        return then(shape, turned(self._turn, 0, 0)) if self._turn else shape


def _glyph_numbers(node: Element) -> dict[int, int]:
    """Places in the text and the glyph that stands there, where one sign is one glyph."""
    found: dict[int, int] = {}
    for change in node:
        if local(change.tag) != "CGTransform":
            continue
        start = int(number(change, "CodePosition", 0))
        count = int(number(change, "CodeCount", 1))
        glyphs = [int(value) for value in _inner_numbers(change)]
        if count == len(glyphs):
            found.update(zip(range(start, start + count), glyphs, strict=True))
    return {place: glyph for place, glyph in found.items() if 0 < glyph < 65536}


def _inner_numbers(change: Element) -> list[float]:
    return [value for node in children(change, "Glyphs") for value in numbers(node.text or "")]
