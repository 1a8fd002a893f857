"""A screen that nobody sees, for a machine without one."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from setup_environment import SetupError, program_environment

SIZE = "1920x1080x24"
START_PATIENCE = 20.0


def has_display() -> bool:
    """Whether a window would be seen by somebody."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextlib.contextmanager
def virtual_screen() -> Iterator[dict[str, str]]:
    """The environment of a program that draws on a virtual screen, which ends with the block."""
    if sys.platform != "linux":
        yield program_environment(QT_QPA_PLATFORM="offscreen")
        return
    if shutil.which("Xvfb") is None:
        raise SetupError("缺少虚拟屏幕 Xvfb。请执行：sudo apt-get install xvfb")
    listening, speaking = os.pipe()
    command = ["Xvfb", "-displayfd", str(speaking), "-screen", "0", SIZE, "-nolisten", "tcp"]
    with tempfile.TemporaryDirectory() as runtime, tempfile.TemporaryFile() as said:
        screen = subprocess.Popen(command, pass_fds=[speaking], stdout=said, stderr=said)
        os.close(speaking)
        try:
            with os.fdopen(listening) as answer:
                number = answer.readline().strip()
            if not number:
                raise SetupError("虚拟屏幕 Xvfb 没有启动。请检查 /tmp 是否可写，再运行一次。")
            changes = {"DISPLAY": f":{number}", "XDG_RUNTIME_DIR": runtime}
            environment = program_environment(QT_QPA_PLATFORM="xcb", **changes)
            environment.pop("WAYLAND_DISPLAY", None)
            yield environment
        finally:
            screen.terminate()
            screen.wait(START_PATIENCE)
