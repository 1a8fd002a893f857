"""交接: review packs out to the laptops, score bundles back, and who is still missing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.domain.permission import Act
from meihao_desktop.operations.exchange_sheets import Outcome, ReceivedRow
from meihao_desktop.operations.seats import ReceptionDesk, SeatRow, SeatState
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Bar, EmptyState, Notice
from meihao_desktop.ui.widgets.rows_model import Column, Mark
from meihao_desktop.ui.widgets.table_view import TableView
from meihao_desktop.ui.widgets.text import soft, strong
from meihao_desktop.ui.widgets.work_line import WorkLine

EMPTY = "评审封存之后，可以把评审包写到 U 盘，交给各位专家的电脑；评好后在这里收回评分包。"
MARKS: dict[SeatState, Mark] = {
    SeatState.MISSING: (Tone.PLAIN, "ring-plain"),
    SeatState.PARTIAL: (Tone.WARNING, "warning"),
    SeatState.LOST: (Tone.BLOCKING, "turn"),
    SeatState.CONTESTED: (Tone.BLOCKING, "blocking"),
    SeatState.SEALED: (Tone.NOTE, "lock"),
    SeatState.IN: (Tone.GOOD, "check"),
    SeatState.ABSENT: (Tone.PLAIN, "minus"),
}
OUTCOMES: dict[Outcome, Mark] = {
    Outcome.NEW: (Tone.GOOD, "check"),
    Outcome.PRESENT: (Tone.PLAIN, "note"),
    Outcome.REFUSED: (Tone.BLOCKING, "blocking"),
}


class ExchangePane(QWidget):
    """Says by signals what is wanted; shows nothing of anybody's points."""

    pack_asked = Signal()
    receive_asked = Signal()
    open_asked = Signal()
    contest_asked = Signal(object)
    absence_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._desk: ReceptionDesk | None = None
        self._count = strong("")
        self._packs = soft("")
        self.work = WorkLine()
        self._done = Notice(Tone.GOOD, "check")
        self._done.hide()
        self._fault = Notice(Tone.BLOCKING, "blocking")
        self._fault.hide()
        self.table = TableView(_columns())
        self.table.chosen.connect(lambda _row: self._show_acts())
        self._told = strong("刚才读到的文件")
        self.results = TableView(_result_columns(), lines=2)
        self._empty = EmptyState(EMPTY, "save")
        self._pack = buttons.plain("制作评审包…", self.pack_asked.emit, "save")
        self._receive = buttons.primary("接收评分包…", self.receive_asked.emit, "import")
        self._open = buttons.plain("拆封", self.open_asked.emit, "letter")
        self._contest = buttons.plain("裁定…", self._ask_contest, "compare")
        self._absence = buttons.plain("登记缺席…", self._ask_absence, "minus")
        self.work.changed.connect(self._show_acts)
        self._lay_out()
        self.show_results(())

    def show_desk(self, desk: ReceptionDesk | None) -> None:
        """The reception as it stands; nothing before the round is sealed."""
        self._desk = desk
        self._empty.setVisible(desk is None)
        self.table.setVisible(desk is not None)
        if desk is None:
            self._count.setText("交接")
            self._show_acts()
            return
        shut = f"，其中 {desk.sealed} 个评分包待拆封" if desk.sealed else ""
        self._count.setText(f"收到 {desk.received}/{len(desk.rows)}{shut}")
        last = desk.packs[-1] if desk.packs else None
        made = f"{last.made_at.astimezone():%m-%d %H:%M}" if last else ""
        self._packs.setText(f"评审包第 {last.serial} 号（{made}）" if last else "还没有制作评审包")
        self.table.show_rows(desk.rows)
        self._show_acts()

    def show_results(self, rows: Sequence[ReceivedRow]) -> None:
        """What became of the files that were read just now; what was refused stands in view."""
        self._done.say("")
        self._fault.say("")
        self.results.show_rows(sorted(rows, key=lambda row: row.outcome is not Outcome.REFUSED))
        self._told.setVisible(bool(rows))
        self.results.setVisible(bool(rows))

    def say_done(self, sentence: str) -> None:
        self._fault.say("")
        self._done.say(sentence)

    def say_fault(self, sentence: str) -> None:
        """Why nothing was written or taken in."""
        self.show_results(())
        self._fault.say(sentence)

    @property
    def fault(self) -> str:
        return self._fault.sentence

    def take_focus(self) -> None:
        self.table.setFocus()

    def _show_acts(self) -> None:
        desk, row = self._desk, self.table.current
        may: frozenset[Act] = desk.may if desk else frozenset()
        self._pack.setVisible(Act.MAKE_PACK in may)
        self._receive.setVisible(Act.RECEIVE_BUNDLES in may)
        self._open.setVisible(Act.OPEN_BUNDLES in may)
        self._open.setEnabled(desk is not None and bool(desk.sealed))
        self._contest.setVisible(Act.DECIDE_CONTEST in may and bool(desk and desk.contests))
        is_contested = isinstance(row, SeatRow) and row.state is SeatState.CONTESTED
        self._contest.setEnabled(is_contested)
        self._absence.setVisible(Act.NOTE_ABSENCE in may)
        is_missing = isinstance(row, SeatRow) and (bool(row.missing) or row.absence is not None)
        self._absence.setEnabled(is_missing)
        is_ready = bool(desk and desk.sealed and desk.is_complete)
        self._open.set_look("primary" if is_ready else "plain")
        self._receive.set_look("plain" if is_ready else "primary")
        self._contest.set_look("primary" if is_contested else "plain")
        for button in (self._pack, self._receive):
            button.setEnabled(not self.work.is_busy)
        if self.work.is_busy:
            self._open.setEnabled(False)

    def _ask_contest(self) -> None:
        self.contest_asked.emit(self.table.current)

    def _ask_absence(self) -> None:
        self.absence_asked.emit(self.table.current)

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        head = Bar()
        head.content.addWidget(self._count, 1)
        head.content.addWidget(self._packs)
        inner = QVBoxLayout()
        inner.setContentsMargins(unit * 2, unit, unit * 2, unit)
        inner.setSpacing(unit)
        inner.addWidget(self.work)
        inner.addWidget(self._done)
        inner.addWidget(self._fault)
        inner.addWidget(self.table, 1)
        inner.addWidget(self._empty, 1)
        inner.addWidget(self._told)
        inner.addWidget(self.results, 1)
        foot = Bar(is_foot=True)
        foot.content.addWidget(self._pack)
        foot.content.addStretch(1)
        for button in (self._absence, self._contest, self._open, self._receive):
            foot.content.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(inner, 1)
        column.addWidget(foot)


