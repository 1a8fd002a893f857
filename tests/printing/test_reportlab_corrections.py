"""The corrections of reportlab, checked on pages read back."""

import re
import shutil
from pathlib import Path

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.paragraph import Paragraph

from meihao_desktop.printing.press import Press, TextStyle, page_size
from meihao_desktop.printing.reportlab_corrections import (
    CANNOT_BEGIN,
    _to_unicode_map,
    correct_reportlab,
)
from meihao_desktop.printing.typeface import Face, runs
from tests.printing.reading import lines_of, page_texts, poppler_text

RARE = "禤喆堃㙟䶮𬭎"
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is missing")


def page_with(text: str, face: Face = Face.SONG) -> bytes:
    press = Press("字", "")
    press.begin_page(page_size(is_landscape=False))
    press.text(60, 700, text, TextStyle(12, face))
    return press.finish()


@pytest.mark.parametrize("face", list(Face))
def test_rare_characters_copy_out_as_themselves(face: Face) -> None:
    assert lines_of(page_texts(page_with(f"甲{RARE}乙", face))[0]) == [f"甲{RARE}乙"]


@needs_poppler
def test_another_reader_copies_them_out_as_well(tmp_path: Path) -> None:
    assert lines_of(poppler_text(page_with(f"甲{RARE}乙"), tmp_path)) == [f"甲{RARE}乙"]


def test_more_characters_than_one_subset_holds_copy_out_in_order() -> None:
    many = [chr(code) for code in range(0x4E00, 0x4E00 + 700)]
    press = Press("字", "")
    press.begin_page(page_size(is_landscape=False))
    rows = ["".join(many[start : start + 35]) for start in range(0, 700, 35)]
    for number, row in enumerate(rows):
        press.text(60, 780 - 20 * number, row, TextStyle(12))
    assert lines_of(page_texts(press.finish())[0]) == rows


def test_a_character_beyond_the_first_plane_is_written_as_a_pair() -> None:
    assert "<01> <D872DF4E>" in _to_unicode_map("F", [0x20, ord("𬭎")])


def test_a_block_of_the_character_map_holds_at_most_a_hundred_lines() -> None:
    written = _to_unicode_map("F", range(0x4E00, 0x4E00 + 256))
    assert [int(size) for size in re.findall(r"(\d+) beginbfchar", written)] == [100, 100, 56]
    assert written.count("> <4E") == 256


def test_no_line_of_a_platypus_paragraph_begins_with_a_closing_mark() -> None:
    correct_reportlab()
    font, _ = runs("字")[0]
    style = ParagraphStyle("正文", fontName=font, fontSize=10, wordWrap="CJK")
    text = "绿化，照明；电梯：安全？整洁！“好”85%达标、" * 12
    for width in range(40, 200, 7):
        paragraph = Paragraph(text, style)
        paragraph.wrap(width, 10_000)
        lines = ["".join(line[1]) for line in paragraph.blPara.lines]
        assert not [line for line in lines[1:] if line[0] in CANNOT_BEGIN]


def test_correcting_twice_changes_nothing_more() -> None:
    correct_reportlab()
    first = page_with(RARE)
    correct_reportlab.cache_clear()
    correct_reportlab()
    assert page_with(RARE) == first
