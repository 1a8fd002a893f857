"""The two commands: what they start, what they list, and how they end."""

import subprocess
import sys
from pathlib import Path

import pytest

import run
import virtual_screen
from scripts import test as test_command
from setup_environment import SetupError

PYTHON = Path("venv-python")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """What run.py starts; each start leaves what the real one would leave."""
    commands: list[list[str]] = []

    def start(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        if "rehearse" in command:
            exports = Path(command[-1]) / "exports"
            exports.mkdir(parents=True)
            (exports / "个人评分表-专家01-朗悦花园.pdf").touch()
            (exports / "排名表.xlsx").touch()
        elif "scripts/make_screenshots.py" in command:
            Path(command[-1]).mkdir()
            (Path(command[-1]) / "评分台.png").touch()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(run.subprocess, "run", start)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "OUT", tmp_path / "run-output")
    monkeypatch.setattr(run, "ready", lambda *_: PYTHON)
    return commands


@pytest.fixture(autouse=True)
def screens(monkeypatch: pytest.MonkeyPatch) -> None:
    """No virtual screen is really started."""
    monkeypatch.setattr(sys, "argv", ["run.py"])
    monkeypatch.setattr(run, "virtual_screen", _Screen)


class _Screen:
    """Stands for a virtual screen."""

    def __enter__(self) -> dict[str, str]:
        return {}

    def __exit__(self, *_: object) -> None:
        return None


def test_with_a_display_the_window_opens_on_the_sample_round(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "has_display", lambda: True)
    assert run.main() == 0
    assert started == [["venv-python", "-m", "meihao_desktop", "--sample"]]


def test_without_a_display_the_round_is_carried_through_and_listed(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "has_display", lambda: False)
    assert run.main() == 0
    said = capsys.readouterr().out
    for name in ("个人评分表-专家01-朗悦花园.pdf", "排名表.xlsx", "评分台.png"):
        assert name in said
    assert said.splitlines()[-1].startswith("完成：")


def test_a_second_headless_run_starts_from_an_empty_folder(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["run.py", "--headless"])
    assert run.main() == 0
    (run.OUT / "round" / "left over").touch()
    assert run.main() == 0
    assert not (run.OUT / "round" / "left over").exists()


def test_a_round_that_leaves_nothing_is_not_called_done(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.OUT.mkdir()
    with pytest.raises(SetupError, match="没有留下任何文书"):
        run.report()


def test_a_window_that_ends_badly_says_how_to_go_without_one(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        run.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 134)
    )
    with pytest.raises(SetupError, match="--headless"):
        run.open_window(PYTHON)


@pytest.mark.parametrize(
    ("system", "given", "seen"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_display_is_recognised(
    monkeypatch: pytest.MonkeyPatch, system: str, given: dict[str, str], seen: bool
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert virtual_screen.has_display() is seen


def test_no_virtual_screen_at_all_is_said_with_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(virtual_screen.shutil, "which", lambda _: None)
    with (
        pytest.raises(SetupError, match="sudo apt-get install xvfb"),
        virtual_screen.virtual_screen(),
    ):
        pass


def test_a_virtual_screen_ends_with_its_block() -> None:
    if virtual_screen.shutil.which("Xvfb") is None:
        pytest.skip("no Xvfb here")
    with virtual_screen.virtual_screen() as environment:
        socket = Path(f"/tmp/.X11-unix/X{environment['DISPLAY'][1:]}")  # noqa: S108 - X's own place
        assert socket.exists()
        assert "WAYLAND_DISPLAY" not in environment
        assert environment["QT_QPA_PLATFORM"] == "xcb"
    assert not socket.exists()


def test_a_check_that_fails_is_shown_and_named_and_the_rest_still_runs(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    steps = test_command.Steps(Path(sys.executable))
    steps.run("格式", ["-c", "print('line 3 is too long'); raise SystemExit(1)"])
    steps.run("类型", ["-c", "print('nothing to see')"])
    assert steps.summary() == 1
    sys.stdout.flush()
    said = capfdbinary.readouterr().out.decode("utf-8")
    assert "line 3 is too long" in said
    assert "nothing to see" not in said
    assert "没有通过：格式。" in said


def test_when_every_check_passes_the_command_succeeds(capsys: pytest.CaptureFixture[str]) -> None:
    steps = test_command.Steps(Path(sys.executable))
    steps.run("格式", ["-c", "pass"])
    assert steps.summary() == 0
    assert capsys.readouterr().out.endswith("全部通过。\n")


def test_checks_run_without_a_screen_and_find_their_tools(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    steps = test_command.Steps(Path(sys.executable))
    probe = (
        "import os; assert os.environ['QT_QPA_PLATFORM'] == 'offscreen'; "
        f"assert os.environ['PATH'].startswith({str(Path(sys.executable).parent)!r} + os.pathsep)"
    )
    steps.run("环境", ["-c", probe])
    assert steps.summary() == 0
