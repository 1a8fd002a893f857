"""The archive desk: the finished round into one folder, and the check of others' files."""

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from meihao_desktop.operations.context import Context
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.archive_desk.archive_acts import ArchiveActs
from meihao_desktop.ui.archive_desk.archive_pane import ArchivePane
from meihao_desktop.ui.archive_desk.check_pane import CheckPane
from meihao_desktop.ui.page import HeavyPage, Services


class ArchivePage(HeavyPage):
    """One tab for each way to use it."""

    def __init__(self, context: Context, announcer: Announcer, services: Services) -> None:
        super().__init__("归档台")
        self.archive_pane = ArchivePane()
        self.check_pane = CheckPane(context)
        self.acts = ArchiveActs(context, announcer, services, self.archive_pane)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._panes: tuple[tuple[str, str, QWidget], ...] = (
            ("archive", "归档", self.archive_pane),
            ("check", "核验文件", self.check_pane),
        )
        for at, (_, label, pane) in enumerate(self._panes):
            self._tabs.addTab(pane, label)
            key = QShortcut(QKeySequence(f"Ctrl+{at + 1}"), self)
            key.activated.connect(partial(self._tabs.setCurrentIndex, at))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tabs)
        self.show_snapshot()

    def show_target(self, target: str) -> None:
        """``archive`` or ``check``."""
        for name, _, pane in self._panes:
            if name == target:
                self._tabs.setCurrentWidget(pane)

    def show_snapshot(self) -> None:
        self.acts.refresh()
        self.check_pane.refresh()

    def hindrance(self) -> str:
        return "正在归档，请等它写完或先停止。" if self.archive_pane.work.is_busy else ""

    def keys(self) -> tuple[tuple[str, str], ...]:
        return (("Ctrl+1", "归档"), ("Ctrl+2", "核验文件"))
