"""What the pages of an OFD document share: fonts, pictures, ways of drawing, compound drawings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from meihao_desktop.intake.font_file import glyphs_of, is_font
from meihao_desktop.intake.ofd.parts import OfdPackage, beside, text_of
from meihao_desktop.intake.page_writer import PageWriter, opened_picture
from meihao_desktop.intake.typefaces import Typeface, load_font, typeface
from meihao_desktop.intake.xml_tree import Element, attribute, local, parsed

MAX_PICTURES_KEPT = 4
_GLYPHS = 65536
_TRUE = frozenset({"true", "1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OfdFont:
    """A font by its bundled stand-in, and the embedded one where pdfium knows it."""

    face: Typeface
    is_italic: bool = False
    handle: Any = None
    glyphs: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Resources:
    """All resources by their ids; files are opened when they are first drawn."""

    package: OfdPackage
    writer: PageWriter
    nodes: dict[str, tuple[str, Element]] = field(default_factory=dict)
    _fonts: dict[str, OfdFont] = field(default_factory=dict)
    _pictures: dict[str, Image.Image | None] = field(default_factory=dict)

    def add(self, part: str) -> None:
        """The resources of one part; a missing part has none."""
        data = self.package.data(part)
        if data is None:
            return
        root = parsed(data)
        base = beside(part, attribute(root, "BaseLoc") + "/.") if attribute(root, "BaseLoc") else ""
        folder = f"{base}/" if base else beside(part, ".") + "/"
        for group in root:
            for node in group:
                self.nodes[attribute(node, "ID")] = (folder.removeprefix("./"), node)

    def node(self, identity: str, name: str) -> Element | None:
        """The resource of this id if it is of this kind."""
        found = self.nodes.get(identity)
        return found[1] if found is not None and local(found[1].tag) == name else None

    def font(self, identity: str) -> OfdFont:
        if identity not in self._fonts:
            self._fonts[identity] = self._font(identity)
        return self._fonts[identity]

    def picture(self, identity: str) -> Image.Image | None:
        if identity not in self._pictures:
            if len(self._pictures) >= MAX_PICTURES_KEPT:
                self._pictures.pop(next(iter(self._pictures)))
            data = self._file(identity, "MultiMedia", "MediaFile")
            self._pictures[identity] = opened_picture(data) if data else None
        return self._pictures[identity]

    def drawing(self, node: Element, depth: int = 0) -> Iterator[Element]:
        """An object, then the ways of drawing it refers to, nearest first."""
        yield node
        way = self.node(attribute(node, "DrawParam") or attribute(node, "Relative"), "DrawParam")
        if way is not None and depth < 8:
            yield from self.drawing(way, depth + 1)

    def _file(self, identity: str, kind: str, name: str) -> bytes | None:
        node = self.node(identity, kind)
        place = text_of(node, name)
        if not place:
            return None
        folder = self.nodes[identity][0]
        return self.package.data(beside(folder, place)) or self.package.data(beside("", place))

    def _font(self, identity: str) -> OfdFont:
        node = self.node(identity, "Font")
        name = " ".join((attribute(node, "FontName"), attribute(node, "FamilyName")))
        is_bold = attribute(node, "Bold") in _TRUE or "bold" in name.lower() or "粗" in name
        face = typeface(name if name.strip() else "宋体", is_bold=is_bold)
        is_italic = attribute(node, "Italic") in _TRUE
        data = self._file(identity, "Font", "FontFile")
        if not data or not is_font(data):
            return OfdFont(face=face, is_italic=is_italic)
        glyphs = {code: glyph for code, glyph in glyphs_of(data).items() if glyph < _GLYPHS}
        handle = load_font(self.writer.document, data, glyphs)
        if not handle:
            return OfdFont(face=face, is_italic=is_italic)
        return OfdFont(face=face, is_italic=is_italic, handle=handle, glyphs=glyphs)
