"""Choice and number fields that the mouse wheel never changes."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDateEdit, QSizePolicy, QSpinBox


class ChoiceBox(QComboBox):
    """A combo box that leaves the wheel to the page."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class NumberBox(QSpinBox):
    """A whole number, typed; arrow keys change it, the wheel does not."""

    def __init__(self, least: int = 0, most: int = 999) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)

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
