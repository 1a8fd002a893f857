"""The ranking desk as secretary and chair see it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui import late, theme
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.ranking_desk.places_table import COMPANY, COUNTY, PlacesTable
from meihao_desktop.ui.ranking_desk.ranking_page import CLOSED, RankingPage
from meihao_desktop.ui.ranking_desk.reasons_pane import ReasonsPane
from tests.support.rounds import (
    OBSERVER,
    TIED,
    a_new_round,
    a_round_in,
    convene,
    declare,
    estates,
    receive,
    score_all,
    sit,
)


@pytest.fixture
def page_of(qtbot: QtBot, opened: list[Context], services: Services) -> Callable:
    def make(context: Context) -> RankingPage:
        opened.append(context)
        page = RankingPage(context, Announcer(), services)
        qtbot.addWidget(page)
        page.resize(1366, 640)
        page.show()
        return page

    return make


def a_tied_round(folder: Path) -> Context:
    """Two estates share the figure across the line of one nomination."""
    context = a_new_round(folder)
    convene(context)
    begin_round.advance(context)
    receive(context)
    for _ in range(2):
        begin_round.advance(context)
    declare(context)
    score_all(context, TIED)
    sit(context, begin_round.SECRETARY_ID)
    begin_round.advance(context)
    return context


def texts(page: RankingPage) -> str:
    labels = (label for label in page.findChildren(QLabel) if label.isVisibleTo(page))
    return "\n".join(label.text() for label in labels)


def button(page: RankingPage, words: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text() == words)


def test_nothing_is_shown_before_collating(page_of: Callable, tmp_path: Path) -> None:
    page = page_of(a_round_in(Phase.SCORING, tmp_path / "round"))
    assert CLOSED in texts(page)
    assert not button(page, "打印排名表").isVisible()


def test_places_stand_best_first_with_their_words(page_of: Callable, tmp_path: Path) -> None:
    page = page_of(a_round_in(Phase.COLLATING, tmp_path / "round"))
    rows = page.findChild(PlacesTable).rows
    assert [(row.place_text, row.estate.name, row.mark.value) for row in rows] == [
        ("1", "朗悦花园", "推荐上报"), ("2", "长城二花园", "拟公示"), ("3", "凯旋会花园", "递补"),
    ]  # fmt: skip
    assert "定稿之前名次仍可能变化" in texts(page)


def test_a_final_ranking_has_no_draft_banner(page_of: Callable, tmp_path: Path) -> None:
    page = page_of(a_round_in(Phase.FINAL, tmp_path / "round"))
    assert "草稿" not in texts(page)
    assert "校验码" in texts(page)


def test_the_rules_are_drawn_below_their_rows(page_of: Callable, tmp_path: Path) -> None:
    table = page_of(a_round_in(Phase.COLLATING, tmp_path / "round")).findChild(PlacesTable)
    (first, nomination), (second, shortlist) = table.rule_lines
    assert first == table.rowViewportPosition(1)
    assert second == table.rowViewportPosition(2)
    assert (nomination.is_nomination, shortlist.is_nomination) == (True, False)


def test_a_tie_is_told_and_leads_to_where_it_is_settled(
    page_of: Callable, told: list[tuple[str, str]], tmp_path: Path
) -> None:
    page = page_of(a_tied_round(tmp_path / "round"))
    assert "朗悦花园、长城二花园得分相同，并列跨第 1 名" in texts(page)
    button(page, "去处理").click()
    ((desk, target),) = told
    assert desk == "secretary"
    assert target.startswith("tie:")


def test_the_explanation_follows_the_cursor(page_of: Callable, tmp_path: Path) -> None:
    page = page_of(a_round_in(Phase.COLLATING, tmp_path / "round"))
    reasons = page.findChild(ReasonsPane)
    page.show_target(estates(page._context)[2])
    told = "\n".join(label.text() for label in reasons.findChildren(QLabel))
    assert "凯旋会花园" in told
    assert "第 3 名" in told
    assert "有效专家 3 人" in told


def test_the_key_of_a_tie_brings_its_first_estate_into_view(
    page_of: Callable, tmp_path: Path
) -> None:
    context = a_tied_round(tmp_path / "round")
    page = page_of(context)
    page.show_target(estates(context)[2])
    key = next(r.finding.key for r in page._desk.findings if r.finding.code == "tie")
    page.show_target(key)
    assert page.findChild(PlacesTable).current.estate.name == "朗悦花园"


def test_wide_and_high_shows_all_three_panes_at_once(page_of: Callable, tmp_path: Path) -> None:
    page = page_of(a_round_in(Phase.COLLATING, tmp_path / "round"))
    table, reasons = page.findChild(PlacesTable), page.findChild(ReasonsPane)
    assert table.isVisible()
    assert not reasons.isVisible()
    page.resize(1920, 960)
    assert table.isVisible()
    assert reasons.isVisible()
    page.resize(1366, 640)
    assert not reasons.isVisible()


def test_narrow_tables_leave_out_company_and_county_but_never_the_result(
    page_of: Callable, tmp_path: Path
) -> None:
    page = page_of(a_round_in(Phase.COLLATING, tmp_path / "round"))
    table = page.findChild(PlacesTable)
    assert not table.isColumnHidden(COMPANY)
    theme.scale(30)
    shown = [at for at in range(table.model().columnCount()) if not table.isColumnHidden(at)]
    hidden = (table.isColumnHidden(COMPANY), table.isColumnHidden(COUNTY))
    theme.scale(18)
    assert hidden == (True, True)
    assert shown == [0, 1, 4, 5, 6]


def test_the_papers_are_asked_for_by_name(
    page_of: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Paper] = []
    preview = late.load("meihao_desktop.ui.preview.preview_dialog")
    monkeypatch.setattr(preview, "show_paper", lambda _c, _a, paper, **_more: asked.append(paper))
    page = page_of(a_round_in(Phase.COLLATING, tmp_path / "round"))
    for words in ("打印排名表", "得分汇总表", "导出电子表格"):
        button(page, words).click()
    assert asked == [Paper.RANKING, Paper.TALLY, Paper.RANKING_WORKBOOK]


def test_an_observer_sees_the_ranking_and_prints_nothing(page_of: Callable, tmp_path: Path) -> None:
    context = a_round_in(Phase.COLLATING, tmp_path / "round")
    sit(context, OBSERVER)
    page = page_of(context)
    assert len(page.findChild(PlacesTable).rows) == 3
    assert not button(page, "打印排名表").isVisible()


def test_out_of_view_it_is_read_again_only_when_it_comes_back(
    page_of: Callable, tmp_path: Path
) -> None:
    context = a_round_in(Phase.COLLATING, tmp_path / "round")
    page = page_of(context)
    page.hide()
    settings = context.store.settings
    round_now = settings.review_round()
    with context.transaction("test"):
        rules = replace(round_now.rules, shortlist_size=3)
        settings.save_round(replace(round_now, rules=rules))
    page.refresh(Change.everything())
    assert page.findChild(PlacesTable).rows[2].mark.value == "递补"
    page.show()
    assert page.findChild(PlacesTable).rows[2].mark.value == "拟公示"
