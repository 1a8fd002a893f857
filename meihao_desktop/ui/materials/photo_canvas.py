"""A decoded photo painted as its framing says."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from meihao_desktop.ui import colours
from meihao_desktop.ui.materials.photo_framing import Framing

SHARP_FROM = 4.0  # from this magnification on the pixels are shown as they are


class PhotoCanvas(QWidget):
    """``view_changed`` tells of every change of what is seen, by hand or by the room.

    ``hint`` stands where there is no picture yet.
    """

    view_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.framing = Framing()
        self.image = QImage()
        self.hint = ""
        self._fitted = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(80, 60)

    def show_image(self, image: QImage, full: QSize) -> None:
        """A picture, or a sharper one of the same photo: what is seen of it stays."""
        self.image, self._fitted = image, QImage()
        size = full if full.isValid() and not full.isEmpty() else image.size()
        self.framing.full = (size.width(), size.height())
        self.tell()

    def clear(self) -> None:
        """No picture, upright and fitted again."""
        self.image, self._fitted = QImage(), QImage()
        self.framing = Framing(room=self.framing.room, density=self.framing.density)
        self.update()

    def tell(self) -> None:
        """Paint anew what is seen, and tell of it."""
        self.framing.density = self.devicePixelRatioF()
        self.framing.settle()
        self.update()
        self.view_changed.emit()

    @property
    def wanted_edge(self) -> int:
        """How many pixels along its longer edge the photo takes on the screen, at most its own."""
        edge = max(self.framing.full)
        return min(round(edge), round(edge * self.framing.scale * self.framing.density))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.SUNKEN))
        if not self.image.isNull():
            place = QRectF(*self.framing.corner, *self.framing.shown)
            picture = self._fit_for(place)
            is_smooth = place.width() < SHARP_FROM * picture.width()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
            painter.drawImage(place, picture, QRectF(picture.rect()))
        elif self.hint:
            painter.setPen(QColor(colours.SOFT_INK))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.hint)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.framing.fit_into((max(self.width(), 1), max(self.height(), 1)))
        self.tell()

    def _fit_for(self, place: QRectF) -> QImage:
        """The picture turned; where it is shown smaller, smoothed down once and kept."""
        turns, density = self.framing.turns, self.framing.density
        wanted = QSize(round(place.width() * density), round(place.height() * density))
        upright = wanted.transposed() if turns % 2 else wanted
        is_smaller = upright.width() < self.image.width()
        if not turns and not is_smaller:
            return self.image
        if self._fitted.isNull() or (is_smaller and self._fitted.size() != wanted):
            image = self.image
            if is_smaller:
                image = image.scaled(
                    upright,
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            self._fitted = image.transformed(QTransform().rotate(90 * turns)) if turns else image
        return self._fitted
