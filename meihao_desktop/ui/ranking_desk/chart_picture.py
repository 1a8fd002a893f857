"""Charts as pictures that leave the program: png or svg, with what they are and are worth."""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from meihao_desktop.ui import colours, theme

SHARPNESS = 2
MARGIN = 16
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Drawn(Protocol):
    """A chart that can draw the whole of itself."""

    def picture_size(self) -> QSize: ...

    def draw_picture(self, painter: QPainter, at: QPoint) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words around a picture: its title, how to read it, its worth."""

    title: str
    key: str = ""
    worth: str = ""


def png(chart: Drawn, caption: Caption) -> bytes:
    """Twice as sharp as on the screen."""
    size = _whole(chart, caption)
    image = QImage(size * SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARPNESS)
    painter = QPainter(image)
    _draw(painter, chart, caption)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def svg(chart: Drawn, caption: Caption) -> bytes:
    """Lines and letters that stay sharp at any size."""
    buffer = QBuffer()
    size = _whole(chart, caption)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(0, 0), size))
    generator.setTitle(caption.title)
    painter = QPainter(generator)
    _draw(painter, chart, caption)
    painter.end()
    return bytes(buffer.data().data())


def _whole(chart: Drawn, caption: Caption) -> QSize:
    size, metrics = chart.picture_size(), theme.metrics()
    lines = 2 + bool(caption.key)
    longest = max(len(text) for text in (caption.title, caption.key, caption.worth))
    wide = max(size.width(), longest * metrics.small)
    return QSize(wide + 2 * MARGIN, size.height() + lines * metrics.line + 3 * MARGIN)


def _draw(painter: QPainter, chart: Drawn, caption: Caption) -> None:
    metrics, whole = theme.metrics(), _whole(chart, caption)
    painter.fillRect(QRect(QPoint(0, 0), whole), QColor(colours.SURFACE))
    painter.setPen(QColor(colours.INK))
    top = MARGIN
    heads = ((caption.title, metrics.text, True), (caption.key, metrics.small, False))
    for text, size, is_strong in heads:
        if text:
            painter.setFont(theme.font(size, is_strong=is_strong))
            painter.drawText(QRect(MARGIN, top, whole.width(), metrics.line), LEFT, text)
            top += metrics.line
    chart.draw_picture(painter, QPoint(MARGIN, top + MARGIN // 2))
    painter.setPen(QColor(colours.SOFT_INK))
    painter.setFont(theme.font(metrics.small))
    foot = QRect(MARGIN, whole.height() - metrics.line - MARGIN // 2, whole.width(), metrics.line)
    painter.drawText(foot, LEFT, caption.worth)
