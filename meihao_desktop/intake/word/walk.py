"""A docx walked once: html for the viewer and the text of each of its paragraphs."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from meihao_desktop.intake.unreadable import Unreadable
from meihao_desktop.intake.word.blocks import Blocks
from meihao_desktop.intake.word.numbering import Numbering
from meihao_desktop.intake.word.parts import OfficePackage
from meihao_desktop.intake.word.pictures import Pictures
from meihao_desktop.intake.word.runs import Line, Runs
from meihao_desktop.intake.word.styles import Layout, Styles, with_layout
from meihao_desktop.intake.word.table import (
    TableCell,
    cell_attributes,
    column_shares,
    is_ruled,
    table_rows,
)
from meihao_desktop.intake.xml_tree import Element, attribute, child, children, local

MAX_DEPTH = 12
_ALIGN = {"center": "center", "right": "right", "end": "right", "distribute": "center"}
_THROUGH = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_TITLES = 4
_PAGE_WORDS = "第页共"
_RULED = ' width="100%" border="1" cellspacing="0" cellpadding="4"'
_OPEN = ' width="100%" border="0" cellspacing="0" cellpadding="4"'
_BODY = '<body style="white-space:pre-wrap">'


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkedDocument:
    """Html, and the texts by the number the viewer gives their paragraphs."""

    html: str
    texts: tuple[tuple[int, str], ...]


def walked(path: Path, *, with_pictures: bool = True) -> WalkedDocument:
    """One docx; damage anywhere in it raises."""
    with zipfile.ZipFile(path) as archive:
        package = OfficePackage(archive)
        root = package.xml(package.main)
        body = child(root, "body")
        if body is None:
            raise Unreadable
        walk = _Walk(package, body, with_pictures=with_pictures)
        walk.whole(body)
    html = f"{_BODY}{''.join(walk.blocks.html)}</body>"
    return WalkedDocument(html=html, texts=tuple(walk.blocks.texts))


class _Walk:
    """One pass over one document."""

    def __init__(self, package: OfficePackage, body: Element, *, with_pictures: bool) -> None:
        self.blocks = Blocks()
        self._package = package
        self._with_pictures = with_pictures
        self._targets = package.targets(package.main)
        self._styles = Styles.of(package.related(package.main, "styles"), body)
        self._numbering = Numbering.of(package.related(package.main, "numbering"))
        self._runs = Runs(self._styles, Pictures(), self._media)

    def whole(self, body: Element) -> None:
        """Header, text, notes and footer."""
        self._edge(body, "header")
        self._all(body, 0)
        self._notes()
        self._edge(body, "footer")

    def _media(self, identity: str) -> tuple[str, bytes | None]:
        part = self._targets.get(identity, "")
        return part, self._package.data(part) if part and self._with_pictures else None

    def _all(self, parent: Element, depth: int) -> None:
        for node in parent:
            if self.blocks.is_full:
                self.blocks.cut()
                return
            name = local(node.tag)
            if name == "p":
                self._paragraph(node, depth)
            elif name == "tbl":
                self._table(node, depth)
            elif name in _THROUGH and depth < MAX_DEPTH * 4:
                self._all(node, depth + 1)

    def _paragraph(self, node: Element, depth: int) -> None:
        properties = child(node, "pPr")
        style = self._styles.layout(attribute(child(properties, "pStyle"), "val"))
        layout = with_layout(style, properties)
        if layout.has_break_before and self.blocks.texts:
            self.blocks.ruling()
        line = self._runs.line(node, layout.letters)
        self._labelled(line, layout)
        inner, text = "".join(line.html), "".join(line.text)
        if inner.strip(" \t") or not line.has_page_break:
            title = _title(layout)
            style = _style(layout, has_picture="<img " in inner)
            self.blocks.paragraph(inner.rstrip(), text, style, title)
        if line.has_page_break:
            self.blocks.ruling()
        if depth < MAX_DEPTH:
            for box in line.boxes:
                self._boxed(box, depth)

    def _labelled(self, line: Line, layout: Layout) -> None:
        """The number that Word writes before the paragraph."""
        if layout.numbering in ("", "0"):
            return
        label = self._numbering.label(layout.numbering, layout.level)
        if label:
            letters = replace(layout.letters, is_underlined=False, raised="")
            shown = escape(label, quote=False) + "\u2002"
            line.html.insert(0, self._runs.dressed(shown, letters))
            line.text.insert(0, f"{label} ")

    def _boxed(self, box: Element, depth: int) -> None:
        """A text box as a frame of its own."""
        self.blocks.open_table(_RULED)
        self.blocks.open_row()
        self.blocks.open_cell("")
        self._all(box, depth + 1)
        self.blocks.close_cell()
        self.blocks.close_row()
        self.blocks.close_table()

    def _table(self, table: Element, depth: int) -> None:
        rows = table_rows(table)
        if not any(rows):
            return
        if depth >= MAX_DEPTH:
            text = "".join(node.text or "" for node in table.iter("{*}t"))
            self.blocks.paragraph(escape(text, quote=False), text)
            return
        ruled, shares = is_ruled(table, self._styles), column_shares(table)
        self.blocks.open_table(_RULED if ruled else _OPEN)
        for row in rows:
            if row and self.blocks.is_full:
                break
            self.blocks.open_row()
            for cell in row:
                self._cell(cell, cell_attributes(cell, shares, ruled=ruled), depth)
            self.blocks.close_row()
        self.blocks.close_table()

    def _cell(self, cell: TableCell, attributes: str, depth: int) -> None:
        self.blocks.open_cell(attributes)
        if cell.node is not None:
            self._all(cell.node, depth + 1)
        self.blocks.close_cell()

    def _notes(self) -> None:
        """Foot and end notes in the order of their signs, below a line."""
        if not self._runs.notes:
            return
        self.blocks.ruling()
        found = {
            (kind, attribute(note, "id")): note
            for kind in ("footnote", "endnote")
            for note in children(self._package.related(self._package.main, f"{kind}s"), kind)
        }
        for number, key in enumerate(tuple(self._runs.notes), start=1):
            note = found.get(key)
            text = _plain(note) if note is not None else ""
            shown = f"[{number}] {text}"
            self.blocks.paragraph(_small(shown), shown)

    def _edge(self, body: Element, kind: str) -> None:
        """What stands at the head or the foot of every page, once; page numbers alone do not."""
        part = next(
            (
                self._targets.get(attribute(node, "id"), "")
                for node in body.iter(f"{{*}}{kind}Reference")
                if attribute(node, "type") == "default"
            ),
            "",
        )
        root = self._package.xml(part) if part else None
        text = _plain(root) if root is not None else ""
        if any(
            sign.isalpha() for sign in text.replace("第", "").replace("页", "").replace("共", "")
        ):
            self.blocks.paragraph(_small(text), text, ' align="center"')


def _plain(node: Element) -> str:
    lines = ("".join(_texts(paragraph)) for paragraph in node.iter("{*}p"))
    return " ".join(line.strip() for line in lines if line.strip())


def _texts(paragraph: Element) -> Iterator[str]:
    for node in paragraph.iter("{*}t", "{*}tab"):
        yield node.text or "" if local(node.tag) == "t" else " "


def _small(text: str) -> str:
    return f'<span style="font-size:small;color:#666666">{escape(text, quote=False)}</span>'


def _title(layout: Layout) -> str:
    return f"h{layout.outline + 1}" if layout.outline < _TITLES else "p"


def _style(layout: Layout, *, has_picture: bool) -> str:
    """Alignment and indents in steps of a character; no extra lead below a picture."""
    align = _ALIGN.get(layout.align, "")
    attributes = f' align="{align}"' if align else ""
    wishes = ["line-height:100%"] if has_picture else []
    if align != "center":
        left = min(max(layout.indent + min(layout.first, 0), 0) // 210, 12)
        if layout.numbering not in ("", "0") and not left:
            left = min(layout.level, 8)
        if left:
            wishes.append(f"margin-left:{20 * left}px")
        if layout.first > 100 and not align:
            wishes.append(f"text-indent:{min(max(layout.first // 210, 1), 8) * 20}px")
    return attributes + (f' style="{";".join(wishes)}"' if wishes else "")
