"""Names and values in two columns, as on a cover sheet; values wrap and can be copied."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.text import body, soft


class FactTable(QWidget):
    """Rows of (name, value) or (name, value, note); an empty value is shown as a dash."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.metrics().unit * 2)
        self._grid.setVerticalSpacing(theme.metrics().unit // 2)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[tuple[str, ...]]) -> None:
        """Show other rows; labels already there are used again."""
        for at, (name, value, *rest) in enumerate(facts):
            text = value or "—"
            note = f"（{rest[0]}）" if rest and rest[0] else ""
            self._label(at, 0).setText(name)
            self._label(at, 1).setText(f"{text}{note}")
        for at in range(self._grid.count() // 2):
            for column in (0, 1):
                self._label(at, column).setVisible(at < len(facts))

    @property
    def name_width(self) -> int:
        """How wide the longest name is."""
        names = (self._label(at, 0) for at in range(self._grid.count() // 2))
        return max((name.sizeHint().width() for name in names), default=0)

    def keep_names_wide(self, width: int) -> None:
        """Let the values begin where those of another table do."""
        self._grid.setColumnMinimumWidth(0, width)

    def _label(self, row: int, column: int) -> QLabel:
        item = self._grid.itemAtPosition(row, column)
        known = item.widget() if item else None
        if isinstance(known, QLabel):
            return known
        label = body() if column else soft()
        if column:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        else:
            label.setWordWrap(False)
        self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        return label
