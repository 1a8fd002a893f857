"""Photos at the size wanted, turned as the camera says, and what they look like in a few bits."""

import math
import re
import struct
from functools import partial
from io import BytesIO
from pathlib import Path

import pi_heif
from PIL import Image, ImageFile

from meihao_desktop.domain.picture import Photo, Picture
from meihao_desktop.intake.child.untrusted import parse_untrusted

FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "AVIF", "HEIF")
MOST_PIXELS = 240_000_000
MOST_BYTES = 360_000_000  # what has no smaller decoding is decoded in full first

LOOK_EDGE = 8
LOOK_ROOM = 8 * LOOK_EDGE
REAL_STEP = 2  # shades between two neighbours; a smaller step may be noise of the encoder
REAL_STEPS = 20  # so many of the 128 steps must be real ones

ORIENTATION, CAMERA_PART = 0x0112, 0x8769
TAKEN_TAGS = (0x9003, 0x9004)
EXIF_FAULTS = (OSError, ValueError, TypeError, LookupError, SyntaxError, struct.error)
JPEG_END = b"\xff\xd9"
FULL_SIZE, TAKEN_AT, IS_CUT = "meihao full size", "meihao taken at", "meihao is cut"

FILTER = Image.Resampling.HAMMING
"""As clear as the usual one where a picture becomes smaller, in two thirds of its time."""

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = (5, 6, 7, 8)
_JPEG = ("JPEG", "MPO")
_SHRINKABLE = ("L", "LA", "RGB", "RGBA", "CMYK", "YCbCr")

pi_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def read_photo(path: Path, *, edge: int) -> Photo:
    """The picture with neither edge longer than ``edge`` pixels."""
    return parse_untrusted(partial(photo_of, edge=edge), path)


def photo_of(path: Path, edge: int) -> Photo:
    """What ``read_photo`` says, for those who are inside the gate already."""
    with _decoded(path, "RGB", edge) as image:
        full = image.info[FULL_SIZE]
        taken_at = image.info[TAKEN_AT]
        is_cut = image.info[IS_CUT]
        turn = _turn(image)
        if image.mode in _SHRINKABLE:
            image.thumbnail((edge, edge), FILTER)
        shown = _plain(image)
        shown.thumbnail((edge, edge), FILTER)
    shown = _upright(shown, turn)
    width, height = reversed(full) if turn in _SIDEWAYS else full
    return Photo(
        picture=Picture(
            width=shown.width, height=shown.height, pixels=shown.tobytes("raw", "BGRX")
        ),
        full_width=width,
        full_height=height,
        taken_at=taken_at,
        is_cut=is_cut,
    )


def look_of(path: Path) -> str:
    """The perceptual hash of a picture: 128 bits as hex, empty where there is too little to see.

    Each bit tells whether the picture grows lighter from one field of a coarse grid to the next,
    which survives another encoding, another size and another turn flag.
    """
    with _decoded(path, "L", LOOK_ROOM) as image:
        if min(image.info[FULL_SIZE]) < LOOK_ROOM:
            return ""
        grey = _upright(_plain(image).convert("L"), _turn(image))
    grey = grey.resize((LOOK_ROOM, LOOK_ROOM), Image.Resampling.BOX, reducing_gap=3)
    across = _steps(grey, (LOOK_EDGE + 1, LOOK_EDGE), (1, 0))
    down = _steps(grey, (LOOK_EDGE, LOOK_EDGE + 1), (0, 1))
    steps = across + down
    if sum(abs(step) > REAL_STEP for step in steps) < REAL_STEPS:
        return ""
    bits = "".join("1" if step > 0 else "0" for step in steps)
    return f"{int(bits, 2):032x}"


def _decoded(path: Path, mode: str, edge: int) -> Image.Image:
    """The picture as its file holds it, with what must be noted before and after decoding."""
    image = _opened(path)
    full, taken_at, is_cut = image.size, _taken_at(_exif(image)), False
    _decode_smaller(image, mode, edge)
    try:
        image.load()
    except (OSError, SyntaxError):
        image, is_cut = _mended(image, path, mode, edge), True
    image.info.update({FULL_SIZE: full, TAKEN_AT: taken_at, IS_CUT: is_cut})
    return image


