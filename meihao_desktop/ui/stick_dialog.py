"""Which stick: those that are plugged in, or any other folder."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from meihao_desktop.ui import sticks
from meihao_desktop.ui.widgets.asking import is_accepted
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, soft
from meihao_desktop.ui.widgets.tile import Tile

NONE = "没有发现 U 盘。请插好后重新打开这个窗口，或选择文件夹。"


class StickDialog(Dialog):
    """One tile for each stick; ``chosen`` is the folder that was asked for."""

    def __init__(
        self, heading: str, sentence: str, places: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(heading, parent, width=30)
        self.chosen: Path | None = None
        self.tiles: list[Tile] = []
        self.add(body(sentence))
        if not places:
            self.add(soft(NONE))
        for place in places:
            self._add_tile(place.name or str(place), str(place), "save", place)
        other = Tile("其他文件夹…", "选择本机上的一个文件夹", "folder", self._ask_folder)
        self.tiles.append(other)
        self.add(other)
        self.confirm_button.hide()

    def _add_tile(self, name: str, about: str, icon_name: str, place: Path) -> None:
        tile = Tile(name, about, icon_name, lambda: self._choose(place))
        self.tiles.append(tile)
        self.add(tile)

    def _choose(self, place: Path) -> None:
        self.chosen = place
        self.accept()

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "选择文件夹")
        if chosen:
            self._choose(Path(chosen))


def ask_stick(heading: str, sentence: str, parent: QWidget | None = None) -> Path | None:
    """The stick or folder that the person chose."""
    dialog = StickDialog(heading, sentence, sticks.mounted(), parent)
    return dialog.chosen if is_accepted(dialog) else None
