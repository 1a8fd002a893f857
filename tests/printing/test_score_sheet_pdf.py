"""个人评分表 as an expert reads, signs and corrects it."""

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from meihao_desktop import resources
from meihao_desktop.domain.dossier import Dossier, pairs_of
from meihao_desktop.domain.errors import MissingRecord
from meihao_desktop.domain.panel import PersonId
from meihao_desktop.domain.recusal import RecusalStatus
from meihao_desktop.domain.rubric import Part
from meihao_desktop.domain.score_sheet import ScoreSheet, SheetStatus
from meihao_desktop.domain.seal import Seal
from meihao_desktop.intake.rubric_file import read_rubric
from meihao_desktop.printing.score_sheet_pdf import CORRECTIONS, score_sheets_pdf
from tests.printing.papers_at_hand import (
    RARE_ESTATE,
    RARE_EXPERT,
    STAMP,
    a_full_dossier,
    seen,
    squeezed,
    with_rare_names,
    with_reason,
    with_sheet,
)
from tests.printing.reading import page_texts, poppler_text
from tests.support.builders import (
    Recusals,
    a_criterion,
    a_dossier,
    a_plain_rubric,
    a_recusal,
    a_rehearsal,
    a_rubric,
    a_section,
    expert_id,
)
from tests.support.source_tree import ROOT

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is missing")


def first_sheet(dossier: Dossier) -> ScoreSheet:
    return dossier.sheet_by_pair[expert_id(1), dossier.estates[0].id]


def printed(dossier: Dossier, expert: int = 1, estate: int = 0) -> str:
    pair = (expert_id(expert), dossier.estates[estate].id)
    return seen(score_sheets_pdf(dossier, [pair], STAMP))


def test_a_sheet_names_who_judged_what_by_which_standard() -> None:
    text = printed(a_full_dossier())
    for fact in (
        "个人评分表", "朗悦花园", "玉州区", "保利物业服务有限公司", "专家01（P01）物业协会01",
        "评分表第1版，材料第1版", "已提交2025-09-1020:00", "2025参考方案", "专家签名：",
    ):  # fmt: skip
        assert fact in text


def test_a_sheet_shows_every_criterion_its_subtotals_and_the_total_in_digits_and_words() -> None:
    dossier = a_full_dossier()
    text = printed(dossier)
    for criterion in dossier.rubric:
        assert f"{criterion.number}{criterion.name}{criterion.kind.value}" in text
    assert "大写：玖拾分" in text
    assert "90大写：玖拾分" in text


def test_subtotals_add_up_section_by_section() -> None:
    dossier = a_full_dossier()
    sheet = first_sheet(dossier)
    numbers = [c.number for c in dossier.rubric.sections[0].criteria]
    cells = dict(sheet.cells)
    for number, points in zip(numbers, ("7.6", "9.6"), strict=True):
        cells[number] = replace(cells[number], points=Decimal(points))
    text = printed(with_sheet(dossier, replace(sheet, cells=cells)))
    assert "17.2" in text


def test_reasons_and_evidence_stand_beside_the_points() -> None:
    dossier = a_full_dossier()
    sheet = with_reason(first_sheet(dossier), "1.2", "缺第三季度回访记录")
    text = printed(with_sheet(dossier, sheet))
    assert "缺第三季度回访记录" in text
    assert "［测评报告.pdf第3页］" in text


def test_the_check_code_is_the_seal_the_sheet_was_handed_in_with() -> None:
    dossier = a_full_dossier()
    assert Seal(first_sheet(dossier).digest).check_code in printed(dossier)


def test_a_batch_gives_every_sheet_its_own_code_and_names_the_batch() -> None:
    dossier = a_full_dossier()
    pairs = list(pairs_of(dossier))[:4]
    pages = page_texts(score_sheets_pdf(dossier, pairs, STAMP))
    assert len(pages) == 4
    for pair, page in zip(pairs, pages, strict=True):
        assert Seal(dossier.sheet_by_pair[pair].digest).check_code in page
        assert "第 1 页 共 1 页" in page
        assert STAMP.check_code in page


def test_the_outline_of_a_batch_lists_expert_and_estate() -> None:
    dossier = a_full_dossier()
    document = pypdfium2.PdfDocument(score_sheets_pdf(dossier, list(pairs_of(dossier))[:2], STAMP))
    titles = [mark.get_title() for mark in document.get_toc()]
    document.close()
    assert titles == ["专家01 朗悦花园", "专家02 朗悦花园"]


def test_a_recused_sheet_says_so_with_the_interest_and_its_status() -> None:
    dossier = a_full_dossier(recusals=Recusals.of([a_recusal(1)]))
    text = printed(dossier)
    assert "回避，不计入汇总。利害关系：同一单位（认定，2025-09-1020:00）" in text
    assert "在该小区物业服务企业任职" in text


def test_a_dismissed_recusal_leaves_the_sheet_as_it_is() -> None:
    recusals = Recusals.of([a_recusal(1, status=RecusalStatus.DISMISSED)])
    assert "不计入汇总" not in printed(a_full_dossier(recusals=recusals))


def test_the_points_of_a_recused_sheet_are_struck_through() -> None:
    def ink(dossier: Dossier) -> int:
        document = pypdfium2.PdfDocument(
            score_sheets_pdf(dossier, [(expert_id(1), dossier.estates[0].id)], STAMP)
        )
        page = document[0]
        width, height = page.get_size()
        column = (width * 0.5, height * 0.2, width * 0.38, height * 0.3)
        pixels = page.render(scale=3, grayscale=True, crop=column).to_pil().tobytes()
        page.close()
        document.close()
        return sum(value < 120 for value in pixels)

    plain = a_full_dossier()
    struck = a_full_dossier(recusals=Recusals.of([a_recusal(1)]))
    assert ink(struck) > ink(plain) + 100


