"""How long the window stands still at the steps of a real meeting, with PINs at their real cost.

Nine experts × 40 estates × 59 criteria: a laptop takes its seat, an expert logs in, seals and hands
over; the secretary receives nine bundles, opens them, and archives. Goal: the window works at most
200 ms in one go; the check of one PIN (about 160 ms) is the one thing that cannot be divided.
Run: python -m benchmarks.bench_meeting
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from time import perf_counter, thread_time
from typing import cast
from unittest.mock import patch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from benchmarks.bench_calm import Pulse, wait_until
from meihao_desktop import rehearsal_duties
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import Person, PersonId, Role
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.domain.score_sheet import ScoreCell
from meihao_desktop.operations import (
    begin_round,
    convene_panel,
    declare_interests,
    exchange_sheets,
    foresight,
    identify_person,
    import_submission,
    keys,
    make_packs,
    score_estate,
    take_seat,
)
from meihao_desktop.operations.context import Context
from meihao_desktop.ui import background, theme
from meihao_desktop.ui.announcer import Announcer
from meihao_desktop.ui.archive_desk.archive_page import ArchivePage
from meihao_desktop.ui.login_pane import LoginPane
from meihao_desktop.ui.main_window import MainWindow
from meihao_desktop.ui.page import Services
from meihao_desktop.ui.preferences import Preferences
from meihao_desktop.ui.scoring_desk.hand_over_dialog import HandOverDialog
from meihao_desktop.ui.scoring_desk.seal_dialog import SealDialog
from meihao_desktop.ui.secretary_desk import exchange_acts
from meihao_desktop.ui.secretary_desk.secretary_page import SecretaryPage
from tests.support.builders import a_plain_rubric
from tests.support.rounds import SECRETARY, SteppingClock, a_plan, a_received
from tests.support.sticks import at

EXPERTS, COUNTIES, ESTATES, CRITERIA = 9, 8, 5, 59
SHEETS = COUNTIES * ESTATES


class Breath(Pulse):
    """The longest gap of the event loop, and the most that its thread worked within one."""

    def __init__(self) -> None:
        self.busiest = 0.0
        self._worked = thread_time()
        super().__init__()

    def _beat(self) -> None:
        super()._beat()
        now = thread_time()
        self.busiest = max(self.busiest, (now - self._worked) * 1000)
        self._worked = now


class Meter:
    """How long the window stood still in one step: by the clock, and by its own work alone.

    On a machine that does other things beside it only the latter tells anything.
    """

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._breath = Breath()

    def measure(self, name: str, act: Callable[[], object], is_done: Callable[[], bool]) -> None:
        self._app.processEvents()
        self._breath.taken()
        self._breath.busiest = 0.0
        began = perf_counter()
        act()
        wait_until(self._app, lambda: is_done() and not background.is_busy())
        self._app.processEvents()
        wall, gap = perf_counter() - began, self._breath.taken()
        busiest = self._breath.busiest
        print(f"{name:<30} work {busiest:5.0f} ms   gap {gap:6.0f} ms   in all {wall:6.2f} s")


class Hall:
    """The secretary's machine, nine laptops, and one stick."""

    def __init__(self, place: Path) -> None:
        self.place, self.stick = place, place / "stick"
        self.stick.mkdir()
        self.pins: dict[PersonId, str] = {}
        with self.home("desk"):
            self.desk = self._begun()

    def home(self, name: str) -> AbstractContextManager[None]:
        return at(self.place / name / "home")

    def experts(self) -> list[PersonId]:
        return sorted(set(self.pins) - {SECRETARY})

    def _begun(self) -> Context:
        sizes = [2] * 41 + [1] * 18
        plan = a_plan(
            a_plain_rubric(*sizes), RoundMode.FORMAL, county_quota_max=ESTATES,
            declaration_first=False,
        )  # fmt: skip
        desk, self.pins[SECRETARY] = begin_round.create_round(
            self.place / "desk" / "round", plan, SteppingClock()
        )
        identify_person.log_in(desk, SECRETARY, self.pins[SECRETARY])
        people = [
            Person(
                id=PersonId(f"P{number + 1:02}"), name=f"专家{number:02}", unit="行业协会",
                roles=frozenset({Role.EXPERT}),
            )
            for number in range(1, EXPERTS + 1)
        ]  # fmt: skip
        for person in people:
            convene_panel.save_person(desk, person)
        fresh = identify_person.pins_to_make(desk, [p.id for p in people])(Watch())
        issued, _ = identify_person.issue_pins(desk, fresh)
        self.pins.update({one.person.id: one.pin for one in issued})
        convene_panel.elect_chair(desk, people[0].id)
        begin_round.advance(desk)
        for county in range(COUNTIES):
            names = [f"第{county * ESTATES + each + 1}号花园" for each in range(ESTATES)]
            received = a_received(desk, f"第{county + 1}县", names)
            import_submission.accept(desk, received, received.county_name)
        begin_round.advance(desk)
        rehearsal_duties.check_machine(desk)
        begin_round.advance(desk)
        declare_interests.declare_as_secretary(desk, (), self.pins[SECRETARY])
        return desk

    def seated(self, expert: PersonId) -> Context:
        offer = take_seat.find_packs(self.stick)[0]
        folder = self.place / expert / "round"
        return take_seat.take_seat(offer.folder, folder, SteppingClock(), expert)

    def score(self, seat: Context, expert: PersonId, but: int) -> None:
        """All but some sheets are filled and sealed, without asking for the PIN each time."""
        rubric = seat.store.settings.rubric()
        signer = keys.signer(seat, expert, self.pins[expert])
        known = seat.person(expert)
        estates = [estate.id for estate in seat.store.submissions.estates()]
        for number, estate in enumerate(estates):
            sheet = score_estate.open_sheet(seat, estate)
            off = (int(expert[1:]) + number) % 3
            cells = {
                criterion.number: ScoreCell(
                    points=max(Decimal(0), criterion.max_points - Decimal(off) / 2), reason="见材料"
                )
                for criterion in rubric
            }  # fmt: skip
            with seat.transaction("set_cell", subject=sheet.key):
                seat.store.score_sheets.save(replace(sheet, cells=cells))
        with (
            patch.object(score_estate, "check_pin", lambda *_a: known),
            patch.object(score_estate, "signer", lambda *_a: signer),
        ):
            for estate in estates[: SHEETS - but]:
                score_estate.submit(seat, estate, self.pins[expert])

    def finish(self, seat: Context, expert: PersonId) -> None:
        with self.home(expert):
            take_seat.hand_over(seat, self.stick, self.pins[expert])
            begin_round.close_round(seat)


