"""Sticks: pulled at any moment they hold nothing that is taken for whole, and go on afterwards."""

import errno
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import pytest

from meihao_desktop import fsops
from meihao_desktop.domain.progress import Cancelled, Progress, Watch
from meihao_desktop.exchange import stick
from meihao_desktop.exchange.manifest import Entry, Manifest, require_closed
from meihao_desktop.exchange.refusals import Refusal, Refused
from tests.support.faults import FaultPlan, counted, faults

HEAD = ("pack.meihao", b"the signed head")
CONTENTS = [b"first material", b"second material" * 1000, b""]


@pytest.fixture
def sources(tmp_path: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    (tmp_path / "kept").mkdir()
    for data in CONTENTS:
        digest = sha256(data).hexdigest()
        found[digest] = tmp_path / "kept" / digest
        found[digest].write_bytes(data)
    return found


def listed(sources: dict[str, Path]) -> Manifest:
    return Manifest.of(
        Entry(name=name, size=file.stat().st_size, sha256=name) for name, file in sources.items()
    )


def write(folder: Path, sources: dict[str, Path], watch: Watch | None = None) -> None:
    stick.write_pack(folder, load(listed(sources)), sources, watch or Watch())


def load(manifest: Manifest) -> stick.Load:
    return stick.Load(name=HEAD[0], data=HEAD[1], manifest=manifest, about=b"round")


def require_whole(folder: Path, sources: dict[str, Path]) -> None:
    assert not stick.is_unfinished(folder)
    assert (folder / HEAD[0]).read_bytes() == HEAD[1]
    require_closed(folder / "materials", listed(sources), "评审包")
    assert {place.name for place in folder.iterdir()} == {HEAD[0], "materials"}


def test_a_pack_stands_whole_on_the_stick_without_a_marker(
    tmp_path: Path, sources: dict[str, Path]
) -> None:
    write(tmp_path / "stick", sources)
    require_whole(tmp_path / "stick", sources)


def test_a_stick_pulled_at_any_step_never_looks_finished_and_goes_on_afterwards(
    tmp_path: Path, sources: dict[str, Path]
) -> None:
    with faults(counted()) as plan:
        write(tmp_path / "counted", sources)
    assert len(plan.steps) > 20
    for step in range(1, len(plan.steps) + 1):
        folder = tmp_path / f"stick{step}"
        with (
            faults(FaultPlan(step, errno.EIO, lasting=True)),
            pytest.raises((fsops.StorageError, Refused)),
        ):
            write(folder, sources)
        has_head = (folder / HEAD[0]).exists()
        # the very last flush may fail after all is in place; before it the marker stands
        assert not has_head or stick.is_unfinished(folder) or step == len(plan.steps)
        write(folder, sources)
        require_whole(folder, sources)


def test_what_a_killed_program_had_half_written_is_no_part_of_the_pack(
    tmp_path: Path, sources: dict[str, Path]
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / ".4ccb9c5dd453-17770.part").write_bytes(b"half")
    write(folder, sources)
    require_whole(folder, sources)


def test_what_was_finished_before_is_not_copied_again(
    tmp_path: Path, sources: dict[str, Path]
) -> None:
    manifest, target = listed(sources), tmp_path / "materials"
    target.mkdir()
    first = manifest.entries[0]
    assert stick.copy_verified(sources, target, [first], Watch()) == (first.name,)
    copied = stick.copy_verified(sources, target, manifest, Watch())
    assert first.name not in copied
    assert len(copied) == 2


def test_a_finished_copy_that_the_stick_has_spoilt_is_copied_again(
    tmp_path: Path, sources: dict[str, Path]
) -> None:
    write(tmp_path / "stick", sources)
    name = sha256(CONTENTS[0]).hexdigest()
    (tmp_path / "stick" / "materials" / name).write_bytes(b"spoilt materia")
    write(tmp_path / "stick", sources)
    assert (tmp_path / "stick" / "materials" / name).read_bytes() == CONTENTS[0]


def test_what_no_longer_belongs_to_the_pack_is_cleared_away(
    tmp_path: Path, sources: dict[str, Path]
) -> None:
    write(tmp_path / "stick", sources)
    (tmp_path / "stick" / "materials" / "old").write_bytes(b"of an earlier pack")
    write(tmp_path / "stick", sources)
    require_whole(tmp_path / "stick", sources)


def test_a_stick_that_changes_bytes_is_found_out_before_the_pack_is_called_written(
    tmp_path: Path, sources: dict[str, Path]
) -> None:
    lying = Manifest.of(
        Entry(name=each.name, size=each.size, sha256="0" * 64) for each in listed(sources)
    )
    with pytest.raises(Refused) as caught:
        stick.write_pack(tmp_path / "s", load(lying), sources, Watch())
    assert caught.value.refusal is Refusal.OTHER_DIGEST
    assert stick.is_unfinished(tmp_path / "s")
    assert not (tmp_path / "s" / HEAD[0]).exists()


def test_a_copy_that_reads_back_differently_never_gets_its_name(
    tmp_path: Path, sources: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written was right; what the stick has kept of it is not."""
    copy = fsops.copy_hashing

    def kept_wrongly(source: BinaryIO, target: Path, **_words: object) -> tuple[int, str]:
        told = copy(source, target)
        target.write_bytes(b"?" * told[0])
        return told

    monkeypatch.setattr(fsops, "copy_hashing", kept_wrongly)
    first = next(each for each in listed(sources) if each.size)
    with pytest.raises(Refused) as caught:
        stick.copy_verified(sources, tmp_path, [first], Watch())
    assert caught.value.refusal is Refusal.OTHER_DIGEST
    assert [place.name for place in tmp_path.iterdir()] == ["kept"]


def test_the_head_of_an_earlier_pack_goes_before_its_materials_do(
    tmp_path: Path, sources: dict[str, Path]
) -> None:
    """Or a head would vouch for materials that are being replaced."""
    folder = tmp_path / "stick"
    write(folder, sources)
    with pytest.raises(Cancelled):
        write(folder, sources, Watch(is_cancelled=lambda: True))
    assert stick.is_unfinished(folder)
    assert not (folder / HEAD[0]).exists()


@pytest.mark.parametrize("step", ["look", "read back"])
@pytest.mark.parametrize("code", [errno.EIO, errno.ENODEV, errno.ENOENT])
def test_a_stick_that_is_gone_while_it_is_looked_at_says_so(
    tmp_path: Path, sources: dict[str, Path], step: str, code: int
) -> None:
    folder = tmp_path / "stick"
    write(folder, sources)

    def pulled(done: str, _path: Path) -> None:
        if done == step:
            raise OSError(code, "pulled")

    with faults(pulled), pytest.raises(fsops.StorageError, match="U 盘"):
        write(folder, sources)
    assert stick.is_unfinished(folder)
    write(folder, sources)
    require_whole(folder, sources)


def test_a_material_that_cannot_be_opened_is_told_in_a_sentence(
    tmp_path: Path, sources: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = next(each for each in listed(sources) if each.size)
    opening = Path.open

    def refusing(path: Path, mode: str) -> object:
        if path == sources[first.name]:
            raise OSError(errno.EIO, "pulled")
        return opening(path, mode)

    monkeypatch.setattr(Path, "open", refusing)
    with pytest.raises(fsops.StorageError, match="请检查磁盘或 U 盘"):
        stick.copy_verified(sources, tmp_path / "stick", [first], Watch())


def test_a_marker_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path) -> None:
    assert stick.marker_of(tmp_path) == b""
    (tmp_path / stick.MARKER).mkdir()
    with pytest.raises(fsops.StorageError, match="请检查磁盘或 U 盘"):
        stick.marker_of(tmp_path)


def test_a_file_that_fat32_cannot_hold_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    huge = Manifest.of([Entry(name="aa", size=4 * 1024**3, sha256="0" * 64)])
    with pytest.raises(Refused, match="4 GB"):
        stick.write_pack(tmp_path / "s", load(huge), {}, Watch())
    assert not (tmp_path / "s").exists()


def test_a_stick_without_room_is_refused_with_how_much_is_missing(
    tmp_path: Path, sources: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fsops, "free_bytes", lambda _folder: 1000)
    with pytest.raises(fsops.DiskFull, match="还需要"):
        write(tmp_path / "stick", sources)


def test_progress_reaches_the_end_and_a_wish_to_stop_is_heard(
    tmp_path: Path, sources: dict[str, Path]
) -> None:
    told: list[Progress] = []
    write(tmp_path / "stick", sources, Watch(on_progress=told.append))
    assert told[-1].is_whole
    assert told[-1].percent == 100
    with pytest.raises(Cancelled):
        write(tmp_path / "other", sources, Watch(is_cancelled=lambda: True))
    assert stick.is_unfinished(tmp_path / "other")


def test_a_single_file_has_its_name_only_once_it_is_whole(tmp_path: Path) -> None:
    with faults(counted()) as plan:
        stick.write_single(tmp_path / "counted", "评分包-P03-1.meihao", b"bundle")
    for step in range(1, len(plan.steps)):
        folder = tmp_path / f"stick{step}"
        with faults(FaultPlan(step, errno.EIO, lasting=True)), pytest.raises(fsops.StorageError):
            stick.write_single(folder, "评分包-P03-1.meihao", b"bundle")
        file = folder / "评分包-P03-1.meihao"
        assert not file.exists() or file.read_bytes() == b"bundle"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2025年度玉林市“美好家园”小区评审", "2025年度玉林市_美好家园_小区评审"),
        ('a<b>c:d"e/f\\g|h?i*j', "a_b_c_d_e_f_g_h_i_j"),
        ("  结尾的点... ", "结尾的点"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("", "_"),
        ("...", "_"),
        ("长" * 80, "长" * 60),
    ],
)
def test_a_name_is_made_safe_for_every_stick(text: str, name: str) -> None:
    assert stick.safe_name(text) == name
