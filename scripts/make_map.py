"""Write the two module maps from the first line of every module's docstring.

ARCHITECTURE.md gets the short one between its markers: each room with its modules by name.
docs/module-map.md is the long one: a line for each module.

Usage: python scripts/make_map.py [--check]
"""

from __future__ import annotations

import ast
import sys
import textwrap
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "meihao_desktop"
DOCUMENT = ROOT / "ARCHITECTURE.md"
LONG_MAP = ROOT / "docs" / "module-map.md"
BEGIN, END = "<!-- map: made by scripts/make_map.py -->", "<!-- end of map -->"
WIDTH = 120
FAMILY, NAMESAKES = 2, 4
COUNTED = ("ui/", "domain", "intake")
PAGES = ("_page", "_viewer", "_window")
LONG_HEAD = "# Module map\n\n<!-- made by scripts/make_map.py from docstrings; do not edit -->\n\n"


def first_line(file: Path) -> str:
    """What a module says it is, without the closing full stop."""
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0].rstrip(".")


def rooms(package: Path = PACKAGE) -> dict[str, list[Path]]:
    """Every folder with modules, the package itself first, each with its files in order."""
    found: dict[str, list[Path]] = {}
    for file in sorted(package.rglob("*.py"), key=lambda one: (one.parent.parts, one.name)):
        folder = file.parent.relative_to(package).as_posix()
        found.setdefault(package.name if folder == "." else folder, []).append(file)
    return found


def short_map(package: Path = PACKAGE) -> str:
    """The map for people who want to know where to look: one paragraph per room."""
    lines: list[str] = []
    for name, files in rooms(package).items():
        names = ", ".join(_told(name, [file.stem for file in _modules(files)]))
        paragraph = f"- **{name}**: {_about(files)}. {names}".replace(": . ", ": ").rstrip(" .")
        lines += textwrap.wrap(
            paragraph, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
        )
    return "\n".join(lines)


def long_map(package: Path = PACKAGE) -> str:
    """The whole map: one heading per room, one line per module."""
    lines: list[str] = []
    for name, files in rooms(package).items():
        about = _about(files)
        lines += [f"## {name}", "", *([f"{about}.", ""] if about else [])]
        lines += [f"- `{file.stem}` {first_line(file)}" for file in _modules(files)]
        lines += [""] if _modules(files) else []
    return LONG_HEAD + "\n".join(lines).strip() + "\n"


def with_map(document: str, fresh: str) -> str:
    """The document with the fresh map between its two markers."""
    head, begin, rest = document.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{DOCUMENT.name} has lost the markers of its map")
    return f"{head}{BEGIN}\n{fresh}\n{END}{tail}"


def fresh() -> dict[Path, str]:
    """Both documents as they ought to be today."""
    document = DOCUMENT.read_text(encoding="utf-8")
    return {DOCUMENT: with_map(document, short_map()), LONG_MAP: long_map()}


def stale(wanted: dict[Path, str]) -> list[Path]:
    """The documents that say something else than they ought to."""
    return [
        file
        for file, text in wanted.items()
        if not file.exists() or file.read_text(encoding="utf-8") != text
    ]


def main() -> int:
    """Write the maps, or with --check only say whether they are true."""
    wanted = fresh()
    for file in stale(wanted):
        if "--check" in sys.argv[1:]:
            name = file.relative_to(ROOT).as_posix()
            print(f"The map in {name} is out of date: python scripts/make_map.py")
            return 1
        file.write_text(wanted[file], encoding="utf-8", newline="\n")
    return 0


def _told(room: str, names: list[str]) -> list[str]:
    """Everything by name; of desks and the rule book how many modules there are, and the pages."""
    if not room.startswith(COUNTED):
        return _families(names)
    pages = [name for name in names if name.endswith(PAGES)]
    return [*pages, f"{len(names)} modules"]


def _families(names: list[str]) -> list[str]:
    """The names, where many begin or end with one word only that word: word_* (9), *_pdf (7)."""
    begins = Counter(name.partition("_")[0] for name in names if "_" in name)
    single = [name for name in names if begins[name.partition("_")[0]] < FAMILY]
    ends = Counter(name.rpartition("_")[2] for name in single if "_" in name)
    told: dict[str, None] = {}
    for name in names:
        first, last = name.partition("_")[0], name.rpartition("_")[2]
        if name not in single and "_" in name:
            told[f"{first}_* ({begins[first]})"] = None
        elif "_" in name and ends[last] >= NAMESAKES:
            told[f"*_{last} ({ends[last]})"] = None
        else:
            told[name] = None
    return list(told)


def _about(files: list[Path]) -> str:
    return next((first_line(file) for file in files if file.name == "__init__.py"), "")


def _modules(files: list[Path]) -> list[Path]:
    return [file for file in files if file.name != "__init__.py"]


if __name__ == "__main__":
    sys.exit(main())
