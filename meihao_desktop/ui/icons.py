"""The program's own line icons, drawn from resources/icons in any colour and size."""

from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImageReader, QPainter, QPixmap

from meihao_desktop import resources
from meihao_desktop.ui import colours, theme

GAP = 1.3
"""An icon before words is wider than high by the gap that Qt does not leave."""


def icon(name: str, colour: str = colours.INK, *, has_gap: bool = False) -> QIcon:
    """An icon for a button; greyed where the button is disabled."""
    shape = _picture(name, colour, theme.metrics().text * 2)
    shape = _with_gap(shape) if has_gap else shape
    drawn = QIcon(shape)
    drawn.addPixmap(_greyed(shape), QIcon.Mode.Disabled)
    return drawn


def list_icon(name: str, colour: str = colours.INK) -> QIcon:
    """An icon in a line of a list; it keeps its colour where the line is chosen."""
    return _list_icon(name, colour, theme.metrics().text)


def picture(name: str, colour: str = colours.INK, size: int = 0) -> QPixmap:
    """An icon as a picture, as high as the running text unless told otherwise."""
    side = size or theme.metrics().text
    return _picture(name, colour, side)


def wide_picture(name: str, colour: str, size: QSize) -> QPixmap:
    """A drawing that is not square."""
    return _drawn(name, colour, size)


def _with_gap(shape: QPixmap) -> QPixmap:
    wide = QPixmap(round(shape.width() * GAP), shape.height())
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, shape)
    painter.end()
    return wide


def _greyed(shape: QPixmap) -> QPixmap:
    """The same lines in grey: far sooner filled anew than drawn anew."""
    grey = QPixmap(shape)
    painter = QPainter(grey)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(grey.rect(), QColor(colours.DISABLED_INK))
    painter.end()
    return grey


@lru_cache(maxsize=128)
def _list_icon(name: str, colour: str, side: int) -> QIcon:
    drawn = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        drawn.addPixmap(_picture(name, colour, side), mode)
    return drawn


@lru_cache(maxsize=512)
def _picture(name: str, colour: str, side: int) -> QPixmap:
    return _drawn(name, colour, QSize(side, side))


def _drawn(name: str, colour: str, size: QSize) -> QPixmap:
    drawing = resources.path("icons", f"{name}.svg").read_bytes()
    data = QByteArray(drawing.replace(b"currentColor", colour.encode()))
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(size)
    return QPixmap.fromImage(reader.read())
