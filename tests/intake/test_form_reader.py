"""Application forms: labels, figures, opinion boxes and the long text."""

import io
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document

from meihao_desktop.domain.application_form import ApplicationForm
from meihao_desktop.domain.fact import FactName
from meihao_desktop.intake.form_reader import looks_like_form, read_form
from tests.support.submissions import OPINIONS, a_form


def form_of(tmp_path: Path, data: bytes) -> ApplicationForm | None:
    path = tmp_path / "digest"
    path.write_bytes(data)
    return read_form(path, "朗悦花园/申报表.docx")


def the_form(tmp_path: Path, data: bytes) -> ApplicationForm:
    form = form_of(tmp_path, data)
    assert form is not None
    return form


def a_document(rows: list[list[str]], paragraphs: list[str] | None = None) -> bytes:
    document = Document()
    for text in paragraphs or []:
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=max(len(row) for row in rows))
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
        if len(row) < len(cells):
            cells[len(row) - 1].merge(cells[-1])
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_labels_and_values_become_facts_with_their_place(tmp_path: Path) -> None:
    form = the_form(tmp_path, a_form("朗悦花园", {"建筑面积": "11.07万平方米"}))
    assert form.estate_name == "朗悦花园"
    area = form.facts[FactName.FLOOR_AREA]
    assert (area.value, area.unit, area.raw) == (Decimal(110700), "㎡", "11.07万平方米")
    assert area.source.label == "朗悦花园/申报表.docx › 第 5 段（表 1 第 2 行）"
    assert form.facts[FactName.HOUSEHOLDS].value == 1018
    assert form.practices == "支部建在小区。"


def test_two_pairs_stand_side_by_side_and_values_that_look_like_labels_stay_values(
    tmp_path: Path,
) -> None:
    rows = [
        ["小区名称", "朗悦花园", "所在社区", "坪环社区"],
        ["交付时间", "2014年6月建成", "街道", "马峦街道"],
        ["建筑面积（万㎡）", "11.07", "户数", ""],
    ]
    form = the_form(tmp_path, a_document(rows))
    shown = {name: fact.shown for name, fact in form.facts.items()}
    assert shown == {
        FactName.COMMUNITY: "坪环社区",
        FactName.HANDED_OVER_ON: "2014年6月建成",
        FactName.SUBDISTRICT: "马峦街道",
        FactName.FLOOR_AREA: "110700㎡",
    }


def test_every_opinion_box_is_seen_filled_or_empty(tmp_path: Path) -> None:
    form = the_form(tmp_path, a_form("朗悦花园", unsealed="社区"))
    assert [box.label for box in form.opinions] == list(OPINIONS)
    assert [box.is_filled for box in form.opinions] == [True, False, True, True]


@pytest.mark.parametrize(
    ("text", "is_filled"),
    [
        ("", False),
        ("（盖章）　　　年　　月　　日", False),
        ("负责人签字：＿＿＿\n（公章）\n2025年 月 日", True),
        ("同意", True),
        ("情况属实，同意推荐。（盖章）2025年8月1日", True),
    ],
)
def test_a_box_with_nothing_but_the_printed_words_is_empty(
    tmp_path: Path, text: str, is_filled: bool
) -> None:
    rows = [["小区名称", "朗悦花园"], ["户数", "1018"], ["地址", "环兴路"], ["社区意见", text]]
    assert the_form(tmp_path, a_document(rows)).opinions[0].is_filled is is_filled


def test_the_bureaus_own_box_is_not_asked_of_the_county(tmp_path: Path) -> None:
    basics = [["小区名称", "朗悦花园"], ["户数", "1018"], ["地址", "环兴路"], ["街道", "马峦街道"]]
    rows = [*basics, ["市住建局意见", ""]]
    assert the_form(tmp_path, a_document(rows)).opinions == ()


def test_practices_may_stand_below_their_label_or_outside_the_table(tmp_path: Path) -> None:
    basics = [["小区名称", "朗悦花园"], ["户数", "1018"], ["地址", "环兴路"], ["社区意见", "同意"]]
    below = a_document([*basics, ["主要做法和成效"], ["一、党建引领。"]])
    assert the_form(tmp_path, below).practices == "一、党建引领。"
    outside = a_document(basics, ["二、主要做法和成效", "一、党建引领。", "二、共建。"])
    assert the_form(tmp_path, outside).practices == "一、党建引领。\n二、共建。"


def test_minutes_and_letters_are_no_forms(tmp_path: Path) -> None:
    assert form_of(tmp_path, a_document([["事项", "责任单位"], ["路灯", "物业服务企业"]])) is None
    assert form_of(tmp_path, a_document([["小区名称", "朗悦花园"]])) is None


def test_an_unreadable_figure_keeps_its_raw_text(tmp_path: Path) -> None:
    form = the_form(tmp_path, a_form("朗悦花园", {"建筑面积": "以测绘为准"}))
    area = form.facts[FactName.FLOOR_AREA]
    assert (area.value, area.shown) == (None, "以测绘为准")


@pytest.mark.parametrize(
    ("file", "wanted"),
    [("a/附件1：申报表（盖章）.pdf", True), ("申报表/照片.jpg", False), ("申请表.doc", True)],
)
def test_a_form_is_promised_by_the_file_name_only(file: str, wanted: bool) -> None:
    assert looks_like_form(file) is wanted
