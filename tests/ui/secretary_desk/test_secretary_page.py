"""The secretary's desk, told by what is seen on it and what becomes of a click."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.score_sheet import SheetStatus
from meihao_desktop.exchange.file_signature import SUFFIX
from meihao_desktop.operations import begin_round
from meihao_desktop.operations.change import Change
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.print_documents import Paper
from meihao_desktop.ui import late
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.secretary_desk import findings_pane, secretary_page
from meihao_desktop.ui.secretary_desk.finding_detail import FindingDetail
from meihao_desktop.ui.secretary_desk.findings_pane import FindingsPane
from meihao_desktop.ui.secretary_desk.log_pane import LogPane
from meihao_desktop.ui.secretary_desk.matrix_view import MatrixView
from meihao_desktop.ui.secretary_desk.papers_pane import PapersPane
from meihao_desktop.ui.secretary_desk.progress_pane import ProgressPane
from meihao_desktop.ui.secretary_desk.secretary_page import (
    FINDINGS,
    LOG,
    PAPERS,
    PROGRESS,
    TOTALS,
    SecretaryPage,
)
from meihao_desktop.ui.secretary_desk.signature_pane import SignaturePane
from meihao_desktop.ui.secretary_desk.totals_pane import HIDDEN, TotalsPane
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    OBSERVER,
    SECRETARY,
    TIED,
    a_new_round,
    a_round_in,
    convene,
    declare,
    estates,
    receive,
    score,
    score_all,
    sit,
)


@pytest.fixture
def page_of(qtbot: QtBot, opened: list[Context], services: Services) -> Callable:
    def make(context: Context) -> SecretaryPage:
        opened.append(context)
        announcer = Announcer()
        page = SecretaryPage(context, announcer, services)
        announcer.changed.connect(page.refresh)
        qtbot.addWidget(page)
        page.resize(1366, 640)
        page.show()
        return page

    return make


@pytest.fixture
def agreed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every question is answered with yes; what was asked is kept."""
    asked: list[str] = []

    def yes(heading: str, sentence: str, *_rest: object, **_more: object) -> bool:
        asked.append(f"{heading}：{sentence}")
        return True

    monkeypatch.setattr(secretary_page, "confirmed", yes)
    monkeypatch.setattr(findings_pane, "confirmed", yes)
    return asked


def begun_scoring(folder: Path) -> Context:
    context = a_new_round(folder)
    convene(context)
    begin_round.advance(context)
    receive(context)
    begin_round.advance(context)
    declare(context)
    sit(context, SECRETARY)
    begin_round.advance(context)
    return context


def a_tied_round(folder: Path) -> Context:
    context = begun_scoring(folder)
    score_all(context, TIED)
    sit(context, SECRETARY)
    begin_round.advance(context)
    return context


def words(pane: object) -> str:
    labels = (label for label in pane.findChildren(QLabel) if label.isVisibleTo(pane))  # type: ignore[attr-defined]
    return "\n".join(label.text() for label in labels)


def button(pane: object, text: str) -> QPushButton:
    return next(b for b in pane.findChildren(QPushButton) if b.text().startswith(text))  # type: ignore[attr-defined]


def squares(pane: object) -> list[list[str]]:
    matrix = pane.findChild(MatrixView).matrix_model.matrix  # type: ignore[attr-defined]
    return [[cell.text for cell in row] for row in matrix.cells]


def settle_first_decision(detail: FindingDetail, reason: str) -> None:
    detail.findChild(QPlainTextEdit).setPlainText(reason)
    button(detail, "确认处理意见").click()


def a_tie(page: SecretaryPage) -> FindingDetail:
    pane = page.findChild(FindingsPane)
    key = next(r.finding.key for r in pane._desk.findings if r.finding.code == "tie")
    page.show_target(key)
    return page.findChild(FindingDetail)


def test_it_says_who_is_missing_and_of_what(page_of: Callable, tmp_path: Path) -> None:
    context = begun_scoring(tmp_path / "round")
    sit(context, EXPERTS[1])
    score(context, estates(context)[0], 50)
    sit(context, SECRETARY)
    pane = page_of(context).findChild(ProgressPane)
    assert squares(pane)[0] == ["未评", "草稿", "未评"]
    assert "应交 9 份，已交 0 份" in words(pane)
    assert "专家02 3 份（朗悦花园、长城二花园、凯旋会花园）" in words(pane)
    assert pane.findChild(MatrixView).matrix_model.matrix.columns[1] == "专家02\n0/3 份"


