"""交表情况: estates × experts, who is missing, signatures in ink, sheets opened again."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.domain.score_sheet import CellState, SheetStatus
from meihao_desktop.operations.change import Pair
from meihao_desktop.operations.collate_sheets import PairCell, SecretaryDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.secretary_desk.matrix_model import Matrix, MatrixCell
from meihao_desktop.ui.secretary_desk.matrix_view import MatrixView
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Bar, EmptyState, Notice
from meihao_desktop.ui.widgets.badge import STATE_MARKS
from meihao_desktop.ui.widgets.text import body

EMPTY = "还没有小区或专家。收件并登记评审小组之后，这里显示每位专家的交表情况。"
SIGNED_MARK = (Tone.GOOD, "check")
MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The desk, the pairs that experts still owe, and the names of those who did not declare."""

    desk: SecretaryDesk
    waiting: frozenset[Pair]
    undeclared: tuple[str, ...] = ()

    @property
    def owed(self) -> int:
        return sum(cell.state.takes_part for cell in self.desk.cells.values())

    @property
    def handed_in(self) -> int:
        return sum(self.desk.handed_in(expert.id) for expert in self.desk.experts)

    @property
    def signed(self) -> int:
        return sum(cell.is_signed for cell in self.desk.cells.values())

    def unsigned_of(self, expert: PersonId) -> tuple[Pair, ...]:
        """The sealed sheets of an expert that wait for the ink."""
        return tuple(
            pair
            for pair, cell in self.desk.cells.items()
            if pair[0] == expert and _awaits_ink(cell)
        )

    def missing(self) -> Iterator[str]:
        """Who still owes how many, and of which estates."""
        names = {estate.id: estate.name for estate in self.desk.estates}
        for expert in self.desk.experts:
            estates = [names[estate] for who, estate in self.waiting if who == expert.id]
            ordered = [estate.name for estate in self.desk.estates if estate.name in estates]
            if ordered:
                more = " 等" if len(ordered) > 3 else ""
                yield f"{expert.name} {len(ordered)} 份（{'、'.join(ordered[:3])}{more}）"