def test_an_abstention_is_printed_with_its_reason() -> None:
    dossier = a_full_dossier()
    sheet = replace(first_sheet(dossier), cells={}, abstain_reason="对该小区情况不了解")
    assert "弃权，不计入汇总。理由：对该小区情况不了解" in printed(with_sheet(dossier, sheet))


def test_an_unfinished_sheet_is_a_draft_and_says_what_is_left() -> None:
    dossier = a_full_dossier()
    sheet = replace(first_sheet(dossier), status=SheetStatus.DRAFT, digest="", submitted_at=None)
    cells = {number: cell for number, cell in sheet.cells.items() if number != "9.1"}
    text = printed(with_sheet(dossier, replace(sheet, cells=cells)))
    assert "草稿：还有1项未评，尚未提交，不作为评分依据。" in text
    assert text.count("草稿") >= 4


def test_a_sealed_sheet_is_formal_and_a_rehearsal_stays_one() -> None:
    formal = printed(a_full_dossier())
    assert "正式个人评分表" in formal
    assert "草稿" not in formal
    assert "演练个人评分表" in printed(a_full_dossier(review_round=a_rehearsal()))


def test_a_reopened_sheet_tells_its_revision_and_why() -> None:
    dossier = a_full_dossier()
    sheet = replace(first_sheet(dossier), revision=2, reopen_reason="分项超出范围")
    text = printed(with_sheet(dossier, sheet))
    assert "第2版。重新打开的理由：分项超出范围" in text
    assert "评分表第2版" in text


def test_a_void_sheet_is_not_counted() -> None:
    dossier = a_full_dossier()
    sheet = replace(first_sheet(dossier), status=SheetStatus.VOID)
    assert "本表作废，不计入汇总。" in printed(with_sheet(dossier, sheet))


def test_a_pair_without_a_sheet_is_printed_blank_for_the_pen() -> None:
    dossier = replace(a_full_dossier(), sheets=())
    text = printed(dossier)
    assert "评分项" in text
    assert "大写：专家" not in text
    assert "零分" not in text
    assert "草稿个人评分表" in text


def test_the_rules_for_corrections_by_hand_are_on_the_sheet() -> None:
    assert squeezed(CORRECTIONS) in printed(a_full_dossier())


def test_weights_of_parts_are_reckoned_before_the_readers_eyes() -> None:
    rubric = a_rubric(
        [
            a_section("1", "材料部分", a_criterion("1.1", 100), part="材料"),
            a_section("2", "现场部分", a_criterion("2.1", 100), part="现场"),
        ],
        parts=(Part(name="材料", weight=Decimal("0.6")), Part(name="现场", weight=Decimal("0.4"))),
    )
    dossier = a_dossier([[150, 150, 150]], experts=3, rubric=rubric)
    assert "按组成部分权重折算：材料100×60%+现场50×40%=80分" in printed(dossier)


def test_thirty_two_criteria_with_some_reasons_fit_one_page() -> None:
    rubric = read_rubric(resources.path("rubrics", "reference-2025.toml"))
    dossier = a_dossier([[88, 85, 83]], experts=3, rubric=rubric)
    sheet = first_sheet(dossier)
    for number in ("1.2", "2.1", "3.3", "6.5", "9.4"):
        sheet = with_reason(sheet, number, "制度齐全，现场照片与台账相符")
    pair = (expert_id(1), dossier.estates[0].id)
    pages = page_texts(score_sheets_pdf(with_sheet(dossier, sheet), [pair], STAMP))
    assert len(pages) == 1
    assert "专家签名" in pages[0]


def test_fifty_nine_criteria_go_over_two_pages_with_the_header_on_both() -> None:
    rubric = read_rubric(ROOT / "tests" / "samples" / "rubric-59.toml")
    dossier = a_dossier([[88, 85, 83]], experts=3, rubric=rubric)
    pages = page_texts(score_sheets_pdf(dossier, [(expert_id(1), dossier.estates[0].id)], STAMP))
    assert len(pages) == 2
    assert all("理由与依据" in page for page in pages)
    assert "专家签名" in pages[1]


def test_very_long_reasons_are_printed_whole_on_more_pages() -> None:
    dossier = a_full_dossier()
    reason = "".join(f"理由{number}。" for number in range(700))
    sheet = with_reason(first_sheet(dossier), "1.2", reason)
    text = printed(with_sheet(dossier, sheet))
    assert all(f"理由{number}。" in text for number in range(0, 700, 50))


@needs_poppler
def test_rare_names_are_copied_right_by_both_readers(tmp_path: Path) -> None:
    dossier = with_rare_names(a_full_dossier())
    pdf = score_sheets_pdf(dossier, [(expert_id(2), dossier.estates[0].id)], STAMP)
    for text in (seen(pdf), squeezed(poppler_text(pdf, tmp_path))):
        assert RARE_ESTATE in text
        assert RARE_EXPERT in text
        assert "〓" not in text


def test_the_same_sheets_are_the_same_bytes() -> None:
    dossier = a_full_dossier()
    pairs = list(pairs_of(dossier))[:6]
    assert score_sheets_pdf(dossier, pairs, STAMP) == score_sheets_pdf(dossier, pairs, STAMP)


def test_an_unknown_expert_is_refused_in_words() -> None:
    dossier = a_dossier([[50, 50, 50]], experts=3, rubric=a_plain_rubric(100))
    with pytest.raises(MissingRecord, match="找不到专家"):
        score_sheets_pdf(dossier, [(PersonId("P77"), dossier.estates[0].id)], STAMP)
