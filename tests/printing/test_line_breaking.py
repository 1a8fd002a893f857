"""Where lines of Chinese may break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.printing.line_breaking import wrap, wrap_evenly
from meihao_desktop.printing.reportlab_corrections import CANNOT_BEGIN, CANNOT_END
from meihao_desktop.printing.typeface import Face, breadth

TEXT = (
    "物业服务企业建立健全内部管理制度，公示服务内容、服务标准与收费标准；每季度公开一次收支情况，"
    "接受业主监督（含“共用部位”经营收益）：满意度≥85.5%者得满分，每低1个百分点扣0.5分！是否达标？"
)


@pytest.mark.parametrize("width", range(60, 420, 12))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(width: int) -> None:
    lines = wrap(TEXT, Face.SONG, 12, width)
    assert not [line for line in lines if line[0] in CANNOT_BEGIN]
    assert not [line for line in lines if line[-1] in CANNOT_END]


@pytest.mark.parametrize("width", range(60, 420, 12))
def test_every_line_fits_and_nothing_is_lost(width: int) -> None:
    lines = wrap(TEXT, Face.SONG, 12, width)
    assert all(breadth(line, Face.SONG) * 12 <= width + 0.01 for line in lines)
    assert "".join(lines) == TEXT


def test_a_number_with_its_sign_is_not_torn() -> None:
    for width in range(80, 300, 7):
        for line in wrap(TEXT, Face.SONG, 12, width):
            assert ("85.5%" in line) == ("85" in line)


def test_a_word_longer_than_the_line_is_torn_rather_than_run_over() -> None:
    digest = "7f3a22c19b04aa317f3a22c19b04aa31"
    lines = wrap(digest, Face.SONG, 10, 60)
    assert len(lines) > 1
    assert "".join(lines) == digest
    assert all(breadth(line, Face.SONG) * 10 <= 60 for line in lines)


def test_line_ends_of_the_text_are_kept_and_an_empty_text_has_no_line() -> None:
    assert wrap("甲\n\n乙", Face.SONG, 12, 200) == ("甲", "", "乙")
    assert wrap("", Face.SONG, 12, 200) == ()


def test_a_space_at_the_break_belongs_to_neither_line() -> None:
    assert wrap("甲乙丙 丁戊己", Face.SONG, 10, 31) == ("甲乙丙", "丁戊己")


def test_centred_text_leaves_no_single_character_behind() -> None:
    assert wrap("物业服务", Face.SONG, 10, 35) == ("物业服", "务")
    assert wrap_evenly("物业服务企业名", Face.SONG, 10, 65) == ("物业服务", "企业名")
    assert wrap_evenly("物业", Face.SONG, 10, 65) == ("物业",)


@given(st.text(alphabet="甲乙，。（）“”a1 %", max_size=60), st.integers(30, 200))
def test_no_character_but_spaces_is_ever_lost(text: str, width: int) -> None:
    lines = wrap(text, Face.SONG, 10, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(breadth(line, Face.SONG) * 10 <= width + 0.01 for line in lines)


def test_even_lines_do_not_tear_a_date() -> None:
    lines = wrap_evenly("2025-09-10 20:00", Face.SONG, 10, 66)
    assert lines == ("2025-09-10", "20:00")
