"""The field for a PIN, and the pad of large digits beside it."""

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets import buttons

LONGEST = 8


class PinField(QLineEdit):
    """Digits only, never shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(LONGEST)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]*"), self))
        self.setAccessibleName("PIN")
        self.setPlaceholderText("PIN")


class PinPad(QWidget):
    """Ten digits, a step back and the way on, for people without a keyboard at hand."""

    entered = Signal()

    def __init__(self, field: PinField, go_on: str = "登录") -> None:
        super().__init__()
        self._field = field
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.metrics().unit)
        for digit in range(1, 10):
            grid.addWidget(self._digit(str(digit)), (digit - 1) // 3, (digit - 1) % 3)
        back = buttons.icon_only("backspace", "退格", field.backspace)
        go = buttons.primary(go_on, self.entered.emit)
        for key in (back, go):
            key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid.addWidget(back, 3, 0)
        grid.addWidget(self._digit("0"), 3, 1)
        grid.addWidget(go, 3, 2)

    def _digit(self, digit: str) -> buttons.Button:
        key = buttons.plain(digit, lambda: self._field.insert(digit))
        key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return key
