"""How the three panes share the room: beside each other where it is wide, else behind tabs."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.ranking_desk.places_pane import PlacesPane

WIDE, HIGH = 56, 24
NAMES = ("名次", "说明", "图示")


class PaneRoom(QWidget):
    """Wide and high: places over the chart, the explanation at the right. Otherwise: tabs."""

    def __init__(self, places: PlacesPane, reasons: QWidget, chart: QWidget) -> None:
        super().__init__()
        self._places = places
        self._panes: tuple[QWidget, ...] = (places, reasons, chart)
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
        column.addWidget(self._whole)
        self._whole.addWidget(self._left)
        for at in range(len(NAMES)):
            key = QShortcut(QKeySequence(f"Ctrl+{at + 1}"), self)
            key.activated.connect(partial(self.show_pane, at))
        theme.follow(self._arrange)

    @property
    def is_wide(self) -> bool:
        return bool(self._is_wide)

    def show_places(self) -> None:
        self.show_pane(0)

    def show_pane(self, at: int) -> None:
        if not self.is_wide:
            self._tabs.setCurrentIndex(at)
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
        self._tabs.setVisible(not is_wide)
        self._whole.setVisible(is_wide)
        places, reasons, chart = self._panes
        if is_wide:
            self._left.addWidget(places)
            self._left.addWidget(chart)
            self._whole.addWidget(reasons)
            self._left.setSizes([520, 480])
            self._whole.setSizes([640, 360])
        else:
            for name, pane in zip(NAMES, self._panes, strict=True):
                self._tabs.addTab(pane, name)
        for pane in self._panes:
            pane.setVisible(is_wide or pane is self._tabs.currentWidget())
