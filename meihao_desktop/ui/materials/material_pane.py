"""The middle pane of the scoring desk: one estate's materials, listed, searched and shown."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.fact import FactSource
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.score_sheet import EvidencePin
from meihao_desktop.ui.materials.material_extras import MaterialExtras, SearchFiles
from meihao_desktop.ui.materials.material_list import MaterialList
from meihao_desktop.ui.materials.material_rows import (
    FACTS_NAME,
    Entry,
    at_of,
    entries_of,
    photos_of,
)
from meihao_desktop.ui.materials.outside import open_outside, outside_dialog
from meihao_desktop.ui.materials.pane_bar import PaneBar
from meihao_desktop.ui.materials.pane_room import PaneRoom
from meihao_desktop.ui.materials.viewer import column
from meihao_desktop.ui.materials.viewer_shelf import ViewerShelf

FileOf = Callable[[Material], Path]
NOWHERE = ("", "")


class MaterialPane(QWidget):
    """``file_of`` tells where a material's file lies, ``search_files`` what can be searched."""

    def __init__(
        self, file_of: FileOf, search_files: SearchFiles | None = None, *,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._file_of = file_of
        self._estate: Estate | None = None
        self._shared: tuple[Material, ...] = ()
        self._entries: tuple[Entry, ...] = ()
        self._current = 0
        self._place, self._text = "", ""
        self._last_seen: dict[EstateId, Material | None] = {}
        self.bar = PaneBar()
        self.list = MaterialList()
        self.shelf = ViewerShelf()
        self.room = PaneRoom(self.list, self.shelf)
        self.extras = MaterialExtras(
            self.bar, self.room, self.shelf, file_of=file_of, search_files=search_files
        )
        self._load_soon = QTimer(self, singleShot=True, interval=0)
        self._load_soon.timeout.connect(self._load)
        column(self, self.bar, self.room)
        self._connect()

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.bar.list_asked.connect(lambda: self.room.toggle(self.list))
        self.bar.stepped.connect(self.step)
        for asks in (self.bar, self.shelf):
            asks.outside_asked.connect(self._ask_to_open_outside)
        self.shelf.source_asked.connect(self._show_source)
        self.extras.chosen.connect(self.show_hit)
        QShortcut(QKeySequence("Ctrl+F"), self, self.begin_search)
        QShortcut(QKeySequence("Ctrl+Shift+F"), self, self.extras.begin_search)

    def show_estate(self, estate: Estate, shared: tuple[Material, ...] = ()) -> None:
        """The list at once, the material that was last looked at after the next paint."""
        if self._estate == estate and self._shared == shared:
            return
        self._estate, self._shared = estate, shared
        form = estate.application_form.file if estate.application_form else ""
        self._entries = entries_of(estate.materials, shared, form=form)
        self.list.show_entries(self._entries)
        photos = photos_of(self._entries)
        self.bar.show_counts(len(estate.materials), len(photos))
        self.shelf.show_album(photos, self._file_of)
        self.extras.show_estate(estate.id, photos)
        self._open(at_of(self._entries, self._last_seen.get(estate.id)) or 0)

    def clear(self) -> None:
        """Nothing of any estate is shown any more."""
        self._load_soon.stop()
        self._estate, self._shared = None, ()
        self._entries = ()
        self.list.show_entries(())
        self.bar.show_entry("", at=0, count=0, is_file=False)
        self.bar.show_counts(0, 0)
        self.shelf.show_album((), self._file_of)
        self.extras.show_estate(None, ())
        self.shelf.show_nothing()

    def pin(self) -> EvidencePin | None:
        """The place now in view, as evidence for a criterion."""
        if not self._entries:
            return None
        material = self._entries[self._current].material
        if material is None:
            return EvidencePin(material="", file_name=FACTS_NAME)
        is_waiting = self._load_soon.isActive()  # the viewer still shows the file before
        place = self._place if is_waiting else self.shelf.viewer.place() or self._place
        return EvidencePin(material=material.digest, file_name=material.file_name, place=place)

    def show_pin(self, pin: EvidencePin) -> None:
        """Open the material of a pin at its place."""
        for at, entry in enumerate(self._entries):
            if (entry.material.digest if entry.material else "") == pin.material:
                self._open(at, (pin.place, ""))
                self.room.show_viewer()
                return

    def show_hit(self, material: Material, place: str, text: str) -> None:
        """Open a material where a searched text stands, with all its hits marked."""
        at = at_of(self._entries, material)
        if at is not None:
            self._open(at, (place, text))
            self.room.show_viewer()

    def begin_search(self) -> None:
        """Look for a text in the file in view, or in all files where it has none of its own."""
        if self.shelf.viewer.can_search:
            self.shelf.viewer.begin_search()
        else:
            self.extras.begin_search()

    def step(self, by: int) -> None:
        """The material before or after this one."""
        if self._entries:
            self._open(min(max(self._current + by, 0), len(self._entries) - 1))

    def _choose(self, entry: Entry) -> None:
        self._open(self._entries.index(entry))
        self.room.show_viewer()

    def _open(self, at: int, target: tuple[str, str] = NOWHERE) -> None:
        assert self._estate is not None  # noqa: S101 - only an estate has entries
        self._current = at
        self._place, self._text = target
        entry = self._entries[at]
        self._last_seen[self._estate.id] = entry.material
        self.bar.show_entry(
            entry.name, at=at, count=len(self._entries), is_file=entry.material is not None
        )
        self.list.mark_current(entry)
        self._load_soon.start()

    def _load(self) -> None:
        if self._estate is None:
            return
        material = self._entries[self._current].material
        self.extras.mark_current(material)
        if material is None:
            files = frozenset(e.material.path for e in self._entries if e.material is not None)
            self.shelf.show_facts(self._estate, files)
            return
        path = self._file_of(material)
        if path.exists():
            self.shelf.show_material(material, path, self._place, self._text)
            self._prepare_neighbours()
        else:
            self.shelf.show_missing(material)

    def _prepare_neighbours(self) -> None:
        for at in (self._current + 1, self._current - 1):
            if 0 < at < len(self._entries):
                material = self._entries[at].material
                if material is not None:
                    self.shelf.prepare(material, self._file_of(material))

    def _show_source(self, source: FactSource) -> None:
        """The page or cell where a figure stood."""
        for at, entry in enumerate(self._entries):
            if entry.material is not None and entry.material.path == source.file:
                self._open(at, (source.place, ""))
                return

    def _ask_to_open_outside(self) -> None:
        material = self._entries[self._current].material if self._entries else None
        if material is not None and outside_dialog(material, self).exec():
            open_outside(self._file_of(material))
