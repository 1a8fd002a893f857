"""The bar above the materials: what is open, and the ways to the others."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.steady_label import SteadyLabel

ONE_LINE_CHARACTERS = 28  # from this width on the name stands between the buttons
LEAST_CHARACTERS = 15  # below it the list tells its number alone


class PaneBar(QFrame):
    """Its buttons never take the focus from the points; a narrow bar has two lines."""

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
        self._count = 0
        self._has_two_lines = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 2, 4, 2)
        self._grid.setSpacing(2)
        self._grid.setColumnStretch(1, 1)
        for at, part in enumerate((
            self.list_button, self.name_label, self._previous, self._next, self.film_button,
            self.search_button, self._outside,
        )):  # fmt: skip
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._grid.addWidget(part, 0, at)
        theme.follow(self._arrange)

    def show_counts(self, materials: int, photos: int) -> None:
        """How many files the estate has; a strip of photos needs a photo."""
        self._count = materials
        self._arrange()
        self.film_button.setEnabled(photos > 0)
        self.film_button.setToolTip(f"照片条（{photos} 张照片）" if photos else "没有照片")

    def show_entry(self, name: str, *, at: int, count: int, is_file: bool) -> None:
        """What is open, and whether there is something before and after it."""
        self.name_label.show_text(name)
        self._previous.setEnabled(at > 0)
        self._next.setEnabled(at < count - 1)
        self._outside.setEnabled(is_file)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """A name is read whole: where the buttons leave too little room it has its own line."""
        text = theme.metrics().text
        is_slim = self.width() < LEAST_CHARACTERS * text
        self.list_button.setText(str(self._count) if is_slim else f"材料 {self._count}")
        self.list_button.setAccessibleName(f"材料 {self._count} 份")
        has_two_lines = self.width() < ONE_LINE_CHARACTERS * text
        if has_two_lines == self._has_two_lines:
            return
        self._has_two_lines = has_two_lines
        self._grid.removeWidget(self.name_label)
        if has_two_lines:
            self._grid.addWidget(self.name_label, 1, 0, 1, self._grid.columnCount())
        else:
            self._grid.addWidget(self.name_label, 0, 1)
        self.name_label.setContentsMargins(*((14, 0, 10, 6) if has_two_lines else (0, 0, 0, 0)))
