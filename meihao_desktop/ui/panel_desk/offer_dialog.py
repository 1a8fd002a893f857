"""A list of the panel that was read: what becomes of each line, before anything is changed."""

from PySide6.QtWidgets import QWidget

from meihao_desktop.operations.exchange_panel import Effect, OfferRow, PanelOffer
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.rows_model import RIGHT, Column, Mark
from meihao_desktop.ui.widgets.table_view import TableView
from meihao_desktop.ui.widgets.text import body

MARKS = {
    Effect.NEW: (Tone.GOOD, "plus"),
    Effect.CHANGED: (Tone.NOTE, "refresh"),
    Effect.SAME: (Tone.PLAIN, "minus"),
    Effect.REFUSED: (Tone.BLOCKING, "blocking"),
}
SHOWN = 6


class OfferDialog(Dialog):
    """The lines with their effect; what was strange about them stands above."""

    def __init__(self, offer: PanelOffer, parent: QWidget | None = None) -> None:
        super().__init__("导入评审小组名单", parent, confirm="导入", width=44)
        self._offer = offer
        self._notice = Notice(Tone.WARNING, "warning")
        table = TableView(_columns())
        table.show_rows(offer.rows)
        table.setMinimumHeight(theme.metrics().target * min(len(offer.rows) + 2, 9))
        self.add(body(f"“{offer.file_name}”：{offer.counts or '没有人员'}。"))
        self.add(self._notice)
        self.add(table)
        sentences = [finding.sentence for finding in offer.findings]
        more = f"\n另有 {len(sentences) - SHOWN} 处。" if len(sentences) > SHOWN else ""
        self._notice.say("\n".join(sentences[:SHOWN]) + more)

    def fault(self) -> str:
        return "" if self._offer.wanted else "这份名单中没有需要新增或更新的人员。"


def _columns() -> list[Column]:
    return [
        Column(heading="行", text=lambda row: str(row.entry.row), width=2, align=RIGHT),
        Column(heading="姓名", text=lambda row: row.person.name, width=5),
        Column(heading="处理", text=lambda row: row.effect.value, width=5, mark=_mark),
        Column(heading="单位、说明", text=_told, hint=_told),
    ]


def _told(row: OfferRow) -> str:
    return row.told or f"{row.person.unit}　{row.person.title}".strip("　")


def _mark(row: OfferRow) -> Mark:
    return MARKS[row.effect]
