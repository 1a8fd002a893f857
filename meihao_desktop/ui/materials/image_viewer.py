"""Photos inside the window: fitted, zoomed and turned; decoded in the background."""

from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from meihao_desktop.ui import background, theme
from meihao_desktop.ui.materials.image_store import ImageStore
from meihao_desktop.ui.materials.photo import LARGE_EDGE, SCREEN_EDGE, Photo, decode
from meihao_desktop.ui.materials.photo_view import PhotoView
from meihao_desktop.ui.materials.viewer import ToolBar, Viewer, column, notice_label

KEPT_BYTES = 128 * 2**20


class ImageViewer(Viewer):
    """One photo; the next and the previous are decoded while this one is looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = ImageStore(KEPT_BYTES)
        self._path: Path | None = None
        self._task: background.Task | None = None
        self.view = PhotoView(self)
        self.notice = notice_label()
        column(self, self._make_tools(), self.notice, self.view)

    def _make_tools(self) -> ToolBar:
        tools = ToolBar(self)
        tools.add_icon("zoom-out", "缩小", lambda: self.zoom_by(-1))
        tools.add_icon("zoom-in", "放大", lambda: self.zoom_by(1))
        tools.add_button("整张", "整张显示", self.view.show_whole)
        tools.add_icon("turn", "顺时针旋转", self.view.turn)
        tools.add_space()
        self.size_label = tools.add_label()
        self.size_label.setContentsMargins(0, 0, theme.metrics().unit, 0)
        return tools

    def show_file(self, path: Path) -> None:
        self.clear()
        self._path = path
        kept = self._store.get(path)
        if kept is not None:
            self._show_image(kept)
            return
        self._say("正在读取图片…")
        self._decode(path, SCREEN_EDGE)

    def clear(self) -> None:
        self._path = None
        self._stop()
        self._say("")
        self.size_label.clear()
        self.view.clear()

    def prepare(self, path: Path) -> None:
        """Decode a picture that will probably be looked at next."""
        if path not in self._store:
            background.run(
                lambda _watch: decode(path), owner=self, priority=-1,
                on_done=lambda photo: self._keep(path, photo),
            )  # fmt: skip

    def zoom_by(self, steps: int) -> None:
        """Closer or farther; closer than the decoded pixels asks for more of them."""
        self.view.zoom_by(steps)
        shown = self.view.pixmap
        is_cut_down = max(shown.width(), shown.height()) == SCREEN_EDGE
        if self._path is not None and steps > 0 and is_cut_down and self.view.is_magnified:
            self._decode(self._path, LARGE_EDGE)

    def _decode(self, path: Path, edge: int) -> None:
        self._stop()
        self._task = background.run(
            lambda _watch: decode(path, edge), owner=self,
            on_done=lambda photo: self._take(path, photo),
        )  # fmt: skip

    def _take(self, path: Path, photo: Photo) -> None:
        self._keep(path, photo)
        if path == self._path:
            self._say(photo.refusal)
            self.size_label.setText(f"{photo.full_size.width()} × {photo.full_size.height()}")
            self.size_label.setVisible(not photo.refusal)
            self._show_image(photo.image)

    def _keep(self, path: Path, photo: Photo) -> None:
        if not photo.refusal and max(photo.image.width(), photo.image.height()) <= SCREEN_EDGE:
            self._store.keep(path, photo.image)

    def _show_image(self, image: QImage) -> None:
        self._say("" if not image.isNull() else self.notice.text())
        self.view.show_image(image)
        self.opened.emit()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _say(self, sentence: str) -> None:
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))
