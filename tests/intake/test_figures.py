"""Figures as officials write them are read exactly, and guesses say that they are guesses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.fact import FactName, plain
from meihao_desktop.intake.figures import folded, read_figure, tidy, unit_in

AREA, HOUSEHOLDS = FactName.FLOOR_AREA, FactName.HOUSEHOLDS
SATISFACTION, COLLECTION = FactName.RESIDENT_SATISFACTION, FactName.FEE_COLLECTION
WIDE = str.maketrans("0123456789.%,", "０１２３４５６７８９．％，")


@pytest.mark.parametrize(
    ("raw", "header_unit", "square_metres"),
    [
        ("29514.72平方米", "", "29514.72"),
        ("11.07万平方米", "", "110700"),
        ("11.07 万㎡", "", "110700"),
        ("47万平方米", "㎡", "470000"),
        ("80,909平方米", "", "80909"),
        ("８０９０９", "㎡", "80909"),
        ("７３．５", "万㎡", "735000"),
        ("79.9 ", "万㎡", "799000"),
        ("110700.0", "㎡", "110700"),
    ],
)
def test_areas_with_a_known_unit_are_sure(raw: str, header_unit: str, square_metres: str) -> None:
    reading = read_figure(AREA, raw, header_unit)
    assert (reading.value, reading.unit) == (Decimal(square_metres), "㎡")
    assert not reading.is_guessed


@pytest.mark.parametrize(
    ("raw", "header_unit", "square_metres", "said"),
    [
        ("73.5", "", "735000", "按万㎡理解"),
        ("735000", "", "735000", "按㎡理解"),
        ("735000", "万㎡", "735000", "数值过大"),
        ("73.5", "㎡", "735000", "数值过小"),
        ("约11万平方米", "", "110000", "约数"),
        ("11万余平方米", "", "110000", "约数"),
    ],
)
def test_areas_without_a_clear_unit_are_guesses_that_say_so(
    raw: str, header_unit: str, square_metres: str, said: str
) -> None:
    reading = read_figure(AREA, raw, header_unit)
    assert reading.value == Decimal(square_metres)
    assert reading.is_guessed
    assert said in reading.note


@pytest.mark.parametrize(
    "raw", ["面积不详", "120亩", "1.2平方公里", "47万㎡/80万㎡", "十一万", "1,2,3", "-5㎡"]
)
def test_an_area_nobody_can_read_has_no_value(raw: str) -> None:
    assert read_figure(AREA, raw).value is None


@pytest.mark.parametrize(
    ("raw", "households"), [("1018户", 1018), ("5,415", 5415), ("４７１１", 4711), ("798 户", 798)]
)
def test_households_are_counted(raw: str, households: int) -> None:
    reading = read_figure(HOUSEHOLDS, raw)
    assert (reading.value, reading.unit) == (households, "户")
    assert not reading.is_guessed


@pytest.mark.parametrize("raw", ["1018.5", "若干", "1018人", "12栋", "998户/1018户"])
def test_households_that_are_no_count_have_no_value(raw: str) -> None:
    assert read_figure(HOUSEHOLDS, raw).value is None


def test_a_rough_number_of_households_is_a_guess() -> None:
    reading = read_figure(HOUSEHOLDS, "5000余户")
    assert (reading.value, reading.is_guessed) == (5000, True)


@pytest.mark.parametrize(
    ("raw", "header_unit", "value", "unit", "is_guessed"),
    [
        ("98%", "", "98", "%", False),
        ("93％", "%", "93", "%", False),
        ("98", "%", "98", "%", False),
        ("98", "", "98", "%", True),
        ("0.98", "%", "98", "%", True),
        ("0.98", "", "98", "%", True),
        ("1", "%", "100", "%", True),
        ("90.7分", "", "90.7", "分", False),
        ("90.7", "分", "90.7", "分", False),
        ("995‰", "", "99.5", "%", False),
        ("2021年93%", "", "93", "%", False),
        ("99.6%，近二年100%", "", "99.6", "%", True),
    ],
)
def test_rates_in_every_notation(
    raw: str, header_unit: str, value: str, unit: str, is_guessed: bool
) -> None:
    reading = read_figure(SATISFACTION, raw, header_unit)
    assert (reading.value, reading.unit) == (Decimal(value), unit)
    assert reading.is_guessed is is_guessed
    assert bool(reading.note) is is_guessed


@pytest.mark.parametrize("raw", ["998", "优秀", "101%"])
def test_a_rate_above_a_hundred_or_in_words_has_no_value(raw: str) -> None:
    assert read_figure(COLLECTION, raw, "%").value is None


@pytest.mark.parametrize(("raw", "place"), [("1", 1), ("第2名", 2), ("三", 3), ("第十位", 10)])
def test_the_recommended_place_is_a_number(raw: str, place: int) -> None:
    assert read_figure(FactName.RECOMMENDED_PLACE, raw).value == place


def test_texts_are_tidied_and_nothing_else() -> None:
    reading = read_figure(FactName.HANDED_OVER_ON, "上世纪　80年代末\n")
    assert reading.value == "上世纪 80年代末"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("□业主委员会 ☑物业管理委员会", "物业管理委员会"),
        ("☑ 有　□ 无", "有"),
        ("■已成立，□未成立", "已成立"),
        ("√党支部 √党小组 □无", "党支部、党小组"),
        ("□有 □无", None),
        ("第三届业主委员会", "第三届业主委员会"),
    ],
)
def test_of_printed_choices_the_ticked_ones_count(raw: str, value: str | None) -> None:
    assert read_figure(FactName.OWNERS_COMMITTEE, raw).value == value


def test_a_line_break_inside_a_company_is_taken_out() -> None:
    reading = read_figure(FactName.PROPERTY_COMPANY, "佛山市万科物业\n服务有限公司")
    assert reading.value == "佛山市万科物业服务有限公司"


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("建筑面积(万㎡)", "万㎡"),
        ("建筑面积\n（万平方米）", "万㎡"),
        ("建筑面积（㎡）", "㎡"),
        ("总建筑面积(平方米)", "㎡"),
        ("建筑面积", ""),
        ("收缴率（％）", "%"),
        ("居民满意度(分)", "分"),
        ("户数（户）", "户"),
        ("百分比", ""),
    ],
)
def test_the_unit_of_a_header(header: str, unit: str) -> None:
    assert unit_in(header) == unit


@given(
    st.decimals(min_value="1000", max_value="2000000", places=2),
    st.sampled_from(["平方米", "㎡", "m2"]),
)
def test_square_metres_come_back_exactly(area: Decimal, unit: str) -> None:
    reading = read_figure(AREA, f"{area}{unit}")
    assert (reading.value, reading.is_guessed) == (area, False)


@given(st.decimals(min_value="0.01", max_value="999", places=4))
def test_ten_thousands_are_the_same_in_cell_and_header(area: Decimal) -> None:
    in_cell = read_figure(AREA, f"{plain(area)}万平方米")
    in_header = read_figure(AREA, plain(area), "万㎡")
    assert in_cell.value == in_header.value == area * 10000
    assert not in_cell.is_guessed
    assert not in_header.is_guessed


@given(st.integers(min_value=0, max_value=99_999_999))
def test_full_width_and_thousands_marks_change_nothing(count: int) -> None:
    raw = f"{count:,}"
    assert read_figure(HOUSEHOLDS, raw).value == count
    assert read_figure(HOUSEHOLDS, raw.translate(WIDE)).value == count


@given(st.decimals(min_value="1.01", max_value="100", places=2))
def test_the_three_notations_of_a_rate_agree(rate: Decimal) -> None:
    values = {
        read_figure(COLLECTION, f"{plain(rate)}%").value,
        read_figure(COLLECTION, plain(rate), "%").value,
        read_figure(COLLECTION, plain(rate / 100)).value,
    }
    assert values == {rate}


@given(st.text(max_size=40), st.sampled_from(list(FactName)), st.sampled_from(["", "%", "万㎡"]))
def test_no_text_breaks_a_reader(raw: str, name: FactName, unit: str) -> None:
    reading = read_figure(name, raw, unit)
    if isinstance(reading.value, Decimal):
        assert reading.value.is_finite()
    assert reading.is_guessed == bool(reading.note)


@given(st.text(max_size=40))
def test_folding_and_tidying_twice_change_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert not any(character.isspace() for character in folded(text))
