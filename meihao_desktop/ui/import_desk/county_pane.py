"""One county: its estates and figures, what the checks found in it, and its versions."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget

from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import FactName, FactSource
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.submission import Submission
from meihao_desktop.operations.import_submission import CountyRow
from meihao_desktop.ui.import_desk.figures_pane import FiguresPane, Original
from meihao_desktop.ui.import_desk.plan_rows import figures, source_material
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.findings_table import FindingsTable
from meihao_desktop.ui.widgets.rows_model import RIGHT, Column
from meihao_desktop.ui.widgets.table_view import TableView

TABS = ("小区", "数据", "收件核查", "报送版本")
FileOf = Callable[[Material], Path]


class CountyPane(QTabWidget):
    """Four tables of the county that was chosen; the receipt is printed from here."""

    receipt_asked = Signal(str)

    def __init__(self, file_of: FileOf) -> None:
        super().__init__()
        self._file_of = file_of
        self._county = ""
        self._estates = TableView(_estate_columns())
        self.figures = FiguresPane()
        self._findings = FindingsTable()
        self._versions = TableView(_version_columns())
        self.addTab(self._estates, "小区")
        self.addTab(self.figures, "数据")
        self.addTab(self._findings, "收件核查")
        self.addTab(self._versions, "报送版本")
        self.setCornerWidget(
            buttons.quiet("收件回执", lambda: self.receipt_asked.emit(self._county), "print")
        )

    def show_county(self, row: CountyRow) -> None:
        self._county = row.county.id
        self._estates.show_rows(row.estates)
        self._findings.show_findings(row.findings)
        self._versions.show_rows(row.versions)
        own = (material for estate in row.estates for material in estate.materials)
        materials = (*own, *row.latest.shared_materials)
        count = self.figures.show_rows(figures(row.estates), partial(self._original, materials))
        counts = (len(row.estates), count, len(row.findings), len(row.versions))
        for at, (name, number) in enumerate(zip(TABS, counts, strict=True)):
            self.setTabText(at, f"{name} {number}")

    def _original(self, materials: tuple[Material, ...], source: FactSource) -> Original | None:
        """The kept file in which a figure stood."""
        material = source_material(materials, source)
        return (material, self._file_of(material)) if material is not None else None


def _estate_columns() -> list[Column]:
    return [
        Column(heading="小区", text=lambda estate: estate.name, width=7, hint=lambda e: e.id),
        Column(heading="申报表", text=_form_text, width=3),
        Column(
            heading="材料", text=lambda estate: str(len(estate.materials)), width=2, align=RIGHT
        ),
        Column(heading="建筑面积", text=_fact(FactName.FLOOR_AREA), width=5, align=RIGHT),
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
