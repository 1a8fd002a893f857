"""All viewers of a window, each made when the first material of its kind is opened."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QWidget

from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.ui import late
from meihao_desktop.ui.materials.card_viewer import CardViewer
from meihao_desktop.ui.materials.document_viewer import DocumentViewer
from meihao_desktop.ui.materials.facts_viewer import FactsViewer
from meihao_desktop.ui.materials.image_viewer import ImageViewer
from meihao_desktop.ui.materials.text_viewer import TextViewer
from meihao_desktop.ui.materials.viewer import Viewer
from meihao_desktop.ui.materials.workbook_viewer import WorkbookViewer

PDF_VIEWER = "meihao_desktop.ui.materials.pdf_viewer"


def _pdf_viewer() -> Viewer:
    return late.load(PDF_VIEWER).PdfViewer()


_MAKERS: dict[MaterialKind, Callable[[], Viewer]] = {
    MaterialKind.PDF: _pdf_viewer,
    MaterialKind.IMAGE: ImageViewer,
    MaterialKind.WORD: DocumentViewer,
    MaterialKind.WORKBOOK: WorkbookViewer,
    MaterialKind.TEXT: TextViewer,
}


class ViewerShelf(QStackedWidget):
    """Keeps one viewer of each kind and shows the right one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = FactsViewer()
        self._card = CardViewer()
        self._made: dict[MaterialKind, Viewer] = {}
        self.addWidget(self._facts)
        self.addWidget(self._card)

    @property
    def viewer(self) -> Viewer:
        """The viewer in view."""
        current = self.currentWidget()
        assert isinstance(current, Viewer)  # noqa: S101 - nothing else is ever added
        return current

    def show_facts(self, estate: Estate) -> None:
        self._change_to(self._facts)
        self._facts.show_estate(estate)

    def show_material(self, material: Material, path: Path, place: str = "") -> None:
        """Open the file; a place is gone to as soon as it is there."""
        if material.kind not in _MAKERS:
            self._change_to(self._card)
            self._card.show_material(material)
            return
        viewer = self._viewer_for(material.kind)
        self._change_to(viewer)
        viewer.show_file(path)
        if place:
            viewer.show_place(place)

    def show_missing(self, material: Material) -> None:
        self._change_to(self._card)
        self._card.say(
            material.file_name, "这份材料的文件不在评审目录中，请联系秘书从备份中恢复或重新收件。"
        )

    def show_nothing(self) -> None:
        self._change_to(self._card)
        self._card.say("", "")

    def prepare(self, material: Material, path: Path) -> None:
        """Get a picture ready that will probably be looked at next."""
        viewer = self._made.get(material.kind)
        if isinstance(viewer, ImageViewer):
            viewer.prepare(path)

    def _viewer_for(self, kind: MaterialKind) -> Viewer:
        if kind not in self._made:
            viewer = _MAKERS[kind]()
            self._made[kind] = viewer
            self.addWidget(viewer)
        return self._made[kind]

    def _change_to(self, viewer: Viewer) -> None:
        if self.viewer is not viewer:
            self.viewer.clear()
        self.setCurrentWidget(viewer)
