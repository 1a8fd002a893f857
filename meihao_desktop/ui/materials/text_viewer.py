"""Plain text inside the window."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import Preview, TextCoding, TextPreview
from meihao_desktop.ui import late
from meihao_desktop.ui.materials.previewed import READER, PreviewedViewer
from meihao_desktop.ui.materials.text_marks import TextMarks
from meihao_desktop.ui.materials.viewer import column, number_in
from meihao_desktop.ui.widgets.text import caption
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

CUT = "\n\n……文件较长，以下部分请在系统程序中打开查看。"


class TextViewer(PreviewedViewer):
    """A text file and the encoding it was read with, which can be chosen; a place is a line."""

    kind = MaterialKind.TEXT

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        self.text = QPlainTextEdit(content)
        self.text.setReadOnly(True)
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.text.setProperty("look", "page")
        self.text.document().setDocumentMargin(12)
        self.encoding_label = caption()
        self.coding_box = ChoiceBox()
        self.coding_box.setToolTip("文字显示为乱码时，换一种编码")
        self.coding_box.setAccessibleName("文字编码")
        for coding in TextCoding:
            self.coding_box.addItem(coding.value, coding)
        self.coding_box.activated.connect(self._read_again)
        told = QWidget(content)
        row = QHBoxLayout(told)
        row.setContentsMargins(14, 2, 4, 2)
        row.addWidget(self.encoding_label, 1)
        row.addWidget(self.coding_box)
        column(content, told, self.text)
        self._path: Path | None = None
        self._marks = TextMarks(self.text)
        super().__init__(content, self._marks, parent)

    def show_file(self, path: Path) -> None:
        self._path = path
        self.coding_box.setCurrentIndex(0)
        super().show_file(path)

    def reader(self, path: Path) -> Callable[[], Preview]:
        coding = self.coding_box.currentData()
        return partial(late.load(READER).preview, path, self.kind, coding)

    def fill(self, preview: Preview) -> None:
        if isinstance(preview, TextPreview):
            self.text.setPlainText(preview.text + (CUT if preview.is_cut else ""))
            lines = preview.text.count("\n") + 1
            more = "以上" if preview.is_cut else ""
            self.encoding_label.setText(f"编码 {preview.encoding} · {lines} 行{more}")

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

    def _read_again(self) -> None:
        """The same file with the encoding that was chosen."""
        if self._path is not None:
            super().show_file(self._path)
