"""Keys: in use until retired, shown in groups of four, and replaced one after the other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from meihao_desktop.domain.errors import RuleViolation
from meihao_desktop.domain.signature import (
    ChangeCause,
    KeyChange,
    KeyPurpose,
    PublicKey,
    grouped,
    succession,
)
from tests.support.builders import NOON, expert_id

FIRST, SECOND, THIRD = (
    PublicKey(
        fingerprint=letter * 16, purpose=KeyPurpose.EVENT, machine="m", algorithm="Ed25519",
        public_key=letter.lower() * 64, made_at=NOON + timedelta(hours=hours),
    )
    for hours, letter in enumerate("ABC")
)  # fmt: skip


def change(after: PublicKey, before: PublicKey) -> KeyChange:
    return KeyChange(
        fingerprint=after.fingerprint, replaced=before.fingerprint, cause=ChangeCause.LOST,
        reason="电脑损坏", replaced_by=expert_id(90), witness=expert_id(1),
        replaced_at=after.made_at,
    )  # fmt: skip


def test_a_key_is_in_use_until_it_is_retired() -> None:
    key = PublicKey(
        fingerprint="0A1B2C3D4E5F6071", purpose=KeyPurpose.EXPERT, owner="P01", machine="m",
        algorithm="Ed25519", public_key="ab" * 32, made_at=NOON,
    )  # fmt: skip
    assert key.is_in_use
    assert not replace(key, retired_at=NOON).is_in_use
    assert grouped(key.fingerprint) == "0A1B 2C3D 4E5F 6071"


def test_keys_of_a_round_follow_each_other_as_the_changes_say() -> None:
    second, third = change(SECOND, FIRST), change(THIRD, SECOND)
    assert succession((), ()) == ()
    assert succession((FIRST,), ()) == (FIRST,)
    assert succession((THIRD, SECOND, FIRST), (third, second)) == (FIRST, SECOND, THIRD)


def test_a_key_that_no_change_brought_in_is_none_of_the_round() -> None:
    assert succession((FIRST, SECOND), ()) == (FIRST,)
    assert succession((FIRST, SECOND, THIRD), (change(SECOND, FIRST),)) == (FIRST, SECOND)


def test_a_change_that_hangs_on_nothing_brings_in_no_key() -> None:
    assert succession((FIRST, THIRD), (change(THIRD, SECOND),)) == (FIRST,)
    assert succession((FIRST,), (change(SECOND, FIRST),)) == (FIRST,)


def test_changes_in_a_circle_end() -> None:
    circle = (change(SECOND, FIRST), change(FIRST, SECOND))
    assert succession((FIRST, SECOND), circle) == ()


def test_an_expert_s_key_is_never_a_key_of_the_round() -> None:
    expert = replace(SECOND, purpose=KeyPurpose.EXPERT, owner="P01")
    assert succession((FIRST, expert), (change(SECOND, FIRST),)) == (FIRST,)


def test_a_change_needs_a_reason_and_two_people() -> None:
    good = change(SECOND, FIRST)
    with pytest.raises(RuleViolation, match="必须写明理由"):
        replace(good, reason=" ")
    with pytest.raises(RuleViolation, match="须两人在场"):
        replace(good, witness=good.replaced_by)


def test_everything_about_a_change_stands_in_its_line() -> None:
    good = change(SECOND, FIRST)
    others = (
        replace(good, cause=ChangeCause.FEARED), replace(good, reason="遗失"),
        replace(good, witness=expert_id(2)), replace(good, replaced_by=expert_id(2)),
        replace(good, replaced="C" * 16), replace(good, fingerprint="C" * 16),
        replace(good, replaced_at=good.replaced_at + timedelta(seconds=1)),
    )  # fmt: skip
    assert len({good.line(), *(other.line() for other in others)}) == 1 + len(others)
