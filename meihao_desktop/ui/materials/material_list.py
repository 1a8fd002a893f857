"""The materials of one estate by group and name, the facts first, with a field to narrow them."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QIcon, QPixmap
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.icons import list_icon, picture
from meihao_desktop.ui.materials.kind_icons import icon_name
from meihao_desktop.ui.materials.material_rows import FACTS_NAME, Entry, Heading, Row, rows_of
from meihao_desktop.ui.widgets.text import caption

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class EntryTable(QAbstractListModel):
    """Files and the headings above them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self._soft = QBrush(QColor(colours.SOFT_INK))  # one for all: data() is asked often
        self._ground = QBrush(QColor(colours.SUNKEN))

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(row for row in self.rows if isinstance(row, Entry))

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(40, theme.metrics().target)
        return self._of_heading(row, role) if isinstance(row, Heading) else _of_entry(row, role)

    def _of_heading(self, row: Heading, role: int) -> str | QPixmap | QFont | QBrush | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.group}（{row.count}）"
        if role == Qt.ItemDataRole.DecorationRole:
            return picture("right" if row.is_folded else "down", colours.SOFT_INK)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.group}：{row.count} 份，点击{'展开' if row.is_folded else '收起'}"
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._soft
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._ground
        return None


class MaterialList(QWidget):
    """Field and list; a click or Enter chooses, on a heading it folds the group."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Entry, ...] = ()
        self._folded: frozenset[str] = frozenset()
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("按名称查找")
        self.search.setToolTip("按文件名、文件夹或类型缩小列表")
        self.table = EntryTable()
        self.view = QListView(self)
        self.view.setModel(self.table)
        self.view.setUniformItemSizes(True)
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = caption("没有名称相符的材料。")
        self.nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(6)
        layout.addWidget(self.search)
        layout.addWidget(self.nothing)
        layout.addWidget(self.view, 1)
        theme.follow(self._adapt)
        self.search.textChanged.connect(self._search)
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._activate)

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        self._all = entries
        self._folded = frozenset()
        if self.search.text():
            self.search.clear()  # which shows them
        else:
            self._search("")

    def mark_current(self, entry: Entry) -> None:
        """The entry in view; a folded group opens for it."""
        if entry.group in self._folded:
            self._fold(entry.group)
        if entry in self.table.rows:
            self.view.setCurrentIndex(self.table.index(self.table.rows.index(entry), 0))

    def _adapt(self) -> None:
        size = theme.metrics().text
        self.view.setIconSize(QSize(size, size))
        self.view.doItemsLayout()

    def _search(self, text: str) -> None:
        wanted = text.strip().casefold()
        found = tuple(entry for entry in self._all if entry.holds(wanted)) if wanted else self._all
        self.table.show_rows(rows_of(found, frozenset() if wanted else self._folded))
        self.nothing.setVisible(bool(wanted) and not found)

    def _choose(self, index: QModelIndex) -> None:
        row = self.table.rows[index.row()]
        if isinstance(row, Heading):
            self._fold(row.group)
        else:
            self.chosen.emit(row)

    def _activate(self, index: QModelIndex) -> None:
        """Enter; a double click has been a click before."""
        row = self.table.rows[index.row()] if index.isValid() else None
        if isinstance(row, Entry):
            self.chosen.emit(row)

    def _fold(self, group: str) -> None:
        self._folded = self._folded ^ {group}
        self._search(self.search.text())


def _of_entry(row: Entry, role: int) -> str | QIcon | None:
    if role == Qt.ItemDataRole.DisplayRole:
        return row.name
    if role == Qt.ItemDataRole.DecorationRole:
        return list_icon(icon_name(row.material), colours.ACCENT)
    if role == Qt.ItemDataRole.ToolTipRole:
        return row.material.path if row.material else FACTS_NAME
    return None
