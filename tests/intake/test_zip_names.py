"""Names inside archives come out right whoever has packed them."""

import struct
import zlib

import pytest

from meihao_desktop.intake.archives.zip_names import (
    UTF8_FLAG,
    NameCoding,
    RawName,
    raw_name,
    read_names,
)

TRAPS = ["琝璡玕/鸤賊.txt", "附件1：“美好家园”申报表（盖章）.docx", "小区·照片/IMG_1.jpg"]


def coded(names: list[str], codec: str, flags: int = 0) -> list[RawName]:
    return [raw_name(name.encode(codec), flags, b"") for name in names]


def read(
    names: list[RawName], coding: NameCoding = NameCoding.AUTO
) -> tuple[list[str], str, list[bool]]:
    found, label = read_names(names, coding)
    return [one.text for one in found], label, [one.is_exact for one in found]


def unicode_field(name: str, raw: bytes, *, version: int = 1) -> bytes:
    body = bytes([version]) + struct.pack("<I", zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(body)) + body


def test_gbk_names_with_bytes_that_look_like_backslashes() -> None:
    assert any(b"\x5c" in name.encode("gbk") for name in TRAPS)
    assert read(coded(TRAPS, "gbk")) == (TRAPS, "GBK 文件名", [True] * 3)


@pytest.mark.parametrize("flags", [0, UTF8_FLAG])
def test_utf8_names_with_the_flag_and_without(flags: int) -> None:
    assert read(coded(TRAPS, "utf-8", flags)) == (TRAPS, "UTF-8 文件名", [True] * 3)


def test_plain_names_need_no_coding() -> None:
    assert read(coded(["a/b.txt"], "ascii")) == (["a/b.txt"], "", [True])


def test_separators_of_windows_become_slashes() -> None:
    assert read(coded(["佐证\\照片\\1.jpg"], "gbk"))[0] == ["佐证/照片/1.jpg"]


def test_an_archive_that_several_have_added_to_is_read_name_by_name() -> None:
    mixed = [
        *coded(["朗悦花园/申报表.docx"], "gbk"),
        *coded(["朗悦花园/佐证材料.pdf"], "utf-8"),
        *coded(["长城二花园/说明.txt"], "utf-8", UTF8_FLAG),
    ]
    names = ["朗悦花园/申报表.docx", "朗悦花园/佐证材料.pdf", "长城二花园/说明.txt"]
    assert read(mixed) == (names, "GBK 文件名", [True] * 3)


def test_names_of_macos_are_shown_composed() -> None:
    assert read(coded(["e\u0301te\u0301.txt"], "utf-8"))[0] == ["\u00e9t\u00e9.txt"]


@pytest.mark.parametrize(
    ("extra", "wanted"),
    [
        (unicode_field("真名.txt", b"plain.txt"), "真名.txt"),
        (unicode_field("真名.txt", b"other"), "plain.txt"),
        (unicode_field("真名.txt", b"plain.txt", version=2), "plain.txt"),
        (unicode_field("真名.txt", b"plain.txt")[:-3], "plain.txt"),
        (b"\x55\x54\x05\x00" + bytes(5) + unicode_field("真名.txt", b"plain.txt"), "真名.txt"),
    ],
)
def test_the_unicode_field_counts_only_while_it_fits_the_name(extra: bytes, wanted: str) -> None:
    assert read([raw_name(b"plain.txt", 0, extra)])[0] == [wanted]


def test_a_flag_that_lies_is_not_believed() -> None:
    assert read(coded(["汇总表.xlsx"], "gbk", UTF8_FLAG)) == (["汇总表.xlsx"], "GBK 文件名", [True])


@pytest.mark.parametrize(
    ("coding", "codec", "name"),
    [
        (NameCoding.GBK, "gbk", "路.txt"),
        (NameCoding.UTF8, "utf-8", "路.txt"),
        (NameCoding.BIG5, "big5", "說明.txt"),
        (NameCoding.CP437, "cp437", "Übersicht.txt"),
    ],
)
def test_a_person_may_say_how_names_read(coding: NameCoding, codec: str, name: str) -> None:
    assert read(coded([name], codec), coding) == ([name], f"文件名按 {coding.label} 读", [True])


def test_what_the_archive_itself_tells_holds_against_a_choice() -> None:
    told = coded(["说明.txt"], "utf-8", UTF8_FLAG)
    assert read(told, NameCoding.BIG5)[0] == ["说明.txt"]


def test_bytes_of_no_coding_are_shown_nearly_and_told() -> None:
    names, _, exact = read([*coded(["好.txt"], "gbk"), raw_name(b"\xff\xff\x80.txt", 0, b"")])
    assert exact == [True, False]
    assert names[0] == "好.txt"
    assert names[1].endswith(".txt")


def test_every_coding_has_a_name_for_people() -> None:
    assert [coding.label for coding in NameCoding] == ["自动", "GBK", "UTF-8", "Big5", "CP437"]
