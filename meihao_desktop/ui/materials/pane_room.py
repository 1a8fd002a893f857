"""How list, search, viewers and filmstrip share the room of the material pane."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.materials.viewer import column

BESIDE_CHARACTERS = 34  # from this width on the list stands beside the viewer
LIST_CHARACTERS = 15


class PaneRoom(QSplitter):
    """List or search stand beside the viewer where there is room, else in its place."""

    def __init__(self, materials: QWidget, shelf: QWidget) -> None:
        super().__init__()
        self.setChildrenCollapsible(False)
        self._list = materials
        self._side = QStackedWidget()
        self._side.addWidget(materials)
        self._viewing = QWidget()
        self._column = column(self._viewing, shelf)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._viewing)
        self.addWidget(self._stack)
        self._stack.addWidget(self._side)

    @property
    def is_wide(self) -> bool:
        return self._side.parent() is self

    def add_foot(self, foot: QWidget) -> None:
        """Below the viewers."""
        self._column.addWidget(foot)

    def add_side(self, part: QWidget) -> None:
        """Another part that takes the place of the list."""
        self._side.addWidget(part)

    def toggle(self, part: QWidget) -> None:
        """The list, or the search: shown, or the viewer alone where it was shown already."""
        if self.is_shown(part):
            self._hide_side()
        else:
            self.show_part(part)

    def show_part(self, part: QWidget) -> None:
        """This part at the side, or in place of the viewer."""
        self._side.setCurrentWidget(part)
        self._side.show()
        if not self.is_wide:
            self._stack.setCurrentWidget(self._side)

    def show_viewer(self) -> None:
        """The viewer, whatever stands beside it."""
        self._stack.setCurrentWidget(self._viewing)

    def is_shown(self, part: QWidget) -> bool:
        is_open = self.is_wide or self._stack.currentWidget() is self._side
        return is_open and not self._side.isHidden() and self._side.currentWidget() is part

    def _hide_side(self) -> None:
        if self.is_wide:
            self._side.hide()
        else:
            self.show_viewer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Side by side, or one in place of the other."""
        text = theme.metrics().text
        is_wide = self.width() >= BESIDE_CHARACTERS * text
        if is_wide == self.is_wide:
            return
        if is_wide:
            self.insertWidget(0, self._side)
            self.setSizes([LIST_CHARACTERS * text, self.width() - LIST_CHARACTERS * text])
        else:
            self._stack.addWidget(self._side)
        self.show_viewer()
        self._side.show()
