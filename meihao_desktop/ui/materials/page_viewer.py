"""Documents made of pages inside the window: pdf, OFD and presentations."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.picture import PagedDocument
from meihao_desktop.ui import background
from meihao_desktop.ui.materials.find_bar import FindBar
from meihao_desktop.ui.materials.page_source import PageSource
from meihao_desktop.ui.materials.page_strip import PageStrip
from meihao_desktop.ui.materials.page_tools import PageTools
from meihao_desktop.ui.materials.thumbnail_column import ThumbnailColumn
from meihao_desktop.ui.materials.viewer import Viewer, column, notice_label, number_in

OPENING = "正在打开文件…"
BLANK = "本页含有文字，但没有画出任何内容，可能缺少字体。请点“在系统程序中打开”核对。"


class PageViewer(Viewer):
    """Continuous pages with zoom, rotation, page number, small pages beside them and search."""

    can_search = True

    def __init__(self, kind: MaterialKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._task: background.Task | None = None
        self._wanted_page: int | None = None
        self._wanted_text = ""
        self._left_out = 0
        self.strip = PageStrip(self)
        self.notice = notice_label()
        self.find_bar = FindBar(self)
        self.thumbnails = ThumbnailColumn(self)
        self.tools = PageTools(self.strip, self.thumbnails, self.begin_search, self)
        content = QWidget(self)
        beside = QHBoxLayout(content)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.thumbnails)
        beside.addWidget(self.strip, 1)
        column(self, self.tools, self.notice, self.find_bar, content)
        self._connect()

    def _connect(self) -> None:
        self.strip.page_changed.connect(self._show_page)
        self.strip.pages.found_out.connect(lambda _page: self._say_of_page())
        self.thumbnails.chosen.connect(self.strip.show_page)
        marks = self.strip.marks
        marks.changed.connect(self._show_count)
        marks.current_changed.connect(self._show_count)
        self.find_bar.sought.connect(lambda text: marks.seek(text, self.strip.page))
        self.find_bar.next_asked.connect(lambda: marks.go(1))
        self.find_bar.previous_asked.connect(lambda: marks.go(-1))
        self.find_bar.closed.connect(self._end_search)
        keys = QShortcut(QKeySequence.StandardKey.Find, self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.begin_search)

    def show_file(self, path: Path) -> None:
        self.clear()
        self._say(OPENING)
        source = PageSource(path, self._kind)
        self._task = background.run(
            lambda _watch: source.pages(),
            owner=self,
            on_done=lambda pages: self._take(source, pages),
            on_failed=self._refuse,
            priority=2,
        )

    def clear(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._wanted_page = None
        self._wanted_text = ""
        self._left_out = 0
        self.find_bar.show_text("")
        self.strip.close_document()
        self.thumbnails.close_document()
        self._say("")

    def place(self) -> str:
        return f"第 {self.strip.page + 1} 页" if self.strip.sizes else ""

    def show_place(self, place: str) -> None:
        page = number_in(place)
        if page is None:
            return
        self.strip.show_page(page - 1)
        if not self.strip.sizes:
            self._wanted_page = page - 1

    def mark(self, text: str) -> None:
        self.find_bar.show_text(text)
        self._wanted_text = text
        if self.strip.sizes:
            self.strip.marks.seek(text, self.strip.page)

    def begin_search(self) -> None:
        self.find_bar.open_bar()

    def _end_search(self) -> None:
        self.strip.marks.seek("", 0)
        self.strip.setFocus()

    def _take(self, source: PageSource, pages: PagedDocument) -> None:
        self._task = None
        self._left_out = pages.left_out
        self.strip.open(source, pages.sizes)
        self.thumbnails.open(source, pages.sizes)
        if self._wanted_page is not None:
            self.strip.show_page(self._wanted_page)
        if self._wanted_text:
            self.strip.marks.seek(self._wanted_text, self.strip.page)
        self._show_page()
        self.opened.emit()

    def _refuse(self, error: MeihaoError) -> None:
        self._task = None
        self._say(str(error))
        self.opened.emit()

    def _show_count(self) -> None:
        marks = self.strip.marks
        if marks.is_seeking and not marks.hits:
            self.find_bar.count_label.setText("正在查找…")
        else:
            self.find_bar.show_count(marks.at, len(marks.hits))

    def _show_page(self) -> None:
        if self.strip.sizes:
            self.thumbnails.show_current(self.strip.page)
            self._say_of_page()
        self.place_changed.emit()

    def _say_of_page(self) -> None:
        """What is to be known of the page being read, or of the whole document."""
        shown = len(self.strip.sizes)
        cut = f"本文件共 {shown + self._left_out} 页，窗口内只显示前 {shown} 页。"
        refusal = self.strip.pages.refused.get(self.strip.page, "")
        blank = BLANK if self.strip.page in self.strip.pages.blank else ""
        self._say(refusal or blank or (cut if self._left_out else ""))

    def _say(self, sentence: str) -> None:
        if sentence != self.notice.text() or self.notice.isHidden() is bool(sentence):
            self.notice.setText(sentence)
            self.notice.setVisible(bool(sentence))
