"""Tables on slides, and the figures of charts as tables."""

from meihao_desktop.intake.geometry import Matrix, moved, then
from meihao_desktop.intake.page_writer import Colour, PageWriter, Stroke
from meihao_desktop.intake.slides.text import POINT, TextBody, TextLine
from meihao_desktop.intake.slides.theme import Theme, Thing, Wishes, whole
from meihao_desktop.intake.typefaces import typeface
from meihao_desktop.intake.xml_tree import Element, attribute, child, children

MAX_ROWS, MAX_COLUMNS = 200, 60
_GREY: Colour = (150, 150, 150, 255)
_PALE: Colour = (245, 246, 248, 255)
_WHITE: Colour = (255, 255, 255, 255)
_MARGIN = 7.2


class SlideTable:
    """One table, its rows as high as their text needs."""

    def __init__(self, writer: PageWriter, theme: Theme, table: Element, wishes: Wishes) -> None:
        self._writer = writer
        self._theme = theme
        self._wishes = wishes
        grid = child(table, "tblGrid")
        self._widths = [
            whole(attribute(column, "w")) / POINT for column in children(grid, "gridCol")
        ]
        self._rows = list(children(table, "tr"))[:MAX_ROWS]
        look = child(table, "tblPr")
        has_style = child(look, "tableStyleId") is not None
        self._has_head = has_style and attribute(look, "firstRow") in ("1", "true")
        self._has_bands = has_style and attribute(look, "bandRow") in ("1", "true")

    def draw(self, at: Matrix) -> None:
        """From the left upper corner at the origin."""
        heights = [self._height(row) for row in self._rows]
        top = 0.0
        for index, row in enumerate(self._rows):
            left = 0.0
            for column, cell in enumerate(list(children(row, "tc"))[:MAX_COLUMNS]):
                if attribute(cell, "hMerge") in ("1", "true"):
                    left += self._width(column, 1)
                    continue
                width = self._width(column, whole(attribute(cell, "gridSpan"), 1))
                rows = max(whole(attribute(cell, "rowSpan"), 1), 1)
                if attribute(cell, "vMerge") not in ("1", "true"):
                    height = sum(heights[index : index + rows])
                    self._cell(cell, (left, top, width, height), index, at)
                left += self._width(column, 1)
            top += heights[index]

    def _width(self, column: int, span: int) -> float:
        return sum(self._widths[column : column + max(span, 1)])

    def _height(self, row: Element) -> float:
        height = whole(attribute(row, "h")) / POINT
        for column, cell in enumerate(children(row, "tc")):
            merged = ("hMerge", "vMerge", "rowSpan")
            if any(attribute(cell, name) for name in merged):
                continue
            width = self._width(column, whole(attribute(cell, "gridSpan"), 1))
            lines = self._lines(cell, width, 0)[1]
            height = max(height, sum(line.height + line.before for line in lines) + _MARGIN)
        return min(height, 5000.0)

    def _lines(
        self, cell: Element, width: float, index: int
    ) -> tuple[TextBody | None, list[TextLine]]:
        body = child(cell, "txBody")
        if body is None:
            return None, []
        is_head = self._has_head and index == 0
        text = TextBody(self._writer, self._theme, body, self._wishes, _WHITE if is_head else None)
        return text, text.lines(width - 2 * _MARGIN)

    def _cell(
        self, cell: Element, box: tuple[float, float, float, float], index: int, at: Matrix
    ) -> None:
        left, top, width, height = box
        properties = child(cell, "tcPr")
        fill = self._theme.fill(properties)
        if fill is None and child(properties, "noFill") is None:
            fill = self._styled(index)
        self._writer.rectangle(box, at=at, fill=fill, stroke=Stroke(colour=_GREY, width=0.6))
        text, lines = self._lines(cell, width, index)
        if text is None:
            return
        spare = height - sum(line.height + line.before for line in lines)
        anchor = attribute(properties, "anchor")
        shift = {"ctr": spare / 2, "b": spare - _MARGIN / 2}.get(anchor, _MARGIN / 2)
        text.draw(lines, (left + _MARGIN, top + max(shift, 0.0), width - 2 * _MARGIN), at)

    def _styled(self, index: int) -> Colour | None:
        """The usual style: a coloured head and every other row pale."""
        accent = (*_parts(self._theme), 255)
        if self._has_head and index == 0:
            return accent
        if self._has_bands and (index % 2 == 1) == self._has_head:
            red, green, blue = (round(255 - (255 - part) * 0.2) for part in accent[:3])
            return red, green, blue, 255
        return None


def _parts(theme: Theme) -> tuple[int, int, int]:
    value = theme.colours.get("accent1", "4472C4")
    return int(value[:2], 16), int(value[2:4], 16), int(value[4:6], 16)


def draw_chart(writer: PageWriter, chart: Thing, size: tuple[float, float], at: Matrix) -> None:
    """A chart as a box with its title and its figures."""
    width, height = size
    writer.rectangle((0, 0, width, height), at=at, fill=_PALE, stroke=Stroke(colour=_GREY))
    rows = chart_rows(chart)
    step = min(30.0, height / max(len(rows) + 1, 2))
    letters = min(16.0, step * 0.6, width / 40)
    for index, row in enumerate(rows):
        share = (width - 16) / max(len(row), 1)
        for column, text in enumerate(row):
            face = typeface("", is_bold=index < 2)
            most = max(int(share / letters * 1.6), 4)
            place = moved(8 + column * share, (index + 0.9) * step)
            writer.text(text[:most], face, letters, at=then(place, at))


def chart_rows(chart: Thing) -> list[list[str]]:
    """Title, head and figures of a chart."""
    has_title = chart.has_title and chart.chart_title.has_text_frame
    title = chart.chart_title.text_frame.text if has_title else ""
    rows = [[f"图表：{title}（以下为图表数据，图形请用外部程序查看）"]]
    plots = list(chart.plots)
    if not plots:
        return rows
    series = list(plots[0].series)[:12]
    rows.append(["", *(str(one.name) for one in series)])
    columns = [list(one.values) for one in series]
    for index, category in enumerate(list(plots[0].categories)[:60]):
        values = (column[index] if index < len(column) else None for column in columns)
        rows.append([str(category), *("" if value is None else f"{value:g}" for value in values)])
    return rows
