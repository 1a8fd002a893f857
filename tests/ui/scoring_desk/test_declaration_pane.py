"""The declaration in the window: it stands before the desk until it is whole."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.panel import Background
from meihao_desktop.domain.recusal import Interest, RecusalStatus
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round, convene_panel, declare_interests
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.declaration.declaration_pane import DeclarationPane
from meihao_desktop.ui.declaration.declaration_row import WHO, WHY_NOT
from meihao_desktop.ui.scoring_desk.estates_pane import state_word
from meihao_desktop.ui.scoring_desk.scoring_page import ScoringPage
from tests.support import rounds
from tests.ui.scoring_desk.desks import EXPERT, PIN, Said


@pytest.fixture
def context(tmp_path: Path) -> Context:
    """Scoring has begun, nobody has declared, and the expert lives in the second estate."""
    context = rounds.a_round_in(Phase.RECEIVING, tmp_path / "round")
    rounds.receive(context)
    person = context.person(EXPERT)
    assert person is not None
    home = context.store.submissions.estates()[1].name
    convene_panel.save_person(context, replace(person, background=Background(homes=(home,))))
    begin_round.advance(context)
    begin_round.advance(context)
    rounds.sit(context, EXPERT)
    return context


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> ScoringPage:
    announcer = Announcer()
    page = ScoringPage(context, announcer, Said().services())
    announcer.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1366, 700)
    with qtbot.waitExposed(page):
        page.show()
    return page


def pane_of(page: ScoringPage) -> DeclarationPane:
    assert page.gate.pane is not None
    return page.gate.pane


def words(page: ScoringPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def click(qtbot: QtBot, pane: DeclarationPane) -> None:
    qtbot.mouseClick(pane.button, Qt.MouseButton.LeftButton)


def test_the_form_stands_in_place_of_the_desk_and_asks_first(page: ScoringPage) -> None:
    pane = pane_of(page)
    assert not page.room.isVisible()
    assert [row.line.name for row in pane.rows] == ["长城二花园", "朗悦花园", "凯旋会花园"]
    assert "程序提示（吻合）：登记为该小区的业主或住户" in words(page)
    assert pane.summary.text() == "1 条提示待答复；本人声明与其余 2 个小区无利害关系。"


def test_it_leads_to_what_is_missing_and_keeps_what_was_written(
    qtbot: QtBot, page: ScoringPage
) -> None:
    pane = pane_of(page)
    asked, plain, _ = pane.rows
    click(qtbot, pane)
    assert pane.fault.sentence == "请答复关于“长城二花园”的程序提示。"
    assert asked.refute is not None
    asked.refute.click()
    qtbot.keyClicks(page.focusWidget() or page, "x")
    assert asked.told is not None
    assert asked.told.interest is None
    assert plain.recuse is not None
    plain.recuse.click()
    click(qtbot, pane)
    assert pane.fault.sentence == "请写明“朗悦花园”的具体情形。"
    plain.recuse.click()
    click(qtbot, pane)
    assert pane.fault.sentence == "请输入您的 PIN，确认申报。"
    assert page.gate.pane is pane


def test_each_way_asks_for_its_own_words(page: ScoringPage) -> None:
    asked = pane_of(page).rows[0]
    assert asked.recuse is not None
    assert asked.refute is not None
    asked.recuse.click()
    detail = asked._detail
    assert detail is not None
    assert detail.words_field.placeholderText() == WHO
    assert detail.interest_box.isVisible()
    assert detail.interest is Interest.OWNER_OR_RESIDENT
    asked.refute.click()
    assert detail.words_field.placeholderText() == WHY_NOT
    assert not detail.interest_box.isVisible()


def test_digits_go_to_the_pin_and_to_no_sheet(qtbot: QtBot, page: ScoringPage) -> None:
    pane = pane_of(page)
    page.setFocus()
    qtbot.keyClicks(page, "55")
    pane.pin_field.setFocus()
    qtbot.keyClicks(pane.pin_field, "12")
    assert pane.pin_field.text() == "12"
    assert page.context.store.score_sheets.latest() == ()


def test_a_wrong_pin_leaves_the_form_as_it_was(page: ScoringPage) -> None:
    pane = pane_of(page)
    asked = pane.rows[0]
    assert asked.refute is not None
    asked.refute.click()
    assert asked._detail is not None
    asked._detail.words_field.setPlainText("已出售")
    with pytest.raises(MeihaoError, match="PIN"):
        pane._submit([told for row in pane.rows if (told := row.told)], "0000")
    assert pane_of(page) is pane
    assert asked.told is not None
    assert asked.told.words == "已出售"


def test_the_desk_opens_after_the_form_and_says_what_stays_shut(
    qtbot: QtBot, context: Context, page: ScoringPage
) -> None:
    pane = pane_of(page)
    asked, plain, _ = pane.rows
    assert asked.refute is not None
    assert plain.recuse is not None
    asked.refute.click()
    assert asked._detail is not None
    asked._detail.words_field.setPlainText("已于去年出售")
    plain.recuse.click()
    assert plain._detail is not None
    plain._detail.words_field.setPlainText("配偶在物业服务企业任职")
    qtbot.keyClicks(pane.pin_field, PIN)
    click(qtbot, pane)
    assert page.gate.pane is None
    assert page.room.isVisible()
    table = page.room.estates.table
    assert [state_word(row) for row in table.rows] == ["回避", "待认定", "未评"]
    first, second, third = rounds.estates(context)
    page.show_estate(second)
    assert page.room.closed.heading.text() == "待认定：长城二花园"
    assert "等待组长或监督员认定" in page.room.closed.sentence.text()
    page.show_estate(first)
    assert "配偶在物业服务企业任职" in page.room.closed.sentence.text()
    page.show_estate(third)
    assert page.sheet is not None
    rounds.sit(context, rounds.OBSERVER)
    change = convene_panel.decide_recusal(
        context, EXPERT, second, RecusalStatus.DISMISSED, reason="产权已过户"
    )
    rounds.sit(context, EXPERT)
    page.refresh(change)
    page.show_estate(second)
    assert page.sheet is not None


def test_an_undeclared_expert_before_the_seal_is_told_when(qtbot: QtBot, tmp_path: Path) -> None:
    context = rounds.a_round_in(Phase.RECEIVING, tmp_path / "round")
    rounds.receive(context)
    rounds.sit(context, EXPERT)
    page = ScoringPage(context, Announcer(), Said().services())
    qtbot.addWidget(page)
    assert page.gate.pane is None
    assert "材料封存后，请先作回避申报" in page.room.closed.sentence.text()


def test_a_hint_passed_on_later_asks_again(context: Context, page: ScoringPage) -> None:
    pane = pane_of(page)
    second = rounds.estates(context)[1]
    told = declare_interests.Told(estate=second, words="已出售")
    pane._submit([told], PIN)
    assert page.gate.pane is None
    first = rounds.estates(context)[0]
    person = context.person(EXPERT)
    assert person is not None
    home = context.store.submissions.estates()[0].name
    with context.transaction("test"):
        context.store.panels.save_person(replace(person, background=Background(homes=(home,))))
    rounds.sit(context, EXPERT)
    page.refresh(declare_interests.Change(is_panel=True))
    again = pane_of(page)
    assert "补充申报" in words(page)
    assert again.rows[0].line.estate == first
    again._submit([declare_interests.Told(estate=first, words="同名小区")], open_pin(EXPERT))
    assert page.gate.pane is None
