"""The strokes with which a page is put together in the window."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from meihao_desktop.ui import colours
from meihao_desktop.ui.materials.page_tiles import PageKey

WAITING = "正在显示…"
MARK_MARGIN = 2
CURRENT_MARGIN = 3


def paint_part(painter: QPainter, box: QRect, whole: PageKey, image: QImage | None) -> None:
    """A part of a magnified page at its place in the page's box."""
    if image is None or whole.part is None:
        return
    across, down = box.width() / whole.width, box.height() / whole.height
    left, top, width, height = whole.part
    target = QRectF(
        box.left() + left * across, box.top() + top * down, width * across, height * down
    )
    painter.drawImage(target, image)


def paint_waiting(painter: QPainter, box: QRect, refusal: str) -> None:
    """What stands in the place of a page that is not drawn yet, or cannot be."""
    painter.setPen(QColor(colours.SOFT_INK))
    how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(box.adjusted(16, 16, -16, -16), how, refusal or WAITING)


def paint_mark(painter: QPainter, boxes: list[QRect], *, is_current: bool) -> None:
    """A hit of a searched text; the letters stay dark, and the current hit has a frame."""
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
    for box in boxes:
        painter.fillRect(box.adjusted(*_all_round(MARK_MARGIN)), QColor(colours.HIT))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    if is_current:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.ACCENT), 2.5))
        for box in boxes:
            painter.drawRoundedRect(box.adjusted(*_all_round(CURRENT_MARGIN)), 3, 3)
    painter.restore()


def _all_round(margin: int) -> tuple[int, int, int, int]:
    return -margin, -margin, margin, margin
