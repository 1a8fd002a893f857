"""What the system says about the disk under a folder: network, synchronised, or a stick."""

import ctypes
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from meihao_desktop.domain.storage_place import (
    HERE,
    NETWORK_FILE_SYSTEMS,
    SYNC_MARKERS,
    Place,
    PlaceKind,
    is_network_path,
    synced_by,
)

MOUNTS = Path("/proc/mounts")
BLOCK_DEVICES = Path("/sys/class/block")
DRIVE_REMOVABLE, DRIVE_REMOTE = 2, 4
_OCTAL = re.compile(r"\\([0-7]{3})")


def place_of(folder: Path) -> Place:
    """The kind of place that a folder, existing or not, would lie in."""
    if is_network_path(str(folder)):
        return Place(PlaceKind.NETWORK, "网络共享")
    real = folder.expanduser().absolute().resolve()
    if is_network_path(str(real)):
        return Place(PlaceKind.NETWORK, "网络共享")
    if service := synced_by(real.parts, _markers(real)):
        return Place(PlaceKind.SYNCED, service)
    return _of_drive(real) if sys.platform == "win32" else of_mount(real, _read(MOUNTS))


def of_mount(folder: Path, mounts: str) -> Place:
    """The kind of the mount that holds the folder, by the table of the system's mounts."""
    found = [line for line in _lines(mounts) if _holds(line[1], folder)]
    if not found:
        return HERE
    device, _, kind = max(enumerate(found), key=lambda at: (len(at[1][1].parts), at[0]))[1]
    if kind in NETWORK_FILE_SYSTEMS:
        return Place(PlaceKind.NETWORK, kind)
    return Place(PlaceKind.REMOVABLE, device) if _is_removable(device) else HERE


def _lines(mounts: str) -> Iterator[tuple[str, Path, str]]:
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) > 2:
            yield words[0], Path(_OCTAL.sub(_sign, words[1])), words[2]


def _sign(match: re.Match[str]) -> str:
    return chr(int(match[1], 8))


def _holds(mount: Path, folder: Path) -> bool:
    return folder == mount or mount in folder.parents


def _is_removable(device: str) -> bool:
    """A partition carries the mark on its disk."""
    place = (BLOCK_DEVICES / Path(device).name).resolve()
    marks = (place / "removable", place.parent / "removable")
    return device.startswith("/dev/") and any(_read(mark).strip() == "1" for mark in marks)


def _of_drive(folder: Path) -> Place:
    if sys.platform != "win32":  # told to the type checker; the caller knows
        return HERE
    kind = ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)
    if kind == DRIVE_REMOTE:
        return Place(PlaceKind.NETWORK, folder.anchor)
    return Place(PlaceKind.REMOVABLE, folder.anchor) if kind == DRIVE_REMOVABLE else HERE


def _markers(folder: Path) -> Iterator[str]:
    """The marks of synchronisers in the folders above."""
    for place in (folder, *folder.parents):
        for marker, _ in SYNC_MARKERS:
            mark = place / marker
            if mark.is_dir() if marker.endswith("/") else mark.is_file():
                yield marker


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
