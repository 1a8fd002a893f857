"""The bar with which a text is looked for inside one file; every viewer that can search has it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import caption

PAUSE_MS = 200  # after the last key before the search begins
NOTHING = "没有找到"


class FindBar(QFrame):
    """A field, the place among all hits, and the ways on, back and out; hidden until asked for."""

    sought = Signal(str)
    next_asked = Signal()
    previous_asked = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "bar")
        self._sought = ""
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("在本文件中查找")
        self.count_label = caption()
        self.count_label.setWordWrap(False)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._seek)
        self.field.textChanged.connect(lambda _text: self._soon.start())
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 2, 4, 2)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.count_label)
        for name, hint, signal in (
            ("up", "上一处（Shift+回车）", self.previous_asked),
            ("down", "下一处（回车）", self.next_asked),
            ("close", "关闭查找（Esc）", None),
        ):
            button = buttons.icon_only(name, hint, signal.emit if signal else self.close_bar)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)

    def open_bar(self) -> None:
        """Show the bar and let the person type."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_bar(self) -> None:
        """Hide the bar; the marks of the text are to go with it."""
        self._soon.stop()
        self._sought = ""
        self.hide()
        self.closed.emit()

    def show_text(self, text: str) -> None:
        """A text that is sought already, as when a hit elsewhere led to this file."""
        self.field.setText(text)
        self._soon.stop()
        self._sought = text
        self.setVisible(bool(text))

    def show_count(self, at: int, count: int) -> None:
        """Which of so many hits is in view, from 0; a count of 0 says that there is none."""
        is_seeking = bool(self._sought.strip())
        shown = f"{at + 1} / {count}" if count else NOTHING
        self.count_label.setText(shown if is_seeking else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter(is_back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def _enter(self, *, is_back: bool) -> None:
        """Enter seeks a text that was just typed, and goes on in one sought before."""
        if self.field.text() != self._sought:
            self._seek()
        elif is_back:
            self.previous_asked.emit()
        else:
            self.next_asked.emit()

    def _seek(self) -> None:
        self._soon.stop()
        if self.field.text() == self._sought:
            return
        self._sought = self.field.text()
        self.sought.emit(self._sought)
