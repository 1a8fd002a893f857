"""The materials of one estate by name, the facts first, with a search field."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.icons import picture
from meihao_desktop.ui.widgets.text import caption

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

FACTS_NAME = "申报信息"
ICONS = {
    MaterialKind.PDF: "document",
    MaterialKind.IMAGE: "image",
    MaterialKind.WORD: "document",
    MaterialKind.WORKBOOK: "table",
    MaterialKind.SLIDES: "image",
    MaterialKind.TEXT: "document",
    MaterialKind.VIDEO: "eye",
    MaterialKind.OTHER: "folder",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list; ``material`` is ``None`` for the facts."""

    material: Material | None
    name: str

    @property
    def icon_name(self) -> str:
        return ICONS[self.material.kind] if self.material else "list"


def entries_of(materials: tuple[Material, ...]) -> tuple[Entry, ...]:
    """The facts, then every material by its name; the folder tells files of one name apart."""
    counts = Counter(material.file_name for material in materials)
    return (
        Entry(None, FACTS_NAME),
        *(
            Entry(m, m.file_name if counts[m.file_name] == 1 else "/".join(m.path.split("/")[-2:]))
            for m in materials
        ),
    )


class EntryTable(QAbstractListModel):
    """Entries whose names hold the searched text."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == Qt.ItemDataRole.DecorationRole:
            return picture(entry.icon_name, colours.ACCENT)
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.material.path if entry.material else FACTS_NAME
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(40, theme.metrics().target)
        return None


class MaterialList(QWidget):
    """Search field and list; a click or Enter chooses."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Entry, ...] = ()
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("按名称查找")
        self.search.setClearButtonEnabled(True)
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
        self.view.activated.connect(self._choose)

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        self._all = entries
        self.search.clear()
        self._search("")

    def mark_current(self, entry: Entry) -> None:
        if entry in self.table.entries:
            self.view.setCurrentIndex(self.table.index(self.table.entries.index(entry), 0))

    def _adapt(self) -> None:
        size = theme.metrics().text
        self.view.setIconSize(QSize(size, size))
        self.view.doItemsLayout()

    def _search(self, text: str) -> None:
        wanted = text.strip().casefold()
        found = tuple(entry for entry in self._all if wanted in entry.name.casefold())
        self.table.show_entries(found)
        self.nothing.setVisible(bool(wanted) and not found)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.table.entries[index.row()])
