"""The header is found wherever an office has put it, and every row below it is understood."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meihao_desktop.domain.fact import FactName
from meihao_desktop.domain.preview import MergedRange, Worksheet
from meihao_desktop.intake.summary_workbook import Summary, find_header, read_summary
from tests.support.submissions import HEADERS, Rows, a_workbook

COLUMNS: dict[str, tuple[str, object]] = {
    "小区名称": ("朗悦花园", "朗悦花园"),
    "建筑面积（万㎡）": ("11.07", Decimal(110700)),
    "户数": ("1018户", Decimal(1018)),
    "居民满意度(%)": ("93", Decimal(93)),
    "物业费收缴率": ("99.6%", Decimal("99.6")),
    "地址": ("环兴一路", "环兴一路"),
    "备注": ("演练", "演练"),
}
FACTS = {
    "建筑面积（万㎡）": FactName.FLOOR_AREA,
    "户数": FactName.HOUSEHOLDS,
    "居民满意度(%)": FactName.RESIDENT_SATISFACTION,
    "物业费收缴率": FactName.FEE_COLLECTION,
    "地址": FactName.ADDRESS,
    "备注": FactName.REMARK,
}


def summary_of(tmp_path: Path, rows: Rows, *merged: str) -> Summary | None:
    path = tmp_path / "digest-without-suffix"
    path.write_bytes(a_workbook(rows, merged=merged))
    return read_summary(path, "推荐汇总表.xlsx")


def the_summary(tmp_path: Path, rows: Rows, *merged: str) -> Summary:
    summary = summary_of(tmp_path, rows, *merged)
    assert summary is not None
    return summary


def a_row(name: object = "朗悦花园", county: object = "玉州区") -> tuple[object, ...]:
    return (county, name, "某物业公司", 110700, 1018, 93)


def test_a_header_below_title_and_submitter_is_found(tmp_path: Path) -> None:
    rows = [
        ("2025年度推荐汇总表",),
        ("填报单位（盖章）：玉州区住建局　填报日期：8月",),
        (),
        HEADERS,
        a_row(),
    ]
    summary = the_summary(tmp_path, rows, "A1:F1", "A2:F2")
    assert [row.name for row in summary.rows] == ["朗悦花园"]
    assert summary.submitting_unit == "玉州区住建局"
    assert summary.rows[0].row == 5


def test_a_fact_remembers_its_raw_text_and_its_cell(tmp_path: Path) -> None:
    summary = the_summary(
        tmp_path, [HEADERS, ("玉州区", "朗悦花园", "甲", "11.07万平方米 ", 1018, 0.93)]
    )
    area = summary.rows[0].facts[FactName.FLOOR_AREA]
    assert (area.raw, area.value, area.unit) == ("11.07万平方米 ", Decimal(110700), "㎡")
    assert area.source.label == "推荐汇总表.xlsx › Sheet1!D2"
    assert summary.rows[0].facts[FactName.RESIDENT_SATISFACTION].is_guessed


def test_a_workbook_without_header_is_no_summary(tmp_path: Path) -> None:
    assert summary_of(tmp_path, [a_row(), a_row("长城二花园")]) is None
    assert summary_of(tmp_path, []) is None


def test_a_ledger_with_a_few_known_words_is_no_summary(tmp_path: Path) -> None:
    assert summary_of(tmp_path, [("楼栋", "户数", "应收（元）", "实收（元）", "收缴率")]) is None
    assert summary_of(tmp_path, [("小区名称", "户数", "备注"), ("朗悦花园", 1, "")]) is None


def test_merged_counties_hold_for_all_their_rows(tmp_path: Path) -> None:
    rows = [HEADERS, a_row(), a_row("长城二花园", None), a_row("保利花园", "福绵区")]
    summary = the_summary(tmp_path, rows, "A2:A3")
    assert [row.county for row in summary.rows] == ["玉州区", "玉州区", "福绵区"]
    assert summary.counties == ("玉州区", "福绵区")


def test_a_county_written_once_without_merging_goes_on(tmp_path: Path) -> None:
    summary = the_summary(tmp_path, [HEADERS, a_row(), a_row("长城二花园", None)])
    assert [row.county for row in summary.rows] == ["玉州区", "玉州区"]


@pytest.mark.parametrize("word", ["小计", "合计", "总计：", "共计2个"])
def test_subtotals_and_signers_are_no_estates(tmp_path: Path, word: str) -> None:
    rows = [
        HEADERS,
        a_row(),
        (word, None, None, 110700, 1018),
        ("填表人：　审核人：",),
        ("注：演练",),
    ]
    summary = the_summary(tmp_path, rows)
    assert [row.name for row in summary.rows] == ["朗悦花园"]
    assert summary.unnamed_rows == ()


def test_a_row_of_column_numbers_is_no_estate(tmp_path: Path) -> None:
    summary = the_summary(tmp_path, [HEADERS, (1, 2, 3, 4, 5, 6), a_row()])
    assert [row.name for row in summary.rows] == ["朗悦花园"]


def test_a_row_with_figures_but_no_name_is_told(tmp_path: Path) -> None:
    summary = the_summary(tmp_path, [HEADERS, a_row(), a_row(None)])
    assert summary.unnamed_rows == (3,)


def test_two_header_rows_are_read_as_one(tmp_path: Path) -> None:
    rows = [
        ("县区", "小区名称", "基本情况", None, "居民满意度", None),
        (None, None, "建筑面积（万㎡）", "户数", "得分(分)", "年度"),
        ("玉州区", "朗悦花园", "11.07", "1018", "90.7", "2024"),
    ]
    summary = the_summary(tmp_path, rows, "A1:A2", "B1:B2", "C1:D1", "E1:F1")
    facts = summary.rows[0].facts
    assert facts[FactName.FLOOR_AREA].value == Decimal(110700)
    satisfaction = facts[FactName.RESIDENT_SATISFACTION]
    assert (satisfaction.value, satisfaction.unit) == (Decimal("90.7"), "分")


@pytest.mark.parametrize("blank", ["", "/", "—", "无", " ", None])
def test_marks_for_nothing_are_no_facts(tmp_path: Path, blank: object) -> None:
    summary = the_summary(tmp_path, [HEADERS, ("玉州区", "朗悦花园", blank, blank, 1018, blank)])
    assert list(summary.rows[0].facts) == [FactName.HOUSEHOLDS]


def test_the_worksheet_with_the_fuller_header_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(a_workbook([HEADERS, a_row()], title="推荐汇总表"))
    summary = read_summary(path, "x.xlsx")
    assert summary is not None
    assert summary.worksheet == "推荐汇总表"


@given(
    order=st.permutations(list(COLUMNS)),
    above=st.integers(min_value=0, max_value=20),
    before=st.integers(min_value=0, max_value=3),
)
def test_the_order_of_columns_and_what_stands_around_never_matters(
    order: list[str], above: int, before: int
) -> None:
    rows = [
        *[("说明",)] * above,
        (*["序号"] * before, *order),
        (*["1"] * before, *[COLUMNS[key][0] for key in order]),
    ]
    width = before + len(order)
    worksheet = Worksheet(name="表", rows=tuple((*row, *[""] * (width - len(row))) for row in rows))
    header = find_header(worksheet)
    assert header is not None
    assert header.last_row == above
    assert {
        order[index - before]: what
        for index, what in header.columns.items()
        if what in FACTS.values()
    } == FACTS


@given(st.lists(st.lists(st.text(max_size=8), min_size=3, max_size=3), max_size=6))
def test_no_grid_breaks_the_search_for_a_header(cells: list[list[str]]) -> None:
    worksheet = Worksheet(
        name="表",
        rows=tuple(tuple(row) for row in cells),
        merged=(MergedRange(first_row=0, first_column=0, last_row=0, last_column=1),),
    )
    header = find_header(worksheet)
    assert header is None or header.is_summary
