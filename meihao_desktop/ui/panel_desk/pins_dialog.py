"""Fresh PINs, shown this once."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, figure

ONE_COLUMN = 4
"""So many stand under each other; more of them stand two abreast."""


class PinsDialog(Dialog):
    """Names and PINs in large type; they cannot be looked up again."""

    def __init__(self, issued: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__("PIN 已发放", parent, confirm="已交给本人", cancel="")
        self.mark(Tone.WARNING, "lock")
        self.add(body("PIN 只显示这一次，请当面交给本人保管；遗失时可重新发放。"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.metrics().unit * 4)
        abreast = 2 if len(issued) > ONE_COLUMN else 1
        grid.setColumnStretch(abreast * 2 - 1, 1)
        for at, (name, pin) in enumerate(issued.items()):
            row, column = at // abreast, at % abreast * 2
            digits = figure(f"{pin[:3]} {pin[3:]}")
            digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label = body(name)
            label.setWordWrap(False)
            grid.addWidget(label, row, column)
            grid.addWidget(digits, row, column + 1)
        self.add(grid)
