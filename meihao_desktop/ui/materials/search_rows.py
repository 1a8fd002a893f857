"""The result of a text search as lines of a list: a material, its hits, and what has no text."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from meihao_desktop.domain.material import Material, MaterialKind
from meihao_desktop.operations.search_materials import Hit, SearchResult

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
FILE_NAME = "文件名"
KINDS = {MaterialKind.IMAGE: "照片", MaterialKind.PDF: "扫描件"}


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """What the lines below belong to; it cannot be chosen."""

    text: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class HitRow:
    """One place in one material."""

    material: Material
    hit: Hit

    @property
    def place(self) -> str:
        return self.hit.place or FILE_NAME


@dataclass(frozen=True, slots=True)
class WordlessRow:
    """A material that could not be searched; a person has to look at it."""

    material: Material


SearchRow = HeadingRow | HitRow | WordlessRow


def rows_of(result: SearchResult) -> tuple[SearchRow, ...]:
    """Each material with its hits, then the materials that have no text."""
    return (*_hit_rows(result), *_wordless_rows(result))


def told(result: SearchResult, text: str) -> str:
    """The sentence above the list."""
    if not result.found:
        return f"材料的文字中没有找到“{text}”。"
    more = "，只列出前面的部分" if result.is_cut else ""
    return f"{len(result.found)} 份材料中有 {result.hit_count} 处“{text}”{more}。"


def wordless(result: SearchResult) -> str:
    """How many materials have no text, by kind; empty where every one has."""
    kinds = Counter(KINDS.get(each.kind, each.kind.value) for each in result.without_text)
    if not kinds:
        return ""
    listed = "、".join(f"{kind} {count}" for kind, count in kinds.most_common())
    return f"没有文字，搜不到（{listed}）"


def _hit_rows(result: SearchResult) -> Iterator[SearchRow]:
    for found in result.found:
        yield HeadingRow(found.material.file_name, f"{len(found.hits)} 处")
        yield from (HitRow(found.material, hit) for hit in found.hits)


def _wordless_rows(result: SearchResult) -> Iterator[SearchRow]:
    if heading := wordless(result):
        yield HeadingRow(heading, f"{len(result.without_text)} 份")
        yield from map(WordlessRow, result.without_text)


class SearchModel(QAbstractListModel):
    """Shows the rows; headings are passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[SearchRow, ...] = ()

    def show_rows(self, rows: tuple[SearchRow, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(row)
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(row, HeadingRow):
            return row.material.path
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], HeadingRow):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def next_choice(self, row: int, by: int) -> int | None:
        """The nearest line above or below that can be chosen."""
        at = row + by
        while 0 <= at < len(self.rows):
            if not isinstance(self.rows[at], HeadingRow):
                return at
            at += by
        return None


def _words(row: SearchRow) -> str:
    """What a screen reader says."""
    if isinstance(row, HeadingRow):
        return f"{row.text} {row.count}".strip()
    if isinstance(row, WordlessRow):
        return row.material.file_name
    return f"{row.place}：{row.hit.before}{row.hit.match}{row.hit.after}"
