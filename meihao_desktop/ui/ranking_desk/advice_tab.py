"""One page of advice: how to read it above, the chart below, made when it is first looked at."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.operations.advise import AdviceDesk
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui import theme
from meihao_desktop.ui.ranking_desk.picture_request import PictureRequest
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import caption

Read = Callable[[], AdviceDesk | None]


class AdviceTab(QWidget):
    """``picture_asked`` carries what is to be saved, ``print_asked`` the paper that shows it."""

    picture_asked = Signal(object)
    print_asked = Signal(object)
    paper = Paper.ADVICE

    def __init__(self, title: str, read: Read) -> None:
        super().__init__()
        self._title = title
        self._read = read
        self._is_outdated = True
        self.chart: Any = None
        self.head = QHBoxLayout()
        self._key = caption()
        self._save = buttons.quiet("保存图片", self._ask_picture, "image")
        self._print = buttons.quiet(f"打印{self.paper.label}", self._ask_paper, "print")
        self._room = QWidget()
        self._column = QVBoxLayout(self)
        self._lay_out()

    def make_chart(self) -> QWidget:
        """The widget that draws; anything heavy is imported here."""
        raise NotImplementedError

    def show_desk(self, desk: AdviceDesk) -> str:
        """Show it, and answer with how to read it."""
        raise NotImplementedError

    def outdate(self) -> None:
        """Read anew, at once where it is in view."""
        self._is_outdated = True
        if self.isVisible():
            self._show_soon()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_soon()

    def show_now(self) -> None:
        """Make what is missing and show what has changed."""
        if not self._is_outdated:
            return
        desk = self._read()
        if desk is None:
            return
        self._is_outdated = False
        if self.chart is None:
            self.chart = self.make_chart()
            self._column.replaceWidget(self._room, self.chart)
            self._room.deleteLater()
        self._print.setVisible(desk.may_print)
        self._key.setText(self.show_desk(desk))

    def _show_soon(self) -> None:
        QTimer.singleShot(0, self, self.show_now)

    def _ask_picture(self) -> None:
        if self.chart is not None:
            request = PictureRequest(chart=self.chart, title=self.full_title, key=self._key.text())
            self.picture_asked.emit(request)

    def _ask_paper(self) -> None:
        self.print_asked.emit(self.paper)

    @property
    def full_title(self) -> str:
        """What the picture is called."""
        return self._title

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self.head.setSpacing(unit)
        self.head.addWidget(self._key, 1)
        self.head.addWidget(self._save)
        self.head.addWidget(self._print)
        self._column.setContentsMargins(0, unit, 0, 0)
        self._column.setSpacing(unit)
        self._column.addLayout(self.head)
        self._column.addWidget(self._room, 1)
