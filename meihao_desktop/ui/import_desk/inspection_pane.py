"""An inspection under way: its two stages, bytes, files, time left, and a way to stop."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QProgressBar, QVBoxLayout, QWidget

from meihao_desktop.domain.file_size import size_text
from meihao_desktop.domain.pace import Pace, Stage, duration
from meihao_desktop.domain.progress import Progress
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Card
from meihao_desktop.ui.widgets.elided import ElidedLabel
from meihao_desktop.ui.widgets.text import body, caption, strong, title

THOUSANDTHS = 1000
TICK_MS = 500
AMOUNT_CHARACTERS = 16
NOTE = "原来的文件夹或压缩包只读不写；读取期间请勿拔出 U 盘。随时可以停止，不留下任何内容。"


class StageRow(QObject):
    """One stage: its name, its bar and how far it has come."""

    def __init__(self, grid: QGridLayout, row: int, name: str) -> None:
        super().__init__(grid)
        self._name = body(name)
        self._name.setWordWrap(False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._amount = body()
        self._amount.setWordWrap(False)
        theme.follow(self._adapt)
        for column, part in enumerate((self._name, self._bar, self._amount)):
            grid.addWidget(part, row, column)

    def _adapt(self) -> None:
        """Room for all amounts, so that the bar does not move with the figures."""
        self._amount.setMinimumWidth(AMOUNT_CHARACTERS * theme.metrics().text)

    def reset(self, amount: str = "") -> None:
        self._bar.setRange(0, THOUSANDTHS)
        self._bar.setValue(0)
        self._amount.setText(amount)

    def show_unknown(self, amount: str) -> None:
        """Something goes on whose end is not known yet."""
        self._bar.setRange(0, 0)
        self._amount.setText(amount)

    def show_amount(self, done: int, total: int, amount: str) -> None:
        self._bar.setRange(0, THOUSANDTHS)
        self._bar.setValue(min(done, total) * THOUSANDTHS // max(total, 1))
        self._amount.setText(amount)


class InspectionPane(QWidget):
    """Long work shows itself and can be stopped at any moment, leaving nothing behind."""

    cancelled = Signal()

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._pace = Pace()
        self._heading = title()
        self._queue = caption()
        self._left = strong()
        self._file = ElidedLabel()
        self._file.setProperty("level", "caption")
        self._grid = QGridLayout()
        self._copying = StageRow(self._grid, 0, Stage.COPYING.value)
        self._recognising = StageRow(self._grid, 1, Stage.RECOGNISING.value)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_time_left)
        self._lay_out()

    def begin(self, name: str, waiting: int = 0) -> None:
        """A new source; ``waiting`` others come after it."""
        self._pace = Pace()
        self._heading.setText(f"正在读取“{name}”")
        self._queue.setText(f"之后还有 {waiting} 份等待读取。")
        self._queue.setVisible(waiting > 0)
        self._copying.show_unknown("正在清点文件……")
        self._recognising.reset()
        self._left.setText("正在估算时间……")
        self._file.show_text("")
        self._tick.start()

    def end(self) -> None:
        self._tick.stop()

    def show_progress(self, progress: Progress) -> None:
        self._pace = self._pace.after(progress, self._clock())
        if self._pace.stage is Stage.COPYING:
            self._show_copying(progress)
        else:
            self._show_recognising(progress)
        self._file.show_text(progress.current)
        self._show_time_left()

    def _show_copying(self, progress: Progress) -> None:
        if progress.total_bytes == 0:
            self._copying.show_unknown("正在清点文件……")
            return
        amount = (
            f"{size_text(progress.done_bytes)} / {size_text(progress.total_bytes)}"
            f"　{progress.done_files}/{progress.total_files} 个文件"
        )
        self._copying.show_amount(progress.done_bytes, progress.total_bytes, amount)

    def _show_recognising(self, progress: Progress) -> None:
        size = size_text(progress.total_bytes)
        self._copying.show_amount(1, 1, f"{size}　已完成")
        amount = f"{progress.done_files}/{progress.total_files} 个文件"
        self._recognising.show_amount(progress.done_files, progress.total_files, amount)

    def _show_time_left(self) -> None:
        seconds = self._pace.seconds_left(self._clock())
        if seconds is None:
            self._left.setText("正在估算时间……")
            return
        left = f"还需约 {duration(seconds)}" if seconds else "即将完成"
        speed = self._pace.per_second
        is_copying = self._pace.stage is Stage.COPYING
        told = f"，每秒 {size_text(round(speed))}" if speed and is_copying else ""
        self._left.setText(f"{self._pace.stage.value}{left}{told}")

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        self._grid.setHorizontalSpacing(unit * 2)
        self._grid.setVerticalSpacing(unit * 2)
        self._grid.setColumnStretch(1, 1)
        card = Card()
        card.content.setSpacing(unit * 3 // 2)
        card.content.addWidget(self._heading)
        card.content.addWidget(self._queue)
        card.content.addLayout(self._grid)
        for part in (self._left, self._file, caption(NOTE)):
            card.content.addWidget(part)
        stop = buttons.plain("停止读取", self.cancelled.emit, "close")
        card.content.addWidget(stop, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit * 4, unit * 2, unit * 4, unit * 2)
        column.addStretch(1)
        column.addWidget(card)
        column.addStretch(2)
