"""Fields under each other with their names at the left: a short form inside a dialog."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.text import soft

LABEL_CHARACTERS = 4


class FieldRows(QGridLayout):
    """Labels are equally wide in every form of a dialog, so that the fields stand in line."""

    def __init__(self) -> None:
        super().__init__()
        metrics = theme.metrics()
        self.setHorizontalSpacing(metrics.unit * 2)
        self.setVerticalSpacing(metrics.unit)
        self.setColumnMinimumWidth(0, metrics.text * LABEL_CHARACTERS)
        self.setColumnStretch(1, 1)

    def add(self, label: str, field: QWidget) -> None:
        """One more row at the end; an empty label leaves its place free."""
        row = self.rowCount()
        if label:
            words = soft(label)
            words.setWordWrap(False)
            words.setContentsMargins(0, theme.metrics().unit, 0, 0)
            self.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
            field.setAccessibleName(field.accessibleName() or label)
        self.addWidget(field, row, 1)
