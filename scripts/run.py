"""Open the sample round; without a display carry it from end to end and show what came out.

Usage: python3 scripts/run.py [--headless]
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from setup_environment import (
    ROOT,
    RUN_LOCK,
    SCREEN_PACKAGES,
    SetupError,
    guarded,
    program_environment,
    ready,
    say,
)
from virtual_screen import has_display, virtual_screen

OUT = ROOT / "run-output"
KINDS = {".pdf": "文书", ".xlsx": "表格", ".png": "窗口截图"}


def main() -> int:
    """Set up, then show the window or do the same without one."""
    reader = argparse.ArgumentParser(description="打开示例评审；没有显示器时自动走完全程。")
    reader.add_argument("--headless", action="store_true", help="不开窗口，走完全程并留下文件")
    headless = reader.parse_args().headless or not has_display()
    python = ready(RUN_LOCK, SCREEN_PACKAGES if headless else [])
    return rehearse(python) if headless else open_window(python)


def open_window(python: Path) -> int:
    """The program's window on the sample round, until the person closes it."""
    say("正在打开示例评审的窗口……")
    command = [str(python), "-m", "meihao_desktop", "--sample"]
    if subprocess.run(command, cwd=ROOT, env=program_environment(), check=False).returncode:
        raise SetupError(
            "窗口没有正常结束，原因见上面的输出。如果这台机器没有可用的显示器，"
            "请改用：python3 scripts/run.py --headless"
        )
    return 0


def rehearse(python: Path) -> int:
    """The whole chain headless: papers, workbook, then pictures of the real window."""
    for name in ("round", "screenshots", "归档"):
        shutil.rmtree(OUT / name, ignore_errors=True)
    OUT.mkdir(exist_ok=True)
    say("没有显示器：走完一轮示例评审（收件、评分、汇总、排名、打印）……")
    command = [str(python), "-m", "meihao_desktop", "rehearse", str(OUT / "round")]
    subprocess.run(command, cwd=ROOT, env=program_environment(), check=True)
    say("正在虚拟屏幕上打开窗口并截图……")
    pictures = [str(python), "scripts/make_screenshots.py", "--round", str(OUT / "round")]
    with virtual_screen() as environment:
        subprocess.run(
            [*pictures, "--out", str(OUT / "screenshots")], cwd=ROOT, env=environment, check=True
        )
    report()
    return 0


def report() -> None:
    """List what was made, and say where it lies."""
    counts = []
    for suffix, kind in KINDS.items():
        files = sorted(OUT.rglob(f"*{suffix}"))
        say(f"\n{kind}（{len(files)} 个）：")
        for file in files:
            say(f"  {file.relative_to(ROOT)}")
        if not files:
            raise SetupError(f"示例评审走完了，却没有留下任何{kind}。请查看上面的输出。")
        counts.append(f"{len(files)} 个{kind}")
    say(f"\n完成：示例评审已走完全程，共 {'、'.join(counts)}，都在 {OUT} 中。")


if __name__ == "__main__":
    sys.exit(guarded(main))
