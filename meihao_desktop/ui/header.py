"""The head of the window: the round, its phase, the desks and the person at the machine."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations.begin_round import RoundOverview
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.desks import Desk
from meihao_desktop.ui.header_plan import HeaderPlan, plan_for
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.badge import Badge
from meihao_desktop.ui.widgets.elided import ElidedLabel

REASONS_TO_FIT = (QEvent.Type.Resize, QEvent.Type.StyleChange, QEvent.Type.LayoutRequest)


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
    """One row where everything fits, otherwise two, in which the title comes first."""

    phase_asked = Signal()
    logout_asked = Signal()

    def __init__(self, desk_bar: DeskBar, text_size: QWidget) -> None:
        super().__init__()
        self.setProperty("area", "bar")
        self._title = ElidedLabel(least=4)
        self._title.setProperty("level", "title")
        self._mode = Badge("演练", Tone.REHEARSAL, "note")
        self.phase_button = buttons.plain("", self.phase_asked.emit, "clock")
        self._person = ElidedLabel(least=3)
        self._person.setProperty("level", "title")
        self._roles = Badge("", Tone.ACCENT, "person")
        self._is_rehearsal = False
        self._phase_texts = ("", "")
        self._plan: HeaderPlan | None = None
        self._parts: dict[str, QWidget] = {
            "mode": self._mode,
            "title": self._title,
            "small_title": self._title,
            "desks": desk_bar,
            "phase": self.phase_button,
            "short_phase": self.phase_button,
            "person": self._person,
            "roles": self._roles,
            "text_size": text_size,
            "logout": buttons.plain("退出登录", self.logout_asked.emit, "logout"),
            "short_logout": buttons.icon_only("logout", "退出登录", self.logout_asked.emit),
        }
        self._lay_out()

    def show_overview(self, overview: RoundOverview) -> None:
        """The round and the person as they are now."""
        review_round, actor = overview.review_round, overview.actor
        self._title.show_text(review_round.title)
        self._is_rehearsal = review_round.is_rehearsal
        self._phase_texts = (
            (overview.seat, "专家席位")
            if overview.seat
            else (_phase_text(overview), overview.phase.value)
        )
        self.phase_button.setText(self._phase_texts[0])
        self.phase_button.setToolTip(self._phase_texts[0])
        self.phase_button.set_icon(_phase_icon(overview))
        look = "primary" if overview.may_advance and not overview.blockers else "plain"
        self.phase_button.set_look(look)
        self._person.show_text(actor.name if actor else "")
        if actor is not None:
            person = next((p for p in overview.people if p.id == actor.id), None)
            roles = person.roles_text if person else ""
            self._roles.show_mark(roles, Tone.ACCENT, "person")
            self._person.setToolTip(roles)
        self._plan = None
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Sizes of parts change with the text, with the window and with the words in them."""
        done = super().event(event)
        if event.type() in REASONS_TO_FIT and self._phase_texts[0]:
            self._fit()
        return done

    def _fit(self) -> None:
        unit = theme.metrics().unit
        plan = plan_for(self._widths(), room=self.width() - 4 * unit, gap=unit)
        if plan == self._plan:
            return
        self._plan = plan
        self._title.setProperty("level", "strong" if "small_title" in plan.top else "title")
        buttons.repolish(self._title)
        is_short = "short_phase" in (*plan.top, *plan.second)
        self.phase_button.setText(self._phase_texts[is_short])
        for row, names in ((self._top, plan.top), (self._second, plan.second)):
            _fill(row, [self._parts[name] for name in names], self._title)
        shown = {self._parts[name] for name in (*plan.top, *plan.second)}
        for part in self._parts.values():
            part.setVisible(part in shown)

    def _widths(self) -> dict[str, int]:
        """What every part asks for, whatever the plan in force shows of it."""
        metrics = theme.metrics()
        widths = {name: part.sizeHint().width() for name, part in self._parts.items()}
        for name, size in (("title", metrics.title), ("small_title", metrics.text)):
            face = QFontMetrics(theme.font(size, is_strong=True))
            widths[name] = face.horizontalAdvance(self._title.whole) + metrics.unit
        words = self.phase_button.fontMetrics().horizontalAdvance
        frame = widths["phase"] - words(self.phase_button.text())
        for name, text in zip(("phase", "short_phase"), self._phase_texts, strict=True):
            widths[name] = frame + words(text)
        if not self._is_rehearsal:
            del widths["mode"]
        return widths

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self._top, self._second = QHBoxLayout(), QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(unit * 2, unit // 2, unit * 2, unit // 2)
        column.setSpacing(unit // 2)
        for row in (self._top, self._second):
            row.setSpacing(unit)
            column.addLayout(row)
        for part in self._parts.values():
            part.setParent(self)


def _fill(row: QHBoxLayout, parts: list[QWidget], title: QWidget) -> None:
    """Put the parts into the row; the title, or the first of them, takes the room that is left."""
    while row.count():
        row.takeAt(0)
    wide = title if title in parts else next(iter(parts), None)
    for part in parts:
        if isinstance(part, DeskBar):
            row.addWidget(part, int(part is wide), Qt.AlignmentFlag.AlignLeft)
        else:
            row.addWidget(part, int(part is wide))


def _phase_text(overview: RoundOverview) -> str:
    where = f"{overview.phase.value} {overview.phase.position + 1}/{len(Phase)}"
    if overview.may_advance and overview.next_phase is not None:
        return f"{where} › {overview.next_phase.value}"
    return where


def _phase_icon(overview: RoundOverview) -> str:
    if overview.seat:
        return "keyboard"
    return "lock" if overview.is_read_only else "clock"
