"""The confirmation: what was recognised, what differs from before, before anything is accepted."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from meihao_desktop.domain.file_size import size_text
from meihao_desktop.domain.left_out import left_out
from meihao_desktop.domain.submission import ReceivedSubmission
from meihao_desktop.operations.import_submission import AcceptancePlan, NameCoding
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.import_desk.figures_pane import FiguresPane
from meihao_desktop.ui.import_desk.matches_pane import MatchesPane, MatchRow
from meihao_desktop.ui.import_desk.plan_columns import (
    difference_columns,
    estate_columns,
    left_out_columns,
)
from meihao_desktop.ui.import_desk.plan_rows import all_findings, differences
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Bar, Notice
from meihao_desktop.ui.widgets.asking import line_field
from meihao_desktop.ui.widgets.elided import ElidedLabel
from meihao_desktop.ui.widgets.findings_table import FindingsTable
from meihao_desktop.ui.widgets.table_view import TableView
from meihao_desktop.ui.widgets.text import body, title
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

ESTATES, MATCHES, FIGURES, FINDINGS, LEFT_OUT, DIFFERENCES = range(6)
NAMES = ("小区", "名称核对", "数据", "收件核查", "未接收", "与上版差别")


class ConfirmationPane(QWidget):
    """Shows the plan; a person corrects what was recognised, then accepts or gives up."""

    accepted = Signal(str)
    discarded = Signal()
    county_changed = Signal(str)
    coding_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._heading = title("核对后接收")
        self._heading.setWordWrap(False)
        self._source = ElidedLabel()
        self._source.setProperty("level", "soft")
        self._county = line_field(hint="填写县（市、区）名称")
        self._coding_name = _unbroken("文件名编码")
        self._coding = ChoiceBox()
        self._version = Notice(Tone.NOTE, "note")
        self._estates = TableView(estate_columns())
        self.matches = MatchesPane()
        self.figures = FiguresPane()
        self._findings = FindingsTable(shows_settlements=False)
        self._left_out = TableView(left_out_columns(), lines=2)
        self._differences = TableView(difference_columns())
        self._tabs = QTabWidget()
        self._discard = buttons.plain("放弃", self.discarded.emit)
        self._accept = buttons.primary("确认接收", self._tell_accepted, "check")
        for coding in NameCoding:
            self._coding.addItem(coding.label, coding)
        self._coding.activated.connect(self._tell_coding)
        self._county.editingFinished.connect(self._tell_county)
        self._lay_out()

    def show_source(self, coding: NameCoding, *, is_archive: bool) -> None:
        """Only the names in an archive may have been decoded wrongly."""
        self._coding_name.setVisible(is_archive)
        self._coding.setVisible(is_archive)
        self._coding.setCurrentIndex(self._coding.findData(coding))
        self._tabs.setCurrentIndex(ESTATES)

    def show_plan(
        self, received: ReceivedSubmission, plan: AcceptancePlan, matches: tuple[MatchRow, ...]
    ) -> None:
        self.set_busy(is_busy=False)
        self._source.show_text(
            f"{received.source_name}　{received.container}　{len(received.materials)} 个文件，"
            f"{size_text(received.total_size)}"
        )
        self._county.setText(plan.county_name)
        self._version.say("".join(_version_sentences(plan)))
        self._estates.show_rows(plan.estates)
        names = {entry.name for entry in received.estates} | {row.match.estate for row in matches}
        self.matches.show_matches(matches, tuple(sorted(names - {""})))
        findings = all_findings(plan)
        self._findings.show_findings(findings)
        refused = left_out(received.materials, received.findings)
        changed = tuple(differences(plan))
        self._left_out.show_rows(refused)
        self._differences.show_rows(changed)
        figures = self.figures.show_figures(received)
        counts = (len(plan.estates), len(matches), figures)
        self._name_tabs((*counts, len(findings), len(refused), len(changed)))
        self._tabs.setTabVisible(LEFT_OUT, bool(refused))
        self._tabs.setTabVisible(DIFFERENCES, bool(changed))

    def set_busy(self, *, is_busy: bool) -> None:
        """While the files go to their places nothing else can be asked for."""
        self._accept.setText("正在接收……" if is_busy else "确认接收")
        for part in (self._accept, self._discard, self._county, self._coding, self.matches):
            part.setEnabled(not is_busy)

    def _name_tabs(self, counts: tuple[int, ...]) -> None:
        for at, (name, count) in enumerate(zip(NAMES, counts, strict=True)):
            self._tabs.setTabText(at, f"{name} {count}")

    def _tell_county(self) -> None:
        if self._county.isModified():
            self.county_changed.emit(self._county.text().strip())

    def _tell_coding(self) -> None:
        self.coding_chosen.emit(self._coding.currentData())

    def _tell_accepted(self) -> None:
        self.accepted.emit(self._county.text().strip())

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        tables = (self._estates, self.matches, self.figures, self._findings)
        for part, name in zip((*tables, self._left_out, self._differences), NAMES, strict=True):
            self._tabs.addTab(part, name)
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self._heading)
        head.addSpacing(unit)
        head.addWidget(_unbroken("报送单位"))
        head.addWidget(self._county, 1)
        head.addWidget(self._coding_name)
        head.addWidget(self._coding)
        inner = QVBoxLayout()
        inner.setContentsMargins(unit * 2, unit, unit * 2, unit)
        inner.setSpacing(unit)
        inner.addLayout(head)
        inner.addWidget(self._version)
        inner.addWidget(self._tabs, 1)
        foot = Bar(is_foot=True)
        foot.content.addWidget(self._source, 1)
        foot.content.addWidget(self._discard)
        foot.content.addWidget(self._accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(foot)


def _unbroken(text: str) -> QWidget:
    label = body(text)
    label.setWordWrap(False)
    return label


def _version_sentences(plan: AcceptancePlan) -> Iterator[str]:
    if plan.is_identical:
        yield "与已接收的版本完全相同，不必重复接收。"
    elif plan.version == 1:
        yield "该单位首次报送。" if plan.county_name else "没有读出报送单位，请填写。"
    else:
        yield f"该单位第 {plan.version} 次报送，接收后为第 {plan.version} 版。"
        counts = (
            ("新增", len(plan.added_files)),
            ("减少", len(plan.removed_files)),
            ("改动", len(plan.changed_files)),
        )
        told = "、".join(f"{verb} {count} 个" for verb, count in counts if count)
        if told:
            yield f"{told}文件。"
        if plan.scored:
            yield f"已有 {len(plan.scored)} 份评分，接收后将标为按旧版材料评分。"
        if plan.missing_estates:
            yield f"上一版中的“{'、'.join(plan.missing_estates)}”这次没有报送。"
