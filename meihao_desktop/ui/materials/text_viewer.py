"""Plain text inside the window."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import Preview, TextPreview
from meihao_desktop.ui.materials.previewed import PreviewedViewer
from meihao_desktop.ui.materials.viewer import number_in


class TextViewer(PreviewedViewer):
    """A text file; a place is a line."""

    kind = MaterialKind.TEXT

    def __init__(self, parent: QWidget | None = None) -> None:
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        super().__init__(self.text, parent)

    def fill(self, preview: Preview) -> None:
        if isinstance(preview, TextPreview):
            cut = "\n\n……文件较长，以下部分请在系统程序中打开查看。" if preview.is_cut else ""
            self.text.setPlainText(preview.text + cut)

    def empty(self) -> None:
        self.text.clear()

    def place(self) -> str:
        if self.text.document().isEmpty():
            return ""
        return f"第 {self.text.cursorForPosition(QPoint(4, 4)).blockNumber() + 1} 行"

    def show_now(self, place: str) -> None:
        line = number_in(place)
        if line is not None:
            block = self.text.document().findBlockByNumber(line - 1)
            self.text.setTextCursor(QTextCursor(block))
            self.text.verticalScrollBar().setValue(line - 1)
