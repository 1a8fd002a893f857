"""Every safety mutant in turn: a patched copy of the program, and the tests that must turn red.

``python -m tests.faults.mutant_runs`` tries six of them, ``--full`` all.
"""

import os
import shutil
import subprocess
import sys
import tempfile
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


def main() -> int:
    is_full = figures.is_full()
    rows, survivors = [], 0
    for mutant, end in tried(MUTANTS if is_full else QUICK):
        verdict = {RED: "killed", GREEN: "**survives**"}.get(end, f"**no verdict ({end})**")
        survivors += end != RED
        figures.say(f"{verdict}: {mutant.file}: {told(mutant)}")
        rows.append((f"`{mutant.file}`", f"`{told(mutant)}`", verdict))
    if is_full:
        text = f"{len(rows)} mutants, {len(rows) - survivors} killed.\n\n"
        head = ("file", "taken away or changed", "verdict")
        figures.keep("mutants", "Safety mutants", text + figures.table(head, rows))
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
