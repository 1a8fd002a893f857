"""One level of a criterion as a button that paints itself."""

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import Level
from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.icons import picture

SIDE = 7
"""Beside the text; less than the style sheet gives, so that four levels fit one line."""
ROUNDING = 6
TICK_AT = 4
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class LevelButton(QAbstractButton):
    """Label and points; the chosen one has a tick in its corner besides its colour.

    Painted here and not by the style sheet, which takes several times as long and whose padding
    is made for buttons with room.
    """

    def __init__(self, level: Level, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = f"{level.label} {plain(level.points)}"
        self.setText(self._shown)
        self.setAccessibleName(f"{level.label} {plain(level.points)} 分")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme.follow(self._adapt)

    def sizeHint(self) -> QSize:
        target = theme.metrics().target
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * SIDE
        return QSize(max(target, width), target)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        ink, ground, edge = self._shade()
        painter = QPainter(self)
        width = 2 if self.hasFocus() else 1
        pen = colours.ACCENT if self.hasFocus() else edge
        frame = _frame(self.width(), self.height(), self.devicePixelRatioF(), (ground, pen, width))
        painter.drawPixmap(0, 0, frame)
        painter.setPen(QColor(ink))
        painter.drawText(self.rect(), _CENTRE, self._shown)
        if self.isChecked():
            tick = picture("check", ink, theme.metrics().small * 2 // 3)
            painter.drawPixmap(TICK_AT, TICK_AT, tick)
        painter.end()

    def _shade(self) -> tuple[str, str, str]:
        """Ink, ground and edge as the state asks for them."""
        if self.isChecked():
            return colours.ACCENT, colours.ACCENT_SOFT, colours.ACCENT
        if not self.isEnabled():
            return colours.DISABLED_INK, colours.SUNKEN, colours.HAIRLINE
        if self.isDown():
            return colours.INK, colours.SUNKEN, colours.ACCENT
        if self.underMouse():
            return colours.INK, colours.ACCENT_SOFT, colours.ACCENT
        return colours.INK, colours.SURFACE, colours.BORDER

    def _adapt(self) -> None:
        self.updateGeometry()
        self.update()


@lru_cache(maxsize=64)
def _frame(wide: int, high: int, density: float, look: tuple[str, str, int]) -> QPixmap:
    """Ground and edge of a button; rounded edges are slow to draw, and many buttons are alike."""
    ground, edge, width = look
    drawn = QPixmap(round(wide * density), round(high * density))
    drawn.setDevicePixelRatio(density)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), width))
    painter.setBrush(QColor(ground))
    half = width / 2
    room = QRectF(0, 0, wide, high).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(room, ROUNDING, ROUNDING)
    painter.end()
    return drawn