def test_all_in_is_said_too(page_of: Callable, tmp_path: Path) -> None:
    pane = page_of(a_round_in(Phase.COLLATING, tmp_path / "round")).findChild(ProgressPane)
    assert "应交 9 份，已交 9 份，已登记签字 0 份。全部交齐。" in words(pane)


def test_one_sheet_is_registered_as_signed(
    page_of: Callable, agreed: list[str], tmp_path: Path
) -> None:
    context = a_round_in(Phase.COLLATING, tmp_path / "round")
    pane = page_of(context).findChild(ProgressPane)
    pane.findChild(MatrixView).choose(1, 2)
    button(pane, "登记签字").click()
    assert squares(pane)[1] == ["已提交", "已提交", "已签字"]
    assert "专家03的 1 份评分表" in agreed[0]
    assert not button(pane, "登记签字").isEnabled()
    sheet = context.store.score_sheets.get(EXPERTS[2], estates(context)[1])
    assert sheet is not None
    assert sheet.status is SheetStatus.SIGNED


def test_all_sheets_of_an_expert_are_registered_at_once(
    page_of: Callable, agreed: list[str], tmp_path: Path
) -> None:
    pane = page_of(a_round_in(Phase.COLLATING, tmp_path / "round")).findChild(ProgressPane)
    pane.findChild(MatrixView).choose(0, 1)
    button(pane, "登记该专家全部签字").click()
    assert [row[1] for row in squares(pane)] == ["已签字"] * 3
    assert "专家02的 3 份评分表" in agreed[0]
    assert not button(pane, "登记该专家全部签字").isEnabled()


def test_a_paper_to_be_signed_leads_to_its_first_open_signature(
    page_of: Callable, tmp_path: Path
) -> None:
    page = page_of(a_round_in(Phase.FINAL, tmp_path / "round"))
    page.show_target("signatures/RANKING")
    pane = page.findChild(SignaturePane)
    assert pane.isVisible()
    assert pane._table.current.paper == "RANKING"
    assert pane._table.current.signer == CHAIR


