"""Login: large tiles of the people by role, and the PIN."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.operations import begin_round, foresight, identify_person
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.identify_person import LoginRow
from meihao_desktop.ui import background, pin_work, theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.lost_pin_dialog import LostPinDialog
from meihao_desktop.ui.new_pin_dialog import NewPinDialog
from meihao_desktop.ui.wait_notice import WaitNotice
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice, scrolled
from meihao_desktop.ui.widgets.asking import is_accepted
from meihao_desktop.ui.widgets.badge import Badge
from meihao_desktop.ui.widgets.pin_field import PinField, PinPad
from meihao_desktop.ui.widgets.text import caption, headline, soft, strong
from meihao_desktop.ui.widgets.tile import Tile

ROLE_ICONS = {
    Role.SECRETARY: "collate",
    Role.PANEL_CHAIR: "star",
    Role.EXPERT: "score",
    Role.OBSERVER: "shield",
}
_ORDER = (Role.SECRETARY, Role.PANEL_CHAIR, Role.EXPERT, Role.OBSERVER)


class LoginPane(QWidget):
    """``logged_in`` after the right PIN; ``back_asked`` for another round."""

    logged_in = Signal()
    back_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._pins = identify_person.rehearsal_pins(context)
        self._chosen: PersonId | None = None
        self.tiles: dict[PersonId, Tile] = {}
        self._group = QButtonGroup(self)
        self._who = strong("请在左边选择自己的名字")
        self._hint = soft()
        self._hint.hide()
        self.field = PinField()
        self._refusal = WaitNotice(context)
        self._alone = Notice(Tone.WARNING, "warning")
        self.lost = buttons.quiet("PIN 已锁定或遗失…", self._bring_back, "lock")
        self.lost.setEnabled(False)
        self._pad = PinPad(self.field)
        self.field.returnPressed.connect(self._log_in)
        self._pad.entered.connect(self._log_in)
        self._lay_out()
        self._say_who_was_alone()
        if context.is_seat and len(self.tiles) == 1:  # the laptop of this one expert
            self.choose(next(iter(self.tiles)))

    @property
    def refusal(self) -> str:
        """Why the last try was refused, as shown."""
        return self._refusal.sentence

    def choose(self, person_id: PersonId) -> None:
        """Say who wants to log in."""
        row = next(r for r in identify_person.people(self._context) if r.person.id == person_id)
        self._chosen = person_id
        self.tiles[person_id].setChecked(True)
        self._who.setText(f"{row.person.name} · {row.person.roles_text}")
        self._refusal.follow(person_id)
        self.lost.setEnabled(True)
        pin = self._pins.get(person_id, "")
        self._hint.setText(f"演练 PIN：{pin}" if pin else "")
        self._hint.setVisible(bool(pin))
        self.field.clear()
        self.field.setFocus()

    def _log_in(self) -> None:
        if self._chosen is None:
            self._refusal.say("请先选择自己的名字。")
            return
        if not self.field.text():
            self._refusal.say("请输入 PIN。")
            return
        typed = self.field.text()
        self.field.clear()
        self.setEnabled(False)
        work = foresight.log_in_ahead(self._context, self._chosen, typed)
        pin_work.after(work, self, partial(self._enter, self._chosen, typed))

    def _enter(self, person: PersonId, typed: str) -> None:
        """Who may come in sits down when the window has drawn breath."""
        self.setEnabled(True)
        self.field.setFocus()
        self._refusal.look_soon()
        identify_person.log_in(self._context, person, typed)
        work = foresight.ahead(self._context)
        if work is None:
            self.logged_in.emit()
        else:
            background.run(work, owner=self, on_done=lambda _done: self.logged_in.emit())

    def _bring_back(self) -> None:
        """Those who stand for a fresh PIN type theirs; it is shown to the person this once."""
        if self._chosen is None:
            return
        dialog = LostPinDialog(self._context, self._chosen, self)
        if is_accepted(dialog) and (issued := dialog.renew()) is not None:
            is_accepted(NewPinDialog(issued, self))
            self._say_who_was_alone()
        self.choose(self._chosen)

    def _say_who_was_alone(self) -> None:
        """Everybody reads for whom nobody stood when the PIN was renewed."""
        told = (
            f"{row.person.name}的 PIN 于 {row.renewed_alone_at.astimezone():%m月%d日 %H:%M} "
            "在没有两人作证的情况下重新发放，已写入记录。"
            for row in identify_person.people(self._context)
            if row.renewed_alone_at is not None
        )
        self._alone.say("".join(told))

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        columns = QHBoxLayout()
        columns.setSpacing(unit * 3)
        columns.addWidget(self._people_pane(), 3)
        columns.addLayout(self._pin_column(), 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit)
        column.addLayout(self._head())
        if self._context.is_seat:
            column.addWidget(caption(begin_round.overview(self._context).seat))
        column.addWidget(self._alone)
        column.addLayout(columns, 1)

    def _head(self) -> QHBoxLayout:
        overview = begin_round.overview(self._context)
        head = QHBoxLayout()
        head.setSpacing(theme.metrics().unit)
        head.addWidget(headline("请登录"))
        if overview.review_round.is_rehearsal:
            head.addWidget(Badge("演练", Tone.REHEARSAL, "note"))
        head.addStretch(1)
        head.addWidget(buttons.quiet("换一个评审", self.back_asked.emit, "back"))
        return head

    def _people_pane(self) -> QWidget:
        unit = theme.metrics().unit
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, unit, unit)
        column.setSpacing(unit)
        for role, rows in _by_role(identify_person.people(self._context)):
            column.addWidget(caption(role.value))
            column.addLayout(self._tiles(rows, role))
        column.addStretch(1)
        return scrolled(inner)

    def _tiles(self, rows: list[LoginRow], role: Role) -> QGridLayout:
        """Two abreast where there are many."""
        grid = QGridLayout()
        grid.setSpacing(theme.metrics().unit)
        abreast = 2 if len(rows) > 2 else 1
        for at, row in enumerate(rows):
            grid.addWidget(self._tile(row, role), at // abreast, at % abreast)
        return grid

    def _tile(self, row: LoginRow, role: Role) -> Tile:
        about = row.person.unit if row.has_pin else "尚未发放 PIN，请找秘书领取"
        tile = Tile(row.person.name, about, ROLE_ICONS[role], lambda: self.choose(row.person.id))
        tile.setCheckable(True)
        tile.setEnabled(row.has_pin)
        self._group.addButton(tile)
        self.tiles[row.person.id] = tile
        return tile

    def _pin_column(self) -> QVBoxLayout:
        unit = theme.metrics().unit
        column = QVBoxLayout()
        column.setSpacing(unit)
        for part in (self._who, self._hint, self.field, self._refusal, self._pad, self.lost):
            column.addWidget(part)
        column.addStretch(1)
        return column


def _by_role(rows: tuple[LoginRow, ...]) -> Iterator[tuple[Role, list[LoginRow]]]:
    """Everybody once, under the first role that they have."""
    for role in _ORDER:
        found = [row for row in rows if _first_role(row.person) is role]
        if found:
            yield role, found


def _first_role(person: Person) -> Role:
    return next(role for role in _ORDER if role in person.roles)
