"""A folder as it lies on a stick; links are told and never followed."""

import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from meihao_desktop.intake import caps
from meihao_desktop.intake.archives.member_names import is_litter
from meihao_desktop.intake.archives.offered import Offer, Offered
from meihao_desktop.intake.archives.zip_names import shown
from meihao_desktop.intake.refusals import LeftOut, Objection


def offer_of_folder(source: Path) -> Offer:
    """Every file below ``source``; the walk ends where there are too many."""
    files: list[Offered] = []
    for file, left in _walked(source):
        path = "/".join(file.relative_to(source).parts)
        if is_litter(path):
            continue
        files.append(_offered(file, path, left))
        if len(files) > caps.MAX_MEMBERS:
            break
    return Offer(label="文件夹", files=tuple(files))


def _walked(folder: Path) -> Iterator[tuple[Path, LeftOut | None]]:
    """Files, links to folders, and folders that let nobody in."""
    locked: list[PermissionError] = []

    def note(error: OSError) -> None:
        if not isinstance(error, PermissionError):
            raise error
        locked.append(error)

    for place, folders, names in os.walk(folder, onerror=note):
        folders.sort()
        links = [name for name in folders if Path(place, name).is_symlink()]
        yield from ((Path(place, name), None) for name in sorted([*names, *links]))
        yield from ((Path(error.filename), LeftOut.NO_ACCESS) for error in locked)
        locked.clear()
    yield from ((Path(error.filename), LeftOut.NO_ACCESS) for error in locked)


def _offered(file: Path, path: str, left: LeftOut | None) -> Offered:
    size = 0
    if left is None:
        found = file.lstat()
        size = found.st_size
        left = _no_file(found.st_mode)
    return Offered(
        path=shown(path),
        size=size,
        open=partial(_open, file),
        objection=None if left is None else Objection(left=left),
        is_exact=_is_exact(path),
        location=file,
    )


def _no_file(mode: int) -> LeftOut | None:
    if stat.S_ISLNK(mode):
        return LeftOut.LINK
    return None if stat.S_ISREG(mode) else LeftOut.DEVICE


def _open(file: Path) -> BinaryIO:
    return file.open("rb", buffering=0)


def _is_exact(path: str) -> bool:
    """Whether the system could read the name at all."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
