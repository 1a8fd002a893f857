"""交接 in the window: packs out, bundles in, contradictions decided, absences noted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from meihao_desktop.domain.handover import BundleState
from meihao_desktop.domain.progress import Watch
from meihao_desktop.operations import exchange_sheets, foresight, offers, take_seat, witness
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.exchange_sheets import ReceivedRow, Reception
from meihao_desktop.operations.letters import boxes_of
from meihao_desktop.operations.offers import Offer
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.seats import SeatRow, SeatState
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.secretary_desk import exchange_acts
from meihao_desktop.ui.secretary_desk.contest_dialog import ContestDialog
from meihao_desktop.ui.secretary_desk.exchange_acts import ExchangeActs
from meihao_desktop.ui.secretary_desk.exchange_pane import ExchangePane
from meihao_desktop.ui.secretary_desk.taking_in import TakingIn
from tests.support.forger import Forger
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER
from tests.support.sticks import StickMeeting

FIRST = EXPERTS[1]
WAIT_MS = 10_000


class Desk:
    """The pane with its acts, at the secretary's machine of a meeting."""

    def __init__(self, qtbot: QtBot, meeting: StickMeeting, services: Services) -> None:
        self.meeting = meeting
        self.pane = ExchangePane()
        qtbot.addWidget(self.pane)
        announcer = Announcer()
        self.acts = ExchangeActs(meeting.desk, announcer, services, self.pane)
        self.refresh()

    def refresh(self) -> None:
        self.acts.refresh()

    def row(self, expert: str) -> SeatRow:
        return next(row for row in self.pane.table.rows if row.person.id == expert)

    def button(self, text: str) -> QPushButton:
        found = [b for b in self.pane.findChildren(QPushButton) if b.text().startswith(text)]
        return found[0]


@pytest.fixture
def meeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StickMeeting]:
    """The window runs at the secretary's machine."""
    made = StickMeeting(tmp_path)
    monkeypatch.setenv("MEIHAO_HOME", str(tmp_path / "desk" / "home"))
    monkeypatch.setattr(exchange_acts, "ask_stick", lambda *_told: made.stick)
    yield made
    made.close()


def test_a_pack_is_written_in_the_background_and_ticked_off(
    qtbot: QtBot, meeting: StickMeeting, services: Services
) -> None:
    desk = Desk(qtbot, meeting, services)
    desk.acts.make_pack()
    qtbot.waitUntil(lambda: bool(meeting.desk.store.exchanges.packs()), timeout=WAIT_MS)
    desk.refresh()
    assert take_seat.find_packs(meeting.stick)[0].experts
    assert not desk.pane.work.isVisibleTo(desk.pane)


def test_what_came_in_is_told_file_by_file_and_counted(
    qtbot: QtBot, meeting: StickMeeting, services: Services, told: list[tuple[str, str]]
) -> None:
    meeting.pack()
    good = meeting.handed(FIRST)
    good.with_name("评分包-P09-1.meihao").write_bytes(good.read_bytes()[:-5])
    desk = Desk(qtbot, meeting, services)
    desk.acts.receive()
    assert not desk.button("接收评分包").isEnabled()
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT_MS)
    assert desk.button("接收评分包").isEnabled()
    assert [row.outcome.value for row in desk.pane.results.rows] == ["拒绝", "新增"]
    assert told[-1] == ("said", "评分包：新增 1，已存在 0，拒绝 1。")
    desk.refresh()
    assert desk.row(FIRST).state is SeatState.SEALED
    assert desk.row(EXPERTS[2]).state is SeatState.MISSING


def test_a_stick_without_bundles_is_told(
    qtbot: QtBot, meeting: StickMeeting, services: Services
) -> None:
    desk = Desk(qtbot, meeting, services)
    desk.acts.receive()
    qtbot.waitUntil(lambda: bool(desk.pane.fault), timeout=WAIT_MS)
    assert "没有评分包，请核对是否插对了 U 盘" in desk.pane.fault


