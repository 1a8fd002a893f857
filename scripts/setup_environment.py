"""Everything the run and test commands need, on a machine that has only Python.

Standard library only. What is missing is installed: system libraries through apt on Debian and
its relatives, the locked Python packages into `.venv`. The second time there is nothing to do.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "meihao-setup.json"
OLDEST, NEWEST = (3, 11), (3, 14)
RUN_LOCK, TEST_LOCK = "requirements.lock", "requirements-dev.lock"

# On a bare Debian 12 each library was left out once and shown to be needed (libcups2: to print).
QT_PACKAGES = [
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
    "libglib2.0-0",
    "libpulse0",
    "libxrandr2",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
    "libcups2",
    "ca-certificates",
]
SCREEN_PACKAGES = ["xvfb"]
TEST_PACKAGES = [*SCREEN_PACKAGES, "poppler-utils"]
FREEZE_PACKAGES = [*SCREEN_PACKAGES, "binutils"]
QT_PROBE = "import PySide6.QtWidgets, PySide6.QtPrintSupport, PySide6.QtMultimedia"


class SetupError(Exception):
    """Why it cannot go on, and what the person can do, in one Chinese sentence."""


def say(text: str) -> None:
    """One line of progress, seen at once."""
    print(text, flush=True)


def guarded(main: Callable[[], int]) -> int:
    """Run a command's main; what goes wrong ends in a sentence, not in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        require_python()
        return main()
    except SetupError as error:
        say(f"\n没有完成：{error}")
    except subprocess.CalledProcessError as error:
        words = " ".join(str(word) for word in error.cmd[:6])
        say(f"\n没有完成：“{words} …”以代码 {error.returncode} 结束，原因见上面的输出。")
    except OSError as error:
        say(f"\n没有完成：{error}。请检查磁盘空间和文件夹权限后再运行一次。")
    except KeyboardInterrupt:
        say("\n已停止。再次运行同一命令即可接着做。")
    return 1


def require_python() -> None:
    """Go on only under a Python for which every locked package has a build."""
    now = sys.version_info[:2]
    if not OLDEST <= now <= NEWEST:
        raise SetupError(
            f"需要 Python 3.11 至 3.14，现在用的是 {now[0]}.{now[1]}。"
            "请安装合适的版本（如 3.12），再用它运行本命令，例如：python3.12 scripts/run.py"
        )


def ready(lock: str, packages: list[str]) -> Path:
    """The Python of an environment in which this lock is installed and Qt can be loaded."""
    install_system_packages([*QT_PACKAGES, *packages])
    python = _environment()
    if _installed_digests().get(lock) == _digest(lock):
        say("运行环境已就绪。")
        return python
    say(f"正在安装 {lock} 中锁定的 Python 组件（首次约需下载 200–400 MB）……")
    command = [*_pip(python), "install", "--require-hashes", "--only-binary=:all:", "--no-input"]
    command += ["--disable-pip-version-check", "-r", str(ROOT / lock)]
    if subprocess.run(command, check=False).returncode:
        raise SetupError(
            "Python 组件没有装好。请检查网络（或 pip 的镜像设置）后再运行一次；"
            f"如果反复失败，请删除文件夹 {VENV} 后重试。"
        )
    _announce_project(python)
    _probe_qt(python)
    digests = {lock: _digest(lock)}
    if lock == TEST_LOCK:  # which holds all of the other
        digests[RUN_LOCK] = _digest(RUN_LOCK)
    STAMP.write_text(json.dumps(digests, indent=2), encoding="utf-8")
    say("运行环境已就绪。")
    return python


def program_environment(**changes: str) -> dict[str, str]:
    """The environment in which the program and its tools are started."""
    environment = {**os.environ, "PYTHONUTF8": "1", **changes}
    if sys.platform == "linux" and not any(
        "utf" in environment.get(name, "").lower() for name in ("LC_ALL", "LC_CTYPE", "LANG")
    ):
        environment["LC_ALL"] = "C.UTF-8"
    return environment


