"""Rows of the summary that are repeated, alike, hidden or hold two estates."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from meihao_desktop.domain.finding import Finding
from meihao_desktop.intake.summary_rows import check_rows
from meihao_desktop.intake.summary_workbook import Summary, SummaryRow
from tests.support.submissions import a_county, a_folder, a_summary, codes, received


def checked(*names: str) -> tuple[list[str], tuple[Finding, ...]]:
    rows = tuple(
        SummaryRow(name=name, county="玉州区", row=number)
        for number, name in enumerate(names, start=3)
    )
    found, findings = check_rows(Summary(file="汇总表.xlsx", worksheet="表", rows=rows))
    return list(found), findings


@pytest.mark.parametrize("again", ["朗悦花园", "朗悦花园小区", "朗悦·花园"])
def test_an_estate_twice_counts_once_and_is_told(again: str) -> None:
    names, findings = checked("朗悦花园", "保利花园", again)
    assert names == ["朗悦花园", "保利花园"]
    assert codes(findings) == ["estate_twice"]
    assert "第 5 行" in findings[0].sentence


@pytest.mark.parametrize(("one", "other"), [("金域蓝湾", "万科金域蓝湾"), ("翠湖花园", "翠湖家园")])
def test_names_that_are_alike_are_asked_about_and_both_kept(one: str, other: str) -> None:
    names, findings = checked(one, other)
    assert names == [one, other]
    assert codes(findings) == ["estate_similar"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("金域蓝湾一期", "金域蓝湾二期"),
        ("金域蓝湾", "金域蓝湾二期"),
        ("翠湖东区", "翠湖西区"),
        ("长城花园", "长城二花园"),
        ("千灯湖1号", "千灯湖11号"),
    ],
)
def test_parts_of_a_larger_estate_are_not_asked_about(one: str, other: str) -> None:
    assert checked(one, other) == ([one, other], ())


def test_two_estates_in_one_cell_are_told() -> None:
    assert codes(checked("朗悦花园、保利花园")[1]) == ["names_in_one_cell"]
    assert checked("朗悦花园（一、二期）")[1] == ()


def test_no_summary_has_no_rows() -> None:
    assert check_rows(None) == ({}, ())


def test_a_hidden_row_is_read_and_told(tmp_path: Path) -> None:
    names = ("朗悦花园", "长城二花园")
    workbook = load_workbook(io.BytesIO(a_summary(*names)))
    workbook.worksheets[0].row_dimensions[4].hidden = True
    buffer = io.BytesIO()
    workbook.save(buffer)
    files = {**a_county(*names), "推荐汇总表.xlsx": buffer.getvalue()}
    submission = received(a_folder(tmp_path / "玉州区", files))
    assert codes(submission.findings) == ["row_hidden"]
    assert "第 4 行（长城二花园）" in submission.findings[0].sentence
