"""Keys, certificates and signatures are read back as kept, and what is signed stays as it is."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from meihao_desktop.db.store import Store
from meihao_desktop.domain.certificate import Certificate
from meihao_desktop.domain.signature import (
    ChangeCause,
    InkSignature,
    KeyChange,
    KeyPurpose,
    PublicKey,
    SheetSignature,
)
from tests.db.rounds import meddle, report_of, writing
from tests.support.builders import NOON, estate_id, expert_id

EVENT = PublicKey(
    fingerprint="A" * 16, purpose=KeyPurpose.EVENT, machine="m1", algorithm="Ed25519",
    public_key="aa" * 32, made_at=NOON,
)  # fmt: skip
EXPERT = replace(EVENT, fingerprint="B" * 16, purpose=KeyPurpose.EXPERT, owner="P01")
CERTIFICATE = Certificate(fingerprint="B" * 16, body="{}", issuer="A" * 16, signature="cc" * 64)
LATER = NOON + timedelta(hours=2)
SECOND = replace(EVENT, fingerprint="D" * 16, public_key="dd" * 32, made_at=LATER)
CHANGE = KeyChange(
    fingerprint="D" * 16, replaced="A" * 16, cause=ChangeCause.LOST, reason="电脑损坏",
    replaced_by=expert_id(90), witness=expert_id(1), replaced_at=LATER,
)  # fmt: skip
SIGNATURE = SheetSignature(
    expert=expert_id(1), estate=estate_id(1), revision=1, digest="dd" * 32, fingerprint="B" * 16,
    signature="ee" * 64, signed_at=NOON,
)  # fmt: skip
INK = InkSignature(
    paper="RANKING", check_code="1A2B-3C4D-5E6F-7A8B", signer="P01", noted_by="P90", noted_at=NOON
)


def keep_all(store: Store) -> None:
    with writing(store):
        store.keys.save(EVENT)
        store.keys.save(EXPERT)
        store.keys.add_certificate(CERTIFICATE)
        store.signatures.add(SIGNATURE)
        store.signatures.note_ink(INK)


def test_everything_is_read_back_as_it_was_kept(store: Store) -> None:
    keep_all(store)
    keys = store.keys
    assert keys.all() == (EVENT, EXPERT)
    assert keys.event_key() == EVENT
    assert keys.box_key() is None
    assert keys.certificates() == (CERTIFICATE,)
    assert keys.certificate("B" * 16) == CERTIFICATE
    assert keys.certificate("A" * 16) is None
    signatures = store.signatures
    assert signatures.all() == (SIGNATURE,)
    assert signatures.of_sheet("P01", estate_id(1), 1) == SIGNATURE
    assert signatures.of_sheet("P01", estate_id(1), 2) is None
    assert signatures.ink() == (INK,)
    assert store.audit_log.verify().is_sound


def test_an_expert_uses_the_newest_key_that_is_not_retired(store: Store) -> None:
    keep_all(store)
    newer = replace(EXPERT, fingerprint="C" * 16, made_at=NOON + timedelta(hours=1))
    assert store.keys.of_expert("P01", "m1") == EXPERT
    assert store.keys.of_expert("P01", "m2") is None
    with writing(store):
        store.keys.save(replace(EXPERT, retired_at=NOON))
    assert store.keys.of_expert("P01", "m1") is None
    with writing(store):
        store.keys.save(newer)
    assert store.keys.of_expert("P01", "m1") == newer


def replace_key(store: Store) -> None:
    with store.transaction("replace_event_key", actor="P90", at=LATER):
        store.keys.save(replace(EVENT, retired_at=LATER))
        store.keys.save(SECOND)
        store.keys.add_change(CHANGE)
        store.keys.add_certificate(replace(CERTIFICATE, issuer="D" * 16))


def test_the_key_that_replaced_another_is_in_force_and_both_stand_in_order(store: Store) -> None:
    keep_all(store)
    assert store.keys.event_keys() == (EVENT,)
    assert store.keys.changes() == ()
    replace_key(store)
    keys = store.keys
    assert keys.event_key() == SECOND
    assert keys.issuer() == SECOND.public_key
    assert keys.event_keys() == (replace(EVENT, retired_at=LATER), SECOND)
    assert keys.changes() == (CHANGE,)
    assert store.audit_log.verify().is_sound


def test_an_expert_s_key_has_a_certificate_of_each_key_of_the_round(store: Store) -> None:
    keep_all(store)
    assert store.keys.certificate("B" * 16, "D" * 16) is None
    replace_key(store)
    assert store.keys.certificate("B" * 16, "A" * 16) == CERTIFICATE
    again = store.keys.certificate("B" * 16, "D" * 16)
    assert again is not None
    assert again.issuer == "D" * 16
    assert store.keys.certificates() == (CERTIFICATE, again)


def test_the_log_tells_which_event_first_brought_a_row(store: Store) -> None:
    keep_all(store)
    seq = store.audit_log.head()[0]
    replace_key(store)
    keys = store.audit_log.entered("signing_key")
    assert keys["A" * 16,][0] == seq
    assert keys["D" * 16,] == (seq + 1, "replace_event_key")
    assert store.audit_log.entered("key_change") == {("D" * 16,): (seq + 1, "replace_event_key")}
    certificates = store.audit_log.entered("certificate")
    assert certificates["B" * 16, "A" * 16][0] == seq
    assert certificates["B" * 16, "D" * 16][0] == seq + 1


def test_bundles_are_closed_to_the_key_that_is_in_use(store: Store) -> None:
    first = replace(EVENT, fingerprint="D" * 16, purpose=KeyPurpose.BOX, algorithm="X25519")
    with writing(store):
        store.keys.save(first)
    assert store.keys.box_key() == first
    later = replace(first, fingerprint="E" * 16, made_at=NOON + timedelta(hours=1))
    with writing(store):
        store.keys.save(replace(first, retired_at=NOON))
        store.keys.save(later)
    assert store.keys.box_key() == later


@pytest.mark.parametrize("table", ["certificate", "sheet_signature", "key_change"])
def test_a_signature_or_certificate_is_never_changed(store: Store, table: str) -> None:
    keep_all(store)
    replace_key(store)
    for words in ("UPDATE {} SET rowid = 99 + rowid", "DELETE FROM {}"):
        with pytest.raises(sqlite3.IntegrityError, match="签名和证书不能改动"):
            store._db.execute(words.format(table))


def test_a_second_signature_under_one_sheet_is_refused(store: Store) -> None:
    keep_all(store)
    with pytest.raises(sqlite3.IntegrityError), writing(store):
        store.signatures.add(replace(SIGNATURE, signature="ff" * 64))
    assert store.signatures.all() == (SIGNATURE,)


def test_a_signature_changed_behind_the_programs_back_is_told(store: Store) -> None:
    keep_all(store)
    store.close()
    meddle(store.folder, "UPDATE sheet_signature SET digest = 'x'")
    (fault,) = report_of(store.folder)
    assert fault.startswith("专家01对“朗悦花园”的评分表（第 1 版）的签名与记录不符：校验值现为“x”")


def test_a_round_is_named_by_its_first_event_for_as_long_as_it_lives(store: Store) -> None:
    first = store.round_id
    keep_all(store)
    assert store.round_id == first == store.audit_log.first_hash()
    assert not store.keys.is_seat()


def test_a_round_that_came_in_a_pack_keeps_the_name_it_had(store: Store) -> None:
    columns = store._db["seat"].columns
    row = {c.name: 1 if c.type == "INTEGER" else "x" for c in columns} | {"round_id": "ff" * 32}
    with writing(store):
        store._journal.write("seat", row)
    assert store.round_id == "ff" * 32
    assert store.keys.is_seat()
