"""The head of the window: the round, its phase, the desks and the person at the machine."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations.begin_round import RoundOverview
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.desks import Desk
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.badge import Badge
from meihao_desktop.ui.widgets.elided import ElidedLabel


class DeskBar(QWidget):
    """One button for each desk; the chosen one is underlined and in the accent colour."""

    desk_asked = Signal(str)

    def __init__(self, desks: Sequence[Desk]) -> None:
        super().__init__()
        self.buttons: dict[str, buttons.Button] = {}
        self._group = QButtonGroup(self)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics().unit // 2)
        for at, desk in enumerate(desks, start=1):
            row.addWidget(self._button(desk, at))

    def show_chosen(self, name: str) -> None:
        if name in self.buttons:
            self.buttons[name].setChecked(True)

    def _button(self, desk: Desk, at: int) -> buttons.Button:
        button = buttons.Button(desk.label, "desk", desk.icon_name)
        button.setCheckable(True)
        button.setShortcut(f"Alt+{at}")
        button.setToolTip(f"{desk.label}（Alt+{at}）")
        button.clicked.connect(lambda: self.desk_asked.emit(desk.name))
        self._group.addButton(button)
        self.buttons[desk.name] = button
        return button


class Header(QFrame):
    """One row where everything fits, otherwise the desks stand in a second one."""

    phase_asked = Signal()
    logout_asked = Signal()

    def __init__(self, desk_bar: DeskBar, text_size: QWidget) -> None:
        super().__init__()
        self.setProperty("area", "bar")
        self._desk_bar = desk_bar
        self._text_size = text_size
        self._title = ElidedLabel(least=4)
        self._title.setProperty("level", "title")
        self._mode = Badge("演练", Tone.REHEARSAL, "note")
        self.phase_button = buttons.plain("", self.phase_asked.emit, "clock")
        self._person = ElidedLabel(least=3)
        self._person.setProperty("level", "title")
        self._roles = Badge("", Tone.ACCENT, "person")
        self._logout = buttons.plain("退出登录", self.logout_asked.emit, "logout")
        self._short_logout = buttons.icon_only("logout", "退出登录", self.logout_asked.emit)
        self._is_one_row: bool | None = None
        self._lay_out()

    def show_overview(self, overview: RoundOverview) -> None:
        """The round and the person as they are now."""
        review_round, actor = overview.review_round, overview.actor
        self._title.show_text(review_round.title)
        self._mode.setVisible(review_round.is_rehearsal)
        self.phase_button.setText(_phase_text(overview))
        self.phase_button.set_icon(_phase_icon(overview))
        look = "primary" if overview.may_advance and not overview.blockers else "plain"
        self.phase_button.set_look(look)
        self._person.show_text(actor.name if actor else "")
        if actor is not None:
            person = next((p for p in overview.people if p.id == actor.id), None)
            self._roles.show_mark(person.roles_text if person else "", Tone.ACCENT, "person")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._is_one_row is not None:
            self._fit()

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self._top = QHBoxLayout()
        self._top.setSpacing(unit)
        self._top.addWidget(self._mode)
        self._top.addWidget(self._title, 1)
        self._top.addWidget(self.phase_button)
        self._top.addWidget(self._person)
        self._top.addWidget(self._roles)
        self._top.addWidget(self._text_size)
        self._top.addWidget(self._logout)
        self._top.addWidget(self._short_logout)
        self._second = QHBoxLayout()
        self._second.addWidget(self._desk_bar)
        self._second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit * 2, unit // 2, unit * 2, unit // 2)
        column.setSpacing(unit // 2)
        column.addLayout(self._top)
        column.addLayout(self._second)

    def _fit(self) -> None:
        """Give up the long log-out first, then the single row."""
        metrics = theme.metrics()
        room = self.width() - 4 * metrics.unit
        title = min(self._title.sizeHint().width(), metrics.title * 14)
        fixed = self._width_of_rest() + title
        desks = self._desk_bar.sizeHint().width() + metrics.unit
        long = self._logout.sizeHint().width() - self._short_logout.sizeHint().width()
        is_one_row = fixed + desks <= room
        spare = room - fixed - (desks if is_one_row else 0)
        self._logout.setVisible(spare >= long)
        self._short_logout.setVisible(spare < long)
        if is_one_row is not self._is_one_row:
            self._is_one_row = is_one_row
            self._place_desks()

    def _width_of_rest(self) -> int:
        """Everything of the top row but the title, with the short log-out."""
        always = (self.phase_button, self._person, self._roles, self._text_size, self._short_logout)
        shown = always if self._mode.isHidden() else (*always, self._mode)
        gaps = theme.metrics().unit * (len(shown) + 1)
        return sum(part.sizeHint().width() for part in shown) + gaps

    def _place_desks(self) -> None:
        for row in (self._top, self._second):
            row.removeWidget(self._desk_bar)
        if self._is_one_row:
            self._top.insertWidget(2, self._desk_bar)
        else:
            self._second.insertWidget(0, self._desk_bar)


def _phase_text(overview: RoundOverview) -> str:
    where = f"{overview.phase.value} {overview.phase.position + 1}/{len(Phase)}"
    if overview.may_advance and overview.next_phase is not None:
        return f"{where} › {overview.next_phase.value}"
    return where


def _phase_icon(overview: RoundOverview) -> str:
    return "lock" if overview.is_read_only else "clock"
