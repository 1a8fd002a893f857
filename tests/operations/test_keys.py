"""Keys come with sealing and log-in, sheets are signed with them, and a lost key is no dead end."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.signature import KeyPurpose
from meihao_desktop.exchange.canonical import canonical
from meihao_desktop.exchange.lockbox import WrongSecret
from meihao_desktop.exchange.signing_keys import SigningKey, verify
from meihao_desktop.operations import identify_person, score_estate
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.keys import (
    box_key_at_hand,
    box_key_to_enter,
    certificate_for,
    event_key_at_hand,
    event_key_to_enter,
    key_home,
    new_box_key,
    ready_expert_key,
    retire_keys,
    round_keys_to_enter,
    signer,
    slowness,
)
from meihao_desktop.operations.pins import open_pin
from meihao_desktop.operations.proof import proof
from tests.operations.conftest import RoundIn
from tests.support.rounds import CHAIR, EXPERTS, SECRETARY, estates, score, sit


def hand_in(context: Context, at: int = 0) -> None:
    """The chair hands in one sheet."""
    sit(context, CHAIR)
    score(context, estates(context)[at], 55, 35)
    score_estate.submit(context, estates(context)[at], open_pin(CHAIR))


def test_a_round_has_no_key_before_it_is_sealed_and_one_afterwards(round_in: RoundIn) -> None:
    assert round_in(Phase.RECEIVING).store.keys.all() == ()
    context = round_in(Phase.SEALED)
    event_key = context.store.keys.event_key()
    assert event_key is not None
    at_hand = event_key_at_hand(context)
    assert at_hand is not None
    assert at_hand.public_key == event_key.public_key
    assert event_key_to_enter(context) is None


def test_a_sealed_round_has_one_key_that_opens_bundles(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    known = context.store.keys.box_key()
    assert known is not None
    assert known.algorithm == "X25519"
    at_hand = box_key_at_hand(context.store, known.fingerprint)
    assert at_hand is not None
    assert at_hand.public_key == known.public_key
    assert box_key_at_hand(context.store, "0" * 16) is None
    assert round_keys_to_enter(context) == ()
    assert proof(context.store).is_sound


def test_a_second_box_key_in_use_is_a_fault(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    with context.transaction("test"):
        context.store.keys.save(new_box_key(context))
    assert any("不止一把在用的拆封密钥" in fault for fault in proof(context.store).faults)


def test_a_box_key_of_another_algorithm_is_a_fault(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    known = context.store.keys.box_key()
    assert known is not None
    with context.transaction("test"):
        context.store.keys.save(replace(known, algorithm="Ed25519"))
    assert any("公钥被换过" in fault for fault in proof(context.store).faults)


def test_the_private_key_of_the_round_lies_outside_its_folder(
    round_in: RoundIn, own_home: Path
) -> None:
    context = round_in(Phase.SEALED)
    assert (own_home / "keys" / context.store.round_id / "event.json").is_file()
    seed = event_key_at_hand(context)
    assert seed is not None
    for file in (*own_home.rglob("*"), *context.folder.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            assert seed.seed not in content
            assert seed.seed.hex().encode() not in content


def test_each_expert_gets_one_certified_key_at_the_first_log_in(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    sit(context, CHAIR)
    sit(context, CHAIR)
    own = [key for key in context.store.keys.all() if key.owner == CHAIR]
    assert len(own) == 1
    assert own[0].purpose is KeyPurpose.EXPERT
    assert context.store.keys.certificate(own[0].fingerprint) is not None
    assert not [key for key in context.store.keys.all() if key.owner == SECRETARY]


def test_handing_in_signs_the_digest_of_the_sheet(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    hand_in(context)
    sheet = context.store.score_sheets.get(CHAIR, estates(context)[0])
    signature = context.store.signatures.of_sheet(CHAIR, estates(context)[0], 1)
    assert sheet is not None
    assert signature is not None
    assert signature.digest == sheet.digest
    key = next(k for k in context.store.keys.all() if k.fingerprint == signature.fingerprint)
    body = canonical(signature.body(context.store.round_id))
    assert verify(key.public_key, "sheet", body, signature.signature)


def test_a_sheet_that_is_not_complete_leaves_no_signature(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    sit(context, CHAIR)
    with pytest.raises(RuleViolation, match="未打分"):
        score_estate.submit(context, estates(context)[0], open_pin(CHAIR))
    assert context.store.signatures.all() == ()


def test_a_new_pin_retires_the_key_and_old_sheets_stay_valid(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    hand_in(context)
    sit(context, SECRETARY)
    witness = Witness(person=EXPERTS[0], pin=open_pin(EXPERTS[0]))
    identify_person.issue_pin(context, EXPERTS[1], witness)
    with context.transaction("test"):
        retire_keys(context, CHAIR)
    hand_in(context, at=1)
    keys = [key for key in context.store.keys.all() if key.owner == CHAIR]
    assert [key.is_in_use for key in keys] == [False, True]
    used = {s.estate: s.fingerprint for s in context.store.signatures.all()}
    assert used[estates(context)[0]] != used[estates(context)[1]]
    assert proof(context.store).is_sound


def test_issuing_a_pin_retires_the_key_of_that_person(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    sit(context, SECRETARY)
    identify_person.issue_pin(context, EXPERTS[1], Witness(person=CHAIR, pin=open_pin(CHAIR)))
    keys = [key for key in context.store.keys.all() if key.owner == EXPERTS[1]]
    assert keys
    assert not any(key.is_in_use for key in keys)


def test_an_expert_whose_key_was_lost_gets_another(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    hand_in(context)
    first = context.store.signatures.of_sheet(CHAIR, estates(context)[0], 1)
    assert first is not None
    (key_home()._expert_file(context.store.round_id, first.fingerprint)).unlink()
    hand_in(context, at=1)
    second = context.store.signatures.of_sheet(CHAIR, estates(context)[1], 1)
    assert second is not None
    assert second.fingerprint != first.fingerprint
    assert proof(context.store).is_sound


def test_without_the_key_of_the_round_sheets_are_signed_but_nobody_vouches(
    round_in: RoundIn, own_home: Path
) -> None:
    context = round_in(Phase.SCORING)
    shutil.rmtree(own_home / "keys")
    hand_in(context)
    found = proof(context.store)
    assert found.faults == ()
    (gap,) = found.gaps
    assert gap.startswith("专家01的签名密钥")
    assert gap.endswith("还没有证书，不能证明签名人的身份。")


def test_a_damaged_home_keeps_nobody_out_and_says_why_nothing_is_signed(
    round_in: RoundIn, own_home: Path
) -> None:
    context = round_in(Phase.SCORING)
    sit(context, CHAIR)
    score(context, estates(context)[0], 55, 35)
    file = own_home / "keys" / "machine.json"
    whole = file.read_bytes()
    file.write_bytes(b"")
    sit(context, CHAIR)
    with pytest.raises(WrongSecret, match="读不出来"):
        score_estate.submit(context, estates(context)[0], open_pin(CHAIR))
    sheet = context.store.score_sheets.get(CHAIR, estates(context)[0])
    assert sheet is not None
    assert not sheet.status.is_sealed
    file.write_bytes(whole)


def test_a_round_that_was_sealed_before_there_were_keys_gets_one_late(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    forget_keys(context)
    assert context.store.keys.event_key() is None
    hand_in(context)
    assert context.store.keys.event_key() is not None
    assert proof(context.store).is_sound


def forget_keys(context: Context) -> None:
    """The round as a version without keys would have left it."""
    with context.transaction("test"):
        for key in context.store.keys.all():
            context.store.keys.save(replace(key, retired_at=context.now()))


def test_a_key_cannot_vouch_for_itself(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    event_key = context.store.keys.event_key()
    at_hand = event_key_at_hand(context)
    assert event_key is not None
    assert at_hand is not None
    with pytest.raises(RuleViolation, match="不能为自己"):
        certificate_for(context, event_key, at_hand)


def test_a_key_at_home_that_is_not_the_rounds_is_not_used(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    key_home().save_event_key(context.store.round_id, SigningKey.generate())
    assert event_key_at_hand(context) is None


def test_another_pin_opens_no_key(round_in: RoundIn) -> None:
    context = round_in(Phase.SCORING)
    sit(context, CHAIR)
    with pytest.raises(WrongSecret, match="PIN 不符"):
        signer(context, CHAIR, "000000")


def test_a_guess_at_a_key_costs_what_a_guess_at_the_pin_costs(round_in: RoundIn) -> None:
    context = round_in(Phase.SEALED)
    cost, told = context.pin_cost, slowness(context)
    assert (told.passes, told.lanes, told.memory_kib) == (cost.passes, cost.lanes, cost.memory_kib)


def test_only_an_expert_gets_a_key_and_only_while_sheets_can_be_signed(round_in: RoundIn) -> None:
    early, context = round_in(Phase.RECEIVING), round_in(Phase.SEALED)
    ready_as(early, CHAIR)
    assert early.store.keys.all() == ()
    with context.transaction("retire"):
        retire_keys(context, CHAIR)
    before = len(context.store.keys.all())
    ready_as(context, SECRETARY)
    assert len(context.store.keys.all()) == before
    for _ in range(2):
        ready_as(context, CHAIR)
        assert len(context.store.keys.all()) == before + 1, "one is enough"


def ready_as(context: Context, person_id: PersonId) -> None:
    person = context.person(person_id)
    assert person is not None
    ready_expert_key(context, person, open_pin(person_id))


def test_a_round_lacks_a_key_to_open_bundles_only_before_it_is_sealed(round_in: RoundIn) -> None:
    before = round_in(Phase.RECEIVING)
    fresh = box_key_to_enter(before)
    assert fresh is not None
    assert fresh.purpose is KeyPurpose.BOX
    assert before.store.keys.box_key() is None
    assert box_key_to_enter(round_in(Phase.SEALED)) is None
