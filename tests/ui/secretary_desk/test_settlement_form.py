"""The form of a settlement: decisions that fit, a reason that must be there."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.dossier import Dossier
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.finding import Decision
from meihao_desktop.operations.collate_sheets import Verdict
from meihao_desktop.operations.finding_row import FindingRow, row_of
from meihao_desktop.ui.secretary_desk.finding_detail import told
from meihao_desktop.ui.secretary_desk.settlement_form import CHAIR_ONLY, LOT, SettlementForm
from meihao_desktop.ui.secretary_desk.tie_order import TieOrder
from meihao_desktop.ui.widgets.wheel_proof import NumberBox
from tests.support.builders import (
    a_dossier,
    a_rubric,
    a_settlement,
    a_sheet,
    estate_id,
    full_marks,
    sealed,
)

A, B = estate_id(1), estate_id(2)
NAMES = ((A, "朗悦花园"), (B, "长城二花园"))


def a_row(dossier: Dossier, code: str) -> FindingRow:
    return row_of(next(f for f in run_all(dossier) if f.code == code), dossier)


@pytest.fixture
def form(qtbot: QtBot) -> SettlementForm:
    form = SettlementForm()
    qtbot.addWidget(form)
    form.show()
    return form


@pytest.fixture
def verdicts(form: SettlementForm) -> list[Verdict]:
    heard: list[Verdict] = []
    form.confirmed.connect(heard.append)
    return heard


@pytest.fixture
def tie() -> FindingRow:
    return a_row(a_dossier([90, 90, 80], shortlist_size=2, nomination_quota=1, tie_chain=()), "tie")


@pytest.fixture
def outlier() -> FindingRow:
    unheard = a_dossier([[20, 80, 81, 84]], experts=4, outlier_needs_hearing=False)
    return a_row(unheard, "outlier")


def confirm(form: SettlementForm, reason: str) -> None:
    form.findChild(QPlainTextEdit).setPlainText(reason)
    next(b for b in form.findChildren(QPushButton) if b.text() == "确认处理意见").click()


def an_objective_disagreement() -> Dossier:
    """Three experts, one of whom did not find the contract on display."""
    rubric = a_rubric()
    sheets = tuple(
        sealed(a_sheet(expert, points={**full_marks(rubric), "6.1": given}), rubric)
        for expert, given in enumerate((5, 0, 5), start=1)
    )
    return replace(a_dossier([[None] * 3], experts=3, rubric=rubric), sheets=sheets)


def shown(form: SettlementForm) -> list[str]:
    return [label.text() for label in form.findChildren(QLabel) if label.isVisible()]


def field(form: SettlementForm, name: str) -> QLineEdit:
    return next(f for f in form.findChildren(QLineEdit) if f.accessibleName() == name)


def choices(form: SettlementForm) -> list[QAbstractButton]:
    return form.findChild(QButtonGroup).buttons()


def test_an_outlier_is_kept_replaced_or_dismissed(
    form: SettlementForm, outlier: FindingRow, verdicts: list[Verdict]
) -> None:
    form.show_row(outlier, (), may_change_result=True)
    assert [choice.text() for choice in choices(form)] == [
        "已核实，予以保留", "以其他专家的均值替换", "核查不成立",
    ]  # fmt: skip
    choices(form)[1].setChecked(True)
    confirm(form, " 明显笔误 ")
    assert verdicts == [Verdict(decision=Decision.REPLACED, reason="明显笔误")]


def test_what_changes_the_result_is_kept_from_the_secretary(
    form: SettlementForm, outlier: FindingRow, verdicts: list[Verdict]
) -> None:
    form.show_row(outlier, (), may_change_result=False)
    assert [choice.isEnabled() for choice in choices(form)] == [True, False, True]
    assert CHAIR_ONLY in [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    confirm(form, "本人已说明")
    assert verdicts[0].decision is Decision.ACKNOWLEDGED


def test_an_order_goes_with_its_votes(
    form: SettlementForm, tie: FindingRow, verdicts: list[Verdict]
) -> None:
    form.show_row(tie, NAMES, may_change_result=True)
    order = form.findChild(TieOrder)
    for box, votes in zip(order.findChildren(NumberBox), (2, 3), strict=True):
        box.setValue(votes)
    up = [b for b in order.findChildren(QPushButton) if b.toolTip() == "往前移"][1]
    up.click()
    confirm(form, "记名表决")
    (verdict,) = verdicts
    assert verdict.order == (B, A)
    assert verdict.votes == {A: 2, B: 3}


def test_admitting_both_asks_for_no_order(
    form: SettlementForm, tie: FindingRow, verdicts: list[Verdict]
) -> None:
    form.show_row(tie, NAMES, may_change_result=True)
    assert form.findChild(TieOrder).isVisible()
    choices(form)[1].setChecked(True)
    assert not form.findChild(TieOrder).isVisible()
    confirm(form, "名额允许")
    assert verdicts == []
    assert "请写明批准人或批准文号。" in shown(form)
    field(form, "批准（必填）").setText(" 玉建函〔2025〕12号 ")
    confirm(form, "名额允许")
    assert verdicts == [
        Verdict(decision=Decision.BOTH_ADMITTED, reason="名额允许", approval="玉建函〔2025〕12号")
    ]


def test_before_a_lot_there_are_votes_and_no_order(
    form: SettlementForm, tie: FindingRow, verdicts: list[Verdict]
) -> None:
    form.show_row(tie, NAMES, may_change_result=True)
    choices(form)[2].setChecked(True)
    order = form.findChild(TieOrder)
    assert order.isVisible()
    assert not [b for b in order.findChildren(QPushButton) if b.isVisible()]
    assert LOT in shown(form)
    for box in order.findChildren(NumberBox):
        box.setValue(2)
    confirm(form, "两次表决票数相同")
    assert verdicts == [
        Verdict(decision=Decision.DRAWN, reason="两次表决票数相同", votes={A: 2, B: 2})
    ]


def test_objective_points_are_brought_to_a_figure(
    form: SettlementForm, verdicts: list[Verdict]
) -> None:
    form.show_row(a_row(an_objective_disagreement(), "objective"), (), may_change_result=True)
    assert choices(form)[0].text() == "核对佐证后统一"
    agreed = field(form, "统一为（分）")
    for wrong in ("", "约五分"):
        agreed.setText(wrong)
        confirm(form, "备案证明齐全")
        assert "请填写统一后的得分，例如 3 或 2.5。" in shown(form)
    agreed.setText("５。0")
    confirm(form, "备案证明齐全")
    assert verdicts == [
        Verdict(decision=Decision.UNIFIED, reason="备案证明齐全", agreed=Decimal("5.0"))
    ]


def test_another_finding_starts_with_an_empty_reason(
    form: SettlementForm, tie: FindingRow, outlier: FindingRow
) -> None:
    form.show_row(outlier, (), may_change_result=True)
    form.findChild(QPlainTextEdit).setPlainText("写到一半")
    assert form.is_begun
    form.show_row(tie, NAMES, may_change_result=True)
    assert not form.is_begun
    assert len(choices(form)) == 3


def test_a_settlement_is_told_with_order_votes_person_and_moment(tie: FindingRow) -> None:
    settlement = a_settlement(
        tie.finding, Decision.ORDERED, reason="记名表决。", order=(B, A), votes={A: 2, B: 3}
    )
    assert told(settlement, dict(NAMES)).split("\n") == [
        "经评审小组表决确定先后。理由：记名表决。",
        "先后：长城二花园 3 票、朗悦花园 2 票。",
        "专家01，2025-09-10 12:00",
    ]


def test_a_plain_settlement_tells_no_order(outlier: FindingRow) -> None:
    words = told(a_settlement(outlier.finding), {EstateId("C01-E01"): "朗悦花园"})
    assert "先后" not in words
    assert "已核实，予以保留" in words
