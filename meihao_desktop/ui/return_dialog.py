"""Going back to an earlier phase: which one, why, and who stands witness."""

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.panel import Person, Role
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations.begin_round import RoundOverview
from meihao_desktop.ui.widgets.asking import WitnessDialog
from meihao_desktop.ui.widgets.text import soft
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

_SENTENCE = "退回由组长和监督员两人共同决定。退回之后，此前打印的文书都会标明已经过期。"


class ReturnDialog(WitnessDialog):
    """The latest earlier phase is offered first."""

    def __init__(self, overview: RoundOverview, parent: QWidget | None = None) -> None:
        super().__init__("退回之前的阶段", _SENTENCE, _witnesses(overview), parent)
        self._where = ChoiceBox()
        for phase in reversed(overview.earlier_phases):
            self._where.addItem(f"退回到“{phase.value}”", phase.name)
        self.content.insertWidget(1, soft("退回到"))
        self.content.insertWidget(2, self._where)

    @property
    def phase(self) -> Phase:
        return Phase[self._where.currentData()]


def _witnesses(overview: RoundOverview) -> list[Person]:
    """Chair and observers, without the person at the machine."""
    may = {Role.PANEL_CHAIR, Role.OBSERVER}
    actor = overview.actor.id if overview.actor else ""
    return [person for person in overview.people if person.roles & may and person.id != actor]
