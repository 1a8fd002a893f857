"""Materials at a second place: once by content, read back, and checked again later."""

import errno
from hashlib import sha256
from pathlib import Path

import pytest

from meihao_desktop.db.material_copies import copy_materials, verify_materials
from meihao_desktop.domain.errors import StorageError
from meihao_desktop.domain.progress import Cancelled, Progress, Watch
from tests.support.faults import FaultPlan, counted, faults


def put(folder: Path, *texts: str) -> list[str]:
    digests: list[str] = []
    for text in texts:
        digest = sha256(text.encode()).hexdigest()
        place = folder / "materials" / digest[:2]
        place.mkdir(parents=True, exist_ok=True)
        (place / digest).write_text(text)
        digests.append(digest)
    return digests


def names(folder: Path) -> set[str]:
    return {file.name for file in (folder / "materials").rglob("*") if file.is_file()}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "u").mkdir()
    return tmp_path / "u" / "备份"


def test_only_what_is_lacking_is_copied(tmp_path: Path, target: Path) -> None:
    digests = put(tmp_path, "朗悦花园", "长城二花园")
    assert copy_materials(tmp_path, target, Watch()) == 2
    assert names(target) == set(digests)
    digests += put(tmp_path, "凯旋会花园")
    assert copy_materials(tmp_path, target, Watch()) == 1
    assert copy_materials(tmp_path, target, Watch()) == 0
    assert names(target) == set(digests)
    assert verify_materials(target, digests, Watch()).is_sound


def test_a_round_without_materials_has_nothing_to_copy(tmp_path: Path, target: Path) -> None:
    assert copy_materials(tmp_path, target, Watch()) == 0


def test_a_material_that_is_not_what_its_name_says_is_not_spread(
    tmp_path: Path, target: Path
) -> None:
    (digest,) = put(tmp_path, "朗悦花园")
    (tmp_path / "materials" / digest[:2] / digest).write_text("改过")
    with pytest.raises(StorageError, match="与登记的不符"):
        copy_materials(tmp_path, target, Watch())
    assert names(target) == set()


def test_every_step_that_fails_leaves_no_half_material(tmp_path: Path, target: Path) -> None:
    put(tmp_path, "朗悦花园")
    with faults(counted()) as plan:
        copy_materials(tmp_path, tmp_path / "u" / "试", Watch())
    for step in range(1, len(plan.steps) + 1):
        with faults(FaultPlan(step, errno.ENOSPC)) as struck:
            try:
                copy_materials(tmp_path, target, Watch())
            except StorageError:
                assert struck.struck
        assert all(len(name) == 64 for name in names(target))
        copy_materials(tmp_path, target, Watch())
        assert len(names(target)) == 1


def test_missing_and_altered_materials_are_told_apart(tmp_path: Path) -> None:
    digests = put(tmp_path, "朗悦花园", "长城二花园", "凯旋会花园")
    (tmp_path / "materials" / digests[0][:2] / digests[0]).unlink()
    (tmp_path / "materials" / digests[1][:2] / digests[1]).write_text("改过")
    report = verify_materials(tmp_path, digests, Watch())
    assert report.missing == (digests[0],)
    assert report.altered == (digests[1],)
    assert (report.count, report.is_sound) == (2, False)


def test_checking_tells_how_far_it_is_and_stops_when_asked(tmp_path: Path) -> None:
    digests = put(tmp_path, "朗悦花园", "长城二花园")
    told: list[Progress] = []
    verify_materials(tmp_path, digests, Watch(on_progress=told.append))
    assert [progress.done_files for progress in told] == [0, 1]
    with pytest.raises(Cancelled):
        verify_materials(tmp_path, digests, Watch(is_cancelled=lambda: True))
