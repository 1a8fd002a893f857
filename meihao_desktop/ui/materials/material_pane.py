"""The middle pane of the scoring desk: one estate's materials, listed and shown."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QWidget

from meihao_desktop.domain.estate import Estate, EstateId
from meihao_desktop.domain.material import Material
from meihao_desktop.domain.score_sheet import EvidencePin
from meihao_desktop.ui import theme
from meihao_desktop.ui.materials.material_list import FACTS_NAME, Entry, MaterialList, entries_of
from meihao_desktop.ui.materials.viewer import column
from meihao_desktop.ui.materials.viewer_shelf import ViewerShelf
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.steady_label import SteadyLabel
from meihao_desktop.ui.widgets.text import body

BESIDE_CHARACTERS = 34  # from this width on the list stands beside the viewer
LIST_CHARACTERS = 12

FileOf = Callable[[Material], Path]


class MaterialPane(QWidget):
    """List and viewer; the list stands beside the viewer where there is room, else in its place.

    ``file_of`` tells where a material's file lies.
    """

    def __init__(self, file_of: FileOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file_of = file_of
        self._estate: Estate | None = None
        self._entries: tuple[Entry, ...] = ()
        self._current = 0
        self._place = ""
        self._last_seen: dict[EstateId, int] = {}
        self.list = MaterialList()
        self.shelf = ViewerShelf()
        self.list.chosen.connect(self._choose)
        self._load_soon = QTimer(self, singleShot=True, interval=0)
        self._load_soon.timeout.connect(self._load)
        self._lay_out()

    def _lay_out(self) -> None:
        self._list_button = buttons.quiet("材料", self._toggle_list, "list")
        self.name_label = SteadyLabel()
        self._previous = buttons.icon_only("left", "上一份材料", lambda: self.step(-1))
        self._next = buttons.icon_only("right", "下一份材料", lambda: self.step(1))
        self._outside = buttons.icon_only("outside", "在系统程序中打开", self._ask_to_open_outside)
        bar = QFrame()
        bar.setProperty("area", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(2)
        for part in (self._list_button, self.name_label, self._previous, self._next, self._outside):
            part.setFocusPolicy(part.focusPolicy().NoFocus)
            row.addWidget(part, 1 if part is self.name_label else 0)
        self._beside = QSplitter()
        self._beside.setChildrenCollapsible(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.shelf)
        self._beside.addWidget(self._stack)
        column(self, bar, self._beside)
        self._stack.addWidget(self.list)

    def show_estate(self, estate: Estate) -> None:
        """The list at once, the material that was last looked at after the next paint."""
        if self._estate is not None and self._estate.id == estate.id:
            return
        self._estate = estate
        self._entries = entries_of(estate.materials)
        self.list.show_entries(self._entries)
        self._list_button.setText(f"材料 {len(estate.materials)}")
        self._open(self._last_seen.get(estate.id, 0))

    def clear(self) -> None:
        """Nothing of any estate is shown any more."""
        self._load_soon.stop()
        self._estate = None
        self._entries = ()
        self.list.show_entries(())
        self.name_label.show_text("")
        self.shelf.show_nothing()

    def pin(self) -> EvidencePin | None:
        """The place now in view, as evidence for a criterion."""
        if not self._entries:
            return None
        material = self._entries[self._current].material
        if material is None:
            return EvidencePin(material="", file_name=FACTS_NAME)
        place = self._place or self.shelf.viewer.place()
        return EvidencePin(material=material.digest, file_name=material.file_name, place=place)

    def show_pin(self, pin: EvidencePin) -> None:
        """Open the material of a pin at its place."""
        for at, entry in enumerate(self._entries):
            if (entry.material.digest if entry.material else "") == pin.material:
                self._open(at, pin.place)
                return

    def step(self, by: int) -> None:
        """The material before or after this one."""
        if self._entries:
            self._open(min(max(self._current + by, 0), len(self._entries) - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The list beside the viewer, or in its place."""
        text = theme.metrics().text
        is_wide = self.width() >= BESIDE_CHARACTERS * text
        if is_wide == (self.list.parent() is self._beside):
            return
        if is_wide:
            self._beside.insertWidget(0, self.list)
            self._beside.setSizes([LIST_CHARACTERS * text, self.width() - LIST_CHARACTERS * text])
            self._stack.setCurrentWidget(self.shelf)
        else:
            self._stack.addWidget(self.list)
            self._stack.setCurrentWidget(self.shelf)
        self.list.show()

    def _toggle_list(self) -> None:
        if self.list.parent() is self._beside:
            self.list.setVisible(not self.list.isVisible())
            return
        is_listed = self._stack.currentWidget() is self.list
        self._stack.setCurrentWidget(self.shelf if is_listed else self.list)

    def _choose(self, entry: Entry) -> None:
        self._open(self._entries.index(entry))
        self._stack.setCurrentWidget(self.shelf)

    def _open(self, at: int, place: str = "") -> None:
        assert self._estate is not None  # noqa: S101 - only an estate has entries
        self._current = at
        self._place = place
        self._last_seen[self._estate.id] = at
        entry = self._entries[at]
        self.name_label.show_text(entry.name)
        self.list.mark_current(entry)
        self._previous.setEnabled(at > 0)
        self._next.setEnabled(at < len(self._entries) - 1)
        self._outside.setEnabled(entry.material is not None)
        self._load_soon.start()

    def _load(self) -> None:
        if self._estate is None:
            return
        material = self._entries[self._current].material
        place, self._place = self._place, ""
        if material is None:
            self.shelf.show_facts(self._estate)
            return
        path = self._file_of(material)
        if path.exists():
            self.shelf.show_material(material, path, place)
        else:
            self.shelf.show_missing(material)
        self._prepare_neighbours()

    def _prepare_neighbours(self) -> None:
        for at in (self._current + 1, self._current - 1):
            if 0 < at < len(self._entries):
                material = self._entries[at].material
                if material is not None:
                    self.shelf.prepare(material, self._file_of(material))

    def _ask_to_open_outside(self) -> None:
        material = self._entries[self._current].material
        if material is not None and outside_dialog(material, self).exec():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file_of(material))))


def outside_dialog(material: Material, parent: QWidget) -> Dialog:
    """The warning before a file from a stick goes to another program."""
    dialog = Dialog("在系统程序中打开", parent, confirm="打开", width=24)
    dialog.add(body(f"将用本机的程序打开“{material.file_name}”。"))
    dialog.add(
        body(
            "文件来自报送单位，其中可能含有宏或链接：请不要启用宏、不要点击链接。"
            "文件为只读，在其他程序中的修改不会影响评审。"
        )
    )
    return dialog
