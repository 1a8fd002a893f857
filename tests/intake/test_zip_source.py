"""A zip is checked, listed and unpacked by a child; whatever happens to it, the rest comes in."""

import io
import os
import signal
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from meihao_desktop import fsops
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.progress import Cancelled, Progress, Watch
from meihao_desktop.intake import caps, read_submission, staging_runs
from meihao_desktop.intake.archives import zip_source
from meihao_desktop.intake.archives.zip_unpacking import Unpacked, unpack_members
from meihao_desktop.intake.child.answers import ForbiddenAnswer, pack, unpack
from meihao_desktop.intake.container import Container, open_container
from meihao_desktop.intake.refusals import LeftOut, MemberRefused, Refusal, SubmissionRefused
from meihao_desktop.intake.staging import stage
from meihao_desktop.intake.unreadable import Trouble, Unreadable
from tests.support.submissions import a_zip, codes

SOME = {f"朗悦花园/{n}.bin": bytes([n]) * 300_000 for n in range(6)}
TROUBLES = (Trouble.TOO_SLOW, Trouble.CRASHED, Trouble.TOO_LARGE)


def opened(source: Path) -> Container:
    return open_container(source, scratch=source.parent / "scratch")


def put(tmp_path: Path, files: dict[str, bytes] | None = None) -> Path:
    folder = fsops.make_folder(tmp_path / "stick")
    return a_zip(folder / "玉州区.zip", (files or SOME).items())


def failing_over(
    monkeypatch: pytest.MonkeyPatch, is_fatal: Callable[[object], bool], trouble: Trouble
) -> list[object]:
    """A child that is lost over whatever ``is_fatal`` says of its reader; gives what was asked."""
    asked: list[object] = []
    real = zip_source.parse_untrusted

    def failing(reader: object, *given: object, **named: object) -> object:
        asked.append(reader)
        if is_fatal(reader):
            for one in getattr(reader, "keywords", {}).get("wanted", ()):
                Path(one.draft).write_bytes(b"half")
            raise Unreadable(trouble)
        return real(reader, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(zip_source, "parse_untrusted", failing)
    return asked


def wants(path: str) -> Callable[[object], bool]:
    def is_fatal(reader: object) -> bool:
        wanted = getattr(reader, "keywords", {}).get("wanted", ())
        return any(one.path == path for one in wanted)

    return is_fatal


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_child_lost_over_the_list_is_a_broken_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: Trouble
) -> None:
    failing_over(monkeypatch, lambda _reader: True, trouble)
    with pytest.raises(SubmissionRefused) as caught:
        read_submission(put(tmp_path), tmp_path / "staging", Watch())
    assert caught.value.refusal is Refusal.BROKEN_ARCHIVE
    assert "玉州区.zip" in str(caught.value)
    assert not (tmp_path / "staging").exists()


@pytest.mark.parametrize("trouble", TROUBLES)
def test_the_one_member_over_which_children_are_lost_is_left_out_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: Trouble
) -> None:
    failing_over(monkeypatch, wants("朗悦花园/3.bin"), trouble)
    target = fsops.make_folder(tmp_path / "staging")
    with opened(put(tmp_path)) as container:
        staged, findings = stage(container, target, Watch())
    assert codes(findings) == ["damaged"]
    assert "朗悦花园/3.bin" in findings[0].sentence
    assert {file.path for file in staged} == set(SOME) - {"朗悦花园/3.bin"}
    assert {path.name for path in target.iterdir()} == {file.digest for file in staged}


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the children")
def test_children_killed_while_they_unpack_leave_nothing_half_written(tmp_path: Path) -> None:
    source = put(tmp_path, {f"{n}.bin": bytes([n]) * 9_000_000 for n in range(1, 6)})
    staging = fsops.make_folder(tmp_path / "staging")
    killed: list[int] = []

    def kill(_progress: Progress) -> None:
        if len(killed) < 3:
            for child in reading_children():
                killed.append(child)
                os.kill(child, signal.SIGKILL)

    with opened(source) as container:
        staged, findings = stage(container, staging, Watch(on_progress=kill))
    assert killed
    assert len(staged) + len(findings) == 5
    assert set(codes(findings)) <= {"damaged"}
    assert {path.name for path in staging.iterdir()} == {file.digest for file in staged}


