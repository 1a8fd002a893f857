"""Every workflow of a settlement, driven in the windows by whoever must act."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from PySide6.QtWidgets import QRadioButton as Radio
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.finding import Decision, FindingKey
from meihao_desktop.domain.hearing import Answer, HearingStep, Voice
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import CellState
from meihao_desktop.operations import begin_round, collate_sheets, settle_outlier
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.phase_dialog import PhaseDialog
from meihao_desktop.ui.scoring_desk.notice_bar import NoticeBar
from meihao_desktop.ui.scoring_desk.scoring_page import ScoringPage
from meihao_desktop.ui.secretary_desk.finding_detail import FindingDetail
from meihao_desktop.ui.secretary_desk.papers_pane import PapersPane
from meihao_desktop.ui.secretary_desk.secretary_page import SecretaryPage
from meihao_desktop.ui.secretary_desk.settlement_form import SettlementForm
from meihao_desktop.ui.widgets.dialog import Dialog
from meihao_desktop.ui.widgets.pin_field import PinField
from meihao_desktop.ui.widgets.wheel_proof import NumberBox
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    OBSERVER,
    SECRETARY,
    TIED,
    a_plan,
    a_round_in,
    estates,
    score_all,
    sit,
)

CONCERNED = EXPERTS[2]
FAR_OFF = (
    ((55, 35), (50, 35), (45, 30)),
    ((54, 35), (50, 34), (45, 31)),
    ((32, 34), (51, 35), (44, 30)),
)
Fill = Callable[[Any], None]


@pytest.fixture
def desk_of(qtbot: QtBot, services: Services) -> Callable[[Context, PersonId], Any]:
    """The page of whoever sits down: the scoring desk for experts, else the secretary's."""

    def sit_down(context: Context, person: PersonId) -> Any:  # noqa: ANN401 - either page
        sit(context, person)
        announcer = Announcer()
        kind = ScoringPage if person in EXPERTS[1:] else SecretaryPage
        page = kind(context, announcer, services)
        announcer.changed.connect(page.refresh)
        qtbot.addWidget(page)
        page.resize(1366, 640)
        page.show()
        return page

    return sit_down


@pytest.fixture
def context(tmp_path: Path, opened: list[Context]) -> Context:
    return collating(tmp_path, opened, FAR_OFF)


@pytest.fixture
def tied(tmp_path: Path, opened: list[Context]) -> Context:
    return collating(tmp_path, opened, TIED)


def collating(
    folder: Path, opened: list[Context], table: tuple[tuple[tuple[int, ...], ...], ...]
) -> Context:
    plan = a_plan(outlier_needs_hearing=True)
    context = a_round_in(Phase.SEALED, folder / "round", plan)
    opened.append(context)
    begin_round.advance(context)
    score_all(context, table)
    sit(context, SECRETARY)
    begin_round.advance(context)
    return context


def key_of(context: Context, code: str) -> FindingKey:
    sit(context, SECRETARY)
    rows = collate_sheets.secretary_desk(context).findings
    return next(r.finding.key for r in rows if r.finding.code == code and r.is_blocking)


def press(part: Any, words: str) -> None:  # noqa: ANN401 - any widget
    found = [
        b
        for b in part.findChildren(QPushButton)
        if b.text().startswith(words) and b.isVisibleTo(part) and b.isEnabled()
    ]
    assert found, words
    found[0].click()


def choose(part: Any, words: str) -> None:  # noqa: ANN401 - any widget
    next(b for b in part.findChildren(Radio) if words in b.text()).setChecked(True)


def seen(part: Any) -> str:  # noqa: ANN401 - any widget
    return "\n".join(x.text() for x in part.findChildren(QLabel) if x.isVisibleTo(part))


def in_dialog(*steps: Fill) -> list[str]:
    """Each step fills in and confirms one dialog; what the dialogs said is kept."""
    told: list[str] = []

    def take(at: int) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        if at + 1 < len(steps):
            QTimer.singleShot(0, lambda: take(at + 1))
        steps[at](dialog)
        told.append(seen(dialog))
        dialog.try_accept()

    QTimer.singleShot(0, lambda: take(0))
    return told


def answering(choice: str, words: str) -> Fill:
    def fill(dialog: Dialog) -> None:
        dialog.try_accept()
        assert "请选择修改评分，或坚持原评分。" in seen(dialog)
        choose(dialog, choice)
        dialog.try_accept()
        assert "请写明理由，或书面说明。" in seen(dialog)
        dialog.findChild(QPlainTextEdit).setPlainText(words)

    return fill


