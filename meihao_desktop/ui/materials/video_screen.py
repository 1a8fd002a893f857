"""The picture of a video, painted as it comes, with black around it."""

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from meihao_desktop.ui import theme

_SHADE = QColor(0, 0, 0, 150)
_TRIANGLE = ((-0.3, -0.5), (-0.3, 0.5), (0.55, 0.0))
"""In parts of the disc's radius."""


class VideoScreen(QWidget):
    """``pressed`` on a click, which plays and pauses; ``fitted`` tells how many pixels it has."""

    pressed = Signal()
    fitted = Signal(QSize)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QImage()
        self._is_waiting = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def has_picture(self) -> bool:
        return not self._picture.isNull()

    @property
    def picture(self) -> QImage:
        return self._picture

    def show_picture(self, picture: QImage) -> None:
        self._picture = picture
        self.update()

    def show_waiting(self, *, is_waiting: bool) -> None:
        """Whether the large mark says that a click begins to play."""
        self._is_waiting = is_waiting
        self.update()

    def clear(self) -> None:
        """A black room until the next picture comes."""
        self.show_picture(QImage())
        self.show_waiting(is_waiting=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self.has_picture:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._place(), self._picture)
            if self._is_waiting:
                self._paint_mark(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fitted.emit(self.size() * self.devicePixelRatio())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def _paint_mark(self, painter: QPainter) -> None:
        radius = theme.metrics().target
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.rect().center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_SHADE)
        painter.drawEllipse(QPoint(), radius, radius)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawPolygon(QPolygonF([QPointF(x, y) * radius for x, y in _TRIANGLE]))

    def _place(self) -> QRect:
        """The middle of the room, as large as it can be in its own shape."""
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        corner = QPoint(self.width() - size.width(), self.height() - size.height()) / 2
        return QRect(corner, size)
