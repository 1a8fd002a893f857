"""The grid of estates and experts."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.secretary_desk.matrix_model import Matrix, MatrixCell, MatrixModel
from meihao_desktop.ui.secretary_desk.matrix_view import MatrixView


def a_matrix(rows: int = 3, columns: int = 2, word: str = "已提交") -> Matrix:
    return Matrix(
        rows=tuple(f"小区{at}" for at in range(rows)),
        columns=tuple(f"专家{at:02}\n1/{rows} 份" for at in range(columns)),
        cells=tuple(
            tuple(MatrixCell(text=word, mark=(Tone.GOOD, "lock")) for _ in range(columns))
            for _ in range(rows)
        ),
    )


@pytest.fixture
def view(qtbot: QtBot) -> MatrixView:
    view = MatrixView(4)
    qtbot.addWidget(view)
    view.resize(800, 400)
    view.show_matrix(a_matrix())
    view.show()
    return view


def test_a_square_has_word_icon_and_hint(qtbot: QtBot) -> None:
    model = MatrixModel()
    cell = MatrixCell(text="60", mark=(Tone.REHEARSAL, "recused"), hint="回避", is_struck=True)
    model.show_matrix(Matrix(rows=("朗悦花园",), columns=("专家01",), cells=((cell,),)))
    index = model.index(0, 0)
    assert model.data(index) == "60"
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) == "回避"
    assert model.data(index, Qt.ItemDataRole.FontRole).strikeOut()
    assert not model.data(index, Qt.ItemDataRole.DecorationRole).isNull()
    assert model.headerData(0, Qt.Orientation.Vertical) == "朗悦花园"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "专家01"


def test_an_unmarked_square_makes_no_colours_and_no_fonts() -> None:
    model = MatrixModel()
    model.show_matrix(Matrix(rows=("甲",), columns=("乙",), cells=((MatrixCell(text="88"),),)))
    roles = (Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.FontRole,
             Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.ToolTipRole)  # fmt: skip
    assert [model.data(model.index(0, 0), role) for role in roles] == [None] * 4


def test_the_cursor_stays_when_only_squares_change(view: MatrixView) -> None:
    view.choose(2, 1)
    view.show_matrix(a_matrix(word="已签字"))
    assert view.place == (2, 1)
    assert view.matrix_model.data(view.matrix_model.index(2, 1)) == "已签字"


def test_other_names_start_anew(view: MatrixView) -> None:
    view.choose(2, 1)
    view.show_matrix(a_matrix(rows=1, columns=1))
    assert view.place == (0, 0)


def test_arrows_go_from_square_to_square_and_enter_opens(qtbot: QtBot, view: MatrixView) -> None:
    heard: list[tuple[int, int]] = []
    view.opened.connect(lambda row, column: heard.append((row, column)))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert heard == [(1, 1)]


def test_few_columns_share_the_room_and_many_scroll(view: MatrixView) -> None:
    names = view.verticalHeader().width()
    assert names + 2 * view.columnWidth(0) > 740
    view.show_matrix(a_matrix(columns=15))
    assert view.columnWidth(0) >= 4 * theme.metrics().text
    assert view.horizontalScrollBar().maximum() > 0


def test_names_in_two_lines_have_room_for_both(view: MatrixView) -> None:
    lines = view.fontMetrics().height()
    assert view.horizontalHeader().height() >= 2 * round(theme.metrics().small * 1.4)
    theme.scale(30)
    grown = view.horizontalHeader().height()
    rows = view.verticalHeader().defaultSectionSize()
    theme.scale(18)
    assert grown >= 2 * round(40 * 0.84 * 1.4)
    assert rows >= 70
    assert lines > 0
