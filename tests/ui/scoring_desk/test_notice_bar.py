"""The notice of a far-off score on its expert's own desk."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QRadioButton
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.finding import FindingKey, Where
from meihao_desktop.domain.hearing import Answer, Hearing, Voice
from meihao_desktop.operations.settle_outlier import NoticeRow
from meihao_desktop.ui.scoring_desk.answer_dialog import AnswerDialog
from meihao_desktop.ui.scoring_desk.notice_bar import NoticeBar
from tests.support.builders import NOON, estate_id, expert_id

TOLD = Hearing(
    finding=FindingKey("outlier:/C01-E01/P01//:A1"),
    where=Where(estate="C01-E01", expert="P01"),
    sentence="专家01对“朗悦花园”总分 60，其他专家均值 90.00，畸低 33%。",
    notified_by="秘书",
    notified_at=NOON,
)
NOTICE = NoticeRow(hearing=TOLD, estate=estate_id(1), estate_name="朗悦花园", may_answer=True)
STOOD = TOLD.answered(Answer.STAND, "已核对", by=expert_id(1), at=NOON)
VOTED = STOOD.voted([(expert_id(2), Voice.ABNORMAL)], others=frozenset({expert_id(2)}), at=NOON)
ASKED = TOLD.answered(Answer.REVISE, "看错", by=expert_id(1), at=NOON)


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    bar = NoticeBar()
    qtbot.addWidget(bar)
    return bar


def test_without_a_notice_there_is_no_bar(bar: NoticeBar) -> None:
    bar.show_notices([])
    assert not bar.isVisible()
    assert bar.sentence == ""


def test_what_is_to_be_answered_comes_first(bar: NoticeBar, qtbot: QtBot) -> None:
    waiting = replace(NOTICE, hearing=STOOD, estate_name="保利花园", may_answer=False)
    bar.show_notices([waiting, NOTICE])
    assert bar.sentence == "您有 1 份异常评分通知待答复：朗悦花园。通知只有您本人看得到。"
    with qtbot.waitSignal(bar.opened) as opened:
        bar._open()
    assert opened.args == [NOTICE]


@pytest.mark.parametrize(
    ("hearing", "words"),
    [(ASKED, "等待组长和监督员确认"), (STOOD, "等待评审小组表决"), (VOTED, "等待登记决定")],
)
def test_after_the_answer_the_bar_says_what_is_awaited(
    bar: NoticeBar, hearing: Hearing, words: str
) -> None:
    bar.show_notices([replace(NOTICE, hearing=hearing, may_answer=False)])
    assert words in bar.sentence


def test_an_answer_needs_a_choice_and_words(qtbot: QtBot) -> None:
    dialog = AnswerDialog(NOTICE)
    qtbot.addWidget(dialog)
    assert dialog.fault() == "请选择修改评分，或坚持原评分。"
    dialog.findChildren(QRadioButton)[0].setChecked(True)
    assert dialog.fault() == "请写明理由，或书面说明。"
    dialog.findChild(QPlainTextEdit).setPlainText(" 看错一位 ")
    assert (dialog.fault(), dialog.choice, dialog.statement) == ("", Answer.REVISE, "看错一位")


def test_an_answer_that_was_voted_on_can_only_be_read(qtbot: QtBot) -> None:
    dialog = AnswerDialog(replace(NOTICE, hearing=VOTED, may_answer=False))
    qtbot.addWidget(dialog)
    assert dialog.statement == "已核对"
    assert dialog.findChild(QPlainTextEdit).isReadOnly()
    assert not any(radio.isEnabled() for radio in dialog.findChildren(QRadioButton))
    assert (dialog.confirm_button.text(), dialog.fault()) == ("知道了", "")
