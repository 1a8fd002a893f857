"""Photos inside the window: one alone, or two side by side."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from meihao_desktop.domain.material import Material
from meihao_desktop.ui.materials.beside_button import BesideButton
from meihao_desktop.ui.materials.photo_frame import PhotoFrame
from meihao_desktop.ui.materials.photo_pairs import Pair, pairs_of
from meihao_desktop.ui.materials.photo_store import SCREEN_EDGE, PhotoStore
from meihao_desktop.ui.materials.viewer import ToolBar, Viewer, column

FileOf = Callable[[Material], Path]


class TwoPhotos(QWidget):
    """Two frames beside or above each other, whichever shows them larger; before comes first."""

    def __init__(self, main: PhotoFrame, beside: PhotoFrame) -> None:
        super().__init__()
        self._main = main
        self._is_swapped = False
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addWidget(main, 1)
        self._row.addWidget(beside, 1)

    def arrange(self, *, is_swapped: bool | None = None) -> None:
        """Choose the direction anew; swapped, the photo in view comes second."""
        self._is_swapped = self._is_swapped if is_swapped is None else is_swapped
        width, height = self._main.view.framing.turned
        if not width or not height:
            width, height = 4, 3
        beside = min(self.width() / 2 / width, self.height() / height)
        below = min(self.width() / width, self.height() / 2 / height)
        self._row.setDirection(_DIRECTIONS[below > beside, self._is_swapped])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 120)


_DIRECTIONS = {
    (False, False): QBoxLayout.Direction.LeftToRight,
    (False, True): QBoxLayout.Direction.RightToLeft,
    (True, False): QBoxLayout.Direction.TopToBottom,
    (True, True): QBoxLayout.Direction.BottomToTop,
}


class ImageViewer(Viewer):
    """One photo; a photo before the works comes with the one after them.

    ``pick_asked`` wants another photo of the album to be chosen and put beside.
    """

    pick_asked = Signal()

    def __init__(self, parent: QWidget | None = None, store: PhotoStore | None = None) -> None:
        super().__init__(parent)
        self.store = store or PhotoStore(self)
        self.main, self.beside = PhotoFrame(self.store), PhotoFrame(self.store)
        self.beside.hide()
        self._material: Material | None = None
        self._album: tuple[Material, ...] = ()
        self._pairs: dict[Material, Pair] | None = None
        self._file_of: FileOf = lambda material: Path(material.path)
        self.beside_button = BesideButton()
        self._two = TwoPhotos(self.main, self.beside)
        column(self, self._make_tools(), self._two)
        self.main.opened.connect(self.opened)
        self.main.opened.connect(self._two.arrange)
        for one, other in ((self.main, self.beside), (self.beside, self.main)):
            one.view.view_changed.connect(lambda one=one, other=other: self._follow(one, other))
        self.beside_button.pair_wanted.connect(self._show_pair)
        self.beside_button.pick_asked.connect(self.pick_asked)
        self.beside_button.left_alone.connect(self.leave_alone)

    def _make_tools(self) -> ToolBar:
        tools = ToolBar(self)
        tools.add_icon("zoom-out", "缩小（滚轮或 -）", lambda: self.main.view.zoom_by(-1))
        tools.add_icon("zoom-in", "放大（滚轮或 +）", lambda: self.main.view.zoom_by(1))
        tools.add_icon("whole", "整张显示（双击）", self.main.view.show_whole)
        tools.add_icon("actual", "原始大小 100 %（双击）", self.main.view.show_actual)
        tools.add_icon("turn", "顺时针旋转", self.main.view.turn)
        tools.add_space()
        tools.add_widget(self.beside_button)
        return tools

    def show_album(self, photos: tuple[Material, ...], file_of: FileOf) -> None:
        """The photos of the estate in view, among which pairs are looked for."""
        self._album, self._pairs = photos, None
        self._file_of = file_of

    def show_photo(self, material: Material, path: Path) -> None:
        """A photo of the album, with its other half where there is one and it is wanted."""
        self.show_file(path)
        self._material = material
        pair = self._pair()
        has_others = len(self._album) > 1
        other = pair.other(material) if pair else None
        self.beside_button.show_choices(other, has_others=has_others)
        if pair is not None and self.beside_button.wants_pairs:
            self._show_pair()

    def show_file(self, path: Path) -> None:
        self.store.give_up(SCREEN_EDGE, but=frozenset({path}))
        self._material = None
        self.leave_alone()
        self.main.show_photo(path)
        if self.store.get(path, SCREEN_EDGE) is not None:
            self.opened.emit()

    def clear(self) -> None:
        self._material = None
        self.store.give_up(SCREEN_EDGE)
        self.main.clear()
        self.leave_alone()

    def put_beside(self, material: Material) -> None:
        """Another photo next to the one in view."""
        if self._material is None or material == self._material:
            return
        self.main.show_name(self._material)
        self.beside.show_name(material)
        self.beside.show_photo(self._file_of(material))
        self.beside.show()
        pair = self._pair()
        self._two.arrange(is_swapped=pair is not None and material == pair.before)
        self.beside_button.show_state(is_beside=True)

    def leave_alone(self) -> None:
        """Only the photo itself again."""
        self.beside.clear()
        self.beside.hide()
        self.main.show_name(None)
        self.beside_button.show_state(is_beside=False)

    def prepare(self, path: Path) -> None:
        """Decode a picture that will probably be looked at next."""
        self.store.ask(path, SCREEN_EDGE, is_ahead=True)

    def _show_pair(self) -> None:
        pair = self._pair()
        if pair is not None and self._material is not None:
            self.put_beside(pair.other(self._material))

    def _pair(self) -> Pair | None:
        """The pair of the photo in view; looked for among the album when first wanted."""
        if self._pairs is None:
            self._pairs = pairs_of(self._album)
        return self._pairs.get(self._material) if self._material else None

    def _follow(self, one: PhotoFrame, other: PhotoFrame) -> None:
        """Zoom and move the other photo alike, each in its own frame."""
        if self.beside.isHidden() or not self.beside_button.is_in_step:
            return
        framing = other.view.framing
        wanted = (one.view.framing.zoom, one.view.framing.centre)
        if (framing.zoom, framing.centre) != wanted:
            framing.zoom, framing.centre = wanted
            with QSignalBlocker(other.view):
                other.view.tell()
            other.look()
