"""Tabs that ask for no more room than the one in view needs."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QTabWidget, QWidget


class Tabs(QTabWidget):
    """Qt would keep room for the largest tab, so that a page scrolled for what nobody sees."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        current = self.currentWidget()
        if current is None:
            return hint
        pages = filter(None, (self.widget(at) for at in range(self.count())))
        highest = max(page.minimumSizeHint().height() for page in pages)
        return QSize(hint.width(), hint.height() - highest + current.minimumSizeHint().height())
