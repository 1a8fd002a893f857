"""Which spellings are one name and which are two."""

import pytest

from meihao_desktop.domain.estate_name import folded, loose_key, name_key


@pytest.mark.parametrize(
    "spelling",
    [
        "千灯湖 1 号",
        "千灯湖１号小区",
        "千灯湖一号",
        "千灯湖·1号",
        "附件1：千灯湖1号",
        "（千灯湖）1号住宅小区",
    ],
)
def test_other_spellings_of_a_name_have_its_key(spelling: str) -> None:
    assert name_key(spelling) == name_key("千灯湖1号")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("翠湖一期", "翠湖二期"),
        ("千灯湖1号", "千灯湖11号"),
        ("朗悦花园", "朗悦家园"),
        ("小区", "花园"),
    ],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_numerals_up_to_ninety_nine_are_read() -> None:
    assert name_key("翠湖十期") == name_key("翠湖10期")
    assert name_key("翠湖二十三期") == name_key("翠湖23期")
    assert name_key("翠湖三十期") == name_key("翠湖30期")


def test_a_name_that_is_only_the_kind_keeps_its_key() -> None:
    assert name_key("小区") == "小区"


def test_the_loose_key_leaves_off_what_many_estates_are_called() -> None:
    assert loose_key("朗悦花园") == loose_key("朗悦家园") == "朗悦"
    assert loose_key("园园") == "园园"  # what is left would be too short for a guess


def test_folding_narrows_and_removes_white_space() -> None:
    assert folded("　１０ １８　户\n") == "1018户"
