"""Sentences above the rubric and pages in its place: sealed, abstained, outdated, recused."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from meihao_desktop.domain.interests.gate import ShutBy
from meihao_desktop.domain.recusal import RecusalStatus
from meihao_desktop.domain.score_sheet import ScoreSheet, SheetStatus
from meihao_desktop.domain.seal import Seal
from meihao_desktop.operations.score_estate import EstateRow
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.buttons import repolish
from meihao_desktop.ui.widgets.text import body, headline

REOPENING = "如需更正，请由组长和监督员在秘书台重新打开。"


class Banner(QFrame):
    """One sentence with at most one button."""

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = body()
        self.button = buttons.plain("", self.pressed.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.button)
        self.hide()

    def show_sentence(self, sentence: str, tone: Tone, button: str = "") -> None:
        self.sentence.setText(sentence)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        if self.property("tone") != tone.value:
            self.setProperty("tone", tone.value)
            self.sentence.setProperty("ink", tone.value)
            repolish(self)
            repolish(self.sentence)
        self.setVisible(bool(sentence))


class ClosedPage(QWidget):
    """What an expert sees of an estate that is shut for them: why, and nothing else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = headline()
        self.sentence = body()
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 40, 40)
        column.setSpacing(16)
        column.addStretch(1)
        for label in (self.heading, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(2)

    def show_row(self, row: EstateRow) -> None:
        word = row.shut.by.value if row.shut else "回避"
        self.heading.setText(f"{word}：{row.estate.name}")
        self.sentence.setText(shut_sentence(row))


def shut_sentence(row: EstateRow) -> str:
    """Why the estate is closed, and what opens it."""
    if row.shut is None or row.shut.by is ShutBy.RECUSAL:
        return recusal_sentence(row)
    return row.shut.sentence


def recusal_sentence(row: EstateRow) -> str:
    """Why the estate is closed, and whether that is decided."""
    if row.recusal is None:
        return "您对本小区应当回避，不查看材料，也不评分。"
    decided = row.recusal.status is RecusalStatus.CONFIRMED
    status = "已认定回避" if decided else "已申报回避，等待组长或监督员认定"
    return (
        f"{status}：{row.recusal.interest.value}（{row.recusal.basis}）。\n"
        "您不查看本小区的材料，也不评分；其他专家的评分不受影响。"
    )


def sealed_sentence(sheet: ScoreSheet) -> str:
    """When a sheet was handed in, its check code, and how it is opened again."""
    when = f"{sheet.submitted_at:%m月%d日 %H:%M}" if sheet.submitted_at else ""
    word = "已签字" if sheet.status is SheetStatus.SIGNED else "已提交"
    return f"{word} {when}，校验码 {Seal(sheet.digest).check_code}。{REOPENING}"


def version_sentence(sheet: ScoreSheet, row: EstateRow) -> str:
    return (
        f"本小区的材料已更新到第 {row.estate.submission_version} 版，"
        f"您评的是第 {sheet.material_version} 版。请核对后确认。"
    )