def install_system_packages(names: list[str]) -> None:
    """Install what is missing through apt; elsewhere, or without the right, say what is needed."""
    if sys.platform != "linux" or shutil.which("apt-get") is None:
        return
    wanted = [[name, f"{name}t64"] for name in names]
    if importlib.util.find_spec("ensurepip") is None and not VENV.exists():
        wanted.append([f"python3.{sys.version_info[1]}-venv", "python3-venv"])
    present = _present_packages()
    missing = [choice for choice in wanted if not present.intersection(choice)]
    if not missing:
        return
    prefix = _administrator()
    if prefix is None:
        command = " ".join(_available(choice) for choice in missing)
        say("缺少系统组件，而当前账户不能安装。请让管理员执行：")
        say(f"    sudo apt-get update && sudo apt-get install --no-install-recommends {command}")
        return
    say(f"正在安装 {len(missing)} 个系统组件：{' '.join(choice[0] for choice in missing)}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if subprocess.run([*apt, "update", "-q"], check=False).returncode:
        say("软件源没有全部更新成功，先用已有的列表继续。")
    chosen = [_available(choice) for choice in missing]
    command = [*apt, "install", "-y", "-q", "--no-install-recommends", *chosen]
    if subprocess.run(command, check=False).returncode:
        raise SetupError(
            "系统组件没有装好。请检查网络后再运行一次，或手动执行："
            f"sudo apt-get update && sudo apt-get install {' '.join(chosen)}"
        )


def _present_packages() -> set[str]:
    command = ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\n"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    rows = (line.split() for line in listed.splitlines())
    return {row[1] for row in rows if len(row) == 2 and row[0] == "installed"}


def _available(choice: list[str]) -> str:
    """The one of several names under which this release of the system knows a package."""
    for name in choice:
        command = ["apt-cache", "policy", name]
        known = subprocess.run(
            command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
        ).stdout
        if "Candidate:" in known and "Candidate: (none)" not in known:
            return name
    return choice[0]


def _administrator() -> list[str] | None:
    """What to put before a command that only an administrator may run."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0:
        return ["sudo", "-n"]
    return ["sudo"] if sys.stdin.isatty() else None


def _environment() -> Path:
    """The Python of `.venv`, made anew where it is missing, broken or of another version."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.exists() and _version(python) == _version(Path(sys.executable)):
        return python
    say(f"正在建立运行环境 {VENV} ……")
    with_pip = [] if importlib.util.find_spec("ensurepip") else ["--without-pip"]
    command = [sys.executable, "-m", "venv", "--clear", *with_pip, str(VENV)]
    if subprocess.run(command, check=False).returncode:
        raise SetupError(
            "建立 Python 虚拟环境失败。请安装 python3-venv"
            "（sudo apt-get install python3-venv）后再运行一次。"
        )
    return python


def _version(python: Path) -> str:
    command = [str(python), "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""


def _pip(python: Path) -> list[str]:
    """How pip is called for this environment, with its own or else the system's pip."""
    own = [str(python), "-m", "pip"]
    if subprocess.run([*own, "--version"], capture_output=True, check=False).returncode == 0:
        return own
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip", "--python", str(python)]
    raise SetupError("缺少 pip。请安装 python3-venv 或 python3-pip 后再运行一次。")


def _announce_project(python: Path) -> None:
    """Let the environment find the program in this folder, as an editable install would."""
    command = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    done = subprocess.run(command, capture_output=True, check=True, env=program_environment())
    packages = Path(done.stdout.decode("utf-8").strip())
    (packages / "meihao_desktop.pth").write_text(f"{ROOT}\n", encoding="utf-8")


def _probe_qt(python: Path) -> None:
    probe = [str(python), "-c", QT_PROBE]
    done = subprocess.run(
        probe, capture_output=True, text=True, check=False, env=program_environment()
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["未知原因"])[-1]
        raise SetupError(
            f"窗口组件 Qt 加载失败（{reason}）。请安装 Qt 需要的系统库："
            f"{' '.join(QT_PACKAGES)}，再运行一次。"
        )


def _installed_digests() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
