"""Choice and number fields that the mouse wheel never changes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QSizePolicy


class ChoiceBox(QComboBox):
    """A combo box that leaves the wheel to the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberBox(QLineEdit):
    """A whole number, typed; the arrow keys change it by one, the wheel does not.

    Not a spin box: its small buttons are no targets, and a style sheet breaks its field.
    """

    valueChanged = Signal(int)

    def __init__(self, least: int = 0, most: int = 999) -> None:
        super().__init__(str(least))
        self._least, self._most = least, most
        self.setValidator(QIntValidator(least, most, self))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.textChanged.connect(lambda _text: self.valueChanged.emit(self.value()))
        self.editingFinished.connect(lambda: self.setValue(self.value()))

    def value(self) -> int:
        """The number in its range; the least while nothing is typed."""
        typed = int(self.text()) if self.text().isdigit() else self._least
        return max(self._least, min(self._most, typed))

    def setValue(self, value: int) -> None:
        if self.text() != str(value):
            self.setText(str(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.setValue(max(self._least, min(self._most, self.value() + step)))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setValue(self.value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class DayBox(QDateEdit):
    """A day with a calendar; the wheel does not change it."""

    def __init__(self) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy年M月d日")

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
