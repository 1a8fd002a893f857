"""The tables and lines of a pdf with text, found by where its characters and rulings stand."""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import MergedRange
from meihao_desktop.intake.paged_source import fresh
from meihao_desktop.intake.ruled_grid import TOLERANCE, CellSpan, Glyph, Rule, RuledGrid, grids
from meihao_desktop.intake.tables import Line, Table, Tabled, gridded

MAX_PAGES = 60
MAX_GLYPHS = 40_000
MAX_OBJECTS = 20_000
WIDE_GAP = 1.3
_JOINED = 0.02
FEWEST_SEGMENTS = 4
BETWEEN = "\u3000\u3000"
_Box = tuple[float, float, float, float]


def pdf_tables(path: Path) -> Tabled:
    """What the first pages hold; a table that goes on over pages is one table."""
    tables: list[Table] = []
    lines: list[tuple[Line, ...]] = []
    open_lines: list[Line] = []
    before: Sequence[float] = ()
    with closing(fresh(path, MaterialKind.PDF)) as document:
        for number in range(min(len(document), MAX_PAGES)):
            page = _Page(document[number], f"第 {number + 1} 页")
            for columns, table, above in page.parts():
                open_lines.extend(above)
                if table is None:
                    continue
                if tables and not open_lines and _same(columns, before):
                    tables[-1] = _joined(tables[-1], table)
                else:
                    lines.append(tuple(open_lines))
                    tables.append(table)
                open_lines, before = [], columns
    return Tabled(tuple(tables), (*lines, tuple(open_lines)))


def _same(columns: Sequence[float], before: Sequence[float]) -> bool:
    return len(columns) == len(before) > 0 and all(
        abs(one - other) <= 2 * TOLERANCE for one, other in zip(columns, before, strict=True)
    )


def _joined(first: Table, second: Table) -> Table:
    shift = len(first.rows)
    moved = [
        MergedRange(
            first_row=block.first_row + shift,
            first_column=block.first_column,
            last_row=block.last_row + shift,
            last_column=block.last_column,
        )
        for block in second.worksheet.merged
    ]
    return gridded(
        first.worksheet.name,
        (*first.rows, *second.rows),
        (*first.worksheet.merged, *moved),
        (*first.places, *second.places),
    )


