"""A meeting that goes every way it may: people, PINs, scores, sticks, crashes, backups, clocks.

After each step the log is sound, its replay is the tables, what was sealed is as it was sealed,
nobody who must stand back is counted, no try of a PIN was given back, and the standing is what
the sheets give when they are added up by hand.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from errno import EIO
from fractions import Fraction
from pathlib import Path

from hypothesis import event
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.strategies import booleans, integers, sampled_from

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.recusal import Interest, Recusals, RecusalStatus
from meihao_desktop.domain.score_sheet import ScoreCell
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.operations import (
    back_up_round,
    begin_round,
    convene_panel,
    exchange_sheets,
    identify_person,
    restore_round,
    score_estate,
    take_seat,
    verify_log,
)
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.exchange_sheets import Outcome
from meihao_desktop.operations.pins import open_pin
from tests.faults.workflows import LATER
from tests.support.faults import FaultPlan, faults
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    OBSERVER,
    SECRETARY,
    SteppingClock,
    declare,
    estates,
    score,
)
from tests.support.sticks import StickMeeting, at

AWAY = EXPERTS[1]
"""The expert who sits at a laptop; the others share the secretary's machine."""
HERE = (CHAIR, EXPERTS[2])
PEOPLE = (SECRETARY, OBSERVER, *HERE)
STEPS: Counter[str] = Counter()
_MADE: list[Path] = []


def template() -> Path:
    """A meeting in the middle of scoring, made once."""
    if not _MADE:
        place = Path(tempfile.mkdtemp(prefix="meeting-"))
        meeting = StickMeeting(place / "meeting")
        meeting.pack()
        seat = meeting.seat(AWAY, "laptop")
        meeting.score(seat, AWAY)
        with meeting.secretary():
            declare(meeting.desk, *HERE)
        meeting.close()
        _MADE.append(place)
    return _MADE[0] / "meeting"


def clear() -> None:
    while _MADE:
        shutil.rmtree(_MADE.pop())


