"""Login: five free tries, growing waits, a lock, and no way for the secretary to be an expert."""

from dataclasses import replace
from pathlib import Path

import pytest

from meihao_desktop.domain.errors import MissingRecord, RuleViolation
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.pin import is_weak
from meihao_desktop.domain.review_round import Phase, RoundMode
from meihao_desktop.operations import begin_round, identify_person, pins
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.pins import STANDARD_COST, PinCost, open_pin
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, SteppingClock, a_plan, sit

EXPERT = EXPERTS[1]
CHEAP = PinCost(passes=1, lanes=1, memory_kib=64)


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.SEALED)


def wrong(context: Context, times: int) -> str:
    told = ""
    for _ in range(times):
        clock = context.clock
        assert isinstance(clock, SteppingClock)
        clock.wait(1000)
        with pytest.raises(RuleViolation) as refusal:
            identify_person.log_in(context, EXPERT, "000000")
        told = str(refusal.value)
    return told


def test_the_right_pin_makes_the_person_the_actor(context: Context) -> None:
    actor = identify_person.log_in(context, EXPERT, open_pin(EXPERT))
    assert context.actor == actor
    assert actor.name == "专家02"
    identify_person.log_out(context)
    assert context.actor is None


def test_four_wrong_tries_cost_nothing_but_are_told(context: Context) -> None:
    assert "还可以试 6 次" in wrong(context, 4)
    identify_person.log_in(context, EXPERT, open_pin(EXPERT))
    assert "还可以试 9 次" in wrong(context, 1)


def test_after_the_sixth_wrong_try_even_the_right_pin_waits(context: Context) -> None:
    assert "请等待 15 秒后再试" in wrong(context, 6)
    with pytest.raises(RuleViolation, match=r"请等待 1\d 秒"):
        identify_person.log_in(context, EXPERT, open_pin(EXPERT))
    row = next(r for r in identify_person.people(context) if r.person.id == EXPERT)
    assert 0 < row.wait_seconds <= 15
    clock = context.clock
    assert isinstance(clock, SteppingClock)
    clock.wait(15)
    assert identify_person.log_in(context, EXPERT, open_pin(EXPERT)).id == EXPERT


def test_ten_wrong_tries_lock_until_a_fresh_pin_is_issued(context: Context) -> None:
    assert "已锁定" in wrong(context, 10)
    clock = context.clock
    assert isinstance(clock, SteppingClock)
    clock.wait(400 * 24 * 3600)
    with pytest.raises(RuleViolation, match="已锁定；请秘书"):
        identify_person.log_in(context, EXPERT, open_pin(EXPERT))
    observer = Witness(person=OBSERVER, pin=open_pin(OBSERVER))
    identify_person.issue_pin(context, EXPERT, observer)
    assert identify_person.log_in(context, EXPERT, open_pin(EXPERT)).id == EXPERT


def test_a_try_is_counted_before_the_hash_runs(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killing the program while the slow hash runs gives no further try."""
    seen: list[int] = []

    def killed(_pin: str, _hash: str) -> bool:
        record = context.store.panels.pin(EXPERT)
        assert record is not None
        seen.append(record.failed_tries)
        raise KeyboardInterrupt

    monkeypatch.setattr("meihao_desktop.operations.witness.matches", killed)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            identify_person.log_in(context, EXPERT, open_pin(EXPERT))
    assert seen == [1, 2]


def test_from_sealing_on_the_secretary_cannot_reissue_a_pin_alone(context: Context) -> None:
    assert identify_person.needs_witness(context, EXPERT)
    for witness in (None, Witness(person=EXPERT, pin=open_pin(EXPERT))):
        with pytest.raises(RuleViolation, match="须由组长或监督员（不是本人）在场"):
            identify_person.issue_pin(context, EXPERT, witness)
    own = Witness(person=SECRETARY, pin=open_pin(SECRETARY))
    with pytest.raises(RuleViolation, match="须两人在场"):
        identify_person.issue_pin(context, EXPERT, own)
    chair = Witness(person=CHAIR, pin=open_pin(CHAIR))
    pin, change = identify_person.issue_pin(context, EXPERT, chair)
    assert (pin, change.is_panel) == (open_pin(EXPERT), True)


def test_who_has_no_pin_or_does_not_exist_is_told(context: Context) -> None:
    with pytest.raises(RuleViolation, match="还没有 PIN"):
        identify_person.log_in(context, PersonId("P77"), "123456")
    with pytest.raises(MissingRecord, match="评审小组成员"):
        identify_person.issue_pin(context, PersonId("P77"))


def test_a_rehearsal_shows_its_pins_and_each_of_them_works(context: Context) -> None:
    shown = identify_person.rehearsal_pins(context)
    assert set(shown) == {SECRETARY, OBSERVER, *EXPERTS}
    for person, pin in shown.items():
        assert identify_person.log_in(context, person, pin).id == person
        assert not is_weak(pin)


def test_a_real_round_shows_no_pin_and_makes_strong_ones_by_chance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = iter([111111, 123456, 112211, 902417, 550318])
    monkeypatch.setattr(pins.secrets, "randbelow", lambda _: next(made))
    plan = a_plan(mode=RoundMode.FORMAL)
    context, pin = begin_round.create_round(tmp_path / "round", plan, SteppingClock())
    assert context.pin_cost == STANDARD_COST
    assert identify_person.rehearsal_pins(context) == {}
    assert pin == "902417"
    context.pin_cost = CHEAP
    identify_person.log_in(context, SECRETARY, pin)
    assert identify_person.issue_pin(context, SECRETARY)[0] == "550318"
    begin_round.close_round(context)


def test_the_pin_is_nowhere_in_the_folder(context: Context) -> None:
    pin = identify_person.rehearsal_pins(context)[EXPERT]
    sit(context, EXPERT)
    begin_round.close_round(context)
    for file in context.folder.rglob("*"):
        assert not file.is_file() or pin.encode() not in file.read_bytes()


def test_the_standard_cost_is_the_low_memory_profile_of_rfc_9106() -> None:
    kept = pins.hashed("258003", replace(STANDARD_COST))
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert pins.matches("258003", kept)
    assert not pins.matches("258004", kept)


def test_fresh_pins_are_never_weak_and_hardly_ever_alike() -> None:
    made = [pins.fresh_pin() for _ in range(200)]
    assert not any(is_weak(pin) for pin in made)
    assert len(set(made)) > 190


def test_only_a_rehearsal_hashes_cheaply(context: Context) -> None:
    review_round = context.store.settings.review_round()
    assert pins.cost_for(review_round) == pins.OPEN_COST
    assert pins.cost_for(replace(review_round, mode=RoundMode.FORMAL)) == STANDARD_COST
