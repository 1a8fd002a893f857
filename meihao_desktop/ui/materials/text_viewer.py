"""Plain text inside the window."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import Preview, TextPreview
from meihao_desktop.ui.materials.previewed import PreviewedViewer
from meihao_desktop.ui.materials.text_marks import TextMarks
from meihao_desktop.ui.materials.viewer import column, number_in
from meihao_desktop.ui.widgets.text import caption

CUT = "\n\n……文件较长，以下部分请在系统程序中打开查看。"


class TextViewer(PreviewedViewer):
    """A text file and the encoding it was read with; a place is a line."""

    kind = MaterialKind.TEXT

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        self.text = QPlainTextEdit(content)
        self.text.setReadOnly(True)
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.encoding_label = caption()
        self.encoding_label.setContentsMargins(12, 4, 12, 4)
        column(content, self.encoding_label, self.text)
        self._marks = TextMarks(self.text)
        super().__init__(content, self._marks, parent)

    def fill(self, preview: Preview) -> None:
        if isinstance(preview, TextPreview):
            self.text.setPlainText(preview.text + (CUT if preview.is_cut else ""))
            lines = preview.text.count("\n") + 1
            more = "以上" if preview.is_cut else ""
            self.encoding_label.setText(f"编码 {preview.encoding.upper()} · {lines} 行{more}")

    def empty(self) -> None:
        self._marks.clear()
        self.text.clear()
        self.encoding_label.clear()

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