class MeetingMachine(RuleBasedStateMachine):
    """One secretary's machine, one laptop, one stick, and whatever happens."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="machine-"))
        self.place = self.root / "0"
        shutil.copytree(template(), self.place)
        self.crashes = 0
        self.clock = SteppingClock(LATER)
        self.desk = self.opened()
        self.sealed: dict[tuple[str, str, int], str] = {}
        self.tries = self.counted_tries()
        self.kept: list[Path] = []

    def teardown(self) -> None:
        if hasattr(self, "root"):
            with at(self.place / "desk" / "home"):
                begin_round.close_round(self.desk)
            shutil.rmtree(self.root, ignore_errors=True)

    def opened(self) -> Context:
        with at(self.place / "desk" / "home"):
            return begin_round.open_round(self.place / "desk" / "round", self.clock)

    def counted_tries(self) -> dict[PersonId, int]:
        records = {person: self.desk.store.panels.pin(person) for person in PEOPLE}
        return {person: record.failed_tries for person, record in records.items() if record}

    def attempt(self, name: str, deed: Callable[[], object]) -> bool:
        """Whether the program did it; a refusal is a sentence and changes nothing unseen."""
        STEPS[name] += 1
        with at(self.place / "desk" / "home"):
            try:
                deed()
            except MeihaoError as refusal:
                said_nothing = "。" not in str(refusal)
                if said_nothing:
                    raise AssertionError(str(refusal)) from refusal
                event(f"{name} refused")
                return False
        event(f"{name} done")
        return True

    @rule(person=sampled_from(PEOPLE))
    def log_in(self, person: PersonId) -> None:
        done = self.attempt(
            "log in", lambda: identify_person.log_in(self.desk, person, open_pin(person))
        )
        assert done or self.tries[person] >= 5
        if done:
            self.tries[person] = 0

    @rule(person=sampled_from(PEOPLE), times=integers(1, 3))
    def guess(self, person: PersonId, times: int) -> None:
        for _ in range(times):
            before = self.desk.store.audit_log.head()[0]
            done = self.attempt(
                "wrong PIN", lambda: identify_person.log_in(self.desk, person, "000000")
            )
            assert not done
            if self.desk.store.audit_log.head()[0] > before:  # it was looked at
                self.tries[person] += 1
        assert self.tries[person] <= 10

    @rule(seconds=sampled_from((1, 20, 90, 600)))
    def wait(self, seconds: int) -> None:
        STEPS["wait"] += 1
        self.clock.wait(seconds)

    @rule(days=sampled_from((-365, -1, 1, 365)))
    def turn_the_clock(self, days: int) -> None:
        STEPS["clock jump"] += 1
        self.clock.turn(timedelta(days=days))

    def sit(self, person: PersonId) -> None:
        """Take the place, if the program lets them."""
        if self.actor != person and self.attempt(
            "log in", lambda: identify_person.log_in(self.desk, person, open_pin(person))
        ):
            self.tries[person] = 0

    @rule(
        person=sampled_from(HERE),
        estate=integers(0, 2),
        points=integers(0, 3900),
        criterion=sampled_from(("1.1", "2.1")),
    )
    def give_points(self, person: PersonId, estate: int, points: int, criterion: str) -> None:
        self.sit(person)
        cell = ScoreCell(points=Decimal(points) / 100, reason="见材料")
        where = estates(self.desk)[estate]
        self.attempt("score", lambda: score_estate.set_cell(self.desk, where, criterion, cell))

    @rule(person=sampled_from(HERE), estate=integers(0, 2), criterion=sampled_from(("1.1", "2.1")))
    def skip(self, person: PersonId, estate: int, criterion: str) -> None:
        self.sit(person)
        where = estates(self.desk)[estate]
        deed = lambda: score_estate.set_cell(self.desk, where, criterion, ScoreCell())  # noqa: E731
        self.attempt("skip", deed)

    @rule(actor=sampled_from(HERE), estate=integers(0, 2))
    def seal(self, actor: PersonId, estate: int) -> None:
        self.sit(actor)
        where = estates(self.desk)[estate]

        def deed() -> None:
            score(self.desk, where, 40, 30)
            score_estate.submit(self.desk, where, open_pin(actor))

        if self.attempt("seal", deed):
            self.tries[actor] = 0

    @rule(expert=sampled_from(HERE), estate=integers(0, 2))
    def reopen(self, expert: PersonId, estate: int) -> None:
        self.sit(CHAIR)
        where, witness = (
            estates(self.desk)[estate],
            Witness(person=OBSERVER, pin=open_pin(OBSERVER)),
        )
        if self.attempt(
            "re-open",
            lambda: score_estate.reopen(
                self.desk, expert, where, reason="录入有误", witness=witness
            ),
        ):
            self.tries[OBSERVER] = 0
        else:
            self.tries[OBSERVER] = min(self.tries[OBSERVER], self.counted_tries()[OBSERVER])

    @rule(person=sampled_from(HERE), estate=integers(0, 2))
    def recuse(self, person: PersonId, estate: int) -> None:
        self.sit(person)
        where = estates(self.desk)[estate]
        self.attempt(
            "recuse", lambda: convene_panel.declare(self.desk, where, Interest.KIN, "亲属在该小区")
        )

    @rule(
        expert=sampled_from(HERE), estate=integers(0, 2),
        status=sampled_from((RecusalStatus.CONFIRMED, RecusalStatus.WITHDRAWN)),
    )  # fmt: skip
    def decide(self, expert: PersonId, estate: int, status: RecusalStatus) -> None:
        self.sit(OBSERVER)
        where = estates(self.desk)[estate]
        self.attempt(
            status.name.lower(),
            lambda: convene_panel.decide_recusal(self.desk, expert, where, status, reason="已核对"),
        )

    @rule(pulled_at=integers(0, 12))
    def hand_over(self, pulled_at: int) -> None:
        """The laptop writes its bundle; now and then the stick is pulled in the middle."""
        STEPS["pulled stick" if pulled_at else "hand over"] += 1
        with at(self.place / "laptop" / "home"):
            seat = begin_round.open_round(self.place / "laptop" / "round", self.clock)
            try:
                identify_person.log_in(seat, AWAY, open_pin(AWAY))
                plan = FaultPlan(pulled_at or 10_000, EIO, lasting=True)
                with suppress(MeihaoError), faults(plan):
                    take_seat.hand_over(seat, self.place / "stick", open_pin(AWAY))
            finally:
                begin_round.close_round(seat)

    @rule()
    def receive(self) -> None:
        self.sit(SECRETARY)
        known = len(self.desk.store.exchanges.handovers())

        def deed() -> None:
            files = exchange_sheets.bundles_on(self.place / "stick")
            for row in exchange_sheets.receive(self.desk, files).rows:
                assert row.outcome in (Outcome.NEW, Outcome.PRESENT), row.sentence
                STEPS[f"received: {row.outcome.name.lower()}"] += 1

        self.attempt("receive", deed)
        assert len(self.desk.store.exchanges.handovers()) >= known

    @rule(early=booleans())
    def open_bundles(self, early: bool) -> None:
        self.sit(CHAIR if early else SECRETARY)
        witness = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
        if self.actor == CHAIR:
            self.attempt(
                "open bundles", lambda: exchange_sheets.open_bundles(self.desk, "提前汇总", witness)
            )
            self.tries[OBSERVER] = min(self.tries[OBSERVER], self.counted_tries()[OBSERVER])
        else:
            self.attempt("open bundles", lambda: exchange_sheets.open_bundles(self.desk))

    @rule()
    def back_up(self) -> None:
        done: list[back_up_round.BackupDone] = []
        if self.attempt("backup", lambda: done.append(back_up_round.back_up(self.desk, "试"))):
            self.kept.append(done[0].path.relative_to(self.place))

    @precondition(lambda self: self.kept)
    @rule(newest=booleans())
    def restore(self, newest: bool) -> None:
        """The round is as it was then: what was sealed since is in the backup made before."""
        backup = self.place / self.kept[-1 if newest else 0]
        if not backup.is_file():
            return
        with at(self.place / "desk" / "home"):
            begin_round.close_round(self.desk)
            done = self.attempt(
                "restore", lambda: restore_round.restore(backup, self.place / "desk" / "round")
            )
            assert done
            self.desk = self.opened()
        self.sealed = {}
        self.tries = self.counted_tries()

    @rule()
    def crash(self) -> None:
        """The program is gone without a word: the files are as they lie there."""
        STEPS["crash"] += 1
        self.crashes += 1
        before, old = self.counted_tries(), self.desk
        place = self.root / str(self.crashes)
        shutil.copytree(self.place, place)
        old.store.close()
        shutil.rmtree(self.place)
        self.place = place
        self.clock = SteppingClock(self.clock.moment)
        self.desk = self.opened()
        assert self.counted_tries() == before

    @property
    def actor(self) -> PersonId | None:
        return self.desk.actor.id if self.desk.actor else None

    @invariant()
    def the_log_is_sound(self) -> None:
        assert verify_log.verify_open(self.desk).faults == ()

    @invariant()
    def what_was_sealed_is_as_it_was_sealed(self) -> None:
        latest, earlier = self.desk.store.score_sheets.all()
        now = {(s.expert, s.estate, s.revision): s.digest for s in (*earlier, *latest) if s.digest}
        assert self.sealed.items() <= now.items()
        self.sealed = now

    @invariant()
    def no_try_is_given_back(self) -> None:
        assert self.counted_tries() == self.tries

    @invariant()
    def the_standing_is_what_the_sheets_give(self) -> None:
        dossier = self.desk.dossier()
        standing, recusals = standing_of(dossier), Recusals.of(self.desk.store.panels.recusals())
        for estate in estates(self.desk):
            totals = [
                sheet.total
                for sheet in self.desk.store.score_sheets.latest()
                if sheet.estate == estate and sheet.digest
                and not recusals.cover(sheet.expert, estate)
            ]  # fmt: skip
            entry = standing.entry(estate)
            assert (entry is not None) == (len(totals) >= 3)
            if entry is not None:
                mean = Fraction(sum(totals, Decimal(0))) / len(totals)
                assert entry.final_points == mean