class ProgressPane(QWidget):
    """The matrix above, the chosen sheet and its acts below."""

    signature_asked = Signal(object)
    reopen_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._progress: Progress | None = None
        self._complete = Notice(Tone.GOOD, "check")
        self._missing = Notice(Tone.WARNING, "warning")
        self._matrix = MatrixView(4.4)
        self._empty = EmptyState(EMPTY, "people")
        self._chosen = body()
        self._sign = buttons.primary("登记签字", self._ask_signature, "check")
        self._sign_all = buttons.plain("登记该专家全部签字", self._ask_all_signatures, "check")
        self._reopen = buttons.danger("重新打开…", self._ask_reopen, "undo")
        self._foot = Bar(is_foot=True)
        self._matrix.moved.connect(lambda _row, _column: self._show_chosen())
        self._matrix.opened.connect(lambda _row, _column: self._open_chosen())
        self._lay_out()

    def show_progress(self, progress: Progress) -> None:
        desk = progress.desk
        self._progress = progress
        is_filled = bool(desk.experts and desk.estates)
        for part in (self._matrix, self._foot):
            part.setVisible(is_filled)
        self._empty.setVisible(not is_filled)
        self._show_sentence(progress if is_filled else None)
        self._matrix.show_matrix(_matrix(progress))
        for act, may in (
            (self._sign, desk.may_register_signatures),
            (self._sign_all, desk.may_register_signatures),
            (self._reopen, desk.may_reopen),
        ):
            act.setVisible(may)
        self._show_chosen()

    def choose(self, target: str) -> None:
        """Bring expert/estate, an expert or an estate into view."""
        if self._progress is None:
            return
        desk = self._progress.desk
        parts = set(target.split("/"))
        rows = [at for at, estate in enumerate(desk.estates) if estate.id in parts]
        columns = [at for at, expert in enumerate(desk.experts) if expert.id in parts]
        if rows or columns:
            self._matrix.choose(rows[0] if rows else 0, columns[0] if columns else 0)

    def take_focus(self) -> None:
        self._matrix.setFocus()

    def _show_sentence(self, progress: Progress | None) -> None:
        if progress is None:
            self._complete.say("")
            self._missing.say("")
            return
        told = (
            f"应交 {progress.owed} 份，已交 {progress.handed_in} 份，"
            f"已登记签字 {progress.signed} 份。"
        )
        missing = "；".join(progress.missing())
        if progress.undeclared:
            told += f"未作回避申报：{'、'.join(progress.undeclared)}。"
        self._missing.say(f"{told}尚缺：{missing}。" if missing else "")
        self._complete.say("" if missing else f"{told}全部交齐。")

    @property
    def _place(self) -> tuple[Person, Estate] | None:
        at = self._matrix.place
        if at is None or self._progress is None:
            return None
        desk = self._progress.desk
        return desk.experts[at[1]], desk.estates[at[0]]

    def _show_chosen(self) -> None:
        place, progress = self._place, self._progress
        if place is None or progress is None:
            return
        expert, estate = place
        cell = progress.desk.cells[expert.id, estate.id]
        words = _in_full(cell, progress.desk.criteria)
        self._chosen.setText(f"{expert.name} · {estate.name}：{words}")
        self._sign.setEnabled(_awaits_ink(cell))
        self._sign_all.setEnabled(bool(progress.unsigned_of(expert.id)))
        self._reopen.setEnabled(cell.status is not None and cell.status.is_sealed)

    def _open_chosen(self) -> None:
        if self._sign.isVisible() and self._sign.isEnabled():
            self._ask_signature()

    def _ask_signature(self) -> None:
        if self._place is not None:
            self.signature_asked.emit(((self._place[0].id, self._place[1].id),))

    def _ask_all_signatures(self) -> None:
        if self._place is not None and self._progress is not None:
            self.signature_asked.emit(self._progress.unsigned_of(self._place[0].id))

    def _ask_reopen(self) -> None:
        if self._place is not None:
            self.reopen_asked.emit((self._place[0].id, self._place[1].id))

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self._foot.content.addWidget(self._chosen, 1)
        for act in (self._reopen, self._sign_all, self._sign):
            self._foot.content.addWidget(act)
        inner = QVBoxLayout()
        inner.setContentsMargins(unit * 2, unit, unit * 2, unit)
        inner.setSpacing(unit)
        for notice in (self._complete, self._missing):
            inner.addWidget(notice)
        inner.addWidget(self._empty, 1)
        inner.addWidget(self._matrix, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(self._foot)


def _awaits_ink(cell: PairCell) -> bool:
    return cell.status is SheetStatus.SUBMITTED and cell.state is not CellState.RECUSED


def _matrix(progress: Progress) -> Matrix:
    desk = progress.desk
    return Matrix(
        rows=tuple(estate.name for estate in desk.estates),
        columns=tuple(_heading(desk, expert) for expert in desk.experts),
        cells=tuple(
            tuple(_square(desk.cells[who.id, estate.id], desk.criteria) for who in desk.experts)
            for estate in desk.estates
        ),
    )


def _heading(desk: SecretaryDesk, expert: Person) -> str:
    """The name, and below it how many of how many."""
    owed = sum(who == expert.id and cell.state.takes_part for (who, _), cell in desk.cells.items())
    return f"{desk.label(expert)}\n{desk.handed_in(expert.id)}/{owed} 份"


def _square(cell: PairCell, criteria: int) -> MatrixCell:
    if cell.state is CellState.NOT_ASKED:
        return MatrixCell(text="—", hint="替评专家只评所替的小区")
    hint = _in_full(cell, criteria)
    if cell.is_signed and cell.state is not CellState.RECUSED:
        return MatrixCell(text="已签字", mark=SIGNED_MARK, hint=hint)
    return MatrixCell(text=cell.state.value, mark=STATE_MARKS[cell.state], hint=hint)


def _in_full(cell: PairCell, criteria: int) -> str:
    words = ["已签字" if cell.is_signed else cell.state.value]
    if cell.state is CellState.RECUSED:
        words.append("已有的评分保留、划去，不计入" if cell.status else "不评分")
    elif cell.status is not None and cell.state is not CellState.ABSTAINED:
        words.append(f"已评 {cell.answered}/{criteria} 项")
    if cell.revision > 1:
        words.append(f"第 {cell.revision} 次评分")
    if cell.seconds_spent:
        words.append(f"用时约 {max(1, round(cell.seconds_spent / MINUTE))} 分钟")
    return "，".join(words)