def _columns() -> list[Column]:
    return [
        Column(heading="专家", text=lambda row: row.person.name, width=6),
        Column(
            heading="情况", text=lambda row: row.state.value, width=9,
            mark=lambda row: MARKS[row.state],
        ),
        Column(heading="已有", text=_sheets, width=4),
        Column(heading="还缺", text=_missing, hint=_missing),
        Column(heading="最近的评分包", text=_latest, width=11, hint=_bundles),
    ]  # fmt: skip


def _result_columns() -> list[Column]:
    return [
        Column(
            heading="结果", text=lambda row: row.outcome.value, width=5,
            mark=lambda row: OUTCOMES[row.outcome],
        ),
        Column(heading="文件", text=lambda row: row.file, width=12, hint=lambda row: row.file),
        Column(heading="说明", text=lambda row: row.sentence, hint=lambda row: row.sentence),
    ]  # fmt: skip


def _sheets(row: SeatRow) -> str:
    return f"{row.due - len(row.missing)}/{row.due}"


def _missing(row: SeatRow) -> str:
    if row.absence is not None:
        return f"缺席：{row.absence.reason}"
    return "、".join(estate.name for estate in row.missing) or "—"


def _latest(row: SeatRow) -> str:
    if row.latest is None:
        return "—"
    return f"第 {row.latest.serial} 号　{row.latest.received_at.astimezone():%m-%d %H:%M}"


def _bundles(row: SeatRow) -> str:
    return "\n".join(
        f"第 {each.serial} 号，{each.state.value}，电脑 {each.machine}，"
        f"校验码 {each.digest[:16].upper()}"
        for each in row.bundles
    )
