"""Photos at the size wanted, turned as the camera says, and what they look like in a few bits."""

from pathlib import Path

from PIL import Image, ImageOps

from meihao_desktop.domain.picture import Photo, Picture


def read_photo(path: Path, *, edge: int) -> Photo:
    """The picture with neither edge longer than ``edge`` pixels."""
    with Image.open(path) as image:
        full = image.size
        image.draft("RGB", (edge, edge))
        image.thumbnail((edge, edge))
        shown = ImageOps.exif_transpose(image).convert("RGB")
    picture = Picture(width=shown.width, height=shown.height, pixels=shown.tobytes("raw", "BGRX"))
    return Photo(picture=picture, full_width=full[0], full_height=full[1])
