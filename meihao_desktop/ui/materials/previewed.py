"""Viewers of documents that are read in the background before they can be drawn."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.domain.preview import Preview
from meihao_desktop.domain.wording import Wording
from meihao_desktop.ui import background, late
from meihao_desktop.ui.materials.find_bar import FindBar
from meihao_desktop.ui.materials.viewer import Viewer, column, notice_label

READER = "meihao_desktop.operations.read_material"


class PreviewedViewer(Viewer):
    """Reads a preview beside the window's thread, fills its content in, and searches it."""

    kind = MaterialKind.TEXT
    can_search = True

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = notice_label()
        self.notice.hide()
        self.find_bar = FindBar(self)
        self._content = content
        self._task: background.Task | None = None
        self._place = ""
        self._text = ""
        self._hit, self._hits = 0, 0
        self._is_open = False
        column(self, self.notice, self.find_bar, content)
        self.find_bar.sought.connect(self._seek)
        self.find_bar.next_asked.connect(lambda: self._go(1))
        self.find_bar.previous_asked.connect(lambda: self._go(-1))
        self.find_bar.closed.connect(lambda: self._seek(""))

    def show_file(self, path: Path) -> None:
        self.clear()
        self._say("正在读取文件…")
        read, kind = late.load(READER).preview, self.kind
        self._task = background.run(
            lambda _watch: read(path, kind), owner=self, on_done=self._take, on_failed=self._refuse
        )

    def clear(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._place = self._text = ""
        self._hit = self._hits = 0
        self._is_open = False
        self._say("")
        self.find_bar.show_text("")
        self.empty()

    def show_place(self, place: str) -> None:
        if self._is_open:
            self.show_now(place)
        else:
            self._place = place

    def mark(self, text: str) -> None:
        self._text = text
        self.find_bar.show_text(text)
        if self._is_open:
            self._mark_now()

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

    def mark_now(self, wording: Wording) -> int:
        """Mark every hit in the filled content; how many there are."""
        raise NotImplementedError

    def hit_in_view(self) -> int:
        """The first hit at or after the place in view."""
        raise NotImplementedError

    def show_hit(self, at: int) -> None:
        """Bring one of the marked hits into view and set it off from the others."""
        raise NotImplementedError

    def _seek(self, text: str) -> None:
        """A text that the person typed: go to the first hit from here on."""
        self._text = text
        if self._is_open:
            self._mark_now()

    def _mark_now(self) -> None:
        self._hits = self.mark_now(Wording(self._text))
        self._hit = self.hit_in_view() if self._hits else 0
        self._show_hit()

    def _go(self, by: int) -> None:
        if self._hits:
            self._hit = (self._hit + by) % self._hits
            self._show_hit()

    def _show_hit(self) -> None:
        if self._hits:
            self.show_hit(self._hit)
        self.find_bar.show_count(self._hit, self._hits)

    def _take(self, preview: Preview) -> None:
        self._task = None
        self._say("")
        self.fill(preview)
        self._is_open = True
        if self._place:
            self.show_now(self._place)
        if self._text:
            self._mark_now()
        self.opened.emit()

    def _refuse(self, error: MeihaoError) -> None:
        self._task = None
        self._say(str(error))

    def _say(self, sentence: str) -> None:
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))
