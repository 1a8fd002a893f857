"""核验文件 without a round: opened from the start window."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from meihao_desktop.ui.archive_desk.check_pane import CheckPane

SHARE = 0.9


class CheckDialog(QDialog):
    """The pane in a window of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("核验文件")
        self.setObjectName("page")
        self.pane = CheckPane()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        room = self.screen().availableSize()
        self.resize(min(1100, round(room.width() * SHARE)), min(760, round(room.height() * SHARE)))


def show_check(parent: QWidget | None) -> None:
    """Open it over the start window until it is closed."""
    dialog = CheckDialog(parent)
    dialog.exec()
    dialog.deleteLater()
