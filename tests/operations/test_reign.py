"""Which key stood for the round when: as the log tells it, and no other way."""

from dataclasses import replace
from datetime import timedelta

import pytest

from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.signature import ChangeCause, PublicKey
from meihao_desktop.operations import replace_key
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.keys import certificate_for, event_key_at_hand
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.proof import proof
from meihao_desktop.operations.reign import Reign, reign_of
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, OBSERVER, SECRETARY, sit

OBSERVED = Witness(person=OBSERVER, pin=open_pin(OBSERVER))


@pytest.fixture
def collating(round_in: RoundIn) -> Context:
    context = round_in(Phase.COLLATING)
    sit(context, SECRETARY)
    return context


def replaced(context: Context) -> tuple[PublicKey, PublicKey]:
    done = replace_key.replace_event_key(context, ChangeCause.FEARED, "电脑失窃", OBSERVED)
    return done.old, done.new


def test_where_nothing_was_replaced_the_first_key_stands_all_the_time(collating: Context) -> None:
    reign = reign_of(collating.store)
    (only,) = reign.keys
    assert reign.faults == ()
    assert reign.in_force(1) == reign.in_force(10_000) == only.fingerprint
    assert reign.public_key(only.fingerprint) == only.public_key
    assert reign.public_key("AB" * 8) == ""
    assert reign.certifies("AB" * 8, only.fingerprint)


def test_from_the_event_of_the_replacement_on_the_new_key_stands(collating: Context) -> None:
    old, new = replaced(collating)
    seq = collating.store.audit_log.head()[0]
    reign = reign_of(collating.store)
    assert reign.faults == ()
    assert reign.in_force(seq - 1) == old.fingerprint
    assert reign.in_force(seq) == reign.in_force(seq + 1) == new.fingerprint


def test_nothing_stands_for_a_round_without_keys() -> None:
    bare = Reign(keys=(), begins={}, certified={}, faults=())
    assert bare.in_force(1) == ""


def test_what_a_stolen_key_certifies_after_it_was_replaced_is_told(collating: Context) -> None:
    stolen = event_key_at_hand(collating)
    assert stolen is not None
    old, _ = replaced(collating)
    own = next(key for key in collating.store.keys.all() if key.owner == CHAIR)
    later = replace(own, fingerprint="AB" * 8, made_at=own.made_at + timedelta(minutes=1))
    with collating.transaction("receive_bundle"):
        collating.store.keys.save(later)
        collating.store.keys.add_certificate(certificate_for(collating, later, stolen))
    assert not reign_of(collating.store).certifies("AB" * 8, old.fingerprint)
    faults = "".join(proof(collating.store).faults)
    assert "当时起作用的却不是这一把" in faults


def test_a_change_that_another_step_wrote_is_told(collating: Context) -> None:
    replaced(collating)
    (change,) = collating.store.keys.changes()
    stray = replace(collating.store.keys.all()[0], fingerprint="AB" * 8)
    with collating.transaction("save_rules"):
        collating.store.keys.save(stray)
        collating.store.keys.add_change(
            replace(change, fingerprint="AB" * 8, replaced=change.fingerprint)
        )
    assert any("更换记录是伪造的" in fault for fault in reign_of(collating.store).faults)


def test_a_key_that_was_retired_without_a_successor_is_told(collating: Context) -> None:
    (key,) = reign_of(collating.store).keys
    with collating.transaction("save_rules"):
        collating.store.keys.save(replace(key, retired_at=collating.now()))
    (fault,) = reign_of(collating.store).faults
    assert "已停用，却没有更换记录" in fault


def test_two_keys_in_use_are_told_once(collating: Context) -> None:
    (key,) = reign_of(collating.store).keys
    with collating.transaction("save_rules"):
        collating.store.keys.save(replace(key, fingerprint="AB" * 8))
    (fault,) = reign_of(collating.store).faults
    assert fault.startswith("记录中有不止一把评审密钥")
