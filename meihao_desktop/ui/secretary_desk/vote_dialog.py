"""登记表决: a roll call of every other expert, with three voices to choose from."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from meihao_desktop.domain.hearing import Voice
from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import body, soft, strong

ASK = "请逐一询问：听取说明之后，该评分仍属异常，还是说明成立？"
ONCE = (
    "未到场的记“未表决”。超过应表决人数一半的认为仍属异常，即以其他专家的均值替换。登记后不能再改。"
)


class VoteDialog(Dialog):
    """Nothing is chosen beforehand; ``votes`` holds whoever has been asked so far."""

    def __init__(self, row: FindingRow, parent: QWidget | None = None) -> None:
        super().__init__("登记表决", parent, confirm="登记", width=32)
        self._people = row.voters
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.metrics().unit * 3)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._choices = [self._ask(at, person) for at, person in enumerate(self._people)]
        if row.hearing is not None:
            self.add(body(f"本人说明：{row.hearing.statement}"))
        self.add(strong(ASK))
        self.add(self._grid)
        self.add(soft(ONCE))

    @property
    def votes(self) -> tuple[tuple[PersonId, Voice], ...]:
        return tuple(
            (person.id, list(Voice)[choice.checkedId()])
            for person, choice in zip(self._people, self._choices, strict=True)
            if choice.checkedId() >= 0
        )

    def fault(self) -> str:
        missing = len(self._people) - len(self.votes)
        return f"还有 {missing} 位专家没有登记。" if missing else ""

    def _ask(self, at: int, person: Person) -> QButtonGroup:
        choice = QButtonGroup(self)
        name = strong(person.name)
        name.setWordWrap(False)
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignVCenter)
        for number, voice in enumerate(Voice):
            button = QRadioButton(voice.value)
            button.setAccessibleName(f"{person.name}：{voice.value}")
            choice.addButton(button, number)
            self._grid.addWidget(button, at, number + 1)
        return choice
