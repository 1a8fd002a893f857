"""Findings: a list with severity as word and icon, and the whole sentence below."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.operations.finding_row import FindingRow
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets.badge import SEVERITY_MARKS
from meihao_desktop.ui.widgets.rows_model import Column, Mark
from meihao_desktop.ui.widgets.table_view import TableView


class FindingsTable(QWidget):
    """``chosen`` and ``opened`` carry the ``FindingRow``; long sentences wrap over two lines."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, *, shows_settlements: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = TableView(_columns(shows_settlements=shows_settlements), lines=2)
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(self.opened)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.metrics().unit)
        column.addWidget(self.table)

    @property
    def current(self) -> FindingRow | None:
        return self.table.current

    def show_findings(self, rows: Sequence[FindingRow]) -> None:
        self.table.show_rows(rows)

    def choose(self, key: str) -> bool:
        """Put the cursor on the finding with this key."""
        return self.table.choose(lambda row: row.finding.key == key)


def _columns(*, shows_settlements: bool) -> list[Column]:
    columns = [
        Column(heading="程度", text=_severity, width=4, mark=_severity_mark),
        Column(heading="位置", text=lambda row: row.place or "本次评审", width=9, hint=_place),
        Column(heading="核查发现", text=lambda row: row.finding.sentence, hint=_sentence),
    ]
    if shows_settlements:
        columns.append(
            Column(
                heading="处理意见", text=_settlement, width=8, mark=_settlement_mark, hint=_reason
            )
        )
    return columns


def _severity(row: FindingRow) -> str:
    return row.finding.severity.value


def _severity_mark(row: FindingRow) -> Mark:
    return SEVERITY_MARKS[row.finding.severity]


def _place(row: FindingRow) -> str:
    return row.place


def _sentence(row: FindingRow) -> str:
    return row.finding.sentence


def _settlement(row: FindingRow) -> str:
    if row.settlement is not None:
        return row.settlement.decision.value
    return "待处理" if row.is_blocking else "—"


def _settlement_mark(row: FindingRow) -> Mark | None:
    if row.settlement is not None:
        return (Tone.GOOD, "check")
    return (Tone.BLOCKING, "") if row.is_blocking else None


def _reason(row: FindingRow) -> str:
    return row.settlement.reason if row.settlement else ""
