"""Decoded pictures kept for a while, the least recently used leaving first; bounded in bytes."""

from collections import OrderedDict
from collections.abc import Hashable

from PySide6.QtGui import QImage


class ImageStore:
    """A small store of pictures; one larger than the bound is not kept at all."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._images: OrderedDict[Hashable, QImage] = OrderedDict()
        self.total_bytes = 0

    def __contains__(self, key: Hashable) -> bool:
        return key in self._images

    def __len__(self) -> int:
        return len(self._images)

    def get(self, key: Hashable) -> QImage | None:
        image = self._images.get(key)
        if image is not None:
            self._images.move_to_end(key)
        return image

    def keep(self, key: Hashable, image: QImage) -> None:
        self.drop(key)
        if image.sizeInBytes() > self._max_bytes:
            return
        self._images[key] = image
        self.total_bytes += image.sizeInBytes()
        while self.total_bytes > self._max_bytes:
            _, oldest = self._images.popitem(last=False)
            self.total_bytes -= oldest.sizeInBytes()

    def drop(self, key: Hashable) -> None:
        image = self._images.pop(key, None)
        if image is not None:
            self.total_bytes -= image.sizeInBytes()

    def clear(self) -> None:
        self._images.clear()
        self.total_bytes = 0
