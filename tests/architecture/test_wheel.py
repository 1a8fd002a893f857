"""The wheel that is built from this tree carries the bundled files and nothing else of it."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.source_tree import ROOT

pytestmark = pytest.mark.slow


def test_a_wheel_carries_program_and_resources(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = wheel.namelist()
        entry_points = next(name for name in names if name.endswith("entry_points.txt"))
        assert b"meihao-desktop = meihao_desktop.__main__:main" in wheel.read(entry_points)
    assert "meihao_desktop/fsops.py" in names
    assert any(name.startswith("meihao_desktop/_bundled/fonts/") for name in names)
    assert any(name.startswith("meihao_desktop/_bundled/rubrics/") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "scripts/"))]
