"""Text of slides wrapped into its boxes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from meihao_desktop.intake.geometry import Matrix, moved, then
from meihao_desktop.intake.page_writer import BLACK, Colour, PageWriter, Stroke
from meihao_desktop.intake.slides.theme import Theme, Wishes, nearest, nearest_child, whole
from meihao_desktop.intake.typefaces import Typeface, typeface
from meihao_desktop.intake.word.numbering import chinese
from meihao_desktop.intake.word.symbols import symbol
from meihao_desktop.intake.xml_tree import Element, attribute, child, local

POINT = 12700
MAX_LETTERS = 50_000
_LEAD = 1.2
_PIECE = re.compile(r"[ \t]+|[A-Za-z0-9'’.,%/\-_@:]{1,30}|.", re.DOTALL)
_NEVER_FIRST = frozenset("，。、；：？！）】》〉”’％%…—·,.;:?!)]}")
_NEVER_LAST = frozenset("（【《〈“‘([{")
_SLANT: Matrix = (1.0, 0.0, -0.2, 1.0, 0.0, 0.0)
_CIRCLED = 0x2460


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How letters look; the size in points."""

    face: Typeface
    size: float
    colour: Colour = BLACK
    is_italic: bool = False
    is_underlined: bool = False


@dataclass(slots=True)
class Piece:
    """A word or a sign with its look and width."""

    text: str
    look: Look
    width: float


@dataclass(slots=True, kw_only=True)
class TextLine:
    """One line after wrapping."""

    pieces: list[Piece] = field(default_factory=list)
    indent: float = 0.0
    align: str = "l"
    before: float = 0.0
    height: float = 0.0
    bullet: Piece | None = None
    bullet_at: float = 0.0

    @property
    def width(self) -> float:
        return sum(piece.width for piece in self.pieces)


@dataclass(slots=True, kw_only=True)
class _Paragraph:
    """What is true of all lines of a paragraph."""

    align: str
    left: float
    first: float
    spacing: float
    fixed: float
    before: float
    bullet: Piece | None


