"""A meeting over sticks for tests: several machines, each with a home of its own."""

import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.exchange.letter import letter_of, seal_letter
from meihao_desktop.exchange.refusals import Refusal
from meihao_desktop.operations import (
    begin_round,
    declare_interests,
    exchange_sheets,
    identify_person,
    make_packs,
    score_estate,
    take_seat,
)
from meihao_desktop.operations.begin_round import RoundPlan
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.exchange_sheets import Outcome, ReceivedRow
from meihao_desktop.operations.letters import boxes_of
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.take_seat import HandedOver
from tests.support.rounds import (
    EXPERTS,
    SECRETARY,
    SteppingClock,
    a_new_round,
    convene,
    estates,
    receive,
    score,
    sit,
)

POINTS = {
    EXPERTS[0]: ((55, 35), (50, 35), (45, 30)),
    EXPERTS[1]: ((54, 35), (50, 34), (45, 31)),
    EXPERTS[2]: ((56, 34), (51, 35), (44, 30)),
}


@contextmanager
def at(home: Path) -> Iterator[None]:
    """The machine with this home."""
    before = os.environ.get("MEIHAO_HOME", "")
    os.environ["MEIHAO_HOME"] = str(home)
    try:
        yield
    finally:
        os.environ["MEIHAO_HOME"] = before


class StickMeeting:
    """One secretary's machine, any number of laptops, and one stick between them."""

    def __init__(self, place: Path, plan: RoundPlan | None = None) -> None:
        self.place = place
        self.stick = place / "stick"
        self.stick.mkdir(parents=True)
        self._opened: list[Context] = []
        with self.secretary():
            self.desk = a_new_round(place / "desk" / "round", plan)
            self._opened.append(self.desk)
            convene(self.desk)
            begin_round.advance(self.desk)
            receive(self.desk)
            while self.desk.phase is not Phase.SCORING:
                begin_round.advance(self.desk)
            declare_interests.declare_as_secretary(self.desk, (), open_pin(SECRETARY))

    def secretary(self) -> AbstractContextManager[None]:
        return at(self.place / "desk" / "home")

    def laptop(self, name: str) -> AbstractContextManager[None]:
        return at(self.place / name / "home")

    def pack(self) -> Path:
        """A pack on the stick; gives its folder."""
        with self.secretary():
            return make_packs.make_pack(self.desk, self.stick).folder

    def seat(self, expert: PersonId, name: str = "") -> Context:
        """The expert takes a seat at a laptop and logs in."""
        machine = name or f"laptop-{expert}"
        with self.laptop(machine):
            newest = take_seat.find_packs(self.stick)[0]
            context = take_seat.take_seat(
                newest.folder, self.place / machine / "round", SteppingClock(), expert
            )
            self._opened.append(context)
            identify_person.log_in(context, expert, open_pin(expert))
        return context

    def score(
        self, context: Context, expert: PersonId, points: Sequence[Sequence[int]] | None = None
    ) -> None:
        """The expert declares, scores every estate and seals."""
        with self.laptop(self.machine_of(context)):
            declare_interests.declare_all(context, (), open_pin(expert))
            for estate, given in zip(estates(context), points or POINTS[expert], strict=False):
                score(context, estate, *given)
                score_estate.submit(context, estate, open_pin(expert))

    def hand_over(self, context: Context, expert: PersonId) -> HandedOver:
        with self.laptop(self.machine_of(context)):
            return take_seat.hand_over(context, self.stick, open_pin(expert))

    def handed(self, expert: PersonId, points: Sequence[Sequence[int]] | None = None) -> Path:
        """Everything an expert does, from the pack to the bundle."""
        context = self.seat(expert)
        self.score(context, expert, points)
        return self.hand_over(context, expert).path

    def inner(self, file: Path) -> bytes:
        """What is in the letter, as the secretary's machine opens it."""
        with self.secretary():
            boxes = boxes_of(self.desk.store)
        return boxes.opened(letter_of(file.read_bytes(), file.name), file.name)

    def in_letter(self, file: Path, inner: bytes) -> Path:
        """Write a letter to the round with these bytes in it."""
        box = self.desk.store.keys.box_key()
        assert box is not None
        file.write_bytes(seal_letter(inner, box.public_key))
        return file

    def machine_of(self, context: Context) -> str:
        return context.folder.parent.name

    def sit(self, person: PersonId) -> None:
        with self.secretary():
            sit(self.desk, person)

    def close(self) -> None:
        for context in self._opened:
            begin_round.close_round(context)


def received(meeting: StickMeeting, *files: Path) -> tuple[ReceivedRow, ...]:
    """What became of these files at the secretary's machine."""
    with meeting.secretary():
        return exchange_sheets.receive(meeting.desk, files).rows


def refusal(meeting: StickMeeting, file: Path) -> Refusal | None:
    """Why the file is refused; nothing of it stays behind."""
    before = meeting.desk.store.audit_log.head()
    (row,) = received(meeting, file)
    assert row.outcome is Outcome.REFUSED
    assert meeting.desk.store.audit_log.head() == before, "a refused bundle leaves nothing behind"
    return row.refusal


def sealed_estates(meeting: StickMeeting, expert: PersonId) -> int:
    """How many sheets of the expert the secretary's machine holds sealed."""
    latest = meeting.desk.store.score_sheets.latest()
    return sum(sheet.expert == expert and bool(sheet.digest) for sheet in latest)
