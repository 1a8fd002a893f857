"""7z and rar are unpacked by a child into one folder, which is gone when all is over."""

from pathlib import Path

import pytest

from meihao_desktop import fsops
from meihao_desktop.domain.errors import MeihaoError
from meihao_desktop.domain.progress import Cancelled, Progress, Watch
from meihao_desktop.intake.archives import rar as archive_rar
from meihao_desktop.intake.archives import source
from meihao_desktop.intake.child.untrusted import Trouble, Unreadable
from meihao_desktop.intake.container import NameCoding, open_container
from meihao_desktop.intake.refusals import LeftOut, Refusal, SubmissionRefused
from meihao_desktop.intake.staging import stage
from tests.support.malformed_archives import rar, seven_zip
from tests.support.raw_rar import file5, rar4, rar5
from tests.support.submissions import received

FILES = {f"朗悦花园/{n}.bin": bytes([n]) * 70_000 for n in range(4)}
PACKERS = {"7z": seven_zip, "rar": rar}


def put(folder: Path, ending: str) -> Path:
    path = fsops.make_folder(folder / "stick") / f"玉州区.{ending}"
    path.write_bytes(PACKERS[ending](FILES))
    return path


@pytest.mark.parametrize("ending", PACKERS)
def test_what_was_unpacked_is_staged_and_then_cleared_away(tmp_path: Path, ending: str) -> None:
    source, staging = put(tmp_path, ending), tmp_path / "staging"
    with open_container(source, scratch=staging / "unpacked") as container:
        assert container.label == {"7z": "7z", "rar": "RAR"}[ending]
        assert (staging / "unpacked").exists()
        staged, findings = stage(container, staging, Watch())
    assert findings == ()
    assert {one.path: one.location.read_bytes() for one in staged} == FILES
    assert {path.name for path in staging.iterdir()} == {one.digest for one in staged}
    assert [path.name for path in source.parent.iterdir()] == [source.name]


@pytest.mark.parametrize("ending", PACKERS)
def test_a_stop_while_unpacking_leaves_nothing_behind(tmp_path: Path, ending: str) -> None:
    source = put(tmp_path, ending)
    with pytest.raises(Cancelled):
        received(source, Watch(is_cancelled=lambda: True))
    assert [path.name for path in source.parent.iterdir()] == [source.name]


def test_unpacking_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[Progress] = []
    (tmp_path / "0").write_bytes(b"12345")
    looking = source._looking(tmp_path, 20, "玉州区.7z", Watch(on_progress=told.append))
    assert not looking.is_cancelled()
    assert (told[0].percent, told[0].current) == (25, "展开 玉州区.7z")


@pytest.mark.parametrize("trouble", [Trouble.TOO_SLOW, Trouble.CRASHED, Trouble.TOO_LARGE])
@pytest.mark.parametrize("call", [1, 2])
def test_a_child_that_fails_is_a_broken_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: Trouble, call: int
) -> None:
    calls = []
    real = source.parse_untrusted

    def failing(*given: object, **named: object) -> object:
        calls.append(given)
        if len(calls) == call:
            raise Unreadable(trouble)
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(source, "parse_untrusted", failing)
    with pytest.raises(SubmissionRefused) as caught:
        received(put(tmp_path, "7z"))
    assert caught.value.refusal is Refusal.BROKEN_ARCHIVE
    assert not (tmp_path / "stick" / "staging").exists()


def test_too_little_room_is_told_before_anything_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fsops, "free_bytes", lambda _folder: 1000)
    with pytest.raises(MeihaoError, match="磁盘空间不足"):
        received(put(tmp_path, "7z"))
    assert not (tmp_path / "stick" / "staging").exists()


def test_names_of_an_old_rar_can_be_read_otherwise_by_hand(tmp_path: Path) -> None:
    source = tmp_path / "玉州区.rar"
    source.write_bytes(rar4([("說明.txt".encode("big5"), b"1")]))
    scratch = tmp_path / "scratch"
    with open_container(source, scratch=scratch, names=NameCoding.BIG5) as container:
        assert [member.path for member in container.members] == ["說明.txt"]
        assert container.label == "RAR（文件名按 Big5 读）"


@pytest.mark.parametrize("is_solid", [False, True])
def test_large_files_of_a_rar_are_written_without_being_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_solid: bool
) -> None:
    monkeypatch.setattr(archive_rar, "IN_MEMORY", 10)
    path = tmp_path / "a.rar"
    path.write_bytes(rar(FILES, solid=is_solid))
    target = fsops.make_folder(tmp_path / "out")
    assert archive_rar.unpack_rar(path, folder=str(target), wanted=frozenset({1, 3})) == ()
    assert {p.name: p.read_bytes() for p in target.iterdir()} == {
        "1": FILES["朗悦花园/1.bin"],
        "3": FILES["朗悦花园/3.bin"],
    }


def test_a_large_damaged_file_of_a_rar_leaves_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_rar, "IN_MEMORY", 10)
    path = tmp_path / "a.rar"
    path.write_bytes(
        rar5([], is_ended=False) + file5("a", bytes(99), crc=1) + file5("b", bytes(99))
    )
    target = fsops.make_folder(tmp_path / "out")
    told = archive_rar.unpack_rar(path, folder=str(target), wanted=frozenset({0, 1}))
    assert told == ((0, LeftOut.DAMAGED),)
    assert [p.name for p in target.iterdir()] == ["1"]


def test_after_a_damaged_spot_the_rest_of_a_solid_rar_is_lost_and_told(tmp_path: Path) -> None:
    data = bytearray(rar({**FILES, "z.txt": b"".join(FILES.values())}, solid=True))
    clean = tmp_path / "clean.rar"
    clean.write_bytes(data)
    place = data.rindex(b"z.txt") - 60
    data[place] ^= 0xFF
    path = tmp_path / "玉州区.rar"
    path.write_bytes(data)
    try:
        with open_container(path, scratch=tmp_path / "scratch") as container:
            kept = {member.path for member in container.members}
            told = {finding.code for finding in container.findings}
    except SubmissionRefused as refused:
        kept, told = set(), {refused.refusal.code}
    assert kept < {*FILES, "z.txt"}
    assert told <= {LeftOut.DAMAGED.code, Refusal.BROKEN_ARCHIVE.code}
