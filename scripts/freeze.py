"""Build the program into one folder, dist/meihao, and with --smoke see it work without Python.

Usage: python3 scripts/freeze.py [--smoke]
"""

from __future__ import annotations

import argparse
import os
import shutil
import struct
import subprocess
import sys
import sysconfig
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from setup_environment import (
    FREEZE_PACKAGES,
    ROOT,
    TEST_LOCK,
    SetupError,
    guarded,
    program_environment,
    ready,
    say,
)
from virtual_screen import virtual_screen

DIST = ROOT / "dist"
PROGRAM = DIST / "meihao" / ("meihao.exe" if os.name == "nt" else "meihao")
SMOKE = ROOT / "build" / "smoke"
SMOKE_PATIENCE = 300
PNG_START = b"\x89PNG\r\n\x1a\n"
LEAST_COLOURS = 4
MUST_BE_READ = ("WORD", "WORKBOOK", "PDF", "IMAGE", "SIGNATURE")


def main() -> int:
    """Build, then try what was built."""
    reader = argparse.ArgumentParser(description="把程序打包成一个文件夹 dist/meihao。")
    reader.add_argument("--smoke", action="store_true", help="打包后在虚拟屏幕上试运行")
    smoke_wanted = reader.parse_args().smoke
    build(ready(TEST_LOCK, [*FREEZE_PACKAGES, *python_library()]))
    if smoke_wanted:
        smoke()
    return 0


def python_library() -> list[str]:
    """The package with Python's shared library, which Debian keeps apart and a build needs."""
    shared = sysconfig.get_config_var("Py_ENABLE_SHARED")
    is_systems = sys.base_prefix == "/usr"
    return [f"libpython3.{sys.version_info[1]}"] if shared and is_systems else []


def build(python: Path) -> None:
    """One folder per build, always from nothing."""
    say("正在打包（约一两分钟）……")
    shutil.rmtree(DIST / "meihao", ignore_errors=True)
    command = [str(python), "-m", "PyInstaller", "build.spec", "--noconfirm", "--clean"]
    command += ["--log-level", "WARN", "--distpath", str(DIST), "--workpath", str(ROOT / "build")]
    subprocess.run(command, cwd=ROOT, env=program_environment(), check=True)
    if not PROGRAM.exists():
        raise SetupError(f"打包结束了，却没有生成 {PROGRAM}。请查看上面的输出。")
    size = sum(file.lstat().st_size for file in PROGRAM.parent.rglob("*"))
    say(f"打包完成：{PROGRAM.parent}（{size // 1_000_000} MB）")


def smoke() -> None:
    """Start the frozen program on the sample round, and look at what it left."""
    say("正在试运行打包后的程序……")
    shutil.rmtree(SMOKE, ignore_errors=True)
    SMOKE.mkdir(parents=True)
    with virtual_screen() as environment:
        # Nothing of this project or its environment may help the frozen program.
        for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
            environment.pop(name, None)
        environment["MEIHAO_HOME"] = str(SMOKE / "home")
        subprocess.run(
            [str(PROGRAM), "smoke", str(SMOKE / "out")],
            cwd=SMOKE,
            env=environment,
            check=True,
            timeout=SMOKE_PATIENCE,
        )
    pictures = sorted((SMOKE / "out").rglob("*.png"))
    papers = sorted((SMOKE / "out").rglob("*.pdf"))
    read = SMOKE / "out" / "smoke.txt"
    kinds = read.read_text(encoding="utf-8").split() if read.exists() else []
    if faults := [*what_is_wrong(pictures, papers), *what_is_unread(kinds)]:
        raise SetupError(f"打包后的程序不正常：{'；'.join(faults)}。")
    say(f"试运行通过：{pictures[0].name}、{papers[0].name}")


def what_is_wrong(pictures: list[Path], papers: list[Path]) -> Iterator[str]:
    """What the smoke test finds missing, empty or blank."""
    if not pictures:
        yield "没有窗口截图"
    if not papers:
        yield "没有打印出评分表"
    yield from (f"{file.name} 是空白的" for file in pictures if is_blank(file.read_bytes()))
    for file in papers:
        data = file.read_bytes()
        if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-64:]:
            yield f"{file.name} 不是完整的 PDF"


def what_is_unread(kinds: Sequence[str]) -> Iterator[str]:
    """Kinds of materials in the sample round that the program's own children did not read."""
    if missing := [kind for kind in MUST_BE_READ if kind not in kinds]:
        yield f"没有读出这些材料：{'、'.join(missing)}"


def is_blank(picture: bytes) -> bool:
    """Whether a PNG shows next to nothing: its rows hold only a few different bytes."""
    if not picture.startswith(PNG_START):
        return True
    pixels, place = b"", len(PNG_START)
    while place + 8 <= len(picture):
        size, kind = struct.unpack(">I4s", picture[place : place + 8])
        if kind == b"IDAT":
            pixels += picture[place + 8 : place + 8 + size]
        place += size + 12
    rows = zlib.decompress(pixels)
    return len(set(rows)) < LEAST_COLOURS * 4


if __name__ == "__main__":
    sys.exit(guarded(main))
