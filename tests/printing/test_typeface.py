"""Which face prints which character."""

from pathlib import Path

import pytest

from meihao_desktop import resources
from meihao_desktop.printing.typeface import GETA, Face, breadth, missing_characters, runs

TONGYONG = Path(__file__).parents[2] / "scripts" / "tongyong_8105.txt"


@pytest.mark.parametrize("face", list(Face))
def test_each_face_alone_prints_every_character_of_the_national_table(face: Face) -> None:
    table = "".join(TONGYONG.read_text("utf-8").split())
    assert len(table) == 8105
    assert runs(table, face) == ((face.value, table),)


@pytest.mark.parametrize("face", list(Face))
def test_each_face_alone_prints_gb2312(face: Face) -> None:
    rows = bytes(b for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF) for b in (row, cell))
    characters = rows.decode("gb2312", errors="ignore")
    assert len(characters) == 6763
    assert runs(characters, face) == ((face.value, characters),)


def test_marks_that_officials_type_are_all_there() -> None:
    marks = "□■○●△▲★☆√✓×①⑳㎡℃№→←↑↓≤≥±‰·—…“”‘’〔〕《》【】￥％０９Ａ"
    assert missing_characters([marks]) == ""


def test_a_name_outside_the_common_tables_prints_from_the_large_file() -> None:
    rare = "䯄㵑"
    assert runs(f"甲{rare}乙", Face.HEI) == (
        ("meihao-hei", "甲"),
        ("meihao-song-rest", rare),
        ("meihao-hei", "乙"),
    )


def test_a_mark_that_bold_lacks_comes_from_the_body_face() -> None:
    assert runs("甲✓", Face.BOLD) == (("meihao-hei-bold", "甲"), ("meihao-song", "✓"))


def test_what_no_face_has_is_named_once_and_printed_as_a_geta() -> None:
    assert missing_characters(["好😀", "☑😀好"]) == "😀☑"
    assert runs("😀") == (("meihao-song", GETA),)


def test_all_of_gbk_can_be_printed() -> None:
    every = bytes(b for row in range(0x81, 0xFE) for cell in range(0x40, 0xFF) for b in (row, cell))
    ideographs = {c for c in every.decode("gbk", errors="ignore") if "一" <= c <= "\u9fa5"}
    assert len(ideographs) > 20_000
    assert missing_characters(["".join(sorted(ideographs))]) == ""


def test_variant_selectors_and_control_characters_leave_no_trace() -> None:
    assert runs("禤\ufe00\u200d\t喆") == (("meihao-song", "禤 喆"),)
    assert missing_characters(["\x00\ufeff\n"]) == ""


@pytest.mark.parametrize("face", list(Face))
def test_all_digits_are_equally_wide_so_that_points_align(face: Face) -> None:
    assert len({breadth(digit, face) for digit in "0123456789"}) == 1


def test_width_of_a_mixed_text_is_the_sum_of_its_pieces() -> None:
    assert breadth("甲䯄", Face.HEI) == pytest.approx(2.0)
    assert breadth("", Face.SONG) == 0


def test_licences_travel_with_the_fonts_and_the_reserved_names_do_not() -> None:
    folder = resources.fonts_dir()
    assert {path.name for path in folder.glob("OFL-*.txt")} == {
        "OFL-Meihao-Song.txt",
        "OFL-Meihao-Hei.txt",
        "OFL-Meihao-Kai.txt",
    }
    for path in folder.glob("OFL-*.txt"):
        assert path.read_text("utf-8").startswith("Copyright")
    assert sum(path.stat().st_size for path in folder.glob("*.ttf")) <= 25_000_000
