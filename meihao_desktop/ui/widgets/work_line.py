"""Long work in two lines: what is done, how far it has come, how long it takes, how to stop it."""

import time
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from meihao_desktop.domain.file_size import size_text
from meihao_desktop.domain.pace import Pace, duration
from meihao_desktop.domain.progress import Progress
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import body

THOUSANDTHS = 1000


class WorkLine(QWidget):
    """Hidden while nothing is under way; ``changed`` when work begins and when it is over."""

    changed = Signal()

    def __init__(
        self, parent: QWidget | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._pace = Pace()
        self._what = ""
        self._cancel: Callable[[], object] | None = None
        self._told = body()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.stop = buttons.plain("停止", self._stop, "close")
        row = QHBoxLayout()
        row.setSpacing(theme.metrics().unit * 2)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.metrics().unit // 2)
        column.addWidget(self._told)
        column.addLayout(row)
        self.hide()

    @property
    def told(self) -> str:
        return self._told.text()

    @property
    def is_busy(self) -> bool:
        return self._cancel is not None

    def begin(self, what: str, cancel: Callable[[], object]) -> None:
        """Show that something goes on whose end is not known yet."""
        self._what, self._cancel, self._pace = what, cancel, Pace()
        self._told.setText(f"{what}……")
        self._bar.setRange(0, 0)
        self.show()
        self.changed.emit()

    def show_progress(self, progress: Progress) -> None:
        """Bytes where they are known, else files; the time left once it can be told."""
        if not self.is_busy:
            return
        self._pace = self._pace.after(progress, self._clock())
        done, total = progress.done_bytes, progress.total_bytes
        if not total:
            done, total = progress.done_files, max(progress.total_files, 1)
        self._bar.setRange(0, THOUSANDTHS)
        self._bar.setValue(min(done, total) * THOUSANDTHS // total)
        percent = min(done, total) * 100 // total
        parts = [f"{self._what}：{percent}%"]
        parts.append(f"{progress.done_files}/{progress.total_files} 个文件")
        if progress.total_bytes:
            parts.append(f"{size_text(done)} / {size_text(total)}")
        if seconds := self._pace.seconds_left(self._clock()):
            parts.append(f"还需约 {duration(seconds)}")
        self._told.setText("，".join((*parts, "请勿拔出 U 盘")))

    def end(self) -> None:
        self._cancel = None
        self.hide()
        self.changed.emit()

    def _stop(self) -> None:
        if self._cancel is not None:
            self._cancel()
        self.end()
