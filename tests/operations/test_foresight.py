"""What a large round works out beside the window, and a small one at once."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from meihao_desktop.domain.conflicts.run_all import run_all
from meihao_desktop.domain.progress import Watch
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.standing import standing_of
from meihao_desktop.exchange import lockbox
from meihao_desktop.operations import (
    exchange_sheets,
    foresight,
    identify_person,
    letters,
    offers,
    score_estate,
    take_seat,
)
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.pins import STANDARD_COST, open_pin
from tests.operations.conftest import RoundIn
from tests.support.rounds import EXPERTS, SECRETARY, estates, score, sit
from tests.support.sticks import StickMeeting

EXPERT = EXPERTS[1]
PIN = open_pin(EXPERT)


def test_a_small_round_waits_for_nothing(round_in: RoundIn) -> None:
    assert foresight.ahead(round_in(Phase.COLLATING)) is None


def test_a_large_round_finds_checks_and_ranking_ready(
    round_in: RoundIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = round_in(Phase.COLLATING)
    monkeypatch.setattr(foresight, "MANY_POINTS", 9 * 2)
    work = foresight.ahead(context)
    assert work is not None
    known = set(vars(context.dossier()))
    work(Watch())
    fresh = set(vars(context.dossier())) - known
    assert {name.rpartition(".")[2] for name in fresh} >= {"run_all", "standing_of"}
    ready = dict(vars(context.dossier()))
    assert standing_of(context.dossier()) in ready.values()
    assert run_all(context.dossier()) in ready.values()


def test_what_is_written_later_is_worked_out_anew(
    round_in: RoundIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = round_in(Phase.COLLATING)
    monkeypatch.setattr(foresight, "MANY_POINTS", 0)
    before = context.dossier()
    with context.transaction("log_out"):
        pass
    assert foresight.ahead(context) is not None
    assert context.dossier() is not before


def stretched_in(act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> int:
    """How often a PIN is stretched by the act itself."""
    stretch, seen = lockbox._stretch, list[str]()

    def noted(pin: str, salt: bytes, slowness: lockbox.Slowness) -> bytes:
        seen.append(pin)
        return stretch(pin, salt, slowness)

    with monkeypatch.context() as patched:
        patched.setattr(lockbox, "_stretch", noted)
        act()
    return len(seen)


def asked_for_real(context: Context) -> Context:
    """PINs cost what they cost in earnest, as far as foresight goes."""
    context.pin_cost = STANDARD_COST
    return context


def worked(work: foresight.Work | None) -> None:
    assert work is not None
    work(Watch())


def test_in_a_rehearsal_nothing_is_slow(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    sit(context, EXPERT)
    assert foresight.log_in_ahead(context, EXPERT, PIN) is None
    assert foresight.seal_ahead(context, PIN) is None


def test_sealing_stretches_nothing_but_the_check_after_the_work_ahead(
    round_in: RoundIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = round_in(Phase.SCORING)
    sit(context, EXPERT)
    first, second, *_ = estates(context)
    for estate in (first, second):
        score(context, estate, 50, 35)
    asked_for_real(context)
    assert stretched_in(lambda: score_estate.submit(context, first, PIN), monkeypatch) == 1
    worked(foresight.seal_ahead(context, PIN))
    assert stretched_in(lambda: score_estate.submit(context, second, PIN), monkeypatch) == 0


def test_a_first_log_in_makes_its_key_and_opens_its_part_ahead(
    tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = StickMeeting(tmp_path / "会议")
    meeting.pack()
    newest = take_seat.find_packs(meeting.stick)[0]
    clock = meeting.desk.clock
    seat = asked_for_real(take_seat.take_seat(newest.folder, tmp_path / "席位", clock, EXPERT))
    worked(foresight.log_in_ahead(seat, EXPERT, PIN))
    log_in = lambda: identify_person.log_in(seat, EXPERT, PIN)  # noqa: E731 - counted twice
    assert stretched_in(log_in, monkeypatch) == 0
    assert foresight.log_in_ahead(seat, EXPERT, PIN) is None, "all is there from now on"
    worked(foresight.hand_over_ahead(seat, PIN))
    give = lambda: take_seat.hand_over(seat, meeting.stick, PIN)  # noqa: E731 - as above
    assert stretched_in(give, monkeypatch) == 0
    seat.store.close()
    with meeting.secretary():
        opened_ahead(meeting, monkeypatch)
    meeting.close()


def opened_ahead(meeting: StickMeeting, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read beside the window is opened without being read again, and only once."""
    exchange_sheets.receive(meeting.desk, exchange_sheets.bundles_on(meeting.stick))
    assert foresight.opening_ahead(meeting.desk) is None, "small ones are opened at once"
    monkeypatch.setattr(foresight, "MANY_BYTES", 1)
    worked(foresight.opening_ahead(meeting.desk))
    assert len(offers._decoded) == 1
    (handover,) = meeting.desk.store.exchanges.handovers()
    file = letters.kept_file(meeting.desk.folder, handover.digest)
    inner = letters.contents(
        meeting.desk.folder, handover.digest, letters.boxes_of(meeting.desk.store), file.name
    )
    ahead = offers.decoded(inner, file.name)
    assert offers._decoded == {}
    assert offers.decoded(inner, file.name) == ahead


def test_whoever_has_no_key_has_nothing_to_wait_for(round_in: RoundIn) -> None:
    context = asked_for_real(round_in(Phase.SCORING))
    assert foresight.log_in_ahead(context, SECRETARY, open_pin(SECRETARY)) is None


def test_what_was_stretched_is_forgotten_behind_the_act(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    sit(context, EXPERT)
    asked_for_real(context)
    worked(foresight.seal_ahead(context, PIN))
    assert lockbox._stretched
    foresight.forget()
    assert not lockbox._stretched


def test_what_was_decoded_and_not_opened_is_forgotten() -> None:
    offers._decoded["0"] = None  # type: ignore[assignment]
    foresight.forget()
    assert offers._decoded == {}


def test_the_press_is_brought_in_beside_the_window() -> None:
    foresight.papers_ahead()(Watch())
    assert "meihao_desktop.printing.stamp" in sys.modules
