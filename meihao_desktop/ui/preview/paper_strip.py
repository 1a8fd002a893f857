"""The pages of a paper that exists in memory only."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

from meihao_desktop.ui.materials.pdf_strip import PdfStrip


class PaperStrip(PdfStrip):
    """A strip of pages made from bytes; keys scroll, since it is what the dialog is about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buffer = QBuffer(self)

    def show_bytes(self, data: bytes) -> QPdfDocument.Error:
        """Show another paper from its first page."""
        self.close_document()
        self._buffer.close()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.page_changed.emit()
        return self.document.error()
