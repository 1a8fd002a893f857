"""All viewers of a window, each made when the first material of its kind is opened."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.ui import late
from meihao_desktop.ui.materials.card_viewer import CardViewer
from meihao_desktop.ui.materials.document_viewer import DocumentViewer
from meihao_desktop.ui.materials.facts_viewer import FactsViewer
from meihao_desktop.ui.materials.image_viewer import ImageViewer
from meihao_desktop.ui.materials.photo_store import PhotoStore
from meihao_desktop.ui.materials.text_viewer import TextViewer
from meihao_desktop.ui.materials.viewer import Viewer
from meihao_desktop.ui.materials.workbook_viewer import WorkbookViewer

PAGE_VIEWER = "meihao_desktop.ui.materials.page_viewer"
VIDEO_VIEWER = "meihao_desktop.ui.materials.video_viewer"
MISSING = "这份材料的文件不在评审目录中，请联系秘书从备份中恢复或重新收件。"

FileOf = Callable[[Material], Path]


def _page_viewer(kind: MaterialKind) -> Viewer:
    return late.load(PAGE_VIEWER).PageViewer(kind)


def _video_viewer() -> Viewer:
    return late.load(VIDEO_VIEWER).VideoViewer()


_MAKERS: dict[MaterialKind, Callable[[], Viewer | None]] = {
    MaterialKind.PDF: partial(_page_viewer, MaterialKind.PDF),
    MaterialKind.OFD: partial(_page_viewer, MaterialKind.OFD),
    MaterialKind.SLIDES: partial(_page_viewer, MaterialKind.SLIDES),
    MaterialKind.WORD: DocumentViewer,
    MaterialKind.WORKBOOK: WorkbookViewer,
    MaterialKind.TEXT: TextViewer,
    MaterialKind.VIDEO: _video_viewer,
}


class ViewerShelf(QStackedWidget):
    """Keeps one viewer of each kind and shows the right one."""

    outside_asked = Signal()
    source_asked = Signal(object)
    pick_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photo_store = PhotoStore(self)
        self._album: tuple[tuple[Material, ...], FileOf] = ((), lambda m: Path(m.path))
        self._facts = FactsViewer()
        self._card = CardViewer()
        self._images: ImageViewer | None = None
        self._made: dict[MaterialKind, Viewer | None] = {}
        self._facts.source_asked.connect(self.source_asked)
        self._put(self._facts)
        self._put(self._card)

    @property
    def viewer(self) -> Viewer:
        """The viewer in view."""
        current = self.currentWidget()
        assert isinstance(current, Viewer)  # noqa: S101 - nothing else is ever added
        return current

    @property
    def images(self) -> ImageViewer:
        """The viewer of photos."""
        if self._images is None:
            self._images = ImageViewer(store=self.photo_store)
            self._images.show_album(*self._album)
            self._images.pick_asked.connect(self.pick_asked)
            self._put(self._images)
        return self._images

    def minimumSizeHint(self) -> QSize:
        """No viewer out of sight makes the window larger than the screen."""
        return QSize(160, 120)

    def show_album(self, photos: tuple[Material, ...], file_of: FileOf) -> None:
        """The photos of the estate in view."""
        self._album = (photos, file_of)
        if self._images is not None:
            self._images.show_album(photos, file_of)

    def show_facts(self, estate: Estate, files: frozenset[str] = frozenset()) -> None:
        self._change_to(self._facts)
        self._facts.show_estate(estate, files)

    def show_material(
        self, material: Material, path: Path, place: str = "", text: str = ""
    ) -> None:
        """Open the file; place and text are gone to as soon as it is there."""
        if material.kind is MaterialKind.IMAGE:
            self._change_to(self.images)
            self.images.show_photo(material, path)
            return
        viewer = self._viewer_for(material.kind)
        if viewer is None:
            self._change_to(self._card)
            self._card.show_material(material)
            return
        self._change_to(viewer)
        viewer.show_file(path)
        if place:
            viewer.show_place(place)
        if text:
            viewer.mark(text)

    def show_missing(self, material: Material) -> None:
        self._change_to(self._card)
        self._card.say(material.file_name, MISSING)

    def show_nothing(self) -> None:
        self._change_to(self._card)
        self._card.say("", "")

    def prepare(self, material: Material, path: Path) -> None:
        """Get a picture ready that will probably be looked at next."""
        if self._images is not None and material.kind is MaterialKind.IMAGE:
            self._images.prepare(path)

    def _viewer_for(self, kind: MaterialKind) -> Viewer | None:
        if kind not in self._made:
            maker = _MAKERS.get(kind)
            viewer = maker() if maker is not None else None
            self._made[kind] = viewer
            if viewer is not None:
                self._put(viewer)
        return self._made[kind]

    def _put(self, viewer: Viewer) -> None:
        viewer.outside_asked.connect(self.outside_asked)
        self.addWidget(viewer)

    def _change_to(self, viewer: Viewer) -> None:
        if self.viewer is not viewer:
            self.viewer.clear()
        self.setCurrentWidget(viewer)
