"""The drawn pages of the pdf in view, kept for a while, and which of them only look blank."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument

from meihao_desktop.ui.materials.image_store import ImageStore
from meihao_desktop.ui.materials.pdf_source import PageKey, PdfSource, is_one_colour

KEPT_BYTES = 96 * 2**20


class PdfPages(QObject):
    """One document at a time; ``drawn`` tells that another page can be painted."""

    drawn = Signal()
    blank_found = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._images = ImageStore(KEPT_BYTES)
        self._source = self._new_source()
        self.blank: set[int] = set()

    @property
    def document(self) -> QPdfDocument:
        return self._source.document

    def open(self, path: Path) -> QPdfDocument.Error:
        self.close()
        return self._source.open(path)

    def close(self) -> None:
        """Let go of the document; one that is being drawn goes by itself when it is done."""
        self._images.clear()
        self.blank.clear()
        self._source.retire()
        self._source = self._new_source()

    def image(self, key: PageKey) -> QImage | None:
        return self._images.get(key)

    def ask_for(self, keys: Iterable[PageKey]) -> None:
        for key in keys:
            if key not in self._images:
                self._source.ask_for(key)

    def _new_source(self) -> PdfSource:
        source = PdfSource(self)
        source.drawn.connect(self._take_page)
        return source

    def _take_page(self, key: PageKey, image: QImage) -> None:
        if image.isNull() or self.sender() is not self._source:
            return
        page = key[0]
        self._images.keep(key, image)
        if page not in self.blank and is_one_colour(image) and self._source.has_text(page):
            self.blank.add(page)
            self.blank_found.emit(page)
        self.drawn.emit()
