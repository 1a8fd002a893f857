"""Where the data of one zip entry lies, as the child that checked the zip told it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipPlace:
    """The data of an entry, and what it must turn out to be when it is unpacked."""

    data_at: int
    method: int
    packed_size: int
    size: int
    crc: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A member that still lies in its zip; only a child process takes it out."""

    source: Path
    place: ZipPlace
