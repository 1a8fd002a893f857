"""Members of a zip, unpacked in the child process: each copied into its draft and hashed."""

import re
from dataclasses import dataclass
from pathlib import Path

from meihao_desktop import fsops
from meihao_desktop.intake.archives.zip_place import ZipPlace
from meihao_desktop.intake.archives.zip_streams import open_entry
from meihao_desktop.intake.refusals import MemberRefused, Objection

_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One member to unpack: where its data lies, its draft, and the name people know it by."""

    place: ZipPlace
    draft: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """What lies in a draft now."""

    size: int
    digest: str

    def __post_init__(self) -> None:
        """A digest becomes the name of a file, so that nothing else may pass for one."""
        if _DIGEST.fullmatch(self.digest) is None:
            raise ValueError(self.digest)


def unpack_members(source: Path, *, wanted: tuple[Wanted, ...]) -> tuple[Unpacked | Objection, ...]:
    """Unpack each member; what is wrong with one alone is told in its place."""
    return tuple(_unpack(source, one) for one in wanted)


def read_head(source: Path, *, place: ZipPlace, size: int) -> bytes:
    """The first bytes of a member; none where they cannot be had."""
    try:
        with open_entry(source, place) as stream:
            return stream.read(size)
    except MemberRefused:
        return b""


def _unpack(source: Path, wanted: Wanted) -> Unpacked | Objection:
    draft = Path(wanted.draft)
    fsops.remove_file(draft)  # of a child that was ended over it
    try:
        with open_entry(source, wanted.place) as stream:
            size, digest = fsops.copy_hashing(stream, draft)
    except MemberRefused as refused:
        return refused.objection
    except fsops.SourceUnreadable as error:
        raise fsops.SourceUnreadable(
            f"读不到“{wanted.path}”。U 盘可能已拔出或损坏，请重新插好后再导入。"
        ) from error
    except OSError as error:
        raise fsops.explained(error, Path(wanted.path)) from error
    return Unpacked(size=size, digest=digest)
