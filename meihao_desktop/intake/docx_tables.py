"""The tables of a Word document, and the paragraphs between them."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from meihao_desktop.domain.preview import MergedRange
from meihao_desktop.intake.tables import Line, Table, Tabled, gridded
from meihao_desktop.intake.unreadable import Unreadable
from meihao_desktop.intake.word.older import as_docx
from meihao_desktop.intake.word.parts import OfficePackage
from meihao_desktop.intake.word.reader import read_word
from meihao_desktop.intake.word.symbols import symbol
from meihao_desktop.intake.word.table import TableCell, table_rows
from meihao_desktop.intake.xml_tree import Element, attribute, child, local

PICTURE = "\ufffc"
"""Stands where a document has a picture, which in an opinion box is a seal."""
MAX_ROWS = 5_000
MAX_COLUMNS = 200
_PASSED_OVER = frozenset({"Fallback", "txbxContent", "del", "moveFrom", "instrText", "tbl"})
_THROUGH = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def word_tables(path: Path) -> Tabled:
    """Every table, one inside another too, with places that the viewer goes to."""
    with as_docx(path) as docx:
        return _docx_tables(docx)


def _docx_tables(path: Path) -> Tabled:
    with zipfile.ZipFile(path) as archive:
        package = OfficePackage(archive)
        body = child(package.xml(package.main), "body")
        if body is None:
            raise Unreadable
        return _Reading(_Paragraphs(read_word(path, with_pictures=False).texts)).whole(body)


class _Paragraphs:
    """The numbers of the viewer's paragraphs, asked for in reading order."""

    def __init__(self, texts: tuple[tuple[int, str], ...]) -> None:
        self._texts = [(number, "".join(text.split())) for number, text in texts]
        self._next = 0

    def number(self, text: str) -> int | None:
        """The number of the next paragraph that holds this text."""
        wanted = "".join(text.replace(PICTURE, "").split())
        if not wanted:
            return None
        for index in range(self._next, len(self._texts)):
            number, known = self._texts[index]
            if known.endswith(wanted) or known.startswith(wanted):
                self._next = index + 1
                return number
        return None


class _Reading:
    """One walk over the body, table after table."""

    def __init__(self, paragraphs: _Paragraphs) -> None:
        self._paragraphs = paragraphs
        self._tables: list[Table] = []
        self._lines: list[tuple[Line, ...]] = []
        self._open: list[Line] = []

    def whole(self, body: Element) -> Tabled:
        self._inside(body)
        return Tabled(tuple(self._tables), (*self._lines, tuple(self._open)))

    def _inside(self, parent: Element) -> None:
        for node in parent:
            name = local(node.tag)
            if name == "p":
                self._paragraph(node)
            elif name == "tbl":
                self._table(node)
            elif name in _THROUGH:
                self._inside(node)

    def _paragraph(self, node: Element) -> None:
        text = _text(node).strip()
        if text:
            number = self._paragraphs.number(text)
            self._open.append(Line(text, f"第 {number} 段" if number else ""))

    def _table(self, node: Element) -> None:
        self._lines.append(tuple(self._open))
        self._open = []
        number = len(self._tables) + 1
        cells: list[list[str]] = []
        places: list[list[str]] = []
        merged: list[MergedRange] = []
        inner: list[Element] = []
        for index, row in enumerate(table_rows(node)[:MAX_ROWS]):
            texts: list[str] = []
            names: list[str] = []
            for cell in row:
                shown = f"表 {number} 第 {index + 1} 行"
                text = self._cell(cell, inner)
                place = self._paragraphs.number(text.split("\n", 1)[0])
                _put(texts, cell, text)
                _put(names, cell, f"第 {place} 段（{shown}）" if place else shown)
                merged.extend(_block(cell, index))
            cells.append(texts)
            places.append(names)
        self._tables.append(gridded(f"表 {number}", cells, merged, places))
        for table in inner:
            self._table(table)

    def _cell(self, cell: TableCell, inner: list[Element]) -> str:
        if cell.node is None:
            return ""
        paragraphs: list[str] = []
        _collect(cell.node, paragraphs, inner)
        return "\n".join(paragraphs).strip()


def _collect(parent: Element, paragraphs: list[str], inner: list[Element]) -> None:
    for node in parent:
        name = local(node.tag)
        if name == "p":
            paragraphs.append(_text(node))
        elif name == "tbl":
            inner.append(node)
        elif name in _THROUGH:
            _collect(node, paragraphs, inner)


def _put(row: list[str], cell: TableCell, text: str) -> None:
    column = min(cell.column, MAX_COLUMNS)
    row.extend([""] * (column - len(row)))
    row.extend([text, *[""] * (min(cell.span, MAX_COLUMNS) - 1)])


def _block(cell: TableCell, row: int) -> Iterator[MergedRange]:
    if cell.span > 1 or cell.rows > 1:
        yield MergedRange(
            first_row=row,
            first_column=min(cell.column, MAX_COLUMNS),
            last_row=row + cell.rows - 1,
            last_column=min(cell.column + cell.span - 1, 2 * MAX_COLUMNS),
        )


def _text(node: Element) -> str:
    return "".join(_pieces(node))


def _pieces(parent: Element) -> Iterator[str]:
    for node in parent:
        name = local(node.tag)
        if name in _PASSED_OVER:
            continue
        if name == "t":
            yield node.text or ""
        elif name == "sym":
            yield symbol(attribute(node, "font"), int(attribute(node, "char") or "0", 16))
        elif name in ("drawing", "pict"):
            yield PICTURE
        elif name in _BREAKS:
            yield _BREAKS[name]
        else:
            yield from _pieces(node)
