"""Setting up: installs what is missing, once, and says what to do where it cannot."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import setup_environment as setup


class Machine:
    """Answers commands as a machine would, and remembers them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.commands: list[str] = []
        self.installed = ""
        self.candidates: set[str] = set()
        self.failing: set[str] = set()
        monkeypatch.setattr(setup.subprocess, "run", self._run)
        monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(setup.sys, "platform", "linux")
        monkeypatch.setattr(setup.os, "geteuid", lambda: 0, raising=False)

    def _run(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        line = " ".join(command)
        self.commands.append(line)
        said = self.installed if command[0] == "dpkg-query" else ""
        if command[0] == "apt-cache" and command[-1] in self.candidates:
            said = "Candidate: 1.0"
        failed = any(word in line for word in self.failing)
        return subprocess.CompletedProcess(command, int(failed), said, "")

    def did(self, part: str) -> list[str]:
        return [line for line in self.commands if part in line]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


def test_nothing_is_asked_of_apt_when_nothing_is_missing(machine: Machine) -> None:
    machine.installed = "installed libgl1\ninstalled xvfb\n"
    setup.install_system_packages(["libgl1", "xvfb"])
    assert machine.did("apt-get") == []


def test_a_package_under_its_newer_name_counts_as_present(machine: Machine) -> None:
    machine.installed = "installed libglib2.0-0t64\n"
    setup.install_system_packages(["libglib2.0-0"])
    assert machine.did("apt-get") == []


def test_a_package_removed_but_not_purged_is_missing(machine: Machine) -> None:
    machine.installed = "config-files xvfb\n"
    machine.candidates = {"xvfb"}
    setup.install_system_packages(["xvfb"])
    assert machine.did("install")[0].endswith("--no-install-recommends xvfb")


def test_the_name_that_this_release_knows_is_installed(machine: Machine) -> None:
    machine.candidates = {"libglib2.0-0t64", "libgl1"}
    setup.install_system_packages(["libgl1", "libglib2.0-0"])
    assert machine.did("install")[0].endswith("libgl1 libglib2.0-0t64")
    assert "DEBIAN_FRONTEND=noninteractive" in machine.did("install")[0]


def test_a_stale_list_of_packages_does_not_stop_the_installation(machine: Machine) -> None:
    machine.failing = {"update"}
    setup.install_system_packages(["xvfb"])
    assert len(machine.did("install")) == 1


def test_a_failed_installation_names_the_command_to_type(machine: Machine) -> None:
    machine.failing = {"install"}
    with pytest.raises(setup.SetupError, match="sudo apt-get install xvfb"):
        setup.install_system_packages(["xvfb"])


def test_sudo_is_used_where_it_asks_nothing(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup.os, "geteuid", lambda: 1000)
    setup.install_system_packages(["xvfb"])
    assert machine.did("install")[0].startswith("sudo -n env DEBIAN_FRONTEND")


def test_without_the_right_to_install_the_command_is_shown_and_the_rest_goes_on(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(setup.sys, "stdin", SimpleNamespace(isatty=lambda: False))
    machine.failing = {"sudo"}
    setup.install_system_packages(["xvfb"])
    assert "sudo apt-get install --no-install-recommends xvfb" in capsys.readouterr().out
    assert machine.did("-y") == []


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_need_no_packages(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(setup.sys, "platform", system)
    setup.install_system_packages(["xvfb"])
    assert machine.commands == []


@pytest.mark.parametrize("version", [(3, 9), (3, 10), (3, 15)])
def test_a_python_without_builds_is_refused_with_advice(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int]
) -> None:
    monkeypatch.setattr(setup.sys, "version_info", (*version, 0))
    with pytest.raises(setup.SetupError, match=r"需要 Python 3\.11 至 3\.14"):
        setup.require_python()


@pytest.fixture
def home(machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder whose environment exists already."""
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(setup, "_environment", lambda: Path(sys.executable))
    monkeypatch.setattr(setup, "_announce_project", lambda _: None)
    (tmp_path / ".venv").mkdir()
    (tmp_path / setup.RUN_LOCK).write_text("a==1\n", encoding="utf-8")
    (tmp_path / setup.TEST_LOCK).write_text("a==1\nb==2\n", encoding="utf-8")
    return tmp_path


def test_the_lock_is_installed_with_its_hashes_and_only_once(machine: Machine, home: Path) -> None:
    setup.ready(setup.RUN_LOCK, [])
    assert len(machine.did("--require-hashes")) == 1
    setup.ready(setup.RUN_LOCK, [])
    assert len(machine.did("--require-hashes")) == 1


def test_a_changed_lock_is_installed_again(machine: Machine, home: Path) -> None:
    setup.ready(setup.RUN_LOCK, [])
    (home / setup.RUN_LOCK).write_text("a==2\n", encoding="utf-8")
    setup.ready(setup.RUN_LOCK, [])
    assert len(machine.did("--require-hashes")) == 2


def test_who_can_test_can_also_run(machine: Machine, home: Path) -> None:
    setup.ready(setup.TEST_LOCK, [])
    setup.ready(setup.RUN_LOCK, [])
    assert len(machine.did("--require-hashes")) == 1


def test_an_installation_that_failed_is_tried_again_next_time(machine: Machine, home: Path) -> None:
    machine.failing = {"--require-hashes"}
    with pytest.raises(setup.SetupError, match="请检查网络"):
        setup.ready(setup.RUN_LOCK, [])
    assert not setup.STAMP.exists()


def test_qt_that_cannot_be_loaded_is_said_with_the_libraries_it_needs(
    machine: Machine, home: Path
) -> None:
    machine.failing = {"QtWidgets"}
    with pytest.raises(setup.SetupError, match="libxcb-cursor0"):
        setup.ready(setup.RUN_LOCK, [])
    assert not setup.STAMP.exists()


def test_a_damaged_stamp_means_installing_again(machine: Machine, home: Path) -> None:
    setup.STAMP.write_text("{", encoding="utf-8")
    setup.ready(setup.RUN_LOCK, [])
    assert json.loads(setup.STAMP.read_text("utf-8")).keys() == {setup.RUN_LOCK}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (setup.SetupError("缺少虚拟屏幕"), "没有完成：缺少虚拟屏幕"),
        (subprocess.CalledProcessError(3, ["pip", "install"]), "“pip install …”以代码 3 结束"),
        (PermissionError(13, "denied"), "请检查磁盘空间和文件夹权限"),
        (KeyboardInterrupt(), "再次运行同一命令"),
    ],
)
def test_a_command_that_fails_ends_in_a_sentence(
    error: BaseException, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> int:
        raise error

    assert setup.guarded(fail) == 1
    said = capsys.readouterr()
    assert words in said.out
    assert "Traceback" not in said.out + said.err


def test_a_fault_of_the_script_itself_is_not_hidden() -> None:
    def fail() -> int:
        raise LookupError("a bug")

    with pytest.raises(LookupError):
        setup.guarded(fail)


@pytest.mark.parametrize(
    ("given", "added"),
    [({}, "C.UTF-8"), ({"LANG": "zh_CN.UTF-8"}, None), ({"LANG": "C"}, "C.UTF-8")],
)
def test_programs_are_started_with_chinese_file_names_in_mind(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], added: str | None
) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(setup.sys, "platform", "linux")
    assert setup.program_environment().get("LC_ALL") == added
    assert setup.program_environment(DISPLAY=":7")["DISPLAY"] == ":7"


@pytest.fixture
def pips(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool, bool], None]:
    """Who has pip: the environment itself, the system."""

    def have(own: bool, system: bool) -> None:
        def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
            return subprocess.CompletedProcess(command, 0 if own else 1)

        monkeypatch.setattr(setup.subprocess, "run", run)
        monkeypatch.setattr(
            setup.importlib.util, "find_spec", lambda _: object() if system else None
        )

    return have


def test_the_environments_own_pip_comes_first(pips: Callable[[bool, bool], None]) -> None:
    pips(True, True)
    assert setup._pip(Path("venv-python")) == ["venv-python", "-m", "pip"]


def test_the_systems_pip_helps_an_environment_without_one(
    pips: Callable[[bool, bool], None],
) -> None:
    pips(False, True)
    assert setup._pip(Path("venv-python"))[1:] == ["-m", "pip", "--python", "venv-python"]


def test_no_pip_at_all_is_said_with_the_package_to_install(
    pips: Callable[[bool, bool], None],
) -> None:
    pips(False, False)
    with pytest.raises(setup.SetupError, match="python3-venv"):
        setup._pip(Path("venv-python"))