class TextBody:
    """The text of one shape or cell."""

    def __init__(
        self, writer: PageWriter, theme: Theme, body: Element, wishes: Wishes, ink: Colour | None
    ) -> None:
        self._writer = writer
        self._theme = theme
        self._body = body
        self._ink = ink
        properties = child(body, "bodyPr")
        scale = whole(attribute(child(properties, "normAutofit"), "fontScale"), 100_000) / 100_000
        self._wishes = replace(wishes, scale=min(max(scale, 0.25), 1.0))
        self._counts: dict[int, int] = {}

    def lines(self, width: float) -> list[TextLine]:
        """All lines at most this wide."""
        self._counts = {}
        found: list[TextLine] = []
        for node in self._body:
            if local(node.tag) == "p":
                found += self._wrapped(node, max(width, 1.0))
        return found

    def draw(self, lines: list[TextLine], box: tuple[float, float, float], at: Matrix) -> None:
        """Lines from the left upper corner of a box of this width."""
        left, top, width = box
        for line in lines:
            top += line.before
            spare = width - line.indent - line.width
            shift = {"ctr": spare / 2, "r": spare}.get(line.align, 0.0)
            base = top + line.height * 0.8
            x = left + line.indent + shift
            if line.bullet is not None:
                bullet_x = left + line.bullet_at + (shift if line.align != "l" else 0)
                self._piece(line.bullet, bullet_x, base, at)
            for piece in _joined(line.pieces):
                self._piece(piece, x, base, at)
                x += piece.width
            top += line.height

    def _piece(self, piece: Piece, x: float, base: float, at: Matrix) -> None:
        look = piece.look
        place = then(moved(x, base), at)
        if look.is_italic:
            place = then(_SLANT, place)
        self._writer.text(piece.text, look.face, look.size, at=place, fill=look.colour)
        if look.is_underlined and piece.text.strip():
            y = base + look.size * 0.12
            line = Stroke(colour=look.colour, width=max(look.size / 18, 0.5))
            self._writer.path([("M", (x, y)), ("L", (x + piece.width, y))], at=at, stroke=line)

    def _wrapped(self, node: Element, width: float) -> list[TextLine]:
        properties = child(node, "pPr")
        level = min(max(whole(attribute(properties, "lvl")), 0), 8)
        places = list(self._wishes.paragraph(properties, level))
        pieces = list(self._pieces(node, properties, level))
        last = self._look(child(node, "endParaRPr"), properties, level)
        shape = self._shape(places, pieces[0].look if pieces else last, level)
        lines = list(_broken(pieces, shape, width))
        for index, line in enumerate(lines):
            tallest = max((piece.look.size for piece in line.pieces), default=last.size)
            line.height = shape.fixed or tallest * _LEAD * shape.spacing
            line.before = shape.before if index == 0 else 0.0
        return lines

    def _shape(self, places: list[Element], look: Look, level: int) -> _Paragraph:
        left = whole(nearest(places, "marL")) / POINT
        first = whole(nearest(places, "indent")) / POINT
        spacing = nearest_child(places, "lnSpc")
        percent = whole(attribute(child(spacing, "spcPct"), "val"), 100_000) / 100_000
        before = nearest_child(places, "spcBef")
        share = whole(attribute(child(before, "spcPct"), "val")) / 100_000 * look.size
        return _Paragraph(
            align=nearest(places, "algn") or "l",
            left=left,
            first=first,
            spacing=min(max(percent, 0.5), 4.0),
            fixed=whole(attribute(child(spacing, "spcPts"), "val")) / 100,
            before=share + whole(attribute(child(before, "spcPts"), "val")) / 100,
            bullet=self._bullet(places, look, level),
        )

    def _bullet(self, places: list[Element], look: Look, level: int) -> Piece | None:
        node = nearest_child(places, "buNone", "buChar", "buAutoNum", "buBlip")
        kind = "" if node is None else local(node.tag)
        if kind in ("", "buNone"):
            return None
        sign = "•"
        if kind == "buChar":
            face = attribute(nearest_child(places, "buFont"), "typeface")
            sign = "".join(symbol(face, ord(letter)) for letter in attribute(node, "char")[:4])
        elif kind == "buAutoNum":
            count = self._counts.get(level, whole(attribute(node, "startAt"), 1) - 1) + 1
            self._counts = {key: value for key, value in self._counts.items() if key < level}
            self._counts[level] = count
            sign = _numbered(attribute(node, "type"), count)
        colour = self._theme.colour(nearest_child(places, "buClr")) or look.colour
        dressed = replace(look, colour=colour, is_underlined=False)
        return Piece(sign, dressed, self._writer.faces.width(sign, look.face, look.size))

    def _pieces(self, node: Element, properties: Element | None, level: int) -> Iterator[Piece]:
        for run in node:
            name = local(run.tag)
            if name == "br":
                yield Piece("\n", self._look(child(run, "rPr"), properties, level), 0.0)
            elif name in ("r", "fld"):
                look = self._look(child(run, "rPr"), properties, level)
                text = child(run, "t")
                whole_text = (text.text or "" if text is not None else "")[:MAX_LETTERS]
                for part in _PIECE.findall(whole_text.replace("\v", "\n")):
                    width = self._writer.faces.width(part, look.face, look.size)
                    yield Piece(part, look, 0.0 if part == "\n" else width)

    def _look(self, own: Element | None, paragraph: Element | None, level: int) -> Look:
        places = self._wishes.run(own, paragraph, level)
        size = whole(nearest(places, "sz"), 1800) / 100 * self._wishes.scale
        fill = self._theme.fill(next((p for p in places if _has_fill(p)), None))
        name = attribute(nearest_child(places, "ea"), "typeface")
        name = name if name and not name.startswith("+") else _latin(places)
        return Look(
            face=typeface(name, is_bold=nearest(places, "b") in ("1", "true")),
            size=min(max(size, 1.0), 400.0),
            colour=self._own_or(fill, own),
            is_italic=nearest(places, "i") in ("1", "true"),
            is_underlined=nearest(places, "u") not in ("", "none"),
        )

    def _own_or(self, fill: Colour | None, own: Element | None) -> Colour:
        """A shape's style colours its text unless the run itself says otherwise."""
        if self._ink is not None and not (own is not None and _has_fill(own)):
            return self._ink
        return fill or BLACK


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Neighbours of one look as one piece, so that they are found as one text."""
    for look, group in groupby(pieces, lambda piece: piece.look):
        same = list(group)
        text = "".join(piece.text for piece in same)
        yield Piece(text, look, sum(piece.width for piece in same))


def _latin(places: list[Element]) -> str:
    name = attribute(nearest_child(places, "latin"), "typeface")
    return "" if name.startswith("+") else name


def _has_fill(place: Element) -> bool:
    return any(local(node.tag) in ("solidFill", "gradFill") for node in place)


def _broken(pieces: list[Piece], shape: _Paragraph, width: float) -> Iterator[TextLine]:
    """Lines of a paragraph; no line begins with a closing sign or ends with an opening one."""
    line = TextLine(indent=max(shape.left + shape.first, 0.0), align=shape.align)
    if shape.bullet is not None:
        line.bullet, line.bullet_at = shape.bullet, line.indent
        line.indent = max(shape.left, line.indent + shape.bullet.width + 2)
    used = 0.0
    for piece in pieces:
        is_over = used + piece.width > width - line.indent + 0.5
        if piece.text == "\n" or (is_over and line.pieces and _may_break(line, piece)):
            carried = [] if piece.text == "\n" else _carried(line)
            yield line
            line = TextLine(indent=shape.left, align=shape.align, pieces=carried)
            used = line.width
            if piece.text == "\n" or not piece.text.strip():
                continue
        line.pieces.append(piece)
        used += piece.width
    yield line


def _may_break(line: TextLine, piece: Piece) -> bool:
    return piece.text not in _NEVER_FIRST or len(line.pieces) > 400


def _carried(line: TextLine) -> list[Piece]:
    """Opening signs at the end of a line go to the next."""
    carried: list[Piece] = []
    while len(line.pieces) > 1 and line.pieces[-1].text in _NEVER_LAST:
        carried.insert(0, line.pieces.pop())
    return carried


def _numbered(kind: str, count: int) -> str:
    if kind.startswith(("ea1Chs", "ea1Cht", "ea1Jpn")):
        sign = chinese(count)
        return f"{sign}、" if kind.endswith("Plain") else f"{sign}."
    if kind.startswith("circleNum"):
        return chr(_CIRCLED + count - 1) if count <= 20 else str(count)
    sign = str(count)
    if kind.startswith("alpha"):
        sign = chr((97 if "Lc" in kind else 65) + (count - 1) % 26)
    elif kind.startswith("roman"):
        sign = ("ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ" if "Lc" in kind else "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ")[(count - 1) % 10]
    if kind.endswith("ParenBoth"):
        return f"({sign})"
    return sign + (")" if kind.endswith("ParenR") else "" if kind.endswith("Plain") else ".")
