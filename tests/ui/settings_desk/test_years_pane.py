"""往年评审 on the settings desk: added in the background, listed, removed after a question."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round, compare_years
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.settings_desk import years_acts
from meihao_desktop.ui.settings_desk.settings_page import SettingsPage
from meihao_desktop.ui.settings_desk.years_pane import NOTHING
from tests.support.rounds import EXPERTS, a_plan, a_round_in, sit


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    context = a_round_in(Phase.RECEIVING, tmp_path / "round")
    yield context
    begin_round.close_round(context)


@pytest.fixture
def last_year(tmp_path: Path) -> Path:
    plan = replace(a_plan(), title="2024年度评审", year=2024)
    begin_round.close_round(a_round_in(Phase.FINAL, tmp_path / "2024", plan))
    return tmp_path / "2024"


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def page(qtbot: QtBot, context: Context, said: list[str]) -> SettingsPage:
    announcer = Announcer()
    services = Services(show_desk=lambda _desk, _target: None, say=said.append)
    page = SettingsPage(context, announcer, services)
    announcer.setParent(page)
    announcer.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.show_target("years")
    page.show()
    return page


def texts(page: SettingsPage) -> str:
    labels = page.years_pane.findChildren(QLabel)
    return "".join(label.text() for label in labels if label.isVisible())


def test_a_chosen_folder_is_read_and_listed(
    qtbot: QtBot, page: SettingsPage, said: list[str], last_year: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert NOTHING in texts(page)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(last_year))
    page.years_pane.add.click()
    assert not page.years_pane.add.isEnabled()
    assert "正在读取“2024”" in texts(page)
    qtbot.waitUntil(lambda: bool(page.years_pane.table.rows))
    (row,) = page.years_pane.table.rows
    assert (row.title, len(row.honoured)) == ("2024年度评审", 2)
    assert page.years_pane.add.isEnabled()
    assert NOTHING not in texts(page)
    assert "已添加“2024年度评审”" in said[0]


def test_a_dialog_closed_changes_nothing(
    page: SettingsPage, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    page.years_pane.add.click()
    assert page.years_pane.add.isEnabled()
    assert list((context.folder / "staging").iterdir()) == []


def test_a_folder_that_is_no_round_is_told_and_another_can_be_chosen(
    qtbot: QtBot, page: SettingsPage, tmp_path: Path
) -> None:
    with qtbot.captureExceptions() as raised:
        page.years_acts.add(tmp_path)
        qtbot.waitUntil(lambda: bool(raised))
    assert "不是评审目录" in str(raised[0][1])
    assert page.years_pane.add.isEnabled()


def test_removing_asks_first(
    page: SettingsPage, context: Context, last_year: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.refresh(compare_years.add_earlier_round(context, last_year))
    monkeypatch.setattr(years_acts, "confirmed", lambda *_args, **_kw: False)
    page.years_pane.remove.click()
    assert len(page.years_pane.table.rows) == 1
    monkeypatch.setattr(years_acts, "confirmed", lambda *_args, **_kw: True)
    page.years_pane.remove.click()
    assert page.years_pane.table.rows == ()
    assert not page.years_pane.remove.isVisible()


def test_others_may_only_look(page: SettingsPage, context: Context) -> None:
    sit(context, EXPERTS[0])
    page.refresh(Change.everything())
    assert not page.years_pane.add.isVisible()
    assert "往年的评分不会带入" in texts(page)