def test_nothing_is_signed_without_a_yes(
    page_of: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(secretary_page, "confirmed", lambda *_a, **_k: False)
    pane = page_of(a_round_in(Phase.COLLATING, tmp_path / "round")).findChild(ProgressPane)
    button(pane, "登记签字").click()
    assert squares(pane)[0][0] == "已提交"


def test_chair_and_observer_open_a_sheet_again(
    page_of: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen: list[list[PersonId]] = []

    def accepted(dialog: secretary_page.WitnessDialog) -> bool:
        seen.append([dialog._who.itemData(at) for at in range(dialog._who.count())])
        monkeypatch.setattr(type(dialog), "reason", "抄错一项")
        second = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
        monkeypatch.setattr(type(dialog), "witness", second)
        dialog.deleteLater()
        return True

    monkeypatch.setattr(secretary_page, "is_accepted", accepted)
    context = a_round_in(Phase.COLLATING, tmp_path / "round")
    sit(context, CHAIR)
    pane = page_of(context).findChild(ProgressPane)
    button(pane, "重新打开").click()
    assert seen == [[OBSERVER]]
    assert squares(pane)[0][0] == "草稿"
    assert "第 2 次评分" in words(pane)


def test_the_secretary_cannot_open_a_sheet_again(page_of: Callable, tmp_path: Path) -> None:
    pane = page_of(a_round_in(Phase.COLLATING, tmp_path / "round")).findChild(ProgressPane)
    assert not button(pane, "重新打开").isVisible()
    assert button(pane, "登记签字").isVisible()


def test_nobodys_points_are_shown_while_scoring(page_of: Callable, tmp_path: Path) -> None:
    page = page_of(a_round_in(Phase.SCORING, tmp_path / "round"))
    page.show_tab(TOTALS)
    pane = page.findChild(TotalsPane)
    assert HIDDEN in words(pane)
    assert squares(pane) == []


def test_the_totals_stand_beside_their_mean(page_of: Callable, tmp_path: Path) -> None:
    page = page_of(a_round_in(Phase.COLLATING, tmp_path / "round"))
    page.show_tab(TOTALS)
    pane = page.findChild(TotalsPane)
    assert squares(pane) == [
        ["89.67", "3", "90", "89", "90"],
        ["85.00", "3", "85", "84", "86"],
        ["75.00", "3", "75", "76", "74"],
    ]
    assert "取全部有效专家的算术平均值" in words(pane)


def test_a_tie_asks_the_secretary_to_call_the_chair(page_of: Callable, tmp_path: Path) -> None:
    detail = a_tie(page_of(a_tied_round(tmp_path / "round")))
    assert "并列跨第 1 名" in words(detail)
    choices = detail.findChildren(QRadioButton)
    assert [choice.isEnabled() for choice in choices] == [False, False, False]
    assert all(choice.text().endswith("（组长）") for choice in choices)


def test_the_chair_settles_the_tie_by_a_vote(page_of: Callable, tmp_path: Path) -> None:
    context = a_tied_round(tmp_path / "round")
    sit(context, CHAIR)
    page = page_of(context)
    detail = a_tie(page)
    next(
        b for b in detail.findChildren(QPushButton) if b.toolTip() == "往前移" and b.isEnabled()
    ).click()
    settle_first_decision(detail, "表决 2 比 1")
    (settlement,) = context.dossier().settlements.values()
    assert settlement.order == estates(context)[1::-1]
    assert "经评审小组表决确定先后。理由：表决 2 比 1。" in words(detail)
    assert "先后：长城二花园、朗悦花园。" in words(detail)
    assert "专家01，2025-09-10" in words(detail)


def test_no_settlement_without_a_reason(page_of: Callable, tmp_path: Path) -> None:
    context = a_tied_round(tmp_path / "round")
    sit(context, CHAIR)
    detail = a_tie(page_of(context))
    settle_first_decision(detail, "  ")
    assert "请写明理由" in words(detail)
    assert context.dossier().settlements == {}


def test_a_settled_finding_leaves_the_filter_of_the_open_ones(
    page_of: Callable, tmp_path: Path
) -> None:
    context = a_tied_round(tmp_path / "round")
    sit(context, CHAIR)
    page = page_of(context)
    pane = page.findChild(FindingsPane)
    assert "tie" in open_codes(pane)
    settle_first_decision(a_tie(page), "并列表决")
    assert "tie" not in open_codes(pane)
    assert pane.filter_counts["未处理"] == len(open_codes(pane))
    assert button(pane, "未处理").text() == f"未处理 {pane.filter_counts['未处理']}"


def open_codes(pane: FindingsPane) -> list[str]:
    return [row.finding.code for row in pane._desk.findings if not row.is_settled]


def test_going_to_a_finding_drops_a_filter_that_hides_it(page_of: Callable, tmp_path: Path) -> None:
    context = a_tied_round(tmp_path / "round")
    sit(context, CHAIR)
    page = page_of(context)
    pane = page.findChild(FindingsPane)
    settle_first_decision(a_tie(page), "并列表决")
    key = next(r.finding.key for r in pane._desk.findings if r.finding.code == "tie")
    pane.show_filter("未处理")
    page.show_target(key)
    assert page.findChild(FindingDetail).row.finding.key == key


def test_a_missing_sheet_can_only_be_mended(page_of: Callable, tmp_path: Path) -> None:
    context = begun_scoring(tmp_path / "round")
    page = page_of(context)
    pane = page.findChild(FindingsPane)
    key = next(r.finding.key for r in pane._desk.findings if r.finding.code == "missing")
    page.show_target(key)
    detail = page.findChild(FindingDetail)
    assert "不能以处理意见代替更正" in words(detail)
    assert not button(detail, "确认处理意见").isVisible()
    button(detail, "看交表情况").click()
    assert page._tabs.currentIndex() == PROGRESS


def test_a_typed_reason_survives_what_others_do(page_of: Callable, tmp_path: Path) -> None:
    context = a_tied_round(tmp_path / "round")
    sit(context, CHAIR)
    page = page_of(context)
    detail = a_tie(page)
    detail.findChild(QPlainTextEdit).setPlainText("写到一半")
    page.refresh(Change.everything())
    assert detail.findChild(QPlainTextEdit).toPlainText() == "写到一半"


def test_leaving_asks_about_a_typed_reason(
    page_of: Callable, agreed: list[str], tmp_path: Path
) -> None:
    context = a_tied_round(tmp_path / "round")
    sit(context, CHAIR)
    page = page_of(context)
    assert page.may_leave()
    assert agreed == []
    a_tie(page).findChild(QPlainTextEdit).setPlainText("写到一半")
    assert page.may_leave()
    assert "处理意见还没有确认" in agreed[0]


def test_the_whole_set_is_saved_into_the_round(
    qtbot: QtBot, page_of: Callable, tmp_path: Path
) -> None:
    page = page_of(a_round_in(Phase.COLLATING, tmp_path / "round"))
    page.show_tab(PAPERS)
    pane = page.findChild(PapersPane)
    wanted = [row for row in pane.rows if row.is_of_set]
    button(pane, "保存整套文书").click()
    qtbot.waitUntil(lambda: f"已保存 {len(wanted)} 份文书到" in words(pane), timeout=30_000)
    saved = {file.name for file in (tmp_path / "round" / "exports").iterdir()}
    papers = {name for name in saved if not name.endswith(SUFFIX)}
    assert len(papers) == len(wanted) == 12
    assert saved - papers == {f"{name}{SUFFIX}" for name in papers}, "each is certified"
    assert all(row.printing is not None for row in pane.rows if row.is_of_set)


def test_a_paper_printed_before_a_change_is_told_as_stale(
    qtbot: QtBot, page_of: Callable, tmp_path: Path
) -> None:
    context = a_tied_round(tmp_path / "round")
    sit(context, CHAIR)
    page = page_of(context)
    page.show_tab(PAPERS)
    pane = page.findChild(PapersPane)
    button(pane, "保存整套文书").click()
    qtbot.waitUntil(lambda: "份文书到" in words(pane), timeout=30_000)
    settle_first_decision(a_tie(page), "表决确定")
    stale = {row.paper for row in pane.rows if row.is_stale}
    assert stale == {Paper.TALLY, Paper.RANKING, Paper.RANKING_WORKBOOK, Paper.ADVICE}
    assert "已经过期，请重新打印" in words(pane)


def test_one_paper_is_previewed(
    page_of: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[Paper, str]] = []
    preview = late.load("meihao_desktop.ui.preview.preview_dialog")
    monkeypatch.setattr(
        preview,
        "show_paper",
        lambda _c, _a, paper, *, subject, **_m: asked.append((paper, subject)),
    )
    page = page_of(a_round_in(Phase.COLLATING, tmp_path / "round"))
    pane = page.findChild(PapersPane)
    button(pane, "预览和打印").click()
    assert asked == [(pane.rows[0].paper, pane.rows[0].subject)]


def test_the_log_is_verified_when_it_is_looked_at(page_of: Callable, tmp_path: Path) -> None:
    context = a_round_in(Phase.COLLATING, tmp_path / "round")
    page = page_of(context)
    pane = page.findChild(LogPane)
    assert "记录完整" not in words(pane)
    page.show_tab(LOG)
    count, head = context.store.audit_log.head()
    assert f"{count} 条记录" in words(pane)
    assert "记录完整，现有数据与记录一致" in words(pane)
    assert head.upper() in words(pane).replace(" ", "")


def test_out_of_view_nothing_is_read(page_of: Callable, tmp_path: Path) -> None:
    context = a_round_in(Phase.COLLATING, tmp_path / "round")
    page = page_of(context)
    page.hide()
    sit(context, EXPERTS[1])
    page.refresh(Change.everything())
    sit(context, SECRETARY)
    page.show()
    assert "全部交齐" in words(page.findChild(ProgressPane))


def test_the_five_parts_have_keys(page_of: Callable, tmp_path: Path) -> None:
    page = page_of(a_round_in(Phase.SEALED, tmp_path / "round"))
    page.show_tab(FINDINGS)
    assert page._tabs.currentIndex() == FINDINGS
    assert "Ctrl+1" in page.keys()[0][0]
