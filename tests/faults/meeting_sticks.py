"""What goes to and fro on the stick of the state machine: packs, bundles, and it is pulled."""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EIO

from hypothesis.stateful import precondition, rule
from hypothesis.strategies import booleans, integers, sampled_from

from meihao_desktop.operations import (
    begin_round,
    exchange_sheets,
    identify_person,
    make_packs,
    score_estate,
    take_seat,
)
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.exchange_sheets import Outcome
from meihao_desktop.operations.pins import open_pin
from tests.faults.meeting_place import AWAY
from tests.faults.meeting_state import STEPS, MeetingState, sealed_on
from tests.support.faults import FaultPlan, faults
from tests.support.rounds import CHAIR, OBSERVER, SECRETARY, estates, score
from tests.support.sticks import at

PULLED = sampled_from((0, 0, 0, 1, 2, 3, 5, 8, 13, 21, 34))
"""At which step of the disk the stick goes; 0 for not at all."""
NEVER = 10_000


class StickRules(MeetingState):
    """One laptop and one stick beside the secretary's machine."""

    @contextmanager
    def laptop(self) -> Iterator[Context]:
        """The expert at the laptop; what was sealed there stays as it is."""
        with at(self.place / "laptop" / "home"):
            seat = begin_round.open_round(self.place / "laptop" / "round", self.clock)
            sealed = sealed_on(seat)
            try:
                identify_person.log_in(seat, AWAY, open_pin(AWAY))
                yield seat
            finally:
                assert sealed.items() <= sealed_on(seat).items()
                begin_round.close_round(seat)

    @rule(pulled_at=PULLED)
    def hand_over(self, pulled_at: int) -> None:
        """The laptop writes its bundle; now and then the stick is pulled in the middle."""
        name = "hand over, stick pulled" if pulled_at else "hand over"
        plan = FaultPlan(pulled_at or NEVER, EIO, lasting=True)
        with self.laptop() as seat, faults(plan):
            done = self.attempt(
                name, lambda: take_seat.hand_over(seat, self.stick, open_pin(AWAY)),
                self.place / "laptop" / "home",
            )  # fmt: skip
        assert done or pulled_at

    @rule(pulled=booleans())
    def receive(self, pulled: bool) -> None:
        if not self.sit(SECRETARY):
            return
        store = self.desk.store
        known, head = store.exchanges.handovers(), store.audit_log.head()
        files = exchange_sheets.bundles_on(self.stick)
        if pulled:
            for file in files:
                file.rename(file.with_suffix(".gone"))
        rows: list[exchange_sheets.ReceivedRow] = []
        self.attempt(
            "receive, stick pulled" if pulled else "receive",
            lambda: rows.extend(exchange_sheets.receive(self.desk, files).rows),
        )
        for file in files:
            if pulled:
                file.with_suffix(".gone").rename(file)
        for row in rows:
            STEPS[f"received: {row.outcome.name.lower()}"] += 1
            assert not (pulled and row.outcome is Outcome.NEW)
            assert row.outcome is not Outcome.REFUSED or pulled or not self.is_unbroken, (
                row.sentence
            )
            assert "。" in row.sentence
        now = store.exchanges.handovers()
        assert {each.digest for each in known} <= {each.digest for each in now}
        if all(row.outcome is Outcome.PRESENT for row in rows):
            assert store.audit_log.head() == head

    @precondition(lambda self: self.desk.store.exchanges.handovers())
    @rule()
    def receive_again(self) -> None:
        """What is here is here once, however often it is offered."""
        if not self.sit(SECRETARY):
            return
        digests = {each.digest for each in self.desk.store.exchanges.handovers()}
        files = exchange_sheets.bundles_on(self.stick)
        outcomes: list[Outcome] = []
        for _ in range(2):
            outcomes.clear()
            self.attempt(
                "receive again",
                lambda: outcomes.extend(
                    row.outcome for row in exchange_sheets.receive(self.desk, files).rows
                ),
            )
        assert Outcome.NEW not in outcomes
        now = [each.digest for each in self.desk.store.exchanges.handovers()]
        assert len(now) == len(set(now))
        assert digests <= set(now)

    @rule(early=booleans())
    def open_bundles(self, early: bool) -> None:
        if not self.sit(CHAIR if early else SECRETARY):
            return
        if not early:
            self.attempt("open bundles", lambda: exchange_sheets.open_bundles(self.desk))
            return
        self.attempt(
            "open bundles early",
            lambda: exchange_sheets.open_bundles(self.desk, "提前汇总", self.witness()),
        )
        self.was_asked(OBSERVER, done=False)  # nobody is, once all bundles are in

    @rule(estate=integers(0, 2))
    def reopen_away(self, estate: int) -> None:
        """What was opened of the laptop's sheets is opened again, there by the next pack."""
        if not self.sit(CHAIR):
            return
        where = self.estate(estate)
        done = self.attempt(
            "re-open for the laptop",
            lambda: score_estate.reopen(
                self.desk, AWAY, where, reason="录入有误", witness=self.witness()
            ),
        )
        self.was_asked(OBSERVER, done=done)

    @rule(pulled_at=PULLED)
    def renew(self, pulled_at: int) -> None:
        """A new pack, and the laptop takes it; now and then the stick is pulled in the middle."""
        if not self.sit(SECRETARY):
            return
        plan = FaultPlan(pulled_at or NEVER, EIO, lasting=True)
        with faults(plan):
            self.attempt(
                "pack, stick pulled" if pulled_at else "pack",
                lambda: make_packs.make_pack(self.desk, self.stick),
            )
        whole = [offer for offer in take_seat.find_packs(self.stick) if not offer.fault]
        if not whole:
            return
        home = self.place / "laptop" / "home"
        with self.laptop() as seat:
            if self.attempt(
                "newer pack", lambda: take_seat.renew_seat(seat, whole[0].folder), home
            ):
                identify_person.log_in(seat, AWAY, open_pin(AWAY))

    @rule(estate=integers(0, 2))
    def seal_away(self, estate: int) -> None:
        """At the laptop; what is sealed there is refused, what was opened again is not."""
        with self.laptop() as seat:
            where = estates(seat)[estate]

            def deed() -> None:
                score(seat, where, 41, 31)
                score_estate.submit(seat, where, open_pin(AWAY))

            self.attempt("seal at the laptop", deed, self.place / "laptop" / "home")

    @rule(estate=integers(0, 2))
    def correct(self, estate: int) -> None:
        """The whole way: opened again, a new pack, sealed anew at the laptop, handed over."""
        self.reopen_away(estate)
        self.renew(0)
        self.seal_away(estate)
        self.hand_over(0)
        self.receive(pulled=False)
