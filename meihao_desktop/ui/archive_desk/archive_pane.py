"""归档: what an archive would hold, writing it, and the archives that were made."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.archive import Archive
from meihao_desktop.domain.file_size import size_text
from meihao_desktop.domain.signature import grouped
from meihao_desktop.operations.archive_round import ArchiveDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Bar, Card, EmptyState, Inner, Notice, scrolled
from meihao_desktop.ui.widgets.fact_table import FactTable
from meihao_desktop.ui.widgets.rows_model import Column
from meihao_desktop.ui.widgets.table_view import TableView
from meihao_desktop.ui.widgets.text import body, soft, strong, title
from meihao_desktop.ui.widgets.work_line import WorkLine

ABOUT = "全部内容写进一个文件夹，逐字节读回核对。谁都可以用其中的核验程序核对，不需要本程序。"
PERSONAL = "其中有评审小组成员的个人信息和 PIN 的校验值，请与纸质档案同样保管。"
NONE = "还没有归档。定稿之后由秘书归档。"


class ArchivePane(QWidget):
    """Says by signals what is wanted."""

    archive_asked = Signal()
    list_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str, str] = {}
        self._heading = title("归档这次评审")
        self._contents = FactTable()
        self._why = Notice(Tone.NOTE, "note")
        self.work = WorkLine()
        self.work.changed.connect(self._show_acts)
        self._done = Notice(Tone.GOOD, "check")
        self._done.hide()
        self._facts = FactTable()
        self.table = TableView(self._columns())
        self.table.chosen.connect(self._show_archive)
        self._empty = EmptyState(NONE, "archive")
        self._archive = buttons.primary("归档…", self.archive_asked.emit, "archive")
        self._list = buttons.plain("归档目录…", self.list_asked.emit, "print")
        self._may = False
        self._archives: tuple[Archive, ...] = ()
        self._lay_out()

    def show_desk(self, desk: ArchiveDesk) -> None:
        """What there is now."""
        self._may, self._archives = desk.may_archive, desk.archives
        self._names = dict(desk.names)
        self._contents.show_facts(desk.contents)
        self._why.say(desk.reason)
        self.table.show_rows(tuple(reversed(desk.archives)))
        self.table.setVisible(bool(desk.archives))
        self._empty.setVisible(not desk.archives)
        if desk.archives:
            self.table.choose(lambda row: row.digest == desk.archives[-1].digest)
        self._show_archive(self.table.current)
        self._show_acts()

    def say_done(self, sentence: str) -> None:
        self._done.say(sentence)

    def take_focus(self) -> None:
        self.table.setFocus()

    def _show_acts(self) -> None:
        self._archive.setVisible(self._may)
        self._archive.setEnabled(not self.work.is_busy)
        self._list.setVisible(self._may and bool(self._archives))

    def _show_archive(self, archive: object) -> None:
        """The one that is chosen: what to compare with inked paper."""
        is_one = isinstance(archive, Archive)
        self._facts.setVisible(is_one)
        if is_one:
            self._facts.show_facts(facts_of(archive))

    def _columns(self) -> Sequence[Column]:
        return [
            Column(heading="时间", text=lambda row: f"{row.made_at.astimezone():%m-%d %H:%M}",
                   width=6),
            Column(heading="归档人", width=4,
                   text=lambda row: str(self._names.get(row.made_by, row.made_by))),
            Column(heading="位置", text=lambda row: row.place, hint=lambda row: row.place),
        ]  # fmt: skip

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        left, right = Card(), Card()
        for widget in (self._heading, self._why, body(ABOUT), self._contents, soft(PERSONAL)):
            left.content.addWidget(widget)
        left.content.addStretch(1)
        self.table.setMinimumSize(unit * 20, unit * 12)
        right.content.addWidget(strong("已有的归档"))
        right.content.addWidget(self.table, 1)
        right.content.addWidget(self._empty, 1)
        right.content.addWidget(self._facts, 0, Qt.AlignmentFlag.AlignBottom)
        both = Inner()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(unit * 2)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        inner = QVBoxLayout()
        inner.setContentsMargins(unit * 2, unit, unit * 2, unit)
        inner.setSpacing(unit)
        inner.addWidget(self.work)
        inner.addWidget(self._done)
        inner.addWidget(scrolled(both), 1)
        foot = Bar(is_foot=True)
        foot.content.addWidget(self._list)
        foot.content.addStretch(1)
        foot.content.addWidget(self._archive)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(foot)


def facts_of(archive: Archive) -> tuple[tuple[str, str], ...]:
    """What to compare with the inked papers."""
    head = archive.log_head[:16].upper()
    return (
        ("文件", f"{archive.file_count} 个，{size_text(archive.total_size)}"),
        ("密钥指纹", grouped(archive.fingerprint)),
        ("留痕链末端", f"第 {archive.log_seq} 号　{grouped(head)}"),
        ("清单", grouped(archive.digest[:16].upper())),
    )
