"""The election of the chair: votes of each poll, and a run-off until somebody has the majority."""

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QWidget

from meihao_desktop.domain.chair_election import Poll, faults
from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.operations import hold_election
from meihao_desktop.operations.hold_election import ElectionDesk
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, caption, soft, strong
from meihao_desktop.ui.widgets.wheel_proof import NumberBox

RULE = "每人一票，得票超过投票人数的半数当选；没有人过半的，得票最多的两位再投一轮。"
BOX_CHARACTERS = 5


class ElectionDialog(Dialog):
    """One poll after the other; what was entered stays in view above the next one."""

    def __init__(self, desk: ElectionDesk, parent: QWidget | None = None) -> None:
        super().__init__("推选组长", parent, confirm="登记结果", width=32)
        self._members: Mapping[PersonId, Person] = {one.id: one for one in desk.members}
        self._polls: list[Poll] = []
        self._voters = NumberBox(1, len(desk.members))
        self._voters.setValue(desk.present)
        self._boxes: dict[PersonId, NumberBox] = {}
        self._past = caption()
        self._past.hide()
        self._heading = strong()
        self._candidates = QWidget()
        self._grid = QGridLayout(self._candidates)
        self._told = Notice(Tone.NOTE, "note")
        self._caution = Notice(Tone.WARNING, "warning")
        for part in (body(RULE), self._past, self._heading, self._candidates, self._told):
            self.add(part)
        self.add(self._caution)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.metrics().unit * 2)
        self._grid.setColumnStretch(1, 1)
        self._voters.valueChanged.connect(lambda _value: self._tell())
        self._begin_poll(tuple(self._members))

    @property
    def polls(self) -> tuple[Poll, ...]:
        """Every poll so far and the one in view."""
        return (*self._polls, self._poll)

    def fault(self) -> str:
        found = faults(self.polls, len(self._members))
        return found[0] if found else ""

    def try_accept(self) -> None:
        """Go on to a run-off where nobody has the majority yet."""
        poll = self._poll
        undecided = faults([*self.polls], len(self._members))
        if len(undecided) == 1 and poll.elected is None and "再投一轮" in undecided[0]:
            self._polls.append(poll)
            self.show_fault("")
            self._begin_poll(poll.standing_on)
            return
        super().try_accept()

    @property
    def _poll(self) -> Poll:
        votes = {who: box.value() for who, box in self._boxes.items()}
        return Poll(votes=votes, voters=self._voters.value())

    def _begin_poll(self, standing: tuple[PersonId, ...]) -> None:
        for box in self._boxes.values():
            box.blockSignals(True)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._voters:
                widget.deleteLater()
        self._boxes = {who: NumberBox(0, len(self._members)) for who in standing}
        self._put_row(0, "投票人数", self._voters)
        for row, (who, box) in enumerate(self._boxes.items(), start=1):
            person = self._members[who]
            box.valueChanged.connect(lambda _value: self._tell())
            box.setAccessibleName(f"{person.name}得票")
            self._put_row(row, person.name, box, person.unit)
        self._heading.setText(f"第 {len(self._polls) + 1} 轮")
        self._past.setText("\n".join(self._told_poll(n, p) for n, p in enumerate(self._polls, 1)))
        self._past.setVisible(bool(self._polls))
        self._tell()
        next(iter(self._boxes.values())).setFocus()

    def _put_row(self, row: int, name: str, box: NumberBox, unit: str = "") -> None:
        label = body(name)
        label.setWordWrap(False)
        box.setFixedWidth(theme.metrics().text * BOX_CHARACTERS)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(soft(unit), row, 1)
        self._grid.addWidget(box, row, 2)

    def _told_poll(self, number: int, poll: Poll) -> str:
        votes = "，".join(f"{self._members[who].name} {n} 票" for who, n in poll.votes.items() if n)
        return f"第 {number} 轮：投票 {poll.voters} 人，{votes}，没有人过半。"

    def _tell(self) -> None:
        """What the votes in view come to."""
        poll = self._poll
        self._caution.say("")
        if poll.elected is None:
            self.confirm_button.setText("进入下一轮")
            self._told.say(f"{poll.needed} 票当选；还没有人过半。")
            return
        person = self._members[poll.elected]
        self.confirm_button.setText("登记结果")
        self._told.say(
            f"{poll.needed} 票当选；{person.name}得 {poll.votes[person.id]} 票，当选组长。"
        )
        self._caution.say(hold_election.caution(person))
