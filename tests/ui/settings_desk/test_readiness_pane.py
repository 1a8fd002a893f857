"""会前自检 on the settings desk: begun, answered, reasoned, kept, and the round then goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.self_check import CheckItem, Outcome
from meihao_desktop.operations import back_up_round, begin_round
from meihao_desktop.operations.context import Context
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.settings_desk.readiness_pane import ReadinessPane
from meihao_desktop.ui.settings_desk.settings_page import SettingsPage
from tests.support.rounds import EXPERTS, a_round_in, sit

PATIENCE = 20_000


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    context = a_round_in(Phase.SEALED, tmp_path / "round")
    yield context
    begin_round.close_round(context)


@pytest.fixture
def page(qtbot: QtBot, context: Context, services: Services) -> SettingsPage:
    announcer = Announcer()
    page = SettingsPage(context, announcer, services)
    announcer.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    page.show_target("readiness")
    return page


@pytest.fixture
def pane(page: SettingsPage) -> ReadinessPane:
    return page.readiness_pane


def examine(qtbot: QtBot, pane: ReadinessPane) -> None:
    pane.begin.click()
    qtbot.waitUntil(lambda: len(pane.results) == len(CheckItem), timeout=PATIENCE)


def outcome(pane: ReadinessPane, item: CheckItem) -> Outcome:
    return pane.results[item].outcome


def test_nothing_is_kept_before_everything_was_looked_at(pane: ReadinessPane) -> None:
    assert "还没有做会前自检" in pane._bad.sentence
    assert pane.begin.isVisible()
    assert not pane.keep.isVisible()
    assert not pane.print.isVisible()


def test_a_check_is_begun_answered_reasoned_and_kept(
    qtbot: QtBot, pane: ReadinessPane, context: Context, told: list[tuple[str, str]]
) -> None:
    examine(qtbot, pane)
    assert pane.keep.isVisible()
    assert outcome(pane, CheckItem.CLOCK) is Outcome.WAITING
    pane.rows[CheckItem.CLOCK].acts["same"].click()
    assert outcome(pane, CheckItem.CLOCK) is Outcome.PASSED
    assert not pane.rows[CheckItem.CLOCK].reason.isVisible()
    for item, result in pane.results.items():
        if result.needs_reason:
            assert pane.rows[item].reason.isVisible()
            pane.rows[item].reason.setText("会场另备")
    assert "没有理由" not in pane._bad.sentence
    pane.keep.click()
    kept = context.store.self_checks.latest()
    assert kept is not None
    assert kept.open_items == ()
    assert "第 1 次自检" in pane._good.sentence
    assert not pane.keep.isVisible()
    assert pane.print.isVisible()
    assert ("said", "会前自检已保存，请打印后与监督员核对。") in told


def test_a_reason_given_later_can_be_kept_too(
    qtbot: QtBot, pane: ReadinessPane, context: Context
) -> None:
    examine(qtbot, pane)
    pane.keep.click()
    assert "没有理由" in pane._bad.sentence
    open_items = [result.item for result in pane.results.values() if result.needs_reason]
    for item in open_items:
        pane.rows[item].reason.setText("会场另备")
    assert pane.keep.isVisible()
    pane.keep.click()
    kept = context.store.self_checks.latest()
    assert kept is not None
    assert (kept.number, kept.open_items) == (2, ())


def test_a_clock_that_is_wrong_fails_and_asks_for_a_reason(
    qtbot: QtBot, pane: ReadinessPane
) -> None:
    examine(qtbot, pane)
    pane.rows[CheckItem.CLOCK].acts["differs"].click()
    assert outcome(pane, CheckItem.CLOCK) is Outcome.FAILED
    assert pane.rows[CheckItem.CLOCK].reason.isVisible()


def test_a_stick_is_tried_and_a_place_for_backups_chosen(
    qtbot: QtBot, pane: ReadinessPane, context: Context, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    place = tmp_path / "U盘"
    place.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(place))
    examine(qtbot, pane)
    pane.rows[CheckItem.STICK].acts["stick"].click()
    qtbot.waitUntil(lambda: outcome(pane, CheckItem.STICK) is Outcome.PASSED, timeout=PATIENCE)
    pane.rows[CheckItem.BACKUPS].acts["place"].click()
    assert outcome(pane, CheckItem.BACKUPS) is Outcome.PASSED
    assert back_up_round.second_place(context.store) == place


def test_a_blocker_leads_to_the_field_of_its_item(
    qtbot: QtBot, page: SettingsPage, pane: ReadinessPane
) -> None:
    examine(qtbot, pane)
    page.show_target("readiness/STICK")
    row = pane.rows[CheckItem.STICK]
    assert row.reason.hasFocus() or pane.focusWidget() is row.reason
    assert not row.visibleRegion().isEmpty()


def test_an_expert_reads_the_check_and_changes_nothing(
    qtbot: QtBot, pane: ReadinessPane, page: SettingsPage, context: Context, services: Services
) -> None:
    examine(qtbot, pane)
    pane.keep.click()
    sit(context, EXPERTS[0])
    other = SettingsPage(context, Announcer(), services)
    qtbot.addWidget(other)
    other.show()
    other.show_target("readiness")
    assert not other.readiness_pane.begin.isVisible()
    assert not other.readiness_pane.keep.isVisible()
    row = other.readiness_pane.rows[CheckItem.STICK]
    assert not any(button.isVisible() for button in row.acts.values())