def give_pin(person: PersonId) -> Fill:
    return lambda dialog: dialog.findChild(PinField).setText(open_pin(person))


def test_a_far_off_score_goes_from_notice_to_replacement(
    context: Context, desk_of: Callable[[Context, PersonId], Any]
) -> None:
    key = key_of(context, "outlier")
    page = desk_of(context, SECRETARY)
    page.show_target(key)
    detail = page.findChild(FindingDetail)
    assert "通知只给本人看" in seen(detail)
    assert not detail.findChild(SettlementForm).isVisibleTo(detail)
    press(detail, "通知专家")
    assert "请本人登录评分台答复" in seen(detail)

    desk = desk_of(context, CONCERNED)
    bar = desk.findChild(NoticeBar)
    assert "1 份异常评分通知待答复：朗悦花园" in bar.sentence
    told = in_dialog(answering("坚持原评分", "已对照材料，坚持。"))
    press(bar, "查看并答复")
    assert "总分 66，其他专家均值 89.50" in told[0]
    assert not [name for name in ("专家01", "专家02") if name in told[0]]
    assert "等待评审小组表决" in bar.sentence

    page = desk_of(context, SECRETARY)
    page.show_target(key)
    detail = page.findChild(FindingDetail)

    def call(dialog: Dialog) -> None:
        radios = [b for b in dialog.findChildren(Radio) if b.text() == Voice.ABNORMAL.value]
        assert [b.accessibleName() for b in radios] == ["专家01：仍属异常", "专家02：仍属异常"]
        radios[0].setChecked(True)
        dialog.try_accept()
        assert "还有 1 位专家没有登记。" in seen(dialog)
        radios[1].setChecked(True)

    in_dialog(call)
    press(detail, "登记表决")
    assert "过半数认为异常（2/2）" in seen(detail)
    (only,) = [b for b in detail.findChildren(Radio) if b.isVisibleTo(detail)]
    assert (only.text(), only.isEnabled()) == ("以其他专家的均值替换（组长）", False)

    page = desk_of(context, CHAIR)
    page.show_target(key)
    detail = page.findChild(FindingDetail)
    detail.findChild(QPlainTextEdit).setPlainText("说明不成立")
    press(detail, "确认处理意见")
    assert "以其他专家的均值替换。理由：说明不成立。" in seen(detail)
    cell = collate_sheets.secretary_desk(context).cells[CONCERNED, estates(context)[0]]
    assert cell.state is CellState.REPLACED
    papers = [row.paper for row in page.findChild(PapersPane).rows]
    assert {Paper.EXPLANATION, Paper.SETTLEMENTS} <= set(papers)


def test_an_expert_who_revises_gets_the_sheet_back_from_two_people(
    context: Context, desk_of: Callable[[Context, PersonId], Any]
) -> None:
    key = key_of(context, "outlier")
    settle_outlier.notify(context, [key])
    desk = desk_of(context, CONCERNED)
    in_dialog(answering("申请修改", "1.1 少录了一位"))
    press(desk.findChild(NoticeBar), "查看并答复")
    assert "等待组长和监督员确认" in desk.findChild(NoticeBar).sentence

    page = desk_of(context, OBSERVER)
    page.show_target(key)
    in_dialog(give_pin(CHAIR))
    press(page.findChild(FindingDetail), "两人确认，重新打开")
    assert context.store.hearings.all()[key].step is HearingStep.REVISED

    desk = desk_of(context, CONCERNED)
    assert not desk.findChild(NoticeBar).isVisibleTo(desk)
    desk.show_estate(estates(context)[0])
    assert "1.1 少录了一位" in desk.room.banner.sentence.text()
    assert not desk.room.rubric.rows.current.field.isReadOnly()


def test_a_sheet_is_reopened_with_a_reason_by_two_people(
    context: Context, desk_of: Callable[[Context, PersonId], Any]
) -> None:
    first = estates(context)[0]
    page = desk_of(context, OBSERVER)
    page.show_target(f"{CONCERNED}/{first}")

    def fill(dialog: Dialog) -> None:
        give_pin(CHAIR)(dialog)
        dialog.try_accept()
        assert "请写明理由。" in seen(dialog)
        dialog.findChild(QPlainTextEdit).setPlainText("1.1 笔误")

    in_dialog(fill)
    press(page, "重新打开")
    sheet = context.store.score_sheets.get(CONCERNED, first)
    assert sheet is not None
    assert (sheet.revision, sheet.reopen_reason) == (2, "1.1 笔误")


