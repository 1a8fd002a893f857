"""One pass: every byte is read once, kept once, counted, and nothing is left after a stop."""

import hashlib
import io
import threading
import zipfile
from pathlib import Path
from typing import BinaryIO

import pytest

from meihao_desktop import fsops
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.progress import Cancelled, Progress, Watch
from meihao_desktop.intake import caps
from meihao_desktop.intake import staging as staging_room
from meihao_desktop.intake.container import Container, Member, open_container
from meihao_desktop.intake.refusals import SubmissionRefused
from meihao_desktop.intake.staging import StagedFile, stage
from tests.support.faults import NO_FAULT, FaultPlan, faults
from tests.support.submissions import a_county, a_folder, a_zip, codes, received

SOME = {f"{n}.bin": bytes([n]) * 300_000 for n in range(6)}


class CountedStream(io.BytesIO):
    """A stream that counts what is read from it."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.read_bytes = 0

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        self.read_bytes += len(piece)
        return piece


def a_container(members: list[Member]) -> Container:
    return Container(name="a", label="文件夹", members=tuple(members))


def a_member(stream: BinaryIO, size: int, path: str = "a.bin") -> Member:
    return Member(path=path, size=size, open=lambda: stream)


def test_every_file_lies_once_under_its_digest(tmp_path: Path) -> None:
    files = {**SOME, "同样的.bin": SOME["1.bin"]}
    with open_container(a_folder(tmp_path / "a", files), scratch=tmp_path / "scratch") as container:
        target = fsops.make_folder(tmp_path / "staging")
        staged, findings = stage(container, target, Watch())
    assert findings == ()
    assert {file.path: file.digest for file in staged} == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items()
    }
    assert sorted(p.name for p in target.iterdir()) == sorted({f.digest for f in staged})
    assert all(file.location.read_bytes() == files[file.path] for file in staged)


def test_the_order_of_the_source_is_kept(tmp_path: Path) -> None:
    with open_container(a_folder(tmp_path / "a", SOME), scratch=tmp_path / "scratch") as container:
        staged, _ = stage(container, fsops.make_folder(tmp_path / "s"), Watch())
    assert [file.path for file in staged] == list(SOME)


def test_files_are_told_of_in_their_order_while_others_are_still_copied(tmp_path: Path) -> None:
    told: list[str] = []
    first_is_told, second_is_copied = threading.Event(), threading.Event()

    class Slow(io.BytesIO):
        """The first file, which ends only after the second has been copied."""

        def read(self, size: int | None = -1, /) -> bytes:
            second_is_copied.wait(10)
            return super().read(size)

    class Last(io.BytesIO):
        """The third file, which begins only after the first was told of."""

        def read(self, size: int | None = -1, /) -> bytes:
            second_is_copied.set()
            assert first_is_told.wait(10)
            return super().read(size)

    def tell(file: StagedFile) -> None:
        told.append(file.path)
        first_is_told.set()

    streams = {"一.bin": Slow(b"1"), "二.bin": io.BytesIO(b"2"), "三.bin": Last(b"3")}
    members = [a_member(stream, 1, path) for path, stream in streams.items()]
    stage(a_container(members), tmp_path, Watch(), tell)
    assert told == list(streams)


def test_the_source_is_read_once_byte_for_byte(tmp_path: Path) -> None:
    stream = CountedStream(b"x" * 1_000_000)
    stage(a_container([a_member(stream, 1_000_000)]), tmp_path, Watch())
    assert stream.read_bytes == 1_000_000


def test_the_stick_is_not_written_to(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "a", a_county("朗悦花园"))
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    received(folder)
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == before


def test_progress_grows_to_the_whole_and_names_the_file(tmp_path: Path) -> None:
    told: list[Progress] = []
    with open_container(a_folder(tmp_path / "a", SOME), scratch=tmp_path / "scratch") as container:
        stage(container, fsops.make_folder(tmp_path / "s"), Watch(on_progress=told.append))
    assert [p.done_bytes for p in told] == sorted(p.done_bytes for p in told)
    assert told[-1].done_bytes == told[-1].total_bytes == 1_800_000
    assert (told[-1].done_files, told[-1].total_files) == (6, 6)
    assert {p.current for p in told} == set(SOME)


@pytest.mark.parametrize("kind", ["folder", "zip"])
@pytest.mark.parametrize("after", [0, 1, 3, 8])
def test_a_stop_at_any_moment_leaves_nothing_behind(tmp_path: Path, after: int, kind: str) -> None:
    told: list[Progress] = []
    files = {**a_county("朗悦花园"), **SOME}
    folder = a_folder(tmp_path / "in" / "a", files)
    source = folder if kind == "folder" else a_zip(tmp_path / "in" / "a.zip", files.items())
    watch = Watch(on_progress=told.append, is_cancelled=lambda: len(told) >= after)
    with pytest.raises(Cancelled, match="没有改动任何资料"):
        received(source, watch)
    assert not (tmp_path / "in" / "staging").exists()
    assert len(told) <= after + staging_room.WORKERS


def test_a_full_disk_at_every_step_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging_room, "WORKERS", 1)
    source = a_folder(tmp_path / "a", a_county("朗悦花园"))
    with faults(FaultPlan(NO_FAULT)) as plan:
        received(source)
    fsops.remove_tree(tmp_path / "staging")
    writes = [n for n, step in enumerate(plan.steps, 1) if step in ("create", "write", "rename")]
    assert len(writes) > 6
    for step in writes:
        with faults(FaultPlan(step)), pytest.raises(MeihaoError, match="磁盘已满"):
            received(source)
        assert not (tmp_path / "staging").exists()


def test_a_stick_pulled_while_copying_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging_room, "WORKERS", 1)
    source = a_folder(tmp_path / "a", SOME)
    with faults(FaultPlan(NO_FAULT)) as plan:
        received(source)
    fsops.remove_tree(tmp_path / "staging")
    with (
        faults(FaultPlan(plan.steps.index("read") + 1)),
        pytest.raises(MeihaoError, match="bin”。U 盘"),
    ):
        received(source)
    assert not (tmp_path / "staging").exists()


def test_a_damaged_member_is_left_out_and_the_rest_comes_in(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "a.zip", [("good.txt", b"good")])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("bad.txt", b"0123456789" * 50)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"0123456789" * 3, b"XXXXXXXXXX" * 3, 1))
    with open_container(path, scratch=tmp_path / "scratch") as container:
        target = fsops.make_folder(tmp_path / "s")
        staged, findings = stage(container, target, Watch())
    assert [file.path for file in staged] == ["good.txt"]
    assert codes(findings) == ["damaged"]
    assert [p.name for p in target.iterdir()] == [staged[0].digest]


def test_a_member_shorter_than_it_says_is_left_out(tmp_path: Path) -> None:
    _, findings = stage(a_container([a_member(io.BytesIO(b"12"), 5)]), tmp_path, Watch())
    assert codes(findings) == ["size_differs"]
    assert list(tmp_path.iterdir()) == []


def test_a_member_that_never_ends_is_stopped_by_its_real_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caps, "MAX_FILE_SIZE", 1000)
    endless = a_member(io.BytesIO(b"x" * 2_000_000), 10)
    _, findings = stage(a_container([endless]), tmp_path, Watch())
    assert codes(findings) == ["file_too_large"]
    assert list(tmp_path.iterdir()) == []


def test_members_that_together_outgrow_the_limit_stop_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = a_folder(tmp_path / "a", SOME)
    with open_container(source, scratch=tmp_path / "scratch") as container:
        monkeypatch.setattr(caps, "MAX_TOTAL_SIZE", 500_000)
        with pytest.raises(SubmissionRefused, match="2 GB"):
            stage(container, fsops.make_folder(tmp_path / "s"), Watch())


def test_a_stick_pulled_before_a_file_was_opened_is_told(tmp_path: Path) -> None:
    def vanish() -> BinaryIO:
        raise FileNotFoundError(2, "gone")

    with pytest.raises(MeihaoError, match="重新插好 U 盘"):
        stage(a_container([Member(path="一.txt", size=1, open=vanish)]), tmp_path, Watch())
    assert list(tmp_path.iterdir()) == []


def test_a_file_nobody_may_read_is_a_finding(tmp_path: Path) -> None:
    def refuse() -> BinaryIO:
        raise PermissionError(13, "denied")

    members = [
        Member(path="锁.txt", size=1, open=refuse),
        Member(path="好.txt", size=2, open=lambda: io.BytesIO(b"ok")),
    ]
    staged, findings = stage(a_container(members), tmp_path, Watch())
    assert [file.path for file in staged] == ["好.txt"]
    assert codes(findings) == ["no_access"]
