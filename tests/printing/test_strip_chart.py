"""A strip chart: figures lie where the scale says, never outside it."""

import pytest

from meihao_desktop.printing.strip_chart import StripChart


@pytest.mark.parametrize(("figure", "at"), [(-2, 0.0), (0, 0.5), (1, 0.75), (9, 1.0), (-9, 0.0)])
def test_a_figure_lies_between_the_ends(figure: float, at: float) -> None:
    assert StripChart(rows=(), least=-2, most=2, ticks=()).at(figure) == at


def test_a_scale_without_length_puts_everything_in_the_middle() -> None:
    assert StripChart(rows=(), least=1, most=1, ticks=()).at(1) == 0.5
