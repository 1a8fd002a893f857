"""Long work in one line: what is done, how far it has come, and a way to stop it."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from meihao_desktop.domain.file_size import size_text
from meihao_desktop.domain.progress import Progress
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.text import body

THOUSANDTHS = 1000


class WorkLine(QWidget):
    """Hidden while nothing is under way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = ""
        self._cancel: Callable[[], object] | None = None
        self._told = body()
        self._told.setWordWrap(False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.stop = buttons.plain("停止", self._stop, "close")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.metrics().unit * 2)
        row.addWidget(self._told)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop)
        self.hide()

    @property
    def told(self) -> str:
        return self._told.text()

    def begin(self, what: str, cancel: Callable[[], object]) -> None:
        """Show that something goes on whose end is not known yet."""
        self._what, self._cancel = what, cancel
        self._told.setText(f"{what}……")
        self._bar.setRange(0, 0)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        done, total = progress.done_bytes, max(progress.total_bytes, 1)
        self._bar.setRange(0, THOUSANDTHS)
        self._bar.setValue(min(done, total) * THOUSANDTHS // total)
        files = f"{progress.done_files}/{progress.total_files} 个文件"
        self._told.setText(f"{self._what}：{files}，{size_text(total // 2)}，请勿拔出")

    def end(self) -> None:
        self._cancel = None
        self.hide()

    def _stop(self) -> None:
        if self._cancel is not None:
            self._cancel()
        self.end()
