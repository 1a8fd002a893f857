"""Write requirements.lock and requirements-dev.lock from pyproject.toml, for every platform.

Usage: python scripts/lock.py [--upgrade]

The locks carry hashes and no address: whoever installs decides where packages come from.
Needs uv (`python -m pip install uv`), which is a tool of whoever changes a dependency and
therefore no dependency itself.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS: dict[str, list[str]] = {
    "requirements.lock": [],
    "requirements-dev.lock": ["--group", "dev"],
}
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def pins(text: str) -> dict[str, str]:
    """Every package of a lock and the one version it allows."""
    return dict(PIN.findall(text))


def faults(run_time: str, development: str) -> list[str]:
    """What forbids these two locks to be committed; empty when nothing does."""
    found = [
        f"{name} names an address"
        for name, text in (("requirements.lock", run_time), ("requirements-dev.lock", development))
        if "://" in text
    ]
    others = pins(development)
    found += [
        f"{name} is {version} for the user and {others.get(name, 'missing')} for the developer"
        for name, version in pins(run_time).items()
        if others.get(name) != version
    ]
    if not pins(run_time):
        found.append("requirements.lock pins nothing")
    return found


def compiled(uv: str, name: str, options: list[str]) -> str:
    """The text of one lock, keeping the versions of the existing one unless told to upgrade."""
    command = [uv, "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes"]
    command += ["--no-emit-index-url", "--no-header", "--quiet", *options]
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / name
        if (ROOT / name).exists():
            shutil.copyfile(ROOT / name, trial)
        subprocess.run([*command, "--output-file", str(trial)], cwd=ROOT, check=True)
        return trial.read_text(encoding="utf-8")


def main() -> int:
    """Compile both locks, and leave the old ones where the new ones have a fault."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        print("uv is missing: python -m pip install uv")
        return 1
    upgrade = [word for word in sys.argv[1:] if word == "--upgrade"]
    fresh = {name: compiled(uv, name, options + upgrade) for name, options in LOCKS.items()}
    if found := faults(fresh["requirements.lock"], fresh["requirements-dev.lock"]):
        print("\n".join(found))
        return 1
    for name, text in fresh.items():
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {len(pins(text))} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
