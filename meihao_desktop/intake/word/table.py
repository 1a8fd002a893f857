"""The cells of a Word table with what they cover and how they look."""

from collections.abc import Iterator
from dataclasses import dataclass

from meihao_desktop.intake.word.styles import Styles, has_lines, whole
from meihao_desktop.intake.xml_tree import Element, attribute, child, local

MAX_SPAN = 200
_DIRECT = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_VALIGN = {"center": "middle", "bottom": "bottom", "both": "middle"}


@dataclass(slots=True)
class TableCell:
    """One cell; a node of ``None`` is a gap at the side of a row."""

    node: Element | None
    column: int
    span: int = 1
    rows: int = 1
    continues: bool = False


def nested(parent: Element, wanted: str, depth: int = 0) -> Iterator[Element]:
    """Rows or cells also where a control or a tracked insertion holds them."""
    for node in parent:
        name = local(node.tag)
        if name == wanted:
            yield node
        elif name in _DIRECT and depth < MAX_SPAN // 10:
            yield from nested(node, wanted, depth + 1)


def table_rows(table: Element) -> list[list[TableCell]]:
    """The rows, merged cells standing once with the number of rows they cover."""
    rows: list[list[TableCell]] = []
    above: dict[int, TableCell] = {}
    for row in nested(table, "tr"):
        if child(row, "trPr", "del") is not None:
            continue
        cells: list[TableCell] = []
        open_now: dict[int, TableCell] = {}
        for cell in _cells(row):
            covering = above.get(cell.column)
            if cell.continues and covering is not None and covering.span == cell.span:
                covering.rows += 1
                open_now[cell.column] = covering
                continue
            cells.append(cell)
            open_now[cell.column] = cell
        rows.append(cells)
        above = open_now
    return rows


def _cells(row: Element) -> Iterator[TableCell]:
    properties = child(row, "trPr")
    column = _count(child(properties, "gridBefore"), 0)
    if column:
        yield TableCell(None, 0, column)
    for node in nested(row, "tc"):
        wishes = child(node, "tcPr")
        span = max(1, _count(child(wishes, "gridSpan"), 1))
        merge = child(wishes, "vMerge")
        continues = merge is not None and attribute(merge, "val") != "restart"
        yield TableCell(node, column, span, continues=continues)
        column += span
    after = _count(child(properties, "gridAfter"), 0)
    if after:
        yield TableCell(None, column, after)


def column_shares(table: Element) -> list[int]:
    """The width of each column in hundredths of the table, empty where nothing is said."""
    grid = child(table, "tblGrid")
    widths = [whole(attribute(node, "w")) for node in grid] if grid is not None else []
    total = sum(widths)
    if total <= 0 or min(widths) < 0:
        return []
    return [max(1, round(100 * width / total)) for width in widths]


def is_ruled(table: Element, styles: Styles) -> bool:
    """Whether the table has lines, by itself, by its style or by a cell."""
    properties = child(table, "tblPr")
    own = child(properties, "tblBorders")
    if own is not None:
        is_drawn = has_lines(own)
    else:
        is_drawn = styles.has_borders(attribute(child(properties, "tblStyle"), "val"))
    return is_drawn or any(has_lines(node) for node in table.iter("{*}tcBorders"))


def cell_attributes(cell: TableCell, shares: list[int], *, ruled: bool) -> str:
    """What the viewer must know of a cell."""
    parts: list[str] = []
    if cell.span > 1:
        parts.append(f'colspan="{cell.span}"')
    if cell.rows > 1:
        parts.append(f'rowspan="{cell.rows}"')
    if cell.span == 1 and cell.column < len(shares):
        parts.append(f'width="{shares[cell.column]}%"')
    wishes = child(cell.node, "tcPr")
    align = _VALIGN.get(attribute(child(wishes, "vAlign"), "val"))
    if align:
        parts.append(f'valign="{align}"')
    fill = attribute(child(wishes, "shd"), "fill").upper()
    if _is_light(fill):
        parts.append(f'bgcolor="#{fill}"')
    if not ruled:
        parts.append('style="border:none"')
    return "".join(f" {part}" for part in parts)


def _is_light(fill: str) -> bool:
    """Dark fills are left out: the letters on them may be dark as well once shown."""
    if len(fill) != 6 or fill == "FFFFFF":
        return False
    if any(sign not in "0123456789ABCDEF" for sign in fill):
        return False
    return sum(int(fill[at : at + 2], 16) for at in (0, 2, 4)) > 3 * 130


def _count(node: Element | None, otherwise: int) -> int:
    return otherwise if node is None else min(whole(attribute(node, "val")), MAX_SPAN)
