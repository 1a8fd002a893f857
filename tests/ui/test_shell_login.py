"""Login: everybody by role, the PIN, and what happens when it is wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.operations import begin_round, identify_person
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.ui import login_pane, theme
from meihao_desktop.ui.login_pane import LoginPane
from meihao_desktop.ui.lost_pin_dialog import LostPinDialog
from meihao_desktop.ui.new_pin_dialog import NewPinDialog
from meihao_desktop.ui.widgets.dialog import Dialog
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    OBSERVER,
    SECRETARY,
    SteppingClock,
    a_new_round,
    a_plan,
    a_round_in,
)


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    context = a_round_in(Phase.RECEIVING, tmp_path / "round")
    identify_person.log_out(context)
    yield context
    begin_round.close_round(context)


@pytest.fixture
def pane(qtbot: QtBot, context: Context) -> LoginPane:
    pane = LoginPane(context)
    qtbot.addWidget(pane)
    pane.show()
    return pane


def test_everybody_has_a_tile(pane: LoginPane) -> None:
    assert set(pane.tiles) == {SECRETARY, OBSERVER, *EXPERTS}


def test_the_right_pin_lets_the_person_in(qtbot: QtBot, pane: LoginPane, context: Context) -> None:
    pane.tiles[CHAIR].click()
    qtbot.keyClicks(pane.field, open_pin(CHAIR))
    with qtbot.waitSignal(pane.logged_in):
        qtbot.keyClick(pane.field, Qt.Key.Key_Return)
    assert context.actor is not None
    assert context.actor.id == CHAIR


def test_the_pad_types_as_the_keyboard_does(
    qtbot: QtBot, pane: LoginPane, context: Context
) -> None:
    pane.choose(OBSERVER)
    keys = {key.text(): key for key in pane._pad.findChildren(QPushButton)}
    for digit in open_pin(OBSERVER):
        keys[digit].click()
    with qtbot.waitSignal(pane.logged_in):
        keys["登录"].click()
    assert context.actor is not None


def test_a_wrong_pin_is_refused_with_a_sentence_and_the_field_is_empty_again(
    qtbot: QtBot, pane: LoginPane, context: Context
) -> None:
    pane.choose(CHAIR)
    qtbot.keyClicks(pane.field, "111222")
    with qtbot.captureExceptions() as caught:
        qtbot.keyClick(pane.field, Qt.Key.Key_Return)
    assert "PIN" in str(caught[0][1])
    assert pane.field.text() == ""
    assert context.actor is None


def test_letters_do_not_enter_the_pin_field(qtbot: QtBot, pane: LoginPane) -> None:
    pane.choose(CHAIR)
    qtbot.keyClicks(pane.field, "12a3b")
    assert pane.field.text() == "123"


def test_without_a_name_or_a_pin_the_pane_says_what_is_missing(
    qtbot: QtBot, pane: LoginPane
) -> None:
    pane._pad.entered.emit()
    assert pane.refusal == "请先选择自己的名字。"
    pane.choose(CHAIR)
    pane._pad.entered.emit()
    assert pane.refusal == "请输入 PIN。"


def test_a_rehearsal_shows_its_pins_and_a_real_round_does_not(
    qtbot: QtBot, pane: LoginPane, tmp_path: Path
) -> None:
    pane.choose(CHAIR)
    assert open_pin(CHAIR) in pane._hint.text()
    real = a_new_round(tmp_path / "real", a_plan(mode=RoundMode.FORMAL))
    other = LoginPane(real)
    qtbot.addWidget(other)
    other.choose(SECRETARY)
    assert other._hint.text() == ""
    begin_round.close_round(real)


@pytest.mark.parametrize("points", [18, 24])
def test_name_and_pad_fit_beside_each_other_on_the_smallest_screen(
    pane: LoginPane, points: int
) -> None:
    theme.scale(points)
    pane.resize(924, 660)
    assert pane.minimumSizeHint().width() <= 924
    assert pane.minimumSizeHint().height() <= 660


def lock(context: Context, *people: PersonId) -> None:
    clock = context.clock
    assert isinstance(clock, SteppingClock)
    for person in people:
        for _ in range(10):
            clock.wait(1000)
            with pytest.raises(RuleViolation):
                identify_person.log_in(context, person, "000000")


def test_a_wait_is_counted_down_beside_the_field(
    qtbot: QtBot, pane: LoginPane, context: Context
) -> None:
    for _ in range(6):
        with pytest.raises(RuleViolation):
            identify_person.log_in(context, CHAIR, "000000")
    pane.choose(CHAIR)
    assert "请等待" in pane.refusal
    pane.choose(OBSERVER)
    assert pane.refusal == ""


def test_two_people_bring_back_the_secretary_at_the_login_window(
    qtbot: QtBot, pane: LoginPane, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock(context, SECRETARY)
    assert not pane.lost.isEnabled()
    pane.choose(SECRETARY)
    assert "已锁定" in pane.refusal
    seen: list[Dialog] = []

    def fill(dialog: Dialog) -> bool:
        seen.append(dialog)
        if isinstance(dialog, LostPinDialog):
            assert dialog.fault()
            for who, field in zip(dialog.people, dialog.pins, strict=True):
                field.setText(open_pin(who.currentData()))
        return not dialog.fault()

    monkeypatch.setattr(login_pane, "is_accepted", fill)
    pane.lost.click()
    assert [type(dialog) for dialog in seen] == [LostPinDialog, NewPinDialog]
    assert pane.refusal == ""
    assert identify_person.log_in(context, SECRETARY, open_pin(SECRETARY)).id == SECRETARY


def test_who_only_lost_a_pin_is_told_where_to_go(qtbot: QtBot, context: Context) -> None:
    dialog = LostPinDialog(context, CHAIR)
    qtbot.addWidget(dialog)
    assert dialog.people == []
    assert dialog.renew() is None
    assert "请秘书在小组台重新发放" in dialog.way.sentence


def test_a_secretary_who_is_alone_sees_the_wait_and_everybody_reads_of_it_afterwards(
    qtbot: QtBot, tmp_path: Path
) -> None:
    alone = a_new_round(tmp_path / "alone")
    identify_person.log_out(alone)
    lock(alone, SECRETARY)
    dialog = LostPinDialog(alone, SECRETARY)
    qtbot.addWidget(dialog)
    assert "32 分 00 秒" in dialog.left.text()
    assert not dialog.confirm_button.isEnabled()
    clock = alone.clock
    assert isinstance(clock, SteppingClock)
    clock.wait(32 * 60)
    dialog.count()
    assert dialog.confirm_button.isEnabled()
    assert dialog.renew() is not None
    pane = LoginPane(alone)
    qtbot.addWidget(pane)
    assert "没有两人作证" in pane._alone.sentence
    begin_round.close_round(alone)
