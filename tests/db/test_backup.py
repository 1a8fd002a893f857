"""Backups: whole, checked, one file, and openable as a round."""

import errno
from pathlib import Path

import pytest

from meihao_desktop.db import backup
from meihao_desktop.db.errors import Damaged
from meihao_desktop.db.store import Store, verify_folder
from meihao_desktop.fsops import DiskFull
from tests.db.rounds import score
from tests.support.faults import FaultPlan, counted, faults


def test_a_backup_opens_as_the_round_it_was_then(
    folder: Path, store: Store, tmp_path: Path
) -> None:
    score(store, c1_1="8")
    then, head = store.dossier(), store.audit_log.head()
    kept = store.backup("封存前 1/2")
    score(store, c1_1="5")
    assert kept == folder / "backups" / f"{head[0]:06d}-评分-封存前-1-2.db"
    assert sorted(place.name for place in kept.parent.iterdir()) == [kept.name]
    (tmp_path / "round.db").write_bytes(kept.read_bytes())
    assert verify_folder(tmp_path).head == head[1]
    with Store.open(tmp_path) as restored:
        assert restored.dossier() == then
        score(restored, c1_1="6")
        assert restored.audit_log.verify().is_sound


def test_the_same_backup_twice_is_one_file(store: Store) -> None:
    assert store.backup("每日") == store.backup("每日")
    assert store.backup("///").name.endswith("-评分-备份.db")


def test_a_copy_that_reads_back_otherwise_is_not_kept(
    folder: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "version", id)
    with pytest.raises(Damaged, match="备份未通过检查"):
        store.backup("每日")
    assert list((folder / "backups").iterdir()) == []


def test_a_copy_of_another_moment_is_not_kept(folder: Path, store: Store) -> None:
    with pytest.raises(Damaged, match="与现有记录不一致"):
        backup.back_up(store._db, folder, "每日", (1, "0" * 64))
    assert list((folder / "backups").iterdir()) == []


def test_a_full_disk_leaves_no_half_backup(folder: Path, store: Store) -> None:
    with faults(counted()) as plan:
        store.backup("每日").unlink()
    for step in range(1, len(plan.steps)):
        with faults(FaultPlan(step, errno.ENOSPC)), pytest.raises(DiskFull):
            store.backup("每日")
        assert list((folder / "backups").iterdir()) == []
    assert store.backup("每日").is_file()
