"""The materials: once each under their digest, read-only, all there before the record is."""

import errno
from hashlib import sha256
from pathlib import Path

import pytest

from meihao_desktop.db.store import Store
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.fsops import DiskFull
from tests.db.rounds import writing
from tests.support.builders import an_expert
from tests.support.faults import FaultPlan, counted, faults


def staged(store: Store, *contents: bytes) -> tuple[Path, list[str]]:
    staging = store.material_files.staging()
    digests = [sha256(content).hexdigest() for content in contents]
    for digest, content in zip(digests, contents, strict=True):
        (staging / digest).write_bytes(content)
    return staging, digests


def test_a_file_is_kept_read_only_under_its_digest(folder: Path, store: Store) -> None:
    staging, (digest,) = staged(store, "物业费台账".encode())
    assert not store.material_files.has(digest)
    store.material_files.take_in(staging, [digest, digest])
    kept = store.material_files.path(digest)
    assert kept == folder / "materials" / digest[:2] / digest
    assert kept.read_bytes() == "物业费台账".encode()
    assert kept.stat().st_mode & 0o222 == 0
    assert store.material_files.has(digest)


def test_taking_in_again_is_no_fault(store: Store) -> None:
    staging, digests = staged(store, b"1", b"2")
    store.material_files.take_in(staging, digests)
    store.material_files.take_in(staging, digests)
    again, _ = staged(store, b"1", b"3")
    store.material_files.take_in(again, [*digests, sha256(b"3").hexdigest()])
    assert store.material_files.has(sha256(b"3").hexdigest())


def test_each_staging_folder_is_fresh(folder: Path, store: Store) -> None:
    places = [store.material_files.staging() for _ in range(3)]
    assert len(set(places)) == 3
    assert [list(place.iterdir()) for place in places] == [[], [], []]
    places[1].rmdir()
    assert store.material_files.staging() == places[1]
    assert {place.parent for place in places} == {folder / "staging"}


def test_a_staged_file_that_vanished_undoes_the_acceptance(store: Store) -> None:
    staging, digests = staged(store, b"1")
    head = store.audit_log.head()

    def accept() -> None:
        with writing(store):
            store.panels.save_person(an_expert(9))
            store.material_files.take_in(staging, [*digests, "0" * 64])

    with pytest.raises(StorageError, match="暂存的材料文件不见了"):
        accept()
    assert store.audit_log.head() == head


def test_what_is_no_digest_never_becomes_a_path(store: Store) -> None:
    for name in ("", "..", "../" * 21 + "a", "A" * 64, "g" * 64, "0" * 63, "0" * 64 + "\n"):
        with pytest.raises(ValueError, match="SHA-256"):
            store.material_files.path(name)


def test_a_full_disk_at_any_step_is_a_sentence_and_a_second_try_succeeds(store: Store) -> None:
    staging, digests = staged(store, b"probe")
    with faults(counted()) as plan:
        store.material_files.take_in(staging, digests)
    for step in range(1, len(plan.steps) + 1):
        staging, digests = staged(store, b"first %d" % step, b"second %d" % step)
        with faults(FaultPlan(step, errno.ENOSPC)), pytest.raises(DiskFull, match="磁盘已满"):
            store.material_files.take_in(staging, digests)
        store.material_files.take_in(staging, digests)
        assert all(map(store.material_files.has, digests))


def test_an_interrupted_import_is_cleared_away_at_the_next_opening(
    folder: Path, store: Store
) -> None:
    staged(store, b"1")
    staged(store, b"2")
    store.close()
    Store.open(folder).close()
    assert list((folder / "staging").iterdir()) == []


def test_the_text_of_a_material_lies_read_only_beside_it(store: Store) -> None:
    staging, digests = staged(store, b"1", b"2")
    (staging / f"{digests[0]}.text").write_text('[["第 1 页","联席会议"]]', "utf-8")
    store.material_files.take_in(staging, digests)
    kept = store.material_files.text_path(digests[0])
    assert kept.parent == store.material_files.path(digests[0]).parent
    assert kept.read_text("utf-8") == '[["第 1 页","联席会议"]]'
    assert kept.stat().st_mode & 0o222 == 0
    assert not store.material_files.text_path(digests[1]).exists()


def test_a_text_that_was_read_later_joins_the_material_that_is_kept_already(store: Store) -> None:
    staging, (digest,) = staged(store, b"1")
    store.material_files.take_in(staging, [digest])
    for text in ("[]", "[1]"):
        again, _ = staged(store, b"1")
        (again / f"{digest}.text").write_text(text, "utf-8")
        store.material_files.take_in(again, [digest])
    assert store.material_files.text_path(digest).read_text("utf-8") == "[]"
