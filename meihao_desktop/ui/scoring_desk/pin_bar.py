"""Evidence pins of one criterion as chips: the name opens the place, the cross takes it off."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from meihao_desktop.domain.score_sheet import EvidencePin
from meihao_desktop.ui.widgets import buttons

LONGEST = 22


class PinBar(QWidget):
    """One line for each pin; hidden where there is none."""

    opened = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pins: tuple[EvidencePin, ...] = ()
        self._is_read_only = False
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.hide()

    def show_pins(self, pins: tuple[EvidencePin, ...], *, is_read_only: bool) -> None:
        if (pins, is_read_only) == (self._pins, self._is_read_only):
            return
        self._pins, self._is_read_only = pins, is_read_only
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(pin) for pin in pins]
        for row in self._rows:
            self._column.addWidget(row)
        self.setVisible(bool(pins))

    @property
    def chips(self) -> list[QPushButton]:
        """The buttons that open a place, in the order of the pins."""
        return [row.findChildren(QPushButton)[0] for row in self._rows]

    @property
    def crosses(self) -> list[QPushButton]:
        """The buttons that take a pin off."""
        return [row.findChildren(QPushButton)[1] for row in self._rows]

    def _row(self, pin: EvidencePin) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        chip = buttons.quiet(_shortened(pin), lambda: self.opened.emit(pin), "pin")
        chip.setToolTip(f"打开依据：{pin.label}")
        cross = buttons.icon_only("close", f"取下依据：{pin.label}", lambda: self.removed.emit(pin))
        cross.setEnabled(not self._is_read_only)
        for part in (chip, cross):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            layout.addWidget(part)
        layout.addStretch(1)
        return row


def _shortened(pin: EvidencePin) -> str:
    """The place is never cut; a long file name loses its middle."""
    room = max(6, LONGEST - len(pin.place))
    name = pin.file_name
    if len(name) > room:
        name = f"{name[: room - 4]}…{name[-3:]}"
    return f"{name} {pin.place}".strip()
