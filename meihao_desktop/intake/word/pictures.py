"""Pictures of a text document inside the html itself, never larger than a page needs."""

import base64
import io

from PIL import Image

PICTURE_WIDTH = 620
PICTURE_PIXELS = 50_000_000
PICTURES_TOTAL = 60 * 1024 * 1024
NOT_SHOWN = "［图片无法显示］"
PLACEHOLDER = f'<span style="color:#777777">{NOT_SHOWN}</span>'
_PLAIN = {"JPEG": "image/jpeg", "PNG": "image/png"}
_DRAWN = frozenset({"WMF", "EMF"})
_EMU = 9525


class Pictures:
    """Makes each picture once, however often it stands in the document."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, int], str] = {}
        self._left = PICTURES_TOTAL

    def tag(self, name: str, data: bytes | None, width: int = 0) -> str:
        """The picture as html; ``width`` in EMU as the document wants it, 0 for its own."""
        key = (name, width)
        if key not in self._made:
            made = picture_tag(data, width // _EMU) if data and self._left > 0 else PLACEHOLDER
            self._left -= len(made)
            self._made[key] = made
        return self._made[key]


def picture_tag(data: bytes, wanted: int = 0) -> str:
    """The picture as html; what cannot be read leaves a mark."""
    source = picture_source(data, wanted)
    return PLACEHOLDER if source is None else f'<img src="{source[0]}" width="{source[1]}"/>'


def picture_source(data: bytes, wanted: int = 0) -> tuple[str, int] | None:
    """The picture as an address that holds it, and its width; bounded in width and pixels."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > PICTURE_PIXELS or picture.format in _DRAWN:
                return None
            width = max(1, min(wanted or picture.width, PICTURE_WIDTH))
            kind, kept = _bounded(picture, data)
    except (OSError, ValueError, SyntaxError):
        return None
    return f"data:{kind};base64,{base64.b64encode(kept).decode('ascii')}", width


def _bounded(picture: Image.Image, data: bytes) -> tuple[str, bytes]:
    """The bytes as they are where they already are small and common, else made anew."""
    kind = _PLAIN.get(picture.format or "")
    if kind and picture.width <= 2 * PICTURE_WIDTH and picture.mode in ("RGB", "RGBA", "L"):
        picture.load()
        return kind, data
    picture.draft("RGB", (2 * PICTURE_WIDTH, 2 * PICTURE_WIDTH))
    picture.thumbnail((2 * PICTURE_WIDTH, 4 * PICTURE_WIDTH))
    buffer = io.BytesIO()
    if picture.format == "JPEG" and picture.mode != "L":
        picture.convert("RGB").save(buffer, format="JPEG", quality=85)
        return "image/jpeg", buffer.getvalue()
    shown = picture if picture.mode in ("RGB", "RGBA", "L") else picture.convert("RGBA")
    shown.save(buffer, format="PNG")
    return "image/png", buffer.getvalue()
