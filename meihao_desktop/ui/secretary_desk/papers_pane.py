"""打印: the set of papers, what was printed when, what is stale, and one click for all of them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.secretary_desk.paper_rows import PaperRow
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Bar, EmptyState, Notice
from meihao_desktop.ui.widgets.rows_model import Column, Mark
from meihao_desktop.ui.widgets.table_view import TableView

EMPTY = "现在还没有可以打印的文书。收件后可打印收件回执，评分表提交后可打印评分表。"


class PapersPane(QWidget):
    """Asks for a preview of one paper or for the whole set."""

    preview_asked = Signal(object)
    set_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path()
        self._stale = Notice(Tone.WARNING, "warning")
        self._done = Notice(Tone.GOOD, "check")
        self._table = TableView(_columns())
        self._empty = EmptyState(EMPTY, "print")
        self._preview = buttons.plain("预览和打印", self._ask_preview, "eye")
        self._set = buttons.primary("保存整套文书", self.set_asked.emit, "save")
        self._open = buttons.plain("打开文件夹", self._open_folder, "folder")
        self._table.chosen.connect(lambda _row: self._show_acts())
        self._table.opened.connect(self._open_row)
        self._lay_out()

    @property
    def rows(self) -> tuple[PaperRow, ...]:
        return self._table.rows

    def show_rows(self, rows: Sequence[PaperRow]) -> None:
        self._table.show_rows(rows)
        self._table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._set.setEnabled(any(row.is_of_set for row in rows))
        stale = [row.title for row in rows if row.is_stale]
        more = " 等" if len(stale) > 3 else ""
        named = "、".join(stale[:3])
        self._stale.say(
            f"{len(stale)} 种文书打印之后数据又有变化，已经过期，请重新打印：{named}{more}。"
            if stale
            else ""
        )
        self._show_acts()

    def show_saving(self, done: int, count: int, title: str) -> None:
        """How far the set has come; an empty title takes the words away."""
        self._open.hide()
        self._done.say(f"正在保存 {done}/{count}：{title}" if title else "")

    def show_saved(self, count: int, folder: Path) -> None:
        self._folder = folder
        self._open.show()
        self._done.say(f"已保存 {count} 份文书到 {folder}")

    def take_focus(self) -> None:
        self._table.setFocus()

    def _show_acts(self) -> None:
        self._preview.setEnabled(self._table.current is not None)

    def _ask_preview(self) -> None:
        if self._table.current is not None:
            self.preview_asked.emit(self._table.current)

    def _open_row(self, row: PaperRow) -> None:
        self.preview_asked.emit(row)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self._done.acts.addWidget(self._open)
        inner = QVBoxLayout()
        inner.setContentsMargins(unit * 2, unit, unit * 2, unit)
        inner.setSpacing(unit)
        for part in (self._stale, self._done):
            inner.addWidget(part)
        inner.addWidget(self._table, 1)
        inner.addWidget(self._empty, 1)
        foot = Bar(is_foot=True)
        foot.content.addStretch(1)
        foot.content.addWidget(self._preview)
        foot.content.addWidget(self._set)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(foot)


def _columns() -> list[Column]:
    return [
        Column(heading="文书", text=lambda row: row.title, hint=lambda row: row.title),
        Column(heading="性质", text=_worth, width=4),
        Column(heading="最近一次打印", text=_printed, width=8, hint=_hint),
        Column(heading="情况", text=_state, width=5, mark=_mark),
    ]


def _worth(row: PaperRow) -> str:
    if row.offer is None:
        return "—"
    return row.offer.mark


def _printed(row: PaperRow) -> str:
    if row.printing is None:
        return "—"
    return f"{row.printing.printing.printed_at:%m-%d %H:%M} {row.printing.actor_name}"


def _hint(row: PaperRow) -> str:
    if row.printing is None:
        return ""
    printing = row.printing.printing
    return f"{printing.printed_at:%Y-%m-%d %H:%M:%S} 校验码 {printing.check_code}"


def _state(row: PaperRow) -> str:
    if row.printing is None:
        return "未打印"
    return "已过期" if row.is_stale else "最新"


def _mark(row: PaperRow) -> Mark:
    if row.printing is None:
        return (Tone.PLAIN, "ring-plain")
    return (Tone.WARNING, "warning") if row.is_stale else (Tone.GOOD, "check")
