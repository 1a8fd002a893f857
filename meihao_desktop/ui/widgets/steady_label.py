"""A line of changing text that never asks the window to be laid out anew."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

LEAST_WIDTH = 40


class SteadyLabel(QLabel):
    """Shortens its text where there is too little room; the tooltip tells all of it.

    A plain label makes all layouts around it begin again with every new text. Here the room is
    that of a ``sample`` text, or whatever the layout gives where there is none.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        level: str = "",
        sample: str = "",
        cut: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
    ) -> None:
        super().__init__(parent)
        self._shown = ""
        self._sample = sample
        self._cut = cut
        if level:
            self.setProperty("level", level)
        across = QSizePolicy.Policy.Fixed if sample else QSizePolicy.Policy.Preferred
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """What is shown, as a plain label tells it."""
        return self._shown

    def show_text(self, text: str) -> None:
        if text != self._shown:
            self._shown = text
            self.setAccessibleName(text)
            if not self._sample:
                self.setToolTip(text)
            self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = max(LEAST_WIDTH, metrics.horizontalAdvance(self._sample) + 2)
        edges = self.contentsMargins()
        return QSize(
            width + edges.left() + edges.right(), metrics.height() + edges.top() + edges.bottom()
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self._shown, self._cut, room.width())
        alignment = self.alignment() | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(alignment), text)
        painter.end()
