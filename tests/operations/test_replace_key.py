"""The key of a round is lost: two people replace it, and what it vouched for stays valid."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from meihao_desktop import resources
from meihao_desktop.db.errors import RecordsAltered
from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.review_round import Phase
from meihao_desktop.domain.signature import ChangeCause, KeyPurpose
from meihao_desktop.exchange.signing_keys import verify
from meihao_desktop.operations import (
    begin_round,
    identify_person,
    replace_key,
    score_estate,
    verify_log,
)
from meihao_desktop.operations.certifying import certifier
from meihao_desktop.operations.context import Context, Witness
from meihao_desktop.operations.keys import (
    box_key_at_hand,
    event_key_at_hand,
    new_event_key,
    require_event_key,
)
from meihao_desktop.operations.pins import drop_unreadable_tokens, has_token, open_pin
from meihao_desktop.operations.proof import proof
from meihao_desktop.operations.replace_key import Replaced
from tests.operations.conftest import RoundIn
from tests.support.rounds import (
    CHAIR,
    EXPERTS,
    OBSERVER,
    SECRETARY,
    SteppingClock,
    estates,
    score,
    sit,
)

REASON = "电脑硬盘损坏，密钥文件没有备份"


def key_folder(context: Context) -> Path:
    return resources.data_home() / "keys" / context.store.round_id


def lose(context: Context) -> None:
    (key_folder(context) / "event.json").unlink()


def witness(person: PersonId = CHAIR) -> Witness:
    return Witness(person=person, pin=open_pin(person))


def replaced(
    context: Context, cause: ChangeCause = ChangeCause.LOST, by: PersonId = CHAIR
) -> Replaced:
    sit(context, SECRETARY)
    return replace_key.replace_event_key(context, cause, REASON, witness(by))


def hand_in(context: Context, at: int) -> None:
    sit(context, CHAIR)
    score(context, estates(context)[at], 55, 35)
    score_estate.submit(context, estates(context)[at], open_pin(CHAIR))


@pytest.fixture
def scoring(round_in: RoundIn) -> Context:
    """Scoring, with one sheet sealed under the first key."""
    context = round_in(Phase.SCORING)
    hand_in(context, 0)
    sit(context, SECRETARY)
    return context


def test_the_desk_says_that_the_key_is_missing_and_who_may_replace_it(scoring: Context) -> None:
    desk = replace_key.key_desk(scoring)
    assert desk.is_usable
    assert desk.may_replace
    lose(scoring)
    desk = replace_key.key_desk(scoring)
    assert not desk.is_usable
    assert desk.trouble.startswith("本机没有这次评审的密钥")
    assert {person.id for person in replace_key.witnesses(scoring)} == {CHAIR, OBSERVER}
    sit(scoring, CHAIR)
    assert not replace_key.key_desk(scoring).may_replace


def test_a_key_file_that_cannot_be_read_is_told_in_its_own_words(scoring: Context) -> None:
    (key_folder(scoring) / "event.json").write_bytes(b"{}")
    assert "读不出来" in replace_key.key_desk(scoring).trouble
    with pytest.raises(RuleViolation, match=r"读不出来.*更换评审密钥"):
        require_event_key(scoring, "制作评审包")
    new = replaced(scoring).new
    assert require_event_key(scoring, "制作评审包").public_key == new.public_key


def test_who_needs_the_lost_key_is_told_the_way_to_another(scoring: Context) -> None:
    lose(scoring)
    with pytest.raises(RuleViolation, match=r"不能归档；.*“签署”页更换评审密钥"):
        require_event_key(scoring, "归档")


def test_two_people_replace_a_lost_key_and_the_log_names_both_keys(scoring: Context) -> None:
    lose(scoring)
    done = replaced(scoring)
    store = scoring.store
    at_hand = event_key_at_hand(scoring)
    assert at_hand is not None
    assert at_hand.fingerprint == done.new.fingerprint != done.old.fingerprint
    assert [key.fingerprint for key in store.keys.event_keys()] == [
        done.old.fingerprint, done.new.fingerprint,
    ]  # fmt: skip
    event = store.audit_log.events()[-1]
    assert (event.event, event.actor) == ("replace_event_key", SECRETARY)
    assert event.detail["old"] == done.old.fingerprint
    assert event.detail["new"] == done.new.fingerprint
    assert event.detail["reason"] == REASON
    assert event.detail["witness"] == CHAIR
    assert replace_key.key_desk(scoring).is_usable


def test_the_round_gets_another_key_to_open_bundles_and_keeps_the_old_one(
    scoring: Context,
) -> None:
    before = scoring.store.keys.box_key()
    assert before is not None
    lose(scoring)
    replaced(scoring)
    after = scoring.store.keys.box_key()
    assert after is not None
    assert after.fingerprint != before.fingerprint
    for key in (before, after):
        assert box_key_at_hand(scoring.store, key.fingerprint) is not None


def test_experts_keys_are_vouched_for_anew_and_old_certificates_stay(scoring: Context) -> None:
    keys = scoring.store.keys
    before = keys.certificates()
    lose(scoring)
    done = replaced(scoring)
    assert set(before) < set(keys.certificates())
    for certificate in before:
        again = keys.certificate(certificate.fingerprint, done.new.fingerprint)
        assert again is not None
        assert verify(done.new.public_key, "certificate", again.body.encode(), again.signature)


def test_sheets_sealed_before_and_after_both_stand_at_opening_and_in_the_log(
    scoring: Context,
) -> None:
    lose(scoring)
    replaced(scoring)
    hand_in(scoring, 1)
    found = proof(scoring.store)
    assert (found.faults, found.gaps, found.signed) == ((), (), 2)
    folder = scoring.folder
    begin_round.close_round(scoring)
    again = begin_round.open_round(folder, SteppingClock())
    try:
        assert again.store.restriction is None
    finally:
        begin_round.close_round(again)
    assert verify_log.verify(folder).is_sound


def test_a_key_can_be_replaced_again(scoring: Context) -> None:
    lose(scoring)
    first = replaced(scoring)
    (key_folder(scoring) / f"event-{first.new.fingerprint}.json").unlink()
    assert not replace_key.key_desk(scoring).is_usable
    second = replaced(scoring, by=OBSERVER)
    hand_in(scoring, 1)
    assert second.old == first.new
    assert len(scoring.store.keys.event_keys()) == 3
    assert proof(scoring.store).is_sound


def test_a_usable_key_goes_only_where_it_is_feared_for(scoring: Context) -> None:
    with pytest.raises(RuleViolation, match="完好，没有丢失"):
        replaced(scoring)
    done = replaced(scoring, ChangeCause.FEARED)
    assert scoring.store.keys.changes()[0].cause is ChangeCause.FEARED
    at_hand = event_key_at_hand(scoring)
    assert at_hand is not None
    assert at_hand.fingerprint == done.new.fingerprint


def test_nobody_replaces_a_key_alone(scoring: Context) -> None:
    lose(scoring)
    with pytest.raises(RuleViolation, match="须两人在场"):
        replace_key.replace_event_key(
            scoring, ChangeCause.LOST, REASON, Witness(person=SECRETARY, pin=open_pin(SECRETARY))
        )
    with pytest.raises(RuleViolation, match="PIN 不正确"):
        replace_key.replace_event_key(
            scoring, ChangeCause.LOST, REASON, Witness(person=CHAIR, pin="000000")
        )
    assert not replace_key.key_desk(scoring).is_usable
    assert list(key_folder(scoring).glob("event-*.json")) == []


def test_an_expert_who_is_not_the_chair_is_no_witness(scoring: Context) -> None:
    lose(scoring)
    with pytest.raises(RuleViolation, match="组长或监督员"):
        replaced(scoring, by=PersonId("P01"))


def test_a_replacement_needs_a_reason(scoring: Context) -> None:
    lose(scoring)
    with pytest.raises(RuleViolation, match="必须写明理由"):
        replace_key.replace_event_key(scoring, ChangeCause.LOST, "  ", witness())


def test_a_forged_record_is_not_given_new_certificates(scoring: Context) -> None:
    lose(scoring)
    keys = scoring.store.keys
    of_chair = next(key for key in keys.all() if key.owner == CHAIR)
    with scoring.transaction("test"):
        keys.save(replace(of_chair, owner=EXPERTS[1]))
    with pytest.raises(RecordsAltered, match="登记在他人名下"):
        replaced(scoring)
    assert len(keys.event_keys()) == 1


def test_where_the_whole_home_is_lost_experts_need_new_pins(scoring: Context) -> None:
    shutil.rmtree(key_folder(scoring))
    done = replaced(scoring)
    assert {person.id for person in done.without_pin} == set(EXPERTS)
    assert event_key_at_hand(scoring) is not None


def test_tokens_that_cannot_be_read_do_not_keep_pins_from_being_issued(scoring: Context) -> None:
    (key_folder(scoring) / "tokens.json").write_bytes(b"?")
    lose(scoring)
    replaced(scoring)
    assert not has_token(scoring, CHAIR)
    identify_person.issue_pin(scoring, CHAIR, witness(OBSERVER))
    assert has_token(scoring, CHAIR)


def test_a_key_without_its_row_harms_nobody(scoring: Context) -> None:
    """What a program that was killed before the record leaves behind."""
    before = event_key_at_hand(scoring)
    made = new_event_key(scoring)
    assert made.private.fingerprint == made.key.fingerprint
    assert event_key_at_hand(scoring) == before
    assert replace_key.key_desk(scoring).is_usable


def test_tokens_that_can_be_read_are_kept(scoring: Context) -> None:
    drop_unreadable_tokens(scoring)
    assert has_token(scoring, CHAIR)


def test_papers_are_certified_by_the_new_key(scoring: Context) -> None:
    before = certifier(scoring)
    lose(scoring)
    assert certifier(scoring).issuer is None
    done = replaced(scoring)
    after = certifier(scoring)
    assert after.issuer is not None
    assert after.issuer.fingerprint == done.new.fingerprint
    assert after.paper_key is not None
    assert before.paper_key is not None
    assert after.paper_key.certificate != before.paper_key.certificate


def test_a_second_key_that_no_replacement_brought_in_is_refused(scoring: Context) -> None:
    """Everything is in the log and chained; only the step itself was never taken."""
    lose(scoring)
    done = replaced(scoring)
    later = done.new.made_at + timedelta(hours=1)
    other = replace(done.new, fingerprint="AB" * 8, retired_at=later)
    with scoring.transaction("enter_event_key"):
        scoring.store.keys.save(other)
    faults = proof(scoring.store).faults
    assert any("ABAB ABAB ABAB ABAB 没有更换记录" in fault for fault in faults)


def test_keys_of_the_round_and_of_experts_keep_their_purposes(scoring: Context) -> None:
    lose(scoring)
    replaced(scoring)
    purposes = [key.purpose for key in scoring.store.keys.all()]
    assert purposes.count(KeyPurpose.EVENT) == 2
    assert purposes.count(KeyPurpose.BOX) == 2
