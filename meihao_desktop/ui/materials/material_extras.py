"""What the material pane adds when it is asked for: the strip of photos and the search."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.material import Material
from meihao_desktop.operations.search_materials import SearchFile
from meihao_desktop.ui import late
from meihao_desktop.ui.materials.filmstrip import Filmstrip
from meihao_desktop.ui.materials.pane_bar import PaneBar
from meihao_desktop.ui.materials.pane_room import PaneRoom
from meihao_desktop.ui.materials.viewer_shelf import ViewerShelf

SEARCH_PANE = "meihao_desktop.ui.materials.search_pane"

FileOf = Callable[[Material], Path]
SearchFiles = Callable[[EstateId], tuple[SearchFile, ...]]


class MaterialExtras(QObject):
    """Makes each of the two when it is first wanted, and keeps it in step with the pane.

    ``chosen`` carries a material, a place in it and a text to be marked.
    """

    chosen = Signal(object, str, str)

    def __init__(
        self, bar: PaneBar, room: PaneRoom, shelf: ViewerShelf, *,
        file_of: FileOf, search_files: SearchFiles | None,
    ) -> None:  # fmt: skip
        super().__init__(room)
        self._bar, self._room, self._shelf = bar, room, shelf
        self._file_of, self._search_files = file_of, search_files
        self._estate: EstateId | None = None
        self._photos: tuple[Material, ...] = ()
        self._current: Material | None = None
        self.strip: Filmstrip | None = None
        self.search: QWidget | None = None
        bar.film_asked.connect(self.toggle_strip)
        bar.search_asked.connect(self._toggle_search)
        bar.search_button.setVisible(search_files is not None)
        shelf.pick_asked.connect(self._pick)

    def show_estate(self, estate: EstateId | None, photos: tuple[Material, ...]) -> None:
        """Another estate: its photos, and nothing found in the one before."""
        self._estate, self._photos = estate, photos
        self._current = None
        if self.strip is not None:
            self.strip.show_album(photos, self._file_of)
            self._show_strip(is_wanted=self._bar.film_button.isChecked())
        if self.search is not None:
            self.search.forget()  # type: ignore[attr-defined]  # a SearchPane, imported late

    def mark_current(self, material: Material | None) -> None:
        """The material that is now in view."""
        self._current = material
        if self.strip is not None:
            self.strip.mark_current(material)

    def toggle_strip(self) -> None:
        self._show_strip(is_wanted=self.strip is None or self.strip.isHidden())

    def begin_search(self) -> None:
        """Show the search through all files, ready to be typed into."""
        search = self._search_pane()
        if search is not None:
            self._room.show_part(search)
            search.setFocus()

    def _toggle_search(self) -> None:
        search = self._search_pane()
        if search is not None:
            self._room.toggle(search)
            if self._room.is_shown(search):
                search.setFocus()

    def _search_pane(self) -> QWidget | None:
        if self.search is None and self._search_files is not None:
            pane = late.load(SEARCH_PANE).SearchPane(self._files)
            pane.chosen.connect(self.chosen)
            self._room.add_side(pane)
            self.search = pane
        return self.search

    def _files(self) -> tuple[SearchFile, ...]:
        """What can be searched of the estate in view."""
        if self._search_files is None or self._estate is None:
            return ()
        return self._search_files(self._estate)

    def _show_strip(self, *, is_wanted: bool) -> None:
        if is_wanted and self.strip is None:
            self.strip = self._make_strip()
        if self.strip is not None:
            self.strip.setVisible(is_wanted and bool(self._photos))
        self._bar.film_button.setChecked(is_wanted)

    def _make_strip(self) -> Filmstrip:
        strip = Filmstrip(self._shelf.photo_store)
        strip.show_album(self._photos, self._file_of)
        strip.mark_current(self._current)
        strip.chosen.connect(lambda photo: self.chosen.emit(photo, "", ""))
        strip.picked.connect(self._shelf.images.put_beside)
        self._room.add_foot(strip)
        return strip

    def _pick(self) -> None:
        """A photo is to be chosen that stands beside the one in view."""
        self._show_strip(is_wanted=True)
        if self.strip is not None:
            self.strip.pick()
