"""得分矩阵: every expert's total for every estate, with what counts and what does not."""

from collections.abc import Iterator
from fractions import Fraction

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from meihao_desktop.domain.estate import Estate
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.score_sheet import CellState, points_text
from meihao_desktop.domain.standing import Standing
from meihao_desktop.domain.tally import EntryTally
from meihao_desktop.operations.change import Pair
from meihao_desktop.operations.collate_sheets import PairCell, SecretaryDesk
from meihao_desktop.operations.rank_estates import RankingDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.secretary_desk.matrix_model import Matrix, MatrixCell
from meihao_desktop.ui.secretary_desk.matrix_view import MatrixView
from meihao_desktop.ui.widgets.areas import EmptyState
from meihao_desktop.ui.widgets.badge import STATE_MARKS, Badge
from meihao_desktop.ui.widgets.text import caption

HIDDEN = (
    "评分还在进行，任何人的得分都不显示。进入汇总阶段后，秘书、组长和监督员可以在这里查看全部得分。"
)
HIGHEST = (Tone.NOTE, "up")
LOWEST = (Tone.NOTE, "down")

NOT_ASKED = MatrixCell(text="—", hint="替评专家只评所替的小区")


class TotalsPane(QWidget):
    """Mean and number of experts come first, so that they never scroll out of view."""

    def __init__(self) -> None:
        super().__init__()
        self._matrix = MatrixView(4)
        self._method = caption()
        self._stack = QStackedWidget()
        self._lay_out()

    def show_totals(self, desk: SecretaryDesk, ranking: RankingDesk | None) -> None:
        """Without a ranking nobody's points are shown."""
        self._stack.setCurrentIndex(0 if ranking is None else 1)
        if ranking is not None:
            self._matrix.show_matrix(_matrix(desk, ranking.standing))
            self._method.setText(f"最终得分：{ranking.standing.tally.method}")

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        legend = QHBoxLayout()
        legend.setSpacing(unit)
        for badge in _legend():
            legend.addWidget(badge)
        legend.addStretch(1)
        filled = QWidget()
        inner = QVBoxLayout(filled)
        inner.setContentsMargins(unit * 2, unit, unit * 2, unit)
        inner.setSpacing(unit)
        inner.addWidget(self._matrix, 1)
        inner.addLayout(legend)
        inner.addWidget(self._method)
        self._stack.addWidget(EmptyState(HIDDEN, "lock"))
        self._stack.addWidget(filled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)


def _legend() -> Iterator[Badge]:
    yield Badge("去掉最高", *HIGHEST)
    yield Badge("去掉最低", *LOWEST)
    for state, words in (
        (CellState.RECUSED, "回避，划去"),
        (CellState.REPLACED, "替换后"),
        (CellState.ABSTAINED, "弃权"),
        (CellState.NOT_SCORED, "未交"),
    ):
        yield Badge(words, *STATE_MARKS[state])


def _matrix(desk: SecretaryDesk, standing: Standing) -> Matrix:
    return Matrix(
        rows=tuple(estate.name for estate in desk.estates),
        columns=("最终得分", "有效专家", *(desk.label(expert) for expert in desk.experts)),
        cells=tuple(tuple(_row(desk, standing, estate)) for estate in desk.estates),
    )


def _row(desk: SecretaryDesk, standing: Standing, estate: Estate) -> Iterator[MatrixCell]:
    entry = standing.entry(estate.id)
    yield _final(standing, estate, entry)
    yield _count(entry)
    for expert in desk.experts:
        pair = (expert.id, estate.id)
        cell = desk.cells[pair]
        yield NOT_ASKED if cell.state is CellState.NOT_ASKED else _square(cell, entry, pair)


def _final(standing: Standing, estate: Estate, entry: EntryTally | None) -> MatrixCell:
    if entry is None:
        barred = estate.id in standing.ranking.disqualified
        words = "一票否决" if barred else "暂不排名"
        hint = standing.ranking.unranked.get(estate.id, "")
        return MatrixCell(text=words, mark=(Tone.WARNING, ""), hint=hint)
    shown = standing.tally.rules.rounding.shown(entry.final_points)
    return MatrixCell(text=str(shown), is_strong=True)


def _count(entry: EntryTally | None) -> MatrixCell:
    if entry is None:
        return MatrixCell(text="—")
    if not entry.dropped:
        return MatrixCell(text=str(entry.expert_count))
    hint = f"有效专家 {entry.expert_count} 人，去掉最高最低后以 {entry.counted} 人计算"
    return MatrixCell(text=f"{entry.expert_count} 计 {entry.counted}", hint=hint)


def _square(cell: PairCell, entry: EntryTally | None, pair: Pair) -> MatrixCell:
    expert, _ = pair
    if cell.state is CellState.RECUSED:
        text = points_text(cell.total) if cell.status is not None else "回避"
        return MatrixCell(
            text=text, mark=STATE_MARKS[cell.state], hint="回避，不计入",
            is_struck=cell.status is not None,
        )  # fmt: skip
    if not cell.state.is_counted:
        return MatrixCell(
            text=cell.state.value, mark=STATE_MARKS[cell.state], hint="没有提交，不计入"
        )
    if entry is None or expert not in entry.expert_totals:
        return MatrixCell(text=points_text(cell.total))
    total = _figure(entry.expert_totals[expert])
    if cell.state is CellState.REPLACED:
        hint = f"原评分 {points_text(cell.total)}，按处理意见替换"
        return MatrixCell(text=total, mark=STATE_MARKS[cell.state], hint=hint)
    if expert in entry.dropped:
        return MatrixCell(text=total, mark=_end(entry, expert), hint="去掉，不计入均值")
    return MatrixCell(text=total)


def _end(entry: EntryTally, expert: PersonId) -> tuple[Tone, str]:
    """Whether this one was dropped from the upper or the lower end."""
    totals = entry.expert_totals
    ordered = sorted(totals, key=lambda who: (totals[who], who))
    return LOWEST if ordered.index(expert) < len(ordered) / 2 else HIGHEST


def _figure(total: Fraction) -> str:
    """A total as entered, or to two places where a mean went into it."""
    hundredths = round(total * 100)
    text = f"{hundredths // 100}.{hundredths % 100:02}"
    exact = Fraction(hundredths, 100) == total
    return (text.rstrip("0").rstrip(".") if exact else text) + ("" if exact else "…")
