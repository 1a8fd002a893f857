"""Viewers of documents that are read in the background before they can be drawn."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import Preview
from meihao_desktop.ui import background, late
from meihao_desktop.ui.materials.find_bar import FindBar
from meihao_desktop.ui.materials.hit_walk import HitWalk, Marks
from meihao_desktop.ui.materials.viewer import Viewer, column, notice_label

READER = "meihao_desktop.operations.read_material"


class PreviewedViewer(Viewer):
    """Reads a preview beside the window's thread, fills its content in, and searches it."""

    kind = MaterialKind.TEXT
    can_search = True

    def __init__(self, content: QWidget, marks: Marks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = notice_label()
        self.notice.hide()
        self.find_bar = FindBar(self)
        self._content = content
        self._task: background.Task | None = None
        self._place = ""
        self._walk = HitWalk(self.find_bar, marks)
        self._is_open = False
        column(self, self.notice, self.find_bar, content)

    def show_file(self, path: Path) -> None:
        self.clear()
        self._say("正在读取文件…")
        read = self.reader(path)
        self._task = background.run(
            lambda _watch: read(), owner=self, on_done=self._take, on_failed=self._refuse
        )

    def reader(self, path: Path) -> Callable[[], Preview]:
        """What reads the file in the background."""
        return partial(late.load(READER).preview, path, self.kind)

    def clear(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._place = ""
        self._is_open = False
        self._say("")
        self._walk.close_content()
        self.empty()

    def show_place(self, place: str) -> None:
        if self._is_open:
            self.show_now(place)
        else:
            self._place = place

    def mark(self, text: str) -> None:
        self._walk.mark(text)

    def begin_search(self) -> None:
        self.find_bar.open_bar()

    def fill(self, preview: Preview) -> None:
        """Put the preview into the content."""
        raise NotImplementedError

    def empty(self) -> None:
        """Take the content of the file before away."""
        raise NotImplementedError

    def show_now(self, place: str) -> None:
        """Bring a place of the filled content into view."""
        raise NotImplementedError

    def _take(self, preview: Preview) -> None:
        self._task = None
        self._say("")
        self.fill(preview)
        self._is_open = True
        if self._place:
            self.show_now(self._place)
        self._walk.open_content(is_placed=bool(self._place))
        self.opened.emit()

    def _refuse(self, error: MeihaoError) -> None:
        self._task = None
        self._say(str(error))

    def _say(self, sentence: str) -> None:
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))
