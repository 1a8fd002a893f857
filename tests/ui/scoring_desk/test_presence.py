"""Coming, going and the time between; and telling others once for a run of entries."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from meihao_desktop.operations.change import Change
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.scoring_desk.change_teller import ChangeTeller
from meihao_desktop.ui.scoring_desk.presence import LONGEST_STRETCH_SECONDS, Presence
from tests.support.builders import estate_id, expert_id

ONE = Change.of_sheet(expert_id(1), estate_id(1))
TWO = Change.of_sheet(expert_id(1), estate_id(2))


def test_going_out_of_view_is_told_and_time_ends_once(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    told: list[str] = []
    presence = Presence(
        page, on_leave=lambda: told.append("left"), on_focus=lambda: told.append("focus")
    )
    assert presence.end() == 0
    page.show()
    page.hide()
    assert told[-1] == "left"
    assert 0 <= presence.end() <= LONGEST_STRETCH_SECONDS
    assert presence.end() == 0


def test_a_run_of_entries_is_told_once_and_known_as_own(qtbot: QtBot) -> None:
    owner = QObject()
    announcer = Announcer()
    heard: list[tuple[Change, bool]] = []
    teller = ChangeTeller(announcer, owner)
    announcer.changed.connect(lambda change: heard.append((change, teller.is_own(change))))
    teller.note(ONE)
    teller.note(TWO)
    teller.tell_now()
    teller.tell_now()
    assert heard == [(ONE | TWO, True)]
    assert not teller.is_own(ONE)