class _Page:
    """One page turned upright: its characters, its rulings, its place."""

    def __init__(self, page: pdfium.PdfPage, place: str) -> None:
        self._place = place
        self._turns = page.get_rotation() // 90
        left, bottom, right, top = page.get_bbox()
        self._corner, self._size = (left, bottom), (right - left, top - bottom)
        with closing(page):
            self._glyphs = list(self._characters(page))
            self._rules = list(self._rulings(page)) if self._glyphs else []

    def parts(self) -> Iterator[tuple[Sequence[float], Table | None, list[Line]]]:
        """The tables from the top, each with the lines above it; at last the lines below."""
        found = grids(self._rules)
        inside: list[dict[tuple[int, int], list[Glyph]]] = [{} for _ in found]
        loose: list[Glyph] = []
        for glyph, home in _housed(self._glyphs, found):
            if home is None:
                loose.append(glyph)
            else:
                inside[home[0]].setdefault(home[1], []).append(glyph)
        rows = list(_rows(loose))
        for grid, cells in zip(found, inside, strict=True):
            above = [row for row in rows if row[0].height < grid.top]
            rows = rows[len(above) :]
            if cells:
                yield grid.columns, self._table(grid, cells), self._lines(above)
        yield (), self._aligned(rows), self._lines(rows)

    def _table(self, grid: RuledGrid, cells: dict[tuple[int, int], list[Glyph]]) -> Table:
        cell_spans = grid.cell_spans()
        gathered: dict[CellSpan, list[Glyph]] = {}
        for cell, glyphs in cells.items():
            gathered.setdefault(cell_spans[cell], []).extend(glyphs)
        texts = [[""] * (len(grid.columns) - 1) for _ in range(len(grid.rows) - 1)]
        for cell_span, glyphs in gathered.items():
            texts[cell_span.first_row][cell_span.first_column] = _text(glyphs)
        merged = [
            MergedRange(
                first_row=one.first_row,
                first_column=one.first_column,
                last_row=one.last_row,
                last_column=one.last_column,
            )
            for one in set(cell_spans.values())
            if (one.first_row, one.first_column) != (one.last_row, one.last_column)
        ]
        return gridded(self._place, texts, merged, [[self._place]] * len(texts))

    def _lines(self, rows: Sequence[Sequence[Glyph]]) -> list[Line]:
        return [Line(BETWEEN.join(_segment_texts(row)), self._place) for row in rows]

    def _aligned(self, rows: Sequence[Sequence[Glyph]]) -> Table | None:
        """A table without rulings: lines of several segments that stand below each other."""
        split = [_segments(row) for row in rows]
        chosen = [segments for segments in split if len(segments) >= FEWEST_SEGMENTS]
        if len(chosen) < 2:
            return None
        spans = _columns(chosen)
        texts = [[""] * len(spans) for _ in chosen]
        for row, segments in zip(texts, chosen, strict=True):
            for segment in segments:
                middle = (segment[0].left + segment[-1].right) / 2
                column = next(i for i, (left, right) in enumerate(spans) if left <= middle <= right)
                row[column] += _text(segment)
        return gridded(self._place, texts, (), [[self._place]] * len(texts))

    def _characters(self, page: pdfium.PdfPage) -> Iterator[Glyph]:
        with closing(page.get_textpage()) as words:
            for index in range(min(words.count_chars(), MAX_GLYPHS)):
                code = raw.FPDFText_GetUnicode(words, index)
                sign = chr(code) if 32 < code < 0x110000 else ""
                if not sign.strip() or not sign.isprintable():
                    continue
                left, bottom, right, top = words.get_charbox(index, loose=True)
                x0, y0, x1, y1 = self._upright((left, bottom, right, top))
                yield Glyph(sign, x0, y0, x1, y1)

    def _rulings(self, page: pdfium.PdfPage) -> Iterator[Rule]:
        objects = page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=4)
        for number, drawn in enumerate(objects):
            if number >= MAX_OBJECTS:
                return
            matrix = drawn.get_matrix()
            points = [(matrix.on_point(x, y), is_start) for (x, y), is_start in _points(drawn)]
            for (one, _), (other, is_start) in pairwise(points):
                if not is_start:
                    yield from self._rule(one, other)

    def _rule(self, one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
        (ax, ay), (bx, by) = one, other
        x0, y0, x1, y1 = self._upright((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
        if y1 - y0 <= 1:
            yield Rule(True, (y0 + y1) / 2, x0, x1)
        elif x1 - x0 <= 1:
            yield Rule(False, (x0 + x1) / 2, y0, y1)

    def _upright(self, box: _Box) -> _Box:
        """Left, top, right, bottom as people see the page, y growing downwards."""
        left, bottom, right, top = box
        x, y = self._corner
        width, height = self._size
        left, right, bottom, top = left - x, right - x, bottom - y, top - y
        if self._turns == 1:
            return bottom, left, top, right
        if self._turns == 2:
            return width - right, bottom, width - left, top
        if self._turns == 3:
            return height - top, width - right, height - bottom, width - left
        return left, height - top, right, height - bottom


def _housed(
    glyphs: Sequence[Glyph], found: Sequence[RuledGrid]
) -> Iterator[tuple[Glyph, tuple[int, tuple[int, int]] | None]]:
    """Each character with its table and cell; a word that runs over an edge stays in one cell."""
    for row in _rows(glyphs):
        before: Glyph | None = None
        known: tuple[int, tuple[int, int]] | None = None
        for glyph in row:
            homes = ((number, grid.cell(glyph)) for number, grid in enumerate(found))
            home = next(((number, cell) for number, cell in homes if cell), None)
            is_joined = before is not None and glyph.left - before.right <= _JOINED * glyph.size
            if is_joined and known and home and known[0] == home[0] and known[1][0] == home[1][0]:
                home = known
            yield glyph, home
            before, known = glyph, home


def _points(drawn: pdfium.PdfObject) -> Iterator[tuple[tuple[float, float], bool]]:
    """The corners of a path, each with whether a new line begins there."""
    path = drawn.raw
    x, y = ctypes.c_float(), ctypes.c_float()
    start = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if not raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        is_start = raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO
        start = (x.value, y.value) if is_start else start
        yield (x.value, y.value), is_start
        if raw.FPDFPathSegment_GetClose(segment):
            yield start, False


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The characters as lines from the top, each from the left."""
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: one.height):
        if line and glyph.height - line[0].height > line[0].size / 2:
            yield sorted(line, key=lambda one: one.left)
            line = []
        line.append(glyph)
    if line:
        yield sorted(line, key=lambda one: one.left)


def _segments(row: Sequence[Glyph]) -> list[list[Glyph]]:
    """A line cut where the gaps are wide."""
    cut: list[list[Glyph]] = []
    for glyph in row:
        if cut and glyph.left - cut[-1][-1].right <= WIDE_GAP * glyph.size:
            cut[-1].append(glyph)
        else:
            cut.append([glyph])
    return cut


def _segment_texts(row: Sequence[Glyph]) -> list[str]:
    return [_line(segment) for segment in _segments(row)]


def _columns(rows: Sequence[Sequence[Sequence[Glyph]]]) -> list[tuple[float, float]]:
    """What stands below each other, as spans from left to right."""
    spans = sorted((one[0].left, one[-1].right) for row in rows for one in row)
    kept: list[tuple[float, float]] = []
    for left, right in spans:
        if kept and left <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], right))
        else:
            kept.append((left, right))
    return kept


def _text(glyphs: Sequence[Glyph]) -> str:
    return "\n".join(_line(row) for row in _rows(glyphs))


def _line(row: Sequence[Glyph]) -> str:
    """The characters of a line; Latin words keep the gaps between them."""
    text = ""
    for before, glyph in zip([None, *row], row, strict=False):
        is_gap = before is not None and glyph.left - before.right > glyph.size / 4
        if is_gap and text[-1:].isascii() and glyph.text.isascii():
            text += " "
        text += glyph.text
    return text
