"""One county: its estates, what the checks found in its materials, and its versions."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget

from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.submission import Submission
from meihao_desktop.operations.import_submission import CountyRow
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.findings_table import FindingsTable
from meihao_desktop.ui.widgets.rows_model import RIGHT, Column
from meihao_desktop.ui.widgets.table_view import TableView


class CountyPane(QTabWidget):
    """Three tables of the county that was chosen; the receipt is printed from here."""

    receipt_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._county = ""
        self._estates = TableView(_estate_columns(), lines=2)
        self._findings = FindingsTable()
        self._versions = TableView(_version_columns())
        self.addTab(self._estates, "小区")
        self.addTab(self._findings, "收件核查")
        self.addTab(self._versions, "报送版本")
        self.setCornerWidget(
            buttons.plain("收件回执", lambda: self.receipt_asked.emit(self._county), "print")
        )

    def show_county(self, row: CountyRow) -> None:
        self._county = row.county.id
        self._estates.show_rows(row.estates)
        self._findings.show_findings(row.findings)
        self._versions.show_rows(row.versions)
        self.setTabText(0, f"小区 {len(row.estates)}")
        self.setTabText(1, f"收件核查 {len(row.findings)}")
        self.setTabText(2, f"报送版本 {len(row.versions)}")


def _estate_columns() -> list[Column]:
    return [
        Column(heading="小区", text=lambda estate: estate.name, width=7, hint=lambda e: e.id),
        Column(heading="申报表", text=_form_text, width=3),
        Column(
            heading="材料", text=lambda estate: str(len(estate.materials)), width=2, align=RIGHT
        ),
        Column(heading="建筑面积", text=_fact(FactName.FLOOR_AREA), width=6, align=RIGHT),
        Column(heading="户数", text=_fact(FactName.HOUSEHOLDS), width=4, align=RIGHT),
        Column(heading="居民满意度", text=_fact(FactName.RESIDENT_SATISFACTION), width=4),
        Column(
            heading="物业服务企业",
            text=_fact(FactName.PROPERTY_COMPANY),
            hint=_fact(FactName.PROPERTY_COMPANY),
        ),
    ]


def _form_text(estate: Estate) -> str:
    return "有" if estate.application_form else "缺"


def _fact(name: FactName) -> Callable[[Estate], str]:
    return lambda estate: estate.shown(name) or "—"


def _version_columns() -> list[Column]:
    return [
        Column(heading="版本", text=lambda submission: f"第 {submission.version} 版", width=4),
        Column(heading="接收时间", text=_received_at, width=9),
        Column(heading="接收人", text=lambda submission: submission.received_by, width=4),
        Column(heading="形式", text=lambda submission: submission.container, width=7),
        Column(heading="来源", text=lambda submission: submission.source_name),
    ]


def _received_at(submission: Submission) -> str:
    return f"{submission.received_at:%Y-%m-%d %H:%M}"
