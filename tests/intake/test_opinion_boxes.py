"""Opinion boxes beside, below or in one cell with their label."""

import pytest

from meihao_desktop.intake.opinion_boxes import is_opinion, opinions
from meihao_desktop.intake.tables import gridded

EMPTY = "（盖章）\n　　年　月　日"


def boxes(*rows: list[str]) -> list[tuple[str, bool]]:
    found = opinions(gridded("表", rows).boxes())
    return [(box.label, box.is_filled) for box in found]


def test_boxes_beside_their_labels() -> None:
    assert boxes(["社区意见", "同意"], ["街道\n意见", EMPTY]) == [
        ("社区意见", True),
        ("街道意见", False),
    ]


def test_two_boxes_in_one_row() -> None:
    row = ["社区意见", "同意", "街道（乡镇）意见", EMPTY]
    assert boxes(row) == [("社区意见", True), ("街道（乡镇）意见", False)]


def test_boxes_below_their_labels() -> None:
    assert boxes(["社区意见", "街道意见", "县局意见"], ["同意", EMPTY, "属实"]) == [
        ("社区意见", True),
        ("街道意见", False),
        ("县局意见", True),
    ]


def test_label_and_opinion_in_one_cell() -> None:
    assert boxes(["社区居委会意见：\n情况属实，同意。（盖章）"], [f"街道意见：\n{EMPTY}"]) == [
        ("社区居委会意见", True),
        ("街道意见", False),
    ]


def test_a_picture_in_a_box_is_its_seal() -> None:
    assert boxes(["社区意见", f"\ufffc{EMPTY}"]) == [("社区意见", True)]


@pytest.mark.parametrize(
    "label", ["市住房和城乡建设局意见", "市级主管部门意见", "自治区住建厅意见"]
)
def test_boxes_that_are_filled_later_are_left_out(label: str) -> None:
    assert boxes([label, EMPTY]) == []


@pytest.mark.parametrize("label", ["市（县、区）主管部门意见", "县（市、区）住建局意见"])
def test_the_countys_own_box_is_asked_for(label: str) -> None:
    assert boxes([label, EMPTY]) == [("".join(label.split()), False)]


def test_prose_about_opinions_is_no_box() -> None:
    assert not is_opinion("通过业主大会广泛征求意见，" * 5)
    assert boxes(["主要做法", "广泛听取业主意见，" * 8]) == []
