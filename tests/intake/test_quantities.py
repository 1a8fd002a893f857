"""Of several numbers in a cell the one that is meant is taken, or none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.fact import FactName
from meihao_desktop.intake.figures import read_figure
from meihao_desktop.intake.quantities import chinese_number

AREA, HOUSEHOLDS = FactName.FLOOR_AREA, FactName.HOUSEHOLDS
RATE = FactName.FEE_COLLECTION
DIGITS, TENS = "零一二三四五六七八九", ("", "十", "百", "千")


def in_chinese(number: int) -> str:
    text = ""
    for place, digit in enumerate(reversed(str(number))):
        text = (DIGITS[int(digit)] + TENS[place] if digit != "0" else "零") + text
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.rstrip("零") or "零"


@pytest.mark.parametrize(
    ("name", "raw", "value", "said"),
    [
        (HOUSEHOLDS, "1018户（其中商铺20户）", 1018, "另有说明"),
        (HOUSEHOLDS, "一期500户、二期300户", 800, "由各部分相加"),
        (HOUSEHOLDS, "住宅998户+商铺20户", 1018, "由各部分相加"),
        (HOUSEHOLDS, "总户数800户，其中一期500户", 800, "不止一个数"),
        (HOUSEHOLDS, "12栋1018户", 1018, "另有说明"),
        (HOUSEHOLDS, "约800", 800, "约数"),
        (AREA, "11.07万平方米（含地下）", 110700, "另有说明"),
        (AREA, "一期11.07万㎡，二期8.2万㎡", 192700, "由各部分相加"),
        (AREA, "占地22500平方米，建筑面积80909平方米", 80909, "不止一个数"),
        (AREA, "80909平方米左右", 80909, "约数"),
    ],
)
def test_a_choice_among_words_is_a_guess_that_says_so(
    name: FactName, raw: str, value: int, said: str
) -> None:
    reading = read_figure(name, raw)
    assert reading.value == value
    assert reading.is_guessed
    assert said in reading.note


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        (HOUSEHOLDS, "共800户（一期500户、二期300户）", 800),
        (HOUSEHOLDS, "总户数：1018户", 1018),
        (HOUSEHOLDS, "1018（户）", 1018),
        (HOUSEHOLDS, "一千零一十八户", 1018),
        (AREA, "11.07万㎡（110700㎡）", 110700),
        (AREA, "地上9万㎡，地下2万㎡，共11万㎡", 110000),
        (AREA, "总建筑面积：73.5万平方米", 735000),
        (RATE, "近二年100%", 100),
        (RATE, "物业费收缴率高达99.6%", Decimal("99.6")),
        (RATE, "百分之九十九点六", Decimal("99.6")),
        (RATE, "90.7分（满分100分）", Decimal("90.7")),
    ],
)
def test_what_can_mean_only_one_thing_is_sure(
    name: FactName, raw: str, value: Decimal | int
) -> None:
    reading = read_figure(name, raw)
    assert (reading.value, reading.is_guessed) == (value, False)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        (HOUSEHOLDS, "998户/1018户"),
        (HOUSEHOLDS, "-5户"),
        (HOUSEHOLDS, "1018人"),
        (AREA, "47万㎡/80万㎡"),
        (AREA, "120亩"),
        (AREA, "12公顷"),
        (RATE, "95%-98%"),
        (RATE, "非常满意80%，满意13%"),
        (RATE, "-5%"),
        (RATE, "93.2/100"),
    ],
)
def test_what_could_mean_two_things_is_not_read(name: FactName, raw: str) -> None:
    assert read_figure(name, raw).value is None


@given(st.integers(1, 9999))
def test_a_number_in_words_reads_back_to_it(number: int) -> None:
    assert chinese_number(in_chinese(number)) == number
    assert read_figure(HOUSEHOLDS, f"{in_chinese(number)}户").value == number


@given(st.integers(1, 99), st.integers(0, 9))
def test_a_percent_in_words_reads_back_to_it(whole: int, tenth: int) -> None:
    raw = f"百分之{in_chinese(whole)}" + (f"点{DIGITS[tenth]}" if tenth else "")
    assert read_figure(RATE, raw).value == Decimal(f"{whole}.{tenth}")


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=4))
def test_phases_add_up(parts: list[int]) -> None:
    raw = "、".join(f"{DIGITS[n]}期{households}户" for n, households in enumerate(parts, 1))
    assert read_figure(HOUSEHOLDS, raw).value == sum(parts)


@pytest.mark.parametrize("text", ["", "点五", "九x", "一百零"])
def test_words_that_are_no_number_are_none(text: str) -> None:
    assert chinese_number(text) in (None, Decimal(100))
