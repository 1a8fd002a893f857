"""The program log, and what a crash report says about the machine it happened on."""

import logging
import logging.handlers
import os
import platform
import sys
import tempfile
import traceback
from importlib import metadata
from pathlib import Path

LOG_BYTES = 1_000_000
LOG_FILES = 5
REPORT_FILES = 20
DISTRIBUTION = "meihao-desktop"
_LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
_log = logging.getLogger(__name__)


def begin(home: Path) -> Path:
    """Open the rotating program log under ``home``; a folder that refuses costs only the log."""
    folder = home / "logs"
    file = folder / "meihao.log"
    end()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            file, maxBytes=LOG_BYTES, backupCount=LOG_FILES - 1, encoding="utf-8"
        )
    except OSError:
        return file
    handler.setFormatter(logging.Formatter(_LINE))
    root = logging.getLogger("meihao_desktop")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    _log.info("started: %s", environment_summary().replace("\n", "; "))
    return file


def end() -> None:
    """Close the program log, so that its folder can be moved or removed."""
    root = logging.getLogger("meihao_desktop")
    for handler in _own_handlers():
        root.removeHandler(handler)
        handler.close()


def environment_summary() -> str:
    """Versions and places, one a line; nothing about people, estates or points."""
    facts = {
        "program": _version(DISTRIBUTION),
        "python": sys.version.split()[0],
        "frozen": "yes" if getattr(sys, "frozen", False) else "no",
        "system": platform.platform(),
        "machine": platform.machine(),
        "PySide6": _version("PySide6-Essentials"),
        "Qt platform": os.environ.get("QT_QPA_PLATFORM", "-"),
        "file names": sys.getfilesystemencoding(),
    }
    return "\n".join(f"{name}: {value}" for name, value in facts.items())


def crash_report(error: BaseException) -> Path:
    """Keep the traceback and the environment in a numbered file beside the log."""
    text = f"{environment_summary()}\n\n{''.join(traceback.format_exception(error))}"
    _log.error("crash: %s", "".join(traceback.format_exception_only(error)).strip())
    try:
        return _kept(_folder(), text)
    except OSError:
        return _kept(Path(tempfile.gettempdir()), text)


def _kept(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    numbers = sorted(
        int(digits)
        for old in folder.glob("crash-*.txt")
        if (digits := old.stem.removeprefix("crash-")).isdigit()
    )
    file = folder / f"crash-{(numbers[-1] if numbers else 0) + 1:04}.txt"
    file.write_text(text, encoding="utf-8")
    for number in numbers[: -(REPORT_FILES - 1)]:
        (folder / f"crash-{number:04}.txt").unlink(missing_ok=True)
    return file


def _folder() -> Path:
    for handler in _own_handlers():
        return Path(handler.baseFilename).parent
    return Path(tempfile.gettempdir())


def _own_handlers() -> list[logging.handlers.RotatingFileHandler]:
    handlers = logging.getLogger("meihao_desktop").handlers
    return [one for one in handlers if isinstance(one, logging.handlers.RotatingFileHandler)]


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "not installed"
