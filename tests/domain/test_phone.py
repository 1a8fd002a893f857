"""A phone is compared by its digits, however it was written, and never kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.phone import phone_digits, phone_mark, phones_in


@pytest.mark.parametrize(
    "written",
    [
        "13800000000",
        "138 0000 0000",
        "138-0000-0000",
        "+86 138 0000 0000",
        "１３８００００００００",
    ],
)
def test_one_number_in_five_notations_has_one_mark(written: str) -> None:
    assert phone_digits(written) == "13800000000"
    assert phone_mark(written, "2025") == phone_mark("13800000000", "2025")


@pytest.mark.parametrize("written", ["", "无", "8 楼 302", "110", "转 8012"])
def test_what_is_no_phone_has_no_mark(written: str) -> None:
    assert phone_mark(written, "2025") == ""


def test_the_marks_of_two_rounds_cannot_be_compared() -> None:
    assert phone_mark("13800000000", "2025") != phone_mark("13800000000", "2026")


@given(st.text(alphabet="0123456789", min_size=7, max_size=13))
def test_a_mark_does_not_show_the_number(digits: str) -> None:
    mark = phone_mark(digits, "2025")
    assert len(mark) == 64
    assert digits not in mark


def test_every_number_of_a_cell_is_found() -> None:
    told = "专家01 0757-8600 0000／１３８ 0000 0000、+86 139-0000-0000（转 8012）"
    digits = [phone_digits(found) for found in phones_in(told)]
    assert digits == ["075786000000", "13800000000", "13900000000"]
