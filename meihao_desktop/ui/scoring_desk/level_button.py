"""One level of a criterion as a button that paints itself."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import Level
from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.icons import picture

SIDE = 7
"""Beside the text; less than the style sheet gives, so that four levels fit one line."""
ROUNDING = 6
TICK_AT = 4


class LevelButton(QAbstractButton):
    """Label and points; the chosen one has a tick in its corner besides its colour.

    Painted here and not by the style sheet, which takes several times as long and whose padding
    is made for buttons with room.
    """

    def __init__(self, level: Level, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(f"{level.label} {plain(level.points)}")
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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2 if self.hasFocus() else 1
        painter.setPen(QPen(QColor(colours.ACCENT if self.hasFocus() else edge), width))
        painter.setBrush(QColor(ground))
        room = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(room, ROUNDING, ROUNDING)
        painter.setPen(QColor(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
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
