"""What somebody brings along is looked at without any records."""

from pathlib import Path

import pytest

from meihao_desktop.domain.progress import Cancelled, Watch
from meihao_desktop.exchange.file_signature import SUFFIX
from meihao_desktop.operations.examining import Brought, examine
from tests.support.sticks import StickMeeting

CODE = "MEIHAO1|ranking|0A1B2C3D4E5F6071|0123456789abcdef"


@pytest.mark.parametrize("typed", ["0a1b2c3d4e5f6071", "0A1B-2C3D-4E5F-6071", " 0A1B 2C3D4E5F6071"])
def test_sixteen_characters_are_a_check_code(typed: str) -> None:
    found = examine(typed)
    assert (found.kind, found.name) == (Brought.CHECK_CODE, "0A1B2C3D4E5F6071")


def test_a_scanned_text_is_kept_whole_and_any_other_text_is_told_to_be_none() -> None:
    found = examine(f" {CODE}\n")
    assert (found.kind, found.texts, found.unread) == (Brought.TEXT, (CODE,), "")
    other = examine("0A1B-2C3D")
    assert other.texts == ()
    assert "不是本程序文书的二维码文字" in other.unread


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("名单.xlsx", b"PK", Brought.FILE),
        ("改过名.txt", b"%PDF-1.7", Brought.PDF),
        ("空.pdf", b"", Brought.PDF),
        ("照片.JPG", b"", Brought.PICTURE),
        ("评分包-P03-1.meihao", b"", Brought.BUNDLE),
        ("改过名.doc", b"meihao//bundle", Brought.BUNDLE),
    ],
)
def test_a_file_is_known_by_what_it_begins_with_and_by_its_name(
    tmp_path: Path, name: str, data: bytes, kind: Brought
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    assert examine(file).kind is kind


def test_a_missing_file_is_a_fault_that_is_told_and_no_crash(tmp_path: Path) -> None:
    assert examine(tmp_path / "没有.meihao").fault
    assert examine(tmp_path / "没有.pdf").fault


def test_a_broken_signature_beside_a_file_is_the_file_s_fault(tmp_path: Path) -> None:
    file = tmp_path / "名单.xlsx"
    file.write_bytes(b"PK")
    beside = file.with_name(file.name + SUFFIX)
    beside.write_bytes(b"no signature")
    for source in (file, beside):
        found = examine(source)
        assert found.name == file.name
        assert beside.name in found.fault


def test_a_pack_is_read_to_its_last_byte_and_stops_when_asked(tmp_path: Path) -> None:
    meeting = StickMeeting(tmp_path)
    folder = meeting.pack()
    meeting.close()
    assert examine(folder / "pack.meihao").pack is not None
    with pytest.raises(Cancelled):
        examine(folder, Watch(is_cancelled=lambda: True))
    first = min((folder / "materials").iterdir())
    first.write_bytes(bytes(first.stat().st_size))
    found = examine(folder)
    assert found.pack is None
    assert first.name in found.fault
