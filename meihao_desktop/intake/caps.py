"""What one submission may hold at most; beyond it lie mistakes and bombs."""

from typing import NamedTuple

MEBIBYTE = 1024 * 1024
MAX_MEMBERS = 10_000
MAX_FILE_SIZE = 500 * MEBIBYTE
MAX_TOTAL_SIZE = 2048 * MEBIBYTE
MAX_RATIO = 200
RATIO_FLOOR = 10 * MEBIBYTE
MAX_DIRECTORY_SIZE = 16 * MEBIBYTE
"""A list of ten thousand names of any real length stays far below."""
MAX_NAME_BYTES = 120
MAX_PATH_LENGTH = 260


class ZipCaps(NamedTuple):
    """What the list of a zip may hold; travels to the child that reads it."""

    members: int
    directory_bytes: int


def zip_caps() -> ZipCaps:
    """The caps for every zip."""
    return ZipCaps(members=MAX_MEMBERS, directory_bytes=MAX_DIRECTORY_SIZE)


def is_bomb(size: int, packed_size: int) -> bool:
    """Whether it would unfold to more than any real file does; small ones may."""
    return size > RATIO_FLOOR and size > MAX_RATIO * packed_size
