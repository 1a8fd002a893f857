"""Text search through all materials of the estate in view: field, result, and the way there."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from meihao_desktop.domain.progress import Progress
from meihao_desktop.operations import search_materials
from meihao_desktop.operations.search_materials import SearchFile, SearchResult
from meihao_desktop.ui import background, theme
from meihao_desktop.ui.materials.search_delegate import SearchDelegate
from meihao_desktop.ui.materials.search_rows import HeadingRow, HitRow, SearchModel, rows_of, told
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import caption

TYPING_PAUSE_MS = 300
LEAST_CHARACTERS = 2
"""So many characters are searched for while typing; one alone waits for Enter."""
HINT = "在全部材料的文字中查找"
INVITATION = "输入要找的词，例如“绿化率”。全角半角、大小写和空格不影响查找；Enter 打开，↑↓ 选择。"

EstateFiles = Callable[[], tuple[SearchFile, ...]]


class SearchField(QLineEdit):
    """Enter and the arrow keys act on the result without leaving the field."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class ResultList(QListView):
    """The hits; the arrow keys pass over the headings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = SearchModel()
        self.table.setParent(self)
        self.setModel(self.table)
        self.setItemDelegate(SearchDelegate(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.follow(self.doItemsLayout)

    def step(self, by: int) -> None:
        """To the next line that can be chosen."""
        at = self.table.next_choice(self.currentIndex().row(), by)
        if at is not None:
            self.setCurrentIndex(self.table.index(at, 0))
            heading = max(0, at - 1)
            if isinstance(self.table.rows[heading], HeadingRow):
                self.scrollTo(self.table.index(heading, 0))
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self.step(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class SearchPane(QWidget):
    """``chosen`` carries the material, the place and the searched text.

    ``estate_files`` is asked at each search, so that the pane needs not be told of the estate.
    """

    chosen = Signal(object, str, str)

    def __init__(self, estate_files: EstateFiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._estate_files = estate_files
        self._task: background.Task | None = None
        self._searched = ""
        self.field = SearchField(self)
        self.field.setPlaceholderText(HINT)
        self.field.setAccessibleName(HINT)
        self._clear = buttons.icon_only("close", "清空（Esc）", self.forget)
        self._clear.setEnabled(False)
        self.told = caption(INVITATION)
        self.list = ResultList(self)
        self._soon = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._soon.timeout.connect(self._search)
        self.field.textEdited.connect(self._note_typing)
        self.field.textChanged.connect(self._note_cleared)
        self.field.returnPressed.connect(self._enter)
        self.field.stepped.connect(self.list.step)
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        self.setFocusProxy(self.field)
        self._lay_out()

    def search_for(self, text: str) -> None:
        """Search as if this had been typed and Enter pressed."""
        self.field.setText(text)
        self._search()

    def forget(self) -> None:
        """Another estate is in view: nothing found before belongs to it."""
        self.field.clear()

    def _note_typing(self, text: str) -> None:
        if len(text.strip()) >= LEAST_CHARACTERS:
            self._soon.start()
        else:
            self._soon.stop()

    def _note_cleared(self, text: str) -> None:
        self._clear.setEnabled(bool(text))
        if not text.strip():
            self._stop()
            self._searched = ""
            self.told.setText(INVITATION)
            self.list.table.show_rows(())

    def _enter(self) -> None:
        """The first Enter searches, the next one opens what is marked."""
        if self.field.text().strip() != self._searched:
            self._search()
        elif self.list.currentIndex().isValid():
            self._choose(self.list.currentIndex())

    def _search(self) -> None:
        text = self.field.text().strip()
        if not text or text == self._searched:
            return
        self._stop()
        self._searched = text
        files = self._estate_files()
        self._task = background.run(
            lambda watch: search_materials.search(files, text, watch),
            owner=self,
            on_done=self._show,
            on_progress=self._show_progress,
            priority=1,
        )

    def _stop(self) -> None:
        self._soon.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _show_progress(self, progress: Progress) -> None:
        self.told.setText(f"正在查找…… {progress.done_files}/{progress.total_files}")

    def _show(self, result: SearchResult) -> None:
        self._task = None
        self.told.setText(told(result, self._searched))
        self.list.table.show_rows(rows_of(result))
        self.list.scrollToTop()
        if result.found:
            self.list.step(1)

    def _choose(self, index: QModelIndex) -> None:
        row = self.list.table.rows[index.row()] if index.isValid() else None
        if isinstance(row, HitRow):
            self.chosen.emit(row.material, row.hit.place, self._searched)
        elif row is not None and not isinstance(row, HeadingRow):
            self.chosen.emit(row.material, "", "")

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self._clear)
        layout.addLayout(row)
        layout.addWidget(self.told)
        layout.addWidget(self.list, 1)
