"""A meeting that goes every way it may: people, PINs, scores, sticks, crashes, backups, clocks.

What must hold after each step stands in tests/faults/meeting_state.py.
"""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis.stateful import precondition, rule
from hypothesis.strategies import booleans, integers, sampled_from

from meihao_desktop.domain.estate import EstateId
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.recusal import Interest, RecusalStatus
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.domain.score_sheet import ScoreCell
from meihao_desktop.operations import (
    adopt_copy,
    back_up_round,
    begin_round,
    convene_panel,
    identify_person,
    renew_pin,
    restore_round,
    score_estate,
)
from meihao_desktop.operations.pins import open_pin
from tests.faults.meeting_place import HERE
from tests.faults.meeting_state import MOST_TRIES, PEOPLE, STEPS
from tests.faults.meeting_sticks import StickRules
from tests.support.rounds import CHAIR, OBSERVER, SECRETARY, SteppingClock, score
from tests.support.sticks import at

ALL = 3
"""Stands for every estate where a number asks for one of three."""
FILES = ("round.db", "round.db-wal")
CRITERIA = sampled_from(("1.1", "2.1"))


class MeetingMachine(StickRules):
    """One secretary's machine, one laptop, one stick, and whatever happens."""

    @rule(person=sampled_from(PEOPLE))
    def log_in(self, person: PersonId) -> None:
        self.entered(person)

    @rule(person=sampled_from(PEOPLE), times=integers(1, 3))
    def guess(self, person: PersonId, times: int) -> None:
        for _ in range(times):
            self.guess_once(person)

    @precondition(lambda self: max(self.tries.values()) < MOST_TRIES)
    @rule(person=sampled_from(HERE), seconds=sampled_from((0, 600)))
    def guess_on(self, person: PersonId, seconds: int) -> None:
        """Whoever waits between tries gets ten of them, and whoever does not, fewer."""
        for _ in range(MOST_TRIES):
            self.guess_once(person)
            self.clock.wait(seconds)
        assert self.tries[person] == MOST_TRIES or not seconds

    def guess_once(self, person: PersonId) -> None:
        before = self.desk.store.audit_log.head()[0]
        done = self.attempt(
            "wrong PIN", lambda: identify_person.log_in(self.desk, person, "000000")
        )
        assert not done
        if self.desk.store.audit_log.head()[0] > before:  # it was looked at
            self.tries[person] += 1
        assert self.tries[person] <= MOST_TRIES

    @precondition(lambda self: max(self.tries.values()) == MOST_TRIES)
    @rule(person=sampled_from(HERE))
    def unlock(self, person: PersonId) -> None:
        if not self.sit(SECRETARY):
            return
        locked = self.tries[person] == MOST_TRIES
        done = self.attempt("unlock", lambda: renew_pin.unlock(self.desk, person, self.witness()))
        self.was_asked(OBSERVER, done=done)
        if done:
            assert locked
            self.tries[person] = 0

    @rule(seconds=sampled_from((1, 20, 90, 600)))
    def wait(self, seconds: int) -> None:
        STEPS["wait"] += 1
        self.clock.wait(seconds)

    @rule(days=sampled_from((-365, -1, 1, 365)))
    def turn_the_clock(self, days: int) -> None:
        STEPS["clock jump"] += 1
        self.clock.turn(timedelta(days=days))

    @rule(
        person=sampled_from(HERE), estate=integers(0, 2), points=integers(0, 3900),
        criterion=CRITERIA,
    )  # fmt: skip
    def give_points(self, person: PersonId, estate: int, points: int, criterion: str) -> None:
        self.sit(person)
        cell = ScoreCell(points=Decimal(points) / 100, reason="见材料")
        where = self.estate(estate)
        done = self.attempt(
            "score", lambda: score_estate.set_cell(self.desk, where, criterion, cell)
        )
        if done:
            assert self.actor is not None
            sheet = self.desk.store.score_sheets.get(self.actor, where)
            assert sheet is not None
            assert sheet.cells[criterion].points == cell.points

    @rule(person=sampled_from(HERE), estate=integers(0, 2), criterion=CRITERIA)
    def skip(self, person: PersonId, estate: int, criterion: str) -> None:
        """Leave an item open; such a sheet cannot be sealed."""
        if not self.sit(person):
            return
        where = self.estate(estate)
        if self.attempt(
            "skip", lambda: score_estate.set_cell(self.desk, where, criterion, ScoreCell())
        ):
            assert not self.attempt(
                "seal, half empty", lambda: score_estate.submit(self.desk, where, open_pin(person))
            )
            self.was_asked(person, done=False)

    @rule(person=sampled_from(HERE), estate=integers(0, ALL))
    def seal(self, person: PersonId, estate: int) -> None:
        for number in range(3) if estate == ALL else (estate,):
            if self.sit(person):
                self.seal_one(person, self.estate(number))

    def seal_one(self, person: PersonId, where: EstateId) -> None:
        def deed() -> None:
            score(self.desk, where, 40, 30)
            score_estate.submit(self.desk, where, open_pin(person))

        done = self.attempt("seal", deed)
        self.was_asked(person, done=done)
        if done:
            cell = ScoreCell(points=Decimal(1), reason="见材料")
            assert not self.attempt(
                "score, sealed", lambda: score_estate.set_cell(self.desk, where, "1.1", cell)
            )

    @rule(expert=sampled_from(HERE), estate=integers(0, 2))
    def reopen(self, expert: PersonId, estate: int) -> None:
        self.sit(CHAIR)
        where = self.estate(estate)
        done = self.attempt(
            "re-open",
            lambda: score_estate.reopen(
                self.desk, expert, where, reason="录入有误", witness=self.witness()
            ),
        )
        self.was_asked(OBSERVER, done=done)

    @rule(person=sampled_from(HERE), estate=integers(0, 2))
    def recuse(self, person: PersonId, estate: int) -> None:
        self.sit(person)
        where = self.estate(estate)
        if self.attempt(
            "recuse", lambda: convene_panel.declare(self.desk, where, Interest.KIN, "亲属在该小区")
        ):
            cell = ScoreCell(points=Decimal(1), reason="见材料")
            assert not self.attempt(
                "score, recused", lambda: score_estate.set_cell(self.desk, where, "1.1", cell)
            )

    @rule(
        expert=sampled_from(HERE), estate=integers(0, 2),
        status=sampled_from((RecusalStatus.CONFIRMED, RecusalStatus.WITHDRAWN)),
    )  # fmt: skip
    def decide(self, expert: PersonId, estate: int, status: RecusalStatus) -> None:
        self.sit(OBSERVER)
        where = self.estate(estate)
        self.attempt(
            f"recusal {status.name.lower()}",
            lambda: convene_panel.decide_recusal(self.desk, expert, where, status, reason="已核对"),
        )

    @rule()
    def advance(self) -> None:
        self.sit(SECRETARY)
        self.attempt("next phase", lambda: begin_round.advance(self.desk))

    @precondition(lambda self: self.desk.phase is not Phase.SCORING)
    @rule()
    def turn_back(self) -> None:
        self.sit(CHAIR)
        done = self.attempt(
            "back to scoring",
            lambda: begin_round.return_to(self.desk, Phase.SCORING, "补评", self.witness()),
        )
        self.was_asked(OBSERVER, done=done)

    @rule()
    def back_up(self) -> None:
        done: list[back_up_round.BackupDone] = []
        if self.attempt("backup", lambda: done.append(back_up_round.back_up(self.desk, "试"))):
            self.kept.append(done[0].path)

    @precondition(lambda self: self.lying())
    @rule(newest=booleans())
    def restore(self, newest: bool) -> None:
        """The round is as it was then: what was sealed since is in the backup made before."""
        backup = self.lying()[-1 if newest else 0]
        sealed = dict(self.sealed)
        self.close()
        kept = []
        done = self.attempt(
            "restore", lambda: kept.append(restore_round.restore(backup, self.round))
        )
        assert done, self.refusal
        assert restore_round.verify(kept[0]) == ()
        self.opened_anew()
        self.tell_of_a_copy()
        assert {key: self.sealed.get(key, digest) for key, digest in sealed.items()} == sealed

    @precondition(lambda self: self.lying())
    @rule(newest=booleans())
    def restore_by_word(self, newest: bool) -> None:
        """Two people answer for it: the round goes on from there, and no try comes back."""
        if not self.sit(SECRETARY):
            return
        backup = self.lying()[-1 if newest else 0]
        row = next(row for row in restore_round.list_backups(self.round) if row.path == backup)
        orders: list[restore_round.RestoreOrder] = []

        def deed() -> None:
            loss = restore_round.loss_job(self.desk, row)(Watch())
            pin = open_pin(SECRETARY)
            consent = restore_round.Consent(
                person=SECRETARY, pin=pin, reason="误操作", witness=self.witness()
            )
            orders.append(restore_round.order(self.desk, row, consent, loss))

        done = self.attempt("restore by word", deed)
        self.was_asked(SECRETARY, done=done)
        self.was_asked(OBSERVER, done=done)
        if done:
            tries = self.tries
            self.close()
            with at(self.home):
                restore_round.carry_out(orders[0], Watch())
            self.opened_anew()
            assert all(self.tries[person] >= count for person, count in tries.items())
            assert not self.is_copy
            self.is_unbroken = False

    def lying(self) -> list[Path]:
        """The backups that are still there: only the newest ones are kept."""
        return [backup for backup in self.kept if backup.is_file()]

    @rule()
    def keep_a_copy(self) -> None:
        """Somebody copies the file of the round while the program is closed."""
        STEPS["copied database"] += 1
        self.close()
        file, sealed = self.round / "round.db", self.sealed
        self.opened_anew()
        self.sealed = sealed
        self.copies.append((self.desk.store.audit_log.head()[0], file.read_bytes()))

    @precondition(lambda self: self.copies)
    @rule(newest=booleans())
    def put_a_copy_back(self, newest: bool) -> None:
        """Somebody puts an older file in the place of the round."""
        _, data = self.copies[-1 if newest else 0]
        STEPS["old copy put back"] += 1
        self.close()
        (self.round / "round.db").write_bytes(data)
        self.opened_anew()
        self.tell_of_a_copy()

    def tell_of_a_copy(self) -> None:
        """A real round without what this machine remembers of it is told and only read."""
        self.is_unbroken = False
        seq, head = self.remembered
        if self.desk.store.audit_log.hash_at(seq) == head:
            return
        if self.mode is RoundMode.FORMAL:
            assert self.is_copy
        else:
            with at(self.home):
                assert "正式评审将只读打开" in begin_round.warning(self.desk)

    @precondition(lambda self: self.copies)
    @rule()
    def elsewhere(self) -> None:
        """A copy on another machine is told as such; of a real round nothing is changed there."""
        STEPS["copy on another machine"] += 1
        seq, data = self.copies[-1]
        folder, home = self.place / "elsewhere" / "round", self.place / "elsewhere" / "home"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "round.db").write_bytes(data)
        with at(home):
            stranger = begin_round.open_round(folder, self.clock)
            restriction = stranger.store.restriction
            told = restriction.sentence if restriction else begin_round.warning(stranger)
            assert (restriction is not None) == (self.mode is RoundMode.FORMAL)
            assert "来自其他电脑" in told
            assert stranger.store.audit_log.head()[0] == seq
            begin_round.close_round(stranger)

    @precondition(lambda self: self.is_copy)
    @rule()
    def adopt(self) -> None:
        self.sit(SECRETARY)
        done = self.attempt(
            "copy made writable",
            lambda: adopt_copy.adopt(self.desk, "原电脑损坏", self.witness()),
        )
        self.was_asked(OBSERVER, done=done)
        assert done == (not self.is_copy), self.refusal

    @rule()
    def crash(self) -> None:
        """The program is gone without a word: the files are as they lie there."""
        STEPS["crash"] += 1
        before = self.counted_tries()
        lying = {name: (self.round / name).read_bytes() for name in FILES}
        was_copy, sealed = self.is_copy, self.sealed
        self.desk.store.close()
        for name, data in lying.items():
            (self.round / name).write_bytes(data)
        self.clock = SteppingClock(self.clock.moment)
        self.opened_anew()
        assert self.counted_tries() == before
        assert self.is_copy == was_copy
        self.sealed = sealed
