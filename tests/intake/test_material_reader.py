"""A material is what its bytes say, whatever its name claims."""

import io
import struct
from pathlib import Path

import pytest
from PIL import Image

from meihao_desktop.domain.material import MaterialKind
from meihao_desktop.intake.material_reader import kind_of
from tests.support.submissions import a_form, a_summary, a_zip


def kind(tmp_path: Path, data: bytes, name: str = "无名") -> MaterialKind:
    path = tmp_path / "digest"
    path.write_bytes(data)
    return kind_of(path, name)


def a_picture(kind: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, kind)
    return buffer.getvalue()


def an_ole_file(stream: str) -> bytes:
    """The head and the first directory sector of an old office file."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2) + bytes(62)
        for name in ("Root Entry", "\x05SummaryInformation", stream)
    )
    return bytes(header) + bytes(512) + entries.ljust(512, b"\0")


@pytest.mark.parametrize("picture", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_pictures(tmp_path: Path, picture: str) -> None:
    assert kind(tmp_path, a_picture(picture), "a.docx") is MaterialKind.IMAGE


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (b"%PDF-1.7\n", MaterialKind.PDF),
        (b"\xef\xbb\xbf%PDF-1.4\n", MaterialKind.PDF),
        (b"\x00\x00\x00\x18ftypheic", MaterialKind.IMAGE),
        (b"\x00\x00\x00\x18ftypisom", MaterialKind.VIDEO),
        (b"\x00\x00\x00\x14ftypqt  ", MaterialKind.VIDEO),
        (b"RIFF\x00\x00\x00\x00AVI LIST", MaterialKind.VIDEO),
        (b"\x1a\x45\xdf\xa3webm", MaterialKind.VIDEO),
        (b"{\\rtf1\\ansi}", MaterialKind.OTHER),
        (b"\x7fELF\x00\x01", MaterialKind.OTHER),
        (b"", MaterialKind.OTHER),
    ],
)
def test_other_heads(tmp_path: Path, head: bytes, wanted: MaterialKind) -> None:
    assert kind(tmp_path, head, "a.txt") is wanted


def test_office_files_of_today(tmp_path: Path) -> None:
    assert kind(tmp_path, a_form("朗悦花园"), "a.jpg") is MaterialKind.WORD
    assert kind(tmp_path, a_summary("朗悦花园")) is MaterialKind.WORKBOOK


def test_a_plain_zip_and_a_broken_one_are_other_files(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "a.zip", [("word/document.xml", b"<x/>")])
    assert kind_of(path, "a.docx") is MaterialKind.OTHER
    assert kind(tmp_path, b"PK\x03\x04 broken", "a.docx") is MaterialKind.OTHER


@pytest.mark.parametrize(
    ("stream", "wanted"),
    [
        ("WordDocument", MaterialKind.WORD),
        ("Workbook", MaterialKind.WORKBOOK),
        ("Book", MaterialKind.WORKBOOK),
        ("PowerPoint Document", MaterialKind.SLIDES),
        ("Hangul", MaterialKind.OTHER),
    ],
)
def test_office_files_of_old(tmp_path: Path, stream: str, wanted: MaterialKind) -> None:
    assert kind(tmp_path, an_ole_file(stream), "材料.et") is wanted


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    data = "朗悦花园的说明，禤㙟\r\n".encode(encoding)
    assert kind(tmp_path, data, "说明") is MaterialKind.TEXT
    assert kind(tmp_path, data, "台账.CSV") is MaterialKind.WORKBOOK


def test_a_long_text_cut_within_a_character_is_still_text(tmp_path: Path) -> None:
    for shift in range(3):
        data = b"a" * shift + "说明文字".encode() * 20_000
        assert kind(tmp_path, data) is MaterialKind.TEXT


def test_an_ofd_is_known_by_its_first_part(tmp_path: Path) -> None:
    data = a_zip(tmp_path / "a.zip", [("OFD.xml", b"<ofd/>")]).read_bytes()
    assert kind(tmp_path, data, "公函.pdf") is MaterialKind.OFD
