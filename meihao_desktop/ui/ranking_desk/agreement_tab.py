"""How far the experts agree, in figures with a plain reading, and each expert beside the others."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.domain.advice.advice import Advice, ExpertAdvice
from meihao_desktop.domain.advice.readings import (
    NOTHING,
    effect_text,
    line_readings,
    order_reading,
    panel_reading,
    severity_reading,
    signed,
    single_reading,
    turning_text,
)
from meihao_desktop.operations.advise import AdviceDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.ranking_desk.advice_tab import AdviceTab, Read
from meihao_desktop.ui.ranking_desk.common_rows import CommonRow, common_rows
from meihao_desktop.ui.ranking_desk.reasons_pane import WholeTable
from meihao_desktop.ui.widgets.areas import scrolled
from meihao_desktop.ui.widgets.fact_table import FactTable
from meihao_desktop.ui.widgets.rows_model import RIGHT, Column
from meihao_desktop.ui.widgets.text import body, strong

ADVISORY = "以下各项仅供了解情况，不改变得分和名次。"


class AgreementBody(QWidget):
    """Figures, sentences and the two tables, all of which scroll together."""

    def __init__(self) -> None:
        super().__init__()
        self.facts = FactTable()
        self.sentences = body()
        self.experts = WholeTable(_expert_columns())
        self.common = WholeTable(_common_columns())
        self._common_heading = strong("全部有效专家与共同专家（评过全部小区的专家）的比较")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.metrics().unit, 0)
        column.setSpacing(theme.metrics().unit)
        for table in (self.experts, self.common):
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            table.setSelectionMode(table.SelectionMode.NoSelection)
        for part in (
            self.facts, strong("名单是否稳固"), self.sentences, strong("各专家"), self.experts,
            self._common_heading, self.common,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner))

    def show_advice(self, advice: Advice, common: tuple[CommonRow, ...]) -> None:
        agreement = advice.agreement
        self.facts.show_facts(
            [
                ("排序一致", order_reading(agreement)),
                ("单个专家", single_reading(agreement)),
                ("全体均分", panel_reading(agreement)),
            ]
        )
        told = (*advice.sentences, *line_readings(advice))
        self.sentences.setText("\n".join(told) or "参加排名的小区不足两个，无从比较。")
        self.experts.show_all(advice.experts)
        self.common.show_all(common)
        for part in (self._common_heading, self.common):
            part.setVisible(bool(common))


class AgreementTab(AdviceTab):
    """Figures instead of a chart: printed, not saved as a picture."""

    def __init__(self, read: Read) -> None:
        super().__init__("一致性", read)
        self._save.hide()

    def make_chart(self) -> QWidget:
        return AgreementBody()

    def show_desk(self, desk: AdviceDesk) -> str:
        self.chart.show_advice(desk.advice, common_rows(desk))
        return ADVISORY


def _expert_columns() -> list[Column]:
    return [
        Column(heading="专家", text=lambda row: row.name, hint=lambda row: row.name),
        Column(heading="最低", text=lambda row: f"{row.lowest:.2f}", width=3, align=RIGHT),
        Column(heading="中位", text=lambda row: f"{row.middle:.2f}", width=3, align=RIGHT),
        Column(heading="最高", text=lambda row: f"{row.highest:.2f}", width=3, align=RIGHT),
        Column(heading="比其他人", text=_deviation, width=4, align=RIGHT),
        Column(heading="排序相关", text=_order, width=4, align=RIGHT),
        Column(heading="宽严", text=_severity, width=6, hint=_severity_in_full),
        Column(heading="不计其评分时", text=turning_text, width=7, hint=turning_text),
    ]


def _common_columns() -> list[Column]:
    return [
        Column(heading="小区", text=lambda row: row.name, hint=lambda row: row.name),
        Column(heading="名次", text=lambda row: row.place, width=3, align=RIGHT),
        Column(heading="得分", text=lambda row: row.points, width=4, align=RIGHT),
        Column(heading="共同专家名次", text=lambda row: row.common_place, width=6, align=RIGHT),
        Column(heading="共同专家得分", text=lambda row: row.common_points, width=6, align=RIGHT),
    ]


def _deviation(row: ExpertAdvice) -> str:
    return signed(row.bearing.mean_deviation) if row.bearing else NOTHING


def _order(row: ExpertAdvice) -> str:
    order = row.bearing.order_agreement if row.bearing else None
    return NOTHING if order is None else signed(order)


def _severity(row: ExpertAdvice) -> str:
    reading = severity_reading(row.estimate)
    return f"{reading} {signed(row.estimate.effect)}" if row.estimate else reading


def _severity_in_full(row: ExpertAdvice) -> str:
    return f"{severity_reading(row.estimate)} {effect_text(row.estimate)}"
