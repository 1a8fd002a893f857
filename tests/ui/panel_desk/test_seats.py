"""The panel desk: backgrounds, reserves, replacement, attendance, hints, deputies, lists."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QTabWidget
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.panel import Background, Person, PersonId, Role
from meihao_desktop.domain.recusal import Interest, RecusalStatus
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import (
    convene_panel,
    hand_over_seat,
    identify_person,
    score_estate,
)
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.declaration.declaration_pane import DeclarationPane
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.panel_desk import list_acts, member_acts, panel_page, seat_acts
from meihao_desktop.ui.panel_desk.offer_dialog import OfferDialog
from meihao_desktop.ui.panel_desk.panel_page import HINTS, MEMBERS, RECUSALS, PanelPage
from meihao_desktop.ui.panel_desk.person_dialog import PersonDialog
from meihao_desktop.ui.panel_desk.ruling_dialog import HintDialog
from meihao_desktop.ui.panel_desk.seat_dialogs import (
    ALL_ESTATES,
    ONE_ESTATE,
    CallUpDialog,
    DeputyDialog,
    ReplacementDialog,
)
from meihao_desktop.ui.widgets.asking import WitnessDialog
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    OBSERVER,
    SECRETARY,
    a_round_in,
    declare,
    estates,
    receive,
    sit,
)

RESERVE = PersonId("P30")
Steps = Callable[..., list]


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    """Sealed, with one expert in reserve; the second expert owns a home in the first estate."""
    opened = a_round_in(Phase.SEALED, tmp_path / "round")
    reserve = Person(id=RESERVE, name="专家09", unit="高校", roles=frozenset({Role.EXPERT}))
    convene_panel.enter_reserve(opened, reserve)
    identify_person.issue_pin(opened, RESERVE)
    second = opened.person(EXPERTS[1])
    assert second is not None
    with opened.transaction("home"):
        told = Background(homes=("朗悦花园",))
        opened.store.panels.save_person(replace(second, background=told))
    yield opened
    opened.store.close()


@pytest.fixture
def said() -> list[str]:
    return []


def a_page(qtbot: QtBot, context: Context, said: list[str] | None = None) -> PanelPage:
    announcer = Announcer()
    heard = said if said is not None else []
    page = PanelPage(context, announcer, Services(lambda _d, _t: None, heard.append))
    announcer.setParent(page)
    announcer.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1366, 640)
    page.show()
    return page


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Steps:
    """Fill in the dialogs that open, one step for each."""
    seen: list = []

    def with_steps(*steps: Callable[..., None]) -> list:
        waiting = iter(steps)

        def accepted(dialog: object) -> bool:
            seen.append(dialog)
            next(waiting, lambda _dialog: None)(dialog)
            return not dialog.fault()

        for module in (panel_page, member_acts, seat_acts, list_acts):
            monkeypatch.setattr(module, "is_accepted", accepted)
        return seen

    return with_steps


def button(page: PanelPage, text: str) -> QPushButton:
    found = (b for b in page.findChildren(QPushButton) if b.text() == text and b.isVisible())
    return next(found)


def press(page: PanelPage, text: str) -> None:
    one = button(page, text)
    assert one.isEnabled(), f"{text} is not offered"
    one.click()


def cells(page: PanelPage) -> list[list[str]]:
    view = next(v for v in page.findChildren(QTableView) if v.isVisible())
    model = view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def row_of(page: PanelPage, name: str) -> list[str]:
    return next(row for row in cells(page) if row[0] == name)


def witnessed(dialog: WitnessDialog) -> None:
    assert dialog._reason is not None
    dialog._reason.setPlainText("因病离会")
    dialog._who.setCurrentIndex(dialog._who.findData(OBSERVER))
    dialog._field.setText(open_pin(OBSERVER))


def test_arrival_departure_and_pledge_are_noted_for_the_chosen_member(
    qtbot: QtBot, context: Context
) -> None:
    page = a_page(qtbot, context)
    page.show_target(CHAIR)
    press(page, "登记到会")
    press(page, "承诺书已交")
    assert row_of(page, "专家01")[3:5] == ["已到", "已交"]
    press(page, "登记离会")
    assert row_of(page, "专家01")[3] == "已离会"
    press(page, "收回承诺")
    assert row_of(page, "专家01")[4] == "未交"


def test_everybody_with_a_seat_arrives_at_once_and_one_entry_is_taken_back(
    qtbot: QtBot, context: Context
) -> None:
    page = a_page(qtbot, context)
    acts = {act.text(): act for act in page._members.list_button.menu().actions()}
    acts["全部登记到会"].trigger()
    assert [row[3] for row in cells(page)] == ["已到"] * 5 + ["未到"]
    page.show_target(CHAIR)
    acts["撤销此人的到会登记"].trigger()
    assert row_of(page, "专家01")[3] == "未到"


def test_a_member_is_replaced_before_a_witness(
    qtbot: QtBot, context: Context, answer: Steps
) -> None:
    page = a_page(qtbot, context)
    page.show_target(EXPERTS[2])
    answer(witnessed)
    press(page, "更换")
    assert row_of(page, "专家03")[2] == "已更换"
    assert row_of(page, "专家09")[2] == "正式"
    assert not button(page, "更换").isEnabled()


def test_without_a_reserve_nobody_is_replaced(
    qtbot: QtBot, context: Context, answer: Steps
) -> None:
    with context.transaction("no reserve"):
        context.store.panels.remove_person(RESERVE)
    page = a_page(qtbot, context)
    page.show_target(EXPERTS[2])
    seen = answer(witnessed)
    press(page, "更换")
    assert isinstance(seen[0], ReplacementDialog)
    assert seen[0].fault() == "没有后备专家，请先登记后备专家。"
    assert row_of(page, "专家03")[2] == "正式"


def test_a_reserve_is_called_up_for_a_recusal(
    qtbot: QtBot, context: Context, answer: Steps
) -> None:
    first = estates(context)[0]
    sit(context, EXPERTS[1])
    convene_panel.declare(context, first, Interest.KIN, "亲属任职")
    sit(context, SECRETARY)
    page = a_page(qtbot, context)
    page.show_target(RESERVE)

    def for_recusal(dialog: CallUpDialog) -> None:
        witnessed(dialog)
        assert dialog._because.itemText(1) == "专家02回避“朗悦花园”"
        assert [dialog._scope.itemText(0), dialog._scope.count()] == [ALL_ESTATES, 1]
        dialog._because.setCurrentIndex(1)
        assert dialog.because == (EXPERTS[1], first)
        dialog._scope.setCurrentText(ALL_ESTATES)

    answer(for_recusal)
    press(page, "递补")
    assert row_of(page, "专家09")[2] == "正式"
    (row,) = convene_panel.panel_desk(context).recusals
    assert row.successor_name == "专家09"


def test_after_sealing_only_reserves_are_entered(
    qtbot: QtBot, context: Context, answer: Steps
) -> None:
    page = a_page(qtbot, context)

    def fill(dialog: PersonDialog) -> None:
        assert not dialog._reserve.isEnabled()
        dialog._name.setText("专家10")
        dialog._phone.setText("13800000001")

    answer(fill)
    press(page, "登记后备")
    assert row_of(page, "专家10")[2] == "后备"
    entered = context.store.panels.people()[-1]
    assert len(entered.background.phone_mark) == 64


def test_a_hint_is_dismissed_by_the_observer(qtbot: QtBot, context: Context, answer: Steps) -> None:
    first = estates(context)[0]
    sit(context, OBSERVER)
    page = a_page(qtbot, context)
    page.show_target(f"{EXPERTS[1]}/{first}")
    tabs = page.findChild(QTabWidget)
    assert tabs.currentIndex() == HINTS
    assert cells(page)[0][:4] == ["专家02", "朗悦花园", "吻合", "待处理"]

    def dismiss(dialog: HintDialog) -> None:
        assert dialog.fault() == "请选择如何处理提示。"
        dialog._choices[RecusalStatus.DISMISSED].setChecked(True)
        assert dialog.fault() == "请写明理由或依据。"
        dialog._reason.setPlainText("房屋已出售")

    answer(dismiss)
    press(page, "处理提示")
    assert tabs.tabText(HINTS) == "利害关系提示 0"
    page.show_target(f"{EXPERTS[1]}/{first}")
    assert tabs.currentIndex() == RECUSALS
    assert cells(page)[0][2] == "不成立"


def test_who_is_asked_to_declare_waits_on_the_list(
    qtbot: QtBot, context: Context, answer: Steps
) -> None:
    sit(context, OBSERVER)
    page = a_page(qtbot, context)
    page.show_target(f"{EXPERTS[1]}/{estates(context)[0]}")
    answer(lambda dialog: dialog._choices[RecusalStatus.HINT].setChecked(True))
    press(page, "处理提示")
    assert cells(page)[0][3] == "已请申报"
    assert page.findChild(QTabWidget).tabText(RECUSALS) == "回避 0"


def test_the_secretary_sees_hints_and_does_not_decide(qtbot: QtBot, context: Context) -> None:
    page = a_page(qtbot, context)
    page.show_target(f"{EXPERTS[1]}/{estates(context)[0]}")
    assert not button(page, "处理提示").isEnabled()


def test_what_was_declared_without_a_hint_stands_below(qtbot: QtBot, context: Context) -> None:
    sit(context, EXPERTS[2])
    convene_panel.declare(context, estates(context)[1], Interest.KIN, "亲属任职")
    sit(context, OBSERVER)
    page = a_page(qtbot, context)
    page.findChild(QTabWidget).setCurrentIndex(HINTS)
    rows = page._hints._undetected.rows
    assert [(row.person_name, row.estate_name) for row in rows] == [("专家03", "长城二花园")]
    assert page._hints._undetected.isVisible()


def test_a_deputy_is_named_for_a_chair_who_stands_back(
    qtbot: QtBot, context: Context, answer: Steps
) -> None:
    first = estates(context)[0]
    sit(context, CHAIR)
    convene_panel.declare(context, first, Interest.COACHED, "参与过创建辅导")
    sit(context, OBSERVER)
    page = a_page(qtbot, context)
    page.show_target(f"{CHAIR}/{first}")
    assert "尚未指定代办人" in page._recusals._detail.toPlainText()

    def name(dialog: DeputyDialog) -> None:
        dialog._who.setCurrentIndex(dialog._who.findData(EXPERTS[2]))

    answer(name)
    press(page, "指定代办人")
    assert "代办人：专家03" in page._recusals._detail.toPlainText()


def test_a_list_is_looked_at_before_it_is_taken_over(
    qtbot: QtBot, tmp_path: Path, answer: Steps, said: list[str]
) -> None:
    opened = a_round_in(Phase.RECEIVING, tmp_path / "open")
    page = a_page(qtbot, opened, said)
    path = tmp_path / "名单.csv"
    path.write_bytes("姓名,单位,角色\r\n专家11,高校,组长\r\n".encode("utf-8-sig"))
    seen = answer()
    page._lists.take_over(path)
    told = "".join(label.text() for label in seen[0].findChildren(QLabel))
    assert isinstance(seen[0], OfferDialog)
    assert "新增 1" in told
    assert "组长由小组推选产生" in told
    assert row_of(page, "专家11")[1] == "专家"
    assert said == ["名单已导入：新增 1。"]
    page._lists.write(tmp_path / "导出")
    assert (tmp_path / "导出.xlsx").exists()
    page._lists.take_over(tmp_path / "导出.xlsx")
    assert seen[1].fault() == "这份名单中没有需要新增或更新的人员。"
    opened.store.close()


def test_lists_are_offered_to_the_secretary_only(qtbot: QtBot, context: Context) -> None:
    assert a_page(qtbot, context)._members.list_button.isVisible()
    sit(context, OBSERVER)
    page = a_page(qtbot, context)
    assert not page._members.list_button.isVisible()
    assert page.findChild(QTabWidget).currentIndex() == MEMBERS


def test_the_panels_oddities_are_told_above_the_list(qtbot: QtBot, context: Context) -> None:
    page = a_page(qtbot, context)
    assert "少于建议的 5 人" in page._members._warnings.sentence


def test_a_reserve_scores_only_the_estate_of_a_recusal(
    qtbot: QtBot, context: Context, answer: Steps
) -> None:
    first, second, _ = estates(context)
    sit(context, EXPERTS[1])
    convene_panel.declare(context, first, Interest.KIN, "亲属任职")
    sit(context, SECRETARY)
    page = a_page(qtbot, context)
    page.show_target(RESERVE)

    def for_one_estate(dialog: CallUpDialog) -> None:
        witnessed(dialog)
        dialog._because.setCurrentIndex(1)
        assert dialog._scope.currentText() == ONE_ESTATE
        assert dialog.is_for_one_estate

    answer(for_one_estate)
    press(page, "递补")
    assert row_of(page, "专家09")[2] == "替评"
    dossier = context.dossier()
    assert [estate.id for estate in dossier.estates_for(RESERVE)] == [first]
    page.show_target(f"{EXPERTS[1]}/{first}")
    assert "专家09替评本小区，此项回避不能再撤销" in page._recusals._detail.toPlainText()
    sit(context, RESERVE)
    declare(context, RESERVE)
    assert [row.estate.id for row in score_estate.open_desk(context).estates] == [first]
    assert second not in {estate for who, estate in dossier.waiting if who == RESERVE}


def test_the_secretary_declares_in_place_of_the_tabs(qtbot: QtBot, tmp_path: Path) -> None:
    opened = a_round_in(Phase.RECEIVING, tmp_path / "receiving")
    receive(opened)
    said: list[str] = []
    page = a_page(qtbot, opened, said)
    page.show_target("recusals")
    assert "您还没有作回避申报" in page._recusals._undeclared.sentence
    page.show_target(SECRETARY)
    form = page.findChild(DeclarationPane)
    assert form.isVisible()
    assert not page.findChild(QTabWidget).isVisible()
    assert any("秘书经办每一个小区" in label.text() for label in form.findChildren(QLabel))
    press(page, "暂不申报")
    assert page.findChild(QTabWidget).isVisible()
    press(page, "申报本人的回避")
    form = page._declaration
    assert form is not None
    row = form.rows[0]
    row.recuse.setChecked(True)
    form.press()
    assert "具体情形" in form.fault.sentence or "写明" in form.fault.sentence
    row._detail.words_field.setPlainText("本人为该小区业主")
    form.pin_field.setText(open_pin(SECRETARY))
    form.press()
    assert said == ["回避申报已提交。"]
    assert page.findChild(QTabWidget).isVisible()
    assert cells(page)[0][:3] == ["秘书", "朗悦花园", "申报"]
    assert page._recusals._undeclared.sentence == ""
    assert "尚未指定代办人" in page._recusals._detail.toPlainText()
    opened.store.close()


def test_only_the_secretary_is_offered_the_own_declaration_here(
    qtbot: QtBot, context: Context
) -> None:
    sit(context, OBSERVER)
    page = a_page(qtbot, context)
    page.show_target("recusals")
    assert not page._recusals._declare.isVisible()
    assert page._recusals._undeclared.sentence == ""
    page.show_target(OBSERVER)
    assert page.findChild(QTabWidget).currentIndex() == MEMBERS


@pytest.mark.parametrize(
    ("target", "tab"), [("members", 0), ("hints", 1), ("recusals", 2), ("vetoes", 3)]
)
def test_each_tab_is_a_place_to_be_sent_to(
    qtbot: QtBot, context: Context, target: str, tab: int
) -> None:
    page = a_page(qtbot, context)
    page.findChild(QTabWidget).setCurrentIndex(3 - tab)
    page.show_target(target)
    assert page.findChild(QTabWidget).currentIndex() == tab


def test_a_deputy_sees_the_recusals_of_their_estate_only(qtbot: QtBot, context: Context) -> None:
    first, second, _ = estates(context)
    sit(context, CHAIR)
    convene_panel.declare(context, first, Interest.COACHED, "参与过创建辅导")
    sit(context, EXPERTS[1])
    convene_panel.declare(context, first, Interest.KIN, "亲属任职")
    convene_panel.declare(context, second, Interest.KIN, "亲属任职")
    sit(context, OBSERVER)
    hand_over_seat.appoint_deputy(context, CHAIR, first, EXPERTS[2])
    sit(context, EXPERTS[2])
    page = a_page(qtbot, context)
    page.show_target(f"{EXPERTS[1]}/{first}")
    assert {row[1] for row in cells(page)} == {"朗悦花园"}
    assert button(page, "作出认定").isEnabled()
