"""Every safety mutant in turn: a patched copy of the program, and the tests that must turn red.

``python -m tests.faults.mutant_runs`` tries six of them, ``--full`` all.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.faults import figures
from tests.faults.safety_mutants import MUTANTS, Mutant
from tests.support.source_tree import ROOT

GREEN, RED = 0, 1
QUICK = tuple(
    mutant for mutant in MUTANTS if mutant.file in ("exchange/manifest.py", "exchange/canonical.py")
)[:6]
_SKIPPED = shutil.ignore_patterns("__pycache__", "*.zip", "*.pdf", "*.png")


def applicable(mutant: Mutant) -> bool:
    """Whether the text to be replaced stands in its file just once."""
    return _text(ROOT, mutant).count(mutant.old) == 1 and mutant.old != mutant.new


def tried(mutants: Sequence[Mutant]) -> Iterator[tuple[Mutant, int]]:
    """Each mutant with the end of its tests: 1 where one of them turned red."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name in ("meihao_desktop", "tests"):
            shutil.copytree(ROOT / name, place / name, ignore=_SKIPPED)
        for name in ("resources", "scripts", "docs", "pyproject.toml"):
            (place / name).symlink_to(ROOT / name)
        for mutant in mutants:
            file = place / "meihao_desktop" / mutant.file
            sound = file.read_text(encoding="utf-8")
            _put(file, sound.replace(mutant.old, mutant.new))
            try:
                yield mutant, _tests(place, mutant)
            finally:
                _put(file, sound)


def _put(file: Path, text: str) -> None:
    """The compiled file goes with the old text: it tells two texts apart by the second only."""
    file.write_text(text, encoding="utf-8")
    for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*"):
        compiled.unlink()


def _tests(place: Path, mutant: Mutant) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:randomly",
         *mutant.tests.split()],
        cwd=place, check=False, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(place)},
    )  # fmt: skip
    return done.returncode


def _text(root: Path, mutant: Mutant) -> str:
    return (root / "meihao_desktop" / mutant.file).read_text(encoding="utf-8")


def told(mutant: Mutant) -> str:
    return " ".join(mutant.old.split())[:70].replace("|", "\\|")


def verdict(end: int) -> str:
    """What the end of the tests says of a mutant; tests that do not even run say nothing."""
    return {RED: "killed", GREEN: "survives"}.get(end, f"no verdict ({end})")


def told_of(ends: Sequence[tuple[Mutant, int]]) -> str:
    """How many of each file were tried and killed, and by name those that were not."""
    files = Counter(mutant.file for mutant, _ in ends)
    killed = Counter(mutant.file for mutant, end in ends if end == RED)
    rows = [(f"`{file}`", count, killed[file]) for file, count in files.items()]
    total = ("**all**", files.total(), killed.total())
    text = f"{len(MUTANTS)} in the list, {files.total()} tried, {killed.total()} killed.\n\n"
    text += figures.table(("file", "mutants tried", "killed"), [*rows, total])
    for mutant, end in ends:
        if end != RED:
            text += f"\n- `{mutant.file}`: `{told(mutant)}`: {verdict(end)}\n"
    return text


def main() -> int:
    is_full = figures.is_full()
    ends: list[tuple[Mutant, int]] = []
    for mutant, end in tried(MUTANTS if is_full else QUICK):
        figures.say(f"{verdict(end)}: {mutant.file}: {told(mutant)}")
        ends.append((mutant, end))
    if is_full:
        figures.keep("mutants", "Safety mutants", told_of(ends))
    return 0 if all(end == RED for _, end in ends) else 1


if __name__ == "__main__":
    sys.exit(main())
