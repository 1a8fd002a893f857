"""Files come whole or not at all, and every refusal says what to do."""

import errno
import hashlib
import io
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from meihao_desktop import fsops
from meihao_desktop.domain.errors import MeihaoError, StorageError
from tests.support.faults import NO_FAULT, FaultPlan, counted, faults

OLD = "旧的排名表".encode()
NEW = "新的排名表，更长一些".encode()
SHEET = "专家01-朗悦花园.pdf"


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waited: list[float] = []
    monkeypatch.setattr(fsops.time, "sleep", waited.append)
    return waited


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / SHEET
    file.write_bytes(OLD)
    return file


def entries(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_written_file_replaces_the_old_one_and_leaves_nothing_beside_it(sheet: Path) -> None:
    fsops.write_atomically(sheet, NEW)
    assert sheet.read_bytes() == NEW
    assert entries(sheet.parent) == [SHEET]


def test_an_empty_file_can_be_written(tmp_path: Path) -> None:
    fsops.write_atomically(tmp_path / "空.txt", b"")
    assert (tmp_path / "空.txt").read_bytes() == b""


def test_a_name_as_long_as_the_disk_allows_can_be_written(tmp_path: Path) -> None:
    name = "评" * 83 + ".pdf"
    fsops.write_atomically(tmp_path / name, NEW)
    assert entries(tmp_path) == [name]


def test_a_file_is_flushed_and_read_back_before_it_takes_the_name(sheet: Path) -> None:
    with faults(counted()) as plan:
        fsops.write_atomically(sheet, NEW)
    assert plan.steps[:4] == ["write", "flush", "verify", "rename"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_a_fault_at_any_step_keeps_the_old_file_and_no_half_of_the_new(
    sheet: Path, step: int, code: int
) -> None:
    with faults(FaultPlan(step, code)) as plan, pytest.raises(StorageError):
        fsops.write_atomically(sheet, NEW)
    assert plan.struck
    assert sheet.read_bytes() == OLD
    assert entries(sheet.parent) == [SHEET]


def test_a_disk_that_returns_other_bytes_is_refused(
    sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fsops, "_write", lambda path, data: path.write_bytes(data[::-1]))
    with pytest.raises(StorageError, match="EIO"):
        fsops.write_atomically(sheet, NEW)
    assert sheet.read_bytes() == OLD


@pytest.mark.parametrize(
    ("error", "kind", "advice"),
    [
        (OSError(errno.ENOSPC, ""), fsops.DiskFull, "请清理磁盘空间"),
        (OSError(errno.EDQUOT, ""), fsops.DiskFull, "请清理磁盘空间"),
        (OSError(errno.EROFS, ""), fsops.NoWritePermission, "请换一个文件夹"),
        (PermissionError(errno.EACCES, ""), fsops.NoWritePermission, "请换一个文件夹"),
        (OSError(errno.EBUSY, ""), fsops.FileInUse, "请关闭打开它的程序"),
        (FileExistsError(errno.EEXIST, ""), fsops.AlreadyThere, "请先移走或改名"),
        (FileNotFoundError(errno.ENOENT, ""), StorageError, "请重新插好 U 盘"),
        (OSError(errno.EIO, ""), fsops.DeviceFailed, "代码 EIO"),
        (OSError("no number at all"), StorageError, "代码 未知"),
    ],
)
def test_every_refusal_of_the_system_names_the_file_and_what_to_do(
    error: OSError, kind: type[StorageError], advice: str
) -> None:
    told = fsops.explained(error, Path(SHEET))
    assert type(told) is kind
    assert advice in str(told)
    assert SHEET in str(told)


def test_an_advice_is_a_sentence_for_the_person_in_the_room(sheet: Path) -> None:
    with faults(FaultPlan(1)), pytest.raises(MeihaoError) as caught:
        fsops.write_atomically(sheet, NEW)
    assert str(caught.value).endswith("。")
    assert "Errno" not in str(caught.value)


@pytest.mark.parametrize("windows_code", [5, 32, 33])
def test_a_file_that_a_scanner_holds_for_a_moment_is_tried_again(
    sheet: Path, windows_code: int, waits: list[float]
) -> None:
    with faults(FaultPlan(4, errno.EACCES, windows_code=windows_code)):
        fsops.write_atomically(sheet, NEW)
    assert sheet.read_bytes() == NEW
    assert len(waits) == 1


def test_a_file_that_stays_held_is_named_after_a_bounded_wait(
    sheet: Path, waits: list[float]
) -> None:
    plan = FaultPlan(4, errno.EACCES, windows_code=32, lasting=True)
    with faults(plan), pytest.raises(fsops.FileInUse, match="被其他程序占用"):
        fsops.write_atomically(sheet, NEW)
    assert sum(waits) == pytest.approx(2.5)
    assert sheet.read_bytes() == OLD


def test_a_full_disk_is_not_tried_again(sheet: Path, waits: list[float]) -> None:
    plan = FaultPlan(1, errno.ENOSPC, windows_code=112)
    with faults(plan), pytest.raises(fsops.DiskFull):
        fsops.write_atomically(sheet, NEW)
    assert waits == []


def test_the_old_hook_comes_back_after_a_plan() -> None:
    outer = counted()
    with faults(outer), faults(counted()):
        pass
    assert fsops.set_fault_hook(None) is None


def test_a_copy_gives_size_and_digest_and_is_the_same(tmp_path: Path) -> None:
    data = bytes(range(256)) * 5000
    heard: list[int] = []
    size, digest = fsops.copy_hashing(
        io.BytesIO(data), tmp_path / "材料.pdf", on_bytes=heard.append, durable=True
    )
    assert (size, digest) == (len(data), hashlib.sha256(data).hexdigest())
    assert (tmp_path / "材料.pdf").read_bytes() == data
    assert sum(heard) == size
    assert max(heard) == fsops.CHUNK


def test_a_copy_reads_its_source_once(tmp_path: Path) -> None:
    class Stick(io.BytesIO):
        """Counts what is taken from it."""

        taken = 0

        def read(self, size: int | None = -1, /) -> bytes:
            piece = super().read(size)
            self.taken += len(piece)
            return piece

    stick = Stick(b"x" * 700_000)
    fsops.copy_hashing(stick, tmp_path / "材料.pdf")
    assert stick.taken == 700_000


def test_an_empty_material_is_copied_too(tmp_path: Path) -> None:
    size, digest = fsops.copy_hashing(io.BytesIO(b""), tmp_path / "空.txt")
    assert (size, digest) == (0, hashlib.sha256(b"").hexdigest())
    assert (tmp_path / "空.txt").exists()


def test_a_copy_never_overwrites(sheet: Path) -> None:
    with pytest.raises(fsops.AlreadyThere):
        fsops.copy_hashing(io.BytesIO(NEW), sheet)
    assert sheet.read_bytes() == OLD


@pytest.mark.parametrize("step", range(1, 7))
def test_a_copy_that_fails_leaves_no_half_file(tmp_path: Path, step: int) -> None:
    with faults(FaultPlan(step)) as plan, pytest.raises(StorageError):
        fsops.copy_hashing(io.BytesIO(b"x" * 300_000), tmp_path / "材料.pdf", durable=True)
    assert plan.struck
    assert entries(tmp_path) == []


def test_a_stick_pulled_while_copying_is_said_so(tmp_path: Path) -> None:
    class PulledStick(io.BytesIO):
        """Answers once and is gone."""

        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                raise OSError(errno.EIO, "gone")
            return super().read(size)

    with pytest.raises(fsops.SourceUnreadable, match="U 盘可能已拔出"):
        fsops.copy_hashing(PulledStick(b"x" * 600_000), tmp_path / "材料.pdf")
    assert entries(tmp_path) == []


def test_a_cancelled_copy_leaves_nothing_and_the_reason_flies_on(tmp_path: Path) -> None:
    def cancel(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fsops.copy_hashing(io.BytesIO(NEW), tmp_path / "材料.pdf", on_bytes=cancel)
    assert entries(tmp_path) == []


def test_folders_are_made_with_their_parents_and_twice_is_no_fault(tmp_path: Path) -> None:
    folder = tmp_path / "轮次" / "materials"
    assert fsops.make_folder(folder) == folder
    assert fsops.make_folder(folder).is_dir()


def test_a_staged_folder_moves_into_its_place(tmp_path: Path) -> None:
    staged = fsops.make_folder(tmp_path / "staging" / "广州")
    (staged / SHEET).write_bytes(NEW)
    fsops.make_durable(staged)
    fsops.rename_into_place(staged, tmp_path / "广州")
    assert (tmp_path / "广州" / SHEET).read_bytes() == NEW
    assert not staged.exists()


def test_a_move_inside_staging_waits_for_the_flush_of_the_whole(sheet: Path) -> None:
    with faults(counted()) as plan:
        fsops.rename_into_place(sheet, sheet.with_name("评分表.pdf"), durable=False)
        fsops.rename_into_place(sheet.with_name("评分表.pdf"), sheet)
    assert plan.steps == ["rename", "rename", "flush folder"]
    assert sheet.read_bytes() == OLD


def test_moving_into_place_never_overwrites(sheet: Path) -> None:
    other = sheet.with_name("other")
    other.write_bytes(NEW)
    with pytest.raises(fsops.AlreadyThere, match="已经存在"):
        fsops.rename_into_place(other, sheet)
    assert sheet.read_bytes() == OLD
    assert other.exists()


def test_replacing_puts_a_finished_file_in_the_place_of_the_old(sheet: Path) -> None:
    finished = sheet.with_name("finished")
    finished.write_bytes(NEW)
    with faults(counted()) as plan:
        fsops.replace_file(finished, sheet)
    assert sheet.read_bytes() == NEW
    assert plan.steps.index("flush") < plan.steps.index("rename")


def test_a_kept_file_is_read_only_and_can_still_be_removed(sheet: Path) -> None:
    fsops.make_read_only(sheet)
    assert not sheet.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    fsops.remove_file(sheet)
    assert not sheet.exists()


def test_removing_what_is_absent_is_no_fault(tmp_path: Path) -> None:
    fsops.remove_file(tmp_path / "没有")
    fsops.remove_tree(tmp_path / "没有")
    assert entries(tmp_path) == []


def test_a_tree_is_removed_with_read_only_files_but_not_what_its_links_point_at(
    tmp_path: Path, sheet: Path
) -> None:
    tree = fsops.make_folder(tmp_path / "staging" / "inner").parent
    (tree / "inner" / "材料.pdf").write_bytes(NEW)
    fsops.make_read_only(tree / "inner" / "材料.pdf")
    outside = fsops.make_folder(tmp_path / "outside")
    (outside / "留下").write_bytes(NEW)
    (tree / "link").symlink_to(outside)
    fsops.remove_tree(tree)
    assert entries(tmp_path) == sorted(["outside", SHEET])
    assert entries(outside) == ["留下"]


def test_windows_refusing_to_remove_a_read_only_file_is_overcome(
    sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsops.make_read_only(sheet)
    plain = Path.unlink

    def like_windows(path: Path, missing_ok: bool = False) -> None:
        if not path.stat().st_mode & stat.S_IWUSR:
            raise PermissionError(errno.EACCES, "read-only")
        plain(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", like_windows)
    fsops.remove_file(sheet)
    assert not sheet.exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda folder: fsops.make_folder(folder / "new"),
        fsops.remove_tree,
        lambda folder: fsops.remove_file(folder / "sheet"),
        fsops.make_read_only,
        fsops.free_bytes,
        lambda folder: fsops.rename_into_place(folder, folder.with_name("moved")),
        fsops.require_writable,
        lambda folder: fsops.FolderLock(folder).acquire(),
        fsops.make_durable,
    ],
)
def test_every_other_act_passes_the_fault_seam(
    tmp_path: Path, act: Callable[[Path], object]
) -> None:
    folder = fsops.make_folder(tmp_path / "轮次")
    with faults(FaultPlan(1, errno.EROFS)), pytest.raises(fsops.NoWritePermission):
        act(folder)
    assert folder.is_dir()


def test_a_writable_folder_is_left_as_it_was(tmp_path: Path) -> None:
    fsops.require_writable(tmp_path)
    assert entries(tmp_path) == []


def test_too_little_space_is_said_with_both_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fsops, "free_bytes", lambda _: 3_000_000)
    fsops.require_space(tmp_path, 3_000_000)
    with pytest.raises(fsops.DiskFull, match=r"还需要 4 MB，只剩 3 MB"):
        fsops.require_space(tmp_path, 3_000_001)


def test_free_space_is_what_the_disk_says(tmp_path: Path) -> None:
    assert 0 < fsops.free_bytes(tmp_path) <= os.statvfs(tmp_path).f_blocks * 65536


def test_a_second_program_on_the_same_round_is_refused_until_the_first_lets_go(
    tmp_path: Path,
) -> None:
    first, second = fsops.FolderLock(tmp_path), fsops.FolderLock(tmp_path)
    with first.held(), pytest.raises(fsops.FileInUse, match="已在另一个窗口"):
        second.acquire()
    with second.held():
        pass
    second.release()


def test_a_fault_free_plan_changes_nothing(sheet: Path) -> None:
    with faults(FaultPlan(NO_FAULT)) as plan:
        fsops.write_atomically(sheet, NEW)
    assert not plan.struck
    assert sheet.read_bytes() == NEW
