"""A laptop in the window: the new key of a round is held against the signed paper first."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from meihao_desktop import resources
from meihao_desktop.domain.signature import ChangeCause, grouped
from meihao_desktop.operations import begin_round, replace_key, take_seat
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.replace_key import Replaced
from meihao_desktop.ui import seat_pane
from meihao_desktop.ui.seat_key_dialog import SeatKeyDialog
from meihao_desktop.ui.seat_pane import SeatPane
from tests.support.rounds import CHAIR, EXPERTS, SECRETARY
from tests.support.sticks import StickMeeting, at

FIRST = EXPERTS[1]
WAIT_MS = 10_000


def seated(qtbot: QtBot, meeting: StickMeeting) -> SeatPane:
    pane = SeatPane(take_seat.find_packs(meeting.stick)[0], meeting.place / "home")
    qtbot.addWidget(pane)
    return pane


def taken(qtbot: QtBot, pane: SeatPane) -> Context:
    with qtbot.waitSignal(pane.taken, timeout=WAIT_MS) as caught:
        pane.choose(FIRST)
    assert caught.args is not None
    context = caught.args[0]
    assert isinstance(context, Context)
    return context


@pytest.fixture
def replaced(qtbot: QtBot, meeting: StickMeeting) -> Replaced:
    """A seat was taken; then the key was lost, replaced, and a new pack written."""
    with at(meeting.place / "home"):
        begin_round.close_round(taken(qtbot, seated(qtbot, meeting)))
    meeting.sit(SECRETARY)
    with meeting.secretary():
        home = resources.data_home() / "keys" / meeting.desk.store.round_id
        (home / "event.json").unlink()
        second = Witness(person=CHAIR, pin=open_pin(CHAIR))
        done = replace_key.replace_event_key(meeting.desk, ChangeCause.LOST, "硬盘损坏", second)
    meeting.pack()
    return done


def test_both_fingerprints_are_shown_and_the_pin_is_asked(
    qtbot: QtBot, meeting: StickMeeting, replaced: Replaced, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def confirm(dialog: SeatKeyDialog) -> bool:
        shown.extend(label.text() for label in dialog.findChildren(QLabel))
        assert dialog.fault() == "请输入您在本机使用的 PIN。"
        dialog.field.setText(open_pin(FIRST))
        assert dialog.fault() == ""
        return True

    monkeypatch.setattr(seat_pane, "is_accepted", confirm)
    with at(meeting.place / "home"):
        context = taken(qtbot, seated(qtbot, meeting))
        desk = take_seat.seat_desk(context)
        begin_round.close_round(context)
    assert (desk.pack_serial, desk.fingerprint) == (2, replaced.new.fingerprint)
    words = " ".join(shown)
    assert grouped(replaced.old.fingerprint) in words
    assert grouped(replaced.new.fingerprint).replace(" ", "  ") in words
    assert "丢失或读不出：硬盘损坏" in words
    assert "签过字的《补充开封记录》" in words


@pytest.mark.parametrize(("is_yes", "told"), [(False, "逐组核对"), (True, "PIN 不正确")])
def test_without_a_yes_and_the_right_pin_the_laptop_stays_as_it_is(
    qtbot: QtBot, meeting: StickMeeting, replaced: Replaced, monkeypatch: pytest.MonkeyPatch,
    *, is_yes: bool, told: str,
) -> None:  # fmt: skip
    def answer(dialog: SeatKeyDialog) -> bool:
        dialog.field.setText("000000")
        return is_yes

    monkeypatch.setattr(seat_pane, "is_accepted", answer)
    with at(meeting.place / "home"):
        pane = seated(qtbot, meeting)
        pane.choose(FIRST)
        qtbot.waitUntil(lambda: told in pane.fault, timeout=WAIT_MS)
        folder = seat_pane.seat_folder(meeting.place / "home", pane._offer, FIRST)
        context = begin_round.open_round(folder, seat_pane.SystemClock())
        assert take_seat.seat_desk(context).fingerprint == replaced.old.fingerprint
        begin_round.close_round(context)
