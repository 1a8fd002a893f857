"""Names inside zips come out right whoever has packed them."""

import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from meihao_desktop.intake.zip_names import decoded_names
from scripts.sample.frozen_zip import packed

TRAPS = ["琝璡玕/鸤賊.txt", "附件1：“美好家园”申报表（盖章）.docx", "小区·照片/IMG_1.jpg"]


def names_in(data: bytes, tmp_path: Path) -> tuple[list[str], str, bool]:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        return decoded_names(archive.infolist())


def with_unflagged_utf8(names: list[str]) -> bytes:
    """As macOS writes: UTF-8 without the flag that says so."""
    data = packed((name, b"x") for name in names)
    for place in range(len(data) - 4):
        offset = {b"PK\x03\x04": 6, b"PK\x01\x02": 8}.get(data[place : place + 4])
        if offset is not None:
            flags = int.from_bytes(data[place + offset : place + offset + 2], "little") & ~0x800
            data = data[: place + offset] + struct.pack("<H", flags) + data[place + offset + 2 :]
    return data


def test_gbk_names_with_bytes_that_look_like_backslashes(tmp_path: Path) -> None:
    assert any(b"\x5c" in name.encode("gbk") for name in TRAPS)
    data = packed(((name, b"x") for name in TRAPS), is_gbk=True)
    assert names_in(data, tmp_path) == (TRAPS, "GBK", True)


def test_utf8_names_with_the_flag(tmp_path: Path) -> None:
    assert names_in(packed((name, b"x") for name in TRAPS), tmp_path) == (TRAPS, "UTF-8", True)


def test_utf8_names_without_the_flag(tmp_path: Path) -> None:
    assert names_in(with_unflagged_utf8(TRAPS), tmp_path) == (TRAPS, "UTF-8", True)


def test_plain_names_need_no_encoding(tmp_path: Path) -> None:
    assert names_in(packed([("a/b.txt", b"")]), tmp_path) == (["a/b.txt"], "", True)


def test_separators_of_windows_become_slashes(tmp_path: Path) -> None:
    data = packed([("佐证\\照片\\1.jpg", b"")], is_gbk=True)
    assert names_in(data, tmp_path)[0] == ["佐证/照片/1.jpg"]


@pytest.mark.parametrize("is_stale", [False, True])
def test_the_unicode_field_counts_only_while_it_fits_the_name(is_stale: bool) -> None:
    raw = b"plain.txt"
    body = (
        b"\x01" + struct.pack("<I", zlib.crc32(b"other" if is_stale else raw)) + "真名.txt".encode()
    )
    info = zipfile.ZipInfo("plain.txt")
    info.extra = struct.pack("<HH", 0x7075, len(body)) + body
    names, _, is_exact = decoded_names([info])
    assert names == (["plain.txt"] if is_stale else ["真名.txt"])
    assert is_exact


def test_bytes_of_no_encoding_are_shown_nearly_and_told() -> None:
    info = zipfile.ZipInfo()
    info.orig_filename = b"\xff\xff\x80.txt".decode("cp437")
    names, _, is_exact = decoded_names([info])
    assert not is_exact
    assert names[0].endswith(".txt")
