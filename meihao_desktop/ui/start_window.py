"""The first thing people see: choose or begin a round; then the login takes its place.

Only light modules are imported here, because this is the first frame.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from meihao_desktop import __version__
from meihao_desktop.ui import colours, late, theme
from meihao_desktop.ui.icons import icon, wide_picture
from meihao_desktop.ui.preferences import Preferences, RecentRound
from meihao_desktop.ui.text_size import TextSize
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import scrolled
from meihao_desktop.ui.widgets.text import caption, headline, soft, title
from meihao_desktop.ui.widgets.tile import Tile

if TYPE_CHECKING:  # importing it now would hold up the first frame
    from meihao_desktop.operations.take_seat import PackOffer

PROGRAM = "美好家园评审"
USUAL_SIZE = QSize(1200, 720)
NARROW = 1000


class StartWindow(QWidget):
    """Says what is wanted by signals; whoever opens rounds lives in ``app``."""

    first_frame = Signal()
    sample_asked = Signal()
    new_asked = Signal()
    folder_asked = Signal(object)
    pack_asked = Signal(object)
    check_asked = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._was_painted = False
        self.setObjectName("page")
        self.setWindowTitle(PROGRAM)
        self.setWindowIcon(icon("app"))
        self._brand = BrandPane()
        self._rounds = RoundsPane()
        self._rounds.sample.clicked.connect(self.sample_asked)
        self._rounds.new.clicked.connect(self.new_asked)
        self._rounds.other.clicked.connect(self._ask_folder)
        self._rounds.check.clicked.connect(self.check_asked)
        self._rounds.folder_chosen.connect(self.folder_asked)
        self._rounds.pack_chosen.connect(self.pack_asked)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._rounds)
        self._text_size = TextSize(preferences, self)
        self._lay_out()
        self.show_rounds()
        self.resize(self._usual_size())

    def show_rounds(self) -> None:
        """The choice of a round, with those opened last."""
        self._rounds.show_rounds(self._preferences.recent_rounds)
        if (left := self._stack.widget(1)) is not None:
            self._stack.removeWidget(left)
            left.deleteLater()
        self._brand.say("")

    def show_packs(self, offers: "tuple[PackOffer, ...]") -> None:
        """Review packs that lie on sticks, above everything else."""
        self._rounds.show_packs(offers)

    def say(self, sentence: str) -> None:
        """What is under way; another round cannot be chosen in the meantime."""
        self._rounds.say(sentence)

    def show_pane(self, pane: QWidget, headline_text: str) -> None:
        """Put the login (or another pane) in the place of the choice."""
        self.show_rounds()
        self._stack.addWidget(pane)
        self._stack.setCurrentWidget(pane)
        self._brand.say(headline_text)

    @property
    def pane(self) -> QWidget | None:
        """What is in view beside the name of the program."""
        return self._stack.currentWidget()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.first_frame.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._brand.setVisible(self.width() >= NARROW)

    def _usual_size(self) -> QSize:
        return USUAL_SIZE.boundedTo(self.screen().availableSize() * 0.96)

    def _ask_folder(self) -> None:
        ask = late.load("PySide6.QtWidgets").QFileDialog.getExistingDirectory  # after first frame
        chosen = ask(self, "打开评审目录", str(self._preferences.home))
        if chosen:
            self.folder_asked.emit(Path(chosen))

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._text_size)
        right = QVBoxLayout()
        right.setContentsMargins(unit * 3, unit * 2, unit * 3, unit)
        right.setSpacing(unit)
        right.addWidget(self._stack, 1)
        right.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._brand, 2)
        row.addLayout(right, 5)


class BrandPane(QWidget):
    """The name of the program over a drawing of an estate."""

    def __init__(self) -> None:
        super().__init__()
        unit = theme.metrics().unit
        self._name = _light(headline(PROGRAM))
        self._about = _light(caption("市级“美好家园”小区评审会"))
        self._round = _light(title())
        self._version = _light(caption(f"{__version__} 版 · 全程离线"))
        column = QVBoxLayout(self)
        column.setContentsMargins(unit * 2, unit * 5, unit * 2, unit * 2)
        column.setSpacing(unit)
        for label in (self._name, self._about):
            column.addWidget(label)
        column.addSpacing(unit * 4)
        column.addWidget(self._round)
        column.addStretch(1)
        column.addWidget(self._version)

    def say(self, round_title: str) -> None:
        self._round.setText(round_title)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colours.ACCENT))
        width = self.width()
        drawing = wide_picture("estate", "#3F7F8F", QSize(width, width // 2))
        bottom = self.height() - self._version.height() - 3 * theme.metrics().unit
        painter.drawPixmap(0, bottom - width // 2, drawing)


class RoundsPane(QWidget):
    """Rounds opened last, and the three ways to another one."""

    folder_chosen = Signal(object)
    pack_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        unit = theme.metrics().unit
        self.packs = QWidget()
        self._packs = QVBoxLayout(self.packs)
        self._packs.setContentsMargins(0, 0, 0, unit * 2)
        self._packs.setSpacing(unit)
        self.packs.hide()
        self.sample = buttons.primary("打开演练样例", icon_name="home")
        self.new = buttons.plain("新建评审", icon_name="plus")
        self.other = buttons.plain("打开评审目录…", icon_name="folder")
        self.check = buttons.quiet("核验文件…", icon_name="shield")
        self._recent = QWidget()
        self._list = QVBoxLayout(self._recent)
        self._list.setContentsMargins(0, 0, unit, 0)
        self._list.setSpacing(unit)
        self.state = soft()
        self.state.hide()
        self._heading = title("最近打开的评审")
        acts = QHBoxLayout()
        acts.setSpacing(unit)
        for button in (self.new, self.other):
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.check)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addWidget(self.packs)
        column.addWidget(headline("开始一次评审"))
        column.addWidget(caption("演练样例自带七个小区、五位专家和全部材料，可以放心试用。"))
        column.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(acts)
        column.addWidget(self.state)
        column.addSpacing(unit * 2)
        column.addWidget(self._heading)
        column.addWidget(scrolled(self._recent), 1)

    def say(self, sentence: str) -> None:
        self.state.setText(sentence)
        self.state.setVisible(bool(sentence))
        for part in (self.sample, self.new, self.other, self._recent):
            part.setEnabled(not sentence)

    def show_packs(self, offers: "tuple[PackOffer, ...]") -> None:
        _clear(self._packs)
        self.packs.setVisible(bool(offers))
        if offers:
            self._packs.addWidget(headline("发现评审包"))
        for offer in offers:
            self._packs.addWidget(self._pack_tile(offer))

    def _pack_tile(self, offer: "PackOffer") -> QWidget:
        if offer.fault:
            tile = Tile(offer.folder.name, offer.fault, "warning")
            tile.setEnabled(False)
            return tile
        name = f"开始评审：{offer.title}"
        about = f"第 {offer.serial} 号评审包，专家 {len(offer.experts)} 人，{offer.folder}"
        return Tile(name, about, "go", lambda: self.pack_chosen.emit(offer))

    def show_rounds(self, rounds: tuple[RecentRound, ...]) -> None:
        self._heading.setVisible(bool(rounds))
        _clear(self._list)
        for one in rounds:
            self._list.addWidget(self._tile(one))
        self._list.addStretch(1)

    def _tile(self, one: RecentRound) -> QWidget:
        return Tile(
            one.title, str(one.folder), "folder", lambda: self.folder_chosen.emit(one.folder)
        )


def _clear(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()


def _light(label: QLabel) -> QLabel:
    label.setProperty("ground", "accent")
    return label
