"""The panel desk: entering members, PINs, decisions on recusals, vetoes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QTableView, QTabWidget
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import Role
from meihao_desktop.domain.recusal import Interest, RecusalStatus
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.veto import veto_of
from meihao_desktop.operations import convene_panel, hold_election, identify_person
from meihao_desktop.operations.context import Context
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.panel_desk import list_acts, member_acts, panel_page, pin_acts, seat_acts
from meihao_desktop.ui.panel_desk.election_dialog import ElectionDialog
from meihao_desktop.ui.panel_desk.panel_page import PanelPage
from meihao_desktop.ui.panel_desk.person_dialog import PersonDialog
from meihao_desktop.ui.panel_desk.pins_dialog import PinsDialog
from meihao_desktop.ui.panel_desk.ruling_dialog import DecisionDialog
from meihao_desktop.ui.panel_desk.veto_dialog import VetoDialog
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, a_round_in, sit

ESTATE = EstateId("C01-E01")


def a_page(qtbot: QtBot, context: Context) -> PanelPage:
    announcer = Announcer()
    page = PanelPage(context, announcer, Services(lambda _d, _t: None, lambda _s: None))
    announcer.setParent(page)
    announcer.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    return page


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list]:
    """Fill in the dialogs that open, and keep them to look at."""
    seen: list = []

    def with_steps(*steps: Callable[..., None]) -> list:
        waiting = iter(steps)

        def accepted(dialog: object) -> bool:
            seen.append(dialog)
            next(waiting, lambda _dialog: None)(dialog)
            return not dialog.fault()

        for module in (panel_page, member_acts, pin_acts, seat_acts, list_acts):
            monkeypatch.setattr(module, "is_accepted", accepted)
        monkeypatch.setattr(member_acts, "confirmed", lambda *_a, **_k: True)
        return seen

    return with_steps


def rounds(tmp_path: Path, phase: Phase) -> Context:
    return a_round_in(phase, tmp_path / "round")


def press(page: PanelPage, text: str) -> None:
    button = next(b for b in page.findChildren(QPushButton) if b.text() == text)
    assert button.isEnabled(), f"{text} is not offered"
    button.click()


def is_offered(page: PanelPage, text: str) -> bool:
    return next(b for b in page.findChildren(QPushButton) if b.text() == text).isEnabled()


def cells(page: PanelPage) -> list[list[str]]:
    view = next(v for v in page.findChildren(QTableView) if v.isVisible())
    model = view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(page: PanelPage, row: int) -> None:
    next(v for v in page.findChildren(QTableView) if v.isVisible()).selectRow(row)


def test_members_are_listed_with_role_and_pin(qtbot: QtBot, tmp_path: Path) -> None:
    context = rounds(tmp_path, Phase.RECEIVING)
    rows = cells(a_page(qtbot, context))
    assert [row[0] for row in rows] == ["秘书", "监督员", "专家01", "专家02", "专家03"]
    assert rows[2][1] == "组长"
    assert [row[2] for row in rows] == ["—", "—", "正式", "正式", "正式"]
    assert {row[3] for row in rows} == {"未到"}
    assert {row[5] for row in rows} == {"已发放"}
    context.store.close()


def test_a_member_is_entered_and_gets_a_pin(
    qtbot: QtBot, tmp_path: Path, answer: Callable[..., list]
) -> None:
    context = rounds(tmp_path, Phase.RECEIVING)
    page = a_page(qtbot, context)

    def fill(dialog: PersonDialog) -> None:
        dialog._name.setText("专家04")
        dialog._unit.setText("市物业行业协会")

    seen = answer(fill)
    press(page, "登记成员")
    assert cells(page)[-1][0] == "专家04"
    assert cells(page)[-1][5] == "未发放"
    press(page, "补发全部 PIN")
    shown = "".join(label.text() for label in seen[-1].findChildren(QLabel))
    assert isinstance(seen[-1], PinsDialog)
    assert "不能再次查看或打印" in shown
    entered = context.store.panels.people()[-1]
    pin = next(text for text in (label.text() for label in seen[-1].findChildren(QLabel))
               if text.replace(" ", "").isdigit())  # fmt: skip
    assert identify_person.log_in(context, entered.id, pin.replace(" ", "")).name == "专家04"
    context.store.close()


def test_a_member_without_a_name_is_not_taken(
    qtbot: QtBot, tmp_path: Path, answer: Callable[..., list]
) -> None:
    context = rounds(tmp_path, Phase.RECEIVING)
    page = a_page(qtbot, context)
    seen = answer()
    press(page, "登记成员")
    assert seen[0].fault() == "请填写姓名。"
    assert len(cells(page)) == 5
    context.store.close()


def test_changing_a_member_keeps_what_was_not_changed(
    qtbot: QtBot, tmp_path: Path, answer: Callable[..., list]
) -> None:
    context = rounds(tmp_path, Phase.RECEIVING)
    page = a_page(qtbot, context)
    answer(lambda dialog: dialog._position.setText("高级工程师"))
    choose(page, 2)
    press(page, "修改")
    person = context.person(CHAIR)
    assert person is not None
    assert (person.title, person.unit) == ("高级工程师", "行业协会")
    assert Role.PANEL_CHAIR in person.roles
    context.store.close()


def test_another_chair_is_elected(
    qtbot: QtBot, tmp_path: Path, answer: Callable[..., list]
) -> None:
    context = rounds(tmp_path, Phase.RECEIVING)
    page = a_page(qtbot, context)

    def vote(dialog: ElectionDialog) -> None:
        dialog._boxes[EXPERTS[1]].setValue(2)
        assert "专家02得 2 票，当选组长" in dialog._told.sentence

    answer(vote)
    press(page, "推选组长")
    assert [row[1] for row in cells(page)][2:4] == ["专家", "组长"]
    (election,) = context.store.panels.elections()
    assert election.elected == EXPERTS[1]
    context.store.close()


def test_without_a_majority_the_dialog_goes_on_to_a_run_off(qtbot: QtBot, tmp_path: Path) -> None:
    context = rounds(tmp_path, Phase.RECEIVING)
    dialog = ElectionDialog(hold_election.election_desk(context))
    qtbot.addWidget(dialog)
    for box in dialog._boxes.values():
        box.setValue(1)
    assert dialog.confirm_button.text() == "进入下一轮"
    dialog.try_accept()
    assert dialog._heading.text() == "第 2 轮"
    assert "第 1 轮：投票 3 人，专家01 1 票，专家02 1 票，专家03 1 票" in dialog._past.text()
    dialog._boxes[EXPERTS[2]].setValue(2)
    assert dialog.confirm_button.text() == "登记结果"
    assert dialog.fault() == ""
    assert [poll.votes.get(EXPERTS[2]) for poll in dialog.polls] == [1, 2]
    context.store.close()


def test_more_votes_than_voters_are_held_open(qtbot: QtBot, tmp_path: Path) -> None:
    context = rounds(tmp_path, Phase.RECEIVING)
    dialog = ElectionDialog(hold_election.election_desk(context))
    qtbot.addWidget(dialog)
    for box in dialog._boxes.values():
        box.setValue(2)
    dialog.try_accept()
    assert dialog.result() == 0
    assert "得票合计 6 票，多于投票人数 3 人" in dialog.fault()
    context.store.close()


def test_a_member_is_removed(qtbot: QtBot, tmp_path: Path, answer: Callable[..., list]) -> None:
    context = rounds(tmp_path, Phase.RECEIVING)
    page = a_page(qtbot, context)
    answer()
    choose(page, 4)
    press(page, "移除")
    assert [row[0] for row in cells(page)] == ["秘书", "监督员", "专家01", "专家02"]
    context.store.close()


def test_after_sealing_members_stay_as_they_are(qtbot: QtBot, tmp_path: Path) -> None:
    context = rounds(tmp_path, Phase.SEALED)
    page = a_page(qtbot, context)
    assert not is_offered(page, "修改")
    assert not is_offered(page, "移除")
    assert any("评审已封存" in label.text() for label in page.findChildren(QLabel))
    context.store.close()


def test_a_fresh_pin_after_sealing_asks_for_a_second_person(
    qtbot: QtBot, tmp_path: Path, answer: Callable[..., list]
) -> None:
    context = rounds(tmp_path, Phase.SEALED)
    page = a_page(qtbot, context)
    seen = answer()
    choose(page, 3)
    press(page, "发放 PIN")
    assert seen[0].fault() == "请第二人输入自己的 PIN。"
    assert len(seen) == 1
    context.store.close()


def test_a_declared_recusal_is_decided_by_the_observer(
    qtbot: QtBot, tmp_path: Path, answer: Callable[..., list]
) -> None:
    context = rounds(tmp_path, Phase.SEALED)
    sit(context, EXPERTS[1])
    convene_panel.declare(context, ESTATE, Interest.COACHED, "曾为该小区做过创建辅导")
    sit(context, OBSERVER)
    page = a_page(qtbot, context)
    page.show_target(f"{EXPERTS[1]}/{ESTATE}")
    assert cells(page)[0][:3] == ["专家02", "朗悦花园", "申报"]
    assert page.findChild(QTabWidget).tabText(2) == "回避 1（1 待认定）"

    def decide(dialog: DecisionDialog) -> None:
        dialog._choices[RecusalStatus.CONFIRMED].setChecked(True)
        dialog._reason.setPlainText("情况属实")

    answer(decide)
    press(page, "作出认定")
    assert cells(page)[0][2] == "认定"
    assert any("情况属实" in field.toPlainText() for field in page.findChildren(QPlainTextEdit))
    context.store.close()


def test_a_decision_without_a_reason_is_held_open(
    qtbot: QtBot, tmp_path: Path, answer: Callable[..., list]
) -> None:
    context = rounds(tmp_path, Phase.SEALED)
    sit(context, EXPERTS[1])
    convene_panel.declare(context, ESTATE, Interest.KIN, "亲属在物业服务企业任职")
    sit(context, OBSERVER)
    page = a_page(qtbot, context)
    page.show_target(f"{EXPERTS[1]}/{ESTATE}")
    seen = answer()
    press(page, "作出认定")
    assert seen[0].fault() == "请选择如何认定回避。"
    seen[0]._choices[RecusalStatus.DISMISSED].setChecked(True)
    assert seen[0].fault() == "请写明理由或依据。"
    assert cells(page)[0][2] == "申报"
    context.store.close()


def test_the_secretary_does_not_decide_recusals(qtbot: QtBot, tmp_path: Path) -> None:
    context = rounds(tmp_path, Phase.SEALED)
    sit(context, EXPERTS[1])
    convene_panel.declare(context, ESTATE, Interest.KIN, "亲属在物业服务企业任职")
    sit(context, SECRETARY)
    assert not is_offered(a_page(qtbot, context), "作出认定")
    context.store.close()


def test_a_veto_is_entered_with_its_document(
    qtbot: QtBot, tmp_path: Path, answer: Callable[..., list]
) -> None:
    context = rounds(tmp_path, Phase.SEALED)
    page = a_page(qtbot, context)
    page.findChild(QTabWidget).setCurrentIndex(3)

    def fill(dialog: VetoDialog) -> None:
        assert dialog.fault() == "请填写事由。" or dialog.ground
        dialog._ground.setCurrentText("近一年发生较大火灾")
        dialog._document.setText("消防救援部门认定书")

    answer(fill)
    press(page, "登记一票否决")
    assert cells(page)[0][0] == "朗悦花园"
    assert cells(page)[0][3] == "近一年发生较大火灾（消防救援部门认定书）"
    assert veto_of(context.dossier().vetoes, ESTATE) is not None
    context.store.close()
