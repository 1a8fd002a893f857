"""Decoding photos: at the size wanted, turned as the camera says, and off the window's thread."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

SCREEN_EDGE = 1600
LARGE_EDGE = 5000

_TURNED = QImageIOHandler.Transformation.TransformationRotate90


@dataclass(frozen=True, slots=True)
class Photo:
    """A decoded picture; ``full_size`` is the size of the file's own picture as it stands."""

    image: QImage
    full_size: QSize
    refusal: str = ""


def decode(path: Path, edge: int = SCREEN_EDGE) -> Photo:
    """The picture with neither edge longer than ``edge``; a refusal where it cannot be read."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    stored = reader.size()
    if stored.isValid() and max(stored.width(), stored.height()) > edge:
        reader.setScaledSize(stored.scaled(edge, edge, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return Photo(image, QSize(), "这张图片无法显示，请点“在系统程序中打开”查看。")
    is_turned = bool(reader.transformation().value & _TURNED.value)
    full = stored if stored.isValid() else image.size()
    return Photo(image, full.transposed() if is_turned else full)
