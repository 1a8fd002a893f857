"""The matrix: numbers in every cell, words where there are none, shades that say the same."""

from meihao_desktop.ui.ranking_desk.matrix_values import Way, matrix_values
from tests.support.builders import a_dossier, a_recusal
from tests.ui.ranking_desk.desks import an_advice_desk

TOTALS = ([90, 92, 88, 91, 95], [80, 83, 79, 82, 86])


def test_every_expert_has_a_cell_and_the_dropped_ones_brackets() -> None:
    matrix = matrix_values(an_advice_desk(a_dossier(TOTALS)), Way.TOTALS)
    assert matrix.experts == ("专家01", "专家02", "专家03", "专家04", "专家05")
    first = matrix.rows[0]
    assert (first.name, first.final) == ("1　朗悦花园", "91.00")
    assert [cell.text for cell in first.cells] == [
        "90.00", "92.00", "(88.00)", "91.00", "(95.00)",
    ]  # fmt: skip


def test_shades_run_from_the_lowest_to_the_highest_total() -> None:
    matrix = matrix_values(an_advice_desk(a_dossier(TOTALS)), Way.TOTALS)
    assert matrix.rows[0].cells[4].shade == 1
    assert matrix.rows[1].cells[2].shade == -1
    assert "79.00 到 95.00 分" in matrix.key


def test_deviations_are_signed_and_lie_around_nought() -> None:
    matrix = matrix_values(an_advice_desk(a_dossier([[90, 92, 88], 80], experts=3)), Way.DEVIATIONS)
    assert [cell.text for cell in matrix.rows[0].cells] == ["0.00", "+2.00", "−2.00"]
    assert [cell.shade for cell in matrix.rows[0].cells] == [0, 1, -1]


def test_a_recusal_is_a_word_without_a_shade() -> None:
    dossier = a_dossier(TOTALS, recusals=[a_recusal(2, 1)])
    cell = matrix_values(an_advice_desk(dossier), Way.TOTALS).rows[0].cells[1]
    assert (cell.text, cell.shade) == ("回避", None)


def test_equal_totals_everywhere_have_the_middle_shade() -> None:
    matrix = matrix_values(an_advice_desk(a_dossier([80, 80])), Way.TOTALS)
    assert {cell.shade for row in matrix.rows for cell in row.cells} == {0.0}
