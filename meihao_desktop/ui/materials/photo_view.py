"""A photo on the screen: fitted to the room, zoomed, turned and dragged."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QTransform
from PySide6.QtWidgets import QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QWidget

from meihao_desktop.ui.materials.page_layout import ZOOM_STEP

SMALLEST, LARGEST = 0.2, 8.0


class PhotoView(QGraphicsView):
    """Shows one decoded picture; a zoom of 1 fits it into the room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turns = 0
        self._zoom = 1.0
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        scene = QGraphicsScene(self)
        scene.addItem(self._item)
        self.setScene(scene)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @property
    def pixmap(self) -> QPixmap:
        return self._item.pixmap()

    @property
    def is_magnified(self) -> bool:
        """Whether a decoded pixel is larger than one of the screen."""
        return self._scale() > 1

    def show_image(self, image: QImage) -> None:
        self._item.setPixmap(QPixmap.fromImage(image))
        self.scene().setSceneRect(self._item.boundingRect())
        self._place()

    def clear(self) -> None:
        """No picture, upright and fitted again."""
        self._turns, self._zoom = 0, 1.0
        self._item.setPixmap(QPixmap())

    def zoom_by(self, steps: int) -> None:
        self._zoom = min(max(self._zoom * ZOOM_STEP**steps, SMALLEST), LARGEST)
        self._place()

    def show_whole(self) -> None:
        self._zoom = 1.0
        self._place()

    def turn(self) -> None:
        """A quarter turn clockwise."""
        self._turns = (self._turns + 1) % 4
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _scale(self) -> float:
        """Pixels on the screen for one decoded pixel."""
        size = self._item.pixmap().size()
        if size.isEmpty():
            return 1.0
        if self._turns % 2:
            size = size.transposed()
        room = self.viewport().size()
        fitting = min(room.width() / size.width(), room.height() / size.height())
        return max(fitting, 0.01) * self._zoom * 0.99

    def _place(self) -> None:
        scale = self._scale()
        self.setTransform(QTransform().rotate(90 * self._turns).scale(scale, scale))
