"""The place of the chart: it is made when somebody first looks at it."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.operations.rank_estates import RankingDesk
from meihao_desktop.ui import late
from meihao_desktop.ui.ranking_desk.chart_values import ChartValues, chart_values
from meihao_desktop.ui.ranking_desk.picture_request import PictureRequest
from meihao_desktop.ui.widgets import buttons

TITLE = "得分分布"


class ChartPane(QWidget):
    """``picture_asked`` carries what is to be saved; ``print_asked`` asks for the whole paper."""

    picture_asked = Signal(object)
    print_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._values = ChartValues()
        self._may_print = False
        self._print: QWidget | None = None
        self.chart: Any = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_desk(self, desk: RankingDesk) -> None:
        self._values = chart_values(desk)
        self._may_print = desk.may_print
        if self.chart is not None:
            self.chart.show_values(self._values)
        if self._print is not None:
            self._print.setVisible(self._may_print)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.chart is None:
            QTimer.singleShot(0, self, self._make_chart)

    def _make_chart(self) -> None:
        if self.chart is not None:
            return
        self.chart = late.load("meihao_desktop.ui.ranking_desk.points_chart").PointsChart()
        export = buttons.quiet("保存图片", self._ask_picture, "image")
        self._print = buttons.quiet("打印参考分析", self.print_asked.emit, "print")
        for act in (export, self._print):
            self.chart.head.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        self._print.setVisible(self._may_print)
        self._column.addWidget(self.chart)
        self.chart.show_values(self._values)

    def _ask_picture(self) -> None:
        self.picture_asked.emit(PictureRequest(chart=self.chart, title=TITLE))