def test_several_experts_are_told_with_one_click(
    context: Context, desk_of: Callable[[Context, PersonId], Any]
) -> None:
    page = desk_of(context, SECRETARY)
    page.show_target(key_of(context, "outlier"))
    sit(context, SECRETARY)
    press(page, "通知全部专家（2）")
    steps = [
        row.step for row in collate_sheets.secretary_desk(context).findings if row.needs_hearing
    ]
    assert steps.count(HearingStep.ANSWER) == 2
    assert HearingStep.NOTICE not in steps


def test_the_chairs_own_score_is_for_the_secretary(
    tmp_path: Path, opened: list[Context], desk_of: Callable[[Context, PersonId], Any]
) -> None:
    context = collating(tmp_path, opened, (FAR_OFF[2], FAR_OFF[1], FAR_OFF[0]))
    key = key_of(context, "outlier")
    settle_outlier.notify(context, [key])
    sit(context, CHAIR)
    settle_outlier.answer(context, key, Answer.STAND, "坚持")
    page = desk_of(context, CHAIR)
    page.show_target(key)
    detail = page.findChild(FindingDetail)
    assert "涉及本人的评分，由秘书登录后办理。" in seen(detail)
    assert not [b for b in detail.findChildren(QPushButton) if b.text() == "登记表决…"
                and b.isVisibleTo(detail)]  # fmt: skip


def test_a_tie_is_drawn_in_front_of_the_witness(
    tied: Context, desk_of: Callable[[Context, PersonId], Any]
) -> None:
    key = key_of(tied, "tie")
    page = desk_of(tied, CHAIR)
    page.show_target(key)
    detail = page.findChild(FindingDetail)
    choose(detail, "见证抽签")
    for box in detail.findChildren(NumberBox):
        box.setValue(1)
    detail.findChild(QPlainTextEdit).setPlainText("票数相同")

    def fill(dialog: Dialog) -> None:
        give_pin(OBSERVER)(dialog)
        dialog.try_accept()
        assert "种子至少 4 个字符" in seen(dialog)
        seed = next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == "种子")
        seed.setText("37-08-52")

    told = in_dialog(fill, lambda _dialog: None)
    press(detail, "确认处理意见")
    settlement = tied.store.settlements.all()[key]
    assert (settlement.decision, settlement.witness) == (Decision.DRAWN, "监督员")
    assert "printf '%s' '37-08-52|朗悦花园' | sha256sum" in told[1]
    assert "抽签种子：37-08-52，见证人：监督员。" in seen(detail)


def test_a_tie_is_admitted_as_a_whole_with_an_approval(
    tied: Context, desk_of: Callable[[Context, PersonId], Any]
) -> None:
    key = key_of(tied, "tie")
    page = desk_of(tied, CHAIR)
    page.show_target(key)
    detail = page.findChild(FindingDetail)
    choose(detail, "一并列入")
    detail.findChild(QPlainTextEdit).setPlainText("名额允许")
    press(detail, "确认处理意见")
    assert "请写明批准人或批准文号。" in seen(detail)
    line = next(f for f in detail.findChildren(QLineEdit) if f.accessibleName() == "批准（必填）")
    line.setText("玉建函〔2025〕12号")
    press(detail, "确认处理意见")
    assert "批准：玉建函〔2025〕12号。" in seen(detail)


def test_every_blocker_leads_to_the_finding_it_tells_of(
    context: Context, qtbot: QtBot, desk_of: Callable[[Context, PersonId], Any]
) -> None:
    sit(context, SECRETARY)
    dialog = PhaseDialog(begin_round.overview(context))
    qtbot.addWidget(dialog)
    asked: list[tuple[str, str]] = []
    dialog.desk_asked.connect(lambda desk, target: asked.append((desk, target)))
    go = [b for b in dialog.findChildren(QPushButton) if b.text() == "去处理"]
    for button in go:
        button.click()
    assert len(asked) == len(go) >= 2
    page = desk_of(context, SECRETARY)
    for desk, target in asked:
        assert desk == "secretary"
        page.show_target(target)
        row = page.findChild(FindingDetail).row
        assert row is not None
        assert row.finding.key == target
