"""The pages of advice on the ranking desk: read when looked at, printed by those who may."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import advise
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui import late
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.ranking_desk.advice_tab import AdviceTab
from meihao_desktop.ui.ranking_desk.advice_tabs import MatrixTab, ProfileTab
from meihao_desktop.ui.ranking_desk.ranking_page import RankingPage
from tests.support.rounds import EXPERTS, OBSERVER, a_round_in, estates, sit

NAMES = ("矩阵", "宽严", "区间", "剖面", "一致")


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def page_of(
    qtbot: QtBot, opened: list[Context], services: Services, asked: list[str]
) -> Callable[[Context], RankingPage]:
    def make(context: Context) -> RankingPage:
        opened.append(context)
        page = RankingPage(context, Announcer(), replace(services, show_wall=asked.append))
        qtbot.addWidget(page)
        page.resize(1366, 640)
        page.show()
        return page

    return make


@pytest.fixture
def page(page_of: Callable[[Context], RankingPage], tmp_path: Path) -> RankingPage:
    return page_of(a_round_in(Phase.COLLATING, tmp_path / "round"))


def look_at(page: RankingPage, name: str) -> AdviceTab:
    """Go to the page by its number and let it be made."""
    page._room.show_pane(3 + NAMES.index(name))
    tab = page._tabs[name]
    tab.show_now()
    return tab


def texts(tab: AdviceTab) -> str:
    return "\n".join(label.text() for label in tab.findChildren(QLabel))


def button(page: RankingPage, words: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisible())


def test_nothing_is_worked_out_before_somebody_looks(
    page: RankingPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Context] = []
    real = advise.advice
    monkeypatch.setattr(advise, "advice", lambda context: calls.append(context) or real(context))
    assert calls == []
    for name in NAMES:
        assert look_at(page, name).chart is not None
    assert len(calls) == 1


def test_each_page_shows_the_estates_or_experts_of_the_round(page: RankingPage) -> None:
    assert [r.name for r in look_at(page, "矩阵").chart.values.rows] == [
        "1　朗悦花园", "2　长城二花园", "3　凯旋会花园",
    ]  # fmt: skip
    assert len(look_at(page, "宽严").chart.values.rows) == 3
    assert len(look_at(page, "区间").chart.values.rows) == 3
    agreement = look_at(page, "一致")
    assert "各专家排序" in texts(agreement)
    assert "不改变得分和名次" in texts(agreement)
    assert [row.name for row in agreement.chart.experts.rows] == ["专家01", "专家02", "专家03"]


def test_the_matrix_shows_totals_or_deviations(page: RankingPage) -> None:
    tab = look_at(page, "矩阵")
    assert isinstance(tab, MatrixTab)
    assert tab.chart.values.rows[0].cells[0].text == "90.00"
    tab.way.setCurrentIndex(1)
    tab.show_now()
    assert tab.chart.values.rows[0].cells[0].text == "+0.33"
    assert tab.full_title == "得分矩阵（与该小区均值之差）"


def test_the_profile_follows_the_cursor_of_the_places(page: RankingPage) -> None:
    page.show_target(estates(page._context)[2])
    tab = look_at(page, "剖面")
    assert isinstance(tab, ProfileTab)
    assert tab.estate.currentText() == "3　凯旋会花园"
    page.show_target(estates(page._context)[0])
    assert tab.estate.currentText() == "1　朗悦花园"


def test_what_changes_is_worked_out_anew(page: RankingPage) -> None:
    look_at(page, "区间")
    before = page._read_advice()
    page.refresh(Change.everything())
    assert page._read_advice() is not before
    assert page._read_advice() == before


def test_every_page_names_and_asks_for_the_paper_that_shows_it(
    page: RankingPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers: list[Paper] = []
    preview = late.load("meihao_desktop.ui.preview.preview_dialog")
    monkeypatch.setattr(preview, "show_paper", lambda _c, _a, paper, **_more: papers.append(paper))
    for name in NAMES:
        tab = look_at(page, name)
        (act,) = [b for b in tab.findChildren(QPushButton) if b.text().startswith("打印")]
        act.click()
        assert act.text() == f"打印{papers[-1].label}"
    assert papers == [Paper.TALLY, *[Paper.ADVICE] * 4]


def test_the_picture_of_the_totals_prints_and_leaves_like_the_others(
    qtbot: QtBot, page: RankingPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers: list[Paper] = []
    preview = late.load("meihao_desktop.ui.preview.preview_dialog")
    monkeypatch.setattr(preview, "show_paper", lambda _c, _a, paper, **_more: papers.append(paper))
    page._room.show_pane(2)
    qtbot.waitUntil(lambda: page._chart.chart is not None)
    words = ("打印", "保存图片")
    found = [b for b in page._chart.findChildren(QPushButton) if b.text().startswith(words)]
    assert [b.text() for b in found if not b.isHidden()] == ["保存图片", "打印参考分析"]
    found[1].click()
    assert papers == [Paper.ADVICE]


@pytest.mark.parametrize("name", ["分布", "矩阵", "宽严", "区间", "剖面"])
def test_every_page_leaves_as_png_and_as_svg(qtbot: QtBot, page: RankingPage, name: str) -> None:
    picture = late.load("meihao_desktop.ui.ranking_desk.chart_picture")
    if name == "分布":
        page._room.show_pane(2)
        qtbot.waitUntil(lambda: page._chart.chart is not None)
        chart = page._chart.chart
    else:
        chart = look_at(page, name).chart
    caption = picture.Caption(title=name)
    assert picture.png(chart, caption).startswith(b"\x89PNG")
    assert b"<svg" in picture.svg(chart, caption)


def test_an_observer_looks_and_prints_nothing(page_of: Callable, tmp_path: Path) -> None:
    context = a_round_in(Phase.COLLATING, tmp_path / "round")
    sit(context, OBSERVER)
    page = page_of(context)
    tab = look_at(page, "宽严")
    assert tab.chart is not None
    assert not tab._print.isVisible()


def test_before_collating_there_is_no_advice_to_read(page_of: Callable, tmp_path: Path) -> None:
    page = page_of(a_round_in(Phase.SCORING, tmp_path / "round"))
    assert look_at(page, "矩阵").chart is None
    assert page._read_advice() is None


def test_the_agenda_can_be_shown_before_any_score(
    page_of: Callable, asked: list[str], tmp_path: Path
) -> None:
    page = page_of(a_round_in(Phase.SCORING, tmp_path / "round"))
    button(page, "在大屏上显示会议议程").click()
    assert asked == ["agenda"]


def test_an_expert_is_offered_no_projector(page_of: Callable, tmp_path: Path) -> None:
    context = a_round_in(Phase.SCORING, tmp_path / "round")
    sit(context, EXPERTS[1])
    assert not page_of(context)._agenda.isVisible()


def test_the_menu_of_the_wall_offers_places_and_agenda(page: RankingPage, asked: list[str]) -> None:
    (menu,) = (menu for menu in page.findChildren(QMenu) if menu.actions())
    for action in menu.actions():
        action.trigger()
    assert asked == ["reveal", "agenda"]


def test_saving_says_where_the_picture_is(
    page: RankingPage, told: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    saved = late.load("meihao_desktop.ui.ranking_desk.saved_picture")
    asked_for: list[str] = []
    monkeypatch.setattr(
        saved,
        "save",
        lambda request, *_args, **_more: asked_for.append(request.title) or tmp_path / "图.png",
    )
    look_at(page, "区间")
    button(page, "保存图片").click()
    assert asked_for == ["名次区间"]
    assert told[-1] == ("said", f"图片已保存到 {tmp_path / '图.png'}")
