"""The confirmation: what was recognised, what differs from before, before anything is accepted."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from meihao_desktop.domain.fact import Fact, FactName
from meihao_desktop.domain.submission import ReceivedSubmission
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.operations.import_submission import AcceptancePlan, EstatePlan
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.import_desk.sizes import size_text
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Bar, Notice
from meihao_desktop.ui.widgets.asking import line_field
from meihao_desktop.ui.widgets.elided import ElidedLabel
from meihao_desktop.ui.widgets.findings_table import FindingsTable
from meihao_desktop.ui.widgets.rows_model import RIGHT, Column, Mark
from meihao_desktop.ui.widgets.table_view import TableView
from meihao_desktop.ui.widgets.text import body, headline

NAMED_FILES = 3


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One fact as read, with the raw text and where it stood."""

    estate: str
    fact: Fact


class ConfirmationPane(QWidget):
    """Shows the plan; a person corrects the county's name, then accepts or gives up."""

    accepted = Signal(object, str)
    discarded = Signal()
    county_changed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._received: ReceivedSubmission | None = None
        self._heading = headline("核对后接收")
        self._heading.setWordWrap(False)
        self._source = ElidedLabel()
        self._source.setProperty("level", "soft")
        self._county = line_field(hint="填写县（市、区）名称")
        self._version = Notice(Tone.NOTE, "note")
        self._estates = TableView(_estate_columns())
        self._figures = TableView(_figure_columns())
        self._findings = FindingsTable(shows_settlements=False)
        self._tabs = QTabWidget()
        self._county.editingFinished.connect(self._change_county)
        self._lay_out()

    def show_plan(self, received: ReceivedSubmission, plan: AcceptancePlan) -> None:
        self._received = received
        self._source.show_text(
            f"{received.source_name}　{received.container}　{len(received.materials)} 个文件，"
            f"{size_text(received.total_size)}"
        )
        self._county.setText(plan.county_name)
        self._version.say("".join(_version_sentences(plan)))
        figures = tuple(_figures(received))
        findings = tuple(
            FindingRow(finding=finding, place=finding.where.estate or finding.where.file)
            for finding in plan.findings
        )
        self._estates.show_rows(plan.estates)
        self._figures.show_rows(figures)
        self._findings.show_findings(findings)
        guessed = sum(row.fact.is_guessed for row in figures)
        self._tabs.setTabText(0, f"小区 {len(plan.estates)}")
        self._tabs.setTabText(1, f"读出的数据 {len(figures)}")
        self._tabs.setTabText(2, f"收件核查 {len(findings)}")
        self._tabs.setTabToolTip(1, f"其中 {guessed} 项单位或写法为推定，请核对")

    def _change_county(self) -> None:
        if self._received is not None and self._county.isModified():
            self.county_changed.emit(self._received, self._county.text().strip())

    def _accept(self) -> None:
        self.accepted.emit(self._received, self._county.text().strip())

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self._tabs.addTab(self._estates, "小区")
        self._tabs.addTab(self._figures, "读出的数据")
        self._tabs.addTab(self._findings, "收件核查")
        county = QHBoxLayout()
        county.setSpacing(unit)
        label = body("报送单位")
        label.setWordWrap(False)
        county.addWidget(label)
        county.addWidget(self._county, 1)
        foot = Bar(is_foot=True)
        foot.content.addStretch(1)
        foot.content.addWidget(buttons.plain("放弃", self.discarded.emit))
        foot.content.addWidget(buttons.primary("确认接收", self._accept, "check"))
        inner = QVBoxLayout()
        inner.setContentsMargins(unit * 2, unit, unit * 2, unit)
        inner.setSpacing(unit)
        head = QHBoxLayout()
        head.setSpacing(unit * 2)
        head.addWidget(self._heading)
        head.addWidget(self._source, 1)
        inner.addLayout(head)
        inner.addLayout(county)
        inner.addWidget(self._version)
        inner.addWidget(self._tabs, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(foot)


def _version_sentences(plan: AcceptancePlan) -> Iterator[str]:
    if plan.is_identical:
        yield "与已接收的版本完全相同，不必重复接收。"
        return
    if plan.version == 1:
        yield "该单位首次报送。" if plan.county_name else "没有读出报送单位，请填写。"
        return
    yield f"该单位第 {plan.version} 次报送，接收后成为第 {plan.version} 版。"
    for verb, files in (
        ("新增", plan.added_files),
        ("减少", plan.removed_files),
        ("改动", plan.changed_files),
    ):
        if files:
            named = "、".join(path.rsplit("/", 1)[-1] for path in files[:NAMED_FILES])
            more = "等" if len(files) > NAMED_FILES else ""
            yield f"{verb} {len(files)} 个文件（{named}{more}）。"
    if plan.missing_estates:
        yield f"上一版中的“{'、'.join(plan.missing_estates)}”这次没有报送。"


def _figures(received: ReceivedSubmission) -> Iterator[FigureRow]:
    for estate in received.estates:
        for fact in estate.summary_facts.values():
            yield FigureRow(estate.name, fact)
        if estate.application_form is not None:
            for fact in estate.application_form.facts.values():
                yield FigureRow(estate.name, fact)


def _estate_columns() -> list[Column]:
    return [
        Column(heading="小区", text=lambda plan: plan.entry.name, width=8),
        Column(heading="", text=lambda plan: "新增" if plan.is_new else "已有", width=3),
        Column(heading="申报表", text=_form_text, width=9, mark=_form_mark),
        Column(
            heading="材料", text=lambda plan: str(len(plan.entry.materials)), width=2, align=RIGHT
        ),
        Column(heading="物业服务企业", text=_company),
    ]


def _form_text(plan: EstatePlan) -> str:
    form = plan.entry.application_form
    return form.file.rsplit("/", 1)[-1] if form else "缺申报表"


def _form_mark(plan: EstatePlan) -> Mark | None:
    return None if plan.entry.application_form else (Tone.WARNING, "warning")


def _company(plan: EstatePlan) -> str:
    fact = plan.entry.summary_facts.get(FactName.PROPERTY_COMPANY)
    return fact.shown if fact else "—"


def _figure_columns() -> list[Column]:
    return [
        Column(heading="小区", text=lambda row: row.estate, width=6),
        Column(heading="项目", text=lambda row: row.fact.name.value, width=6),
        Column(heading="原文", text=lambda row: row.fact.raw, width=7, hint=lambda r: r.fact.raw),
        Column(heading="读作", text=_reading, width=8, mark=_reading_mark, hint=_note),
        Column(
            heading="出处",
            text=lambda row: row.fact.source.label,
            hint=lambda row: row.fact.source.label,
        ),
    ]


def _reading(row: FigureRow) -> str:
    if row.fact.value is None:
        return "未能读出"
    return f"{row.fact.shown}（推定）" if row.fact.is_guessed else row.fact.shown


def _reading_mark(row: FigureRow) -> Mark | None:
    if row.fact.value is None:
        return (Tone.WARNING, "warning")
    return (Tone.NOTE, "note") if row.fact.is_guessed else None


def _note(row: FigureRow) -> str:
    return row.fact.note
