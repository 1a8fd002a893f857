"""PINs that were just issued: printed on sealed slips, or shown this once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from meihao_desktop.domain.pin import IssuedPin
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, figure, soft

ONE_COLUMN = 4
"""So many stand under each other; more of them stand two abreast."""
HIDDEN = "••• •••"
WARNING = (
    "PIN 不保存在任何地方，关闭本窗口后不能再次查看或打印。"
    "请打印密封条，当面折叠封口后交给本人；监督员宜在场。"
)


class PinsDialog(Dialog):
    """Names and slip numbers; the PINs stay hidden unless somebody asks to see them."""

    def __init__(
        self,
        issued: Sequence[IssuedPin],
        print_slips: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        width = 42 if len(issued) > ONE_COLUMN else 30
        super().__init__("PIN 已发放", parent, confirm="已交给本人", cancel="", width=width)
        self.mark(Tone.WARNING, "lock")
        self.add(body(WARNING))
        self._digits: list[tuple[QLabel, str]] = []
        self.add(self._grid(issued))
        self.reveal_button = buttons.quiet("在屏幕上显示", self.reveal, "eye")
        acts = QHBoxLayout()
        if print_slips is not None:
            acts.addWidget(buttons.plain("打印密封条…", print_slips, "print"))
        acts.addWidget(self.reveal_button)
        acts.addStretch(1)
        self.add(acts)

    def reveal(self) -> None:
        """For one person at a time, who looks at the screen alone."""
        for label, pin in self._digits:
            label.setText(f"{pin[:3]} {pin[3:]}")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.reveal_button.hide()

    def _grid(self, issued: Sequence[IssuedPin]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.metrics().unit * 3)
        abreast = 2 if len(issued) > ONE_COLUMN else 1
        for pair in range(abreast):
            grid.setColumnStretch(pair * 3 + 2, 1)
        for at, one in enumerate(issued):
            row, column = at // abreast, at % abreast * 3
            digits, label = figure(HIDDEN), body(one.person.name)
            label.setWordWrap(False)
            self._digits.append((digits, one.pin))
            for offset, part in enumerate((label, digits, soft(one.slip))):
                grid.addWidget(part, row, column + offset)
        return grid
