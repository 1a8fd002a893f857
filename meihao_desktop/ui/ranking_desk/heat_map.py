"""The matrix of estates × experts, painted: names and experts stay in view while it scrolls.

Painted by hand and not by pyqtgraph: 525 numbers as items of a scene take half a second, and only
a painter keeps the names in view.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.ranking_desk.matrix_values import Matrix, MatrixCell

LOW, MIDDLE, HIGH = "#F2C185", "#FFFFFF", "#9CC7E4"
CENTRE = Qt.AlignmentFlag.AlignCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
HEADING, FINAL = "名次　小区", "最终得分"


@dataclass(frozen=True, slots=True)
class Grid:
    """Sizes of the matrix in pixels at one text size."""

    name: int
    cell: int
    final: int
    row: int
    head: int


class HeatMap(QAbstractScrollArea):
    """Every number in its cell; the colour says the same once more."""

    def __init__(self) -> None:
        super().__init__()
        self._matrix = Matrix()
        self._is_diverging = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme.follow(self._adapt)

    @property
    def values(self) -> Matrix:
        return self._matrix

    def show_values(self, matrix: Matrix, *, is_diverging: bool = False) -> None:
        self._matrix = matrix
        self._is_diverging = is_diverging
        self._adapt()

    def picture_size(self) -> QSize:
        grid = self._grid()
        wide = grid.name + grid.cell * len(self._matrix.experts) + grid.final
        return QSize(wide, grid.head + grid.row * len(self._matrix.rows))

    def draw_picture(self, painter: QPainter, at: QPoint) -> None:
        painter.save()
        painter.translate(at)
        self._draw(painter, QPoint(0, 0), self.picture_size())
        painter.restore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(colours.SURFACE))
        moved = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        self._draw(painter, moved, self.viewport().size())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._adapt()

    def _adapt(self) -> None:
        whole, room = self.picture_size(), self.viewport().size()
        grid = self._grid()
        for bar, most, page, step in (
            (self.horizontalScrollBar(), whole.width() - room.width(), room.width(), grid.cell),
            (self.verticalScrollBar(), whole.height() - room.height(), room.height(), grid.row),
        ):
            bar.setRange(0, max(0, most))
            bar.setPageStep(page)
            bar.setSingleStep(step)
        self.viewport().update()

    def _grid(self) -> Grid:
        """As narrow as the longest texts allow; room that is left goes to the cells."""
        metrics = theme.metrics()
        advance = QFontMetrics(theme.font(metrics.small)).horizontalAdvance
        unit = metrics.unit
        rows, experts = self._matrix.rows, self._matrix.experts
        texts = [cell.text for row in rows for cell in row.cells]
        cell = max((advance(text) for text in (*texts, *experts)), default=0) + unit
        name = max((advance(row.name) for row in rows), default=0) + 2 * unit
        final = advance(FINAL) + 2 * unit
        left = self.viewport().width() - name - final
        if experts and left > cell * len(experts):
            cell = min(left // len(experts), 3 * cell)
        row = round(metrics.small * 1.6)
        return Grid(name=name, cell=cell, final=final, row=row, head=round(row * 1.2))

    def _draw(self, painter: QPainter, moved: QPoint, room: QSize) -> None:
        """What is in view: the cells, over them the names, over all the head."""
        grid = self._grid()
        painter.setFont(theme.font(theme.metrics().small))
        first = max(0, moved.y() // grid.row)
        last = (moved.y() + room.height()) // grid.row + 1
        shown = list(enumerate(self._matrix.rows))[first:last]
        right = grid.name - moved.x()
        for at, row in shown:
            top = grid.head + at * grid.row - moved.y()
            for column, cell in enumerate(row.cells):
                place = QRect(right + column * grid.cell, top, grid.cell, grid.row)
                self._draw_cell(painter, place, cell)
            place = QRect(right + len(row.cells) * grid.cell, top, grid.final, grid.row)
            _write(painter, place, row.final, is_strong=True)
        for at, row in shown:
            top = grid.head + at * grid.row - moved.y()
            place = QRect(0, top, grid.name, grid.row)
            painter.fillRect(place, QColor(colours.SURFACE))
            _write(painter, place.adjusted(2, 0, 0, 0), row.name, align=LEFT)
        self._draw_head(painter, grid, moved.x(), room.width())

    def _draw_head(self, painter: QPainter, grid: Grid, moved: int, width: int) -> None:
        painter.fillRect(QRect(0, 0, width, grid.head), QColor(colours.SUNKEN))
        for at, name in enumerate((*self._matrix.experts, FINAL)):
            is_last = at == len(self._matrix.experts)
            wide = grid.final if is_last else grid.cell
            place = QRect(grid.name + at * grid.cell - moved, 0, wide, grid.head)
            _write(painter, place, name, is_strong=is_last)
        painter.fillRect(QRect(0, 0, grid.name, grid.head), QColor(colours.SUNKEN))
        _write(painter, QRect(2, 0, grid.name, grid.head), HEADING, align=LEFT)

    def _draw_cell(self, painter: QPainter, place: QRect, cell: MatrixCell) -> None:
        if cell.shade is not None:
            ground = shade_of(cell.shade, is_diverging=self._is_diverging)
            painter.fillRect(place.adjusted(1, 1, -1, -1), ground)
        _write(painter, place, cell.text, is_soft=cell.shade is None)


def shade_of(share: float, *, is_diverging: bool) -> QColor:
    """Orange below and blue above the mean, or from white to blue; ink is readable on each."""
    if not is_diverging:
        return _between(MIDDLE, HIGH, (share + 1) / 2)
    return _between(MIDDLE, HIGH if share > 0 else LOW, abs(share))


def _between(one: str, other: str, share: float) -> QColor:
    first, second = QColor(one), QColor(other)
    kept, part = 1 - min(1.0, max(0.0, share)), min(1.0, max(0.0, share))
    return QColor(
        round(first.red() * kept + second.red() * part),
        round(first.green() * kept + second.green() * part),
        round(first.blue() * kept + second.blue() * part),
    )


def _write(  # noqa: PLR0913 - as long as drawText's own list
    painter: QPainter,
    place: QRect,
    text: str,
    *,
    align: Qt.AlignmentFlag = CENTRE,
    is_strong: bool = False,
    is_soft: bool = False,
) -> None:
    painter.setPen(QPen(QColor(colours.SOFT_INK if is_soft else colours.INK)))
    painter.setFont(theme.font(theme.metrics().small, is_strong=is_strong))
    painter.drawText(place, align, text)
