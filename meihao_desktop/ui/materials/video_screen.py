"""The picture of a video, painted frame by frame without asking anything of the graphics card."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtMultimedia import QVideoFrame, QVideoSink
from PySide6.QtWidgets import QSizePolicy, QWidget


class VideoScreen(QWidget):
    """``pressed`` on a click, which plays and pauses."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sink = QVideoSink(self)
        self._frame = QVideoFrame()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.sink.videoFrameChanged.connect(self._show)

    @property
    def has_picture(self) -> bool:
        return self._frame.isValid()

    def clear(self) -> None:
        """A black room until the next frame comes."""
        self._frame = QVideoFrame()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self._frame.isValid():
            options = QVideoFrame.PaintOptions()
            options.aspectRatioMode = Qt.AspectRatioMode.KeepAspectRatio  # type: ignore[attr-defined]
            self._frame.paint(painter, QRectF(self.rect()), options)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def _show(self, frame: QVideoFrame) -> None:
        if frame.isValid():
            self._frame = frame
            self.update()
