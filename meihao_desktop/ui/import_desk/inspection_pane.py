"""An inspection under way: bytes, files, the file at hand, and a way to stop."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from meihao_desktop.domain.progress import Progress
from meihao_desktop.ui import theme
from meihao_desktop.ui.import_desk.sizes import size_text
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Card
from meihao_desktop.ui.widgets.text import body, caption, title

THOUSANDTHS = 1000


class InspectionPane(QWidget):
    """Long work shows itself and can be stopped at any moment, leaving nothing behind."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heading = title()
        self._amount = body()
        self._file = caption()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, THOUSANDTHS)
        self._lay_out()

    def begin(self, name: str) -> None:
        self._heading.setText(f"正在读取“{name}”")
        self._amount.setText("正在清点文件……")
        self._file.setText("")
        self._bar.setRange(0, 0)

    def show_progress(self, progress: Progress) -> None:
        total = max(progress.total_bytes, 1)
        self._bar.setRange(0, THOUSANDTHS)
        self._bar.setValue(progress.done_bytes * THOUSANDTHS // total)
        self._amount.setText(
            f"已读 {size_text(progress.done_bytes)}，共 {size_text(progress.total_bytes)}；"
            f"文件 {progress.done_files}/{progress.total_files}"
        )
        self._file.setText(progress.current)

    def _lay_out(self) -> None:
        unit = theme.metrics().unit
        card = Card()
        note = caption("原来的文件夹或压缩包只读不写，读取期间请勿拔出 U 盘。")
        for part in (self._heading, self._bar, self._amount, self._file, note):
            card.content.addWidget(part)
        stop = buttons.plain("停止读取", self.cancelled.emit, "close")
        card.content.addWidget(stop, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit * 4, unit * 4, unit * 4, unit * 4)
        column.addStretch(1)
        column.addWidget(card)
        column.addStretch(2)
