"""Spellings of one estate meet; different phases stay apart; guesses are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.intake.estate_names import EstateNames, is_like, name_key

KNOWN = EstateNames(["朗悦花园", "千灯湖1号", "金域蓝湾", "保利花园一期", "保利花园二期"])


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("朗悦花园小区", "朗悦花园"),
        ("朗悦·花园", "朗悦花园"),
        ("1.朗悦花园", "朗悦花园"),
        ("附件1：朗悦花园", "朗悦花园"),
        ("03_朗悦花园", "朗悦花园"),
        ("千灯湖 1 号", "千灯湖1号"),
        ("千灯湖一号小区", "千灯湖1号"),
        ("千灯湖１号", "千灯湖1号"),
        ("保利花园（1期）", "保利花园一期"),
        ("保利花园·二期", "保利花园二期"),
    ],
)
def test_another_spelling_is_surely_the_same_estate(spelling: str, name: str) -> None:
    match = KNOWN.match(spelling)
    assert match is not None
    assert (match.name, match.is_guessed) == (name, False)


@pytest.mark.parametrize(
    ("spelling", "name"),
    [("万科金域蓝湾", "金域蓝湾"), ("朗悦", "朗悦花园"), ("朗悦家园", "朗悦花园")],
)
def test_a_company_in_front_or_another_ending_is_a_guess(spelling: str, name: str) -> None:
    match = KNOWN.match(spelling)
    assert match is not None
    assert (match.name, match.is_guessed) == (name, True)


@pytest.mark.parametrize("spelling", ["佐证材料", "照片", "保利花园", "华发世纪城", "1"])
def test_strangers_and_doubtful_names_match_nothing(spelling: str) -> None:
    assert KNOWN.match(spelling) is None


def test_a_leading_number_that_belongs_to_the_name_stays() -> None:
    names = EstateNames(["188花园", "88花园"])
    match = names.match("188花园")
    assert match is not None
    assert match.name == "188花园"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("申报表-朗悦花园（盖章）.docx", "朗悦花园"),
        ("保利花园二期绿化.jpg", "保利花园二期"),
        ("汇总.xlsx", None),
        ("朗悦花园和金域蓝湾合影.jpg", None),
    ],
)
def test_an_estate_is_found_inside_a_file_name(file: str, name: str | None) -> None:
    match = KNOWN.within(file)
    assert (match.name if match else None) == name


@given(st.text(min_size=1, max_size=12))
def test_a_name_always_matches_itself_surely(name: str) -> None:
    match = EstateNames([name]).match(name)
    assert match is not None
    assert (match.name, match.is_guessed) == (name, False)


@given(st.integers(min_value=1, max_value=99))
def test_chinese_and_western_numerals_have_one_key(number: int) -> None:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    chinese = (
        (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    )
    assert name_key(f"翠湖{chinese}期") == name_key(f"翠湖{number}期")


@pytest.mark.parametrize(
    "folder",
    [
        "朗悦花园申报材料",
        "朗悦花园小区佐证材料",
        "2025年度“美好家园”小区申报-朗悦花园",
        "附件3：朗悦花园",
        "朗悦花园.zip",
        "（3）朗悦花园照片",
    ],
)
def test_words_around_a_folders_name_leave_it_sure(folder: str) -> None:
    match = KNOWN.match(folder)
    assert match is not None
    assert (match.name, match.is_guessed) == ("朗悦花园", False)


def test_a_file_may_name_its_estate_loosely() -> None:
    names = EstateNames(["千灯湖花园", "保利花园"])
    match = names.within("千灯湖大门.jpg")
    assert match is not None
    assert (match.name, match.is_guessed) == ("千灯湖花园", True)
    assert names.within("保利.jpg") is None  # two characters are no ground for a guess


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("金域蓝湾", "万科金域蓝湾", True),
        ("朗悦花园", "朗悦", True),
        ("长城花园", "长城二花园", False),
    ],
)
def test_names_that_may_be_one(one: str, other: str, wanted: bool) -> None:
    assert is_like(one, other) is wanted
