"""The walk over a Word document shows what its reader would see in Word."""

import io
import re
from pathlib import Path

import pytest
from lxml.etree import XMLSyntaxError
from PIL import Image
from PySide6.QtGui import QGuiApplication, QTextDocument

from meihao_desktop.intake.unreadable import Unreadable
from meihao_desktop.intake.word import blocks
from meihao_desktop.intake.word.walk import WalkedDocument, walked
from tests.support.word_files import a_docx, cell, paragraph, picture, table, text_run

PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
NUMBERED = '<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
RULED = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>'


def walk(tmp_path: Path, data: bytes) -> WalkedDocument:
    path = tmp_path / "0f3a"
    path.write_bytes(data)
    return walked(path)


def html(tmp_path: Path, *body: str, **parts: str) -> str:
    found = walk(tmp_path, a_docx(*body, parts=parts)).html
    return found.removeprefix('<body style="white-space:pre-wrap">').removesuffix("</body>")


def texts(tmp_path: Path, *body: str, **parts: str) -> list[str]:
    return [text for _, text in walk(tmp_path, a_docx(*body, parts=parts)).texts]


def a_png(size: tuple[int, int] = (40, 30)) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(buffer, "PNG")
    return buffer.getvalue()


def as_the_viewer_counts(walked_document: WalkedDocument) -> list[tuple[int, str]]:
    document = QTextDocument()
    document.setHtml(walked_document.html)
    found: list[tuple[int, str]] = []
    block = document.begin()
    while block.isValid():
        text = block.text().replace("\u2028", "\n").replace("\ufffc", "")
        if text.strip():
            found.append((block.blockNumber() + 1, text))
        block = block.next()
    return found


