"""How the panes share the room: the first three beside each other where it is wide, else tabs."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.ranking_desk.places_pane import PlacesPane

WIDE, HIGH = 56, 24
NAMES = ("名次", "说明", "分布")


class PaneRoom(QWidget):
    """Wide and high: places over the chart, the explanation at the right. Otherwise: tabs.

    ``more`` are the pages of advice, by their names; they have tabs of their own in any case.
    """

    def __init__(
        self, places: PlacesPane, reasons: QWidget, chart: QWidget, more: Mapping[str, QWidget]
    ) -> None:
        super().__init__()
        self._places = places
        self._panes: tuple[QWidget, ...] = (places, reasons, chart)
        self._more = dict(more)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._left = QSplitter(Qt.Orientation.Vertical)
        self._whole = QSplitter(Qt.Orientation.Horizontal)
        self._is_wide: bool | None = None
        for splitter in (self._left, self._whole):
            splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tabs)
        self._whole.addWidget(self._left)
        for at in range(len(NAMES) + len(self._more)):
            key = QShortcut(QKeySequence(f"Ctrl+{at + 1}"), self)
            key.activated.connect(partial(self.show_pane, at))
        theme.follow(self._arrange)

    @property
    def is_wide(self) -> bool:
        return bool(self._is_wide)

    def show_places(self) -> None:
        self.show_pane(0)

    def show_pane(self, at: int) -> None:
        """The pane of this number, whether it has a tab of its own or not."""
        beside = len(NAMES) - 1 if self.is_wide else 0
        self._tabs.setCurrentIndex(max(0, at - beside))
        if at == 0:
            self._places.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        text = theme.metrics().text
        is_wide = self.width() >= WIDE * text and self.height() >= HIGH * text
        if is_wide is self._is_wide:
            return
        self._is_wide = is_wide
        current = self._tabs.currentWidget()
        self._tabs.clear()
        places, reasons, chart = self._panes
        if is_wide:
            self._left.addWidget(places)
            self._left.addWidget(chart)
            self._whole.addWidget(reasons)
            self._left.setSizes([520, 480])
            self._whole.setSizes([640, 360])
            self._tabs.addTab(self._whole, NAMES[0])
            for pane in (*self._panes, self._whole):
                pane.show()
        else:
            for name, pane in zip(NAMES, self._panes, strict=True):
                self._tabs.addTab(pane, name)
            self._whole.setParent(self)
            self._whole.hide()
        for name, pane in self._more.items():
            self._tabs.addTab(pane, name)
        self._tabs.setCurrentIndex(max(0, self._tabs.indexOf(current)))
