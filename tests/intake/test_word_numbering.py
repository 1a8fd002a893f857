"""Numbers before paragraphs are those that Word writes."""

from pathlib import Path

import pytest

from meihao_desktop.intake.word.numbering import Numbering, chinese
from meihao_desktop.intake.word.symbols import symbol
from meihao_desktop.intake.word.walk import walked
from meihao_desktop.intake.xml_tree import parsed
from tests.support.word_files import HEAD, W, a_docx, paragraph


def level(index: int, kind: str, pattern: str, start: int = 1, face: str = "") -> str:
    letters = f'<w:rPr><w:rFonts w:ascii="{face}"/></w:rPr>' if face else ""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{pattern}"/>{letters}</w:lvl>'
    )


def model(
    *levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{lists}'


def numbering(inner: str) -> Numbering:
    return Numbering.of(parsed(f'{HEAD}<w:numbering xmlns:w="{W}">{inner}</w:numbering>'.encode()))


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (103, "一百零三"), (110, "一百一十"),
     (1001, "一千零一"), (1010, "一千零一十"), (10_000, "10000"), (0, "0")],
)  # fmt: skip
def test_chinese_numbers_read_as_spoken(number: int, text: str) -> None:
    assert chinese(number) == text


@pytest.mark.parametrize(
    ("kind", "start", "sign"),
    [
        ("decimal", 3, "3"),
        ("decimalZero", 3, "03"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 2, "b"),
        ("chineseCounting", 12, "十二"),
        ("japaneseCounting", 2, "二"),
        ("chineseCountingThousand", 30, "三十"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedCircle", 5, "⑤"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 12, "１２"),
        ("ideographDigital", 25, "二五"),
        ("none", 1, ""),
        ("somethingNew", 7, "7"),
    ],
)
def test_each_way_of_counting_has_its_signs(kind: str, start: int, sign: str) -> None:
    assert numbering(model(level(0, kind, "%1、", start))).label("1", 0) == f"{sign}、"


def test_deeper_levels_begin_anew_and_name_those_above() -> None:
    lists = numbering(model(level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2")))
    labels = [lists.label("1", depth) for depth in (0, 1, 1, 0, 1)]
    assert labels == ["第一章", "一.1", "一.2", "第二章", "二.1"]


def test_two_lists_of_one_model_go_on_and_one_with_its_own_start_does_not() -> None:
    lists = numbering(
        model(
            level(0, "decimal", "%1."),
            lists="".join(
                f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{own}</w:num>'
                for number, own in (
                    (1, ""),
                    (2, ""),
                    (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
                )
            ),
        )
    )
    assert [lists.label(number, 0) for number in ("1", "2", "3", "1")] == ["1.", "2.", "5.", "3."]


def test_bullets_of_symbol_fonts_become_signs_that_exist() -> None:
    lists = numbering(model(level(0, "bullet", "\uf0d8", face="Wingdings")))
    assert lists.label("1", 0) == "➢"
    assert numbering(model(level(0, "bullet", "\uf0b7", face="Symbol"))).label("1", 0) == "•"
    assert symbol("Unknown", 0xF0FF) == "•"
    assert symbol("宋体", ord("字")) == "字"


def test_unknown_lists_and_levels_write_nothing() -> None:
    assert numbering(model(level(0, "decimal", "%1."))).label("9", 0) == ""
    assert numbering(model(level(0, "decimal", "%1."))).label("1", 4) == ""
    assert Numbering.of(None).label("1", 0) == ""


def test_the_number_stands_before_its_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "0f3a"
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    path.write_bytes(
        a_docx(
            paragraph("党建引领", properties=numbered),
            paragraph("属地指导", properties=numbered),
            paragraph("无号", properties='<w:numPr><w:numId w:val="0"/></w:numPr>'),
            parts={"numbering": model(level(0, "chineseCounting", "%1、"))},
        )
    )
    assert [text for _, text in walked(path).texts] == ["一、 党建引领", "二、 属地指导", "无号"]
