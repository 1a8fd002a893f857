"""The program counts its own files, wherever it is installed."""

import sys
from hashlib import sha256
from pathlib import Path

import pytest

from meihao_desktop.domain.progress import Watch
from meihao_desktop.operations import machine


def test_the_files_of_the_program_are_its_code_and_lie_in_its_folder() -> None:
    root, files = machine.program_files()
    assert root.name == "meihao_desktop"
    assert {"app.py", "store.py", "machine.py"} <= {file.name for file in files}
    assert all(file.suffix == ".py" and root in file.parents for file in files)


def test_a_packed_program_counts_everything_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lib").mkdir()
    contents = {"lib/font.ttf": b"font", "meihao.exe": b"code"}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "meihao.exe"))
    assert machine.program_files() == (tmp_path, tuple(tmp_path / name for name in contents))
    lines = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in contents.items())
    assert machine.program_digest(Watch()) == (sha256(lines.encode()).hexdigest(), 2)
