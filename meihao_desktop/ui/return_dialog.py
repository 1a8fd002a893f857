"""Going back to an earlier phase: which one, why, and who stands witness."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from meihao_desktop.domain.panel import Person
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations.begin_round import RoundOverview
from meihao_desktop.ui.widgets.asking import WitnessDialog
from meihao_desktop.ui.widgets.field_rows import FieldRows
from meihao_desktop.ui.widgets.wheel_proof import ChoiceBox

_SENTENCE = (
    "退回由组长和监督员两人共同决定，没有监督员时由组长和秘书决定。"
    "退回之后，此前打印的文书如内容有变，会标明已经过期。"
)


class ReturnDialog(WitnessDialog):
    """The latest earlier phase is offered first."""

    def __init__(
        self, overview: RoundOverview, seconds: Sequence[Person], parent: QWidget | None = None
    ) -> None:
        super().__init__("退回之前的阶段", _SENTENCE, seconds, parent)
        self._where = ChoiceBox()
        for phase in reversed(overview.earlier_phases):
            self._where.addItem(f"“{phase.value}”阶段", phase.name)
        rows = FieldRows()
        rows.add("退回到", self._where)
        self.content.insertLayout(1, rows)

    @property
    def phase(self) -> Phase:
        return Phase[self._where.currentData()]
