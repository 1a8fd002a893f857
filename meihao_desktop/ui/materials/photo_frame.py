"""One photo of the store in a room of its own, with its name and what is known of it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.material import Material
from meihao_desktop.ui import theme
from meihao_desktop.ui.materials.photo_store import CUT, LARGE_EDGE, SCREEN_EDGE, PhotoStore
from meihao_desktop.ui.materials.photo_view import PhotoView
from meihao_desktop.ui.materials.viewer import column, notice_label
from meihao_desktop.ui.widgets.steady_label import SteadyLabel

READING = "正在读取图片…"
ENOUGH = 1.15  # a photo magnified by no more than this needs no sharper picture


class PhotoFrame(QWidget):
    """``opened`` when the photo, or why there is none, is to be seen."""

    opened = Signal()

    def __init__(self, store: PhotoStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._path: Path | None = None
        self.name_label = SteadyLabel(level="strong")
        self.name_label.setContentsMargins(8, 0, 8, 0)
        self.view = PhotoView(self)
        self.notice = notice_label()
        self.facts_label = SteadyLabel(level="caption")
        self.facts_label.setContentsMargins(8, 0, 8, 0)
        layout = column(self, self.name_label, self.notice, self.view)
        layout.addWidget(self.facts_label)
        self.name_label.hide()
        store.arrived.connect(self._take)
        self.view.view_changed.connect(self.look)
        theme.follow(self._adapt)

    @property
    def path(self) -> Path | None:
        return self._path

    def show_photo(self, path: Path) -> None:
        """This photo instead of the one before, coarse at first where only that is kept."""
        self.clear()
        self._path = path
        self.view.hint = READING
        self._show_best()
        self._store.ask(path, SCREEN_EDGE)

    def show_name(self, material: Material | None) -> None:
        """The name above the photo, where two stand side by side."""
        self.name_label.show_text(material.file_name if material else "")
        self.name_label.setVisible(material is not None)

    def clear(self) -> None:
        self._path = None
        self.view.hint = ""
        self._say("")
        self.facts_label.show_text("")
        self.view.clear()

    def _take(self, path: Path, edge: int) -> None:
        if path != self._path:
            return
        notes = self._store.notes(path)
        if notes is not None and notes.refusal:
            self.view.hint = ""
            self.view.update()
            self._say(notes.refusal)
        elif edge >= SCREEN_EDGE:
            self._show_best()
        if edge >= SCREEN_EDGE or (notes is not None and notes.refusal):
            self.opened.emit()

    def _show_best(self) -> None:
        """The sharpest picture that is kept."""
        if self._path is None:
            return
        image, notes = self._store.best(self._path, LARGE_EDGE), self._store.notes(self._path)
        if image is None or notes is None:
            return
        self._say(CUT if notes.is_cut else "")
        self.view.show_image(image, notes.full)

    def look(self) -> None:
        """Tell how large the photo is shown, and ask for more pixels where they would be seen."""
        self._tell_facts()
        shown = max(self.view.image.width(), self.view.image.height())
        if self._path is None or shown < SCREEN_EDGE:
            return
        if shown < LARGE_EDGE and self.view.wanted_edge > shown * ENOUGH:
            self._store.ask(self._path, LARGE_EDGE)

    def _tell_facts(self) -> None:
        notes = self._store.notes(self._path) if self._path is not None else None
        if notes is None or notes.refusal:
            self.facts_label.show_text("")
            return
        parts = [f"{notes.full.width()} × {notes.full.height()}"]
        if notes.taken_at:
            parts.append(f"拍摄于 {notes.taken_at}")
        parts.append(f"{self.view.framing.percent} %")
        self.facts_label.show_text("　".join(parts))

    def _say(self, sentence: str) -> None:
        self.notice.setText(sentence)
        self.notice.setVisible(bool(sentence))

    def _adapt(self) -> None:
        height = theme.metrics().line
        self.name_label.setFixedHeight(height)
        self.facts_label.setFixedHeight(height)