def reading_children() -> list[int]:
    """The processes of ours that read what was handed in."""
    found: list[int] = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes()
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if b"--reading-child" in words and parent == os.getpid():
            found.append(int(place.name))
    return found


def test_a_stop_while_a_child_unpacks_clears_its_drafts(tmp_path: Path) -> None:
    staging = fsops.make_folder(tmp_path / "staging")
    told: list[Progress] = []
    watch = Watch(on_progress=told.append, is_cancelled=lambda: bool(told))
    with opened(put(tmp_path)) as container, pytest.raises(Cancelled):
        stage(container, staging, watch)
    assert not [path for path in staging.iterdir() if path.name.startswith("incoming")]


def test_a_full_disk_in_the_child_is_told_and_leaves_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> object:
        raise MeihaoError("磁盘已满")

    staging = fsops.make_folder(tmp_path / "staging")
    with opened(put(tmp_path)) as container:
        monkeypatch.setattr(zip_source, "parse_untrusted", full)
        with pytest.raises(MeihaoError, match="磁盘已满"):
            stage(container, staging, Watch())
    assert list(staging.iterdir()) == []


def test_a_stick_pulled_after_the_list_is_told_by_name(tmp_path: Path) -> None:
    source = put(tmp_path)
    with opened(source) as container:
        source.unlink()
        with pytest.raises(MeihaoError, match=r"朗悦花园.\d.bin”。如果它在 U 盘上"):
            stage(container, fsops.make_folder(tmp_path / "staging"), Watch())


def test_small_members_share_a_question_and_large_ones_have_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging_runs, "RUN_BYTES", 700_000)
    with opened(put(tmp_path)) as container:
        sizes = [len(run) for run in staging_runs.runs(container.members)]
    assert sizes == [2, 2, 2]
    monkeypatch.setattr(staging_runs, "RUN_BYTES", 100)
    assert [len(run) for run in staging_runs.runs(container.members)] == [1] * 6


def test_time_grows_with_the_size_and_suffices_for_the_largest_package() -> None:
    small, large = (zip_source.unpacking_limits(size) for size in (0, 2 * caps.MAX_TOTAL_SIZE))
    assert small.wall_seconds <= 120
    assert large.wall_seconds >= 2 * 3600
    assert large.cpu_seconds >= 1800


def test_a_member_is_never_unpacked_in_this_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = zipped({"申报表.docx": b"1" * 1000})
    source = put(tmp_path, {"朗悦花园.zip": inner, "表.xlsx": b"2" * 1000})
    for name in ("decompressobj", "crc32"):
        monkeypatch.setattr(f"zlib.{name}", refuse)
    with opened(source) as container:
        staged, _ = stage(container, fsops.make_folder(tmp_path / "staging"), Watch())
    assert sorted(file.path for file in staged) == ["朗悦花园/申报表.docx", "表.xlsx"]


def zipped(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def refuse(*_given: object) -> object:
    raise AssertionError("unpacked here")


def test_a_child_cannot_choose_where_a_file_lands() -> None:
    with pytest.raises(ValueError, match="round"):
        Unpacked(size=1, digest="../../round.db")
    honest = Unpacked(size=1, digest="0" * 64)
    lie = bytes(pack(honest)).replace(b"0" * 64, b"../" * 20 + b"0000")
    with pytest.raises(ForbiddenAnswer):
        unpack(lie)


def test_a_member_asked_for_alone_tells_what_is_wrong_with_it(tmp_path: Path) -> None:
    source = put(tmp_path, {"a.bin": bytes(range(256)) * 2})
    with opened(source) as container:
        (member,) = container.members
        source.write_bytes(source.read_bytes()[:60] + b"\xff" * 200)
        with pytest.raises(MemberRefused) as caught:
            member.open()
    assert caught.value.objection.left in (LeftOut.DAMAGED, LeftOut.SIZE_DIFFERS)


def test_what_a_lost_child_left_in_a_draft_is_written_anew(tmp_path: Path) -> None:
    with opened(put(tmp_path)) as container:
        run = next(iter(staging_runs.runs(container.members)))
        wanted = staging_runs.wanted_of(run, tmp_path)
        Path(wanted[0].draft).write_bytes(b"half")
        packed = run[0][1].packed
        assert packed is not None
        found = unpack_members(packed.source, wanted=wanted)
    assert all(isinstance(one, Unpacked) for one in found)
    assert Path(wanted[0].draft).read_bytes() == SOME["朗悦花园/0.bin"]
