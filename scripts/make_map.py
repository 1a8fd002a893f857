"""Write the module map of ARCHITECTURE.md from the first line of every module's docstring.

Usage: python scripts/make_map.py [--check]
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "meihao_desktop"
DOCUMENT = ROOT / "ARCHITECTURE.md"
BEGIN, END = "<!-- map: made by scripts/make_map.py -->", "<!-- end of map -->"


def first_line(file: Path) -> str:
    """What a module says it is, without the closing full stop."""
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0].rstrip(".")


def rooms(package: Path = PACKAGE) -> dict[str, list[Path]]:
    """Every folder with modules, the package itself first, each with its files in order."""
    found: dict[str, list[Path]] = {}
    for file in sorted(package.rglob("*.py"), key=lambda one: (one.parent.parts, one.name)):
        folder = file.parent.relative_to(package).as_posix()
        found.setdefault(folder, []).append(file)
    return found


def module_map(package: Path = PACKAGE) -> str:
    """The map: one paragraph per room, one line per module."""
    lines: list[str] = []
    for folder, files in rooms(package).items():
        name = package.name if folder == "." else folder
        about = next((first_line(file) for file in files if file.name == "__init__.py"), "")
        lines += ["", f"**{name}** – {about}" if about else f"**{name}**", ""]
        lines += [
            f"- `{file.stem}` {first_line(file)}" for file in files if file.name != "__init__.py"
        ]
    return "\n".join(lines).strip()


def with_map(document: str, fresh: str) -> str:
    """The document with the fresh map between its two markers."""
    head, begin, rest = document.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{DOCUMENT.name} has lost the markers of its map")
    return f"{head}{BEGIN}\n{fresh}\n{END}{tail}"


def main() -> int:
    """Write the map, or with --check only say whether it is true."""
    before = DOCUMENT.read_text(encoding="utf-8")
    after = with_map(before, module_map())
    if before == after:
        return 0
    if "--check" in sys.argv[1:]:
        print("The map in ARCHITECTURE.md is out of date: python scripts/make_map.py")
        return 1
    DOCUMENT.write_text(after, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
