"""The program's own line icons, drawn from resources/icons in any colour and size."""

from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QIcon, QImageReader, QPixmap

from meihao_desktop import resources
from meihao_desktop.ui import colours, theme


def icon(name: str, colour: str = colours.INK) -> QIcon:
    """An icon for a button; greyed where the button is disabled."""
    size = theme.metrics().text
    drawn = QIcon(_picture(name, colour, size * 2))
    drawn.addPixmap(_picture(name, colours.DISABLED_INK, size * 2), QIcon.Mode.Disabled)
    return drawn


def picture(name: str, colour: str = colours.INK, size: int = 0) -> QPixmap:
    """An icon as a picture, as high as the running text unless told otherwise."""
    side = size or theme.metrics().text
    return _picture(name, colour, side)


def wide_picture(name: str, colour: str, size: QSize) -> QPixmap:
    """A drawing that is not square."""
    return _drawn(name, colour, size)


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
