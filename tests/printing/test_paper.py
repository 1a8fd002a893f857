"""Papers as a person sees them: pages, frames, marks, tables, signatures."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from meihao_desktop.printing.page_frame import Frame, PaperMark
from meihao_desktop.printing.paper import Paper, bind
from meihao_desktop.printing.press import TextStyle
from meihao_desktop.printing.signing import SIGNATURE_HEIGHT
from meihao_desktop.printing.table import Cell, Column, Table
from meihao_desktop.printing.typeface import Face
from tests.printing.reading import lines_of, page_texts, poppler_text

FRAME = Frame(
    round_title="2025年度“美好家园”小区评审",
    paper_title="个人评分表",
    mark=PaperMark.FORMAL,
    check_code="7F3A-22C1",
    qr_text="MEIHAO1|7F3A22C1",
    printed_at="2025-09-18 10:32",
    version="第2版",
)
COLUMNS = [Column(title="序号", weight=0.5), Column(title="评分项", weight=4), Column(title="得分")]
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is missing")


def paper_with_rows(count: int, frame: Frame = FRAME) -> Paper:
    paper = Paper(frame)
    rows = [[str(number), f"第{number}项的内容", "4.5"] for number in range(1, count + 1)]
    paper.table(Table(columns=COLUMNS, rows=rows))
    return paper


def test_every_page_carries_its_frame() -> None:
    pages = page_texts(paper_with_rows(80).finish())
    assert len(pages) >= 3
    for number, text in enumerate(pages, 1):
        for fact in (
            FRAME.round_title,
            "个人评分表",
            "校验码 7F3A-22C1",
            "第2版",
            "2025-09-18 10:32",
        ):
            assert fact in text
        assert f"第 {number} 页 共 {len(pages)} 页" in text
        assert ("（续）" in text) == (number > 1)


def test_the_header_of_a_table_is_repeated_and_each_row_printed_once() -> None:
    pages = page_texts(paper_with_rows(80).finish())
    assert all("评分项" in text for text in pages)
    found = [int(number) for number in re.findall(r"第(\d+)项的内容", "".join(pages))]
    assert found == list(range(1, 81))


@pytest.mark.parametrize("mark", list(PaperMark))
def test_the_mark_stands_on_every_page_and_across_it_unless_formal(mark: PaperMark) -> None:
    pages = page_texts(paper_with_rows(60, replace(FRAME, mark=mark)).finish())
    for text in pages:
        assert any(line.startswith(f"{mark.label} 个人评分表") for line in lines_of(text))
        across = lines_of(text).count(" ".join(mark.label))
        assert across == (0 if mark is PaperMark.FORMAL else 3)
        seen = "".join(text.split())
        others = [other for other in PaperMark if other.label not in mark.label]
        assert not [other for other in others if other.label in seen]


def test_the_same_paper_is_the_same_bytes() -> None:
    assert paper_with_rows(50).finish() == paper_with_rows(50).finish()


def test_metadata_says_in_chinese_what_the_paper_is() -> None:
    document = pypdfium2.PdfDocument(paper_with_rows(1).finish())
    facts = document.get_metadata_dict()
    document.close()
    assert facts["Title"] == "2025年度“美好家园”小区评审 个人评分表"
    assert facts["Subject"] == "正式"


def test_a_landscape_paper_is_a4_lying_down() -> None:
    paper = Paper(FRAME, is_landscape=True)
    paper.paragraph("横排")
    document = pypdfium2.PdfDocument(paper.finish())
    page = document[0]
    assert page.get_size() == pytest.approx((841.89, 595.28), abs=0.01)
    page.close()
    document.close()


@needs_poppler
def test_only_fonts_of_the_house_are_used_and_they_are_embedded(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    paper = paper_with_rows(3)
    paper.paragraph("楷体意见 䯄", TextStyle(12, Face.KAI))
    path.write_bytes(paper.finish())
    data = path.read_bytes()
    for name in (b"MeihaoSong-Regular", b"MeihaoSongRest-Regular", b"MeihaoKai", b"MeihaoHei-Bold"):
        assert b"+" + name in data
    assert data.count(b"/FontFile2") >= 5
    assert "楷体意见 䯄" in poppler_text(data, tmp_path)


def test_long_text_flows_over_pages_without_losing_a_character() -> None:
    text = "物业服务企业建立健全内部管理制度，公示服务内容。" * 150
    paper = Paper(FRAME)
    paper.paragraph(text)
    pages = page_texts(paper.finish())
    assert len(pages) > 1
    assert "".join("".join(pages).split()).count("物业服务企业建立健全内部管理制度") >= 140
    assert sum(page.count("健") for page in pages) == 150


def test_labels_and_values_stand_side_by_side_even_if_their_number_is_odd() -> None:
    paper = Paper(FRAME)
    paper.facts(
        [("专家", "专家01"), ("小区", "朗悦花园"), ("总分", "87.5 分（大写：捌拾柒点伍分）")]
    )
    text = page_texts(paper.finish())[0]
    for fact in ("专家01", "朗悦花园", "捌拾柒点伍分"):
        assert fact in text


def test_signatures_and_their_seal_stay_on_one_page() -> None:
    for rows in range(20, 31):
        paper = paper_with_rows(rows)
        paper.signatures(["专家签名", "日期"], seal="市住房和城乡建设局")
        pages = page_texts(paper.finish())
        (signed,) = [page for page in pages if "专家签名：" in page]
        assert "（盖章）" in signed
        assert "市住房和城乡建设局" in signed
        assert "年" in signed.split("日期：")[1]


def test_no_page_holds_signatures_without_a_row_of_what_is_signed() -> None:
    for count in range(1, 80):
        paper = Paper(FRAME)
        rows = [[str(number), f"第{number}项的内容", "4.5"] for number in range(1, count + 1)]
        paper.table(Table(columns=COLUMNS, rows=rows), followed_by=SIGNATURE_HEIGHT)
        paper.signatures(["专家签名", "日期"])
        signed = page_texts(paper.finish())[-1]
        assert "专家签名" in signed
        assert f"第{count}项的内容" in signed


def test_a_heading_is_never_the_last_thing_on_a_page() -> None:
    for rows in range(20, 31):
        paper = paper_with_rows(rows)
        paper.heading("一、评审意见")
        paper.paragraph("意见如下。")
        (page,) = [page for page in page_texts(paper.finish()) if "一、评审意见" in page]
        assert "意见如下。" in page


def test_a_struck_cell_is_still_readable_and_has_its_note() -> None:
    paper = Paper(FRAME)
    struck = Cell("4.5", is_struck=True, note="回避，不计")
    paper.table(Table(columns=COLUMNS, rows=[["1", "党建引领", struck]]))
    text = page_texts(paper.finish())[0]
    assert "4.5" in text
    assert "回避，不计" in text


def test_a_struck_cell_is_crossed_by_a_line() -> None:
    def ink(cell: Cell) -> int:
        paper = Paper(FRAME)
        paper.table(Table(columns=[Column()], rows=[[cell]], header=()))
        return sum(value < 40 for value in _grey_pixels(paper.finish()))

    assert ink(Cell("　　　　", is_struck=True)) > ink(Cell("　　　　")) + 50


def test_a_section_cell_over_a_page_break_is_named_on_both_pages() -> None:
    rows = [[Cell("物业", rows=60) if n == 0 else None, f"第{n}项", "5"] for n in range(60)]
    paper = Paper(FRAME)
    paper.table(Table(columns=COLUMNS, rows=rows))
    assert all("物业" in text for text in page_texts(paper.finish()))


def test_a_cell_taller_than_a_page_is_printed_whole() -> None:
    paper = Paper(FRAME)
    reason = "".join(f"理由{number}。" for number in range(900))
    paper.table(Table(columns=COLUMNS, rows=[["1", reason, "0"]]))
    text = "".join("".join(page_texts(paper.finish())).split())
    assert [n for n in range(900) if f"理由{n}。" not in text and n % 50 == 0] == []
    assert paper.page_count > 1


def test_papers_bound_together_are_numbered_each_by_itself_and_listed() -> None:
    def papers() -> Iterator[Paper]:
        for expert in ("专家01", "专家02"):
            paper = Paper(FRAME, bookmark=f"{expert} 朗悦花园")
            paper.paragraph(expert)
            paper.new_page()
            paper.paragraph("次页")
            yield paper

    pdf = bind(papers(), title="全部评分表", subject="正式")
    numbers = [re.search(r"第 \d 页 共 \d 页", text) for text in page_texts(pdf)]
    assert [found and found.group() for found in numbers] == [
        "第 1 页 共 2 页",
        "第 2 页 共 2 页",
    ] * 2
    document = pypdfium2.PdfDocument(pdf)
    titles = [mark.get_title() for mark in document.get_toc()]
    document.close()
    assert titles == ["专家01 朗悦花园", "专家02 朗悦花园"]


def a_batch(papers: int, *, is_shared: bool) -> bytes:
    columns = [
        Column(title="评分项", weight=4, is_shared=is_shared),
        Column(title="说明", weight=4, is_shared=is_shared),
        Column(title="得分"),
    ]
    rows = [[f"第{number}项：建立制度并公示", "查看记录", "4.5"] for number in range(20)]
    made = [Paper(FRAME) for _ in range(papers)]
    for paper in made:
        paper.table(Table(columns=columns, rows=rows))
    return bind(made, title="批", subject="正式")


def test_shared_columns_are_stored_once_for_many_papers() -> None:
    growth = {
        is_shared: len(a_batch(40, is_shared=is_shared)) - len(a_batch(10, is_shared=is_shared))
        for is_shared in (True, False)
    }
    assert growth[True] < 0.8 * growth[False]


def test_sharing_does_not_change_what_is_seen() -> None:
    shared, plain = (a_batch(2, is_shared=is_shared) for is_shared in (True, False))
    assert _grey_pixels(shared) == _grey_pixels(plain)
    assert sorted(page_texts(shared)[1].split()) == sorted(page_texts(plain)[1].split())


def test_a_very_long_title_still_leaves_room_for_the_mark_and_the_code() -> None:
    title = "关于某某年度市级小区评审畸高畸低评分情况的书面说明与处理意见登记表"
    paper = Paper(replace(FRAME, paper_title=title))
    paper.paragraph("正文")
    assert title in "".join(page_texts(paper.finish())[0].split())


def _grey_pixels(pdf: bytes) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    pixels = page.render(scale=3, grayscale=True).to_pil().tobytes()
    page.close()
    document.close()
    return pixels
