"""The sticks that are plugged in now, on each system in its own way."""

import ctypes
import os
import string
import sys
from collections.abc import Iterable
from pathlib import Path

REMOVABLE = 2  # DRIVE_REMOVABLE of the Windows interface


def mounted(roots: Iterable[Path] | None = None) -> tuple[Path, ...]:
    """The sticks under the usual places; a test feeds a folder that stands for one such place."""
    if roots is None and sys.platform == "win32":
        return _windows_drives()
    found: list[Path] = []
    for root in roots if roots is not None else _usual_roots():
        try:
            found.extend(place for place in root.iterdir() if place.is_dir())
        except OSError:
            continue
    return tuple(sorted(place for place in found if os.access(place, os.R_OK)))


def _usual_roots() -> tuple[Path, ...]:
    if sys.platform == "darwin":
        return (Path("/Volumes"),)
    person = os.environ.get("USER", "")
    named = tuple(Path(root, person) for root in ("/media", "/run/media") if person)
    return (*named, Path("/mnt"))


def _windows_drives() -> tuple[Path, ...]:
    if sys.platform != "win32":
        return ()
    kernel = ctypes.windll.kernel32
    drives = (Path(f"{letter}:\\") for letter in string.ascii_uppercase)
    return tuple(drive for drive in drives if kernel.GetDriveTypeW(str(drive)) == REMOVABLE)
