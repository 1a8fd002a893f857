"""The matrix of totals: what counts, what was dropped, struck through or replaced."""

from collections.abc import Sequence
from decimal import Decimal

from pytestqt.qtbot import QtBot

from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.dossier import Dossier, pairs_of
from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.score_sheet import CellState
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.operations.collate_sheets import PairCell, SecretaryDesk
from meihao_desktop.operations.rank_estates import RankingDesk
from meihao_desktop.ui.secretary_desk.matrix_model import MatrixCell
from meihao_desktop.ui.secretary_desk.matrix_view import MatrixView
from meihao_desktop.ui.secretary_desk.totals_pane import HIGHEST, LOWEST, TotalsPane
from meihao_desktop.ui.widgets.badge import STATE_MARKS
from tests.support.builders import a_dossier, a_recusal, a_settlement, a_veto, settled


def a_cell(dossier: Dossier, expert: str, estate: str) -> PairCell:
    sheet = dossier.sheet_by_pair.get((expert, estate))  # type: ignore[call-overload]
    state = dossier.state(expert, estate)  # type: ignore[arg-type]
    if standing_of(dossier).is_replaced(expert, estate):  # type: ignore[arg-type]
        state = CellState.REPLACED
    if sheet is None:
        return PairCell(state=state)
    return PairCell(state=state, total=sheet.total, status=sheet.status)


def shown(qtbot: QtBot, dossier: Dossier) -> Sequence[Sequence[MatrixCell]]:
    standing = standing_of(dossier)
    desk = SecretaryDesk(
        phase=dossier.review_round.phase, experts=dossier.panel.experts, estates=dossier.estates,
        cells={pair: a_cell(dossier, *pair) for pair in pairs_of(dossier)}, shows_totals=True,
        criteria=1, findings=(), blockers=(), printings=(), may_settle=True,
        may_settle_results=True, may_register_signatures=True, may_reopen=True,
    )  # fmt: skip
    ranking = RankingDesk(
        dossier=dossier, standing=standing, phase=desk.phase, is_final=False, findings=(),
        explanations={}, check_code="", may_print=True, may_settle_results=True,
    )  # fmt: skip
    pane = TotalsPane()
    qtbot.addWidget(pane)
    pane.show_totals(desk, ranking)
    return pane.findChild(MatrixView).matrix_model.matrix.cells


def test_the_dropped_ones_are_marked_at_their_end(qtbot: QtBot) -> None:
    (row,) = shown(qtbot, a_dossier([[80, 85, 90, 91, 99]]))
    assert [cell.text for cell in row] == ["88.67", "5 计 3", "80", "85", "90", "91", "99"]
    assert [cell.mark for cell in row[2:]] == [LOWEST, None, None, None, HIGHEST]


def test_equal_totals_are_dropped_one_at_each_end(qtbot: QtBot) -> None:
    (row,) = shown(qtbot, a_dossier([[90, 90, 90, 90, 90]]))
    assert [cell.mark for cell in row[2:]] == [LOWEST, None, None, None, HIGHEST]


def test_a_recused_total_is_struck_through_and_not_counted(qtbot: QtBot) -> None:
    (row,) = shown(qtbot, a_dossier([[10, 80, 90, 85, 85]], recusals=[a_recusal(1)]))
    assert (row[2].text, row[2].is_struck) == ("10", True)
    assert row[2].mark == STATE_MARKS[CellState.RECUSED]
    assert (row[0].text, row[1].text) == ("85.00", "4")


def test_a_recused_expert_without_a_sheet_is_named_so(qtbot: QtBot) -> None:
    (row,) = shown(qtbot, a_dossier([[None, 80, 90, 85, 85]], recusals=[a_recusal(1)]))
    assert (row[2].text, row[2].is_struck) == ("回避", False)


def test_a_sheet_that_is_not_in_is_a_word_and_never_a_zero(qtbot: QtBot) -> None:
    (row,) = shown(qtbot, a_dossier([[None, 80, 90, 85, 85]]))
    assert row[2].text == "未评"
    assert "不计入" in row[2].hint


def test_a_replaced_total_shows_the_mean_and_tells_the_original(qtbot: QtBot) -> None:
    dossier = a_dossier([[20, 80, 81, 84]], experts=4)
    outlier = next(f for f in run_all(dossier) if f.code == "outlier" and f.where.expert == "P01")
    (row,) = shown(qtbot, settled(dossier, a_settlement(outlier, Decision.REPLACED)))
    assert row[2].text == "81.67…"
    assert row[2].mark == STATE_MARKS[CellState.REPLACED]
    assert "原评分 20" in row[2].hint


def test_vetoed_and_thinly_judged_estates_have_no_figure(qtbot: QtBot) -> None:
    few = [Decimal(90), None, None, None, None]
    rows = shown(qtbot, a_dossier([90, few, 80], vetoes=[a_veto(1)]))
    assert [row[0].text for row in rows] == ["一票否决", "暂不排名", "80.00"]
    assert "少于 3 份" in rows[1][0].hint
