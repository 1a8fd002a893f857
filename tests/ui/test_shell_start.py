"""The first frame: quick, light, and it offers the rounds opened last."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from pytestqt.qtbot import QtBot

from meihao_desktop.ui import theme
from meihao_desktop.ui.preferences import RECENT_ROUNDS, Preferences
from meihao_desktop.ui.start_window import StartWindow
from meihao_desktop.ui.widgets.tile import Tile

HEAVY = {
    "numpy", "scipy", "pyqtgraph", "openpyxl", "reportlab", "pyhanko", "cryptography", "mammoth",
    "docx", "lxml", "PIL", "sqlite_utils", "PySide6.QtMultimedia", "PySide6.QtPdf",
    "PySide6.QtWebEngineCore",
}  # fmt: skip


def _a_folder(home: Path, name: str) -> Path:
    folder = home / name
    folder.mkdir()
    (folder / "round.db").touch()
    return folder


@pytest.fixture
def window(qtbot: QtBot, own_home: Path) -> StartWindow:
    preferences = Preferences(own_home)
    preferences.remember_round(_a_folder(own_home, "2024"), "2024年度评审")
    preferences.remember_round(_a_folder(own_home, "2025"), "2025年度评审")
    window = StartWindow(preferences)
    qtbot.addWidget(window)
    return window


def test_nothing_heavy_is_imported_before_the_first_frame(own_home: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "meihao_desktop", "--first-frame-modules"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    modules = set(told.stdout.split())
    assert "PySide6.QtWidgets" in modules
    assert not modules & HEAVY
    assert not any(name.startswith("meihao_desktop.operations") for name in modules)


def test_the_first_frame_is_announced_once(qtbot: QtBot, window: StartWindow) -> None:
    seen: list[str] = []
    window.first_frame.connect(lambda: seen.append("frame"))
    window.show()
    qtbot.waitUntil(lambda: bool(seen))
    window.repaint()
    qtbot.wait(1)
    assert seen == ["frame"]


def test_rounds_opened_last_are_offered_newest_first(window: StartWindow) -> None:
    assert [tile.name for tile in window.findChildren(Tile)] == ["2025年度评审", "2024年度评审"]


def test_a_click_on_a_round_asks_for_its_folder(qtbot: QtBot, window: StartWindow) -> None:
    with qtbot.waitSignal(window.folder_asked) as asked:
        window.findChildren(Tile)[0].click()
    assert asked.args == [Path(window._preferences.home / "2025")]


def test_the_sample_and_a_new_round_are_one_click_away(qtbot: QtBot, window: StartWindow) -> None:
    with qtbot.waitSignals([window.sample_asked, window.new_asked]):
        window._rounds.sample.click()
        window._rounds.new.click()


def test_while_the_sample_is_made_no_other_round_can_be_chosen(window: StartWindow) -> None:
    window.say("正在准备演练样例……")
    assert window._rounds.state.text() == "正在准备演练样例……"
    assert not window._rounds.new.isEnabled()
    window.say("")
    assert window._rounds.new.isEnabled()


@pytest.mark.parametrize("points", [18, 24, 30])
def test_the_start_window_fits_the_smallest_screen_at_every_size(
    window: StartWindow, points: int
) -> None:
    theme.scale(points)
    window.show()
    window.resize(1366, 768)
    assert (window.width(), window.height()) == (1366, 768)


def test_a_folder_that_is_gone_is_no_longer_offered(own_home: Path) -> None:
    preferences = Preferences(own_home)
    preferences.remember_round(own_home / "gone", "已删除的评审")
    assert preferences.recent_rounds == ()


def test_a_round_opened_again_moves_to_the_top_and_few_are_kept(own_home: Path) -> None:
    preferences = Preferences(own_home)
    folders = [_a_folder(own_home, str(year)) for year in range(2018, 2026)]
    for folder in [*folders, folders[-2]]:
        preferences.remember_round(folder, folder.name)
    kept = [one.title for one in preferences.recent_rounds]
    assert kept[:2] == ["2024", "2025"]
    assert len(kept) == RECENT_ROUNDS


def test_text_size_and_window_place_are_remembered_for_the_next_time(own_home: Path) -> None:
    preferences = Preferences(own_home)
    preferences.set_points(24)
    preferences.set_geometry(QByteArray(b"place"))
    preferences.save()
    again = Preferences(own_home)
    assert again.points == 24
    assert again.geometry == QByteArray(b"place")


@pytest.mark.parametrize("stored", ["", "many", "-3"])
def test_a_spoilt_preference_costs_nothing(own_home: Path, stored: str) -> None:
    (own_home / "preferences.ini").write_text(f"[window]\npoints={stored}\n", encoding="utf-8")
    assert Preferences(own_home).points == 18
