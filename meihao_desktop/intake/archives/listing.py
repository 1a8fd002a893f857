"""What the child process tells of a 7z or rar: a list first, then which files it wrote out."""

from dataclasses import dataclass
from enum import Enum

from meihao_desktop.intake.refusals import LeftOut


class ArchiveTrouble(Enum):
    """Why a whole archive gives nothing."""

    NONE = "none"
    ENCRYPTED = "encrypted"
    SPLIT = "split"
    BROKEN = "broken"
    CUT_OFF = "cut off"
    STRAY_BYTES = "stray bytes"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFile:
    """One file of the list, in the archive's order; ``raw`` where its name is in a local coding."""

    name: str
    size: int
    raw: bytes = b""
    left: LeftOut | None = None
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """All files of an archive, folders apart."""

    trouble: ArchiveTrouble = ArchiveTrouble.NONE
    files: tuple[ListedFile, ...] = ()
