"""Settlements driven in the window: agreed figures, limited revisions, chain steps, ways on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton
from PySide6.QtWidgets import QRadioButton as Radio
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.finding import Decision
from meihao_desktop.domain.hearing import Answer
from meihao_desktop.domain.panel import Background, PersonId
from meihao_desktop.domain.recusal import Interest
from meihao_desktop.domain.review_round import Phase, TieStep, TieStepKind
from meihao_desktop.domain.rubric import CriterionKind
from meihao_desktop.operations import (
    begin_round,
    collate_sheets,
    convene_panel,
    hand_over_seat,
    print_documents,
    settle_outlier,
)
from meihao_desktop.operations.begin_round import RoundPlan
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.declaration.declaration_pane import DeclarationPane
from meihao_desktop.ui.main_window import MainWindow
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.panel_desk.panel_page import HINTS, MEMBERS, RECUSALS, PanelPage
from meihao_desktop.ui.phase_dialog import PhaseDialog
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.ranking_desk.ranking_page import RankingPage
from meihao_desktop.ui.scoring_desk.scoring_page import ScoringPage
from meihao_desktop.ui.secretary_desk.finding_detail import FindingDetail
from meihao_desktop.ui.secretary_desk.findings_pane import FindingsPane
from meihao_desktop.ui.secretary_desk.secretary_page import SecretaryPage
from tests.printing.papers_at_hand import seen as words_of
from tests.support.builders import a_criterion, a_rubric, a_section
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    OBSERVER,
    SECRETARY,
    TIED,
    a_new_round,
    a_plan,
    a_round_in,
    convene,
    estates,
    receive,
    score_all,
    sit,
)

Table = tuple[tuple[tuple[int, ...], ...], ...]
MEASURED = a_rubric(
    [
        a_section("1", "小区概况", a_criterion("1.1", 90)),
        a_section("2", "证照", a_criterion("2.1", 10, CriterionKind.PRESENCE)),
    ]
)
DISAGREED: Table = (
    ((80, 10), (75, 10), (70, 10)),
    ((79, 10), (75, 10), (70, 10)),
    ((82, 0), (76, 10), (69, 10)),
)
"""专家03 did not find on the first estate what the others found."""
ONE_ITEM_OFF: Table = (
    ((55, 35), (50, 35), (45, 30)),
    ((54, 35), (50, 34), (45, 31)),
    ((56, 18), (51, 35), (44, 30)),
)
SPREAD: Table = (
    ((50, 35), (55, 35), (45, 30)),
    ((54, 35), (54, 35), (45, 31)),
    ((60, 34), (55, 34), (44, 30)),
)
"""The first two estates share a mean; the experts agree more on the second."""


def press(part: Any, words: str) -> None:  # noqa: ANN401 - any widget
    found = [
        b
        for b in part.findChildren(QPushButton)
        if b.text().startswith(words) and b.isVisibleTo(part) and b.isEnabled()
    ]
    assert found, words
    found[0].click()


def seen(part: Any) -> str:  # noqa: ANN401 - any widget
    return "\n".join(x.text() for x in part.findChildren(QLabel) if x.isVisibleTo(part))


@pytest.fixture
def page_of(qtbot: QtBot, services: Services) -> Callable[..., Any]:
    def sit_down(context: Context, person: PersonId, kind: type = SecretaryPage) -> Any:  # noqa: ANN401
        sit(context, person)
        announcer = Announcer()
        page = kind(context, announcer, services)
        announcer.changed.connect(page.refresh)
        qtbot.addWidget(page)
        page.resize(1366, 640)
        page.show()
        return page

    return sit_down


def collating(folder: Path, opened: list[Context], table: Table, plan: RoundPlan) -> Context:
    context = a_round_in(Phase.SEALED, folder / "round", plan)
    opened.append(context)
    begin_round.advance(context)
    score_all(context, table)
    sit(context, SECRETARY)
    begin_round.advance(context)
    return context


def test_objective_points_that_differ_are_brought_to_one_figure_by_the_chair(
    tmp_path: Path, opened: list[Context], page_of: Callable[..., Any]
) -> None:
    context = collating(
        tmp_path, opened, DISAGREED, a_plan(rubric=MEASURED, outlier_needs_hearing=False)
    )
    first = estates(context)[0]
    page = page_of(context, SECRETARY)
    rows = collate_sheets.secretary_desk(context).findings
    key = next(r.finding.key for r in rows if r.finding.code == "objective")
    page.show_target(key)
    detail = page.findChild(FindingDetail)
    assert "组长" in seen(detail), "the secretary is told whose decision it is"

    page = page_of(context, CHAIR)
    page.show_target(key)
    detail = page.findChild(FindingDetail)
    next(b for b in detail.findChildren(Radio) if "核对佐证后统一" in b.text()).setChecked(True)
    agreed = next(f for f in detail.findChildren(QLineEdit) if f.accessibleName() == "统一为（分）")
    detail.findChild(QPlainTextEdit).setPlainText("备案证明齐全")
    agreed.setText("10")
    press(detail, "确认处理意见")
    settlement = context.store.settlements.all()[key]
    assert (settlement.decision, settlement.agreed) == (Decision.UNIFIED, 10)
    assert not [r for r in collate_sheets.secretary_desk(context).findings if r.is_blocking]
    shown = words_of(print_documents.render(context, Paper.TALLY).data)
    assert "※92" in shown, "专家03's 82 and the agreed 10"
    ranking = page_of(context, SECRETARY, RankingPage)
    ranking.show_target(first)
    told = "".join(label.text() for label in ranking.findChildren(QLabel))
    assert "客观评分项 2.1 按处理意见统一后计入" in told


def test_a_revision_after_a_hearing_leaves_one_row_open_in_the_window(
    tmp_path: Path, opened: list[Context], page_of: Callable[..., Any]
) -> None:
    context = collating(tmp_path, opened, ONE_ITEM_OFF, a_plan(outlier_needs_hearing=True))
    rows = collate_sheets.secretary_desk(context).findings
    key = next(r.finding.key for r in rows if r.finding.code == "outlier_item" and r.is_blocking)
    settle_outlier.notify(context, [key])
    sit(context, EXPERTS[2])
    settle_outlier.answer(context, key, Answer.REVISE, "看错了行")
    sit(context, OBSERVER)
    chair = Witness(person=CHAIR, pin=open_pin(CHAIR))
    settle_outlier.open_for_revision(context, key, witness=chair)
    desk = page_of(context, EXPERTS[2], ScoringPage)
    desk.show_estate(estates(context)[0])
    banner = desk.room.banner.sentence.text()
    assert "看错了行" in banner
    assert "只能修改评分项 2.1，其余已锁定" in banner
    locked, free = (desk.room.rubric.rows.rows[number] for number in ("1.1", "2.1"))
    assert (locked.is_read_only, free.is_read_only) == (True, False)
    desk.show_estate(estates(context)[1])
    desk.show_estate(estates(context)[0])
    assert (locked.is_read_only, free.is_read_only) == (True, False)


@pytest.mark.parametrize(
    ("step", "table", "sentence"),
    [
        (TieStep(kind=TieStepKind.SMALLER_SPREAD), SPREAD, "离散"),
        (TieStep(kind=TieStepKind.SECTION, section="2"), None, "第2部分"),
    ],
)
def test_a_chain_step_decides_a_tie_and_the_window_says_which(
    tmp_path: Path,
    opened: list[Context],
    page_of: Callable[..., Any],
    step: TieStep,
    table: Table | None,
    sentence: str,
) -> None:
    by_section: Table = (
        ((55, 35), (52, 38), (45, 30)),
        ((55, 35), (52, 38), (45, 31)),
        ((55, 35), (52, 38), (44, 30)),
    )
    plan = a_plan(outlier_needs_hearing=False)
    plan = replace(plan, rules=replace(plan.rules, tie_chain=(step,)))
    context = collating(tmp_path, opened, table or by_section, plan)
    second = estates(context)[1]
    desk = collate_sheets.secretary_desk(context)
    assert "tie" not in {row.finding.code for row in desk.findings}
    page = page_of(context, CHAIR, RankingPage)
    page.show_target(second)
    assert sentence in seen(page)
    assert context.dossier().estate_name(second) in seen(page)
    paper = words_of(print_documents.render(context, Paper.RANKING).data)
    assert sentence in paper


def test_a_tie_keeps_the_round_from_signing_until_it_is_settled(
    tmp_path: Path, opened: list[Context], qtbot: QtBot, page_of: Callable[..., Any]
) -> None:
    context = collating(tmp_path, opened, TIED, a_plan(outlier_needs_hearing=False))
    dialog = PhaseDialog(begin_round.overview(context))
    qtbot.addWidget(dialog)
    assert not dialog.confirm_button.isEnabled()
    page = page_of(context, CHAIR)
    rows = collate_sheets.secretary_desk(context).findings
    key = next(r.finding.key for r in rows if r.finding.code == "tie")
    page.show_target(key)
    detail = page.findChild(FindingDetail)
    next(b for b in detail.findChildren(Radio) if "一并列入" in b.text()).setChecked(True)
    detail.findChild(QPlainTextEdit).setPlainText("名额允许")
    approval = next(f for f in detail.findChildren(QLineEdit) if "批准" in f.accessibleName())
    approval.setText("玉建函〔2025〕12号")
    press(detail, "确认处理意见")
    sit(context, SECRETARY)
    after = PhaseDialog(begin_round.overview(context))
    qtbot.addWidget(after)
    assert after.confirm_button.isEnabled()


@pytest.fixture
def window_of(qtbot: QtBot, own_home: Path) -> Callable[[Context, PersonId], MainWindow]:
    def open_one(context: Context, person: PersonId) -> MainWindow:
        sit(context, person)
        window = MainWindow(context, Preferences(own_home))
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        return window

    return open_one


def blockers_of(window: MainWindow) -> dict[str, tuple[str, str]]:
    """What stands in the way: its sentence, and where 去处理 leads."""
    found = begin_round.overview(window._context).blockers
    return {blocker.sentence: (blocker.desk, blocker.target) for blocker in found}


def go(window: MainWindow, words: str) -> PanelPage:
    """Press 去处理 beside the blocker that says this; it must lead to the panel desk."""
    (way,) = (way for sentence, way in blockers_of(window).items() if words in sentence)
    assert way[0] == "panel"
    window.show_desk(*way)
    page = window.page
    assert isinstance(page, PanelPage)
    return page


def test_before_the_chair_is_elected_the_way_leads_to_the_members(
    tmp_path: Path, opened: list[Context], window_of: Callable[..., MainWindow]
) -> None:
    context = a_new_round(tmp_path / "round")
    opened.append(context)
    begin_round.advance(context)
    window = window_of(context, SECRETARY)
    for words in ("还没有推选组长", "评审小组现有专家 0 人"):
        page = go(window, words)
        assert page._tabs.currentIndex() == MEMBERS
    assert any(b.text() == "推选组长" for b in page.findChildren(QPushButton))


def test_an_open_declaration_of_the_secretary_leads_to_the_form(
    tmp_path: Path, opened: list[Context], window_of: Callable[..., MainWindow]
) -> None:
    context = a_new_round(tmp_path / "round")
    opened.append(context)
    convene(context)
    begin_round.advance(context)
    receive(context)
    begin_round.advance(context)
    begin_round.advance(context)
    window = window_of(context, SECRETARY)
    page = go(window, "秘书还没有作回避申报")
    form = page.findChild(DeclarationPane)
    assert form is not None
    assert form.isVisibleTo(page)
    assert len(form.rows) == len(estates(context))


def collated(tmp_path: Path, opened: list[Context]) -> Context:
    """Collating; the second expert has declared, the third owns a home, the chair stands back."""
    context = a_round_in(Phase.COLLATING, tmp_path / "round")
    opened.append(context)
    first, second, third = estates(context)
    sit(context, EXPERTS[1])
    convene_panel.declare(context, first, Interest.KIN, "亲属")
    sit(context, CHAIR)
    convene_panel.declare(context, third, Interest.COACHED, "参与过该小区的创建辅导工作")
    person = context.person(EXPERTS[2])
    assert person is not None
    told = Background(homes=(context.dossier().estate_name(second),))
    with context.transaction("home"):
        context.store.panels.save_person(replace(person, background=told))
    return context


def test_every_finding_of_the_panel_desk_is_reached_from_the_secretarys_desk(
    tmp_path: Path, opened: list[Context], window_of: Callable[..., MainWindow]
) -> None:
    context = collated(tmp_path, opened)
    first, second, third = estates(context)
    expected = {
        ("undecided_recusal", f"{EXPERTS[1]}/{first}"): RECUSALS,
        ("no_deputy", f"{CHAIR}/{third}"): RECUSALS,
        ("unfounded_recusal", f"{EXPERTS[1]}/{first}"): RECUSALS,
        ("interest_hint", f"{EXPERTS[2]}/{second}"): HINTS,
        ("composition", "members"): MEMBERS,
    }
    window = window_of(context, SECRETARY)
    findings = {
        (row.finding.code, row.finding.where.expert): row.finding.key
        for row in collate_sheets.secretary_desk(context).findings
    }
    for (code, target), tab in expected.items():
        who = target.partition("/")[0] if "/" in target else ""
        window.show_desk("secretary", findings[code, who])
        page = window.page
        assert isinstance(page, SecretaryPage)
        pane = page.findChild(FindingsPane)
        press(pane, "去小组台")
        panel = window.page
        assert isinstance(panel, PanelPage), code
        assert panel._tabs.currentIndex() == tab, code
        if tab is RECUSALS:
            row = panel._recusals._table.current
            assert row is not None
            assert f"{row.recusal.expert}/{row.recusal.estate}" == target
        if tab is HINTS:
            row = panel._hints._table.current
            assert row is not None
            assert f"{row.person}/{row.estate}" == target


def test_what_was_vetoed_stands_where_the_panel_desk_is_sent(
    tmp_path: Path, opened: list[Context], window_of: Callable[..., MainWindow]
) -> None:
    context = collated(tmp_path, opened)
    window = window_of(context, SECRETARY)
    window.show_desk("panel", "vetoes")
    page = window.page
    assert isinstance(page, PanelPage)
    assert page._tabs.tabText(page._tabs.currentIndex()).startswith("一票否决")


def test_a_deputy_finds_the_desks_where_they_stand_in(
    tmp_path: Path, opened: list[Context], window_of: Callable[..., MainWindow]
) -> None:
    context = collated(tmp_path, opened)
    third = estates(context)[2]
    assert window_of(context, EXPERTS[2]).desk_names == ("scoring", "settings")
    sit(context, OBSERVER)
    hand_over_seat.appoint_deputy(context, CHAIR, third, EXPERTS[2])
    window = window_of(context, EXPERTS[2])
    assert window.desk_names == ("scoring", "panel", "secretary", "settings")
    window.show_desk("secretary")
    page = window.page
    assert isinstance(page, SecretaryPage)
    names = {estate.name for estate in collate_sheets.secretary_desk(context).estates}
    assert names == {context.dossier().estate_name(third)}
