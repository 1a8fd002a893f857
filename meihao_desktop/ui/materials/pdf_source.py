"""One open pdf with its renderer; let go only when nothing is being drawn from it any more."""

from pathlib import Path

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions, QPdfPageRenderer

_ROTATION = QPdfDocumentRenderOptions.Rotation
_TURNS = (_ROTATION.None_, _ROTATION.Clockwise90, _ROTATION.Clockwise180, _ROTATION.Clockwise270)

PageKey = tuple[int, int, int, int]  # page, width, height, quarter turns


class PdfSource(QObject):
    """Draws pages in Qt's own thread.

    Closing a document while one of its pages is drawn would crash, and waiting would freeze the
    window. So a source that is no longer wanted is retired: it stays until it is idle. The
    renderer is made before the document, because Qt destroys children in the order of their birth.
    """

    drawn = Signal(object, object)  # PageKey, QImage

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self.document = QPdfDocument(self)
        self._renderer.setDocument(self.document)
        self._renderer.pageRendered.connect(self._take)
        self._asked: set[PageKey] = set()
        self._is_retired = False

    def open(self, path: Path) -> QPdfDocument.Error:
        return self.document.load(str(path))

    def ask_for(self, key: PageKey) -> None:
        """Draw a page at a size, unless that is under way already."""
        if key in self._asked or self.document.status() is not QPdfDocument.Status.Ready:
            return
        page, width, height, turns = key
        options = QPdfDocumentRenderOptions()
        options.setRotation(_TURNS[turns])
        self._asked.add(key)
        self._renderer.requestPage(page, QSize(width, height), options)

    def retire(self) -> None:
        """No longer wanted; it goes as soon as its last page is drawn."""
        self._is_retired = True
        if not self._asked:
            self.deleteLater()

    def has_text(self, page: int) -> bool:
        return bool(self.document.getAllText(page).text().strip())

    def _take(
        self, page: int, size: QSize, image: QImage, options: QPdfDocumentRenderOptions, _id: int
    ) -> None:
        key = (page, size.width(), size.height(), _TURNS.index(options.rotation()))
        self._asked.discard(key)
        if not self._is_retired:
            self.drawn.emit(key, image)
        elif not self._asked:
            self.deleteLater()


def is_one_colour(image: QImage) -> bool:
    """Whether nothing was drawn on the page at all."""
    pixels = bytes(image.constBits())
    return pixels == pixels[:4] * (len(pixels) // 4)
