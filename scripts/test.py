"""Check everything: style, types, rooms, map and tests.

Usage: python3 scripts/test.py [--quick] [what pytest is to be told ...]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from setup_environment import (
    ROOT,
    TEST_LOCK,
    TEST_PACKAGES,
    guarded,
    program_environment,
    ready,
    say,
)

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
DOMAIN = "meihao_desktop/domain/*"


class Steps:
    """Runs one check after the other and remembers how each went."""

    def __init__(self, python: Path) -> None:
        self._python = str(python)
        tools = os.pathsep.join([str(python.parent), os.environ.get("PATH", "")])
        self._environment = program_environment(PATH=tools)
        self._environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        self._rows: list[tuple[str, bool, float]] = []

    def run(self, name: str, words: list[str], *, shown: bool = False) -> None:
        """One check; what it prints is shown when asked or when it fails."""
        say(f"[{len(self._rows) + 1}] {name} ……")
        begun = time.monotonic()
        done = subprocess.run(
            [self._python, *words],
            cwd=ROOT,
            env=self._environment,
            stdout=None if shown else subprocess.PIPE,
            stderr=None if shown else subprocess.STDOUT,
            check=False,
        )
        passed = done.returncode == 0
        if done.stdout and not passed:
            sys.stdout.buffer.write(done.stdout)
        self._rows.append((name, passed, time.monotonic() - begun))
        say(f"    {'通过' if passed else '失败'}，{self._rows[-1][2]:.1f} 秒")

    def summary(self) -> int:
        """One line per check and the verdict; gives the exit code."""
        say("\n小结")
        for name, passed, seconds in self._rows:
            say(f"  {'通过' if passed else '失败'}  {seconds:6.1f} 秒  {name}")
        failed = [name for name, passed, _ in self._rows if not passed]
        if failed:
            say(f"没有通过：{'、'.join(failed)}。请按上面的输出修改后再运行一次。")
            return 1
        say("全部通过。")
        return 0


def main() -> int:
    """Set up, then run every check even when an earlier one failed."""
    reader = argparse.ArgumentParser(description="检查全部：格式、类型、分层、地图、测试。")
    reader.add_argument("--quick", action="store_true", help="不做类型检查、覆盖率和慢的测试")
    options, for_pytest = reader.parse_known_args()
    steps = Steps(ready(TEST_LOCK, TEST_PACKAGES))
    steps.run("代码检查 ruff check", ["-m", "ruff", "check", "."])
    steps.run("代码格式 ruff format", ["-m", "ruff", "format", "--check", "."])
    steps.run("分层约定 lint-imports", ["-c", LINT_IMPORTS])
    steps.run("模块地图 make_map", ["scripts/make_map.py", "--check"])
    if options.quick:
        steps.run("测试 pytest", ["-m", "pytest", "-m", "not slow", *for_pytest], shown=True)
        return steps.summary()
    steps.run("类型检查 pyright", ["-m", "pyright"])
    steps.run("测试 pytest", ["-m", "coverage", "run", "-m", "pytest", *for_pytest], shown=True)
    if not for_pytest:  # a part of the tests covers a part of the rules
        wanted = ["--include", DOMAIN, "--fail-under=100", "--show-missing", "--skip-covered"]
        steps.run("规则层覆盖率 100 %", ["-m", "coverage", "report", *wanted])
    return steps.summary()


if __name__ == "__main__":
    sys.exit(guarded(main))
