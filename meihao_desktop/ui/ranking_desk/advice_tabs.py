"""The pages of advice: matrix, severity, place intervals, and the profile of one estate."""

from typing import Any

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.operations.advise import AdviceDesk
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui import late
from meihao_desktop.ui.ranking_desk.advice_tab import AdviceTab, Read
from meihao_desktop.ui.ranking_desk.advice_values import (
    interval_values,
    profile_values,
    severity_values,
)
from meihao_desktop.ui.ranking_desk.heat_map import HeatMap
from meihao_desktop.ui.ranking_desk.matrix_values import Way, matrix_values
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox


def _range_chart() -> Any:  # noqa: ANN401 - its module comes later than this one
    return late.load("meihao_desktop.ui.ranking_desk.range_chart").RangeChart()


class MatrixTab(AdviceTab):
    """Every total, or every deviation, in its cell; on paper that is the table of all totals."""

    paper = Paper.TALLY

    def __init__(self, read: Read) -> None:
        super().__init__("得分矩阵", read)
        self.way = ChoiceBox()
        self.way.addItems([way.value for way in Way])
        self.way.setAccessibleName("格子里的数字")
        self.way.currentIndexChanged.connect(self.outdate)
        self.head.insertWidget(0, self.way)

    def make_chart(self) -> QWidget:
        return HeatMap()

    def show_desk(self, desk: AdviceDesk) -> str:
        way = list(Way)[self.way.currentIndex()]
        matrix = matrix_values(desk, way)
        self.chart.show_values(matrix, is_diverging=way is Way.DEVIATIONS)
        return matrix.key

    @property
    def full_title(self) -> str:
        return f"得分矩阵（{self.way.currentText()}）"


class SeverityTab(AdviceTab):
    """Who gives more or less than the others for the same estates."""

    def __init__(self, read: Read) -> None:
        super().__init__("各专家的宽严", read)

    def make_chart(self) -> QWidget:
        return _range_chart()

    def show_desk(self, desk: AdviceDesk) -> str:
        values = severity_values(desk)
        self.chart.show_values(values)
        if not values.rows:
            return "专家之间没有评过相同的小区，无法比较宽严。"
        return values.key


class IntervalsTab(AdviceTab):
    """How far each place would move with another panel of the same kind."""

    def __init__(self, read: Read) -> None:
        super().__init__("名次区间", read)

    def make_chart(self) -> QWidget:
        return _range_chart()

    def show_desk(self, desk: AdviceDesk) -> str:
        values = interval_values(desk)
        self.chart.show_values(values)
        return f"{values.key}　抽取种子 {desk.advice.seed}"


class ProfileTab(AdviceTab):
    """The sections of one estate beside the mean of all."""

    def __init__(self, read: Read) -> None:
        super().__init__("小区剖面", read)
        self._wanted = ""
        self.estate = ChoiceBox()
        self.estate.setAccessibleName("看哪个小区")
        self.estate.currentIndexChanged.connect(self.outdate)
        self.head.insertWidget(0, self.estate)

    def make_chart(self) -> QWidget:
        return _range_chart()

    def show_desk(self, desk: AdviceDesk) -> str:
        self._show_estates(desk)
        chosen = self.estate.currentData()
        values = profile_values(desk, EstateId(chosen or ""))
        self.chart.show_values(values)
        return values.key

    @property
    def full_title(self) -> str:
        return f"小区剖面 {self.estate.currentText()}"

    def choose(self, estate: str) -> None:
        """The estate under the cursor of the places."""
        at = self.estate.findData(estate)
        if at >= 0:
            self.estate.setCurrentIndex(at)
        self._wanted = estate

    def _show_estates(self, desk: AdviceDesk) -> None:
        """Keep the chosen one where the order of the places has changed."""
        placings = desk.standing.ranking.placings
        names = [(f"{p.place}　{desk.dossier.estate_name(p.entry)}", p.entry) for p in placings]
        known = [
            (self.estate.itemText(at), self.estate.itemData(at))
            for at in range(self.estate.count())
        ]
        if names == known:
            return
        chosen = self.estate.currentData() or self._wanted
        self.estate.blockSignals(True)
        self.estate.clear()
        for name, entry in names:
            self.estate.addItem(name, entry)
        self.estate.setCurrentIndex(max(0, self.estate.findData(chosen)))
        self.estate.blockSignals(False)
