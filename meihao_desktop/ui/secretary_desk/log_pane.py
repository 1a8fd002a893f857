"""记录: the head of the audit log and whether everything still stands as it was written."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from meihao_desktop.operations.verify_log import LogReport
from meihao_desktop.ui import theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Card, Inner, Notice, SectionHeader, scrolled
from meihao_desktop.ui.widgets.fact_table import FactTable
from meihao_desktop.ui.widgets.text import caption

ABOUT = "每一步操作都写入只增不改的记录，环环相扣；打印的文书上印有链头，可与这里核对。"
SHOWN_FAULTS = 5
GROUP = 8


class LogPane(QWidget):
    """Verifies when it is first shown, and again whenever asked."""

    verify_asked = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._is_checked = False
        self._sound = Notice(Tone.GOOD, "shield")
        self._broken = Notice(Tone.BLOCKING, "blocking")
        self._facts = FactTable()
        self._verify = buttons.primary("重新校验", self.verify_asked.emit, "shield")
        self._lay_out()

    def show_report(self, report: LogReport, at: datetime) -> None:
        told = f"已逐条重算并重放 {report.count} 条记录（{at:%H:%M:%S}）"
        self._sound.say(f"{told}：记录完整，现有数据与记录一致。" if report.is_sound else "")
        self._broken.say("" if report.is_sound else f"{told}，发现问题：{_faults(report)}")
        self._facts.show_facts(
            (
                ("记录条数", str(report.count)),
                ("链头", _grouped(report.head)),
                ("评审目录", str(self._folder)),
            )
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_checked:
            self._is_checked = True
            self.verify_asked.emit()

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        header = SectionHeader("操作记录", ABOUT)
        header.acts.addWidget(self._verify)
        card = Card()
        card.content.addWidget(self._facts)
        inner = Inner()
        column = QVBoxLayout(inner)
        column.setContentsMargins(unit * 2, unit * 2, unit * 2, unit)
        column.setSpacing(unit * 2)
        for part in (header, self._sound, self._broken, card):
            column.addWidget(part)
        column.addWidget(caption("校验只读不写，随时可以进行；也可以在命令行用 verify-log 校验。"))
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner))


def _faults(report: LogReport) -> str:
    rest = len(report.faults) - SHOWN_FAULTS
    more = f"另有 {rest} 处。" if rest > 0 else ""
    return f"{''.join(report.faults[:SHOWN_FAULTS])}{more}请停止操作，保留现场并恢复最近的备份。"


def _grouped(text: str) -> str:
    """A long code in groups that can be compared by eye."""
    return " ".join(text[at : at + GROUP] for at in range(0, len(text), GROUP)).upper()
