"""Which sign belongs to which expert: shapes and colours, flowing over as many lines as needed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from meihao_desktop.ui import colours, theme

SHAPES = ("o", "s", "t1", "d", "t", "star", "p", "+", "h", "x", "t2", "t3")
INKS = (
    "#0F4C5C", "#9B1C16", "#744700", "#5B3FA0", "#1B5E3B", "#7A1F5C", "#27496D", "#8A3B12",
)  # fmt: skip
MEAN, DROPPED = "最终得分", "空心：去掉的最高、最低"


@dataclass(frozen=True, slots=True)
class Sign:
    """How one expert's dots look."""

    shape: str
    ink: str

    @property
    def pen(self) -> QPen:
        pen = QPen(QColor(self.ink), 2)
        pen.setCosmetic(True)  # symbols are drawn at unit size and scaled
        return pen

    def brush(self, *, is_dropped: bool = False) -> QBrush:
        return QBrush(QColor(colours.SURFACE if is_dropped else self.ink))


def sign_of(expert: int) -> Sign:
    """No two of 24 experts look alike; shapes change first, so that colour is never needed."""
    return Sign(SHAPES[expert % len(SHAPES)], INKS[(expert + expert // len(SHAPES)) % len(INKS)])


class ChartLegend(QWidget):
    """Painted, not built of labels, so that the exported picture has it too."""

    def __init__(self) -> None:
        super().__init__()
        self._experts: tuple[str, ...] = ()
        self._has_dropped = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.follow(self.updateGeometry)

    def show_experts(self, experts: Sequence[str], *, has_dropped: bool) -> None:
        self._experts = tuple(experts)
        self._has_dropped = has_dropped
        self.setAccessibleName("图例：" + "、".join(experts))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for _, place in self._places(width)), default=self._step)

    def sizeHint(self) -> QSize:
        return QSize(theme.metrics().text * 16, self._step)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.metrics().text * 8, self._step)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.draw(painter)
        painter.end()

    def draw(self, painter: QPainter) -> None:
        """The whole legend, also into a picture."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.metrics().small))
        for at, place in self._places(self.width()):
            self._draw_sign(painter, at, place)
            painter.setPen(QColor(colours.INK))
            words = place.adjusted(self._step, 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._words[at])

    @property
    def _words(self) -> tuple[str, ...]:
        return (*self._experts, MEAN, *((DROPPED,) if self._has_dropped else ()))

    @property
    def _step(self) -> int:
        return round(theme.metrics().small * 1.5)

    def _draw_sign(self, painter: QPainter, at: int, place: QRect) -> None:
        middle = QPoint(place.left() + self._step // 2, place.center().y())
        if at == len(self._experts):
            painter.setPen(QPen(QColor(colours.INK), 4))
            painter.drawLine(
                middle - QPoint(0, self._step // 3), middle + QPoint(0, self._step // 3)
            )
            return
        is_dropped = at > len(self._experts)
        sign = sign_of(0 if is_dropped else at)
        painter.save()
        painter.translate(middle)
        brush = sign.brush(is_dropped=is_dropped)
        drawSymbol(painter, sign.shape, round(theme.metrics().small * 0.6), sign.pen, brush)
        painter.restore()

    def _places(self, width: int) -> Iterator[tuple[int, QRect]]:
        metrics = QFontMetrics(theme.font(theme.metrics().small))
        left, top, gap = 0, 0, theme.metrics().unit * 2
        for at, words in enumerate(self._words):
            wide = self._step + metrics.horizontalAdvance(words) + 4
            if left and left + wide > width:
                left, top = 0, top + self._step
            yield at, QRect(left, top, wide, self._step)
            left += wide + gap
