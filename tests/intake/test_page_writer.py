"""What is drawn into a page stands where it should and is found as it was written."""

import struct

import pypdfium2 as pdfium
import pytest
from PIL import Image

from meihao_desktop import resources
from meihao_desktop.intake import page_writer
from meihao_desktop.intake.font_file import glyphs_of, is_font
from meihao_desktop.intake.geometry import applied, is_finite, moved, scaled, then, turned
from meihao_desktop.intake.page_writer import PageWriter, Stroke, opened_picture
from meihao_desktop.intake.typefaces import (
    HEI,
    HEI_BOLD,
    KAI,
    SONG,
    file_for,
    to_unicode,
    typeface,
    weighted,
)
from tests.intake.test_ofd_reader import a_png

WHITE = (255, 255, 255)


def a_page() -> PageWriter:
    writer = PageWriter()
    writer.begin(200, 100)
    return writer


def pixels(document: pdfium.PdfDocument) -> Image.Image:
    return document[0].render(scale=1).to_pil().convert("RGB")


def words(document: pdfium.PdfDocument) -> str:
    return document[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize(
    "text", ["朗悦花园", "MH-2025 (1)", "禤㙟䶮𬭎", "“美好家园”", "99.6%", "一丨八卜又女"]
)
def test_text_is_found_as_it_was_written(text: str) -> None:
    for name in ("宋体", "黑体", "楷体"):
        writer = a_page()
        writer.text(text, typeface(name), 12, at=moved(10, 50))
        assert words(writer.finish()).replace("\u00a0", " ") == text


def test_a_tick_that_no_font_has_is_drawn_into_a_box() -> None:
    writer = a_page()
    writer.text("☑是☒否", typeface("宋体"), 20, at=moved(10, 50))
    assert {"□", "√", "×", "是", "否"} <= set(words(writer.finish()))


def test_invisible_text_is_found_and_not_seen() -> None:
    writer = a_page()
    writer.text("朗悦", typeface("宋体"), 20, at=moved(10, 50), is_invisible=True)
    document = writer.finish()
    assert words(document) == "朗悦"
    assert set(pixels(document).get_flattened_data()) == {WHITE}


def test_a_matrix_leads_from_the_top_left() -> None:
    writer = a_page()
    writer.rectangle((10, 20, 30, 40), fill=(255, 0, 0, 255))
    picture = pixels(writer.finish())
    assert picture.getpixel((15, 25)) == (255, 0, 0)
    assert picture.getpixel((5, 25)) == picture.getpixel((15, 65)) == WHITE


def test_pictures_stand_upright_and_may_be_thin() -> None:
    halves = Image.new("RGB", (10, 10), (0, 0, 255))
    halves.paste((255, 0, 0), (0, 0, 10, 5))
    writer = a_page()
    writer.picture(halves, at=then(scaled(40, 40), moved(10, 10)))
    writer.picture(halves, at=then(scaled(40, 40), moved(100, 10)), alpha=0.5)
    picture = pixels(writer.finish())
    assert picture.getpixel((30, 15)) == (255, 0, 0)
    assert picture.getpixel((30, 45)) == (0, 0, 255)
    assert picture.getpixel((120, 15)) == pytest.approx((255, 127, 127), abs=3)


def test_large_pictures_are_kept_packed_and_look_the_same() -> None:
    writer = a_page()
    writer.picture(Image.new("RGB", (3000, 3000), (200, 0, 0)), at=scaled(200, 100))
    assert pixels(writer.finish()).getpixel((100, 50)) == pytest.approx((200, 0, 0), abs=4)


def test_what_has_no_sane_place_or_size_is_left_out() -> None:
    writer = a_page()
    endless = float("inf")
    writer.text("甲", typeface(""), 12, at=moved(endless, 0))
    writer.path([("M", (0, 0)), ("L", (endless, 5))], at=moved(0, 0), stroke=Stroke())
    writer.path([], at=moved(0, 0), fill=(0, 0, 0, 255))
    assert words(writer.finish()) == ""


def test_a_page_without_end_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_writer, "MAX_OBJECTS", 2)
    writer = a_page()
    for row in range(5):
        writer.text("甲", typeface(""), 12, at=moved(10, 15 * row + 15))
    assert words(writer.finish()).count("甲") == 2


@pytest.mark.parametrize("data", [b"", b"broken", a_png()[:40]])
def test_a_picture_that_cannot_be_read_is_none(data: bytes) -> None:
    assert opened_picture(data) is None


def test_a_picture_beyond_reason_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_writer, "MAX_PIXELS", 100)
    assert opened_picture(a_png()) is None


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("宋体", SONG), ("SimSun", SONG), ("仿宋_GB2312", SONG), ("Times New Roman", SONG),
        ("楷体_GB2312", KAI), ("KaiTi", KAI), ("微软雅黑", HEI), ("SimHei", HEI), ("", HEI),
        ("Noto Sans SC", HEI),
    ],
)  # fmt: skip
def test_families_have_a_bundled_face(name: str, file: str) -> None:
    assert typeface(name).file == file


def test_bold_is_a_font_of_its_own_or_thicker_letters() -> None:
    assert typeface("黑体", is_bold=True).file == HEI_BOLD
    assert not typeface("黑体", is_bold=True).needs_weight
    assert typeface("宋体", is_bold=True).needs_weight
    assert weighted(typeface("黑体"), is_bold=True) == typeface("黑体", is_bold=True)
    assert weighted(typeface("黑体", is_bold=True), is_bold=False) == typeface("黑体")


def test_a_character_comes_from_the_first_font_that_has_it() -> None:
    assert file_for("朗", typeface("楷体")) == KAI
    missing = "\U0002a700"
    assert file_for(missing, typeface("楷体")) == KAI


def test_every_bundled_font_tells_its_characters() -> None:
    for file in (HEI, SONG, KAI):
        data = (resources.fonts_dir() / f"{file}.ttf").read_bytes()
        assert is_font(data)
        assert {ord(sign) for sign in "朗悦花园A1，"} <= set(glyphs_of(data))


@pytest.mark.parametrize("size", [0, 4, 12, 40, 300])
def test_a_torn_font_tells_nothing(size: int) -> None:
    data = (resources.fonts_dir() / f"{HEI}.ttf").read_bytes()[:size]
    assert glyphs_of(data) == {}


def test_a_font_that_counts_beyond_its_end_tells_what_it_has() -> None:
    inner = struct.pack(">HHL", 0, 1, 0) + struct.pack(">HHL", 3, 1, 12)
    table = inner[:4] + struct.pack(">HHL", 3, 1, 12) + struct.pack(">HHHH", 4, 99, 0, 60000)
    head = b"\x00\x01\x00\x00" + struct.pack(">HHHH", 1, 0, 0, 0)
    entry = b"cmap" + struct.pack(">LLL", 0, 28, len(table))
    assert glyphs_of(head + entry + table) == {}


def test_look_alikes_are_found_by_the_usual_character() -> None:
    names = to_unicode({0x20: 3, 0xA0: 3, 0x4E00: 4, 0x2F00: 4, 0x2D: 5, 0x2010: 5}).decode()
    assert "<0003> <0020>" in names
    assert "<0004> <4e00>" in names
    assert "<0005> <002d>" in names


def test_matrices_follow_each_other() -> None:
    assert applied(then(moved(1, 2), scaled(10, 100)), 1, 1) == (20, 300)
    assert applied(turned(90, 5, 5), 5, 0) == pytest.approx((10, 5))
    assert not is_finite(1, float("nan"))
