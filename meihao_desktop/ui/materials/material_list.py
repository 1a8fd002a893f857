"""The materials of one estate by name, the facts first, with a search field."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.text import caption

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

FACTS_NAME = "申报信息"
MARKS = {
    MaterialKind.PDF: "PDF",
    MaterialKind.IMAGE: "图",
    MaterialKind.WORD: "文",
    MaterialKind.WORKBOOK: "表",
    MaterialKind.SLIDES: "演",
    MaterialKind.TEXT: "文",
    MaterialKind.VIDEO: "视",
    MaterialKind.OTHER: "他",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list; ``material`` is ``None`` for the facts."""

    material: Material | None
    name: str

    @property
    def mark(self) -> str:
        return MARKS[self.material.kind] if self.material else "总"


def entries_of(materials: tuple[Material, ...]) -> tuple[Entry, ...]:
    """The facts, then every material by its name without the folders all share."""
    shared = _shared_folder(materials)
    return (
        Entry(None, FACTS_NAME),
        *(Entry(material, material.path[len(shared) :]) for material in materials),
    )


def _shared_folder(materials: tuple[Material, ...]) -> str:
    folders = {material.path.rpartition("/")[0] for material in materials}
    if len(folders) != 1:
        heads = [folder.split("/") for folder in folders]
        common = 0
        while heads and all(len(h) > common and h[common] == heads[0][common] for h in heads):
            common += 1
        shared = "/".join(heads[0][:common]) if heads else ""
    else:
        shared = folders.pop()
    return f"{shared}/" if shared else ""


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
            return f"{entry.mark}　{entry.name}"
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

    def _search(self, text: str) -> None:
        wanted = text.strip().casefold()
        found = tuple(entry for entry in self._all if wanted in entry.name.casefold())
        self.table.show_entries(found)
        self.nothing.setVisible(bool(wanted) and not found)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.table.entries[index.row()])
