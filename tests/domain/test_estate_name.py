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


@pytest.mark.parametrize(
    "copy",
    [
        "朗悦花园（盖章）",
        "朗悦花园(最终版)(2)",
        "朗悦花园【扫描件】",
        "朗悦花园-副本",
        "3.朗悦花园（定稿）",
    ],
)
def test_what_is_added_to_a_copy_is_no_part_of_the_name(copy: str) -> None:
    assert name_key(copy) == name_key("朗悦花园")


@pytest.mark.parametrize(
    "phase",
    [
        "金域蓝湾Ⅱ期",
        "金域蓝湾II期",
        "金域蓝湾第二期",
        "金域蓝湾②期",
        "金域蓝湾小区2期",
        "金域蓝湾贰期",
    ],
)
def test_a_phase_is_the_same_in_every_numeral(phase: str) -> None:
    assert name_key(phase) == name_key("金域蓝湾二期") != name_key("金域蓝湾一期")


def test_a_name_of_nothing_but_copy_words_keeps_something() -> None:
    assert name_key("(2)")
