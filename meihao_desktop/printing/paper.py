"""A paper: content that flows down framed A4 pages, and the binding of papers into one PDF."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from reportlab.lib.units import mm

from meihao_desktop.printing.line_breaking import wrap
from meihao_desktop.printing.page_frame import BODY_BOTTOM, BODY_TOP, SIDE, Frame, draw_frame
from meihao_desktop.printing.press import Align, Press, TextStyle, page_size
from meihao_desktop.printing.signing import (
    SEAL_HEIGHT,
    SIGNATURE_HEIGHT,
    SealSpace,
    SignatureRow,
)
from meihao_desktop.printing.table import Cell, Column, Table, TableStyle
from meihao_desktop.printing.table_drawing import Segment
from meihao_desktop.printing.table_layout import Layout, fitted
from meihao_desktop.printing.typeface import Face

# A group of merged rows up to this part of a page is not torn between pages.
_KEPT_TOGETHER = 0.2
_HEADING_ROOM = 36
_SEAL_ROOM = SEAL_HEIGHT + 3 * mm + 4

BODY = TextStyle(12, leading=1.6)
HEADING = TextStyle(13, Face.BOLD, leading=1.6)
FACTS = TableStyle(size=11)

Stroke = Callable[[Press], None]


class Paper:
    """One paper, filled from top to bottom; new pages begin by themselves.

    >>> paper = Paper(frame)
    >>> paper.facts([("专家", "专家01"), ("小区", "朗悦花园")])
    >>> paper.table(Table(columns=columns, rows=rows))
    >>> paper.signatures(["专家签名", "日期"])
    >>> pdf = paper.finish()
    """

    def __init__(self, frame: Frame, *, is_landscape: bool = False, bookmark: str = "") -> None:
        self._frame = frame
        self._size = page_size(is_landscape=is_landscape)
        self._bookmark = bookmark
        self.title = f"{frame.round_title} {frame.paper_title}"
        self.width = self._size[0] - 2 * SIDE
        self._pages: list[list[Stroke]] = [[]]
        self._top = self._size[1] - BODY_TOP

    @property
    def page_count(self) -> int:
        return len(self._pages)

    def space(self, points: float) -> None:
        """Leave some room, but none at the top of a page."""
        if self._pages[-1]:
            self._top -= points

    def new_page(self) -> None:
        self._pages.append([])
        self._top = self._size[1] - BODY_TOP

    def keep(self, height: float) -> None:
        """Begin a new page unless so much room is left on this one."""
        if self._pages[-1] and self._top - height < BODY_BOTTOM:
            self.new_page()

    def heading(self, text: str) -> None:
        """A heading that stays with what follows it."""
        self.keep(70)
        self.space(8)
        self.paragraph(text, HEADING, is_indented=False)

    def paragraph(self, text: str, style: TextStyle = BODY, *, is_indented: bool = True) -> None:
        """Wrapped text, each of its paragraphs indented by two characters."""
        indent = "　　" if is_indented and style.align is Align.LEFT else ""
        for piece in text.splitlines():
            for line in wrap(indent + piece, style.face, style.size, self.width):
                self.keep(style.pitch)
                box = (SIDE, self._top, self.width)
                stroke = partial(Press.lines, box=box, lines=(line,), style=style)
                self._put(stroke, style.pitch)
        self.space(style.size * 0.4)

    def facts(
        self,
        pairs: Sequence[tuple[str, str]],
        *,
        per_line: int = 2,
        style: TableStyle = FACTS,
    ) -> None:
        """Labels and values in a ruled block, so many pairs side by side."""
        pair = (Column(weight=1.25, is_shared=True), Column(weight=2.35))
        columns = list(pair) * per_line
        rows: list[list[str | Cell | None]] = []
        for start in range(0, len(pairs), per_line):
            row: list[str | Cell | None] = []
            for label, value in pairs[start : start + per_line]:
                row += [Cell(label, face=Face.HEI, align=Align.CENTRE, is_banded=True), value]
            if lacking := len(columns) - len(row):
                row[-1] = Cell(str(row[-1]), columns=lacking + 1)
                row += [None] * lacking
            rows.append(row)
        self.table(Table(columns=columns, rows=rows, header=(), style=style))

    def table(self, table: Table, *, heading: str = "", followed_by: float = 0) -> None:
        """A ruled table over as many pages as it needs, its header on each of them.

        A heading stays on the page of the first rows. The last rows go on to the next page with
        what follows them, ``followed_by`` points high, so that no signatures stand there alone.
        """
        style = table.style
        columns = table.header_columns()
        header = Layout(columns, table.header_rows(), width=self.width, style=style)
        head_height = sum(header.heights)
        limit = self._size[1] - BODY_TOP - BODY_BOTTOM - head_height
        body = fitted(table, width=self.width, limit=limit)
        start = end = 0
        room = -1.0
        for block in body.blocks(limit * _KEPT_TOGETHER):
            height = sum(body.heights[block.start : block.stop])
            is_last = block.stop == len(body.heights)
            tail = style.after + followed_by if is_last and followed_by else 0
            kept = height + tail if height + tail <= limit else height
            if end == start:
                self.keep(head_height + kept + (_HEADING_ROOM if heading else 0))
                if heading:
                    self.heading(heading)
                    heading = ""
                room = self._top - BODY_BOTTOM - head_height
            if kept > room:
                self._put_rows(header, body, range(start, end))
                self.new_page()
                start, room = end, limit
            room -= height
            end = block.stop
        self._put_rows(header, body, range(start, end))
        self.space(style.after)

    def drawing(self, height: float, draw: Callable[[Press, float, float], None]) -> None:
        """A strip of so much height, drawn from its left and top."""
        self.keep(height)
        self._put(partial(_draw_at, draw=draw, left=SIDE, top=self._top), height)

    def signatures(self, labels: Sequence[str], *, per_line: int = 2, seal: str = "") -> None:
        """Lines to sign on; a label that ends in 日期 gets its 年 月 日.

        With ``seal``, the name of a unit, the space for its seal follows on the same page.
        """
        rows = [labels[start : start + per_line] for start in range(0, len(labels), per_line)]
        self.keep(SIGNATURE_HEIGHT * len(rows) + (_SEAL_ROOM if seal else 0))
        for row in rows:
            self._put(SignatureRow(row, SIDE, self._top, self.width).draw, SIGNATURE_HEIGHT)
        self.space(4)
        if seal:
            self.space(3 * mm)
            self._put(SealSpace(seal, SIDE + self.width, self._top).draw, SEAL_HEIGHT)

    def draw_on(self, press: Press) -> None:
        """Print all pages, numbered by themselves, into a document."""
        for number, strokes in enumerate(self._pages, 1):
            press.begin_page(self._size, self._bookmark if number == 1 else "")
            draw_frame(press, self._frame, self._size, (number, self.page_count))
            for stroke in strokes:
                stroke(press)

    def finish(self) -> bytes:
        """This paper alone, as a PDF."""
        return bind([self], title=self.title, subject=self._frame.mark.label)

    def _put(self, stroke: Stroke, height: float) -> None:
        self._pages[-1].append(stroke)
        self._top -= height

    def _put_rows(self, header: Layout, body: Layout, rows: range) -> None:
        head = range(len(header.heights))
        for layout, part in ((header, head), (body, rows)):
            if part:
                top = round(self._top, 2)
                segment = Segment(layout, part, SIDE, top, is_header=layout is header)
                self._put(segment.draw, segment.height)


def _draw_at(
    press: Press, *, draw: Callable[[Press, float, float], None], left: float, top: float
) -> None:
    draw(press, left, top)


def bind(papers: Iterable[Paper], *, title: str, subject: str) -> bytes:
    """Several papers as one PDF; what they have in common is stored once.

    A generator of papers is printed as it comes, so that a large batch is never held as a whole.
    """
    press = Press(title, subject)
    for paper in papers:
        paper.draw_on(press)
    return press.finish()
