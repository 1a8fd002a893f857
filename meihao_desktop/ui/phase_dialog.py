"""The phases of the round: where it stands, what is in the way, and the way on or back."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from meihao_desktop.domain.blocker import Blocker
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations.begin_round import RoundOverview
from meihao_desktop.ui import colours, theme
from meihao_desktop.ui.colours import Tone
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.text import soft, strong

REHEARSED = "演练可以继续；正式评审须先办好下面的事："


class PhaseDialog(Dialog):
    """``advance_asked`` and ``return_asked`` are carried out by the window."""

    desk_asked = Signal(str, str)
    return_asked = Signal()

    def __init__(self, overview: RoundOverview, parent: QWidget | None = None) -> None:
        super().__init__("评审进度", parent, confirm=_way_on(overview), cancel="关闭", width=30)
        self.add(PhaseTrack(overview.phase))
        self.add(strong(_where(overview)))
        for blocker in overview.blockers:
            self.add(self._row(blocker, Tone.BLOCKING, "blocking"))
        if overview.warnings:
            self.add(soft(REHEARSED))
        for warning in overview.warnings:
            self.add(self._row(warning, Tone.WARNING, "warning"))
        if overview.may_return and overview.earlier_phases:
            back = buttons.danger("退回之前的阶段…", self._ask_return, "back")
            self.content.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        can_go_on = overview.may_advance and overview.next_phase is not None
        self.confirm_button.setVisible(can_go_on)
        self.confirm_button.setEnabled(not overview.blockers)

    def _row(self, blocker: Blocker, tone: Tone, icon_name: str) -> QWidget:
        row = Notice(tone, icon_name, blocker.sentence)
        go = buttons.plain("去处理", lambda: self._go(blocker), "go")
        go.setAccessibleName(f"去处理：{blocker.sentence}")
        row.acts.addWidget(go)
        return row

    def _go(self, blocker: Blocker) -> None:
        self.reject()
        self.desk_asked.emit(blocker.desk, blocker.target)

    def _ask_return(self) -> None:
        self.reject()
        self.return_asked.emit()


class PhaseTrack(QWidget):
    """Nine stations in a row: passed ones ticked, the present one filled and in bold."""

    def __init__(self, phase: Phase) -> None:
        super().__init__()
        self._phase = phase
        self.setAccessibleName(f"现在是{phase.value}阶段，共 {len(Phase)} 个阶段")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = theme.metrics()
        return QSize(metrics.small * 2 * len(Phase) + 80, metrics.line * 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        metrics = theme.metrics()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = self.width() / len(Phase)
        middle, radius = metrics.line // 2, metrics.text // 3
        painter.setPen(QPen(QColor(colours.HAIRLINE), 3))
        painter.drawLine(round(step / 2), middle, round(self.width() - step / 2), middle)
        for phase in Phase:
            centre = round(step * (phase.position + 0.5))
            self._draw_station(painter, phase, centre, radius)

    def _draw_station(self, painter: QPainter, phase: Phase, centre: int, radius: int) -> None:
        metrics = theme.metrics()
        middle = metrics.line // 2
        is_passed, is_present = phase.is_before(self._phase), phase is self._phase
        painter.setPen(
            QPen(QColor(colours.ACCENT if is_passed or is_present else colours.BORDER), 2)
        )
        painter.setBrush(QColor(colours.ACCENT if is_present else colours.SURFACE))
        painter.drawEllipse(centre - radius, middle - radius, 2 * radius, 2 * radius)
        if is_passed:
            painter.drawLine(centre - radius // 2, middle, centre - 1, middle + radius // 2)
            painter.drawLine(centre - 1, middle + radius // 2, centre + radius // 2, middle - 3)
        painter.setFont(theme.font(metrics.small, is_strong=is_present))
        painter.setPen(QColor(colours.ACCENT if is_present else colours.SOFT_INK))
        width = metrics.small * 3
        painter.drawText(
            centre - width // 2, metrics.line, width, metrics.line,
            Qt.AlignmentFlag.AlignCenter, phase.value,
        )  # fmt: skip


def _way_on(overview: RoundOverview) -> str:
    following = overview.next_phase
    return f"进入“{following.value}”阶段" if following else "已经结束"


def _where(overview: RoundOverview) -> str:
    if overview.next_phase is None:
        return "本次评审已经结束，只能查看和打印。"
    if overview.blockers:
        return f"进入“{overview.next_phase.value}”之前，还有 {len(overview.blockers)} 件事要处理："
    if overview.may_advance:
        return f"可以进入“{overview.next_phase.value}”阶段。"
    return f"现在是“{overview.phase.value}”阶段，由秘书宣布进入“{overview.next_phase.value}”阶段。"
