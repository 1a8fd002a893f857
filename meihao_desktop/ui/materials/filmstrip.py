"""All photos of an estate as a strip of small pictures, drawn as they come into view."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from meihao_desktop.domain.material import Material
from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.icons import picture
from meihao_desktop.ui.materials.photo_store import THUMB_EDGE, PhotoStore
from meihao_desktop.ui.widgets.steady_label import SteadyLabel

Index = QModelIndex | QPersistentModelIndex
FileOf = Callable[[Material], Path]
_NOWHERE = QModelIndex()
HEIGHT_CHARACTERS, HIGHEST, GAP, FRAME = 3.4, 92, 6, 3
PICK = "请点选要并排的照片"


class PhotoTable(QAbstractListModel):
    """The photos by name; the small pictures come from the store while they are painted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.photos: tuple[Material, ...] = ()

    def show_photos(self, photos: tuple[Material, ...]) -> None:
        self.beginResetModel()
        self.photos = photos
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.photos[index.row()].path
        return None


class ThumbPainter(QStyledItemDelegate):
    """Paints a small picture; one that is not there yet is asked for and painted later."""

    def __init__(self, strip: "Filmstrip") -> None:
        super().__init__(strip)
        self._strip = strip

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        height = thumb_height()
        return QSize(round(height * 4 / 3) + GAP, height + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        room: QRect = option.rect.adjusted(GAP // 2, GAP // 2, -GAP // 2, -GAP // 2)  # type: ignore[attr-defined]
        path = self._strip.path_at(index.row())
        image = self._strip.store.get(path, THUMB_EDGE)
        painter.save()
        painter.fillRect(room, QColor(colours.SUNKEN))
        if image is None:
            self._paint_waiting(painter, room, path)
        else:
            size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(room.center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, image)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setPen(QPen(QColor(colours.ACCENT), FRAME))
            painter.drawRect(room.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_waiting(self, painter: QPainter, room: QRect, path: Path) -> None:
        notes = self._strip.store.notes(path)
        is_refused = notes is not None and bool(notes.refusal)
        if not is_refused:
            self._strip.store.ask(path, THUMB_EDGE)
        sign = picture("warning" if is_refused else "image", colours.BORDER)
        painter.drawPixmap(
            room.center().x() - sign.width() // 2, room.center().y() - sign.height() // 2, sign
        )


class Filmstrip(QFrame):
    """``chosen`` carries a photo; ``picked`` one that is to stand beside the one in view."""

    chosen = Signal(object)
    picked = Signal(object)

    def __init__(self, store: PhotoStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "foot")
        self.store = store
        self._file_of: FileOf = lambda material: Path(material.path)
        self._is_picking = False
        self.table = PhotoTable(self)
        self.view = QListView(self)
        self.count_label = SteadyLabel(level="caption")
        self._lay_out()
        store.arrived.connect(self._take)
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        self.view.selectionModel().currentChanged.connect(self._tell)
        theme.follow(self._adapt)

    def _lay_out(self) -> None:
        view = self.view
        view.setModel(self.table)
        view.setItemDelegate(ThumbPainter(self))
        view.setFlow(QListView.Flow.LeftToRight)
        view.setWrapping(False)
        view.setUniformItemSizes(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMouseTracking(True)
        self.count_label.setContentsMargins(8, 0, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.count_label)
        column.addWidget(view)

    def path_at(self, row: int) -> Path:
        """Where the file of a photo lies."""
        return self._file_of(self.table.photos[row])

    def show_album(self, photos: tuple[Material, ...], file_of: FileOf) -> None:
        """The photos of another estate."""
        self.store.give_up(THUMB_EDGE)
        self._file_of = file_of
        self._is_picking = False
        self.table.show_photos(photos)
        self._tell()

    def mark_current(self, material: Material | None) -> None:
        """The photo that is now in view; none of the strip where it is another file."""
        self._is_picking = False
        if material is not None and material in self.table.photos:
            index = self.table.index(self.table.photos.index(material), 0)
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index, QListView.ScrollHint.PositionAtCenter)
        else:
            self.view.clearSelection()
        self._tell()

    def pick(self) -> None:
        """The next choice is a photo to be put beside."""
        self._is_picking = True
        self.view.setFocus()
        self._tell()

    def _choose(self, index: QModelIndex) -> None:
        photo = self.table.photos[index.row()]
        if self._is_picking:
            self._is_picking = False
            self._tell()
            self.picked.emit(photo)
        else:
            self.chosen.emit(photo)

    def _take(self, path: Path, edge: int) -> None:
        del path
        if edge == THUMB_EDGE:
            self.view.viewport().update()

    def _tell(self) -> None:
        count, at = len(self.table.photos), self.view.currentIndex().row()
        if self._is_picking:
            self.count_label.show_text(PICK)
        elif at >= 0:
            self.count_label.show_text(
                f"照片 {at + 1} / {count}　{self.table.photos[at].file_name}"
            )
        else:
            self.count_label.show_text(f"照片 {count} 张")

    def _adapt(self) -> None:
        bar = 16
        self.count_label.setFixedHeight(theme.metrics().line)
        self.view.setFixedHeight(thumb_height() + GAP + bar + 4)
        self.view.doItemsLayout()


def thumb_height() -> int:
    """The height of a small picture at the text size of now."""
    return min(round(theme.metrics().text * HEIGHT_CHARACTERS), HIGHEST)
