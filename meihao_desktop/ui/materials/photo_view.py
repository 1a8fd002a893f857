"""A photo under the hand: fitted to the room, zoomed at the pointer, turned and dragged."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from meihao_desktop.ui.materials.page_layout import ZOOM_STEP
from meihao_desktop.ui.materials.photo_canvas import PhotoCanvas
from meihao_desktop.ui.materials.photo_framing import Point

WHEEL_NOTCH = 120
_MOVES = {
    Qt.Key.Key_Left: (0.1, 0.0),
    Qt.Key.Key_Right: (-0.1, 0.0),
    Qt.Key.Key_Up: (0.0, 0.1),
    Qt.Key.Key_Down: (0.0, -0.1),
}
_ZOOMS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


class PhotoView(PhotoCanvas):
    """Wheel and + - zoom, dragging and the arrow keys move, a double click shows all or 100 %."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def zoom_by(self, steps: float, at: Point | None = None) -> None:
        """Closer or farther; what stands under ``at`` stays there."""
        self.framing.zoom_to(self.framing.zoom * ZOOM_STEP**steps, at)
        self.tell()

    def show_whole(self) -> None:
        self.framing.show_whole()
        self.tell()

    def show_actual(self, at: Point | None = None) -> None:
        self.framing.show_actual(at)
        self.tell()

    def turn(self) -> None:
        """A quarter turn clockwise."""
        self.framing.turn()
        self._fitted = type(self._fitted)()
        self.tell()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(event.angleDelta().y() / WHEEL_NOTCH, event.position().toTuple())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            moved = event.position() - self._held
            self._held = event.position()
            self.framing.drag(moved.x(), moved.y())
            self.tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        self._held = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """From the whole photo to its own pixels and back."""
        if self.framing.is_whole:
            self.show_actual(event.position().toTuple())
        else:
            self.show_whole()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ZOOMS:
            self.zoom_by(_ZOOMS[key])
        elif key in _MOVES and not self.framing.is_whole:
            across, down = _MOVES[key]
            self.framing.drag(across * self.width(), down * self.height())
            self.tell()
        else:
            super().keyPressEvent(event)