@contextmanager
def a_hall() -> Iterator[Hall]:
    with tempfile.TemporaryDirectory(prefix="meihao-bench-", dir=Path.cwd()) as name:
        yield Hall(Path(name))


def main() -> None:
    app = QApplication([])
    theme.begin(app, 18)
    with a_hall() as hall:
        meter = Meter(app)
        with hall.home("desk"):
            make_packs.make_pack(hall.desk, hall.stick)
        first, *others = hall.experts()
        with hall.home(first):
            at_the_laptop(hall, meter, first)
        for expert in others:
            with hall.home(expert):
                seat = hall.seated(expert)
                identify_person.log_in(seat, expert, hall.pins[expert])
                hall.score(seat, expert, but=0)
            hall.finish(seat, expert)
        with hall.home("desk"):
            at_the_desk(hall, meter)
            begin_round.close_round(hall.desk)
    background.stop_all()


def at_the_laptop(hall: Hall, meter: Meter, expert: PersonId) -> None:
    """First log-in, the last seal, and the hand-over, each in its own window."""
    made: list[Context] = []
    meter.measure("take seat", lambda: made.append(hall.seated(expert)), lambda: bool(made))
    seat, pin = made[0], hall.pins[expert]
    for name in ("first log-in", "later log-in"):
        pane = LoginPane(seat)
        came: list[bool] = []
        pane.logged_in.connect(lambda came=came: came.append(True))
        pane.choose(expert)
        pane.field.setText(pin)
        meter.measure(name, pane._log_in, lambda came=came: bool(came))  # noqa: SLF001
        pane.deleteLater()
    hall.score(seat, expert, but=1)
    last = seat.store.submissions.estates()[-1].id
    seal(hall, meter, seat, expert, last)
    desk = take_seat.seat_desk(seat)
    dialog = HandOverDialog(seat, hall.stick, desk)
    dialog._field.setText(pin)  # noqa: SLF001
    meter.measure("hand over 40 sheets", dialog.try_accept, lambda: dialog.handed is not None)
    dialog.deleteLater()
    begin_round.close_round(seat)


def seal(hall: Hall, meter: Meter, seat: Context, expert: PersonId, estate: EstateId) -> None:
    sheet = score_estate.open_sheet(seat, estate)
    done: list[object] = []

    def submit(pin: str) -> None:
        done.append(score_estate.submit(seat, estate, pin))

    dialog = SealDialog("花园", sheet, seat.store.settings.rubric(), submit)
    dialog.ahead = partial(foresight.seal_ahead, seat)
    dialog.pin_field.setText(hall.pins[expert])
    meter.measure("seal one sheet", dialog.try_accept, lambda: bool(done))
    dialog.deleteLater()


def at_the_desk(hall: Hall, meter: Meter) -> None:
    """The secretary's own window: reception, opening, the desk drawn anew, and the archive."""
    desk = hall.desk
    window = MainWindow(desk, Preferences(hall.place / "desk"))
    window.resize(1366, 768)
    window.show()
    window.show_desk("secretary")
    page = cast("SecretaryPage", window.page)
    acts, pane = page._exchange_acts, page._exchange  # noqa: SLF001

    def done() -> bool:
        return not pane.work.is_busy

    def is_opened() -> bool:
        return done() and not exchange_sheets.reception_desk(desk).sealed

    def go_on() -> None:
        window._announcer.tell(begin_round.advance(desk))  # noqa: SLF001

    exchange_acts.ask_stick = lambda *_a: hall.stick
    meter.measure("receive nine bundles", acts.receive, done)
    exchange_acts.confirmed = lambda *_a, **_k: True
    meter.measure("open nine bundles", acts.open_bundles, is_opened)
    meter.measure("go on and draw the desk anew", go_on, done)
    with desk.transaction("advance_round", subject="FINAL"):
        final = replace(desk.store.settings.review_round(), phase=Phase.FINAL)
        desk.store.settings.save_round(final)
    window.close()
    window.deleteLater()
    archive(hall, meter)


def archive(hall: Hall, meter: Meter) -> None:
    page = ArchivePage(hall.desk, Announcer(), Services(lambda _d, _t: None, lambda _s: None))
    page.resize(1366, 640)
    page.show()
    place = hall.place / "archive"
    place.mkdir()
    busy = page.archive_pane.work

    def is_done() -> bool:
        return bool(hall.desk.dossier().archives) and not busy.is_busy

    meter.measure("archive", lambda: page.acts.archive(place), is_done)
    page.close()
    page.deleteLater()


if __name__ == "__main__":
    main()
