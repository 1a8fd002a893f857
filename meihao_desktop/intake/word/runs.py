"""The inside of a paragraph as html and as text: letters, signs, pictures, boxes, notes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from meihao_desktop.intake.word.pictures import PLACEHOLDER, Pictures
from meihao_desktop.intake.word.styles import Letters, Styles, whole, with_letters
from meihao_desktop.intake.word.symbols import is_symbol_face, symbol
from meihao_desktop.intake.xml_tree import Element, attribute, child, local

MAX_DEPTH = 40
_THROUGH = frozenset(
    {"hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml"}
    | {"bdo", "dir", "ruby", "rubyBase", "oMath", "oMathPara", "e", "num", "den", "sub", "sup"}
    | {"deg", "f", "sSub", "sSup", "sSubSup", "rad", "d", "nary", "m", "mr", "func", "fName"}
)
_CHECKED, _UNCHECKED = "☑", "□"
_OFF = frozenset({"0", "false", "off"})
_LIGHT, _DARK = 190, 110
_CHART = '<span style="color:#777777">［图表，请用外部程序查看］</span>'


@dataclass(slots=True)
class Line:
    """A paragraph as it grows: html, plain text, and what is to stand after it."""

    html: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    has_page_break: bool = False

    def add(self, text: str, html: str) -> None:
        self.text.append(text)
        self.html.append(html)


@dataclass(slots=True)
class Runs:
    """Reads runs; ``notes`` are the foot and end notes referred to so far, as kind and id."""

    styles: Styles
    pictures: Pictures
    media: Callable[[str], tuple[str, bytes | None]]
    notes: list[tuple[str, str]] = field(default_factory=list)
    _tags: dict[Letters, tuple[str, str]] = field(default_factory=dict)

    def line(self, paragraph: Element, letters: Letters) -> Line:
        line = Line()
        self._inside(paragraph, letters, line, 0)
        return line

    def dressed(self, html: str, letters: Letters) -> str:
        """Text inside the tags that make it look so."""
        around = self._tags.get(letters)
        if around is None:
            around = self._tags[letters] = _tags(letters, self.styles.step(letters))
        return f"{around[0]}{html}{around[1]}"

    def _inside(self, parent: Element, letters: Letters, line: Line, depth: int) -> None:
        for node in parent:
            name = local(node.tag)
            if name == "r":
                self._run(node, letters, line)
            elif name in _THROUGH and depth < MAX_DEPTH:
                self._inside(node, letters, line, depth + 1)
            elif name == "AlternateContent" and depth < MAX_DEPTH:
                self._inside(_chosen(node), letters, line, depth + 1)

    def _run(self, run: Element, letters: Letters, line: Line) -> None:
        properties = child(run, "rPr")
        if properties is not None:
            style = attribute(child(properties, "rStyle"), "val")
            letters = self.styles.dressed(style, letters) if style else letters
            letters = with_letters(letters, properties)
        if letters.is_hidden:
            return
        start = len(line.html)
        for node in run:
            self._piece(node, letters, line)
        if len(line.html) > start:
            line.html[start:] = [self.dressed("".join(line.html[start:]), letters)]

    def _piece(self, node: Element, letters: Letters, line: Line) -> None:
        name = local(node.tag)
        if name == "t":
            text = node.text or ""
            if is_symbol_face(letters.face):
                text = "".join(symbol(letters.face, ord(sign)) for sign in text)
            line.add(text, escape(text, quote=False))
        elif name in _SIGNS:
            line.add(*_SIGNS[name])
        elif name == "br":
            _break(node, line)
        elif name == "sym":
            _symbol(node, line)
        elif name in _DRAWINGS:
            self._drawing(_chosen(node), line)
        elif name in ("footnoteReference", "endnoteReference"):
            self._note(name.removesuffix("Reference"), attribute(node, "id"), line)
        elif name == "fldChar":
            _box(child(node, "ffData", "checkBox"), line)

    def _note(self, kind: str, identity: str, line: Line) -> None:
        self.notes.append((kind, identity))
        line.add(f"[{len(self.notes)}]", f"<sup>[{len(self.notes)}]</sup>")

    def _drawing(self, drawing: Element, line: Line) -> None:
        """Pictures and charts stand in the line, text boxes come after it."""
        width = 0
        for node in _parts(drawing, 0):
            name = local(node.tag)
            if name == "extent" and not width:
                width = whole(attribute(node, "cx"))
            elif name in ("blip", "imagedata"):
                identity = attribute(node, "embed") or attribute(node, "id")
                part, data = self.media(identity)
                line.html.append(self.pictures.tag(part, data, width) if part else PLACEHOLDER)
            elif name == "txbxContent":
                line.boxes.append(node)
            elif name in ("chart", "relIds"):
                line.html.append(_CHART)


_SIGNS: Mapping[str, tuple[str, str]] = {
    "tab": ("\t", "\t"),
    "cr": ("\n", "<br/>"),
    "noBreakHyphen": ("\u2011", "\u2011"),
    "softHyphen": ("", ""),
}
_DRAWINGS = frozenset({"drawing", "pict", "object", "AlternateContent"})
_SEEN = frozenset({"extent", "blip", "imagedata", "txbxContent", "chart", "relIds"})


def _parts(node: Element, depth: int) -> Iterator[Element]:
    """What can be shown of a drawing; nothing from inside its text boxes."""
    for inner in node:
        name = local(inner.tag)
        if name in _SEEN:
            yield inner
        elif depth < MAX_DEPTH:
            yield from _parts(_chosen(inner), depth + 1)


def _chosen(node: Element) -> Element:
    """The one of several alternatives that can be shown."""
    if local(node.tag) != "AlternateContent":
        return node
    for choice in node:
        if any(True for _ in choice.iter("{*}txbxContent", "{*}blip", "{*}imagedata")):
            return choice
    return node[-1] if len(node) else node


def _break(node: Element, line: Line) -> None:
    if attribute(node, "type") == "page":
        line.has_page_break = True
    elif attribute(node, "type") != "column":
        line.add("\n", "<br/>")


def _symbol(node: Element, line: Line) -> None:
    code = attribute(node, "char")
    sign = symbol(attribute(node, "font"), int(code, 16)) if code else ""
    line.add(sign, escape(sign))


def _box(box: Element | None, line: Line) -> None:
    """A box to tick, as old documents have them."""
    if box is None:
        return
    state = child(box, "checked")
    state = child(box, "default") if state is None else state
    is_checked = state is not None and attribute(state, "val") not in _OFF
    sign = _CHECKED if is_checked else _UNCHECKED
    line.add(sign, sign)


def _tags(letters: Letters, step: str) -> tuple[str, str]:
    styles = [f"font-size:{step}"] if step else []
    ink, back = _colour(letters.colour), _colour(letters.back)
    if ink and (back or _lightness(ink) < _LIGHT):
        styles.append(f"color:#{ink}")
    if back and _lightness(back) > _DARK and back != "FFFFFF":
        styles.append(f"background-color:#{back}")
    tags = [tag for tag, is_meant in _MEANT if is_meant(letters)]
    before = "".join(f"<{tag}>" for tag in tags)
    after = "".join(f"</{tag}>" for tag in reversed(tags))
    if styles:
        before, after = f'<span style="{";".join(styles)}">{before}', f"{after}</span>"
    return before, after


_MEANT: tuple[tuple[str, Callable[[Letters], bool]], ...] = (
    ("b", lambda letters: letters.is_bold),
    ("i", lambda letters: letters.is_italic),
    ("u", lambda letters: letters.is_underlined),
    ("s", lambda letters: letters.is_struck),
    ("sup", lambda letters: letters.raised == "superscript"),
    ("sub", lambda letters: letters.raised == "subscript"),
)
_NAMED: Mapping[str, str] = {
    "yellow": "FFFF00", "green": "66FF66", "cyan": "66FFFF", "magenta": "FF99FF",
    "red": "FF9999", "blue": "AAAAFF", "lightGray": "D3D3D3", "darkYellow": "D8C800",
}  # fmt: skip


def _colour(text: str) -> str:
    """Six hexadecimal digits; nothing for automatic ones and for black."""
    named = _NAMED.get(text, text).upper()
    is_hex = len(named) == 6 and all(sign in "0123456789ABCDEF" for sign in named)
    return named if is_hex and named != "000000" else ""


def _lightness(colour: str) -> int:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return (299 * red + 587 * green + 114 * blue) // 1000
