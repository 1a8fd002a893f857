"""Word documents inside the window, as text with headings and tables."""

from typing import Any

from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import HtmlPreview, Preview
from meihao_desktop.ui.materials.previewed import PreviewedViewer
from meihao_desktop.ui.materials.text_marks import TextMarks
from meihao_desktop.ui.materials.viewer import number_in

STYLE = """
body { line-height: 112%; }
table { border-collapse: collapse; }
td, th { border: 1px solid #8B8F8A; padding: 4px 8px; }
p { margin: 4px 0; }
h1, h2, h3 { font-size: large; }
"""


class ClosedBrowser(QTextBrowser):
    """Shows html and loads nothing from outside it: no file, no link, no picture by address."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setProperty("look", "page")
        self.document().setDefaultStyleSheet(STYLE)
        self.document().setDocumentMargin(14)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ANN401 - as Qt declares it
        return super().loadResource(kind, name) if QUrl(name).scheme() == "data" else None


class DocumentViewer(PreviewedViewer):
    """A Word document; a place is a paragraph."""

    kind = MaterialKind.WORD

    def __init__(self, parent: QWidget | None = None) -> None:
        self.browser = ClosedBrowser()
        self._marks = TextMarks(self.browser)
        super().__init__(self.browser, self._marks, parent)

    def fill(self, preview: Preview) -> None:
        if isinstance(preview, HtmlPreview):
            self.browser.setHtml(preview.html)

    def empty(self) -> None:
        self._marks.clear()
        self.browser.clear()

    def place(self) -> str:
        if self.browser.document().isEmpty():
            return ""
        return f"第 {self.browser.cursorForPosition(QPoint(4, 4)).blockNumber() + 1} 段"

    def show_now(self, place: str) -> None:
        number = number_in(place)
        if number is None:
            return
        document = self.browser.document()
        block = document.findBlockByNumber(number - 1)
        self.browser.setTextCursor(QTextCursor(block))
        top = document.documentLayout().blockBoundingRect(block).top()
        self.browser.verticalScrollBar().setValue(round(top))