def _decode_smaller(image: Image.Image, mode: str, edge: int) -> None:
    """Let the decoder leave out what is not seen; it never goes below the size asked for.

    Asked for a square, it would keep the short edge that long and decode four times too much.
    """
    share = min(1.0, edge / max(image.size))
    width, height = image.size
    image.draft(mode, (math.ceil(width * share), math.ceil(height * share)))


def _opened(source: Path | BytesIO) -> Image.Image:
    """The file as a picture not decoded yet; none that would fill the memory."""
    try:
        image = Image.open(source, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError("too many pixels") from error
    is_whole = image.format not in _JPEG
    if is_whole and image.width * image.height * len(image.getbands()) > MOST_BYTES:
        image.close()
        raise ValueError("too many pixels")
    return image


def _mended(image: Image.Image, path: Path, mode: str, edge: int) -> Image.Image:
    """What there is of a file that ends early; the fault flies where there is nothing to see."""
    if image.format in _JPEG:
        image.close()
        image = _opened(BytesIO(path.read_bytes() + JPEG_END))
        _decode_smaller(image, mode, edge)
    elif isinstance(image, ImageFile.ImageFile):
        image.tile = []  # what is decoded stays; asking for the rest would fail again
    image.load()
    if not _has_content(image):
        image.close()
        raise ValueError("nothing decoded")
    return image


def _has_content(image: Image.Image) -> bool:
    low, high = _range(image.convert("L"))
    return low != high


def _range(grey: Image.Image) -> tuple[float, float]:
    """The darkest and the lightest shade."""
    low, high = grey.getextrema()
    return float(str(low)), float(str(high))


def _plain(image: Image.Image) -> Image.Image:
    """Eight bits of red, green and blue; what is transparent stands on white."""
    if image.mode.startswith("I;16"):
        return _levelled(image, 0, 65535)
    if image.mode in {"I", "F"}:
        return _levelled(image, *_range(image.convert("F")))
    if image.mode in {"LA", "PA", "La", "RGBA", "RGBa"} or "transparency" in image.info:
        seen = image.convert("RGBA")
        ground = Image.new("RGB", seen.size, "white")
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground
    return image if image.mode == "RGB" else image.convert("RGB")


def _levelled(image: Image.Image, low: float, high: float) -> Image.Image:
    """Finer or wider shades of grey between the two, as the eight bits of a screen."""
    scale = 255 / max(high - low, 1)
    return image.convert("F").point(lambda shade: shade * scale + -low * scale).convert("RGB")


def _exif(image: Image.Image) -> Image.Exif:
    """What the camera wrote; nothing where that is damaged, for the picture may be whole."""
    try:
        return image.getexif()
    except EXIF_FAULTS:
        return Image.Exif()


def _turn(image: Image.Image) -> int:
    """How the camera was held; asked after decoding, as some formats are turned by that."""
    turn = _exif(image).get(ORIENTATION, 1)
    return turn if isinstance(turn, int) and turn in _TURNS else 1


def _upright(image: Image.Image, turn: int) -> Image.Image:
    return image.transpose(_TURNS[turn]) if turn in _TURNS else image


def _taken_at(exif: Image.Exif) -> str:
    """The moment of the shot as the camera wrote it, with the hyphens of a date."""
    try:
        camera = exif.get_ifd(CAMERA_PART)
    except EXIF_FAULTS:
        return ""
    for tag in TAKEN_TAGS:
        text = camera.get(tag, "")
        if isinstance(text, str) and re.match(r"[12]\d{3}:\d\d:\d\d \d\d:\d\d", text):
            return text[:4] + "-" + text[5:7] + "-" + text[8:16]
    return ""


def _steps(grey: Image.Image, grid: tuple[int, int], by: tuple[int, int]) -> list[int]:
    """How much lighter each field is than the one before it."""
    fields = grey.resize(grid, Image.Resampling.BOX)
    shades = list(fields.tobytes())
    width = grid[0]
    return [
        shades[(y + by[1]) * width + x + by[0]] - shades[y * width + x]
        for y in range(LOOK_EDGE)
        for x in range(LOOK_EDGE)
    ]
