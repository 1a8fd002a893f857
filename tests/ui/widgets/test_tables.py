"""Tables, findings, facts and badges: what people read in them."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.finding import Finding, Severity, Where
from meihao_desktop.domain.score_sheet import CellState
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.badge import Badge, severity_badge, state_badge
from meihao_desktop.ui.widgets.elided import ElidedLabel
from meihao_desktop.ui.widgets.fact_table import FactTable
from meihao_desktop.ui.widgets.findings_table import FindingsTable
from meihao_desktop.ui.widgets.rows_model import RIGHT, Column
from meihao_desktop.ui.widgets.table_view import TableView
from tests.support.builders import a_settlement


@dataclass(frozen=True)
class Line:
    name: str
    total: str
    is_void: bool = False


LINES = (Line("朗悦花园", "86.5"), Line("长城二花园", "84"), Line("凯旋会花园", "0", is_void=True))
COLUMNS = (
    Column(heading="小区", text=lambda line: line.name, hint=lambda line: line.name),
    Column(
        heading="总分", text=lambda line: line.total, width=4, align=RIGHT,
        mark=lambda line: (Tone.GOOD, "check") if not line.is_void else None,
        struck=lambda line: line.is_void, strong=lambda line: line.total == "86.5",
    ),
)  # fmt: skip


@pytest.fixture
def table(qtbot: QtBot) -> TableView:
    table = TableView(COLUMNS)
    qtbot.addWidget(table)
    table.show_rows(LINES)
    table.show()
    return table


def _cell(table: TableView, row: int, column: int, role: int) -> object:
    return table.rows_model.index(row, column).data(role)


def test_cells_say_what_the_columns_make_of_a_row(table: TableView) -> None:
    assert _cell(table, 0, 0, Qt.ItemDataRole.DisplayRole) == "朗悦花园"
    assert _cell(table, 1, 1, Qt.ItemDataRole.DisplayRole) == "84"
    assert _cell(table, 1, 0, Qt.ItemDataRole.ToolTipRole) == "长城二花园"
    assert _cell(table, 0, 1, Qt.ItemDataRole.DecorationRole) is not None
    assert _cell(table, 2, 1, Qt.ItemDataRole.DecorationRole) is None


def test_a_void_figure_is_struck_through_and_the_best_is_in_bold(table: TableView) -> None:
    assert _cell(table, 2, 1, Qt.ItemDataRole.FontRole).strikeOut()  # type: ignore[attr-defined]
    assert _cell(table, 0, 1, Qt.ItemDataRole.FontRole).bold()  # type: ignore[attr-defined]
    assert _cell(table, 1, 1, Qt.ItemDataRole.FontRole) is None


def test_a_column_without_marks_answers_nothing_but_its_text(table: TableView) -> None:
    roles = Qt.ItemDataRole
    for role in (roles.DecorationRole, roles.ForegroundRole, roles.FontRole, roles.BackgroundRole):
        assert _cell(table, 0, 0, role) is None
    assert _cell(table, 0, 1, roles.TextAlignmentRole) == RIGHT


def test_other_columns_bring_their_own_marks(table: TableView) -> None:
    table.show_columns(COLUMNS[::-1], LINES)
    assert _cell(table, 0, 0, Qt.ItemDataRole.DecorationRole) is not None
    assert _cell(table, 0, 1, Qt.ItemDataRole.DecorationRole) is None
    assert _cell(table, 0, 1, Qt.ItemDataRole.DisplayRole) == "朗悦花园"


@pytest.mark.parametrize("points", [18, 24, 30])
def test_rows_are_as_high_as_a_target_at_every_text_size(table: TableView, points: int) -> None:
    theme.scale(points)
    assert table.rowHeight(0) >= theme.metrics().target


def test_enter_opens_the_row_under_the_cursor(qtbot: QtBot, table: TableView) -> None:
    table.choose(lambda line: line.name == "长城二花园")
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [LINES[1]]


def test_new_rows_keep_the_cursor_where_it_was(table: TableView) -> None:
    table.choose_at(1)
    table.show_rows((*LINES, Line("保利花园", "80")))
    assert table.current == LINES[1]
    assert not table.choose(lambda line: line.name == "无此小区")
    table.show_rows(())
    assert table.current is None


def test_the_columns_can_change_with_the_people(table: TableView) -> None:
    table.show_columns(COLUMNS[:1], LINES)
    assert table.rows_model.columnCount() == 1
    assert table.rows_model.headerData(0, Qt.Orientation.Horizontal) == "小区"


def test_findings_show_severity_as_a_word_place_sentence_and_settlement(qtbot: QtBot) -> None:
    tie = Finding(
        severity=Severity.BLOCKING, code="tie", where=Where(estate="C01-E01"), sentence="并列。"
    )
    note = Finding(severity=Severity.NOTE, code="county_quota", where=Where(), sentence="数量。")
    rows = (
        FindingRow(finding=tie, place="朗悦花园"),
        FindingRow(finding=note),
        FindingRow(finding=tie, settlement=a_settlement(tie)),
    )
    findings = FindingsTable()
    qtbot.addWidget(findings)
    findings.show_findings(rows)
    shown = [
        [_cell(findings.table, row, column, Qt.ItemDataRole.DisplayRole) for column in range(4)]
        for row in range(3)
    ]
    assert shown[0] == ["阻断", "朗悦花园", "并列。", "待处理"]
    assert shown[1] == ["提示", "本次评审", "数量。", "—"]
    assert shown[2][3] == rows[2].settlement.decision.value  # type: ignore[union-attr]
    assert findings.choose(note.key)
    assert findings.current == rows[1]


def test_facts_are_listed_with_a_dash_where_nothing_is_known(qtbot: QtBot) -> None:
    facts = FactTable()
    qtbot.addWidget(facts)
    facts.show()
    facts.show_facts([("户数", "1200户", "单位按户推定"), ("绿化率", "")])
    words = [label.text() for label in facts.findChildren(QLabel) if label.isVisible()]
    assert words == ["户数", "1200户（单位按户推定）", "绿化率", "—"]
    facts.show_facts([("户数", "900户")])
    assert [label.text() for label in facts.findChildren(QLabel) if label.isVisible()] == [
        "户数",
        "900户",
    ]


def test_badges_say_their_meaning_in_a_word(qtbot: QtBot) -> None:
    for state in CellState:
        mark = state_badge(state)
        qtbot.addWidget(mark)
        assert mark.text == state.value
    for severity in Severity:
        mark = severity_badge(severity)
        qtbot.addWidget(mark)
        assert mark.text == severity.value
    changing = Badge("草稿")
    qtbot.addWidget(changing)
    changing.show_mark("正式", Tone.GOOD, "check")
    assert changing.text == "正式"


def test_a_name_too_long_for_its_place_ends_with_an_ellipsis_and_stays_readable(
    qtbot: QtBot,
) -> None:
    label = ElidedLabel("玉林市2025年度“美好家园”小区评审")
    qtbot.addWidget(label)
    label.resize(160, 40)
    label.show()
    assert label.text().endswith("…")
    assert label.toolTip() == label.whole
    label.resize(1200, 40)
    assert label.text() == label.whole