def test_a_stick_pulled_while_it_is_read_has_its_own_sentence_and_nothing_came_in(
    qtbot: QtBot, meeting: StickMeeting, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting.pack()
    for expert in EXPERTS[:2]:
        meeting.handed(expert)
    read = offers.bundle_bytes

    def pulled(file: Path) -> bytes:
        """The first bundle is read, then the stick is gone."""
        data = read(file)
        if meeting.stick.exists():
            meeting.stick.rename(meeting.place / "drawer")
        return data

    monkeypatch.setattr(offers, "bundle_bytes", pulled)
    desk = Desk(qtbot, meeting, services)
    before = meeting.desk.store.audit_log.head()
    desk.acts.receive()
    qtbot.waitUntil(lambda: bool(desk.pane.fault), timeout=WAIT_MS)
    assert "被拔出或断开，评分包一个也没有接收" in desk.pane.fault
    assert meeting.desk.store.audit_log.head() == before
    monkeypatch.setattr(offers, "bundle_bytes", read)
    (meeting.place / "drawer").rename(meeting.stick)
    desk.acts.receive()
    qtbot.waitUntil(lambda: bool(desk.pane.results.rows), timeout=WAIT_MS)
    assert desk.pane.fault == ""
    assert [row.outcome.value for row in desk.pane.results.rows] == ["新增", "新增"]


def test_stopping_keeps_what_came_in_whole_and_leaves_the_rest_outside(
    qtbot: QtBot, meeting: StickMeeting, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive_offer = exchange_sheets.receive_offer

    def stopped_after(context: Context, offer: Offer) -> ReceivedRow:
        """「停止」 is pressed while the bundle is at work, however fast the machine is."""
        row = receive_offer(context, offer)
        desk.pane.work.stop.click()
        return row

    monkeypatch.setattr(exchange_sheets, "receive_offer", stopped_after)
    meeting.pack()
    for expert in EXPERTS:
        meeting.handed(expert)
    desk = Desk(qtbot, meeting, services)
    with meeting.secretary():
        boxes = boxes_of(meeting.desk.store)
    read = offers.offers_on(meeting.stick, boxes, Watch())
    done: list[Reception] = []
    TakingIn(meeting.desk, desk.pane, read, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT_MS)
    assert [row.outcome.value for row in done[0].rows] == ["新增"]
    assert len(meeting.desk.store.exchanges.handovers()) == 1


def test_opening_asks_once_more_when_all_are_in(
    qtbot: QtBot, meeting: StickMeeting, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting.pack()
    files = [meeting.handed(expert) for expert in EXPERTS]
    exchange_sheets.receive(meeting.desk, files)
    desk = Desk(qtbot, meeting, services)
    monkeypatch.setattr(exchange_acts, "confirmed", lambda *_told, **_words: False)
    desk.acts.open_bundles()
    assert {h.state for h in meeting.desk.store.exchanges.handovers()} == {BundleState.SEALED}
    monkeypatch.setattr(exchange_acts, "confirmed", lambda *_told, **_words: True)
    desk.acts.open_bundles()
    assert {h.state for h in meeting.desk.store.exchanges.handovers()} == {BundleState.OPENED}
    desk.refresh()
    assert not desk.button("拆封").isEnabled()


def test_many_bundles_are_read_beside_the_window_before_they_are_opened(
    qtbot: QtBot, meeting: StickMeeting, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foresight, "MANY_BYTES", 1)
    monkeypatch.setattr(exchange_acts, "confirmed", lambda *_told, **_words: True)
    meeting.pack()
    files = [meeting.handed(expert) for expert in EXPERTS]
    exchange_sheets.receive(meeting.desk, files)
    desk = Desk(qtbot, meeting, services)
    desk.acts.open_bundles()
    assert desk.pane.work.is_busy
    assert not desk.button("拆封").isEnabled()
    qtbot.waitUntil(lambda: not desk.pane.work.is_busy, timeout=WAIT_MS)
    handovers = meeting.desk.store.exchanges.handovers()
    assert {each.state for each in handovers} == {BundleState.OPENED}
    assert offers._decoded == {}


def test_both_versions_are_shown_and_the_chair_chooses_one(
    qtbot: QtBot, meeting: StickMeeting, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting.pack()
    forger = Forger(meeting)
    exchange_sheets.receive(meeting.desk, [forger.honest, forger.write(forger.changed_points)])
    meeting.sit(CHAIR)
    desk = Desk(qtbot, meeting, services)
    assert desk.pane.table.choose(lambda row: row.state is SeatState.CONTESTED)
    assert desk.button("裁定").isEnabled()

    def decided(dialog: Any) -> bool:  # noqa: ANN401 -- any dialog
        assert isinstance(dialog, ContestDialog)
        assert len(dialog.versions.rows) == 2
        return True

    monkeypatch.setattr(exchange_acts, "is_accepted", decided)
    monkeypatch.setattr(ContestDialog, "reason", property(lambda _self: "本人核实"))
    second = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    monkeypatch.setattr(ContestDialog, "witness", property(lambda _self: second))
    desk.acts.decide(desk.row(FIRST))
    desk.refresh()
    assert desk.row(FIRST).state is SeatState.SEALED


def test_a_missing_expert_is_excused_with_a_reason_and_called_back(
    qtbot: QtBot, meeting: StickMeeting, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(qtbot, meeting, services)
    monkeypatch.setattr(exchange_acts, "is_accepted", lambda _dialog: True)
    monkeypatch.setattr(exchange_acts.ReasonDialog, "reason", property(lambda _self: "生病离会"))
    desk.acts.note_absence(desk.row(FIRST))
    desk.refresh()
    assert desk.row(FIRST).state is SeatState.ABSENT
    monkeypatch.setattr(exchange_acts, "confirmed", lambda *_told, **_words: True)
    desk.acts.note_absence(desk.row(FIRST))
    desk.refresh()
    assert desk.row(FIRST).state is SeatState.MISSING


def test_before_sealing_the_pane_says_what_it_is_for(qtbot: QtBot) -> None:
    pane = ExchangePane()
    qtbot.addWidget(pane)
    pane.show_desk(None)
    assert not pane.table.isVisibleTo(pane)
    buttons = [b for b in pane.findChildren(QPushButton) if b.isVisibleTo(pane)]
    assert [b.text() for b in buttons if "包" in b.text()] == []


def test_the_second_person_stands_beside_the_chair(meeting: StickMeeting) -> None:
    meeting.sit(CHAIR)
    assert OBSERVER in {person.id for person in witness.seconds_of_pair(meeting.desk)}
