"""What has been received: counties above, the chosen one below; a source is offered here."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from meihao_desktop.domain.file_size import size_text
from meihao_desktop.domain.finding import Severity
from meihao_desktop.operations.import_submission import CountyRow, ImportDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.import_desk.county_pane import CountyPane, FileOf
from meihao_desktop.ui.import_desk.receipt_offer import ReceiptOffer
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import EmptyState, Notice, SectionHeader
from meihao_desktop.ui.widgets.rows_model import RIGHT, Column, Mark
from meihao_desktop.ui.widgets.table_view import TableView

EMPTY = (
    "还没有收到报送材料。\n"
    "插入县里的 U 盘，选择其中的文件夹或压缩包，也可以直接拖到这里；几个县的可以一次拖入。"
)
LOCKED = "评审已封存，不能再接收材料；如确需补收，请由组长和监督员退回到收件阶段。"
ARCHIVES = "压缩包 (*.zip *.7z *.rar *.ZIP *.7Z *.RAR);;所有文件 (*)"


class ReceivedPane(QWidget):
    """Counties and, under them, the chosen one; a source is chosen by button or dropped here."""

    sources_chosen = Signal(object)
    receipt_asked = Signal(str)

    def __init__(self, file_of: FileOf) -> None:
        super().__init__()
        self._header = SectionHeader("收件", " ")
        self._folder = buttons.primary(
            "导入文件夹", lambda: self._offer([_asked_folder(self)]), "folder"
        )
        self._archive = buttons.plain(
            "导入压缩包", lambda: self._offer(_asked_archives(self)), "document"
        )
        self._locked = Notice(Tone.NOTE, "lock")
        self._offered = ReceiptOffer()
        self._offered.asked.connect(self.receipt_asked)
        self._counties = TableView(_county_columns())
        self._county = CountyPane(file_of)
        self._stack = QStackedWidget()
        self._counties.chosen.connect(self._county.show_county)
        self._county.receipt_asked.connect(self.receipt_asked)
        self._lay_out()

    def show_desk(self, desk: ImportDesk) -> None:
        self.setAcceptDrops(desk.may_accept)
        self._folder.setEnabled(desk.may_accept)
        self._archive.setEnabled(desk.may_accept)
        self._locked.say("" if desk.may_accept else LOCKED)
        self._header.say(
            "收件", f"已收 {len(desk.rows)} 个县（市、区），{desk.estate_count} 个小区"
        )
        self._stack.setCurrentIndex(1 if desk.rows else 0)
        self._counties.show_rows(desk.rows)
        self._offered.show_counties({row.county.name: row.county.id for row in desk.rows})
        if self._counties.current is not None:
            self._county.show_county(self._counties.current)

    def choose(self, target: str) -> None:
        """Bring the county with this id, or of this estate, into view."""
        self._counties.choose(lambda row: target.split("-", maxsplit=1)[0] == row.county.id)

    def offer_receipt(self, county_name: str) -> None:
        """A county was just accepted; its receipt is one click away."""
        self._offered.add(county_name)
        self._counties.choose(lambda row: row.county.name == county_name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if urls and all(url.isLocalFile() for url in urls):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._offer([url.toLocalFile() for url in event.mimeData().urls()])

    def _offer(self, sources: Sequence[str]) -> None:
        """Nothing was chosen where the dialog was closed."""
        if chosen := tuple(Path(source) for source in sources if source):
            self.sources_chosen.emit(chosen)

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self._header.acts.addWidget(self._archive)
        self._header.acts.addWidget(self._folder)
        filled = QSplitter(Qt.Orientation.Vertical)
        filled.setChildrenCollapsible(False)
        for part in (self._counties, self._county):
            filled.addWidget(part)
        filled.setStretchFactor(0, 1)
        filled.setStretchFactor(1, 1)
        filled.setSizes([1000, 1000])
        self._stack.addWidget(EmptyState(EMPTY, "folder"))
        self._stack.addWidget(filled)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit * 2, unit * 2, unit * 2, unit)
        column.setSpacing(unit)
        column.addWidget(self._header)
        column.addWidget(self._locked)
        column.addWidget(self._offered)
        column.addWidget(self._stack, 1)


def _asked_folder(parent: QWidget) -> str:
    return QFileDialog.getExistingDirectory(parent, "选择县级报送材料所在的文件夹")


def _asked_archives(parent: QWidget) -> list[str]:
    return QFileDialog.getOpenFileNames(parent, "选择县级报送的压缩包", "", ARCHIVES)[0]


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
