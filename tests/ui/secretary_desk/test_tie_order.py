"""The order of tied estates and their votes."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.ui.secretary_desk.tie_order import CONTRARY, TieOrder
from meihao_desktop.ui.widgets.areas import Notice
from meihao_desktop.ui.widgets.wheel_proof import NumberBox

A, B, C = (EstateId(f"C01-E0{at}") for at in (1, 2, 3))
THREE = ((A, "朗悦花园"), (B, "长城二花园"), (C, "凯旋会花园"))


@pytest.fixture
def order(qtbot: QtBot) -> TieOrder:
    order = TieOrder()
    qtbot.addWidget(order)
    order.show_estates(THREE)
    order.show()
    return order


def act(order: TieOrder, hint: str, at: int) -> QPushButton:
    return [b for b in order.findChildren(QPushButton) if b.toolTip() == hint][at]


def test_up_and_down_move_an_estate(order: TieOrder) -> None:
    act(order, "往前移", 2).click()
    assert order.order == (A, C, B)
    act(order, "往后移", 0).click()
    assert order.order == (C, A, B)


def test_the_ends_cannot_be_moved_further(order: TieOrder) -> None:
    assert not act(order, "往前移", 0).isEnabled()
    assert not act(order, "往后移", 2).isEnabled()


def test_votes_travel_with_their_estate(order: TieOrder) -> None:
    order.findChildren(NumberBox)[2].setValue(4)
    act(order, "往前移", 2).click()
    assert order.votes == {A: 0, B: 0, C: 4}
    assert [box.value() for box in order.findChildren(NumberBox)] == [0, 4, 0]


def test_no_votes_at_all_are_not_recorded(order: TieOrder) -> None:
    assert order.votes == {}


def test_an_order_against_the_votes_is_pointed_out(order: TieOrder) -> None:
    order.findChildren(NumberBox)[1].setValue(3)
    notice = order.findChild(Notice)
    assert (order.is_contrary, notice.sentence) == (True, CONTRARY)
    act(order, "往前移", 1).click()
    assert (order.is_contrary, notice.sentence) == (False, "")


def test_fewer_estates_leave_no_row_behind(order: TieOrder) -> None:
    order.show_estates(THREE[:2], {B: 2})
    shown = [box for box in order.findChildren(NumberBox) if box.isVisible()]
    assert [box.value() for box in shown] == [0, 2]
    assert order.order == (A, B)
