"""Dialogs: they ask, they hold until what is missing is there, they fit the screen."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.panel import Role
from meihao_desktop.ui import theme
from meihao_desktop.ui.widgets import buttons
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.asking import (
    PinDialog,
    ReasonDialog,
    WitnessDialog,
    confirmed,
)
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.fact_table import FactTable
from meihao_desktop.ui.widgets.text import body
from tests.support.builders import an_expert, an_observer

LONG = "评审小组认为该小区的两项材料互相矛盾，应由县级主管部门说明后再作决定。" * 12


@pytest.mark.parametrize("points", [18, 24, 30])
def test_a_dialog_is_never_larger_than_the_screen(qtbot: QtBot, points: int) -> None:
    theme.scale(points)
    dialog = Dialog("核查发现", width=60)
    qtbot.addWidget(dialog)
    for _ in range(6):
        dialog.add(body(LONG))
    dialog.show()
    room = dialog.screen().availableSize()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()
    inside = dialog.confirm_button.mapTo(dialog, dialog.confirm_button.rect().bottomRight())
    assert dialog.rect().contains(inside)


@pytest.mark.parametrize("points", [18, 24])
def test_a_short_dialog_shows_all_of_its_words_without_scrolling(qtbot: QtBot, points: int) -> None:
    theme.scale(points)
    dialog = Dialog("退回之前的阶段", width=20)
    qtbot.addWidget(dialog)
    for _ in range(3):
        notice = Notice(sentence="退回之后，此前打印的文书都会标明已经过期。")
        notice.acts.addWidget(buttons.plain("去处理", icon_name="go"))
        dialog.add(notice)
    dialog.show()
    QApplication.processEvents()
    assert dialog._scroll.verticalScrollBar().maximum() == 0


def test_a_reason_must_be_written(qtbot: QtBot) -> None:
    dialog = ReasonDialog("弃权", "弃权的理由会打印在评分表上。")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.confirm_button.click()
    assert dialog.isVisible()
    assert any("请写明理由" in label.text() for label in dialog.findChildren(QLabel))
    dialog.write("  与该小区业主委员会有合作  ")
    dialog.confirm_button.click()
    assert not dialog.isVisible()
    assert dialog.reason == "与该小区业主委员会有合作"


def test_the_pin_dialog_hides_what_is_typed_and_takes_enter(qtbot: QtBot) -> None:
    dialog = PinDialog("提交并封存", "提交后不能再修改。")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.fault() == "请输入 PIN。"
    qtbot.keyClicks(dialog._field, "258003")
    assert dialog._field.displayText() != "258003"
    dialog._field.returnPressed.emit()
    assert not dialog.isVisible()
    assert dialog.pin == "258003"


def test_a_two_person_act_asks_for_reason_person_and_pin_in_turn(qtbot: QtBot) -> None:
    observer = an_observer()
    dialog = WitnessDialog("重新打开", "须两人在场。", [observer, an_expert(1, Role.PANEL_CHAIR)])
    qtbot.addWidget(dialog)
    assert dialog.fault() == "请写明理由。"
    dialog._reason.setPlainText("漏看一份材料")
    assert dialog.fault() == "请第二人输入自己的 PIN。"
    qtbot.keyClicks(dialog._field, "654321")
    assert dialog.fault() == ""
    assert (dialog.witness.person, dialog.witness.pin) == (observer.id, "654321")
    assert "654321" not in repr(dialog.witness)


def test_without_anybody_to_witness_the_dialog_says_what_to_do(qtbot: QtBot) -> None:
    dialog = WitnessDialog("重新打开", "须两人在场。", [], asks_reason=False)
    qtbot.addWidget(dialog)
    assert dialog.fault() == "没有可以作证的第二人，请先登记监督员或组长。"


@pytest.mark.parametrize("answer", [True, False])
def test_a_question_gives_the_answer(qtbot: QtBot, answer: bool) -> None:
    def reply() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        (dialog.confirm_button if answer else dialog.cancel_button).click()

    QTimer.singleShot(0, reply)
    assert confirmed("放弃改动", "改动还没有保存。") is answer


@pytest.mark.parametrize("points", [18, 24])
def test_a_table_of_facts_leaves_room_for_the_sentence_under_it(qtbot: QtBot, points: int) -> None:
    theme.scale(points)
    dialog = Dialog("更换评分标准", width=30)
    qtbot.addWidget(dialog)
    facts = FactTable()
    facts.show_facts([("评分项", "32 个（现行 32 个）")] * 5)
    dialog.add(facts)
    dialog.add(body("更换后，并列处理中按指标比较的步骤可能需要重新选择，请到评审规则核对。"))
    dialog.show()
    QApplication.processEvents()
    assert dialog._scroll.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("points", [18, 24, 30])
@pytest.mark.parametrize("letters", range(20, 34))
def test_no_length_of_a_sentence_makes_a_scroll_bar_that_keeps_itself(
    qtbot: QtBot, points: int, letters: int
) -> None:
    theme.scale(points)
    dialog = Dialog("PIN 已发放")
    qtbot.addWidget(dialog)
    dialog.add(body("请" * letters))
    dialog.add(FactTable())
    dialog.show()
    QApplication.processEvents()
    assert dialog._scroll.verticalScrollBar().maximum() == 0
