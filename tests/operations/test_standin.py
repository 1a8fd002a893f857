"""A backup stands in for a damaged round: it checks PINs, and gives no try back."""

from pathlib import Path

import pytest

from meihao_desktop import resources
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.operations import begin_round
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.standin import (
    STAND_INS,
    carry_tries,
    copied,
    forget_stand_in,
    gate_of,
    stand_in,
    tries_in,
    tries_of,
)
from meihao_desktop.operations.witness import check_pin
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, OBSERVER, SECRETARY, SteppingClock


@pytest.fixture
def context(round_in: RoundIn) -> Context:
    return round_in(Phase.SEALED)


def test_it_lies_outside_the_round_and_is_gone_when_it_has_done_its_work(context: Context) -> None:
    first = context.store.audit_log.first_hash()
    backup = context.store.backup("试")
    standing = stand_in(backup, first, SteppingClock())
    assert standing.folder.is_relative_to(resources.data_home() / STAND_INS)
    begin_round.let_go(standing)
    forget_stand_in(first)
    assert not standing.folder.exists()


def test_a_wrong_try_stays_counted_however_often_it_is_made_anew(context: Context) -> None:
    first = context.store.audit_log.first_hash()
    backup = context.store.backup("试")
    for tried in (1, 2, 3):
        standing = stand_in(backup, first, SteppingClock())
        with pytest.raises(RuleViolation, match="PIN 不正确"):
            check_pin(standing, OBSERVER, "000000")
        assert tries_in(standing.store)[OBSERVER] == tried
        begin_round.let_go(standing)


def test_the_gate_asks_the_secretary_and_whoever_stands_beside(context: Context) -> None:
    gate = gate_of(context)
    assert [person.id for person in gate.people] == [SECRETARY]
    assert {person.id for person in gate.witnesses} == {OBSERVER, CHAIR}
    assert gate.needs_witness
    assert "两人" in gate.why


def test_without_a_panel_the_secretary_stands_alone(round_in: RoundIn) -> None:
    gate = gate_of(round_in(Phase.PREPARING))
    assert (gate.witnesses, gate.needs_witness) == ((), False)


def test_tries_are_only_ever_raised(context: Context, tmp_path: Path) -> None:
    backup = context.store.backup("试")
    with copied(backup, tmp_path / "copy") as store:
        carry_tries(store, {EXPERTS[1]: 4, SECRETARY: 0}, SteppingClock())
        carry_tries(store, {EXPERTS[1]: 2}, SteppingClock())
    assert tries_of(tmp_path / "copy")[EXPERTS[1]] == 4
    assert tries_of(tmp_path / "nowhere") == {}
    (tmp_path / "copy" / "round.db").write_bytes(b"gone")
    assert tries_of(tmp_path / "copy") == {}
