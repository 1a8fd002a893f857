"""往年评审: the earlier rounds that materials, names and honours are compared with."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from meihao_desktop.domain.earlier_round import EarlierRound
from meihao_desktop.operations.compare_years import YearsDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.settings_desk.lock import SEALED
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import EmptyState, Notice
from meihao_desktop.ui.widgets.rows_model import CENTRE, RIGHT, Column
from meihao_desktop.ui.widgets.table_view import TableView
from meihao_desktop.ui.widgets.text import caption, title

WHAT_FOR = (
    "添加往年的评审文件夹后，程序会核对：小区往年是否已列入公示名单，物业服务企业去年是否已有小区"
    "列入，文件和照片是否与往年报送的相同。只读取不改动；往年的评分不会带入本次评审。"
)
NOTHING = "还没有添加往年评审。"


class YearsPane(QWidget):
    """The list, and the two acts that change it."""

    add_asked = Signal()
    remove_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        unit = theme.metrics().unit
        self.add = buttons.primary("添加往年评审…", self.add_asked.emit, "folder")
        self.remove = buttons.plain("移除", self._remove, "trash")
        self.table = TableView(_COLUMNS)
        self._nothing = EmptyState(NOTHING, "folder")
        self._state = Notice(Tone.NOTE, "note")
        self._may_keep = False
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(title("往年评审"), 1)
        head.addWidget(self.remove)
        head.addWidget(self.add)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, unit, 0, unit)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(caption(WHAT_FOR))
        column.addWidget(self._state)
        column.addWidget(self._stack, 1)

    def show_desk(self, desk: YearsDesk, *, is_locked: bool) -> None:
        self._may_keep = desk.may_keep
        self.table.show_rows(desk.rounds)
        self._stack.setCurrentWidget(self.table if desk.rounds else self._nothing)
        self.add.setVisible(desk.may_keep)
        self.remove.setVisible(desk.may_keep and bool(desk.rounds))
        self.show_reading(None)
        if is_locked:
            self._state.say(SEALED)

    def show_reading(self, folder: Path | None) -> None:
        """While a folder is read nothing else can be begun."""
        self._state.say(f"正在读取“{folder.name}”，请稍候。" if folder else "")
        self.add.setEnabled(folder is None)
        self.remove.setEnabled(folder is None)

    def _remove(self) -> None:
        if self.table.current is not None:
            self.remove_asked.emit(self.table.current)


def _honoured(earlier: EarlierRound) -> str:
    if not earlier.has_result:
        return "尚未定稿"
    return "、".join(estate.name for estate in earlier.honoured) or "无"


def _looks(earlier: EarlierRound) -> str:
    looks = sum(bool(file.look) for estate in earlier.estates for file in estate.files)
    return f"{looks} 张"


_COLUMNS = (
    Column(heading="年度", text=lambda row: str(row.year), width=3, align=CENTRE),
    Column(heading="评审", text=lambda row: row.title, width=21, hint=lambda row: row.title),
    Column(heading="小区", text=lambda row: f"{len(row.estates)} 个", width=3, align=RIGHT),
    Column(heading="文件", text=lambda row: f"{row.file_count} 个", width=4, align=RIGHT),
    Column(heading="可比照片", text=_looks, width=4, align=RIGHT),
    Column(heading="列入公示名单", text=_honoured, hint=_honoured),
)
