"""A source that could not be read: why, and the way to try it again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import SHADES, Tone
from meihao_desktop.ui.error_dialog import NUMBER
from meihao_desktop.ui.icons import picture
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Card
from meihao_desktop.ui.widgets.text import body, caption, title

UNCHANGED = "没有接收任何内容，已收到的材料不受影响。"


class RefusedPane(QWidget):
    """Stays until a person has read it; ``again`` reads the same source once more."""

    again = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sign = QLabel()
        self._heading = title()
        self._sentence = body()
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        theme.follow(self._adapt)

    def say(self, name: str, sentence: str) -> None:
        self._heading.setText(f"“{name}”没有读成")
        self._sentence.setText("\n".join(NUMBER.split(sentence)))

    def _adapt(self) -> None:
        size = theme.metrics().headline
        self._sign.setPixmap(picture("warning", SHADES[Tone.WARNING].text, size))

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        card = Card()
        card.content.setSpacing(unit * 2)
        head = QHBoxLayout()
        head.setSpacing(unit * 2)
        head.addWidget(self._sign)
        head.addWidget(self._heading, 1)
        card.content.addLayout(head)
        card.content.addWidget(self._sentence)
        card.content.addWidget(caption(UNCHANGED))
        foot = QHBoxLayout()
        foot.setSpacing(unit)
        foot.addStretch(1)
        foot.addWidget(buttons.plain("返回", self.left.emit))
        foot.addWidget(buttons.primary("再读一次", self.again.emit, "refresh"))
        card.content.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit * 4, unit * 4, unit * 4, unit * 4)
        column.addStretch(1)
        column.addWidget(card)
        column.addStretch(2)
