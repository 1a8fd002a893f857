"""A strip chart on paper: for each name a mark, an interval where there is one, and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from meihao_desktop.printing.line_breaking import wrap
from meihao_desktop.printing.paper import Paper
from meihao_desktop.printing.press import INK, RULE, SOFT, Align, Press, TextStyle
from meihao_desktop.printing.typeface import Face

_LABEL = TextStyle(9.5, Face.SONG)
_SMALL_LABEL = TextStyle(7, Face.SONG, leading=1.1)
_TOLD = TextStyle(9.5, Face.HEI, Align.RIGHT)
_TICK = TextStyle(8, Face.HEI, Align.CENTRE, SOFT)
_LABEL_SHARE, _TOLD_SHARE = 0.25, 0.34
_ROW, _HEAD, _HEADING = 17.0, 15.0, 40.0
_KEPT_ROWS = 15
_DASH = 2.0
_DROP, _INSET = 3.4, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class StripRow:
    """One line; ``middle`` is the mark, ``low`` and ``high`` the ends of its interval.

    ``strokes`` are single figures of the same line, ``left_out`` those of them that do not count.
    """

    label: str
    middle: float
    low: float | None = None
    high: float | None = None
    told: str = ""
    strokes: Sequence[float] = ()
    left_out: Sequence[float] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StripChart:
    """Rows over one scale; ``references`` are upright lines through all of them."""

    rows: Sequence[StripRow]
    least: float
    most: float
    ticks: Sequence[tuple[float, str]]
    references: Sequence[float] = ()

    def at(self, figure: float) -> float:
        """Where a figure lies between the ends, from 0 to 1."""
        span = self.most - self.least
        return 0.5 if span <= 0 else min(1.0, max(0.0, (figure - self.least) / span))


def draw_chart(paper: Paper, chart: StripChart, heading: str) -> None:
    """Heading and scale with the first rows; the others may go on on the next page."""
    paper.keep(_HEADING + _HEAD + min(len(chart.rows), _KEPT_ROWS) * _ROW)
    paper.heading(heading)
    strip = _Strip(chart, paper.width)
    paper.drawing(_HEAD, strip.draw_scale)
    for row in chart.rows:
        paper.drawing(_ROW, partial(strip.draw_row, row=row))
    paper.space(6)


@dataclass(frozen=True, slots=True)
class _Strip:
    """The chart on a paper of this width: names left, the scale in the middle, words right."""

    chart: StripChart
    width: float

    def draw_scale(self, press: Press, left: float, top: float) -> None:
        bottom = top - _HEAD
        for figure, text in self.chart.ticks:
            x = self._x(left, figure)
            press.text(x, bottom + 5, text, _TICK)
            press.rules([(x, bottom, x, bottom + 3)], weight=0.5)
        press.rule(self._start(left), bottom, self._start(left) + self._span, weight=0.6)

    def draw_row(self, press: Press, left: float, top: float, *, row: StripRow) -> None:
        middle = top - _ROW / 2
        self._draw_label(press, left, middle, row.label)
        press.text(left + self.width, middle - _DROP, row.told, _TOLD)
        for figure in self.chart.references:
            x = self._x(left, figure)
            tops = [top - 2 * _DASH * at for at in range(round(_ROW / (2 * _DASH)))]
            press.rules([(x, y, x, y - _DASH) for y in tops], weight=0.8, grey=RULE)
        if row.low is not None and row.high is not None:
            low, high = self._x(left, row.low), self._x(left, row.high)
            ends = [(x, middle - 3, x, middle + 3) for x in (low, high)]
            press.rules([(low, middle, high, middle), *ends], weight=1.2, grey=INK)
        for figures, half, grey in ((row.strokes, 5.0, INK), (row.left_out, 2.5, SOFT)):
            places = (self._x(left, figure) for figure in figures)
            press.rules([(x, middle - half, x, middle + half) for x in places], weight=1, grey=grey)
        x = self._x(left, row.middle)
        press.band(x - 2.6, middle - 2.6, 5.2, 5.2, grey=INK)
        press.rule(left, top - _ROW, left + self.width, weight=0.2)

    def _draw_label(self, press: Press, left: float, middle: float, label: str) -> None:
        """In one line, or in two of a smaller size where it is long."""
        room = self.width * _LABEL_SHARE
        style = _LABEL if _LABEL.breadth(label) <= room else _SMALL_LABEL
        lines = wrap(label, style.face, style.size, room)[:2]
        top = middle + len(lines) * style.pitch / 2
        press.lines((left, top, room), tuple(lines), style)

    @property
    def _span(self) -> float:
        return self.width * (1 - _LABEL_SHARE - _TOLD_SHARE) - 2 * _INSET

    def _start(self, left: float) -> float:
        return left + self.width * _LABEL_SHARE + _INSET

    def _x(self, left: float, figure: float) -> float:
        return self._start(left) + self._span * self.chart.at(figure)
