"""What this machine says of itself: power, the program's own files, the fonts that came with it."""

import ctypes
import sys
from hashlib import sha256
from pathlib import Path

from meihao_desktop import __version__, resources
from meihao_desktop.db.material_copies import digest_of
from meihao_desktop.domain.progress import Progress, Watch

POWER_SUPPLIES = Path("/sys/class/power_supply")
CODE = (".py", ".pyd", ".so", ".dll", ".exe")
UNKNOWN = 255


class _PowerStatus(ctypes.Structure):
    """What Windows tells of mains and battery."""

    _fields_ = (
        ("mains", ctypes.c_ubyte),
        ("battery", ctypes.c_ubyte),
        ("percent", ctypes.c_ubyte),
        ("saver", ctypes.c_ubyte),
        ("seconds", ctypes.c_ulong),
        ("full_seconds", ctypes.c_ulong),
    )


def power(supplies: Path = POWER_SUPPLIES) -> tuple[bool | None, int | None]:
    """Whether the machine is on mains, and the battery's percent; ``None`` where nobody knows."""
    if sys.platform == "win32":
        status = _PowerStatus()
        if not ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status)):
            return None, None
        percent = None if status.percent == UNKNOWN else int(status.percent)
        return None if status.mains == UNKNOWN else bool(status.mains), percent
    mains: bool | None = None
    percent: int | None = None
    for supply in sorted(supplies.glob("*")) if supplies.is_dir() else ():
        kind = _word(supply / "type")
        if kind == "Mains":
            mains = mains or _word(supply / "online") == "1"
        elif kind == "Battery" and _word(supply / "capacity").isdigit():
            percent = int(_word(supply / "capacity"))
    return mains, percent


def program_files() -> tuple[Path, tuple[Path, ...]]:
    """The folder of the program as it is installed, and its files."""
    if getattr(sys, "frozen", False):
        root = Path(sys.executable).parent
        return root, tuple(sorted(file for file in root.rglob("*") if file.is_file()))
    root = Path(__file__).parents[1]
    return root, tuple(sorted(file for file in root.rglob("*.py") if file.is_file()))


def program_digest(watch: Watch) -> tuple[str, int]:
    """One digest over every file of the program, as ``sha256sum`` lists them, and their number."""
    root, files = program_files()
    total = sha256()
    for number, file in enumerate(files):
        watch.tell(Progress(done_files=number, total_files=len(files)))
        total.update(f"{digest_of(file)}  {file.relative_to(root).as_posix()}\n".encode())
    return total.hexdigest(), len(files)


def version() -> str:
    return __version__


def fonts() -> tuple[str, ...]:
    """The font files that came with the program."""
    return tuple(sorted(file.name for file in resources.fonts_dir().iterdir() if file.is_file()))


def _word(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
