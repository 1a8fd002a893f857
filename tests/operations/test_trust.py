"""Whether a laptop may trust a pack of another key: by the chain in it and a person's word."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.handover import Pack, PackContent, TakenSeat
from meihao_desktop.domain.signature import ChangeCause, KeyChange, KeyPurpose, PublicKey, grouped
from meihao_desktop.exchange.refusals import Refusal, Refused
from meihao_desktop.exchange.signing_keys import SigningKey
from meihao_desktop.operations.context import Context
from meihao_desktop.operations.trust import (
    KeyConfirmed,
    KeyUnconfirmed,
    news_of,
    require_signed_by_round,
    require_trusted,
)
from tests.support.builders import NOON, expert_id

HERE = cast("Any", None)
WHAT = "评审包-1"


def a_key(hours: int, *, is_in_use: bool = False) -> PublicKey:
    made, key = NOON + timedelta(hours=hours), SigningKey.generate()
    return PublicKey(
        fingerprint=key.fingerprint, purpose=KeyPurpose.EVENT, machine="m", algorithm="Ed25519",
        public_key=key.public_key, made_at=made,
        retired_at=None if is_in_use else made + timedelta(hours=1),
    )  # fmt: skip


FIRST, SECOND, THIRD = a_key(0), a_key(1), a_key(2, is_in_use=True)


def a_change(after: PublicKey, before: PublicKey) -> KeyChange:
    return KeyChange(
        fingerprint=after.fingerprint, replaced=before.fingerprint, cause=ChangeCause.LOST,
        reason="电脑损坏", replaced_by=expert_id(90), witness=expert_id(1),
        replaced_at=after.made_at,
    )  # fmt: skip


CHANGES = (a_change(SECOND, FIRST), a_change(THIRD, SECOND))


def a_pack(*keys: PublicKey, changes: tuple[KeyChange, ...] = CHANGES) -> Pack:
    content = PackContent(
        review_round=HERE, rubric=HERE, counties=(), submissions=(), estates=(), people=(),
        keys=keys, certificates=(), key_changes=changes,
    )  # fmt: skip
    return Pack(
        round_id="r", serial=2, made_by=expert_id(90), made_at=NOON, content=content, slips=()
    )


def a_seat(knows: PublicKey) -> TakenSeat:
    return TakenSeat(
        round_id="r", event_key=knows.public_key, pack_serial=1, pack_digest="", taken_at=NOON,
        expert=expert_id(1),
    )  # fmt: skip


PACK = a_pack(FIRST, SECOND, THIRD)


def test_the_key_that_a_laptop_knows_is_no_news() -> None:
    assert news_of(a_seat(THIRD), PACK, THIRD.public_key, WHAT) is None
    require_trusted(cast("Context", HERE), a_seat(THIRD), None, None)


def test_all_changes_since_the_known_key_are_news() -> None:
    news = news_of(a_seat(FIRST), PACK, THIRD.public_key, WHAT)
    assert news is not None
    assert (news.old, news.new) == (FIRST.fingerprint, THIRD.fingerprint)
    assert news.changes == CHANGES
    later = news_of(a_seat(SECOND), PACK, THIRD.public_key, WHAT)
    assert later is not None
    assert later.changes == CHANGES[1:]


def test_a_pack_that_leads_nowhere_from_the_known_key_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        news_of(a_seat(a_key(0)), PACK, THIRD.public_key, WHAT)
    assert caught.value.refusal is Refusal.FOREIGN_EVENT_KEY


def test_a_pack_is_signed_by_the_last_of_its_keys_and_it_is_in_use() -> None:
    require_signed_by_round(PACK, THIRD.public_key, WHAT)
    ended = replace(THIRD, retired_at=NOON)
    for pack, key in (
        (PACK, SECOND), (a_pack(FIRST, SECOND, ended), ended), (a_pack(), THIRD),
        (a_pack(FIRST, THIRD, changes=()), THIRD),
    ):  # fmt: skip
        with pytest.raises(Refused) as caught:
            require_signed_by_round(pack, key.public_key, WHAT)
        assert caught.value.refusal is Refusal.FOREIGN_EVENT_KEY


def test_news_are_trusted_only_once_the_very_fingerprint_was_confirmed() -> None:
    news = news_of(a_seat(FIRST), PACK, THIRD.public_key, WHAT)
    assert news is not None
    context = cast("Context", HERE)
    with pytest.raises(KeyUnconfirmed) as caught:
        require_trusted(context, a_seat(FIRST), news, None)
    assert grouped(THIRD.fingerprint) in str(caught.value)
    assert grouped(FIRST.fingerprint) in str(caught.value)
    told = KeyConfirmed(fingerprint=grouped(SECOND.fingerprint), pin="258003")
    with pytest.raises(RuleViolation, match="没有更新"):
        require_trusted(context, a_seat(FIRST), news, told)
    assert "258003" not in repr(told)
