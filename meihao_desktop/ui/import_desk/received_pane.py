"""What has been received: counties above, the chosen county's estates, findings, versions below."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.finding import Severity
from meihao_desktop.domain.submission import Submission
from meihao_desktop.operations.import_submission import CountyRow, ImportDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.import_desk.sizes import size_text
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import EmptyState, Notice, SectionHeader
from meihao_desktop.ui.widgets.findings_table import FindingsTable
from meihao_desktop.ui.widgets.rows_model import RIGHT, Column, Mark
from meihao_desktop.ui.widgets.table_view import TableView

EMPTY = "还没有收到报送材料。插入县里的 U 盘，选择其中的文件夹或压缩包，也可以直接拖到这里。"
LOCKED = "评审已封存，不能再接收材料；如确需补收，请由组长和监督员退回到收件阶段。"


class ReceivedPane(QWidget):
    """Counties and, under them, the chosen one; asks the page for a source or a receipt."""

    folder_asked = Signal()
    archive_asked = Signal()
    receipt_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.may_accept = False
        self._header = SectionHeader("收件", " ")
        self._folder = buttons.primary("导入文件夹", self.folder_asked.emit, "folder")
        self._archive = buttons.plain("导入压缩包", self.archive_asked.emit, "document")
        self._locked = Notice(Tone.NOTE, "lock")
        self._counties = TableView(_county_columns())
        self._estates = TableView(_estate_columns(), lines=2)
        self._findings = FindingsTable()
        self._versions = TableView(_version_columns())
        self._receipt = buttons.plain("收件回执", self._ask_receipt, "print")
        self._tabs = QTabWidget()
        self._stack = QStackedWidget()
        self._counties.chosen.connect(self._show_county)
        self._lay_out()

    def show_desk(self, desk: ImportDesk) -> None:
        self.may_accept = desk.may_accept
        self._folder.setEnabled(desk.may_accept)
        self._archive.setEnabled(desk.may_accept)
        self._locked.say("" if desk.may_accept else LOCKED)
        self._header.say(
            "收件", f"已收 {len(desk.rows)} 个县（市、区），{desk.estate_count} 个小区"
        )
        self._stack.setCurrentIndex(1 if desk.rows else 0)
        self._counties.show_rows(desk.rows)
        if self._counties.current is not None:
            self._show_county(self._counties.current)

    def choose(self, target: str) -> None:
        """Bring the county with this id, or of this estate, into view."""
        self._counties.choose(lambda row: target.split("-", maxsplit=1)[0] == row.county.id)

    def _show_county(self, row: CountyRow) -> None:
        self._estates.show_rows(row.estates)
        self._findings.show_findings(row.findings)
        self._versions.show_rows(row.versions)
        self._tabs.setTabText(0, f"小区 {len(row.estates)}")
        self._tabs.setTabText(1, f"收件核查 {len(row.findings)}")
        self._tabs.setTabText(2, f"报送版本 {len(row.versions)}")

    def _ask_receipt(self) -> None:
        if self._counties.current is not None:
            self.receipt_asked.emit(self._counties.current.county.id)

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self._header.acts.addWidget(self._archive)
        self._header.acts.addWidget(self._folder)
        self._tabs.addTab(self._estates, "小区")
        self._tabs.addTab(self._findings, "收件核查")
        self._tabs.addTab(self._versions, "报送版本")
        self._tabs.setCornerWidget(self._receipt)
        filled = QWidget()
        inner = QVBoxLayout(filled)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(unit)
        inner.addWidget(self._counties, 2)
        inner.addWidget(self._tabs, 3)
        self._stack.addWidget(EmptyState(EMPTY, "folder"))
        self._stack.addWidget(filled)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit * 2, unit * 2, unit * 2, unit)
        column.setSpacing(unit)
        column.addWidget(self._header)
        column.addWidget(self._locked)
        column.addWidget(self._stack, 1)


def _county_columns() -> list[Column]:
    return [
        Column(heading="县（市、区）", text=lambda row: row.county.name, width=7),
        Column(heading="小区", text=lambda row: str(len(row.estates)), width=2, align=RIGHT),
        Column(heading="文件", text=lambda row: str(row.file_count), width=2, align=RIGHT),
        Column(heading="大小", text=lambda row: size_text(row.total_size), width=4, align=RIGHT),
        Column(heading="版本", text=lambda row: f"第 {row.latest.version} 版", width=4),
        Column(heading="收件核查", text=_checked, mark=_checked_mark),
    ]


def _checked(row: CountyRow) -> str:
    counts = {
        severity: sum(each.finding.severity is severity for each in row.findings)
        for severity in Severity
    }
    told = [f"{severity.value} {count}" for severity, count in counts.items() if count]
    return "　".join(told) or "齐全"


def _checked_mark(row: CountyRow) -> Mark:
    weights = {each.finding.severity for each in row.findings}
    if Severity.BLOCKING in weights:
        return (Tone.BLOCKING, "blocking")
    if Severity.WARNING in weights:
        return (Tone.WARNING, "warning")
    return (Tone.NOTE, "note") if weights else (Tone.GOOD, "check")


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


def _fact(name: FactName):  # noqa: ANN202 - a column's text function
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