SHAPES = {
    "paragraphs": (paragraph("甲"), paragraph(), paragraph("乙"), paragraph(), paragraph()),
    "empty first": (paragraph(), paragraph("甲")),
    "table first": (table(cell("甲") + cell("乙")), paragraph("丙")),
    "table last": (paragraph("甲"), table(cell("乙") + cell())),
    "table, gap, text": (table(cell("甲")), paragraph(), paragraph("乙")),
    "two tables": (table(cell("甲")), table(cell("乙")), paragraph("丙")),
    "two tables and a gap": (table(cell("甲")), paragraph(), table(cell("乙")), paragraph("丙")),
    "full cells": (table(cell("甲", "乙") + cell("", "丙", ""), cell("丁") + cell())),
    "nested": (paragraph("甲"), table(cell("乙", table(cell("丙")), "丁") + cell("戊"))),
    "nested first": (table(cell(table(cell("甲")), paragraph()) + cell("乙")), paragraph("丙")),
    "breaks": (paragraph("甲", PAGE_BREAK), table(cell("乙")), paragraph(PAGE_BREAK, "丙")),
    "break first": (paragraph(PAGE_BREAK), paragraph("甲")),
    "break after a table": (table(cell("甲")), paragraph(PAGE_BREAK), paragraph("乙")),
    "lines": (paragraph(text_run("甲"), "<w:r><w:br/></w:r>", text_run("乙")), paragraph("丙")),
    "picture": (paragraph(picture("rIda.png")), paragraph("甲", picture("rIda.png"))),
    "empty in cells": (
        table(cell(paragraph(), paragraph()) + cell(paragraph(), table(cell("甲")), paragraph())),
        table(cell(paragraph(), paragraph(), paragraph(), "乙") + cell("丙", paragraph())),
        paragraph("丁"),
    ),
    "heading": (paragraph("甲", properties='<w:outlineLvl w:val="0"/>'), paragraph("乙")),
    "spaces only": (paragraph("   "), paragraph("甲"), table(cell(" ")), paragraph("乙")),
    "merged": (
        table(
            cell("甲", properties='<w:vMerge w:val="restart"/>') + cell("乙"),
            cell("不见", properties="<w:vMerge/>") + cell("丙"),
        ),
        paragraph("丁"),
    ),
    "text box": (
        paragraph(
            "甲",
            "<w:r><w:pict><v:textbox><w:txbxContent>"
            f"{paragraph('乙')}</w:txbxContent></v:textbox></w:pict></w:r>",
        ),
        paragraph("丙"),
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_viewer_counts_paragraphs_as_the_texts_do(
    tmp_path: Path, qapp: QGuiApplication, shape: str
) -> None:
    found = walk(tmp_path, a_docx(*SHAPES[shape], media={"a.png": a_png()}))
    assert list(found.texts) == as_the_viewer_counts(found)


def test_letters_keep_what_makes_them_stand_out(tmp_path: Path) -> None:
    for wish, shown in {
        "<w:b/>": "<b>甲</b>",
        "<w:i/>": "<i>甲</i>",
        '<w:u w:val="single"/>': "<u>甲</u>",
        "<w:strike/>": "<s>甲</s>",
        '<w:vertAlign w:val="superscript"/>': "<sup>甲</sup>",
        '<w:color w:val="FF0000"/>': '<span style="color:#FF0000">甲</span>',
        '<w:highlight w:val="yellow"/>': '<span style="background-color:#FFFF00">甲</span>',
    }.items():
        assert shown in html(tmp_path, paragraph(text_run("甲", wish)))


@pytest.mark.parametrize(
    "wish",
    ['<w:b w:val="0"/>', '<w:u w:val="none"/>', '<w:color w:val="auto"/>', '<w:b w:val="false"/>'],
)
def test_what_is_switched_off_stays_off(tmp_path: Path, wish: str) -> None:
    assert html(tmp_path, paragraph(text_run("甲", wish))) == "<p>甲</p>"


def test_letters_too_light_for_white_paper_are_shown_dark(tmp_path: Path) -> None:
    assert "color" not in html(tmp_path, paragraph(text_run("甲", '<w:color w:val="FFFFFF"/>')))


def test_sizes_are_told_relative_to_the_rest(tmp_path: Path) -> None:
    body = paragraph(text_run("正文" * 50, '<w:sz w:val="32"/>'))
    title = paragraph(text_run("标题", '<w:sz w:val="44"/>'))
    note = paragraph(text_run("注释", '<w:sz w:val="21"/>'))
    shown = html(tmp_path, title, body, note)
    assert '<span style="font-size:x-large">标题</span>' in shown
    assert '<span style="font-size:small">注释</span>' in shown
    assert f"<p>{'正文' * 50}</p>" in shown


def test_styles_hand_down_what_they_say(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:rPr><w:sz w:val="21"/></w:rPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="1"><w:basedOn w:val="a"/><w:pPr>'
        '<w:jc w:val="center"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="character" w:styleId="s"><w:rPr><w:i/></w:rPr></w:style>'
    )
    shown = html(
        tmp_path,
        paragraph("标题", properties='<w:pStyle w:val="2"/>'),
        paragraph(text_run("强调", '<w:rStyle w:val="s"/>'), properties='<w:pStyle w:val="2"/>'),
        paragraph(text_run("正文", "")),
        styles=styles,
    )
    assert '<h2 align="center"><b>标题</b></h2>' in shown
    assert '<h2 align="center"><b><i>强调</i></b></h2>' in shown
    assert "<p>正文</p>" in shown


def test_styles_that_rest_on_each_other_end(tmp_path: Path) -> None:
    circle = "".join(
        f'<w:style w:type="table" w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("a", "b"), ("b", "a"))
    )
    styled = paragraph(text_run("甲", '<w:rStyle w:val="a"/>'), properties='<w:pStyle w:val="a"/>')
    grid = table(cell("乙"), properties='<w:tblStyle w:val="a"/>')
    assert texts(tmp_path, styled, grid, styles=circle) == ["甲", "乙"]


def test_alignment_and_indents_follow_the_paragraph(tmp_path: Path) -> None:
    assert '<p align="right">' in html(tmp_path, paragraph("甲", properties='<w:jc w:val="end"/>'))
    first = html(tmp_path, paragraph("甲", properties='<w:ind w:firstLineChars="200"/>'))
    assert "text-indent:40px" in first
    left = html(tmp_path, paragraph("甲", properties='<w:ind w:left="420" w:hanging="420"/>'))
    assert left == "<p>甲</p>"


def test_merged_cells_stand_once_over_what_they_cover(tmp_path: Path) -> None:
    shown = html(
        tmp_path,
        table(
            cell("甲", properties='<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>')
            + cell("乙"),
            cell("", properties='<w:gridSpan w:val="2"/><w:vMerge/>') + cell("丙"),
            cell("丁") + cell("戊") + cell("己"),
        ),
    )
    assert 'colspan="2" rowspan="2"' in shown
    assert shown.count("<td") == 6
    assert [len(re.findall("<td", row)) for row in shown.split("</tr>")[:3]] == [2, 1, 3]


def test_rows_that_begin_late_keep_their_columns(tmp_path: Path) -> None:
    row = f'<w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("乙")}'
    shown = html(tmp_path, table(cell("甲") + cell("丙"), row))
    assert shown.split("</tr>")[1].count("<td") == 2


def test_columns_are_as_wide_as_in_the_document(tmp_path: Path) -> None:
    grid = '<w:gridCol w:w="1000"/><w:gridCol w:w="3000"/>'
    shown = html(tmp_path, table(cell("甲") + cell("乙"), grid=grid, properties=RULED))
    assert 'width="25%"' in shown
    assert 'width="75%"' in shown
    assert '<table width="100%" border="1"' in shown


def test_a_table_without_lines_has_none(tmp_path: Path) -> None:
    open_borders = '<w:tblBorders><w:top w:val="nil"/></w:tblBorders>'
    shown = html(tmp_path, table(cell("甲"), properties=open_borders))
    assert 'border="0"' in shown
    one = table(cell("甲", properties='<w:tcBorders><w:top w:val="single"/></w:tcBorders>'))
    assert 'border="1"' in html(tmp_path, one)


def test_pale_fills_of_cells_are_kept_and_dark_ones_left_out(tmp_path: Path) -> None:
    pale = html(tmp_path, table(cell("甲", properties='<w:shd w:fill="D9E2F3"/>')))
    assert 'bgcolor="#D9E2F3"' in pale
    assert "bgcolor" not in html(tmp_path, table(cell("甲", properties='<w:shd w:fill="1F3864"/>')))


def test_a_picture_is_as_wide_as_the_document_wants_it(tmp_path: Path) -> None:
    data = a_docx(paragraph(picture("rIda.png")), media={"a.png": a_png()})
    assert re.search(
        '<img src="data:image/png;base64,[^"]+" width="100"/>', walk(tmp_path, data).html
    )


@pytest.mark.parametrize("data", [b"", b"broken", b"\x01\x00\x00\x00" + b"\x00" * 200])
def test_a_picture_nobody_can_read_leaves_a_mark(tmp_path: Path, data: bytes) -> None:
    found = walk(tmp_path, a_docx(paragraph(picture("rIda.emf")), media={"a.emf": data}))
    assert "图片无法显示" in found.html
    assert "图片无法显示" in html(tmp_path, paragraph(picture("rIdNone")))


def test_the_same_picture_is_made_once(tmp_path: Path) -> None:
    data = a_docx(*[paragraph(picture("rIda.png"))] * 3, media={"a.png": a_png()})
    assert len(set(re.findall("<img[^>]+>", walk(tmp_path, data).html))) == 1


def test_deleted_text_is_left_out_and_inserted_text_stays(tmp_path: Path) -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r>"
        "</w:ins><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom></w:p>"
    )
    assert texts(tmp_path, body) == ["新"]


def test_controls_links_and_fields_show_what_they_hold(tmp_path: Path) -> None:
    control = f"<w:sdt><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>"
    link = '<w:p><w:hyperlink r:id="x"><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>'
    code = "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cell('行')}</w:tr></w:sdtContent></w:sdt>"
    whole = f"<w:tbl>{row}</w:tbl>"
    assert texts(tmp_path, control, link, code, whole) == ["控件", "链接", "3", "行"]


def test_symbols_of_symbol_fonts_become_real_characters(tmp_path: Path) -> None:
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    empty = '<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>'
    letters = text_run("\uf0a8", '<w:rFonts w:ascii="Wingdings"/>')
    assert texts(tmp_path, paragraph(tick, "是", empty, "否", letters)) == ["☑是□否□"]


@pytest.mark.parametrize(
    ("state", "sign"), [("<w:checked/>", "☑"), ('<w:default w:val="0"/>', "□")]
)
def test_boxes_of_old_documents_are_ticked_or_not(tmp_path: Path, state: str, sign: str) -> None:
    box = f"<w:r><w:fldChar><w:ffData><w:checkBox>{state}</w:checkBox></w:ffData></w:fldChar></w:r>"
    assert texts(tmp_path, paragraph(box, "达标")) == [f"{sign}达标"]


def test_hidden_letters_stay_hidden(tmp_path: Path) -> None:
    assert texts(tmp_path, paragraph("甲", text_run("密", "<w:vanish/>"))) == ["甲"]


def test_rare_characters_and_markup_in_text_survive(tmp_path: Path) -> None:
    body = paragraph("禤㙟䶮𬭎 &lt;b&gt;")
    assert "禤㙟䶮𬭎 &lt;b&gt;" in html(tmp_path, body)
    assert texts(tmp_path, body) == ["禤㙟䶮𬭎 <b>"]


def test_footnotes_follow_the_text_in_their_order(tmp_path: Path) -> None:
    notes = f'<w:footnote w:id="2">{paragraph("据实填写")}</w:footnote>'
    body = paragraph("收缴率", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    assert texts(tmp_path, body, footnotes=notes) == ["收缴率[1]", "[1] 据实填写"]


def test_the_head_of_the_pages_is_shown_once_and_page_numbers_are_not(tmp_path: Path) -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId_header1"/>'
        '<w:footerReference w:type="default" r:id="rId_footer1"/></w:sectPr>'
    )
    found = texts(
        tmp_path,
        paragraph("正文"),
        section,
        header1=paragraph("朗悦花园申报材料"),
        footer1=paragraph("第 3 页"),
    )
    assert found == ["朗悦花园申报材料", "正文"]


def test_a_text_box_is_shown_once(tmp_path: Path) -> None:
    inner = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert texts(tmp_path, paragraph("框外", both)) == ["框外", "框内"]


def test_a_chart_leaves_a_mark(tmp_path: Path) -> None:
    data = "<a:graphic><a:graphicData><c:chart/></a:graphicData></a:graphic>"
    chart = f"<w:r><w:drawing>{data}</w:drawing></w:r>"
    assert "图表，请用外部程序查看" in html(tmp_path, paragraph(chart))


def test_a_document_without_end_is_cut_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QGuiApplication
) -> None:
    monkeypatch.setattr(blocks, "MAX_BLOCKS", 5)
    found = walk(tmp_path, a_docx(*[paragraph("甲"), table(cell("乙") + cell("丙"))] * 9))
    assert len(found.texts) < 8
    assert found.html.count("文件较长") == 1
    shown = [pair for pair in as_the_viewer_counts(found) if "文件较长" not in pair[1]]
    assert list(found.texts) == shown


def test_tables_in_tables_without_end_become_text(tmp_path: Path) -> None:
    inner = paragraph("最里")
    for _ in range(60):
        inner = table(cell(inner))
    assert texts(tmp_path, inner) == ["最里"]


def test_what_is_no_document_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaa">]>'
    with pytest.raises(Unreadable):
        walk(tmp_path, a_docx(paragraph("&a;"), declaration=bomb))
    with pytest.raises(XMLSyntaxError):
        walk(tmp_path, a_docx("<w:p>"))
