"""The bar above the materials: what is open, and the ways to the others."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.steady_label import SteadyLabel


class PaneBar(QFrame):
    """Its buttons never take the focus from the points."""

    list_asked = Signal()
    search_asked = Signal()
    film_asked = Signal()
    stepped = Signal(int)
    outside_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("area", "bar")
        self.list_button = buttons.quiet("材料", self.list_asked.emit, "list")
        self.name_label = SteadyLabel()
        self.search_button = buttons.icon_only(
            "search", "在全部材料的文字中查找（Ctrl+Shift+F）", self.search_asked.emit
        )
        self.film_button = buttons.icon_only("film", "照片条", self.film_asked.emit)
        self.film_button.setCheckable(True)
        self._previous = buttons.icon_only("left", "上一份材料", lambda: self.stepped.emit(-1))
        self._next = buttons.icon_only("right", "下一份材料", lambda: self.stepped.emit(1))
        self._outside = buttons.icon_only("outside", "在系统程序中打开", self.outside_asked.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(2)
        for part in (
            self.list_button, self.name_label, self._previous, self._next, self.film_button,
            self.search_button, self._outside,
        ):  # fmt: skip
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(part, 1 if part is self.name_label else 0)

    def show_counts(self, materials: int, photos: int) -> None:
        """How many files the estate has; a strip of photos needs a photo."""
        self.list_button.setText(f"材料 {materials}")
        self.film_button.setEnabled(photos > 0)
        self.film_button.setToolTip(f"照片条（{photos} 张照片）" if photos else "没有照片")

    def show_entry(self, name: str, *, at: int, count: int, is_file: bool) -> None:
        """What is open, and whether there is something before and after it."""
        self.name_label.show_text(name)
        self._previous.setEnabled(at > 0)
        self._next.setEnabled(at < count - 1)
        self._outside.setEnabled(is_file)
