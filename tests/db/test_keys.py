"""Keys, certificates and signatures are read back as kept, and what is signed stays as it is."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from meihao_desktop.db.store import Store
from meihao_desktop.domain.certificate import Certificate
from meihao_desktop.domain.signature import InkSignature, KeyPurpose, PublicKey, SheetSignature
from tests.db.rounds import meddle, report_of, writing
from tests.support.builders import NOON, estate_id, expert_id

EVENT = PublicKey(
    fingerprint="A" * 16, purpose=KeyPurpose.EVENT, machine="m1", algorithm="Ed25519",
    public_key="aa" * 32, made_at=NOON,
)  # fmt: skip
EXPERT = replace(EVENT, fingerprint="B" * 16, purpose=KeyPurpose.EXPERT, owner="P01")
CERTIFICATE = Certificate(fingerprint="B" * 16, body="{}", issuer="A" * 16, signature="cc" * 64)
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


@pytest.mark.parametrize("table", ["certificate", "sheet_signature"])
def test_a_signature_or_certificate_is_never_changed(store: Store, table: str) -> None:
    keep_all(store)
    for words in ("UPDATE {} SET signature = ''", "DELETE FROM {}"):
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
    assert fault.startswith("评分表签名“P01/C01-E01/1”与记录不符")


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
