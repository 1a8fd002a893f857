"""Where bundled files and the person's own data lie, from source, wheel or installer."""

import os
import sys
from pathlib import Path

PROGRAM_FOLDER = "meihao"
_PACKAGE = Path(__file__).resolve().parent


def root() -> Path:
    """The folder of fonts, icons, rubrics and calendars that came with the program."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    bundled = _PACKAGE / "_bundled"
    return bundled if bundled.is_dir() else _PACKAGE.parent / "resources"


def path(*parts: str) -> Path:
    """One bundled file or folder; a missing one is a fault of the build, not of the person."""
    found = root().joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(f"not bundled: {'/'.join(parts)}")
    return found


def fonts_dir() -> Path:
    """The fonts that screens and paper share."""
    return path("fonts")


def data_home() -> Path:
    """The folder of this person's rounds, backups and program log; not created here."""
    chosen = os.environ.get("MEIHAO_HOME")
    return Path(chosen).expanduser().absolute() if chosen else _usual_home() / PROGRAM_FOLDER


def _usual_home() -> Path:
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
