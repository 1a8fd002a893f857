"""The file in which a figure stood, opened at its place, before anything is accepted."""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.fact import Fact
from meihao_desktop.domain.material import Material
from meihao_desktop.ui import theme
from meihao_desktop.ui.materials.viewer_shelf import ViewerShelf
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import strong

SHARE = 0.86
LEAST_LINES = 8


class SourceDialog(Dialog):
    """Shows a staged file in the viewer of its kind, under the figure that was read from it."""

    def __init__(self, material: Material, path: Path, place: str, parent: QWidget) -> None:
        heading = f"{material.file_name} › {place}" if place else material.file_name
        super().__init__(heading, parent, confirm="关闭", cancel="", width=60)
        self._read = strong()
        self.shelf = ViewerShelf(self)
        self.shelf.setMinimumHeight(theme.metrics().line * LEAST_LINES)
        self.content.setSpacing(theme.metrics().unit)
        self.add(self._read)
        self.content.addWidget(self.shelf, 1)
        self.shelf.show_material(material, path, place)

    def compare(self, subject: str, fact: Fact) -> None:
        """What was read there, to compare with the original."""
        reading = "未能读出" if fact.value is None else f"读作 {fact.shown}"
        note = f"（推定：{fact.note}）" if fact.is_guessed and fact.note else ""
        told = "" if fact.shown == fact.raw and fact.value is not None else f"，{reading}{note}"
        self._read.setText(f"{subject}：原文“{fact.raw}”{told}")

    def sizeHint(self) -> QSize:
        """Nearly as large as the window behind it: a page is to be read."""
        parent = self.parentWidget()
        room = parent.window().size() if parent else super().sizeHint()
        return QSize(round(room.width() * SHARE), round(room.height() * SHARE))

    def fit(self) -> None:
        """In the middle of the window: Qt has placed the dialog before it knew how large it is."""
        super().fit()
        parent = self.parentWidget()
        if parent is not None:
            window = parent.window().geometry()
            self.move(window.center() - self.rect().center())

    def done(self, result: int) -> None:
        self.shelf.show_nothing()
        super().done(result)
