"""A roll call: every other expert with three voices to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from meihao_desktop.domain.hearing import Voice
from meihao_desktop.domain.panel import Person, PersonId
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets.text import strong

Votes = tuple[tuple[PersonId, Voice], ...]


class VoteRows(QWidget):
    """Nothing is chosen beforehand; ``votes`` holds whoever has been asked so far."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[Person, ...] = ()
        self._choices: list[QButtonGroup] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.metrics().unit * 2)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(len(Voice) + 1, 1)

    @property
    def votes(self) -> Votes:
        return tuple(
            (person.id, list(Voice)[choice.checkedId()])
            for person, choice in zip(self._people, self._choices, strict=True)
            if choice.checkedId() >= 0
        )

    @property
    def is_complete(self) -> bool:
        return len(self.votes) == len(self._people)

    def show_people(self, people: Sequence[Person]) -> None:
        """Start anew with these voters."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for choice in self._choices:
            choice.deleteLater()
        self._people = tuple(people)
        self._choices = [self._add(at, person) for at, person in enumerate(self._people)]

    def _add(self, at: int, person: Person) -> QButtonGroup:
        choice = QButtonGroup(self)
        name = strong(person.name)
        name.setWordWrap(False)
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignVCenter)
        for number, voice in enumerate(Voice):
            button = QRadioButton(voice.value)
            button.setAccessibleName(f"{person.name}：{voice.value}")
            choice.addButton(button, number)
            self._grid.addWidget(button, at, number + 1)
        choice.idToggled.connect(lambda _id, _on: self.changed.emit())
        return choice
