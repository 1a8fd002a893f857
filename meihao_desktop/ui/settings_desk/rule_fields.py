"""The kinds of fields that rules are entered in; each stands for one value of the rules."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from PySide6.QtCore import QDate, QObject, QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from meihao_desktop.domain.fact import plain
from meihao_desktop.domain.rubric import Rubric
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox, DayBox, NumberBox

_DECIMAL = QRegularExpression(r"\d{1,4}(\.\d{0,2})?")


class RuleField(QObject):
    """One field; ``path`` names the value inside the rules ("tally.trim.highest")."""

    changed = Signal()
    characters = 5
    is_wide = False
    """Whether it takes a line of its own under its label."""

    def __init__(self, path: str, label: str, unit: str = "", hint: str = "") -> None:
        super().__init__()
        self.path, self.label, self.unit, self.hint = path, label, unit, hint
        self.widget: QWidget = self.made()
        self.widget.setAccessibleName(label)

    def made(self) -> QWidget:
        raise NotImplementedError

    def value(self) -> Any:  # noqa: ANN401 - each field has its own type
        raise NotImplementedError

    def show_value(self, value: Any) -> None:  # noqa: ANN401 - each field has its own type
        raise NotImplementedError

    def use_rubric(self, rubric: Rubric) -> None:
        """Take the names that the field offers from this rubric; most fields need none."""

    def set_locked(self, *, locked: bool) -> None:
        self.widget.setEnabled(not locked)


class CountField(RuleField):
    """A whole number."""

    def made(self) -> QWidget:
        self._box = NumberBox(0, 999)
        self._box.valueChanged.connect(self.changed)
        return self._box

    def value(self) -> int:
        return self._box.value()

    def show_value(self, value: int) -> None:
        self._box.setValue(value)


class AmountField(RuleField):
    """A decimal amount."""

    def made(self) -> QWidget:
        self._line = QLineEdit()
        self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._line.setValidator(QRegularExpressionValidator(_DECIMAL, self._line))
        self._line.textChanged.connect(self.changed)
        return self._line

    def value(self) -> Decimal:
        return Decimal(self._line.text().rstrip(".") or "0")

    def show_value(self, value: Decimal) -> None:
        self._line.setText(plain(value))


class PercentField(AmountField):
    """A share, entered as percent."""

    def value(self) -> Decimal:
        return super().value() / 100

    def show_value(self, value: Decimal) -> None:
        super().show_value(value * 100)


class ChoiceField(RuleField):
    """One of the members of an enumeration."""

    characters = 18

    def __init__(self, path: str, label: str, choices: Iterable[Enum], hint: str = "") -> None:
        self._choices = list(choices)
        super().__init__(path, label, hint=hint)

    def made(self) -> QWidget:
        self._box = ChoiceBox()
        self._box.addItems([choice.value for choice in self._choices])
        self._box.setMinimumContentsLength(4)
        self._box.setSizeAdjustPolicy(
            ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._box.currentIndexChanged.connect(lambda _at: self.changed.emit())
        return self._box

    def value(self) -> Enum:
        return self._choices[self._box.currentIndex()]

    def show_value(self, value: Enum) -> None:
        self._box.setCurrentIndex(self._choices.index(value))


class SwitchField(RuleField):
    """Yes or no; the box carries the words itself."""

    characters = 18

    def __init__(self, path: str, label: str, words: str, hint: str = "") -> None:
        self._words = words
        super().__init__(path, label, hint=hint)

    def made(self) -> QWidget:
        self._box = QCheckBox(self._words)
        self._box.toggled.connect(lambda _on: self.changed.emit())
        return self._box

    def value(self) -> bool:
        return self._box.isChecked()

    def show_value(self, value: bool) -> None:
        self._box.setChecked(value)


class DayField(RuleField):
    """A day, or none."""

    characters = 18

    def made(self) -> QWidget:
        self._box = DayBox()
        self._has = QCheckBox("有期限")
        self._has.toggled.connect(self._box.setVisible)
        self._has.toggled.connect(lambda _on: self.changed.emit())
        self._box.dateChanged.connect(lambda _day: self.changed.emit())
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics().unit)
        row.addWidget(self._has)
        row.addWidget(self._box, 1)
        return both

    def value(self) -> date | None:
        day = self._box.date()
        return date(day.year(), day.month(), day.day()) if self._has.isChecked() else None

    def show_value(self, value: date | None) -> None:
        self._has.setChecked(value is not None)
        self._box.setVisible(value is not None)
        if value is not None:
            self._box.setDate(QDate(value.year, value.month, value.day))
