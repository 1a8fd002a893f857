"""One calm sentence at the foot of the window that goes away by itself."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from meihao_desktop.ui import colours, theme

SHOWN_MS = 6000
PAD_ACROSS, PAD_DOWN = 20, 10


class Toast(QLabel):
    """Lies over the window, takes no room and no clicks."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.setObjectName("toast")
        self.setWordWrap(True)
        self.setIndent(0)  # Qt would indent by half a letter, and the last word wraps
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setStyleSheet(
            f"#toast {{ background: {colours.INK}; color: {colours.SURFACE};"
            f" border-radius: 8px; padding: 0 {PAD_ACROSS}px; }}"
        )
        self.hide()
        window.installEventFilter(self)

    def say(self, sentence: str) -> None:
        """Show a sentence for a while; an empty one clears it."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
        self._place()
        self.raise_()
        self._timer.start(SHOWN_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self._window
        metrics = theme.metrics()
        line = self.fontMetrics().horizontalAdvance(self.text()) + 2 * PAD_ACROSS + 4
        width = min(line, window.width() - 4 * metrics.unit)
        inner = QRect(0, 0, width - 2 * PAD_ACROSS, window.height())
        words = self.fontMetrics().boundingRect(inner, Qt.TextFlag.TextWordWrap, self.text())
        height = words.height() + 2 * PAD_DOWN
        top = window.height() - height - 3 * metrics.unit
        self.setGeometry((window.width() - width) // 2, top, width, height)
