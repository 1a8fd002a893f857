"""What the state machine of a meeting knows, and what must hold after each of its steps.

The log is sound and its replay is the tables, what was sealed is as it was sealed, nobody who must
stand back is counted, no try of a PIN was given back, nobody's points are here before their bundle
was opened, a copy is only read, and the standing is what the sheets give when added up by hand.
"""

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from hypothesis.strategies import sampled_from

from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.pin import TryRules
from meihao_desktop.domain.recusal import Recusals
from meihao_desktop.domain.review_round import RoundMode
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.operations import begin_round, identify_person, verify_log
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.memory import STILL
from meihao_desktop.operations.pins import open_pin
from tests.faults.meeting_place import AWAY, HERE, Begun, cheap, new_place, template
from tests.faults.workflows import LATER
from tests.support.rounds import OBSERVER, SECRETARY, SteppingClock, estates
from tests.support.sticks import at

PEOPLE = (SECRETARY, OBSERVER, *HERE)
FREE_TRIES = 5
"""From so many wrong tries on a PIN may be refused for a while even when it is right."""
MOST_TRIES = TryRules().locks_at
LONGEST_WAIT = 3600
PAUSE = 4
"""Every so many steps chain, replay and signatures are checked; what is broken stays broken."""
MEETINGS, STEPS = Counter[str](), Counter[str]()
DONE, REFUSED, WALKED = Counter[str](), Counter[str](), Counter[str]()

Key = tuple[str, str, int]


def sealed_on(context: Context) -> dict[Key, str]:
    """Every sealed revision on a machine with its digest."""
    latest, earlier = context.store.score_sheets.all()
    return {(s.expert, s.estate, s.revision): s.digest for s in (*earlier, *latest) if s.digest}


class MeetingState(RuleBasedStateMachine):
    """One secretary's machine, one laptop, one stick."""

    @initialize(mode=sampled_from(RoundMode), begun=sampled_from(Begun))
    def begin(self, mode: RoundMode, begun: Begun) -> None:
        MEETINGS[f"{mode.name.lower()}, {begun.value}"] += 1
        self.ending, self.refusal = ExitStack(), ""
        self.ending.enter_context(cheap())
        self.mode = mode
        self.place = new_place()
        self.ending.callback(shutil.rmtree, self.place)
        self.home = self.place / "desk" / "home"
        self.round = self.place / "desk" / "round"
        self.stick = self.place / "stick"
        shutil.copytree(template(mode, begun), self.place, dirs_exist_ok=True)
        self.clock = SteppingClock(LATER)
        self.desk = self.opened()
        self.sealed: dict[Key, str] = {}
        self.tries = self.counted_tries()
        self.kept: list[Path] = []
        self.copies: list[tuple[int, bytes]] = []
        self.is_unbroken = True
        self.remembered = self.desk.store.audit_log.head()

    def teardown(self) -> None:
        if hasattr(self, "ending"):
            with self.ending:
                self.close()

    def opened(self) -> Context:
        """The round of the secretary, opened as the program opens it."""
        with at(self.home):
            context = begin_round.open_round(self.round, self.clock)
        self.looked_at = context.store.audit_log.head()[0]
        return context

    def opened_anew(self) -> None:
        """After something was done to the files of the round while it was closed."""
        self.desk = self.opened()
        self.sealed = {}
        self.tries = self.counted_tries()

    def close(self) -> None:
        """The machine remembers what it had; not of a copy."""
        assert verify_log.verify_open(self.desk).faults == ()
        if not self.is_copy:
            self.remembered = self.desk.store.audit_log.head()
        with at(self.home):
            begin_round.close_round(self.desk)

    @property
    def is_copy(self) -> bool:
        return self.desk.store.restriction is not None

    @property
    def actor(self) -> PersonId | None:
        return self.desk.actor.id if self.desk.actor else None

    def estate(self, number: int) -> EstateId:
        return estates(self.desk)[number]

    def counted_tries(self) -> dict[PersonId, int]:
        records = {person: self.desk.store.panels.pin(person) for person in PEOPLE}
        return {person: record.failed_tries for person, record in records.items() if record}

    def attempt(self, name: str, deed: Callable[[], object], home: Path | None = None) -> bool:
        """Whether the program did it; a refusal is a sentence."""
        STEPS[name] += 1
        with at(home or self.home):
            try:
                deed()
            except MeihaoError as refusal:
                assert "。" in str(refusal), str(refusal)  # noqa: PT017 -- of every refusal
                REFUSED[name] += 1
                self.refusal = str(refusal)
                return False
        DONE[name] += 1
        return True

    def entered(self, person: PersonId) -> bool:
        """Try to log in with the right PIN."""
        done = self.attempt(
            "log in", lambda: identify_person.log_in(self.desk, person, open_pin(person))
        )
        assert done or self.tries[person] > FREE_TRIES, person
        if done:
            self.tries[person] = 0
        return done

    def sit(self, person: PersonId) -> bool:
        """Take the place, if the program lets them; whoever has to wait for it waits."""
        if FREE_TRIES < self.tries[person] < MOST_TRIES:
            self.attempt("log in", lambda: self.knock(person))
            self.clock.wait(LONGEST_WAIT)
        return self.actor == person or self.entered(person)

    def knock(self, person: PersonId) -> None:
        """A wait begins when a try was refused for it."""
        identify_person.log_in(self.desk, person, open_pin(person))
        self.tries[person] = 0

    def witness(self, person: PersonId = OBSERVER) -> Witness:
        return Witness(person=person, pin=open_pin(person))

    def was_asked(self, person: PersonId, *, done: bool) -> None:
        """A right PIN was asked for inside an act: what was counted before may be 0 now."""
        now = self.counted_tries()[person]
        assert now in ((0,) if done else (0, self.tries[person]))
        self.tries[person] = now

    @invariant()
    def the_log_is_sound(self) -> None:
        """Looked at in full now and then, and before anything takes the place of the records."""
        WALKED["steps"] += 1
        if WALKED["steps"] % PAUSE == 0:
            assert verify_log.verify_open(self.desk).faults == ()

    @invariant()
    def what_was_sealed_is_as_it_was_sealed(self) -> None:
        now = sealed_on(self.desk)
        assert self.sealed.items() <= now.items()
        self.sealed = now

    @invariant()
    def no_try_is_given_back(self) -> None:
        assert self.counted_tries() == self.tries

    @invariant()
    def a_copy_is_only_read(self) -> None:
        if self.is_copy:
            told = {event.event for event in self.desk.store.audit_log.events(self.looked_at)}
            assert told <= STILL
        else:
            self.looked_at = self.desk.store.audit_log.head()[0]

    @invariant()
    def nobody_sees_points_that_are_not_opened(self) -> None:
        store = self.desk.store
        if all(each.opened_at is None for each in store.exchanges.handovers()):
            latest, earlier = store.score_sheets.all()
            assert all(sheet.expert != AWAY for sheet in (*latest, *earlier))
            letters = (self.stick, self.round / "handed") if self.is_unbroken else (self.stick,)
            for folder in letters:
                for file in folder.glob("*.meihao"):
                    assert b'"cells"' not in file.read_bytes(), file.name

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
